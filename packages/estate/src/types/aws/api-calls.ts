import type { ApiCall } from "../api-call.ts";

const loadBalancers = "elbv2:DescribeLoadBalancers.LoadBalancers[]";
const trails = "cloudtrail:DescribeTrails.trailList[]";
const detectors = "guardduty:ListDetectors.DetectorIds[]";
const roles = "iam:ListRoles.Roles[]";

/** WAF tells the scope of a listed thing only by the call that listed it. */
const ofWafv2Summary = { Name: "Name", Id: "Id", Scope: "@Scope" } as const;

const bothScopes = [
  { parameters: { Scope: "REGIONAL" } },
  // https://docs.aws.amazon.com/waf/latest/APIReference/API_ListWebACLs.html: CLOUDFRONT is asked for in us-east-1.
  { parameters: { Scope: "CLOUDFRONT" }, region: "us-east-1" },
] as const;

/** Of what a web ACL of WAF Classic protects, the kinds that a declared link leads to. */
const protectedByClassic = [
  { parameters: { ResourceType: "APPLICATION_LOAD_BALANCER" } },
  { parameters: { ResourceType: "API_GATEWAY" } },
] as const;

/** As `protectedByClassic`, of WAFv2. */
const protectedKinds = [
  ...protectedByClassic,
  { parameters: { ResourceType: "APPSYNC" } },
  { parameters: { ResourceType: "COGNITO_USER_POOL" } },
  { parameters: { ResourceType: "APP_RUNNER_SERVICE" } },
  { parameters: { ResourceType: "VERIFIED_ACCESS_INSTANCE" } },
] as const;

/** Certificates of other keys than RSA of 1024 and 2048 bits are listed only for those who ask for them. */
const everyKeyType = [
  "RSA_1024",
  "RSA_2048",
  "RSA_3072",
  "RSA_4096",
  "EC_prime256v1",
  "EC_secp384r1",
  "EC_secp521r1",
] as const;

/** API Gateway names its actions by the method of HTTP. */
const readsApiGateway = ["apigateway:GET"] as const;

const eachBucket = { each: "s3:ListBuckets.Buckets[]", parameters: { Bucket: "Name" } } as const;

/** Automated snapshots and those of AWS Backup cannot be shared with everyone. */
const manualSnapshots = { variants: [{ parameters: { SnapshotType: "manual" } }] } as const;

/**
 * Every call that the resource types' files name, and every listing that gives such a call its parameters. A test
 * compares the table with the files: a call that no file needs is refused. Names, members and error codes are those of
 * botocore's service models and of the API references.
 */
export const apiCalls: Readonly<Record<string, ApiCall>> = {
  "apprunner:ListServices": {},
  "apprunner:DescribeService": {
    each: "apprunner:ListServices.ServiceSummaryList[]",
    parameters: { ServiceArn: "ServiceArn" },
  },
  "appsync:ListGraphqlApis": {},
  "autoscaling:DescribeLaunchConfigurations": {},
  "acm:ListCertificates": { variants: [{ parameters: { Includes: { keyTypes: everyKeyType } } }] },
  "acm:DescribeCertificate": {
    each: "acm:ListCertificates.CertificateSummaryList[]",
    parameters: { CertificateArn: "CertificateArn" },
  },
  "apigateway:GetRestApis": { actions: readsApiGateway },
  "apigateway:GetStages": {
    each: "apigateway:GetRestApis.items[]",
    parameters: { restApiId: "id" },
    actions: readsApiGateway,
  },
  "apigateway:GetDomainNames": { actions: readsApiGateway },
  "apigateway:GetBasePathMappings": {
    each: "apigateway:GetDomainNames.items[]",
    parameters: { domainName: "domainName" },
    actions: readsApiGateway,
  },
  "apigatewayv2:GetApis": { actions: readsApiGateway },
  "apigatewayv2:GetDomainNames": { actions: readsApiGateway },
  "apigatewayv2:GetApiMappings": {
    each: "apigatewayv2:GetDomainNames.Items[]",
    parameters: { DomainName: "DomainName" },
    actions: readsApiGateway,
  },
  "cloudfront:ListDistributions": { isGlobal: true },
  "cloudfront:ListVpcOrigins": { isGlobal: true },
  "cloudfront:GetVpcOrigin": {
    each: "cloudfront:ListVpcOrigins.VpcOriginList.Items[]",
    parameters: { Id: "Id" },
    isGlobal: true,
  },
  // A shadow trail is listed in every region that the trail covers, and in the member accounts of an organization.
  "cloudtrail:DescribeTrails": {},
  "cloudtrail:GetTrailStatus": { each: trails, parameters: { Name: "TrailARN" } },
  "cloudtrail:GetEventSelectors": { each: trails, parameters: { TrailName: "TrailARN" } },
  "cloudtrail:ListEventDataStores": {},
  "cloudtrail:GetEventDataStore": {
    each: "cloudtrail:ListEventDataStores.EventDataStores[]",
    parameters: { EventDataStore: "EventDataStoreArn" },
  },
  "cognito-idp:ListUserPools": { variants: [{ parameters: { MaxResults: 60 } }] },
  "cognito-idp:DescribeUserPool": { each: "cognito-idp:ListUserPools.UserPools[]", parameters: { UserPoolId: "Id" } },
  "directconnect:DescribeDirectConnectGateways": { isGlobal: true },
  "directconnect:DescribeDirectConnectGatewayAssociations": {
    each: "directconnect:DescribeDirectConnectGateways.directConnectGateways[]",
    parameters: { directConnectGatewayId: "directConnectGatewayId" },
    isGlobal: true,
  },
  "directconnect:DescribeVirtualInterfaces": {},
  "dms:DescribeReplicationInstances": {},
  "ec2:DescribeAddresses": {},
  "ec2:DescribeImages": { variants: [{ parameters: { Owners: ["self"] } }] },
  "ec2:DescribeInstances": {},
  "ec2:DescribeInternetGateways": {},
  "ec2:DescribeNatGateways": {},
  "ec2:DescribeLaunchTemplates": {},
  "ec2:DescribeLaunchTemplateVersions": {
    each: "ec2:DescribeLaunchTemplates.LaunchTemplates[]",
    parameters: { LaunchTemplateId: "LaunchTemplateId" },
    variants: [{ parameters: { Versions: ["$Latest"] } }],
  },
  "ec2:DescribeManagedPrefixLists": {},
  "ec2:DescribeNetworkAcls": {},
  "ec2:DescribeNetworkInterfaces": {},
  "ec2:DescribeRouteTables": {},
  "ec2:DescribeSecurityGroupRules": {},
  "ec2:DescribeSecurityGroups": {},
  "ec2:DescribeSnapshots": { variants: [{ parameters: { OwnerIds: ["self"] } }] },
  "ec2:DescribeSnapshotAttribute": {
    each: "ec2:DescribeSnapshots.Snapshots[]",
    parameters: { SnapshotId: "SnapshotId" },
    variants: [{ parameters: { Attribute: "createVolumePermission" } }],
  },
  "ec2:DescribeSubnets": {},
  "ec2:DescribeTrafficMirrorSessions": {},
  "ec2:DescribeTransitGatewayVpcAttachments": {},
  "ec2:DescribeTransitGateways": {},
  "ec2:DescribeVerifiedAccessEndpoints": {},
  "ec2:DescribeVerifiedAccessInstances": {},
  "ec2:DescribeVpcBlockPublicAccessExclusions": {},
  "ec2:DescribeVpcBlockPublicAccessOptions": {},
  "ec2:DescribeVpcEndpoints": {},
  "ec2:DescribeVpcs": {},
  "ec2:DescribeVpnGateways": {},
  "ec2:GetManagedPrefixListEntries": {
    each: "ec2:DescribeManagedPrefixLists.PrefixLists[]",
    parameters: { PrefixListId: "PrefixListId" },
  },
  "ec2:GetSnapshotBlockPublicAccessState": {},
  "ecs:ListClusters": {},
  "ecs:ListServices": { each: "ecs:ListClusters.clusterArns[]", parameters: { cluster: "" } },
  "ecs:DescribeServices": {
    each: "ecs:ListServices.serviceArns[]",
    parameters: { cluster: "@cluster", services: "[]" },
    variants: [{ parameters: { include: ["TAGS"] } }],
  },
  "ecs:ListTaskDefinitions": {},
  "ecs:DescribeTaskDefinition": {
    each: "ecs:ListTaskDefinitions.taskDefinitionArns[]",
    parameters: { taskDefinition: "" },
  },
  "eks:ListClusters": {},
  "eks:DescribeCluster": { each: "eks:ListClusters.clusters[]", parameters: { name: "" } },
  "elasticache:DescribeCacheSubnetGroups": {},
  "elb:DescribeLoadBalancers": {},
  "elb:DescribeLoadBalancerPolicies": {
    each: "elb:DescribeLoadBalancers.LoadBalancerDescriptions[]",
    parameters: { LoadBalancerName: "LoadBalancerName" },
  },
  "elbv2:DescribeLoadBalancers": {},
  "elbv2:DescribeLoadBalancerAttributes": { each: loadBalancers, parameters: { LoadBalancerArn: "LoadBalancerArn" } },
  "elbv2:DescribeListeners": { each: loadBalancers, parameters: { LoadBalancerArn: "LoadBalancerArn" } },
  "elbv2:DescribeListenerCertificates": {
    each: "elbv2:DescribeListeners.Listeners[]",
    parameters: { ListenerArn: "ListenerArn" },
  },
  "elbv2:DescribeRules": {
    each: "elbv2:DescribeListeners.Listeners[]",
    parameters: { ListenerArn: "ListenerArn" },
  },
  // https://docs.aws.amazon.com/global-accelerator/latest/api/Welcome.html: asked in us-west-2 for every region.
  "globalaccelerator:ListAccelerators": { variants: [{ parameters: {}, region: "us-west-2" }] },
  "guardduty:ListDetectors": {},
  "guardduty:GetDetector": { each: detectors, parameters: { DetectorId: "" } },
  "guardduty:DescribeOrganizationConfiguration": {
    each: detectors,
    parameters: { DetectorId: "" },
    // So an account is answered that does not administer GuardDuty for its organization.
    absent: ["BadRequestException"],
  },
  "iam:ListPolicies": { isGlobal: true, variants: [{ parameters: { Scope: "Local" } }] },
  "iam:GetPolicyVersion": {
    each: "iam:ListPolicies.Policies[]",
    parameters: { PolicyArn: "Arn", VersionId: "DefaultVersionId" },
  },
  "iam:ListRoles": { isGlobal: true },
  "iam:ListAttachedRolePolicies": { each: roles, parameters: { RoleName: "RoleName" } },
  "iam:ListRolePolicies": { each: roles, parameters: { RoleName: "RoleName" } },
  "iam:GetRolePolicy": {
    each: "iam:ListRolePolicies.PolicyNames[]",
    parameters: { RoleName: "@RoleName", PolicyName: "" },
  },
  "iam:ListServerCertificates": { isGlobal: true },
  "iam:GetServerCertificate": {
    each: "iam:ListServerCertificates.ServerCertificateMetadataList[]",
    parameters: { ServerCertificateName: "ServerCertificateName" },
  },
  "kafka:ListClustersV2": {},
  "kms:ListKeys": {},
  "kms:DescribeKey": { each: "kms:ListKeys.Keys[]", parameters: { KeyId: "KeyArn" } },
  "lambda:ListFunctions": {},
  "lambda:ListFunctionUrlConfigs": {
    each: "lambda:ListFunctions.Functions[]",
    parameters: { FunctionName: "FunctionName" },
  },
  "logs:DescribeLogGroups": {},
  "memorydb:DescribeSubnetGroups": {},
  "mq:ListBrokers": {},
  "mq:DescribeBroker": { each: "mq:ListBrokers.BrokerSummaries[]", parameters: { BrokerId: "BrokerId" } },
  "opensearch:ListDomainNames": {},
  "opensearch:DescribeDomain": {
    each: "opensearch:ListDomainNames.DomainNames[]",
    parameters: { DomainName: "DomainName" },
  },
  "network-firewall:ListFirewalls": {},
  "network-firewall:DescribeFirewall": {
    each: "network-firewall:ListFirewalls.Firewalls[]",
    parameters: { FirewallArn: "FirewallArn" },
  },
  "network-firewall:ListFirewallPolicies": {},
  "network-firewall:DescribeFirewallPolicy": {
    each: "network-firewall:ListFirewallPolicies.FirewallPolicies[]",
    parameters: { FirewallPolicyArn: "Arn" },
  },
  "rds:DescribeDBClusters": {},
  "rds:DescribeDBInstances": {},
  "rds:DescribeDBClusterSnapshots": manualSnapshots,
  "rds:DescribeDBClusterSnapshotAttributes": {
    each: "rds:DescribeDBClusterSnapshots.DBClusterSnapshots[]",
    parameters: { DBClusterSnapshotIdentifier: "DBClusterSnapshotIdentifier" },
  },
  "rds:DescribeDBSnapshots": manualSnapshots,
  "rds:DescribeDBSnapshotAttributes": {
    each: "rds:DescribeDBSnapshots.DBSnapshots[]",
    parameters: { DBSnapshotIdentifier: "DBSnapshotIdentifier" },
  },
  "rds:DescribeDBSubnetGroups": {},
  "rds:DescribeGlobalClusters": {},
  "redshift:DescribeClusters": {},
  "redshift-serverless:ListWorkgroups": {},
  "route53resolver:ListFirewallDomainLists": {},
  "route53resolver:ListFirewallRuleGroups": {},
  "route53resolver:ListFirewallRules": {
    each: "route53resolver:ListFirewallRuleGroups.FirewallRuleGroups[]",
    parameters: { FirewallRuleGroupId: "Id" },
  },
  "route53resolver:ListFirewallRuleGroupAssociations": {},
  "s3:ListBuckets": { isGlobal: true, actions: ["s3:ListAllMyBuckets"] },
  "s3:GetBucketLocation": eachBucket,
  "s3:GetBucketAcl": eachBucket,
  "s3:GetBucketEncryption": {
    ...eachBucket,
    absent: ["ServerSideEncryptionConfigurationNotFoundError"],
    actions: ["s3:GetEncryptionConfiguration"],
  },
  "s3:GetBucketLogging": eachBucket,
  "s3:GetBucketOwnershipControls": { ...eachBucket, absent: ["OwnershipControlsNotFoundError"] },
  "s3:GetBucketPolicy": { ...eachBucket, absent: ["NoSuchBucketPolicy"] },
  "s3:GetBucketVersioning": eachBucket,
  "s3:GetPublicAccessBlock": {
    ...eachBucket,
    absent: ["NoSuchPublicAccessBlockConfiguration"],
    actions: ["s3:GetBucketPublicAccessBlock"],
  },
  "s3control:GetPublicAccessBlock": {
    isGlobal: true,
    accountParameter: "AccountId",
    absent: ["NoSuchPublicAccessBlockConfiguration"],
    actions: ["s3:GetAccountPublicAccessBlock"],
  },
  // So an account is answered that never subscribed.
  "shield:DescribeSubscription": { isGlobal: true, absent: ["ResourceNotFoundException"] },
  "shield:ListProtections": { isGlobal: true, absent: ["ResourceNotFoundException"] },
  "transfer:ListServers": {},
  "transfer:DescribeServer": { each: "transfer:ListServers.Servers[]", parameters: { ServerId: "ServerId" } },
  "waf-regional:ListWebACLs": {},
  "waf-regional:ListResourcesForWebACL": {
    each: "waf-regional:ListWebACLs.WebACLs[]",
    parameters: { WebACLId: "WebACLId" },
    variants: protectedByClassic,
  },
  "wafv2:ListLoggingConfigurations": { variants: bothScopes },
  "wafv2:ListRuleGroups": { variants: bothScopes },
  "wafv2:GetRuleGroup": { each: "wafv2:ListRuleGroups.RuleGroups[]", parameters: ofWafv2Summary },
  "wafv2:ListWebACLs": { variants: bothScopes },
  "wafv2:GetWebACL": { each: "wafv2:ListWebACLs.WebACLs[]", parameters: ofWafv2Summary },
  "wafv2:ListResourcesForWebACL": {
    each: "wafv2:ListWebACLs.WebACLs[]",
    parameters: { WebACLArn: "ARN" },
    // CloudFront itself tells what an ACL of its scope protects.
    only: { "@Scope": "REGIONAL" },
    variants: protectedKinds,
  },
};
