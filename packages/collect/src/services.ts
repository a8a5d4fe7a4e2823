import { jsonClientFrom } from "./json-client.ts";
import { route53Resolver } from "./route53-resolver.ts";
import { wafRegional } from "./waf-regional.ts";

/** A service of AWS: how its client is loaded, and how IAM names it. */
export interface Service {
  /** Loads the module of the client. */
  readonly load: () => Promise<object>;
  /** The client's class in that module. */
  readonly client: string;
  /** What the names of the service's IAM actions begin with. */
  readonly iamPrefix: string;
}

/**
 * The services that are asked, by botocore's name. The IAM prefixes are those of the service authorization reference; a
 * client is loaded when its service is asked first.
 */
export const services: Readonly<Record<string, Service>> = {
  acm: { load: () => import("@aws-sdk/client-acm"), client: "ACMClient", iamPrefix: "acm" },
  apigateway: {
    load: () => import("@aws-sdk/client-api-gateway"),
    client: "APIGatewayClient",
    iamPrefix: "apigateway",
  },
  apigatewayv2: {
    load: () => import("@aws-sdk/client-apigatewayv2"),
    client: "ApiGatewayV2Client",
    iamPrefix: "apigateway",
  },
  apprunner: { load: () => import("@aws-sdk/client-apprunner"), client: "AppRunnerClient", iamPrefix: "apprunner" },
  appsync: { load: () => import("@aws-sdk/client-appsync"), client: "AppSyncClient", iamPrefix: "appsync" },
  autoscaling: {
    load: () => import("@aws-sdk/client-auto-scaling"),
    client: "AutoScalingClient",
    iamPrefix: "autoscaling",
  },
  cloudfront: {
    load: () => import("@aws-sdk/client-cloudfront"),
    client: "CloudFrontClient",
    iamPrefix: "cloudfront",
  },
  cloudtrail: {
    load: () => import("@aws-sdk/client-cloudtrail"),
    client: "CloudTrailClient",
    iamPrefix: "cloudtrail",
  },
  ec2: { load: () => import("@aws-sdk/client-ec2"), client: "EC2Client", iamPrefix: "ec2" },
  ecs: { load: () => import("@aws-sdk/client-ecs"), client: "ECSClient", iamPrefix: "ecs" },
  elb: {
    load: () => import("@aws-sdk/client-elastic-load-balancing"),
    client: "ElasticLoadBalancingClient",
    iamPrefix: "elasticloadbalancing",
  },
  elbv2: {
    load: () => import("@aws-sdk/client-elastic-load-balancing-v2"),
    client: "ElasticLoadBalancingV2Client",
    iamPrefix: "elasticloadbalancing",
  },
  globalaccelerator: {
    load: () => import("@aws-sdk/client-global-accelerator"),
    client: "GlobalAcceleratorClient",
    iamPrefix: "globalaccelerator",
  },
  guardduty: { load: () => import("@aws-sdk/client-guardduty"), client: "GuardDutyClient", iamPrefix: "guardduty" },
  iam: { load: () => import("@aws-sdk/client-iam"), client: "IAMClient", iamPrefix: "iam" },
  kms: { load: () => import("@aws-sdk/client-kms"), client: "KMSClient", iamPrefix: "kms" },
  lambda: { load: () => import("@aws-sdk/client-lambda"), client: "LambdaClient", iamPrefix: "lambda" },
  logs: { load: () => import("@aws-sdk/client-cloudwatch-logs"), client: "CloudWatchLogsClient", iamPrefix: "logs" },
  rds: { load: () => import("@aws-sdk/client-rds"), client: "RDSClient", iamPrefix: "rds" },
  s3: { load: () => import("@aws-sdk/client-s3"), client: "S3Client", iamPrefix: "s3" },
  s3control: { load: () => import("@aws-sdk/client-s3-control"), client: "S3ControlClient", iamPrefix: "s3" },
  directconnect: {
    load: () => import("@aws-sdk/client-direct-connect"),
    client: "DirectConnectClient",
    iamPrefix: "directconnect",
  },
  dms: {
    load: () => import("@aws-sdk/client-database-migration-service"),
    client: "DatabaseMigrationServiceClient",
    iamPrefix: "dms",
  },
  eks: { load: () => import("@aws-sdk/client-eks"), client: "EKSClient", iamPrefix: "eks" },
  elasticache: {
    load: () => import("@aws-sdk/client-elasticache"),
    client: "ElastiCacheClient",
    iamPrefix: "elasticache",
  },
  kafka: { load: () => import("@aws-sdk/client-kafka"), client: "KafkaClient", iamPrefix: "kafka" },
  memorydb: { load: () => import("@aws-sdk/client-memorydb"), client: "MemoryDBClient", iamPrefix: "memorydb" },
  mq: { load: () => import("@aws-sdk/client-mq"), client: "MqClient", iamPrefix: "mq" },
  "network-firewall": {
    load: () => import("@aws-sdk/client-network-firewall"),
    client: "NetworkFirewallClient",
    iamPrefix: "network-firewall",
  },
  opensearch: { load: () => import("@aws-sdk/client-opensearch"), client: "OpenSearchClient", iamPrefix: "es" },
  redshift: { load: () => import("@aws-sdk/client-redshift"), client: "RedshiftClient", iamPrefix: "redshift" },
  "redshift-serverless": {
    load: () => import("@aws-sdk/client-redshift-serverless"),
    client: "RedshiftServerlessClient",
    iamPrefix: "redshift-serverless",
  },
  route53resolver: {
    load: async () => jsonClientFrom(await wafv2(), route53Resolver),
    client: "Route53ResolverClient",
    iamPrefix: "route53resolver",
  },
  shield: { load: () => import("@aws-sdk/client-shield"), client: "ShieldClient", iamPrefix: "shield" },
  sts: { load: () => import("@aws-sdk/client-sts"), client: "STSClient", iamPrefix: "sts" },
  "waf-regional": {
    load: async () => jsonClientFrom(await wafv2(), wafRegional),
    client: "WAFRegionalClient",
    iamPrefix: "waf-regional",
  },
  wafv2: { load: wafv2, client: "WAFV2Client", iamPrefix: "wafv2" },
};

async function wafv2(): Promise<{ readonly WAFV2Client: unknown }> {
  return import("@aws-sdk/client-wafv2");
}
