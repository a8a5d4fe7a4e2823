output "vpc_id" {
  value = aws_vpc.this.id
}

output "edge_subnet_ids" {
  value = { for zone, subnet in aws_subnet.edge : zone => subnet.id }
}

output "internal_subnet_ids" {
  value = { for zone, subnet in aws_subnet.internal : zone => subnet.id }
}

output "nat_public_ip" {
  value = aws_eip.nat.public_ip
}

output "endpoints_security_group_id" {
  value = aws_security_group.endpoints.id
}

output "s3_prefix_list_id" {
  value = aws_vpc_endpoint.s3.prefix_list_id
}
