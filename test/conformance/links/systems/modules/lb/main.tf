resource "aws_lb" "main" {

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
output "arn" {
  value = aws_lb.main.arn
}
output "nested" {
  value = {
    arn  = aws_lb.main.arn
    name = "fixed"
  }
}
