import {
  CloudTrailClient,
  CreateTrailCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
} from "@aws-sdk/client-cloudtrail";
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  EC2Client,
} from "@aws-sdk/client-ec2";
import { ECSClient, RegisterTaskDefinitionCommand } from "@aws-sdk/client-ecs";
import {
  CreateLoadBalancerCommand as CreateClassicCommand,
  ElasticLoadBalancingClient,
} from "@aws-sdk/client-elastic-load-balancing";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import { CreateDetectorCommand, GuardDutyClient } from "@aws-sdk/client-guardduty";
import {
  AttachRolePolicyCommand,
  CreatePolicyCommand,
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  UploadServerCertificateCommand,
} from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateDBInstanceCommand, CreateDBSubnetGroupCommand, RDSClient } from "@aws-sdk/client-rds";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { PutPublicAccessBlockCommand as PutAccountBlockCommand, S3ControlClient } from "@aws-sdk/client-s3-control";
import {
  AssociateWebACLCommand,
  CreateRuleGroupCommand,
  CreateWebACLCommand,
  WAFV2Client,
} from "@aws-sdk/client-wafv2";

/** Where the regional part of the example account stands. */
export const exampleRegion = "ap-northeast-1";

/** What the example account holds, by what names it. */
export interface BuiltAccount {
  readonly loadBalancerArn: string;
  readonly listenerArn: string;
  readonly targetGroupArn: string;
  readonly webAclArn: string;
  readonly trailArn: string;
  readonly securityGroupId: string;
  readonly policyArn: string;
  readonly roleName: string;
  readonly keyArn: string;
  readonly detectorId: string;
  readonly taskDefinitionArn: string;
  /** What web ACL and rule group are asked for with. */
  readonly webAcl: { readonly Name: string; readonly Id: string; readonly Scope: string };
  readonly ruleGroup: { readonly Name: string; readonly Id: string; readonly Scope: string };
  readonly buckets: readonly string[];
  /** Values that no snapshot may hold. */
  readonly secrets: readonly string[];
}

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** The statement that lets CloudTrail write to a bucket. */
function trailBucketPolicy(bucket: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: `arn:aws:s3:::${bucket}/*`,
      },
    ],
  });
}

/** Builds the example account: a load balancer behind a web ACL, a database, buckets, a trail, roles, a key. */
export async function buildAccount(endpoint: string): Promise<BuiltAccount> {
  const settings = {
    endpoint,
    region: exampleRegion,
    credentials: { accessKeyId: "example", secretAccessKey: "example" },
  };
  const ec2 = new EC2Client(settings);
  const vpcs = await ec2.send(new DescribeVpcsCommand({}));
  const vpcId = text(vpcs.Vpcs?.[0]?.VpcId);
  const subnets = await ec2.send(new DescribeSubnetsCommand({}));
  const subnetIds = (subnets.Subnets ?? []).slice(0, 2).map(({ SubnetId }) => text(SubnetId));
  const group = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: "example-edge", Description: "example", VpcId: vpcId }),
  );
  const securityGroupId = text(group.GroupId);
  await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({
      GroupId: securityGroupId,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    }),
  );

  const iam = new IAMClient(settings);
  const certificate = await iam.send(
    new UploadServerCertificateCommand({
      ServerCertificateName: "example",
      CertificateBody: "example certificate",
      PrivateKey: "example-private-key",
    }),
  );
  const elbv2 = new ElasticLoadBalancingV2Client(settings);
  const balancers = await elbv2.send(
    new CreateLoadBalancerCommand({
      Name: "example-edge",
      Subnets: subnetIds,
      SecurityGroups: [securityGroupId],
      Scheme: "internet-facing",
      Type: "application",
    }),
  );
  const loadBalancerArn = text(balancers.LoadBalancers?.[0]?.LoadBalancerArn);
  const targets = await elbv2.send(
    new CreateTargetGroupCommand({ Name: "example-web", Protocol: "HTTP", Port: 80, VpcId: vpcId, TargetType: "ip" }),
  );
  const targetGroupArn = text(targets.TargetGroups?.[0]?.TargetGroupArn);
  const listeners = await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: loadBalancerArn,
      Protocol: "HTTPS",
      Port: 443,
      SslPolicy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      Certificates: [{ CertificateArn: text(certificate.ServerCertificateMetadata?.Arn) }],
      DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
    }),
  );
  const classic = new ElasticLoadBalancingClient(settings);
  await classic.send(
    new CreateClassicCommand({
      LoadBalancerName: "example-classic",
      AvailabilityZones: [`${exampleRegion}a`],
      Listeners: [{ Protocol: "HTTP", LoadBalancerPort: 80, InstancePort: 80 }],
    }),
  );

  const wafv2 = new WAFV2Client(settings);
  const acl = await wafv2.send(
    new CreateWebACLCommand({
      Name: "example-edge",
      Scope: "REGIONAL",
      DefaultAction: { Allow: {} },
      VisibilityConfig: { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: "example" },
      Rules: [
        {
          Name: "common",
          Priority: 0,
          OverrideAction: { None: {} },
          Statement: { ManagedRuleGroupStatement: { VendorName: "AWS", Name: "AWSManagedRulesCommonRuleSet" } },
          VisibilityConfig: { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: "common" },
        },
      ],
    }),
  );
  const webAclArn = text(acl.Summary?.ARN);
  const ruleGroup = await wafv2.send(
    new CreateRuleGroupCommand({
      Name: "example-own",
      Scope: "REGIONAL",
      Capacity: 10,
      VisibilityConfig: { SampledRequestsEnabled: true, CloudWatchMetricsEnabled: true, MetricName: "own" },
    }),
  );
  await wafv2.send(new AssociateWebACLCommand({ WebACLArn: webAclArn, ResourceArn: loadBalancerArn }));

  const s3 = new S3Client({ ...settings, forcePathStyle: true });
  const buckets = ["example-data", "example-logs"];
  for (const Bucket of buckets) {
    await s3.send(
      new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint: exampleRegion } }),
    );
  }
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: "example-data", VersioningConfiguration: { Status: "Enabled" } }),
  );
  await s3.send(
    new PutBucketEncryptionCommand({
      Bucket: "example-data",
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/example" } }],
      },
    }),
  );
  await s3.send(
    new PutPublicAccessBlockCommand({
      Bucket: "example-data",
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  );
  await s3.send(new PutBucketPolicyCommand({ Bucket: "example-logs", Policy: trailBucketPolicy("example-logs") }));
  const s3control = new S3ControlClient({ ...settings, endpointProvider: () => ({ url: new URL(endpoint) }) });
  await s3control.send(
    new PutAccountBlockCommand({
      AccountId: "123456789012",
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true },
    }),
  );

  const cloudtrail = new CloudTrailClient(settings);
  const trail = await cloudtrail.send(
    new CreateTrailCommand({ Name: "example", S3BucketName: "example-logs", IsMultiRegionTrail: true }),
  );
  await cloudtrail.send(new StartLoggingCommand({ Name: "example" }));
  await cloudtrail.send(
    new PutEventSelectorsCommand({
      TrailName: "example",
      EventSelectors: [{ ReadWriteType: "All", IncludeManagementEvents: true }],
    }),
  );

  const rds = new RDSClient(settings);
  await rds.send(
    new CreateDBSubnetGroupCommand({
      DBSubnetGroupName: "example",
      DBSubnetGroupDescription: "example",
      SubnetIds: subnetIds,
    }),
  );
  await rds.send(
    new CreateDBInstanceCommand({
      DBInstanceIdentifier: "example",
      DBInstanceClass: "db.t3.micro",
      Engine: "postgres",
      MasterUsername: "example",
      MasterUserPassword: "example-db-password",
      AllocatedStorage: 20,
      StorageEncrypted: true,
      DBSubnetGroupName: "example",
      VpcSecurityGroupIds: [securityGroupId],
    }),
  );

  await iam.send(new CreateRoleCommand({ RoleName: "example-task", AssumeRolePolicyDocument: trust }));
  const document = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::example-data/*" }],
  });
  const policy = await iam.send(new CreatePolicyCommand({ PolicyName: "example-read", PolicyDocument: document }));
  const policyArn = text(policy.Policy?.Arn);
  await iam.send(new AttachRolePolicyCommand({ RoleName: "example-task", PolicyArn: policyArn }));
  await iam.send(
    new PutRolePolicyCommand({ RoleName: "example-task", PolicyName: "inline", PolicyDocument: document }),
  );

  const key = await new KMSClient(settings).send(new CreateKeyCommand({ Description: "example" }));
  const logs = new CloudWatchLogsClient(settings);
  await logs.send(new CreateLogGroupCommand({ logGroupName: "/example/web" }));
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: "/example/web", retentionInDays: 365 }));
  const detector = await new GuardDutyClient(settings).send(
    new CreateDetectorCommand({ Enable: true, FindingPublishingFrequency: "FIFTEEN_MINUTES" }),
  );
  const task = await new ECSClient(settings).send(
    new RegisterTaskDefinitionCommand({
      family: "example-web",
      containerDefinitions: [
        {
          name: "web",
          image: "example/web:1",
          memory: 128,
          environment: [{ name: "API_TOKEN", value: "example-environment-secret" }],
        },
      ],
    }),
  );
  return {
    loadBalancerArn,
    listenerArn: text(listeners.Listeners?.[0]?.ListenerArn),
    targetGroupArn,
    webAclArn,
    trailArn: text(trail.TrailARN),
    securityGroupId,
    policyArn,
    roleName: "example-task",
    keyArn: text(key.KeyMetadata?.Arn),
    detectorId: text(detector.DetectorId),
    taskDefinitionArn: text(task.taskDefinition?.taskDefinitionArn),
    webAcl: { Name: "example-edge", Id: text(acl.Summary?.Id), Scope: "REGIONAL" },
    ruleGroup: { Name: "example-own", Id: text(ruleGroup.Summary?.Id), Scope: "REGIONAL" },
    buckets,
    secrets: ["example-private-key", "example-db-password", "example-environment-secret"],
  };
}

function text(value: string | undefined): string {
  if (value === undefined) throw new Error("moto did not answer with what was built");
  return value;
}

/**
 * The resource types of which the example account holds something, or for which moto or what stands before it answers. The
 * others are in the account of the perimeter, or moto cannot make them.
 */
export const exampleTypes: readonly string[] = [
  "aws_cloudtrail_event_data_store",
  "aws_cloudtrail",
  "aws_cloudwatch_log_group",
  "aws_db_instance",
  "aws_db_subnet_group",
  "aws_default_route_table",
  "aws_ecs_task_definition",
  "aws_elb",
  "aws_guardduty_detector",
  "aws_guardduty_organization_configuration",
  "aws_iam_policy",
  "aws_iam_role_policy",
  "aws_iam_role",
  "aws_internet_gateway",
  "aws_kms_key",
  "aws_lb_listener_rule",
  "aws_lb_listener",
  "aws_lb",
  "aws_main_route_table_association",
  "aws_rds_cluster_instance",
  "aws_rds_cluster",
  "aws_rds_global_cluster",
  "aws_route_table_association",
  "aws_route_table",
  "aws_route",
  "aws_s3_account_public_access_block",
  "aws_s3_bucket_acl",
  "aws_s3_bucket_logging",
  "aws_s3_bucket_ownership_controls",
  "aws_s3_bucket_policy",
  "aws_s3_bucket_public_access_block",
  "aws_s3_bucket_server_side_encryption_configuration",
  "aws_s3_bucket_versioning",
  "aws_s3_bucket",
  "aws_security_group_rule",
  "aws_security_group",
  "aws_subnet",
  "aws_vpc_security_group_egress_rule",
  "aws_vpc_security_group_ingress_rule",
  "aws_vpc",
  "aws_wafregional_web_acl_association",
  "aws_wafv2_rule_group",
  "aws_wafv2_web_acl_association",
  "aws_wafv2_web_acl_rule_group_association",
  "aws_wafv2_web_acl",
];
