import { daysLater, monthsLater } from "../../model/calendar.ts";
import type { DerivationContext, Resource } from "../../model/estate.ts";
import {
  boolean,
  defineResourceType,
  derivedList,
  derivedScalar,
  enumeration,
  list,
  listOf,
  number,
  string,
  to,
  type Link,
} from "../../model/resource-type.ts";
import { completeNode, scalarNode, type CollectionNode, type ScalarNode } from "../../model/value.ts";

const untold = { terraform: null } as const;
const severities = ["critical", "high", "medium", "low", "info"] as const;

/** The kinds of documents that vouch. */
export const attestationTypes = [
  "network_vulnerability_assessment",
  "vulnerability_triage",
  "application_controls",
  "leak_trace_drill",
  "data_protection_statement",
  "monitoring_service",
  "on_call_roster",
  "managed_detection_contract",
] as const;

const registers: Readonly<Record<string, Link>> = Object.fromEntries(
  attestationTypes.map((type) => [type, to("attestation_register", "id")]),
);

/** For how many months an attestation vouches, and for how many days after that it is only late (controls.md 4.2). */
const validMonths = 12;
const graceDays = 30;

/** Two of a type are "once a year" if the later one was done within so many months after the earlier one. */
const frequencyMonths = 13;

/** One dated document by which a person vouches for what configuration cannot show. */
export const attestation = defineResourceType({
  type: "attestation",
  identity: { attestation_id: untold },
  attributes: {
    attestation_id: string(untold),
    type: enumeration(attestationTypes, untold),
    // The register that holds it, by its type: one of these is given, the others are null.
    network_vulnerability_assessment: string(untold),
    vulnerability_triage: string(untold),
    application_controls: string(untold),
    leak_trace_drill: string(untold),
    data_protection_statement: string(untold),
    monitoring_service: string(untold),
    on_call_roster: string(untold),
    managed_detection_contract: string(untold),
    service: string(untold),
    environment: string(untold),
    hosts: listOf(string(), untold),
    claims: listOf(string(), untold),
    issuer_name: string(untold),
    issuer_legal_id: string(untold),
    issuer_independent: boolean(untold),
    independence_basis: string(untold),
    /** The category under which the issuer stands in the list of information security services. */
    service_list_category: string(untold),
    service_list_registration_id: string(untold),
    /** The legal entity that answers the sheet. */
    owner_legal_id: string(untold),
    performed_from: string(untold),
    performed_to: string(untold),
    report_issued_on: string(untold),
    valid_from: string(untold),
    next_major_release_on: string(untold),
    scope_in: list({ name: string(), endpoint: string() }, untold),
    scope_out: list({ name: string(), endpoint: string(), reason: string() }, untold),
    /** The declared endpoints that an assessment has in its scope and leaves out, by the text of their selectors. */
    assessed_endpoints: listOf(string(), untold),
    excluded_endpoints: listOf(string(), untold),
    method_location: enumeration(["remote", "on_site"], untold),
    method_means: listOf(enumeration(["tool", "manual"]), untold),
    method_credentialed: boolean(untold),
    standard_refs: listOf(string(), untold),
    checks: list(
      {
        item: enumeration(["port_scan", "web_server", "backdoor_survey", "firewall", "all_hosts", "auto_update"]),
        vantage: enumeration(["outside", "inside"]),
        targets: listOf(string()),
        target_count: number(),
        tcp_ports: string(),
        udp_ports: string(),
        hosts: list({ name: string(), open_ports: listOf(string()) }),
        level: enumeration(["platform", "application"]),
        methods: listOf(enumeration(["unexpected_listeners", "known_signatures", "outbound_beacons"])),
        tests: listOf(enumeration(["rule_effectiveness", "filter_bypass"])),
        objects: listOf(enumeration(["security_groups", "network_acls", "waf", "network_firewall", "appliance"])),
        inventory_digest: string(),
        inventory_taken_on: string(),
        inventory_addresses: number(),
        patch_levels_seen_on: string(),
        patches_missing: number(),
      },
      untold,
    ),
    critical_findings: number(untold),
    high_findings: number(untold),
    medium_findings: number(untold),
    low_findings: number(untold),
    info_findings: number(untold),
    accepted_risks: list(
      { finding_id: string(), severity: enumeration(severities), accepted_by: string(), accepted_on: string() },
      untold,
    ),
    open_findings: list(
      { finding_id: string(), severity: enumeration(severities), owner: string(), due_on: string() },
      untold,
    ),
    retest_on: string(untold),
    records: list(
      {
        kind: enumeration(["database_check", "impact_and_severity", "patch_decision", "log_review"]),
        first_on: string(),
        last_on: string(),
        count: number(),
        longest_interval_days: number(),
        reviewer: string(),
      },
      untold,
    ),
    controls: list(
      {
        control: enumeration(["ip_allow_list", "login_throttling", "session_control", "audit_log"]),
        evidence_digest: string(),
      },
      untold,
    ),
    roster_around_the_clock: boolean(untold),
    drill_seeded_on: string(untold),
    drill_traced_to_exit: boolean(untold),
    user_resources: string(untold),
    protections: listOf(string(), untold),
    document_title: string(untold),
    document_version: string(untold),
    document_digest: string(untold),
    storage: string(untold),
    confidentiality: string(untold),
    signed_by: string(untold),
    received_on: string(untold),
    reviewed_by: string(untold),
    supersedes: string(untold),
    /** The first day on which it vouches: what it tells of is done, the report is issued, and it is in force. */
    in_force_from: derivedScalar(string(), ({ resource }) => inForceFrom(resource)),
    /** The first day on which it no longer vouches. */
    valid_until: derivedScalar(string(), ({ resource }) => validUntil(resource)),
    /** The first day on which it is no longer only late. */
    grace_until: derivedScalar(string(), ({ resource }) => graceUntil(resource)),
    /** The day from which another one stands in its place; null if none does. */
    superseded_from: derivedScalar(string(), supersededFrom),
    /** The one of its type that was done last before it, and the last day on which it would still be yearly after that. */
    preceding: derivedList({ attestation_id: string(), performed_to: string(), yearly_until: string() }, precedingOf),
  },
  links: {
    ...registers,
    supersedes: to("attestation", "attestation_id", { atMostOne: true }),
    assessed_endpoints: to("service_endpoint", "target"),
    excluded_endpoints: to("service_endpoint", "target"),
  },
  isGlobal: true,
});

function textIn(resource: Resource, attribute: string): string | null {
  const node = resource.values[attribute];
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : null;
}

function derivedFrom(resource: Resource, attribute: string, date: string | null): ScalarNode {
  const origin = resource.values[attribute]?.origin ?? "";
  return scalarNode(date, origin.startsWith("/") ? `${resource.origin}${origin}` : origin);
}

function inForceFrom(resource: Resource): ScalarNode {
  const dates = ["performed_to", "report_issued_on", "valid_from"].map((attribute) => ({
    attribute,
    date: textIn(resource, attribute) ?? "",
  }));
  const last = dates.reduce((found, other) => (other.date > found.date ? other : found));
  return derivedFrom(resource, last.attribute, last.date);
}

function validUntil(resource: Resource): ScalarNode {
  const time = monthsLater(textIn(resource, "performed_to") ?? "", validMonths);
  const release = textIn(resource, "next_major_release_on");
  return release !== null && time !== null && release < time
    ? derivedFrom(resource, "next_major_release_on", release)
    : derivedFrom(resource, "performed_to", time);
}

/** A year may be overrun a little; what a release has ended is over. */
function graceUntil(resource: Resource): ScalarNode {
  const { value, origin } = validUntil(resource);
  const time = monthsLater(textIn(resource, "performed_to") ?? "", validMonths);
  return value === time && time !== null
    ? derivedFrom(resource, "performed_to", daysLater(time, graceDays))
    : scalarNode(value, origin);
}

function supersededFrom({ reverse }: DerivationContext): ScalarNode {
  // The link says that at most one stands in its place.
  const [later] = reverse("attestation", "supersedes").items;
  return later === undefined ? scalarNode(null, "/id") : inForceFrom(later);
}

function precedingOf({ resource, forward, reverse }: DerivationContext): CollectionNode {
  const own = textIn(resource, "performed_to") ?? "";
  const type = textIn(resource, "type") ?? "";
  const [register] = forward(type).items;
  const earlier = (register === undefined ? [] : reverse("attestation", type, register).items).filter(
    (other) =>
      (textIn(other, "performed_to") ?? "") < own && reverse("attestation", "supersedes", other).items.length === 0,
  );
  const last = earlier.reduce<Resource | null>(
    (found, other) =>
      found === null || (textIn(other, "performed_to") ?? "") > (textIn(found, "performed_to") ?? "") ? other : found,
    null,
  );
  if (last === null) return completeNode([], "/performed_to");
  const performedTo = textIn(last, "performed_to") ?? "";
  return completeNode(
    [
      {
        kind: "object",
        fields: {
          attestation_id: derivedFrom(last, "attestation_id", textIn(last, "attestation_id")),
          performed_to: derivedFrom(last, "performed_to", performedTo),
          yearly_until: derivedFrom(last, "performed_to", monthsLater(performedTo, frequencyMonths)),
        },
      },
    ],
    "/performed_to",
  );
}
