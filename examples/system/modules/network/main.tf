locals {
  zone_numbers = { for number, zone in var.zones : zone => number }
}

resource "aws_vpc" "this" {
  cidr_block           = var.cidr
  enable_dns_support   = true
  enable_dns_hostnames = true

  tags = {
    Name = var.name
  }
}

# The VPC's default group is adopted and emptied, so that nothing can lean on it.
resource "aws_default_security_group" "this" {
  vpc_id  = aws_vpc.this.id
  ingress = []
  egress  = []
}

resource "aws_internet_gateway" "this" {
  vpc_id = aws_vpc.this.id

  tags = {
    Name = var.name
  }
}

resource "aws_subnet" "edge" {
  for_each = local.zone_numbers

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = cidrsubnet(var.cidr, 8, each.value)
  map_public_ip_on_launch = false

  tags = {
    Name = "${var.name}-edge-${each.key}"
    Tier = "edge"
  }
}

resource "aws_subnet" "internal" {
  for_each = local.zone_numbers

  vpc_id                  = aws_vpc.this.id
  availability_zone       = each.key
  cidr_block              = cidrsubnet(var.cidr, 4, each.value + 1)
  map_public_ip_on_launch = false

  tags = {
    Name = "${var.name}-internal-${each.key}"
    Tier = "internal"
  }
}

resource "aws_eip" "nat" {
  domain = "vpc"

  tags = {
    Name = "${var.name}-nat"
  }

  depends_on = [aws_internet_gateway.this]
}

resource "aws_nat_gateway" "this" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.edge[var.zones[0]].id

  tags = {
    Name = var.name
  }

  depends_on = [aws_internet_gateway.this]
}

# Only the edge subnets have a route to the internet gateway.
resource "aws_route_table" "edge" {
  vpc_id = aws_vpc.this.id

  tags = {
    Name = "${var.name}-edge"
  }
}

resource "aws_route" "edge_internet" {
  route_table_id         = aws_route_table.edge.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.this.id
}

resource "aws_route_table_association" "edge" {
  for_each = aws_subnet.edge

  subnet_id      = each.value.id
  route_table_id = aws_route_table.edge.id
}

resource "aws_route_table" "internal" {
  vpc_id = aws_vpc.this.id

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.this.id
  }

  tags = {
    Name = "${var.name}-internal"
  }
}

resource "aws_route_table_association" "internal" {
  for_each = aws_subnet.internal

  subnet_id      = each.value.id
  route_table_id = aws_route_table.internal.id
}
