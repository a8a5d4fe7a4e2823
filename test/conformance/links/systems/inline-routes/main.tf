# Routes inside of route tables, which are written as blocks and printed as an attribute.
variable "is_open" {
  default = true
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "main" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.0.0/24"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_vpn_gateway" "main" {
  vpc_id = aws_vpc.main.id
}
resource "aws_nat_gateway" "main" {
  subnet_id         = aws_subnet.main.id
  connectivity_type = "private"
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
# A dynamic block may stand in place of an equal one, and is not printed.
resource "aws_route_table" "both_families" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
  route {
    ipv6_cidr_block = "::/0"
    gateway_id      = aws_internet_gateway.main.id
  }
}
resource "aws_route_table" "beside_known" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = aws_vpc.main.cidr_block
    gateway_id = "local"
  }
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table" "mixed" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
  route {
    cidr_block     = "192.0.2.0/24"
    nat_gateway_id = aws_nat_gateway.main.id
  }
}
resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.main.id
  }
}
resource "aws_route_table" "vpn" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "192.0.2.0/24"
    gateway_id = aws_vpn_gateway.main.id
  }
}
resource "aws_route_table" "chosen" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = var.is_open ? aws_internet_gateway.main.id : aws_vpn_gateway.main.id
  }
}
resource "aws_route_table" "dynamic" {
  vpc_id = aws_vpc.main.id
  dynamic "route" {
    for_each = toset(["0.0.0.0/0"])
    content {
      cidr_block = route.value
      gateway_id = aws_internet_gateway.main.id
    }
  }
}
resource "aws_route_table" "partly_dynamic" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
  dynamic "route" {
    for_each = toset(["192.0.2.0/24"])
    content {
      cidr_block = route.value
      gateway_id = aws_vpn_gateway.main.id
    }
  }
}
resource "aws_route_table" "as_attribute" {
  vpc_id = aws_vpc.main.id
  route = [for block in ["0.0.0.0/0"] : {
    cidr_block                 = block
    gateway_id                 = aws_internet_gateway.main.id
    carrier_gateway_id         = null
    core_network_arn           = null
    destination_prefix_list_id = null
    egress_only_gateway_id     = null
    ipv6_cidr_block            = null
    local_gateway_id           = null
    nat_gateway_id             = null
    network_interface_id       = null
    transit_gateway_id         = null
    vpc_endpoint_id            = null
    vpc_peering_connection_id  = null
  }]
}
resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table" "bare" {
  vpc_id = aws_vpc.main.id
}
