# Each link is written out where it belongs; every family once.
resource "aws_kms_key" "data" {}
resource "aws_kms_key" "logs" {}

resource "aws_db_instance" "main" {
  kms_key_id = aws_kms_key.data.arn

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "plain" {

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}

resource "aws_security_group" "edge" {}
resource "aws_security_group" "inner" {}
resource "aws_security_group_rule" "edge" {
  type              = "ingress"
  from_port         = 443
  to_port           = 443
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = aws_security_group.edge.id
}
resource "aws_vpc_security_group_ingress_rule" "inner" {
  security_group_id            = aws_security_group.inner.id
  referenced_security_group_id = aws_security_group.edge.id
  ip_protocol                  = "-1"
}

resource "aws_lb" "main" {
  security_groups = [aws_security_group.edge.id, aws_security_group.inner.id]

  subnets = ["subnet-0a", "subnet-0b"]
}
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.main.arn

  port     = 443
  protocol = "HTTPS"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
resource "aws_lb_listener_rule" "path" {
  listener_arn = aws_lb_listener.https.arn
  action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
  condition {
    path_pattern {
      values = ["/"]
    }
  }
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
resource "aws_wafv2_web_acl" "main" {
  name = "main"
  rule {
    name     = "own"
    priority = 1
    override_action {
      none {}
    }
    statement {
      rule_group_reference_statement {
        arn = aws_wafv2_rule_group.own.arn
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "own"
      sampled_requests_enabled   = false
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
resource "aws_wafv2_web_acl_association" "main" {
  resource_arn = aws_lb.main.arn
  web_acl_arn  = aws_wafv2_web_acl.main.arn
}

resource "aws_cloudwatch_log_group" "trail" {
  name       = "trail"
  kms_key_id = aws_kms_key.logs.arn
}
resource "aws_s3_bucket" "trail" {}
resource "aws_s3_bucket_public_access_block" "trail" {
  bucket              = aws_s3_bucket.trail.id
  block_public_acls   = true
  block_public_policy = true
}
resource "aws_cloudtrail" "main" {
  name                       = "main"
  s3_bucket_name             = aws_s3_bucket.trail.id
  kms_key_id                 = aws_kms_key.logs.arn
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.trail.arn}:*"
  cloud_watch_logs_role_arn  = "arn:aws:iam::123456789012:role/trail"
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_subnet" "public" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route" "public" {
  route_table_id         = aws_route_table.public.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.main.id
}
resource "aws_route_table_association" "public" {
  subnet_id      = aws_subnet.public.id
  route_table_id = aws_route_table.public.id
}

resource "aws_rds_cluster" "main" {
  cluster_identifier  = "main"
  engine              = "aurora-postgresql"
  master_username     = "owner"
  master_password     = "made-up-password"
  kms_key_id          = aws_kms_key.data.arn
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_rds_cluster_instance" "main" {
  cluster_identifier = aws_rds_cluster.main.id
  engine             = "aurora-postgresql"
  instance_class     = "db.r6g.large"
}
