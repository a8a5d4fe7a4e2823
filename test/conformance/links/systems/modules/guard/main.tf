variable "lb_arn" {}
variable "acl_arn" {}
module "inner" {
  source = "./inner"
  lb_arn = var.lb_arn
  pair = {
    resource = var.lb_arn
    acl      = var.acl_arn
  }
}
resource "aws_lb_listener" "side" {
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
