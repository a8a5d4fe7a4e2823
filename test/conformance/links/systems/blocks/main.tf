# What blocks name: rules of groups in every way of writing them, lists in blocks, one in each of several blocks.
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_ec2_managed_prefix_list" "main" {
  name           = "main"
  address_family = "IPv4"
  max_entries    = 5
}
resource "aws_security_group" "one" {
  vpc_id = aws_vpc.main.id
}
resource "aws_security_group" "two" {
  vpc_id = aws_vpc.main.id
}
resource "aws_security_group" "single" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.one.id]
  }
}
resource "aws_security_group" "mixed" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.one.id, "sg-0123456789abcdef0"]
  }
}
resource "aws_security_group" "both" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.one.id, aws_security_group.two.id]
  }
}
resource "aws_security_group" "crossed" {
  vpc_id      = aws_vpc.main.id
  description = "two may come in, one may go out"
  ingress {
    description     = "known: ${aws_security_group.one.name_prefix == null ? "a" : "b"}"
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.two.id]
  }
  egress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.one.id]
  }
}
resource "aws_security_group" "several" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.one.id]
  }
  ingress {
    from_port       = 80
    to_port         = 80
    protocol        = "tcp"
    security_groups = [aws_security_group.two.id]
  }
}
resource "aws_security_group" "argument" {
  vpc_id = aws_vpc.main.id
  ingress = [{
    description      = ""
    from_port        = 443
    to_port          = 443
    protocol         = "tcp"
    cidr_blocks      = [aws_vpc.main.cidr_block]
    ipv6_cidr_blocks = []
    prefix_list_ids  = [aws_ec2_managed_prefix_list.main.id]
    security_groups  = [aws_security_group.one.id]
    self             = false
  }]
}
resource "aws_security_group" "dynamic" {
  vpc_id = aws_vpc.main.id
  dynamic "ingress" {
    for_each = [80]
    content {
      from_port       = ingress.value
      to_port         = ingress.value
      protocol        = "tcp"
      security_groups = [aws_security_group.one.id]
    }
  }
}
resource "aws_security_group" "known" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = ["sg-0123456789abcdef0"]
  }
}
resource "aws_security_group" "none" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = [aws_security_group.one.id]
    prefix_list_ids = [aws_ec2_managed_prefix_list.main.id]
  }
}

resource "aws_subnet" "one" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_subnet" "two" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_ecs_service" "single" {
  name = "single"
  network_configuration {
    subnets = [aws_subnet.one.id]
  }
}
resource "aws_ecs_service" "mixed" {
  name = "mixed"
  network_configuration {
    subnets = [aws_subnet.two.id, "subnet-0a"]
  }
}
resource "aws_ecs_service" "both" {
  name = "both"
  network_configuration {
    subnets = [aws_subnet.one.id, aws_subnet.two.id]
  }
}
resource "aws_launch_template" "single" {
  network_interfaces {
    subnet_id = aws_subnet.two.id
  }
}
resource "aws_launch_template" "several" {
  network_interfaces {
    subnet_id = aws_subnet.one.id
  }
  network_interfaces {
    subnet_id = aws_subnet.two.id
  }
}
resource "aws_launch_template" "mixed" {
  network_interfaces {
    subnet_id = "subnet-0a"
  }
  network_interfaces {
    subnet_id = aws_subnet.two.id
  }
}

resource "aws_wafv2_rule_group" "one" {
  name     = "one"
  scope    = "REGIONAL"
  capacity = 10
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "one"
    sampled_requests_enabled   = false
  }
}
resource "aws_wafv2_rule_group" "two" {
  name     = "two"
  scope    = "REGIONAL"
  capacity = 10
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "two"
    sampled_requests_enabled   = false
  }
}
resource "aws_wafv2_web_acl" "several" {
  name  = "several"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "managed"
    priority = 1
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "managed"
      sampled_requests_enabled   = false
    }
  }
  rule {
    name     = "two"
    priority = 2
    override_action {
      none {}
    }
    statement {
      rule_group_reference_statement {
        arn = aws_wafv2_rule_group.two.arn
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "two"
      sampled_requests_enabled   = false
    }
  }
  rule {
    name     = "elsewhere"
    priority = 3
    override_action {
      none {}
    }
    statement {
      rule_group_reference_statement {
        arn = "arn:aws:wafv2:ap-northeast-1:123456789012:regional/rulegroup/elsewhere/a"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "elsewhere"
      sampled_requests_enabled   = false
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "several"
    sampled_requests_enabled   = false
  }
}
resource "aws_wafv2_web_acl" "both" {
  name  = "both"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "one"
    priority = 1
    override_action {
      none {}
    }
    statement {
      rule_group_reference_statement {
        arn = aws_wafv2_rule_group.one.arn
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "one"
      sampled_requests_enabled   = false
    }
  }
  rule {
    name     = "two"
    priority = 2
    override_action {
      none {}
    }
    statement {
      rule_group_reference_statement {
        arn = aws_wafv2_rule_group.two.arn
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "two"
      sampled_requests_enabled   = false
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "both"
    sampled_requests_enabled   = false
  }
}
resource "aws_wafv2_web_acl" "other" {
  name  = "other"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "one"
    priority = 1
    override_action {
      none {}
    }
    statement {
      rule_group_reference_statement {
        arn = aws_wafv2_rule_group.one.arn
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "one"
      sampled_requests_enabled   = false
    }
  }
  rule {
    name     = "managed"
    priority = 2
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = false
      metric_name                = "managed"
      sampled_requests_enabled   = false
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = false
    metric_name                = "other"
    sampled_requests_enabled   = false
  }
}
