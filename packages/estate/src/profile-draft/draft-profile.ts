import type { Estate } from "../model/estate.ts";
import { profileKeys, type ProfileKey } from "../readers/profile/profile.ts";
import { asScalar } from "../types/aws/nodes.ts";
import { oneLine, quoted, writeKeys, type DraftKey, type Proposal } from "./draft-text.ts";
import { foundEndpoints, foundWafIncapable } from "./endpoints.ts";
import { foundEdgeVpcs, foundEgressPaths, foundExclusions, foundTiers } from "./network.ts";
import { foundAccounts, foundRegions } from "./places.ts";
import { distinctSubjects, nameOf, selectorOf } from "./selectors.ts";
import { foundAdminRanges, foundDestinations, foundPortMatrix, portsInUse } from "./traffic.ts";

const head = `# A first profile, drafted from what the documents show. Nothing here is declared before its owner has confirmed it:
# read each line, with the resource that it comes from, and fill in what is commented out. A key that stays out makes what
# needs it unknown (U7).
`;

/**
 * Drafts a profile from an estate, as YAML: what was found, each line with the resource that it comes from; numbers with a
 * committed default; and every other key commented out, with a sentence on what to fill in. It is a valid profile.
 */
export function draftProfile(estate: Estate): string {
  const ports = portsInUse(estate).map((line) => `#   ${oneLine(line)}\n`);
  const inUse =
    ports.length === 0 ? "" : `\n# Ports that security groups open, to compare the keys above with:\n${ports.join("")}`;
  return `${head}\n${writeKeys(keysOf(estate))}${inUse}`;
}

/** The keys of a profile in the order of its JSON Schema. */
function keysOf(estate: Estate): readonly DraftKey[] {
  const tiers = foundTiers(estate);
  return [
    {
      name: "regions",
      ask: "Every region that the system uses; one that holds resources and is not named is unknown.",
      entries: foundRegions(estate),
    },
    {
      name: "accounts",
      ask: "The account id of each document, by its label.",
      members: foundAccounts(estate).map(({ label, id }) => ({
        name: quoted(label),
        ask: id === null ? "The twelve digits of the account; the document does not tell them." : null,
        value: id,
      })),
    },
    {
      name: "service_endpoints",
      ask: "The load balancers that customers are meant to reach, and no others.",
      entries: foundEndpoints(estate),
    },
    {
      name: "tiers",
      ask: "Which subnets belong to which tier.",
      members: [
        { name: "edge", ask: "Subnets that are meant to face the internet.", entries: tiers.edge },
        { name: "internal", ask: "Subnets that nothing outside is meant to reach.", entries: tiers.internal },
        { name: "management", ask: "Subnets for administration; no document tells which.", entries: [] },
      ],
    },
    {
      name: "edge_vpcs",
      ask: "The VPCs that may have an internet gateway; an empty list says that none may.",
      entries: foundEdgeVpcs(estate),
    },
    {
      name: "bpa_exclusions",
      ask: "The VPCs and subnets that VPC Block Public Access may leave out.",
      entries: foundExclusions(estate),
    },
    {
      name: "egress_paths",
      ask: "What a default route of an internal subnet may lead to: NAT gateways, transit gateways, endpoints of firewalls.",
      entries: foundEgressPaths(estate),
    },
    {
      name: "static_distributions",
      ask: "The CloudFront distributions that only serve static public files; no document tells which.",
      entries: guesses(estate, ["aws_cloudfront_distribution"], "a distribution"),
    },
    {
      name: "waf_incapable_endpoints",
      ask: "The public endpoints of kinds that cannot have a web ACL; an empty list says that there is none.",
      entries: foundWafIncapable(estate),
    },
    {
      name: "sensitive_folders",
      ask: "The folders with personal or confidential data to which accesses have to be watched; no document tells which.",
      entries: [],
    },
    nested(
      "endpoints",
      Object.keys(profileKeys)
        .filter((key) => key.startsWith("endpoints."))
        .map((key) => key.slice("endpoints.".length)),
    ),
    plain(
      "direct_connect",
      declaredBy(estate, ["aws_dx_private_virtual_interface", "aws_dx_transit_virtual_interface"]),
    ),
    {
      name: "certificate",
      ask: null,
      members: [
        plain("days_left", null, "certificate.days_left"),
        {
          name: "owners",
          ask: "Who renews the certificates that do not renew by themselves; no document tells who.",
          entries: [],
        },
      ],
    },
    { ...plain("admin_cidrs"), entries: foundAdminRanges(estate) },
    { ...plain("egress_destinations"), entries: foundDestinations(estate) },
    {
      name: "customer_data_stores",
      ask: "The resources that hold or exchange customer data; no document tells which.",
      entries: guesses(estate, ["aws_db_instance", "aws_rds_cluster", "aws_s3_bucket"], "stores data"),
    },
    plain("inspected_egress_path"),
    { ...plain("port_matrix"), entries: foundPortMatrix(estate) },
    plain("port_width_limit"),
    plain("app_ip_restriction"),
    {
      name: "managed_elsewhere",
      ask: "Linking resource types that other stacks manage too, so that none in a plan does not mean none.",
      entries: [],
    },
    {
      name: "plans",
      ask: "By claim id, of what is to be considered or under consideration: its owner, and review_by, the last day without a review.",
      members: [],
    },
    {
      name: "decisions",
      ask: "What you decided on a tension inside the sheet, by its id (N-01): decision, decided_by and decided_on.",
      members: [],
    },
    nested("freshness", ["runtime_max_age_hours"]),
    plain("required_waf_groups"),
    plain("shield_advanced", declaredBy(estate, ["aws_shield_subscription"])),
    nested("waf", ["auto_version", "max_version_age_days", "rate_limit", "equivalents"]),
    nested("guardduty", ["frequency"], { frequency: publishedFrequency(estate) }),
  ];
}

type Name = keyof typeof profileKeys;

/** A key that holds a value: its default, if it has one, unless something is found. */
function plain(name: string, found: Proposal | null = null, key: string = name): DraftKey {
  const { description, default: number }: ProfileKey = profileKeys[key as Name];
  const byDefault = number === undefined ? null : { yaml: String(number), from: "the default", isOpen: false };
  return { name, ask: description, value: found ?? byDefault };
}

function nested(
  name: string,
  keys: readonly string[],
  found: Readonly<Record<string, Proposal | null>> = {},
): DraftKey {
  const members = keys.map((key) => plain(key, found[key] ?? null, `${name}.${key}`));
  return { name, ask: null, members };
}

/** Resources that may be meant, for the owner to choose from. */
function guesses(estate: Estate, types: readonly string[], why: string): readonly Proposal[] {
  return types.flatMap((type) =>
    distinctSubjects(estate, type).map((resource) => selectorOf(estate, resource, why, true)),
  );
}

function declaredBy(estate: Estate, types: readonly string[]): Proposal | null {
  const [found] = types.flatMap((type) => estate.subjects(type));
  return found === undefined ? null : { yaml: "declared", from: nameOf(found), isOpen: false };
}

function publishedFrequency(estate: Estate): Proposal | null {
  for (const detector of estate.subjects("aws_guardduty_detector")) {
    const { value } = asScalar(estate.value(detector, "finding_publishing_frequency"));
    if (typeof value === "string") return { yaml: value, from: nameOf(detector), isOpen: false };
  }
  return null;
}
