resource "aws_wafv2_web_acl" "strict" {
  name = "strict"

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
resource "aws_wafv2_web_acl" "lax" {
  name = "lax"

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
output "strict" {
  value = aws_wafv2_web_acl.strict.arn
}
output "lax" {
  value = aws_wafv2_web_acl.lax.arn
}
output "all" {
  value = [aws_wafv2_web_acl.strict.arn, aws_wafv2_web_acl.lax.arn]
}
