import type { Json } from "../../model/value.ts";
import { isSaid, open, said, type Cursor, type Term, type TermMap } from "./terms.ts";

/** One resource that an object of ACK describes. */
export interface AckPart {
  /** Terraform's name of the type. */
  readonly type: string;
  /** What is put behind the object's address; empty for the resource that the object is named after. */
  readonly suffix: string;
  /** What it says, in Terraform's names. */
  readonly terms: TermMap;
}

/** Reads the resources out of an object's `spec`; `self` stands for the object in what is told of its companions. */
export type ReadKind = (spec: Cursor, self: (value: Term | undefined) => Term) => readonly AckPart[];

/** An object that describes one resource, in each of whose arguments the type has one. */
function one(type: string, read: (spec: Cursor) => TermMap): ReadKind {
  return (spec) => [{ type, suffix: "", terms: read(spec) }];
}

/** Whether a term is a text that begins in a way. */
function begins(cursor: Cursor, beginning: string): boolean {
  return typeof cursor.json === "string" && cursor.json.startsWith(beginning);
}

/** A value as an argument of another kind: `map` is asked for values that are said. */
function mapped(term: Term | undefined, map: (value: Json) => Json): Term | undefined {
  return term !== undefined && isSaid(term) ? said(map(term.value), term.place) : term;
}

const readDbInstance: ReadKind = (spec) => {
  const common = {
    engine: spec.at("engine").term,
    identifier: spec.at("dbInstanceIdentifier").term,
    publicly_accessible: spec.at("publiclyAccessible").term,
    db_subnet_group_name: spec.named("dbSubnetGroupName", "dbSubnetGroupRef"),
  };
  const isMember = spec.at("dbClusterIdentifier").isThere || spec.at("dbClusterRef").isThere;
  if (isMember && begins(spec.at("engine"), "aurora")) {
    // Its storage is the cluster's.
    const terms = { ...common, cluster_identifier: spec.named("dbClusterIdentifier", "dbClusterRef") };
    return [{ type: "aws_rds_cluster_instance", suffix: "", terms }];
  }
  return [
    {
      type: "aws_db_instance",
      suffix: "",
      terms: {
        ...common,
        storage_encrypted: spec.at("storageEncrypted").term,
        kms_key_id: spec.named("kmsKeyID", "kmsKeyRef"),
        replicate_source_db: spec.at("sourceDBInstanceIdentifier").term ?? spec.at("sourceDBClusterIdentifier").term,
        snapshot_identifier: spec.at("dbSnapshotIdentifier").term ?? spec.at("dbClusterSnapshotIdentifier").term,
      },
    },
  ];
};

/** What a bucket is said to be, each as the resource of its own that Terraform has for it. */
const readBucket: ReadKind = (spec, self) => {
  const name = spec.at("name").term;
  const parts: AckPart[] = [{ type: "aws_s3_bucket", suffix: "", terms: { bucket: name } }];
  function companion(member: string, type: string, read: (here: Cursor) => TermMap): void {
    const here = spec.at(member);
    if (here.isThere) parts.push({ type, suffix: `:${member}`, terms: { bucket: self(name), ...read(here) } });
  }
  companion("encryption", "aws_s3_bucket_server_side_encryption_configuration", (here) => ({
    rule: here.at("rules").blocks((rule) => ({
      apply_server_side_encryption_by_default: rule.at("applyServerSideEncryptionByDefault").block((applied) => ({
        sse_algorithm: applied.at("sseAlgorithm").term,
        kms_master_key_id: applied.named("kmsMasterKeyID", "kmsMasterKeyRef"),
      })),
      bucket_key_enabled: rule.at("bucketKeyEnabled").term,
    })),
  }));
  companion("versioning", "aws_s3_bucket_versioning", (here) => ({
    versioning_configuration: [{ status: here.at("status").term }],
  }));
  companion("publicAccessBlock", "aws_s3_bucket_public_access_block", (here) => ({
    block_public_acls: here.at("blockPublicACLs").term,
    block_public_policy: here.at("blockPublicPolicy").term,
    ignore_public_acls: here.at("ignorePublicACLs").term,
    restrict_public_buckets: here.at("restrictPublicBuckets").term,
  }));
  companion("ownershipControls", "aws_s3_bucket_ownership_controls", (here) => ({
    rule: here.at("rules").blocks((rule) => ({ object_ownership: rule.at("objectOwnership").term })),
  }));
  companion("policy", "aws_s3_bucket_policy", (here) => ({ policy: here.term }));
  const log = spec.at("logging", "loggingEnabled");
  if (log.isThere) {
    companion("logging", "aws_s3_bucket_logging", () => ({
      target_bucket: log.named("targetBucket", "targetBucketRef"),
      target_prefix: log.at("targetPrefix").term,
    }));
  }
  const grants = ["grantFullControl", "grantRead", "grantReadACP", "grantWrite", "grantWriteACP"].map((grant) =>
    spec.at(grant),
  );
  const granted = grants.find(({ isThere }) => isThere);
  if (spec.at("acl").isThere || granted !== undefined) {
    parts.push({
      type: "aws_s3_bucket_acl",
      suffix: ":acl",
      terms: {
        bucket: self(name),
        acl: spec.at("acl").term,
        // The grants of the request stand in a notation of their own, which is not read.
        ...(granted === undefined ? {} : { access_control_policy: open("U1", granted.place) }),
      },
    });
  }
  return parts;
};

/** A permission of a security group, as EC2 tells it. */
const permission = (rule: Cursor): TermMap => {
  const pairs = rule.at("userIDGroupPairs").elements;
  const groups = pairs.map((pair) => pair.named("groupID", "groupRef"));
  return {
    protocol: rule.at("ipProtocol").term,
    from_port: rule.at("fromPort").term,
    to_port: rule.at("toPort").term,
    cidr_blocks: valuesOf(rule.at("ipRanges"), "cidrIP"),
    ipv6_cidr_blocks: valuesOf(rule.at("ipv6Ranges"), "cidrIPv6"),
    prefix_list_ids: valuesOf(rule.at("prefixListIDs"), "prefixListID"),
    security_groups: groups.filter((group) => group !== undefined),
    // A pair that names no group means the group itself.
    ...(groups.includes(undefined) ? { self: said(true, rule.at("userIDGroupPairs").place) } : {}),
  };
};

/** What an element is said to be where it does not say what is asked for stays open. */
function valuesOf(list: Cursor, name: string): Term | undefined {
  if (!list.isThere) return undefined;
  return list.elements.length === 0 && !Array.isArray(list.json)
    ? open("U2", list.place)
    : list.elements.map((element) => element.at(name).term ?? open("U2", element.place));
}

const readSecurityGroup: ReadKind = one("aws_security_group", (spec) => ({
  name: spec.at("name").term,
  vpc_id: spec.named("vpcID", "vpcRef"),
  ingress: spec.at("ingressRules").blocks(permission),
  // Left out, the rule with which every group begins may stay or be taken away.
  egress: spec.at("egressRules").blocks(permission) ?? open("U1", spec.at("egressRules").place),
}));

const readSubnet: ReadKind = (spec, self) => {
  const tables = spec.listed("routeTables", "routeTableRefs") ?? [];
  return [
    {
      type: "aws_subnet",
      suffix: "",
      terms: {
        vpc_id: spec.named("vpcID", "vpcRef"),
        cidr_block: spec.at("cidrBlock").term,
        tags: spec.at("tags").term,
        map_public_ip_on_launch: spec.at("mapPublicIPOnLaunch").term,
        assign_ipv6_address_on_creation: spec.at("assignIPv6AddressOnCreation").term,
      },
    },
    ...tables.map((route_table_id, index) => ({
      type: "aws_route_table_association",
      suffix: `:routeTables/${String(index)}`,
      terms: { subnet_id: self(undefined), route_table_id },
    })),
  ];
};

const readNetworkAcl: ReadKind = (spec, self) => [
  {
    type: "aws_network_acl",
    suffix: "",
    terms: {
      vpc_id: spec.named("vpcID", "vpcRef"),
      subnet_ids: valuesOf(spec.at("associations"), "subnetID"),
    },
  },
  ...spec.at("entries").elements.map((entry, index) => ({
    type: "aws_network_acl_rule",
    suffix: `:entries/${String(index)}`,
    terms: {
      network_acl_id: self(undefined),
      egress: entry.at("egress").term,
      rule_number: entry.at("ruleNumber").term,
      rule_action: entry.at("ruleAction").term,
      protocol: entry.at("protocol").term,
      from_port: entry.at("portRange", "from").term,
      to_port: entry.at("portRange", "to").term,
      cidr_block: entry.at("cidrBlock").term,
      ipv6_cidr_block: entry.at("ipv6CIDRBlock").term,
    },
  })),
];

const readRouteTable: ReadKind = (spec, self) => [
  { type: "aws_route_table", suffix: "", terms: { vpc_id: spec.named("vpcID", "vpcRef") } },
  ...spec.at("routes").elements.map((route, index) => ({
    type: "aws_route",
    suffix: `:routes/${String(index)}`,
    terms: {
      route_table_id: self(undefined),
      destination_cidr_block: route.at("destinationCIDRBlock").term,
      destination_ipv6_cidr_block: route.at("destinationIPv6CIDRBlock").term,
      destination_prefix_list_id: route.at("destinationPrefixListID").term,
      gateway_id: route.named("gatewayID", "gatewayRef"),
      nat_gateway_id: route.named("natGatewayID", "natGatewayRef"),
      egress_only_gateway_id: route.at("egressOnlyInternetGatewayID").term,
      transit_gateway_id: route.named("transitGatewayID", "transitGatewayRef"),
      vpc_endpoint_id: route.named("vpcEndpointID", "vpcEndpointRef"),
      network_interface_id: route.at("networkInterfaceID").term,
      vpc_peering_connection_id: route.named("vpcPeeringConnectionID", "vpcPeeringConnectionRef"),
      core_network_arn: route.at("coreNetworkARN").term,
    },
  })),
];

const actions = (action: Cursor): TermMap => ({
  type: action.at("type").term,
  redirect: action.at("redirectConfig").block((redirect) => ({
    protocol: redirect.at("protocol").term,
    port: redirect.at("port").term,
    status_code: redirect.at("statusCode").term,
  })),
});

const readLoadBalancer: ReadKind = one("aws_lb", (spec) => {
  const failOpen = spec.at("attributes").elements.find((one) => one.at("key").json === "waf.fail_open.enabled");
  return {
    internal: mapped(spec.at("scheme").term, (scheme) => scheme === "internal"),
    load_balancer_type: spec.at("type").term,
    enable_waf_fail_open: failOpen?.at("value").term,
    security_groups: spec.listed("securityGroups", "securityGroupRefs"),
  };
});

const readRole: ReadKind = (spec, self) => {
  const name = spec.at("name").term;
  return [
    {
      type: "aws_iam_role",
      suffix: "",
      terms: {
        name,
        assume_role_policy: spec.at("assumeRolePolicyDocument").term,
        // The controller takes away what is not in the list.
        managed_policy_arns: spec.listed("policies", "policyRefs") ?? [],
      },
    },
    ...spec.at("inlinePolicies").members.map(([key, policy]) => ({
      type: "aws_iam_role_policy",
      suffix: `:inlinePolicies/${key}`,
      terms: { role: self(name), policy: policy.term },
    })),
  ];
};

const advancedSelectors = (spec: Cursor): Term | undefined =>
  spec.at("advancedEventSelectors").blocks((selector) => ({
    field_selector: selector.at("fieldSelectors").blocks((field) => ({
      field: field.at("field").term,
      equals: field.at("equals").scalars,
    })),
  }));

/** The kinds of AWS Controllers for Kubernetes whose types are read, by service and kind (`apis/v1alpha1` of each). */
export const ackKinds: Readonly<Record<string, ReadKind>> = {
  "acm/Certificate": one("aws_acm_certificate", (spec) => ({
    certificate_authority_arn: spec.at("certificateAuthorityARN").term,
    key_algorithm: spec.at("keyAlgorithm").term,
    // The controller chooses it.
    validation_method: open("U1", spec.place),
  })),
  "cloudtrail/EventDataStore": one("aws_cloudtrail_event_data_store", (spec) => ({
    multi_region_enabled: spec.at("multiRegionEnabled").term,
    organization_enabled: spec.at("organizationEnabled").term,
    advanced_event_selector: advancedSelectors(spec),
  })),
  "cloudtrail/Trail": one("aws_cloudtrail", (spec) => ({
    name: spec.at("name").term,
    is_multi_region_trail: spec.at("isMultiRegionTrail").term,
    is_organization_trail: spec.at("isOrganizationTrail").term,
    // The controller makes the trail and does not start it: whoever does, says so elsewhere.
    enable_logging: open("U2", spec.place),
    enable_log_file_validation: spec.at("enableLogFileValidation").term,
    include_global_service_events: spec.at("includeGlobalServiceEvents").term,
    cloud_watch_logs_group_arn: spec.named("cloudWatchLogsLogGroupARN", "cloudWatchLogsLogGroupRef"),
    cloud_watch_logs_role_arn: spec.named("cloudWatchLogsRoleARN", "cloudWatchLogsRoleRef"),
    kms_key_id: spec.named("kmsKeyID", "kmsKeyRef"),
  })),
  "cloudwatchlogs/LogGroup": one("aws_cloudwatch_log_group", (spec) => ({
    name: spec.at("name").term,
    retention_in_days: spec.at("retentionDays").term,
  })),
  "ec2/InternetGateway": one("aws_internet_gateway", (spec) => ({ vpc_id: spec.named("vpc", "vpcRef") })),
  "ec2/NATGateway": one("aws_nat_gateway", (spec) => ({
    subnet_id: spec.named("subnetID", "subnetRef"),
    connectivity_type: spec.at("connectivityType").term,
    tags: spec.at("tags").term,
  })),
  "ec2/NetworkACL": readNetworkAcl,
  "ec2/RouteTable": readRouteTable,
  "ec2/SecurityGroup": readSecurityGroup,
  "ec2/Subnet": readSubnet,
  "ec2/TransitGateway": one("aws_ec2_transit_gateway", (spec) => ({ tags: spec.at("tags").term })),
  "ec2/TransitGatewayVPCAttachment": one("aws_ec2_transit_gateway_vpc_attachment", (spec) => ({
    transit_gateway_id: spec.named("transitGatewayID", "transitGatewayRef"),
    vpc_id: spec.named("vpcID", "vpcRef"),
  })),
  "ec2/VPCEndpoint": one("aws_vpc_endpoint", (spec) => ({
    vpc_id: spec.named("vpcID", "vpcRef"),
    service_name: spec.at("serviceName").term,
    policy: spec.at("policyDocument").term,
    tags: spec.at("tags").term,
  })),
  "ec2/VPC": one("aws_vpc", (spec) => ({
    cidr_block: spec.at("cidrBlocks").elements[0]?.term,
    tags: spec.at("tags").term,
  })),
  "ecs/TaskDefinition": one("aws_ecs_task_definition", (spec) => ({
    family: spec.at("family").term,
    container_definitions: spec.at("containerDefinitions").term,
    network_mode: spec.at("networkMode").term,
    execution_role_arn: spec.named("executionRoleARN", "executionRoleRef"),
    task_role_arn: spec.named("taskRoleARN", "taskRoleRef"),
  })),
  "eks/Cluster": one("aws_eks_cluster", (spec) => ({
    name: spec.at("name").term,
    vpc_config: spec.at("resourcesVPCConfig").block((network) => ({
      endpoint_public_access: network.at("endpointPublicAccess").term,
      public_access_cidrs: network.at("publicAccessCIDRs").scalars,
    })),
  })),
  "elbv2/Listener": one("aws_lb_listener", (spec) => ({
    load_balancer_arn: spec.named("loadBalancerARN", "loadBalancerRef"),
    protocol: spec.at("protocol").term,
    port: spec.at("port").term,
    ssl_policy: spec.at("sslPolicy").term,
    default_action: spec.at("defaultActions").blocks(actions),
  })),
  "elbv2/LoadBalancer": readLoadBalancer,
  "elbv2/Rule": one("aws_lb_listener_rule", (spec) => ({
    listener_arn: spec.named("listenerARN", "listenerRef"),
    action: spec.at("actions").blocks(actions),
  })),
  "iam/Policy": one("aws_iam_policy", (spec) => ({
    name: spec.at("name").term,
    policy: spec.at("policyDocument").term,
  })),
  "iam/Role": readRole,
  "kms/Key": one("aws_kms_key", () => ({})),
  "rds/DBCluster": one("aws_rds_cluster", (spec) => ({
    engine: spec.at("engine").term,
    engine_mode: spec.at("engineMode").term,
    storage_encrypted: spec.at("storageEncrypted").term,
    kms_key_id: spec.named("kmsKeyID", "kmsKeyRef"),
    cluster_identifier: spec.at("dbClusterIdentifier").term,
    snapshot_identifier: spec.at("snapshotIdentifier").term,
    replication_source_identifier: spec.at("replicationSourceIdentifier").term,
    global_cluster_identifier: spec.named("globalClusterIdentifier", "globalClusterRef"),
    restore_to_point_in_time: spec.at("sourceDBClusterIdentifier").term,
    db_subnet_group_name: spec.named("dbSubnetGroupName", "dbSubnetGroupRef"),
  })),
  "rds/DBInstance": readDbInstance,
  "rds/DBSubnetGroup": one("aws_db_subnet_group", (spec) => ({
    name: spec.at("name").term,
    subnet_ids: spec.listed("subnetIDs", "subnetRefs"),
  })),
  "rds/GlobalCluster": one("aws_rds_global_cluster", (spec) => ({
    engine: spec.at("engine").term,
    storage_encrypted: spec.at("storageEncrypted").term,
    global_cluster_identifier: spec.at("globalClusterIdentifier").term,
    source_db_cluster_identifier: spec.named("sourceDBClusterIdentifier", "sourceDBClusterRef"),
  })),
  "s3/Bucket": readBucket,
  "wafv2/RuleGroup": one("aws_wafv2_rule_group", (spec) => ({ rules_json: spec.at("rules").term })),
  "wafv2/WebACL": one("aws_wafv2_web_acl", (spec) => ({
    default_action: spec.at("defaultAction").term,
    rule_json: spec.at("rules").term,
  })),
};
