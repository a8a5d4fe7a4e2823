# Conditions both ways, with a variable, with a null, with two resources, in lists and in dynamic blocks.
variable "own" {
  default = true
}
variable "shared" {
  default = false
}
variable "key_arn" {
  default = null
}
resource "aws_kms_key" "one" {}
resource "aws_kms_key" "two" {}
resource "aws_security_group" "one" {}
resource "aws_security_group" "two" {}
resource "aws_db_instance" "taken" {
  kms_key_id = var.own ? aws_kms_key.one.arn : aws_kms_key.two.arn

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "other" {
  kms_key_id = var.shared ? aws_kms_key.one.arn : aws_kms_key.two.arn

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "or_null" {
  kms_key_id = var.own ? aws_kms_key.one.arn : null

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "null" {
  kms_key_id = var.shared ? aws_kms_key.one.arn : null

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "given" {
  kms_key_id = var.key_arn != null ? var.key_arn : aws_kms_key.one.arn

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "constant" {
  kms_key_id = true ? aws_kms_key.two.arn : aws_kms_key.one.arn

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_lb" "list" {
  security_groups = var.own ? [aws_security_group.one.id] : [aws_security_group.two.id]

  subnets = ["subnet-0a", "subnet-0b"]
}
resource "aws_lb" "concat" {
  security_groups = concat([aws_security_group.one.id], var.own ? [aws_security_group.two.id] : [])

  subnets = ["subnet-0a", "subnet-0b"]
}
resource "aws_lb" "compact" {
  security_groups = compact([aws_security_group.one.id, var.shared ? aws_security_group.two.id : ""])

  subnets = ["subnet-0a", "subnet-0b"]
}
resource "aws_lb" "mixed" {
  security_groups = [aws_security_group.one.id, "sg-0123456789abcdef0"]

  subnets = ["subnet-0a", "subnet-0b"]
}
resource "aws_wafv2_rule_group" "own" {
  scope    = "REGIONAL"
  capacity = 10
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "own"
    sampled_requests_enabled   = false
  }
}
resource "aws_wafv2_web_acl" "dynamic" {
  name = "dynamic"
  dynamic "rule" {
    for_each = [aws_wafv2_rule_group.own.arn]
    content {
      name     = "own"
      priority = 1
      override_action {
        none {}
      }
      statement {
        rule_group_reference_statement {
          arn = rule.value
        }
      }
      visibility_config {
        cloudwatch_metrics_enabled = false
        metric_name                = "own"
        sampled_requests_enabled   = false
      }
    }
  }

  scope = "REGIONAL"
  default_action {
    allow {}
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "acl"
    sampled_requests_enabled   = false
  }
}
