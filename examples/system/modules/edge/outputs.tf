output "dns_name" {
  value = aws_lb.this.dns_name
}

output "security_group_id" {
  value = aws_security_group.edge.id
}

output "target_group_arns" {
  value = { for name, group in aws_lb_target_group.service : name => group.arn }

  # A service can be registered only in a group that a listener already uses.
  depends_on = [aws_lb_listener.https]
}
