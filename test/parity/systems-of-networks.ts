/**
 * Networks that are written twice: subnets and their ways out, access lists, groups, computers and stores. All are made up.
 *
 * @module
 */
import { namingNoDestination, type System } from "./system.ts";

const innerProfile = {
  tiers: { internal: [{ address: "aws_subnet.app" }] },
  egress_paths: [{ address: "aws_nat_gateway.way" }],
  egress_destinations: [{ cidr: "203.0.113.0/24" }, { service_endpoint: "s3" }],
  edge_vpcs: [{ address: "aws_vpc.edge" }],
};

const innerNetwork: System = {
  name: "an internal subnet that reaches out through one NAT gateway and an endpoint, and a VPC for the edge",
  profile: innerProfile,
  terraform: `
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_vpc" "edge" { cidr_block = "10.1.0.0/16" }
resource "aws_internet_gateway" "gateway" {}
resource "aws_internet_gateway_attachment" "to_edge" {
  internet_gateway_id = aws_internet_gateway.gateway.id
  vpc_id              = aws_vpc.edge.id
}
resource "aws_subnet" "app" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = false
}
resource "aws_nat_gateway" "way" {
  allocation_id = "eipalloc-0aa"
  subnet_id     = "subnet-0ee"
}
resource "aws_route_table" "table" { vpc_id = aws_vpc.main.id }
resource "aws_route" "out" {
  route_table_id         = aws_route_table.table.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.way.id
}
resource "aws_route_table_association" "of_app" {
  subnet_id      = aws_subnet.app.id
  route_table_id = aws_route_table.table.id
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.ap-northeast-1.s3"
  policy       = jsonencode({ Statement = [{ Effect = "Allow", Principal = "*", Action = "s3:GetObject", Resource = "arn:aws:s3:::example/*" }] })
}
resource "aws_network_acl" "list" { vpc_id = aws_vpc.main.id }
resource "aws_network_acl_association" "of_list" {
  network_acl_id = aws_network_acl.list.id
  subnet_id      = aws_subnet.app.id
}
resource "aws_network_acl_rule" "answers" {
  network_acl_id = aws_network_acl.list.id
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 1024
  to_port        = 65535
  cidr_block     = "0.0.0.0/0"
}
resource "aws_network_acl_rule" "asked" {
  network_acl_id = aws_network_acl.list.id
  egress         = true
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "tcp"
  from_port      = 443
  to_port        = 443
  cidr_block     = "203.0.113.8/32"
}`,
  template: `
Resources:
  Main: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Edge: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.1.0.0/16 } }
  Gateway: { Type: AWS::EC2::InternetGateway }
  ToEdge:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { InternetGatewayId: !Ref Gateway, VpcId: !Ref Edge }
  App:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Main, CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: false }
  Way:
    Type: AWS::EC2::NatGateway
    Properties: { AllocationId: eipalloc-0aa, SubnetId: subnet-0ee }
  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Main } }
  Out:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Way }
  OfApp:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref App, RouteTableId: !Ref Table }
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Main
      ServiceName: !Sub "com.amazonaws.\${AWS::Region}.s3"
      PolicyDocument:
        Statement: [{ Effect: Allow, Principal: "*", Action: s3:GetObject, Resource: "arn:aws:s3:::example/*" }]
  List: { Type: AWS::EC2::NetworkAcl, Properties: { VpcId: !Ref Main } }
  OfList:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties: { NetworkAclId: !Ref List, SubnetId: !Ref App }
  Answers:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      NetworkAclId: !Ref List
      RuleNumber: 100
      RuleAction: allow
      Protocol: 6
      PortRange: { From: 1024, To: 65535 }
      CidrBlock: 0.0.0.0/0
  Asked:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      NetworkAclId: !Ref List
      Egress: true
      RuleNumber: 100
      RuleAction: allow
      Protocol: 6
      PortRange: { From: 443, To: 443 }
      CidrBlock: 203.0.113.8/32
`,
  expect: [
    "egress.controlled_path aws_subnet app: pass",
    "egress.controlled_path aws_vpc main: pass",
    "egress.nacl_restrictive aws_network_acl list: pass",
    "net.igw_only_in_edge_vpc aws_internet_gateway gateway: pass",
    "net.nacl_ingress_restricted aws_network_acl list: pass",
    "net.no_igw_route_internal aws_subnet app: pass",
    "net.subnet_no_auto_public_ip aws_subnet app: pass",
  ],
};

const openNetwork: System = {
  name: "an internal subnet with a route to an internet gateway, an access list that allows everything, rules of a default group",
  profile: innerProfile,
  // Which group is the default one of a VPC, a plan that creates the VPC does not know.
  differences: {
    "net.internal_ports_allowlist aws_vpc_security_group_ingress_rule ofdefault": "PLAN_DOES_NOT_KNOW",
    "net.sg_no_world_ingress aws_vpc_security_group_ingress_rule ofdefault": "PLAN_DOES_NOT_KNOW",
  },
  covers: [
    "aws_vpc_endpoint",
    "aws_route53_resolver_firewall_rule_group_association",
    "aws_route53_resolver_firewall_rule_group",
  ],
  terraform: `
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_internet_gateway" "gateway" {}
resource "aws_internet_gateway_attachment" "attached" {
  internet_gateway_id = aws_internet_gateway.gateway.id
  vpc_id              = aws_vpc.main.id
}
resource "aws_subnet" "app" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.0.1.0/24"
  map_public_ip_on_launch = true
}
resource "aws_nat_gateway" "other" {
  allocation_id = "eipalloc-0aa"
  subnet_id     = "subnet-0ee"
}
resource "aws_route_table" "table" { vpc_id = aws_vpc.main.id }
resource "aws_route" "out" {
  route_table_id         = aws_route_table.table.id
  destination_cidr_block = "0.0.0.0/0"
  gateway_id             = aws_internet_gateway.gateway.id
}
resource "aws_route" "out6" {
  route_table_id              = aws_route_table.table.id
  destination_ipv6_cidr_block = "::/0"
  nat_gateway_id              = aws_nat_gateway.other.id
}
resource "aws_route_table_association" "of_app" {
  subnet_id      = aws_subnet.app.id
  route_table_id = aws_route_table.table.id
}
resource "aws_network_acl" "list" { vpc_id = aws_vpc.main.id }
resource "aws_network_acl_association" "of_list" {
  network_acl_id = aws_network_acl.list.id
  subnet_id      = aws_subnet.app.id
}
resource "aws_network_acl_rule" "in" {
  network_acl_id = aws_network_acl.list.id
  rule_number    = 100
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}
resource "aws_network_acl_rule" "out_of_list" {
  network_acl_id  = aws_network_acl.list.id
  egress          = true
  rule_number     = 100
  rule_action     = "allow"
  protocol        = "-1"
  ipv6_cidr_block = "::/0"
}
resource "aws_vpc_security_group_ingress_rule" "of_default" {
  security_group_id = aws_vpc.main.default_security_group_id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  cidr_ipv4         = "10.0.0.0/16"
}
resource "aws_route53_resolver_firewall_rule_group" "domains" { name = "example" }
resource "aws_route53_resolver_firewall_domain_list" "own" {
  name    = "example"
  domains = ["example.com."]
}
resource "aws_route53_resolver_firewall_rule" "blocked" {
  name                    = "example"
  action                  = "BLOCK"
  block_response          = "NODATA"
  priority                = 1
  firewall_domain_list_id = aws_route53_resolver_firewall_domain_list.own.id
  firewall_rule_group_id  = aws_route53_resolver_firewall_rule_group.domains.id
}
resource "aws_route53_resolver_firewall_rule_group_association" "of_domains" {
  name                   = "example"
  priority               = 101
  firewall_rule_group_id = aws_route53_resolver_firewall_rule_group.domains.id
  vpc_id                 = aws_vpc.main.id
}`,
  template: `
Resources:
  Main: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Gateway: { Type: AWS::EC2::InternetGateway }
  Attached:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { InternetGatewayId: !GetAtt Gateway.InternetGatewayId, VpcId: !GetAtt Main.VpcId }
  App:
    Type: AWS::EC2::Subnet
    Properties: { VpcId: !Ref Main, CidrBlock: 10.0.1.0/24, MapPublicIpOnLaunch: "true" }
  Other:
    Type: AWS::EC2::NatGateway
    Properties: { AllocationId: eipalloc-0aa, SubnetId: subnet-0ee }
  Table: { Type: AWS::EC2::RouteTable, Properties: { VpcId: !Ref Main } }
  Out:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !GetAtt Table.RouteTableId, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway }
  Out6:
    Type: AWS::EC2::Route
    Properties: { RouteTableId: !Ref Table, DestinationIpv6CidrBlock: "::/0", NatGatewayId: !Ref Other }
  OfApp:
    Type: AWS::EC2::SubnetRouteTableAssociation
    Properties: { SubnetId: !Ref App, RouteTableId: !Ref Table }
  List: { Type: AWS::EC2::NetworkAcl, Properties: { VpcId: !Ref Main } }
  OfList:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties: { NetworkAclId: !Ref List, SubnetId: !Ref App }
  In:
    Type: AWS::EC2::NetworkAclEntry
    Properties: { NetworkAclId: !Ref List, RuleNumber: "100", RuleAction: allow, Protocol: -1, CidrBlock: 0.0.0.0/0 }
  OutOfList:
    Type: AWS::EC2::NetworkAclEntry
    Properties:
      { NetworkAclId: !Ref List, Egress: true, RuleNumber: 100, RuleAction: allow, Protocol: -1, Ipv6CidrBlock: "::/0" }
  OfDefault:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      { GroupId: !GetAtt Main.DefaultSecurityGroup, IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16 }
  Own:
    Type: AWS::Route53Resolver::FirewallDomainList
    Properties: { Name: example, Domains: [example.com.] }
  Domains:
    Type: AWS::Route53Resolver::FirewallRuleGroup
    Properties:
      Name: example
      FirewallRules: [{ Action: BLOCK, BlockResponse: NODATA, Priority: 1, FirewallDomainListId: !Ref Own }]
  OfDomains:
    Type: AWS::Route53Resolver::FirewallRuleGroupAssociation
    Properties: { Name: example, Priority: 101, FirewallRuleGroupId: !Ref Domains, VpcId: !Ref Main }
`,
  expect: [
    "egress.controlled_path aws_subnet app: fail",
    "egress.controlled_path aws_vpc main: fail",
    "egress.dns_firewall aws_vpc main: fail",
    "egress.nacl_restrictive aws_network_acl list: fail",
    "net.default_sg_closed aws_vpc main: fail",
    "net.igw_only_in_edge_vpc aws_internet_gateway gateway: fail",
    "net.nacl_ingress_restricted aws_network_acl list: fail",
    "net.no_igw_route_internal aws_subnet app: fail",
    "net.subnet_no_auto_public_ip aws_subnet app: fail",
  ],
};

const groups: System = {
  name: "groups of an internal tier: the declared ports and destinations alone, and everything in and out",
  profile: {
    tiers: {
      edge: [{ address: "aws_security_group.web" }],
      internal: [{ address: "aws_security_group.app" }, { address: "aws_security_group.open" }],
    },
    port_matrix: [{ source_tier: "edge", target_tier: "internal", protocol: "tcp", port: 8080 }],
    egress_destinations: [{ cidr: "192.0.2.0/24" }, { prefix_list: "example-partners" }],
  },
  differences: namingNoDestination("web"),
  terraform: `
resource "aws_ec2_managed_prefix_list" "partners" {
  name           = "example-partners"
  address_family = "IPv4"
  max_entries    = 2
  entry { cidr = "198.51.100.0/24" }
  entry { cidr = "203.0.113.0/24" }
}
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_security_group" "web" {
  name   = "example-web"
  vpc_id = aws_vpc.main.id
}
resource "aws_security_group" "app" {
  name   = "example-app"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol        = "tcp"
    from_port       = 8080
    to_port         = 8080
    security_groups = [aws_security_group.web.id]
  }
  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["192.0.2.8/29"]
  }
}
resource "aws_vpc_security_group_egress_rule" "partner" {
  security_group_id = aws_security_group.app.id
  ip_protocol       = "tcp"
  from_port         = 443
  to_port           = 443
  prefix_list_id    = aws_ec2_managed_prefix_list.partners.id
}
resource "aws_security_group" "open" {
  name   = "example-open"
  vpc_id = aws_vpc.main.id
  ingress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["10.0.0.0/8"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}`,
  template: `
Resources:
  Partners:
    Type: AWS::EC2::PrefixList
    Properties:
      PrefixListName: example-partners
      AddressFamily: IPv4
      MaxEntries: 2
      Entries: [{ Cidr: 198.51.100.0/24 }, { Cidr: 203.0.113.0/24 }]
  Main: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Web:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupName: example-web, GroupDescription: example, VpcId: !Ref Main }
  App:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupName: example-app
      GroupDescription: example
      VpcId: !Ref Main
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: !GetAtt Web.GroupId }
      SecurityGroupEgress:
        - { IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 192.0.2.8/29 }
  Partner:
    Type: AWS::EC2::SecurityGroupEgress
    Properties:
      GroupId: !GetAtt App.GroupId
      IpProtocol: tcp
      FromPort: 443
      ToPort: 443
      DestinationPrefixListId: !Ref Partners
  Open:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupName: example-open
      GroupDescription: example
      VpcId: !Ref Main
      SecurityGroupIngress: [{ IpProtocol: "-1", CidrIp: 10.0.0.0/8 }]
      SecurityGroupEgress: [{ IpProtocol: -1, CidrIp: 0.0.0.0/0 }]
`,
  expect: [
    "egress.sg_destinations_allowlisted aws_security_group app: pass",
    "egress.sg_destinations_allowlisted aws_security_group open: fail",
    "net.internal_ports_allowlist aws_security_group app: pass",
    "net.internal_ports_allowlist aws_security_group open: fail",
  ],
};

const computers: System = {
  name: "computers with public addresses, and without",
  profile: {
    tiers: { internal: [{ address: "aws_subnet.app" }] },
    service_endpoints: [{ address: "aws_instance.open" }],
  },
  terraform: `
resource "aws_subnet" "app" {
  vpc_id     = "vpc-0aa"
  cidr_block = "10.0.1.0/24"
}
resource "aws_instance" "closed" {
  ami                         = "ami-0aa"
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.app.id
  associate_public_ip_address = false
}
resource "aws_instance" "open" {
  ami                         = "ami-0aa"
  instance_type               = "t3.micro"
  subnet_id                   = aws_subnet.app.id
  associate_public_ip_address = true
}
resource "aws_eip" "address" {
  domain   = "vpc"
  instance = aws_instance.open.id
}
resource "aws_launch_template" "template" {
  network_interfaces {
    associate_public_ip_address = "false"
    subnet_id                   = aws_subnet.app.id
  }
}
resource "aws_ecs_service" "service" {
  name = "example"
  network_configuration {
    subnets          = [aws_subnet.app.id]
    assign_public_ip = true
  }
}`,
  template: `
Resources:
  App: { Type: AWS::EC2::Subnet, Properties: { VpcId: vpc-0aa, CidrBlock: 10.0.1.0/24 } }
  Closed:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-0aa
      InstanceType: t3.micro
      NetworkInterfaces: [{ DeviceIndex: "0", AssociatePublicIpAddress: false, SubnetId: !Ref App }]
  Open:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: ami-0aa
      InstanceType: t3.micro
      NetworkInterfaces: [{ DeviceIndex: "0", AssociatePublicIpAddress: true, SubnetId: !Ref App }]
  Address:
    Type: AWS::EC2::EIP
    Properties: { Domain: vpc, InstanceId: !Ref Open }
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData: { NetworkInterfaces: [{ AssociatePublicIpAddress: false, SubnetId: !Ref App }] }
  Service:
    Type: AWS::ECS::Service
    Properties:
      ServiceName: example
      NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [!Ref App], AssignPublicIp: ENABLED } }
`,
  expect: [
    "ddos.shield_standard_inherited aws_eip address: fail",
    "net.compute_no_public_ip aws_ecs_service service: fail",
    "net.compute_no_public_ip aws_instance closed: pass",
    "net.compute_no_public_ip aws_instance open: fail",
    "net.compute_no_public_ip aws_launch_template template: pass",
  ],
};

const stores: System = {
  name: "stores and a cluster of Kubernetes, private and public",
  profile: { admin_cidrs: ["192.0.2.0/24"] },
  terraform: `
resource "aws_redshift_cluster" "closed" {
  cluster_identifier  = "example"
  node_type           = "ra3.large"
  publicly_accessible = false
}
resource "aws_mq_broker" "open" {
  broker_name         = "example"
  engine_type         = "RabbitMQ"
  engine_version      = "3.13"
  host_instance_type  = "mq.m5.large"
  publicly_accessible = true
}
resource "aws_opensearch_domain" "world" { domain_name = "example" }
resource "aws_opensearch_domain" "inner" {
  domain_name = "example-inner"
  vpc_options { subnet_ids = ["subnet-0aa"] }
}
resource "aws_eks_cluster" "narrow" {
  name     = "example-narrow"
  role_arn = "arn:aws:iam::123456789012:role/example"
  vpc_config {
    subnet_ids          = ["subnet-0aa", "subnet-0bb"]
    public_access_cidrs = ["192.0.2.8/29"]
  }
}
resource "aws_eks_cluster" "open_eks" {
  name     = "example-open"
  role_arn = "arn:aws:iam::123456789012:role/example"
  vpc_config {
    subnet_ids          = ["subnet-0aa", "subnet-0bb"]
    public_access_cidrs = ["0.0.0.0/0"]
  }
}
resource "aws_ebs_snapshot_block_public_access" "blocked" { state = "block-all-sharing" }`,
  template: `
Resources:
  Closed:
    Type: AWS::Redshift::Cluster
    Properties:
      { ClusterIdentifier: example, ClusterType: single-node, DBName: example, NodeType: ra3.large, PubliclyAccessible: false }
  Open:
    Type: AWS::AmazonMQ::Broker
    Properties:
      BrokerName: example
      EngineType: RABBITMQ
      HostInstanceType: mq.m5.large
      DeploymentMode: SINGLE_INSTANCE
      PubliclyAccessible: true
  World: { Type: AWS::OpenSearchService::Domain, Properties: { DomainName: example } }
  Inner:
    Type: AWS::OpenSearchService::Domain
    Properties: { DomainName: example-inner, VPCOptions: { SubnetIds: [subnet-0aa] } }
  Narrow:
    Type: AWS::EKS::Cluster
    Properties:
      Name: example-narrow
      RoleArn: arn:aws:iam::123456789012:role/example
      ResourcesVpcConfig: { SubnetIds: [subnet-0aa, subnet-0bb], PublicAccessCidrs: [192.0.2.8/29] }
  OpenEks:
    Type: AWS::EKS::Cluster
    Properties:
      Name: example-open
      RoleArn: arn:aws:iam::123456789012:role/example
      ResourcesVpcConfig: { SubnetIds: [subnet-0aa, subnet-0bb], PublicAccessCidrs: [0.0.0.0/0] }
  Blocked: { Type: AWS::EC2::SnapshotBlockPublicAccess, Properties: { State: block-all-sharing } }
`,
  expect: [
    "net.datastores_private aws_mq_broker open: fail",
    "net.datastores_private aws_opensearch_domain inner: pass",
    "net.datastores_private aws_opensearch_domain world: fail",
    "net.datastores_private aws_redshift_cluster closed: pass",
    "net.eks_endpoint_private aws_eks_cluster narrow: pass",
    "net.eks_endpoint_private aws_eks_cluster openeks: fail",
    "net.snapshots_images_not_public aws_ebs_snapshot_block_public_access blocked: pass",
  ],
};

const sharedSnapshots: System = {
  name: "a region in which snapshots may be shared with everyone",
  terraform: `resource "aws_ebs_snapshot_block_public_access" "region" { state = "unblocked" }`,
  template: `
Resources:
  Region: { Type: AWS::EC2::SnapshotBlockPublicAccess, Properties: { State: unblocked } }
`,
  expect: ["net.snapshots_images_not_public aws_ebs_snapshot_block_public_access region: fail"],
};

const denied = (bucket: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  });

const everyone = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::example-open/*" }],
});

const buckets: System = {
  name: "buckets of customer data: blocked and by TLS alone, and public",
  profile: { customer_data_stores: [{ address: "aws_s3_bucket.closed" }, { address: "aws_s3_bucket.open" }] },
  covers: ["aws_s3_account_public_access_block"],
  terraform: `
resource "aws_s3_bucket" "closed" { bucket = "example-closed" }
resource "aws_s3_bucket_public_access_block" "closed" {
  bucket                  = aws_s3_bucket.closed.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}
resource "aws_s3_bucket_policy" "policy" {
  bucket = aws_s3_bucket.closed.id
  policy = ${JSON.stringify(denied("example-closed"))}
}
resource "aws_s3_bucket" "open" { bucket = "example-open" }
resource "aws_s3_bucket_public_access_block" "open" {
  bucket            = aws_s3_bucket.open.id
  block_public_acls = true
}
resource "aws_s3_bucket_policy" "open" {
  bucket = aws_s3_bucket.open.id
  policy = ${JSON.stringify(everyone)}
}`,
  template: `
Resources:
  Closed:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: example-closed
      PublicAccessBlockConfiguration:
        { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }
  Policy:
    Type: AWS::S3::BucketPolicy
    Properties: { Bucket: !Ref Closed, PolicyDocument: ${denied("example-closed")} }
  Open:
    Type: AWS::S3::Bucket
    Properties: { BucketName: example-open, PublicAccessBlockConfiguration: { BlockPublicAcls: true } }
  OpenPolicy:
    Type: AWS::S3::BucketPolicy
    Properties: { Bucket: !Ref Open, PolicyDocument: ${everyone} }
`,
  expect: [
    "net.s3_not_public aws_s3_bucket closed: pass",
    "net.s3_not_public aws_s3_bucket open: fail",
    "tls.s3_deny_plain_http aws_s3_bucket closed: pass",
    "tls.s3_deny_plain_http aws_s3_bucket open: fail",
  ],
};

const ownLine: System = {
  name: "a line of one's own that leads to a VPC",
  // An attachment of CloudFormation is of a gateway of either kind; Terraform has a resource for each.
  differences: { "net.igw_only_in_edge_vpc aws_internet_gateway_attachment attached": "OTHER_FORM" },
  profile: { direct_connect: "declared" },
  terraform: `
resource "aws_vpc" "main" { cidr_block = "10.0.0.0/16" }
resource "aws_vpn_gateway" "inner" {}
resource "aws_vpn_gateway_attachment" "attached" {
  vpc_id         = aws_vpc.main.id
  vpn_gateway_id = aws_vpn_gateway.inner.id
}
resource "aws_dx_gateway" "gateway" {
  name            = "example"
  amazon_side_asn = "64512"
}
resource "aws_dx_gateway_association" "of_gateway" {
  dx_gateway_id         = aws_dx_gateway.gateway.id
  associated_gateway_id = aws_vpn_gateway.inner.id
}
resource "aws_dx_private_virtual_interface" "line" {
  connection_id  = "dxcon-0aa"
  name           = "example"
  vlan           = 101
  address_family = "ipv4"
  bgp_asn        = 65352
  dx_gateway_id  = aws_dx_gateway.gateway.id
}`,
  template: `
Resources:
  Main: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  Inner: { Type: AWS::EC2::VPNGateway, Properties: { Type: ipsec.1 } }
  Attached:
    Type: AWS::EC2::VPCGatewayAttachment
    Properties: { VpcId: !Ref Main, VpnGatewayId: !Ref Inner }
  Gateway:
    Type: AWS::DirectConnect::DirectConnectGateway
    Properties: { DirectConnectGatewayName: example, AmazonSideAsn: "64512" }
  OfGateway:
    Type: AWS::DirectConnect::DirectConnectGatewayAssociation
    Properties: { DirectConnectGatewayId: !Ref Gateway, AssociatedGatewayId: !Ref Inner }
  Line:
    Type: AWS::DirectConnect::PrivateVirtualInterface
    Properties:
      ConnectionId: dxcon-0aa
      VirtualInterfaceName: example
      Vlan: 101
      DirectConnectGatewayId: !Ref Gateway
      BgpPeers: [{ AddressFamily: ipv4, Asn: "65352" }]
`,
  expect: ["dx.private_path_available account : pass"],
};

const noLine: System = {
  name: "a line that is declared and not there",
  profile: { direct_connect: "declared" },
  covers: ["aws_dx_private_virtual_interface", "aws_dx_transit_virtual_interface"],
  terraform: `resource "aws_dx_gateway" "gateway" {
  name            = "example"
  amazon_side_asn = "64512"
}`,
  template: `
Resources:
  Gateway:
    Type: AWS::DirectConnect::DirectConnectGateway
    Properties: { DirectConnectGatewayName: example, AmazonSideAsn: "64512" }
`,
  expect: ["dx.private_path_available account : fail"],
};

/** The networks that are written twice. */
export const networks: readonly System[] = [
  innerNetwork,
  openNetwork,
  groups,
  computers,
  stores,
  sharedSnapshots,
  buckets,
  ownLine,
  noLine,
];
