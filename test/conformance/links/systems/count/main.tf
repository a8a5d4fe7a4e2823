# Instances of a count: equal numbers, fixed numbers, shifted and turned numbers, splats.
resource "aws_lb" "main" {
  count = 2

  subnets = ["subnet-0a", "subnet-0b"]
}
resource "aws_wafv2_web_acl" "main" {
  count = 2
  name  = "acl-${count.index}"

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
resource "aws_wafv2_web_acl_association" "equal" {
  count        = 2
  resource_arn = aws_lb.main[count.index].arn
  web_acl_arn  = aws_wafv2_web_acl.main[1].arn
}
resource "aws_lb_listener" "first" {
  load_balancer_arn = aws_lb.main[0].arn

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
resource "aws_lb_listener" "shifted" {
  count             = 1
  load_balancer_arn = aws_lb.main[count.index + 1].arn

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
resource "aws_lb_listener" "all" {
  count             = length(aws_lb.main)
  load_balancer_arn = element(aws_lb.main[*].arn, count.index)

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
resource "aws_lb_listener" "splat" {
  load_balancer_arn = (aws_lb.main[*].arn)[1]

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
resource "aws_lb_listener" "old_splat" {
  load_balancer_arn = aws_lb.main.*.arn[0]

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
resource "aws_kms_key" "maybe" {
  count = 1
}
resource "aws_kms_key" "never" {
  count = 0
}
resource "aws_db_instance" "one" {
  kms_key_id = one(aws_kms_key.maybe[*].arn)

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "never" {
  kms_key_id = one(aws_kms_key.never[*].arn)

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "try" {
  kms_key_id = try(aws_kms_key.never[0].arn, aws_kms_key.maybe[0].arn)

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "coalesce" {
  kms_key_id = coalesce(one(aws_kms_key.maybe[*].arn), "arn:aws:kms:ap-northeast-1:123456789012:key/elsewhere")

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
resource "aws_db_instance" "joined" {
  kms_key_id = join("", aws_kms_key.maybe[*].arn)

  allocated_storage   = 20
  engine              = "postgres"
  instance_class      = "db.t4g.micro"
  username            = "owner"
  password            = "made-up-password"
  storage_encrypted   = true
  skip_final_snapshot = true
}
