resource "aws_kms_key" "data" {}
resource "aws_kms_key" "logs" {}
output "data" {
  value = aws_kms_key.data.arn
}
output "logs" {
  value = aws_kms_key.logs.arn
}
