/**
 * Web ACLs and network firewalls that are written twice. All are made up.
 *
 * @module
 */
import type { System } from "./system.ts";

const visibility = (name: string, isMeasured = true): string => `
    visibility_config {
      cloudwatch_metrics_enabled = ${String(isMeasured)}
      metric_name                = "${name}"
      sampled_requests_enabled   = true
    }`;

const visibilityInTemplate = (name: string, isMeasured = true): string =>
  `{ CloudWatchMetricsEnabled: ${String(isMeasured)}, MetricName: ${name}, SampledRequestsEnabled: true }`;

const balancers = `
resource "aws_lb" "edge" {
  security_groups = ["sg-1"]
  subnets         = ["subnet-1", "subnet-2"]
}
resource "aws_lb" "other" {
  security_groups = ["sg-1"]
  subnets         = ["subnet-1", "subnet-2"]
}
resource "aws_wafv2_web_acl_association" "of_edge" {
  resource_arn = aws_lb.edge.arn
  web_acl_arn  = aws_wafv2_web_acl.acl.arn
}
resource "aws_wafv2_web_acl_association" "of_other" {
  resource_arn = aws_lb.other.arn
  web_acl_arn  = aws_wafv2_web_acl.weak.arn
}`;

const balancersInTemplate = `
  Edge:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { SecurityGroups: [sg-1], Subnets: [subnet-1, subnet-2] }
  Other:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { SecurityGroups: [sg-1], Subnets: [subnet-1, subnet-2] }
  OfEdge:
    Type: AWS::WAFv2::WebACLAssociation
    Properties: { ResourceArn: !Ref Edge, WebACLArn: !GetAtt Acl.Arn }
  OfOther:
    Type: AWS::WAFv2::WebACLAssociation
    Properties: { ResourceArn: !Ref Other, WebACLArn: !GetAtt Weak.Arn }`;

const webAcls: System = {
  name: "a web ACL with the required groups, a rate rule and logging, and one that has them only in part",
  profile: {
    service_endpoints: [{ address: "aws_lb.edge" }, { address: "aws_lb.other" }],
    required_waf_groups: ["AWSManagedRulesCommonRuleSet"],
    waf: { equivalents: [] },
    app_ip_restriction: "network",
  },
  covers: [
    "aws_wafv2_web_acl_logging_configuration",
    "aws_wafv2_web_acl_rule_group_association",
    "aws_wafv2_web_acl_association",
    "aws_wafregional_web_acl_association",
    "aws_lb_listener",
    "aws_lb_listener_rule",
  ],
  terraform: `
${balancers}
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
      block {}
    }
    statement {
      rate_based_statement {
        limit              = 2000
        aggregate_key_type = "IP"
      }
    }${visibility("rate")}
  }
  rule {
    name     = "common"
    priority = 2
    override_action {
      none {}
    }
    statement {
      managed_rule_group_statement {
        name        = "AWSManagedRulesCommonRuleSet"
        vendor_name = "AWS"
      }
    }${visibility("common")}
  }
  rule {
    name     = "others"
    priority = 3
    action {
      block {}
    }
    statement {
      not_statement {
        statement {
          ip_set_reference_statement {
            arn = "arn:aws:wafv2:ap-northeast-1:123456789012:regional/ipset/users/1"
          }
        }
      }
    }${visibility("others")}
  }${visibility("example")}
}
resource "aws_wafv2_web_acl_logging_configuration" "logging" {
  resource_arn            = aws_wafv2_web_acl.acl.arn
  log_destination_configs = ["arn:aws:s3:::aws-waf-logs-example"]
}
resource "aws_wafv2_web_acl" "weak" {
  name  = "example-weak"
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
      rate_based_statement {
        limit              = 2000
        aggregate_key_type = "IP"
      }
    }${visibility("rate", false)}
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
        version     = "Version_1.4"
      }
    }${visibility("common")}
  }${visibility("weak", false)}
}`,
  template: `
Resources:
${balancersInTemplate}
  Acl:
    Type: AWS::WAFv2::WebACL
    Properties:
      Name: example
      Scope: REGIONAL
      DefaultAction: { Allow: {} }
      VisibilityConfig: ${visibilityInTemplate("example")}
      Rules:
        - Name: rate
          Priority: 1
          Action: { Block: {} }
          Statement: { RateBasedStatement: { Limit: 2000, AggregateKeyType: IP } }
          VisibilityConfig: ${visibilityInTemplate("rate")}
        - Name: common
          Priority: 2
          OverrideAction: { None: {} }
          Statement: { ManagedRuleGroupStatement: { VendorName: AWS, Name: AWSManagedRulesCommonRuleSet } }
          VisibilityConfig: ${visibilityInTemplate("common")}
        - Name: others
          Priority: 3
          Action: { Block: {} }
          Statement:
            NotStatement:
              Statement:
                IPSetReferenceStatement:
                  Arn: arn:aws:wafv2:ap-northeast-1:123456789012:regional/ipset/users/1
          VisibilityConfig: ${visibilityInTemplate("others")}
  Logging:
    Type: AWS::WAFv2::LoggingConfiguration
    Properties: { ResourceArn: !GetAtt Acl.Arn, LogDestinationConfigs: ["arn:aws:s3:::aws-waf-logs-example"] }
  Weak:
    Type: AWS::WAFv2::WebACL
    Properties:
      Name: example-weak
      Scope: REGIONAL
      DefaultAction: { Allow: {} }
      VisibilityConfig: ${visibilityInTemplate("weak", false)}
      Rules:
        - Name: rate
          Priority: 1
          Action: { Count: {} }
          Statement: { RateBasedStatement: { Limit: "2000", AggregateKeyType: IP } }
          VisibilityConfig: ${visibilityInTemplate("rate", false)}
        - Name: common
          Priority: 2
          OverrideAction: { Count: {} }
          Statement:
            ManagedRuleGroupStatement: { VendorName: AWS, Name: AWSManagedRulesCommonRuleSet, Version: Version_1.4 }
          VisibilityConfig: ${visibilityInTemplate("common")}
`,
  expect: [
    "ddos.waf_rate_rule aws_wafv2_web_acl acl: pass",
    "ddos.waf_rate_rule aws_wafv2_web_acl weak: fail",
    "net.app_ip_restriction_present service_endpoint 0: pass",
    "net.app_ip_restriction_present service_endpoint 1: fail",
    "waf.logging_and_metrics aws_wafv2_web_acl acl: pass",
    "waf.logging_and_metrics aws_wafv2_web_acl weak: fail",
    "waf.managed_rule_baseline aws_wafv2_web_acl acl: pass",
    "waf.managed_rule_baseline aws_wafv2_web_acl weak: fail",
    "waf.managed_rules_auto_version aws_wafv2_web_acl acl: pass",
    "waf.managed_rules_auto_version aws_wafv2_web_acl weak: fail",
  ],
};

const inspection: System = {
  name: "a network firewall with rules of its own, and a gateway load balancer",
  terraform: `
resource "aws_networkfirewall_firewall_policy" "policy" {
  name = "example"
  firewall_policy {
    stateless_default_actions          = ["aws:forward_to_sfe"]
    stateless_fragment_default_actions = ["aws:forward_to_sfe"]
    stateful_rule_group_reference {
      resource_arn = "arn:aws:network-firewall:ap-northeast-1:123456789012:stateful-rulegroup/example"
    }
  }
}
resource "aws_networkfirewall_firewall" "firewall" {
  name                = "example"
  firewall_policy_arn = aws_networkfirewall_firewall_policy.policy.arn
  vpc_id              = "vpc-0aa"
  subnet_mapping { subnet_id = "subnet-0aa" }
}
resource "aws_lb" "inspection" {
  load_balancer_type = "gateway"
  subnets            = ["subnet-0aa"]
}`,
  template: `
Resources:
  Policy:
    Type: AWS::NetworkFirewall::FirewallPolicy
    Properties:
      FirewallPolicyName: example
      FirewallPolicy:
        StatelessDefaultActions: ["aws:forward_to_sfe"]
        StatelessFragmentDefaultActions: ["aws:forward_to_sfe"]
        StatefulRuleGroupReferences:
          - ResourceArn: arn:aws:network-firewall:ap-northeast-1:123456789012:stateful-rulegroup/example
  Firewall:
    Type: AWS::NetworkFirewall::Firewall
    Properties:
      FirewallName: example
      FirewallPolicyArn: !Ref Policy
      VpcId: vpc-0aa
      SubnetMappings: [{ SubnetId: subnet-0aa }]
  Inspection:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: gateway, Subnets: [subnet-0aa] }
`,
  expect: ["org.ips_ids_absent_consistent account : fail"],
};

const noInspection: System = {
  name: "a system that inspects no traffic",
  terraform: `
resource "aws_lb" "edge" {
  load_balancer_type = "network"
  subnets            = ["subnet-0aa"]
}`,
  template: `
Resources:
  Edge:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Type: network, Subnets: [subnet-0aa] }
`,
  expect: ["org.ips_ids_absent_consistent account : pass"],
};

/** The firewalls that are written twice. */
export const firewalls: readonly System[] = [webAcls, inspection, noInspection];
