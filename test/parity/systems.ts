/**
 * Systems that are written twice, in Terraform and as a template of CloudFormation. All are made up.
 *
 * @module
 */

import { edges } from "./systems-of-edges.ts";
import { firewalls } from "./systems-of-firewalls.ts";
import { networks } from "./systems-of-networks.ts";
import { namingNoDestination, type System } from "./system.ts";

const openGroup: System = {
  name: "a group that is open to the world inline, and one that is not",
  differences: namingNoDestination("open", "closed"),
  terraform: `
resource "aws_security_group" "open" {
  name = "example-open"
  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_security_group" "closed" {
  name = "example-closed"
  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = ["10.0.0.0/8"]
  }
}`,
  template: `
Resources:
  Open:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupName: example-open
      GroupDescription: example
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 22, ToPort: "22", CidrIp: 0.0.0.0/0 }
  Closed:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupName: example-closed
      GroupDescription: example
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8 }
`,
  expect: [
    "net.sg_no_world_ingress aws_security_group open: fail",
    "net.sg_no_world_ingress aws_security_group closed: pass",
  ],
};

const ruleOfItsOwn: System = {
  name: "a group with a rule of its own by a reference, by IPv6",
  differences: namingNoDestination("main"),
  terraform: `
resource "aws_security_group" "main" { name = "example" }
resource "aws_vpc_security_group_ingress_rule" "world" {
  security_group_id = aws_security_group.main.id
  ip_protocol       = "-1"
  cidr_ipv6         = "::/0"
}`,
  template: `
Resources:
  Main:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupName: example, GroupDescription: example }
  World:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: { GroupId: !GetAtt Main.GroupId, IpProtocol: -1, CidrIpv6: "::/0" }
`,
  expect: ["net.sg_no_world_ingress aws_security_group main: fail"],
};

const unknownRange: System = {
  name: "a group whose range is not known",
  differences: namingNoDestination("main"),
  terraform: `
variable "range" { type = string }
resource "aws_security_group" "main" {
  name = "example"
  ingress {
    protocol    = "tcp"
    from_port   = 22
    to_port     = 22
    cidr_blocks = [var.range]
  }
}`,
  template: `
Parameters:
  Range: { Type: String }
Resources:
  Main:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupName: example
      GroupDescription: example
      SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Range }]
`,
  expect: ["net.sg_no_world_ingress aws_security_group main: unknown"],
};

const edge: System = {
  name: "a load balancer behind a web ACL, with a redirect, and one without either",
  differences: namingNoDestination("edgegroup"),
  profile: { service_endpoints: [{ address: "aws_lb.edge" }] },
  terraform: `
resource "aws_security_group" "edge_group" {
  name = "example"
  ingress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_lb" "edge" {
  load_balancer_type = "application"
  internal           = false
  security_groups    = [aws_security_group.edge_group.id]
  subnets            = ["subnet-1", "subnet-2"]
}
resource "aws_lb_listener" "https" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 443
  protocol          = "HTTPS"
  default_action {
    type = "fixed-response"
    fixed_response { content_type = "text/plain" }
  }
}
resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "redirect"
    redirect {
      protocol    = "HTTPS"
      port        = "443"
      status_code = "HTTP_301"
    }
  }
}
resource "aws_wafv2_web_acl" "acl" {
  name  = "example"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "common"
    priority = 1
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "common"
      sampled_requests_enabled   = true
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "example"
    sampled_requests_enabled   = true
  }
}
resource "aws_wafv2_web_acl_association" "of_edge" {
  resource_arn = aws_lb.edge.arn
  web_acl_arn  = aws_wafv2_web_acl.acl.arn
}`,
  template: `
Resources:
  EdgeGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupName: example
      GroupDescription: example
      SecurityGroupIngress: { IpProtocol: "6", FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }
  Edge:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      Scheme: internet-facing
      SecurityGroups: [!GetAtt EdgeGroup.GroupId]
      Subnets: [subnet-1, subnet-2]
  Https:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Edge
      Port: 443
      Protocol: HTTPS
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }]
  Http:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Sub "\${Edge}"
      Port: "80"
      Protocol: HTTP
      DefaultActions:
        - Type: redirect
          RedirectConfig: { Protocol: HTTPS, Port: 443, StatusCode: HTTP_301 }
  Acl:
    Type: AWS::WAFv2::WebACL
    Properties:
      Name: example
      Scope: REGIONAL
      DefaultAction: { Allow: {} }
      VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: example, SampledRequestsEnabled: true }
      Rules:
        - Name: common
          Priority: 1
          OverrideAction: { None: {} }
          Statement: { ManagedRuleGroupStatement: { VendorName: AWS, Name: AWSManagedRulesCommonRuleSet } }
          VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: common, SampledRequestsEnabled: true }
  OfEdge:
    Type: AWS::WAFv2::WebACLAssociation
    Properties: { ResourceArn: !Ref Edge, WebACLArn: !GetAtt Acl.Arn }
`,
  expect: [
    "net.sg_no_world_ingress aws_security_group edgegroup: pass",
    "tls.https_only_listeners aws_lb_listener https: pass",
    "tls.https_only_listeners aws_lb_listener http: pass",
    "waf.alb_associated aws_lb edge: pass",
    "waf.acl_effective aws_wafv2_web_acl acl: pass",
  ],
};

const bareEdge: System = {
  name: "a load balancer without a web ACL that takes HTTP, and a web ACL that only counts",
  profile: { service_endpoints: [{ address: "aws_lb.edge" }] },
  terraform: `
resource "aws_lb" "edge" {
  security_groups = ["sg-1"]
  subnets         = ["subnet-1", "subnet-2"]
}
resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.edge.arn
  port              = 80
  protocol          = "HTTP"
  default_action {
    type = "fixed-response"
    fixed_response { content_type = "text/plain" }
  }
}
resource "aws_wafv2_web_acl" "acl" {
  name  = "example"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "rate"
    priority = 1
    action {
      count {}
    }
    statement {
      rate_based_statement { limit = 2000 }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
      sampled_requests_enabled   = true
    }
  }
  rule {
    name     = "common"
    priority = 2
    override_action {
      count {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "common"
      sampled_requests_enabled   = true
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "example"
    sampled_requests_enabled   = true
  }
}`,
  template: `
Resources:
  Edge:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { SecurityGroups: [sg-1], Subnets: [subnet-1, subnet-2] }
  Http:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Edge
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }]
  Acl:
    Type: AWS::WAFv2::WebACL
    Properties:
      Name: example
      Scope: REGIONAL
      DefaultAction: { Allow: {} }
      VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: example, SampledRequestsEnabled: true }
      Rules:
        - Name: rate
          Priority: 1
          Action: { Count: {} }
          Statement: { RateBasedStatement: { Limit: 2000, AggregateKeyType: IP } }
        - Name: common
          Priority: 2
          OverrideAction: { Count: {} }
          Statement: { ManagedRuleGroupStatement: { VendorName: AWS, Name: AWSManagedRulesCommonRuleSet } }
`,
  expect: [
    "tls.https_only_listeners aws_lb_listener http: fail",
    "waf.alb_associated aws_lb edge: fail",
    "waf.acl_effective aws_wafv2_web_acl acl: fail",
  ],
};

const ownGroup: System = {
  name: "a web ACL with a rule group of the same system",
  terraform: `
resource "aws_wafv2_rule_group" "group" {
  name     = "example"
  scope    = "REGIONAL"
  capacity = 10
  rule {
    name     = "rate"
    priority = 1
    action {
      block {}
    }
    statement {
      geo_match_statement { country_codes = ["XX"] }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "rate"
      sampled_requests_enabled   = true
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "example"
    sampled_requests_enabled   = true
  }
}
resource "aws_wafv2_web_acl" "acl" {
  name  = "example"
  scope = "REGIONAL"
  default_action {
    allow {}
  }
  rule {
    name     = "own"
    priority = 1
    override_action {
      none {}
    }
    statement {
      rule_group_reference_statement {
        arn = aws_wafv2_rule_group.group.arn
        rule_action_override {
          name = "rate"
          action_to_use {
            count {}
          }
        }
      }
    }
    visibility_config {
      cloudwatch_metrics_enabled = true
      metric_name                = "own"
      sampled_requests_enabled   = true
    }
  }
  visibility_config {
    cloudwatch_metrics_enabled = true
    metric_name                = "example"
    sampled_requests_enabled   = true
  }
}`,
  template: `
Resources:
  Group:
    Type: AWS::WAFv2::RuleGroup
    Properties:
      Name: example
      Scope: REGIONAL
      Capacity: 10
      VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: example, SampledRequestsEnabled: true }
      Rules:
        - Name: rate
          Priority: 1
          Action: { Block: {} }
          Statement: { GeoMatchStatement: { CountryCodes: [XX] } }
  Acl:
    Type: AWS::WAFv2::WebACL
    Properties:
      Name: example
      Scope: REGIONAL
      DefaultAction: { Allow: {} }
      VisibilityConfig: { CloudWatchMetricsEnabled: true, MetricName: example, SampledRequestsEnabled: true }
      Rules:
        - Name: own
          Priority: 1
          OverrideAction: { None: {} }
          Statement:
            RuleGroupReferenceStatement:
              Arn: !GetAtt Group.Arn
              RuleActionOverrides: [{ Name: rate, ActionToUse: { Count: {} } }]
`,
  expect: ["waf.acl_effective aws_wafv2_web_acl acl: fail"],
};

const databases: System = {
  name: "databases: encrypted, not, a replica, public, a cluster with an instance",
  terraform: `
resource "aws_vpc" "vpc" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "first" {
  vpc_id     = aws_vpc.vpc.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_subnet" "second" {
  vpc_id     = aws_vpc.vpc.id
  cidr_block = "10.0.2.0/24"
}
resource "aws_db_subnet_group" "group" {
  subnet_ids = [aws_subnet.first.id, aws_subnet.second.id]
}
resource "aws_db_instance" "encrypted" {
  engine               = "mysql"
  instance_class       = "db.t3.micro"
  storage_encrypted    = true
  publicly_accessible  = false
  db_subnet_group_name = aws_db_subnet_group.group.name
}
resource "aws_db_instance" "plain" {
  engine              = "mysql"
  instance_class      = "db.t3.micro"
  publicly_accessible = true
}
resource "aws_db_instance" "replica" {
  instance_class      = "db.t3.micro"
  replicate_source_db = aws_db_instance.encrypted.identifier
  publicly_accessible = false
}
resource "aws_rds_cluster" "cluster" {
  engine            = "aurora-postgresql"
  storage_encrypted = true
}
resource "aws_rds_cluster_instance" "member" {
  engine              = "aurora-postgresql"
  instance_class      = "db.t3.medium"
  cluster_identifier  = aws_rds_cluster.cluster.id
  publicly_accessible = true
}`,
  template: `
Resources:
  Vpc: { Type: AWS::EC2::VPC, Properties: { CidrBlock: 10.0.0.0/16 } }
  First: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24 } }
  Second: { Type: AWS::EC2::Subnet, Properties: { VpcId: !Ref Vpc, CidrBlock: 10.0.2.0/24 } }
  Group:
    Type: AWS::RDS::DBSubnetGroup
    Properties: { DBSubnetGroupDescription: group, SubnetIds: [!Ref First, !Ref Second] }
  Encrypted:
    Type: AWS::RDS::DBInstance
    Properties:
      { Engine: mysql, StorageEncrypted: "true", PubliclyAccessible: false, DBSubnetGroupName: !Ref Group }
  Plain:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: mysql, PubliclyAccessible: yes }
  Replica:
    Type: AWS::RDS::DBInstance
    Properties: { SourceDBInstanceIdentifier: !Ref Encrypted, PubliclyAccessible: false }
  Cluster:
    Type: AWS::RDS::DBCluster
    Properties: { Engine: aurora-postgresql, StorageEncrypted: true }
  Member:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: aurora-postgresql, DBClusterIdentifier: !Ref Cluster, PubliclyAccessible: true }
`,
  expect: [
    "enc.rds_at_rest aws_db_instance encrypted: pass",
    "enc.rds_at_rest aws_db_instance plain: fail",
    "enc.rds_at_rest aws_rds_cluster cluster: pass",
    "net.rds_not_public aws_db_instance encrypted: pass",
    "net.rds_not_public aws_db_instance plain: fail",
  ],
};

const trail: System = {
  name: "a trail that does all it should",
  terraform: `
resource "aws_cloudwatch_log_group" "logs" { name = "example" }
resource "aws_iam_role" "role" { assume_role_policy = "{}" }
resource "aws_cloudtrail" "trail" {
  name                          = "example"
  s3_bucket_name                = "example"
  is_multi_region_trail         = true
  enable_log_file_validation    = true
  include_global_service_events = true
  cloud_watch_logs_group_arn    = "\${aws_cloudwatch_log_group.logs.arn}:*"
  cloud_watch_logs_role_arn     = aws_iam_role.role.arn
  kms_key_id                    = "arn:aws:kms:ap-northeast-1:123456789012:key/example"
}`,
  template: `
Resources:
  Logs:
    Type: AWS::Logs::LogGroup
    Properties: { LogGroupName: example }
  Role:
    Type: AWS::IAM::Role
    Properties: { AssumeRolePolicyDocument: {} }
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      TrailName: example
      S3BucketName: example
      IsLogging: true
      IsMultiRegionTrail: true
      EnableLogFileValidation: true
      IncludeGlobalServiceEvents: true
      CloudWatchLogsLogGroupArn: !GetAtt Logs.Arn
      CloudWatchLogsRoleArn: !GetAtt Role.Arn
      KMSKeyId: arn:aws:kms:ap-northeast-1:123456789012:key/example
`,
  expect: ["log.cloudtrail_baseline account : pass"],
};

const badTrail: System = {
  name: "a trail of one region that validates nothing",
  terraform: `
resource "aws_cloudtrail" "trail" {
  name           = "example"
  s3_bucket_name = "example"
  enable_logging = false
  include_global_service_events = true
}`,
  template: `
Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties: { TrailName: example, S3BucketName: example, IsLogging: false, IncludeGlobalServiceEvents: true }
`,
  expect: ["log.cloudtrail_baseline account : fail"],
};

const detector: System = {
  name: "a detector",
  terraform: `
resource "aws_guardduty_detector" "detector" {
  enable                       = true
  finding_publishing_frequency = "FIFTEEN_MINUTES"
}`,
  template: `
Resources:
  Detector:
    Type: AWS::GuardDuty::Detector
    Properties: { Enable: true, FindingPublishingFrequency: FIFTEEN_MINUTES }
`,
  expect: ["guardduty.detector_all_regions region : pass"],
};

const suspended: System = {
  name: "a detector that is suspended",
  terraform: `resource "aws_guardduty_detector" "detector" { enable = false }`,
  template: `
Resources:
  Detector:
    Type: AWS::GuardDuty::Detector
    Properties: { Enable: false }
`,
  expect: ["guardduty.detector_all_regions region : fail"],
};

/** All systems that are written twice. */
export const systems: readonly System[] = [
  openGroup,
  ruleOfItsOwn,
  unknownRange,
  edge,
  bareEdge,
  ownGroup,
  databases,
  trail,
  badTrail,
  detector,
  suspended,
  ...networks,
  ...edges,
  ...firewalls,
];
