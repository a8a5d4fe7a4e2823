output "address" {
  value = aws_db_instance.this.address
}

output "secret_arn" {
  value = aws_secretsmanager_secret.this.arn
}

output "kms_key_arn" {
  value = aws_kms_key.this.arn
}

output "security_group_id" {
  value = aws_security_group.this.id
}

output "connection" {
  value     = "postgres://${aws_db_instance.this.username}:${var.password}@${aws_db_instance.this.endpoint}/${aws_db_instance.this.db_name}"
  sensitive = true
}
