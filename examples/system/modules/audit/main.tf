locals {
  trail_name = "${var.name}-trail"
  trail_arn  = "arn:aws:cloudtrail:${var.region}:${var.account_id}:trail/${local.trail_name}"

  buckets = {
    trail  = "${var.name}-trail-${var.account_id}"
    access = "${var.name}-access-logs-${var.account_id}"
  }
}

resource "aws_cloudwatch_log_group" "trail" {
  count = var.trail_enabled ? 1 : 0

  name              = "/${var.name}/cloudtrail"
  retention_in_days = 400
  kms_key_id        = aws_kms_key.log.arn
}

data "aws_iam_policy_document" "trail_trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "trail" {
  count = var.trail_enabled ? 1 : 0

  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.trail[0].arn}:*"]
  }
}

resource "aws_iam_role" "trail" {
  count = var.trail_enabled ? 1 : 0

  name               = local.trail_name
  assume_role_policy = data.aws_iam_policy_document.trail_trust.json
}

resource "aws_iam_role_policy" "trail" {
  count = var.trail_enabled ? 1 : 0

  name   = "write-trail"
  role   = aws_iam_role.trail[0].id
  policy = data.aws_iam_policy_document.trail[0].json
}

resource "aws_cloudtrail" "this" {
  count = var.trail_enabled ? 1 : 0

  name                       = local.trail_name
  s3_bucket_name             = aws_s3_bucket.this["trail"].bucket
  is_multi_region_trail      = true
  enable_log_file_validation = true
  kms_key_id                 = aws_kms_key.log.arn
  cloud_watch_logs_group_arn = "${aws_cloudwatch_log_group.trail[0].arn}:*"
  cloud_watch_logs_role_arn  = aws_iam_role.trail[0].arn

  depends_on = [aws_s3_bucket_policy.this]
}
