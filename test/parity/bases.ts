/**
 * What a document needs beside the attribute that is compared: by what the readers tell types that share a name, and by what
 * the answers of the API are joined. All are made up.
 *
 * @module
 */
import type { Json } from "@sekisho/estate";
import type { Draft } from "./write-path.ts";

const trail = "arn:aws:cloudtrail:ap-northeast-1:111122223333:trail/example";
const loadBalancer =
  "arn:aws:elasticloadbalancing:ap-northeast-1:111122223333:loadbalancer/app/example/50dc6c495c0c9188";
const policy = "arn:aws:iam::111122223333:policy/example";
const bucket = { Bucket: "example" };

/** The configuration of an item, by type. */
export const configBases: Readonly<Record<string, Draft>> = {
  aws_db_instance: { engine: "postgres" },
  aws_rds_cluster_instance: { engine: "aurora-mysql", dBClusterIdentifier: "example" },
};

/** The properties of a template's resource, by type. */
export const cloudformationBases: Readonly<Record<string, Draft>> = {
  aws_rds_cluster_instance: { Engine: "aurora-mysql", DBClusterIdentifier: "example" },
};

/** The element of the answer that tells the type, the parameters of its call, and the calls that are joined with it. */
export const apiBases: Readonly<
  Record<string, { readonly element?: Draft; readonly parameters?: Draft; readonly joined?: readonly string[] }>
> = {
  aws_cloudtrail: {
    element: { TrailARN: trail, Name: "example" },
    joined: ["cloudtrail:GetTrailStatus", "cloudtrail:GetEventSelectors"],
  },
  aws_cloudtrail_event_data_store: {
    parameters: { EventDataStore: "arn:aws:cloudtrail:ap-northeast-1:111122223333:eventdatastore/example" },
  },
  aws_db_cluster_snapshot: { element: { DBClusterSnapshotIdentifier: "example" } },
  aws_db_instance: { element: { Engine: "postgres" } },
  aws_db_snapshot: { element: { DBSnapshotIdentifier: "example" } },
  aws_dx_private_virtual_interface: { element: { virtualInterfaceType: "private" } },
  aws_dx_transit_virtual_interface: { element: { virtualInterfaceType: "transit" } },
  aws_ec2_managed_prefix_list: {
    element: { PrefixListId: "pl-0123456789abcdef0" },
    joined: ["ec2:GetManagedPrefixListEntries"],
  },
  aws_ecs_task_definition: {
    parameters: { taskDefinition: "arn:aws:ecs:ap-northeast-1:111122223333:task-definition/example:1" },
  },
  aws_guardduty_detector: { parameters: { DetectorId: "12abc34d567e8fa901bc2d34e56789f0" } },
  aws_guardduty_organization_configuration: { parameters: { DetectorId: "12abc34d567e8fa901bc2d34e56789f0" } },
  aws_iam_policy: { element: { Arn: policy, DefaultVersionId: "v1" }, parameters: { Scope: "Local" } },
  aws_iam_role: {
    element: { RoleName: "example", Arn: "arn:aws:iam::111122223333:role/example" },
    joined: ["iam:ListAttachedRolePolicies"],
  },
  aws_iam_role_policy: { parameters: { RoleName: "example", PolicyName: "example" } },
  aws_kms_key: { parameters: { KeyId: "arn:aws:kms:ap-northeast-1:111122223333:key/example" } },
  aws_lb: { element: { LoadBalancerArn: loadBalancer }, joined: ["elbv2:DescribeLoadBalancerAttributes"] },
  aws_lb_listener: { parameters: { LoadBalancerArn: loadBalancer } },
  aws_lb_listener_rule: { element: { IsDefault: false }, parameters: { ListenerArn: "example" } },
  aws_lb_ssl_negotiation_policy: {
    element: { PolicyTypeName: "SSLNegotiationPolicyType" },
    parameters: { LoadBalancerName: "example" },
  },
  aws_msk_cluster: { element: { ClusterType: "PROVISIONED" } },
  aws_rds_cluster_instance: { element: { Engine: "aurora-mysql", DBClusterIdentifier: "example" } },
  aws_s3_account_public_access_block: { parameters: { AccountId: "111122223333" } },
  aws_s3_bucket: {
    element: { Name: "example" },
    joined: [
      "s3:GetBucketAcl",
      "s3:GetBucketPolicy",
      "s3:GetBucketVersioning",
      "s3:GetBucketLogging",
      "s3:GetBucketEncryption",
      "s3:GetPublicAccessBlock",
      "s3:GetBucketOwnershipControls",
    ],
  },
  aws_s3_bucket_acl: { parameters: bucket },
  aws_s3_bucket_logging: { parameters: bucket },
  aws_s3_bucket_ownership_controls: { parameters: bucket },
  aws_s3_bucket_policy: { parameters: bucket },
  aws_s3_bucket_public_access_block: { parameters: bucket },
  aws_s3_bucket_server_side_encryption_configuration: { parameters: bucket },
  aws_s3_bucket_versioning: { parameters: bucket },
  aws_vpc_security_group_egress_rule: { element: { IsEgress: true } },
  aws_vpc_security_group_ingress_rule: { element: { IsEgress: false } },
  aws_wafregional_web_acl_association: {
    parameters: { WebACLId: "example", ResourceType: "APPLICATION_LOAD_BALANCER" },
  },
  aws_wafv2_rule_group: { parameters: { Name: "example", Id: "example", Scope: "REGIONAL" } },
  aws_wafv2_web_acl: { parameters: { Name: "example", Id: "example", Scope: "REGIONAL" } },
  aws_wafv2_web_acl_association: {
    parameters: { WebACLArn: "example", ResourceType: "APPLICATION_LOAD_BALANCER" },
  },
};

/** The parameters of the calls that are made for a listed thing. */
export const calls: Readonly<Record<string, Draft>> = {
  "cloudtrail:GetTrailStatus": { Name: trail },
  "cloudtrail:GetEventSelectors": { TrailName: trail },
  "ec2:GetManagedPrefixListEntries": { PrefixListId: "pl-0123456789abcdef0" },
  "elbv2:DescribeLoadBalancerAttributes": { LoadBalancerArn: loadBalancer },
  "iam:GetPolicyVersion": { PolicyArn: policy, VersionId: "v1" },
  "iam:ListAttachedRolePolicies": { RoleName: "example" },
  "rds:DescribeDBClusterSnapshotAttributes": { DBClusterSnapshotIdentifier: "example" },
  "rds:DescribeDBSnapshotAttributes": { DBSnapshotIdentifier: "example" },
  "s3:GetBucketAcl": bucket,
  "s3:GetBucketPolicy": bucket,
  "s3:GetBucketVersioning": bucket,
  "s3:GetBucketLogging": bucket,
  "s3:GetBucketEncryption": bucket,
  "s3:GetPublicAccessBlock": bucket,
  "s3:GetBucketOwnershipControls": bucket,
};

/** The values of attributes by which readers tell what a thing is: with others it would be another thing. */
export const ownWords: Readonly<Record<string, readonly Json[]>> = {
  "aws_api_gateway_stage.rest_api_id": ["example", "example-2"],
  "aws_rds_cluster_instance.engine": ["aurora-mysql", "aurora-postgresql"],
  "aws_rds_cluster_instance.cluster_identifier": ["example", "example-2"],
};
