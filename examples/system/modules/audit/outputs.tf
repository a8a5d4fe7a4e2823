output "log_kms_key_arn" {
  value = aws_kms_key.log.arn
}

output "access_log_bucket" {
  value = aws_s3_bucket.this["access"].bucket

  # A load balancer tries to write at once when logging is switched on.
  depends_on = [aws_s3_bucket_policy.this]
}

output "trail_arn" {
  value = one(aws_cloudtrail.this[*].arn)
}
