# What the state calls by another name: the moved resource is linked under its new one, by value and by address. Numbers that
# became keys are those of the moved block, not their order.
resource "aws_kms_key" "new" {}
moved {
  from = aws_kms_key.old
  to   = aws_kms_key.new
}
resource "aws_kms_key" "other" {}
resource "aws_db_instance" "by_address" {
  kms_key_id = aws_kms_key.new.arn

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "by_value" {
  kms_key_id = "arn:aws:kms:ap-northeast-1:123456789012:key/00000000-0000-0000-0000-000000000001"

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "elsewhere" {
  kms_key_id = "arn:aws:kms:ap-northeast-1:123456789012:key/00000000-0000-0000-0000-000000000009"

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_kms_key" "keyed" {
  for_each = toset(["a", "b"])
}
moved {
  from = aws_kms_key.counted[0]
  to   = aws_kms_key.keyed["b"]
}
moved {
  from = aws_kms_key.counted[1]
  to   = aws_kms_key.keyed["a"]
}
resource "aws_db_instance" "by_key" {
  for_each   = aws_kms_key.keyed
  kms_key_id = each.value.arn

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "by_value_of_key" {
  kms_key_id = "arn:aws:kms:ap-northeast-1:123456789012:key/00000000-0000-0000-0000-000000000003"

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
