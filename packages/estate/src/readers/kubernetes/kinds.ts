/** Which of the operators that manage AWS from Kubernetes an API group belongs to. */
export type Operator = "ack" | "crossplane" | "crossplane-community";

/** An API group that describes AWS resources. */
export interface AwsGroup {
  readonly operator: Operator;
  /** The AWS service, as the operator names it: `s3`; empty for the operator's own objects, which set up how it works. */
  readonly service: string;
}

/**
 * The API groups: AWS Controllers for Kubernetes; Crossplane's provider-upjet-aws, of the cluster and of a namespace (`m.`);
 * and the older community provider.
 */
const groups: readonly (readonly [RegExp, Operator])[] = [
  [/^(?:([a-z0-9]+)\.)?services\.k8s\.aws$/u, "ack"],
  [/^(?:([a-z0-9]+)\.)?aws(?:\.m)?\.upbound\.io$/u, "crossplane"],
  [/^(?:([a-z0-9]+)\.)?aws\.crossplane\.io$/u, "crossplane-community"],
];

/** Finds out whether objects of an API group describe AWS resources; null for every other group. */
export function awsGroupOf(group: string): AwsGroup | null {
  for (const [pattern, operator] of groups) {
    const match = pattern.exec(group);
    if (match !== null) return { operator, service: match[1] ?? "" };
  }
  return null;
}

/** Whether objects of a group lie in a namespace; the cluster's other ones are told apart by their name alone. */
export function isNamespaced(group: string): boolean {
  return !/^[a-z0-9]+\.aws\.upbound\.io$/u.test(group);
}

/** A kind of Crossplane's provider-upjet-aws. */
export interface CrossplaneKind {
  /** Terraform's name of the type. */
  readonly type: string;
  /**
   * The Terraform argument that the provider takes from the object's external name (`crossplane.io/external-name`, otherwise
   * the object's own name): `config/externalname.go` of the provider.
   */
  readonly externalName?: string;
  /** The attribute that the external name is once the resource exists, where AWS chooses it. */
  readonly externalId?: string;
}

/** The kinds of provider-upjet-aws whose Terraform type is read, by service and kind. */
export const crossplaneKinds: Readonly<Record<string, CrossplaneKind>> = {
  "acm/Certificate": { type: "aws_acm_certificate", externalId: "arn" },
  "apigateway/BasePathMapping": { type: "aws_api_gateway_base_path_mapping" },
  "apigateway/DomainName": { type: "aws_api_gateway_domain_name" },
  "apigateway/RestAPI": { type: "aws_api_gateway_rest_api", externalId: "id" },
  "apigateway/Stage": { type: "aws_api_gateway_stage" },
  "apigatewayv2/API": { type: "aws_apigatewayv2_api", externalId: "id" },
  "apigatewayv2/APIMapping": { type: "aws_apigatewayv2_api_mapping" },
  "apigatewayv2/DomainName": { type: "aws_apigatewayv2_domain_name", externalName: "domain_name" },
  "apprunner/Service": { type: "aws_apprunner_service", externalId: "arn" },
  "appsync/GraphQLAPI": { type: "aws_appsync_graphql_api" },
  "autoscaling/LaunchConfiguration": { type: "aws_launch_configuration", externalName: "name" },
  "cloudfront/Distribution": { type: "aws_cloudfront_distribution", externalId: "id" },
  "cloudfront/VPCOrigin": { type: "aws_cloudfront_vpc_origin", externalId: "id" },
  "cloudtrail/Trail": { type: "aws_cloudtrail", externalName: "name" },
  "cloudtrail/EventDataStore": { type: "aws_cloudtrail_event_data_store", externalId: "arn" },
  "cloudwatchlogs/Group": { type: "aws_cloudwatch_log_group", externalName: "name" },
  "cognitoidp/UserPool": { type: "aws_cognito_user_pool", externalId: "id" },
  "cognitoidp/UserPoolDomain": { type: "aws_cognito_user_pool_domain", externalId: "domain" },
  "directconnect/Gateway": { type: "aws_dx_gateway", externalId: "id" },
  "directconnect/GatewayAssociation": { type: "aws_dx_gateway_association" },
  "directconnect/HostedPrivateVirtualInterfaceAccepter": { type: "aws_dx_hosted_private_virtual_interface_accepter" },
  "directconnect/HostedTransitVirtualInterfaceAccepter": { type: "aws_dx_hosted_transit_virtual_interface_accepter" },
  "directconnect/PrivateVirtualInterface": { type: "aws_dx_private_virtual_interface", externalId: "id" },
  "directconnect/TransitVirtualInterface": { type: "aws_dx_transit_virtual_interface", externalId: "id" },
  "ec2/EIP": { type: "aws_eip", externalId: "id" },
  "ec2/EIPAssociation": { type: "aws_eip_association" },
  "ec2/Instance": { type: "aws_instance", externalId: "id" },
  "ec2/LaunchTemplate": { type: "aws_launch_template", externalId: "id" },
  "ec2/ManagedPrefixList": { type: "aws_ec2_managed_prefix_list", externalId: "id" },
  "ec2/ManagedPrefixListEntry": { type: "aws_ec2_managed_prefix_list_entry" },
  "ec2/NetworkInterface": { type: "aws_network_interface", externalId: "id" },
  "ec2/NATGateway": { type: "aws_nat_gateway", externalId: "id" },
  "ec2/TransitGateway": { type: "aws_ec2_transit_gateway", externalId: "id" },
  "ec2/TransitGatewayVPCAttachment": { type: "aws_ec2_transit_gateway_vpc_attachment" },
  "ec2/VPCEndpoint": { type: "aws_vpc_endpoint", externalId: "id" },
  "ec2/VPNGateway": { type: "aws_vpn_gateway", externalId: "id" },
  "ec2/VPNGatewayAttachment": { type: "aws_vpn_gateway_attachment" },
  "ec2/DefaultNetworkACL": { type: "aws_default_network_acl", externalId: "id" },
  "ec2/AMI": { type: "aws_ami", externalId: "id" },
  "ec2/AMILaunchPermission": { type: "aws_ami_launch_permission" },
  "ec2/EBSSnapshot": { type: "aws_ebs_snapshot", externalId: "id" },
  "rds/ClusterSnapshot": { type: "aws_db_cluster_snapshot", externalName: "db_cluster_snapshot_identifier" },
  "rds/DBSnapshotCopy": { type: "aws_db_snapshot_copy" },
  "rds/Snapshot": { type: "aws_db_snapshot", externalName: "db_snapshot_identifier" },
  "ec2/DefaultRouteTable": { type: "aws_default_route_table", externalId: "id" },
  "ec2/DefaultSecurityGroup": { type: "aws_default_security_group", externalId: "id" },
  "ec2/InternetGateway": { type: "aws_internet_gateway", externalId: "id" },
  "ec2/MainRouteTableAssociation": { type: "aws_main_route_table_association" },
  "ec2/NetworkACL": { type: "aws_network_acl", externalId: "id" },
  "ec2/NetworkACLRule": { type: "aws_network_acl_rule" },
  "ec2/Route": { type: "aws_route" },
  "ec2/RouteTable": { type: "aws_route_table", externalId: "id" },
  "ec2/RouteTableAssociation": { type: "aws_route_table_association" },
  "ec2/SecurityGroup": { type: "aws_security_group", externalId: "id" },
  "ec2/SecurityGroupEgressRule": {
    type: "aws_vpc_security_group_egress_rule",
    externalId: "security_group_rule_id",
  },
  "ec2/SecurityGroupIngressRule": {
    type: "aws_vpc_security_group_ingress_rule",
    externalId: "security_group_rule_id",
  },
  "ec2/SecurityGroupRule": { type: "aws_security_group_rule" },
  "ec2/Subnet": { type: "aws_subnet", externalId: "id" },
  "ec2/VPC": { type: "aws_vpc", externalId: "id" },
  "ecs/Service": { type: "aws_ecs_service" },
  "ecs/TaskDefinition": { type: "aws_ecs_task_definition" },
  "dms/ReplicationInstance": { type: "aws_dms_replication_instance" },
  "elasticache/SubnetGroup": { type: "aws_elasticache_subnet_group", externalName: "name" },
  "elasticsearch/Domain": { type: "aws_elasticsearch_domain", externalName: "domain_name" },
  "kafka/Cluster": { type: "aws_msk_cluster", externalId: "arn" },
  "memorydb/SubnetGroup": { type: "aws_memorydb_subnet_group", externalName: "name" },
  "mq/Broker": { type: "aws_mq_broker", externalId: "id" },
  "neptune/ClusterInstance": { type: "aws_neptune_cluster_instance", externalName: "identifier" },
  "opensearch/Domain": { type: "aws_opensearch_domain", externalName: "domain_name" },
  "redshift/Cluster": { type: "aws_redshift_cluster", externalName: "cluster_identifier" },
  "redshiftserverless/Workgroup": { type: "aws_redshiftserverless_workgroup", externalName: "workgroup_name" },
  "eks/Cluster": { type: "aws_eks_cluster", externalName: "name" },
  "elb/ELB": { type: "aws_elb", externalName: "name" },
  "elb/LBSSLNegotiationPolicy": { type: "aws_lb_ssl_negotiation_policy" },
  "elbv2/LB": { type: "aws_lb", externalId: "arn" },
  "elbv2/LBListener": { type: "aws_lb_listener", externalId: "arn" },
  "elbv2/LBListenerCertificate": { type: "aws_lb_listener_certificate" },
  "elbv2/LBListenerRule": { type: "aws_lb_listener_rule", externalId: "arn" },
  "globalaccelerator/Accelerator": { type: "aws_globalaccelerator_accelerator", externalId: "arn" },
  "guardduty/Detector": { type: "aws_guardduty_detector", externalId: "id" },
  "iam/Policy": { type: "aws_iam_policy", externalName: "name" },
  "iam/Role": { type: "aws_iam_role", externalName: "name" },
  "iam/RolePolicy": { type: "aws_iam_role_policy" },
  "iam/ServerCertificate": { type: "aws_iam_server_certificate" },
  "kms/Key": { type: "aws_kms_key", externalId: "key_id" },
  "lambda/FunctionURL": { type: "aws_lambda_function_url" },
  "networkfirewall/Firewall": { type: "aws_networkfirewall_firewall", externalId: "arn" },
  "networkfirewall/FirewallPolicy": { type: "aws_networkfirewall_firewall_policy" },
  "rds/Cluster": { type: "aws_rds_cluster", externalName: "cluster_identifier" },
  "rds/ClusterInstance": { type: "aws_rds_cluster_instance", externalName: "identifier" },
  "rds/GlobalCluster": { type: "aws_rds_global_cluster", externalName: "global_cluster_identifier" },
  "rds/Instance": { type: "aws_db_instance", externalName: "identifier" },
  "rds/SubnetGroup": { type: "aws_db_subnet_group", externalName: "name" },
  "s3/Bucket": { type: "aws_s3_bucket", externalName: "bucket" },
  "s3/BucketACL": { type: "aws_s3_bucket_acl" },
  "s3/BucketLogging": { type: "aws_s3_bucket_logging" },
  "s3/BucketOwnershipControls": { type: "aws_s3_bucket_ownership_controls" },
  "s3/BucketPolicy": { type: "aws_s3_bucket_policy" },
  "s3/BucketPublicAccessBlock": { type: "aws_s3_bucket_public_access_block" },
  "s3/BucketServerSideEncryptionConfiguration": { type: "aws_s3_bucket_server_side_encryption_configuration" },
  "s3/BucketVersioning": { type: "aws_s3_bucket_versioning" },
  "s3control/AccountPublicAccessBlock": { type: "aws_s3_account_public_access_block" },
  "transfer/Server": { type: "aws_transfer_server" },
  "wafv2/RuleGroup": { type: "aws_wafv2_rule_group" },
  "wafv2/WebACL": { type: "aws_wafv2_web_acl" },
  "wafv2/WebACLAssociation": { type: "aws_wafv2_web_acl_association" },
  "wafv2/WebACLLoggingConfiguration": { type: "aws_wafv2_web_acl_logging_configuration" },
  "wafv2/WebACLRuleGroupAssociation": { type: "aws_wafv2_web_acl_rule_group_association" },
};
