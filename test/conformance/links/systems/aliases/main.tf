# The other names of a type: a link leads from and to each of them. A value that one resource takes over from another.
resource "aws_alb" "old" {

  subnets = ["subnet-0a", "subnet-0b"]
}
resource "aws_lb" "new" {

  subnets = ["subnet-0a", "subnet-0b"]
}
resource "aws_alb_listener" "old" {
  load_balancer_arn = aws_lb.new.arn

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
resource "aws_lb_listener" "new" {
  load_balancer_arn = aws_alb.old.arn

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
resource "aws_wafv2_web_acl" "main" {
  name = "main"

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
resource "aws_wafv2_web_acl_association" "old" {
  resource_arn = aws_alb.old.id
  web_acl_arn  = aws_wafv2_web_acl.main.arn
}
resource "aws_wafv2_web_acl_association" "taken_over" {
  resource_arn = aws_alb_listener.old.load_balancer_arn
  web_acl_arn  = aws_wafv2_web_acl_association.old.web_acl_arn
}
resource "aws_default_security_group" "main" {}
resource "aws_security_group" "own" {}
resource "aws_alb" "in_list" {
  subnets         = ["subnet-0a", "subnet-0b"]
  security_groups = [aws_default_security_group.main.id]
}
resource "aws_alb" "in_list_of_two" {
  subnets         = ["subnet-0a", "subnet-0b"]
  security_groups = [aws_default_security_group.main.id, aws_security_group.own.id]
}
resource "aws_lb" "in_list_by_key" {
  for_each        = { own = aws_security_group.own, main = aws_default_security_group.main }
  subnets         = ["subnet-0a", "subnet-0b"]
  security_groups = [each.value.id]
}
