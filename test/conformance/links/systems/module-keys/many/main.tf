resource "aws_lb" "main" {
  for_each = toset(["web", "api"])

  subnets = ["subnet-0a", "subnet-0b"]
}
resource "aws_lb" "listed" {
  count = 2

  subnets = ["subnet-0a", "subnet-0b"]
}
output "plain" {
  value = { for key, lb in aws_lb.main : key => lb.arn }
}
output "swapped" {
  value = { for key, lb in aws_lb.main : (key == "web" ? "api" : "web") => lb.arn }
}
output "whole" {
  value = aws_lb.main
}
output "written" {
  value = {
    web = aws_lb.main["api"].arn
    api = aws_lb.main["web"].arn
  }
}
output "list" {
  value = reverse(aws_lb.listed[*].arn)
}
