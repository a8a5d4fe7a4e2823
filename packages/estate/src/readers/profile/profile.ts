import type { Json, ScalarValue } from "../../model/value.ts";
import { logKinds, type folderClasses } from "../devices/device-record.ts";

/** One entry of a list in the profile that selects resources. */
export interface ProfileSelector {
  /** Exactly one of the three is not null. */
  readonly address: string | null;
  readonly arn: string | null;
  /** Only where the key admits it. */
  readonly tag: { readonly key: string; readonly value: string } | null;
  /** `profile.yaml#/service_endpoints/0` */
  readonly origin: string;
}

/** The tiers for which a profile can declare subnets and other resources. */
export const tierNames = ["edge", "internal", "management"] as const;

/** A tier of the system, from the internet inwards. */
export type TierName = (typeof tierNames)[number];

/** One declared region; `accounts` is null if it is declared for every account. */
export interface ProfileRegion {
  readonly name: string;
  readonly accounts: readonly string[] | null;
  readonly origin: string;
}

/** Who reviews something that is planned, and until when. */
export interface ProfilePlan {
  readonly owner: string;
  /** `2026-12-31`, in Asia/Tokyo. */
  readonly reviewBy: string;
}

/** What the owner decided on a tension inside the sheet. */
export interface ProfileDecision {
  readonly decision: string;
  readonly decidedBy: string;
  /** `2026-12-31` */
  readonly decidedOn: string;
}

/**
 * What the owner declares about the system: words of the sheet that have no meaning without a reference. A key that the
 * profile does not hold is null here and unknown with U7 wherever a policy asks for it.
 */
export interface Profile {
  /** File name, or null without a profile. */
  readonly name: string | null;
  /** `sha256:<hex>` of its bytes, or null without a profile. */
  readonly digest: string | null;
  readonly regions: readonly ProfileRegion[] | null;
  /** Document label to account id. */
  readonly accounts: Readonly<Record<string, string>> | null;
  readonly serviceEndpoints: readonly ProfileSelector[] | null;
  /** What holds or exchanges customer data. */
  readonly customerDataStores: readonly ProfileSelector[] | null;
  /** Subnets, and other resources by themselves, by tier. */
  readonly tiers: Readonly<Partial<Record<TierName, readonly ProfileSelector[]>>> | null;
  /** The VPCs that may have an internet gateway. */
  readonly edgeVpcs: readonly ProfileSelector[] | null;
  /** The VPCs and subnets that VPC Block Public Access may leave out. */
  readonly bpaExclusions: readonly ProfileSelector[] | null;
  /** What a default route of an internal subnet may lead to. */
  readonly egressPaths: readonly ProfileSelector[] | null;
  /** The distributions that only serve static public files and may do without a web ACL. */
  readonly staticDistributions: readonly ProfileSelector[] | null;
  /** The public endpoints of kinds that cannot have a web ACL. */
  readonly wafIncapableEndpoints: readonly ProfileSelector[] | null;
  /** The certificates that someone renews by hand, with who does. */
  readonly certificateOwners: readonly ProfileSelector[] | null;
  /** The folders to which accesses have to be watched. */
  readonly sensitiveFolders: readonly ProfileFolder[] | null;
  /** Linking resource types that other stacks own too. */
  readonly managedElsewhere: readonly string[];
  /** By claim id. */
  readonly plans: Readonly<Record<string, ProfilePlan>>;
  /** By the id of a tension of the sheet. */
  readonly decisions: Readonly<Record<string, ProfileDecision>>;
  /** Single values by dotted key (`guardduty.frequency`); only keys that are set. */
  readonly values: Readonly<Record<string, { readonly value: ScalarValue; readonly origin: string }>>;
}

/** One folder that holds personal data or what is confidential. */
export interface ProfileFolder {
  readonly path: string;
  readonly class: (typeof folderClasses)[number];
  readonly place: (typeof folderPlaces)[number];
  /** `profile.yaml#/sensitive_folders/0` */
  readonly origin: string;
}

/** Where a sensitive folder lies: on each device, or on a file server. */
export const folderPlaces = ["device", "file_server"] as const;

/** What the ids of profile entries begin with; no document can bear it as its label. */
export const profileLabel = "profile";

/** A profile that says nothing. */
export const emptyProfile: Profile = {
  name: null,
  digest: null,
  regions: null,
  accounts: null,
  serviceEndpoints: null,
  customerDataStores: null,
  tiers: null,
  edgeVpcs: null,
  bpaExclusions: null,
  egressPaths: null,
  staticDistributions: null,
  wafIncapableEndpoints: null,
  certificateOwners: null,
  sensitiveFolders: null,
  managedElsewhere: [],
  plans: {},
  decisions: {},
  values: {},
};

/** One key of the profile that holds a value or a list of plain values, and its JSON Schema. */
export interface ProfileKey {
  readonly schema: { readonly [key: string]: Json };
  readonly description: string;
  /** The number that holds where the profile does not say; names and lists of names have none. */
  readonly default?: number;
}

/** `NAME` of a group that AWS manages, `VENDOR/NAME` of one that a seller of the marketplace manages. */
const ruleGroupName = { type: "string", pattern: "^([^/]+/)?[^/]+$" } as const;

/** A range of IPv4 or IPv6 addresses that is no whole address space. */
const addressRange = {
  type: "string",
  pattern:
    "^(([0-9]{1,3}\\.){3}[0-9]{1,3}/([1-9]|[12][0-9]|3[0-2])|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*/([1-9][0-9]?|1[01][0-9]|12[0-8]))$",
} as const;

/** A number of hours or days that has a default. */
function limit(value: number, description: string): ProfileKey {
  return { schema: { type: "integer", minimum: 1 }, description, default: value };
}

const portNumber = { type: "integer", minimum: 0, maximum: 65535 } as const;
const portRange = { type: "string", pattern: "^[0-9]{1,5}-[0-9]{1,5}$" } as const;

/** One thing that a tier may send another. */
function allowance(protocol: ProfileKey["schema"], ports: ProfileKey["schema"]): ProfileKey["schema"] {
  const tier = { type: "string", enum: [...tierNames] };
  const properties = { source_tier: tier, target_tier: tier, protocol, ...ports };
  return { type: "object", additionalProperties: false, required: Object.keys(properties), properties };
}

/** The key that limits the age of documents of the running system. */
export const freshnessKey = "freshness.runtime_max_age_hours";

/** The keys that hold values; policies name them in METADATA `custom.profile`. */
export const profileKeys = {
  [freshnessKey]: {
    schema: { type: "number", exclusiveMinimum: 0 },
    description:
      "How many hours old what a document tells of the running system may be; older, or of unknown age, it is unknown.",
  },
  egress_destinations: {
    schema: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        minProperties: 1,
        maxProperties: 1,
        properties: {
          cidr: { type: "string", pattern: "^[0-9A-Fa-f.:]+/[0-9]{1,3}$" },
          prefix_list: { type: "string", minLength: 1 },
          service_endpoint: { type: "string", minLength: 1 },
          domain: { type: "string", minLength: 1 },
        },
      },
    },
    description: "The destinations outside the VPCs that internal resources may reach.",
  },
  direct_connect: {
    schema: { type: "string", enum: ["declared", "not_declared"] },
    description: "Whether some users are said to come by Direct Connect.",
  },
  admin_cidrs: {
    schema: { type: "array", minItems: 1, items: addressRange },
    description: "The networks from which the system is administered. A range of every address is none.",
  },
  port_matrix: {
    schema: {
      type: "array",
      items: {
        anyOf: [
          allowance({ type: "string", enum: ["tcp", "udp"] }, { port: { anyOf: [portNumber, portRange] } }),
          allowance({ type: "string", pattern: "^(icmp|icmpv6|(?!0*(1|6|17|58)$)[0-9]{1,3})$" }, {}),
        ],
      },
    },
    description:
      "What the tiers may send each other: source_tier, target_tier, protocol (tcp, udp, icmp, icmpv6 or a number) and, of tcp and udp, port (443, or a range as 8080-8089).",
  },
  port_width_limit: {
    schema: { type: "integer", minimum: 1, maximum: 65534 },
    description: "How many ports one rule between tiers may open at most.",
  },
  inspected_egress_path: {
    schema: {
      anyOf: [
        { type: "string", minLength: 1 },
        { type: "boolean", enum: [false] },
      ],
    },
    description:
      "What inspects traffic on its way to the internet (the address or ARN of a firewall or proxy), or false if nothing does.",
  },
  app_ip_restriction: {
    schema: { type: "string", enum: ["network", "application"] },
    description:
      "Where users are restricted by their IP addresses: by a resource of the network in front of the service (network), or inside the application alone (application).",
  },
  "certificate.days_left": {
    schema: { type: "integer", minimum: 0 },
    description: "How many days a certificate in use has to be valid for at least.",
    default: 30,
  },
  "guardduty.frequency": {
    schema: { type: "string", enum: ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"] },
    description: "The longest interval at which GuardDuty may publish updates of findings.",
  },
  required_waf_groups: {
    schema: { type: "array", minItems: 1, items: ruleGroupName },
    description:
      "The managed rule groups that every web ACL has to run: the name of a group of AWS (AWSManagedRulesCommonRuleSet), or VENDOR/NAME.",
  },
  shield_advanced: {
    schema: { type: "string", enum: ["declared", "not_declared"] },
    description: "Whether the system is said to be protected by Shield Advanced.",
  },
  "waf.auto_version": {
    schema: { type: "boolean" },
    description: "Whether managed rule groups have to follow their vendor's default version, whatever age is allowed.",
  },
  "waf.max_version_age_days": {
    schema: { type: "integer", minimum: 0 },
    description: "How many days old a static version of a managed rule group may be; 0 allows none.",
    default: 0,
  },
  "waf.rate_limit": {
    schema: { type: "integer", minimum: 10 },
    description: "How many requests in 300 seconds a rate-based rule may let through at most.",
    default: 2000,
  },
  "waf.equivalents": {
    schema: {
      type: "array",
      items: {
        type: "object",
        additionalProperties: false,
        required: ["required", "group"],
        properties: { required: ruleGroupName, group: { type: "string", pattern: "^(?!AWS/)[^/]+/[^/]+$" } },
      },
    },
    description:
      "Managed rule groups of the marketplace (VENDOR/NAME) that cover as much as a required group and may stand in its place.",
  },
  "endpoints.log_kinds": {
    schema: { type: "array", minItems: 1, items: { type: "string", enum: [...logKinds] } },
    description: "The kinds of operation logs that every device has to keep.",
  },
  "endpoints.log_retention_days": {
    schema: { type: "integer", minimum: 1 },
    description: "For how many days operation logs have to be kept at least.",
  },
  "endpoints.online_max_age_hours": limit(
    24,
    "How many hours old the last contact of a device may be at most for it to count as online.",
  ),
  "endpoints.checkin_max_age_days": limit(
    14,
    "How many days old the last contact of a device with its manager may be.",
  ),
  "endpoints.checkin_limit_days": limit(
    30,
    "From how many days without contact with its manager on a device is lost to it; in between, leave and stock are admitted.",
  ),
  "endpoints.signature_max_age_hours": limit(
    24,
    "How many hours old the signatures of anti-virus software may be at the last contact of a device that is online.",
  ),
  "endpoints.signature_max_age_offline_hours": limit(
    72,
    "How many hours old the signatures may be at the last contact of a device that is offline.",
  ),
  "endpoints.signature_limit_days": limit(
    7,
    "From how many days of age on the signatures of a device that is online are out of date.",
  ),
  "endpoints.usage_max_age_days": limit(7, "How many days old the last record that a device is in use may be."),
  "endpoints.log_max_age_days": limit(
    3,
    "How many days before the last contact of a device its newest operation log may end.",
  ),
  "endpoints.folder_signal_max_age_days": limit(
    90,
    "How many days old the last alert or test of a rule that watches a sensitive folder may be.",
  ),
  "endpoints.full_scan_max_age_days": limit(31, "How many days old the last full scan of a device may be."),
  "endpoints.full_scan_grace_days": limit(4, "How many days later than that a full scan may still come."),
  "endpoints.update_interval_days": limit(14, "At which interval, in days, devices are to look for updates."),
  "endpoints.critical_update_limit_days": limit(
    60,
    "For how many days after its release a critical update may stay uninstalled.",
  ),
  "endpoints.feed_window_days": limit(
    30,
    "For how many days back the fetches from databases of vulnerabilities are looked at.",
  ),
  "endpoints.feed_max_gap_days": limit(
    1,
    "How many days may lie between two fetches from a database of vulnerabilities: 1 is every day, 3 is every business day.",
  ),
} as const satisfies Record<string, ProfileKey>;

/** The number that the profile says, or that holds where it does not say; null for neither. */
export function profileNumber({ values }: Pick<Profile, "values">, key: keyof typeof profileKeys): number | null {
  const named: ProfileKey = profileKeys[key];
  const value = Object.hasOwn(values, key) ? values[key]?.value : named.default;
  return typeof value === "number" ? value : null;
}
