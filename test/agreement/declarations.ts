/**
 * What is declared for the cases of other tools, which have no profile: what their questions take for granted.
 *
 * @module
 */
import { emptyProfile, type Profile, type ReadDocument } from "@sekisho/estate";

/** What is declared for every case, in the words of the table. */
export const declared = [
  "what has a public name is a service endpoint, save where the policy asks whether it is declared",
  "subnets, compute and security groups are internal and may use any one port of each other; what is reached outside lies in private ranges",
  "networks of administrators are private ranges, a default route may lead to a NAT gateway, buckets hold customer data",
  "web ACLs need the group for known bad inputs, every network ACL is used by a subnet",
  "all trails and account-wide blocks are in the case, nothing exists yet",
] as const;

type Selectors = NonNullable<Profile["serviceEndpoints"]>;

const endpointTypes = ["aws_lb", "aws_elb", "aws_cloudfront_distribution", "aws_api_gateway_domain_name"];

const internalTypes = [
  "aws_subnet",
  "aws_instance",
  "aws_launch_template",
  "aws_launch_configuration",
  "aws_ecs_service",
  "aws_ecs_task_set",
  "aws_eip",
  "aws_eip_association",
  "aws_security_group",
];

const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

/** The policies that ask whether an endpoint is declared: for their cases nothing is. */
const askWhatIsDeclared = ["net.entrypoints_allowlisted", "waf.other_endpoints_associated"];

/** The types of which a case holds whatever there is. */
export const covered = ["aws_cloudtrail", "aws_s3_account_public_access_block"];

/** Makes the profile with which a policy judges the documents of a case. */
export function profileOf(documents: readonly ReadDocument[], policy: string | null): Profile {
  const all = (types: readonly string[], pointer: string): Selectors => selectorsOf(documents, types, pointer);
  return {
    ...emptyProfile,
    name: "profile.yaml",
    serviceEndpoints: askWhatIsDeclared.includes(policy ?? "") ? [] : all(endpointTypes, "service_endpoints"),
    tiers: { edge: [], internal: all(internalTypes, "tiers/internal"), management: [] },
    customerDataStores: all(["aws_s3_bucket"], "customer_data_stores"),
    egressPaths: all(["aws_nat_gateway"], "egress_paths"),
    edgeVpcs: [],
    bpaExclusions: [],
    staticDistributions: [],
    wafIncapableEndpoints: [],
    certificateOwners: [],
    values: Object.fromEntries(
      Object.entries(declaredValues).map(([key, value]) => [
        key,
        { value, origin: `profile.yaml#/${key.replace(".", "/")}` },
      ]),
    ),
  };
}

const anyOnePort = (protocol: string): { readonly [key: string]: string } => ({
  source_tier: "internal",
  target_tier: "internal",
  protocol,
  port: "0-65535",
});

const declaredValues = {
  admin_cidrs: privateRanges,
  egress_destinations: privateRanges.map((cidr) => ({ cidr })),
  inspected_egress_path: false,
  port_matrix: [anyOnePort("tcp"), anyOnePort("udp")],
  port_width_limit: 1,
  required_waf_groups: ["AWSManagedRulesKnownBadInputsRuleSet"],
};

function selectorsOf(documents: readonly ReadDocument[], types: readonly string[], pointer: string): Selectors {
  return documents
    .flatMap(({ resources }) => resources)
    .filter(({ type, isSubject }) => isSubject && types.includes(type))
    .map(({ address }, index) => ({
      address,
      arn: null,
      tag: null,
      origin: `profile.yaml#/${pointer}/${String(index)}`,
    }));
}
