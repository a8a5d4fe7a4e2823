resource "aws_lb" "main" {

  subnets = ["subnet-0a", "subnet-0b"]
}
output "arn" {
  value = aws_lb.main.arn
}
