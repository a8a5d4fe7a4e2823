resource "aws_security_group" "app" {
  name        = var.name
  description = "Containers of ${var.name}"
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "from_edge" {
  security_group_id            = aws_security_group.app.id
  description                  = "Requests from the load balancer"
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
  referenced_security_group_id = var.edge_security_group_id
}

# DELIBERATE UNKNOWN: AWS hands out the NAT gateway's public address only when the plan is applied, so nobody who reads
# the plan can tell which addresses this rule admits to the internal group.
resource "aws_vpc_security_group_ingress_rule" "from_monitoring" {
  security_group_id = aws_security_group.app.id
  description       = "Health checks of the monitoring agents, which come from the NAT address"
  ip_protocol       = "tcp"
  from_port         = var.port
  to_port           = var.port
  cidr_ipv4         = "${var.monitoring_address}/32"
}

resource "aws_vpc_security_group_egress_rule" "to_database" {
  security_group_id            = aws_security_group.app.id
  description                  = "PostgreSQL"
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = var.database_security_group_id
}

resource "aws_vpc_security_group_egress_rule" "to_endpoints" {
  security_group_id            = aws_security_group.app.id
  description                  = "AWS services inside the VPC"
  ip_protocol                  = "tcp"
  from_port                    = 443
  to_port                      = 443
  referenced_security_group_id = var.endpoints_security_group_id
}

resource "aws_vpc_security_group_egress_rule" "to_s3" {
  security_group_id = aws_security_group.app.id
  description       = "Image layers in S3"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = var.s3_prefix_list_id
}

resource "aws_vpc_security_group_egress_rule" "to_payment_gateway" {
  security_group_id = aws_security_group.app.id
  description       = "Payment provider"
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = var.payment_gateway_cidr
}

resource "aws_vpc_security_group_egress_rule" "edge_to_app" {
  security_group_id            = var.edge_security_group_id
  description                  = "Requests to the containers of ${var.name}"
  ip_protocol                  = "tcp"
  from_port                    = var.port
  to_port                      = var.port
  referenced_security_group_id = aws_security_group.app.id
}
