variable "pair" {}
resource "aws_wafv2_web_acl_association" "this" {
  resource_arn = var.pair.resource
  web_acl_arn  = var.pair["acl"]
}
variable "lb_arn" {}
resource "aws_lb_listener" "inner" {
  load_balancer_arn = var.lb_arn
  port              = 443
  protocol          = "HTTPS"
  default_action {
    type = "fixed-response"
    fixed_response {
      content_type = "text/plain"
      status_code  = "200"
    }
  }
}
