# "execution" starts the container, "task" is what the container itself may do (nothing, so far).
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "read_secret" {
  statement {
    actions   = ["secretsmanager:GetSecretValue"]
    resources = [var.database_secret_arn]
  }

  statement {
    actions   = ["kms:Decrypt"]
    resources = [var.database_kms_key_arn]
  }
}

resource "aws_iam_role" "this" {
  for_each = toset(["execution", "task"])

  name               = "${var.name}-${each.key}"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role_policy_attachment" "execution" {
  role       = aws_iam_role.this["execution"].name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
}

resource "aws_iam_role_policy" "read_secret" {
  name   = "read-database-secret"
  role   = aws_iam_role.this["execution"].id
  policy = data.aws_iam_policy_document.read_secret.json
}
