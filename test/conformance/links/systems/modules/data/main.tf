variable "keys" {}
resource "aws_db_instance" "main" {
  kms_key_id = var.keys.db

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_cloudwatch_log_group" "main" {
  kms_key_id = var.keys["logs"]
}
