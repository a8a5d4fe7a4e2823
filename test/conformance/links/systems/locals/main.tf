# A plan prints no locals: what leads through one is open in a plan and settled from source.
resource "aws_kms_key" "one" {}
resource "aws_kms_key" "two" {}
locals {
  one     = aws_kms_key.one.arn
  through = local.one
  by_use = {
    one = aws_kms_key.two.arn
    two = aws_kms_key.one.arn
  }
}
resource "aws_db_instance" "plain" {
  kms_key_id = local.one

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "through" {
  kms_key_id = local.through

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "map" {
  kms_key_id = local.by_use["one"]

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
