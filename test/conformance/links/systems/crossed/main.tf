# Two of everything and one that protects: what is not protected must not look so.
resource "aws_s3_bucket" "safe" {}
resource "aws_s3_bucket" "open" {}
resource "aws_s3_bucket_public_access_block" "safe" {
  bucket              = aws_s3_bucket.safe.id
  block_public_acls   = true
  block_public_policy = true
}
resource "aws_lb" "safe" {

  subnets = ["subnet-0a", "subnet-0b"]
}
resource "aws_lb" "open" {

  subnets = ["subnet-0a", "subnet-0b"]
}
resource "aws_wafv2_web_acl" "main" {
  name = aws_lb.open.dns_name

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
resource "aws_wafv2_web_acl_association" "safe" {
  resource_arn = aws_lb.safe.arn
  web_acl_arn  = aws_wafv2_web_acl.main.arn
  depends_on   = [aws_lb.open]
}
resource "aws_security_group" "one" {}
resource "aws_security_group" "two" {}
resource "aws_security_group_rule" "two" {
  type                     = "ingress"
  from_port                = 22
  to_port                  = 22
  protocol                 = "tcp"
  source_security_group_id = aws_security_group.one.id
  security_group_id        = aws_security_group.two.id
}
resource "aws_rds_cluster" "one" {
  cluster_identifier  = "one"
  engine              = "aurora-postgresql"
  master_username     = "owner"
  master_password     = "made-up-password"
  skip_final_snapshot = true
}
resource "aws_rds_cluster" "two" {
  cluster_identifier  = "two"
  engine              = "aurora-postgresql"
  master_username     = "owner"
  master_password     = "made-up-password"
  skip_final_snapshot = true
}
resource "aws_rds_cluster_instance" "by_literal" {
  cluster_identifier = "two"
  identifier         = "one"
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}
resource "aws_cloudwatch_log_group" "one" {
  name = "one"
}
resource "aws_cloudwatch_log_group" "two" {
  name = "two"
}
resource "aws_cloudtrail" "main" {
  name                       = aws_cloudwatch_log_group.one.name
  s3_bucket_name             = aws_s3_bucket.safe.id
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.two.arn}:*"
  cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
}
resource "aws_cloudtrail" "replaced" {
  name                       = "replaced"
  s3_bucket_name             = aws_s3_bucket.safe.id
  cloud_watch_logs_group_arn = replace(aws_cloudwatch_log_group.one.arn, "log-group:one", "log-group:two")
  cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
}
