variable "lb_arn" {}
resource "aws_lb_listener" "this" {
  load_balancer_arn = var.lb_arn

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
