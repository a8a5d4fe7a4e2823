import { isDate } from "../../model/calendar.ts";
import type { LinkReferences, ReadDocument, ReadResource } from "../../model/estate.ts";
import {
  completeNode,
  scalarNode,
  type CollectionNode,
  type Json,
  type ScalarNode,
  type ValueNode,
} from "../../model/value.ts";
import { attestation, attestationTypes } from "../../types/sekisho/attestation.ts";
import { registerId } from "../../types/sekisho/attestation-register.ts";
import { isList, isObject, own, ownList, ownString, pointer } from "../json-access.ts";
import { readUserFile, type UserFile, type UserFileKind } from "../user-file.ts";
import type { DocumentSource } from "../terraform-plan/index.ts";
import { createNodes, type Nodes } from "./nodes.ts";
import { validate } from "./validate-attestations.generated.ts";

/** What the member `schema` of a document of attestations says. */
export const attestationsSchema = "sekisho.attestations/v1";

/** A document of attestations in YAML, by the line that names its schema. */
export const attestationsInYaml = /^["']?schema["']?[ \t]*:[ \t]*["']?sekisho\.attestations\//mu;

const attestationsFile: UserFileKind = {
  what: "document of attestations",
  code: "ATTESTATIONS_INVALID",
  schema: "sekisho.attestations.v1.schema.json",
  validate,
};

/** Tells whether a document names the schema of attestations, of whatever version. */
export function isAttestations(json: Json): boolean {
  return ownString(json, "schema")?.startsWith("sekisho.attestations/") === true;
}

/**
 * Reads a document of attestations from YAML (or JSON, which is YAML). What a key that is left out would have said is not
 * known (U7) where something hangs on it.
 *
 * @throws SekishoError `ATTESTATIONS_INVALID` with file, line and column of the first problem: what `readUserFile` refuses, a
 * date that the calendar does not have, a report before what it reports, an id given twice.
 */
export function readAttestations(text: string, source: DocumentSource): ReadDocument {
  const file = readUserFile({ name: source.name, text }, attestationsFile);
  const owner = own(own(file.content, "owner"), "legal_id") ?? null;
  const entries = ownList(file.content, "attestations");
  refuseImpossible(file, entries);
  return {
    document: { ...source, kind: "attestations", partial: null },
    accounts: [],
    resources: entries.map((entry, index) => {
      const at = `/attestations/${String(index)}`;
      return {
        ...attestationOf(entry, scalarNode(owner, `${source.name}#/owner/legal_id`)),
        origin: `${source.name}#${at}`,
        position: { file: source.name, line: file.lineOf(at) },
      };
    }),
    before: null,
    managed: 0,
    covers: [],
    diagnostics: [],
    accounting: { resources: entries.length, read: entries.length, unsupported: 0, unread: 0, types: {} },
  };
}

function refuseImpossible(file: UserFile, entries: readonly Json[]): void {
  const ids = new Set<string>();
  entries.forEach((entry, index) => {
    const at = `/attestations/${String(index)}`;
    refuseDates(file, entry, at);
    const id = ownString(entry, "id") ?? "";
    if (ids.has(id)) {
      throw file.problemAt(`${at}/id`, `${at}/id is the id of an attestation before it`, "Give each its own");
    }
    ids.add(id);
    const order = ["performed_from", "performed_to", "report_issued_on"];
    for (const [position, later] of order.entries()) {
      const earlier = order[position - 1];
      if (earlier === undefined || (ownString(entry, later) ?? "") >= (ownString(entry, earlier) ?? "")) continue;
      throw file.problemAt(`${at}/${later}`, `${at}/${later} lies before ${earlier}`, "Correct the dates");
    }
  });
}

/** The schema knows the form of a date, not how many days a month has. */
function refuseDates(file: UserFile, json: Json, at: string): void {
  if (isList(json)) {
    json.forEach((item, index) => {
      refuseDates(file, item, pointer(at, index));
    });
  }
  if (!isObject(json)) return;
  for (const [key, value] of Object.entries(json)) {
    const here = pointer(at, key);
    if (typeof value === "string" && isDateKey(key) && !isDate(value)) {
      throw file.problemAt(here, `${here} is no day of the calendar`, "Write it as 2026-04-01");
    }
    refuseDates(file, value, here);
  }
}

function isDateKey(key: string): boolean {
  return key.endsWith("_on") || key === "performed_from" || key === "performed_to" || key === "valid_from";
}

function attestationOf(entry: Json, owner: ScalarNode): Omit<ReadResource, "origin" | "position"> {
  const nodes = createNodes(entry);
  const id = ownString(entry, "id") ?? "";
  const values: Readonly<Record<string, ValueNode>> = {
    ...valuesOf(nodes),
    ...resultsOf(nodes),
    ...registersOf(ownString(entry, "type")),
    assessed_endpoints: endpointsOf(nodes, "scope_in"),
    excluded_endpoints: endpointsOf(nodes, "scope_out"),
    owner_legal_id: owner,
  };
  return {
    type: "attestation",
    address: `attestation.${id}`,
    identities: { attestation_id: id },
    values,
    links: Object.fromEntries(Object.keys(attestation.links).map((name) => [name, referencesIn(values[name])])),
    action: "none",
    running: false,
    isSubject: true,
    accountKey: "",
    region: null,
  };
}

function registersOf(own: string | undefined): Readonly<Record<string, ScalarNode>> {
  return Object.fromEntries(
    attestationTypes.map((type) => [type, scalarNode(type === own ? registerId : null, "/type")]),
  );
}

/** What a link attribute names: the texts in it. */
function referencesIn(node: ValueNode | undefined): LinkReferences {
  const nodes = node === undefined ? [] : node.kind === "scalar" ? [node] : node.items;
  return {
    state: "complete",
    code: null,
    references: nodes.flatMap((one) =>
      one.kind === "scalar" && typeof one.value === "string" ? [{ by: "value", value: one.value }] : [],
    ),
  };
}

function valuesOf(nodes: Nodes): Readonly<Record<string, ValueNode>> {
  const { noted, told, scalars, objects } = nodes;
  return {
    attestation_id: noted("id"),
    type: noted("type"),
    service: noted("subject/service"),
    environment: noted("subject/environment"),
    hosts: scalars("subject/hosts", null),
    claims: scalars("claims", null),
    issuer_name: noted("issuer/name"),
    issuer_legal_id: noted("issuer/legal_id"),
    issuer_independent: told("issuer/independent"),
    independence_basis: told("issuer/independence_basis"),
    service_list_category: noted("issuer/service_list/category"),
    service_list_registration_id: noted("issuer/service_list/registration_id"),
    performed_from: noted("performed_from"),
    performed_to: noted("performed_to"),
    report_issued_on: noted("report_issued_on"),
    valid_from: noted("valid_from"),
    next_major_release_on: noted("next_major_release_on"),
    scope_in: objects("scope_in", (item) => ({ name: item.noted("name"), endpoint: item.noted("endpoint") }), "U7"),
    scope_out: objects(
      "scope_out",
      (item) => ({ name: item.noted("name"), endpoint: item.noted("endpoint"), reason: item.noted("reason") }),
      null,
    ),
    method_location: noted("method/location"),
    method_means: scalars("method/means", null),
    method_credentialed: noted("method/credentialed"),
    standard_refs: scalars("standard_refs", null),
    user_resources: told("user_resources"),
    protections: scalars("protections", "U7"),
    document_title: noted("document/title"),
    document_version: told("document/version"),
    document_digest: noted("document/digest"),
    storage: noted("document/storage"),
    confidentiality: noted("document/confidentiality"),
    signed_by: told("signed_by"),
    received_on: noted("received_on"),
    reviewed_by: noted("reviewed_by"),
    supersedes: noted("supersedes"),
  };
}

function resultsOf({ noted, told, objects }: Nodes): Readonly<Record<string, ValueNode>> {
  return {
    checks: objects("checks", checkOf, "U7"),
    critical_findings: told("results/counts/critical"),
    high_findings: told("results/counts/high"),
    medium_findings: told("results/counts/medium"),
    low_findings: told("results/counts/low"),
    info_findings: told("results/counts/info"),
    accepted_risks: objects(
      "results/accepted_risks",
      (item) => ({
        finding_id: item.noted("id"),
        severity: item.noted("severity"),
        accepted_by: item.noted("accepted_by"),
        accepted_on: item.noted("accepted_on"),
      }),
      "U7",
    ),
    open_findings: objects(
      "results/open",
      (item) => ({
        finding_id: item.noted("id"),
        severity: item.noted("severity"),
        owner: item.noted("owner"),
        due_on: item.noted("due_on"),
      }),
      "U7",
    ),
    retest_on: noted("results/retest_on"),
    records: objects(
      "records",
      (item) => ({
        kind: item.noted("kind"),
        first_on: item.noted("first_on"),
        last_on: item.noted("last_on"),
        count: item.noted("count"),
        longest_interval_days: item.told("longest_interval_days"),
        reviewer: item.told("reviewer"),
      }),
      "U7",
    ),
    controls: objects(
      "controls",
      (item) => ({ control: item.noted("control"), evidence_digest: item.told("evidence_digest") }),
      "U7",
    ),
    roster_around_the_clock: told("roster/around_the_clock"),
    drill_seeded_on: told("drill/seeded_on"),
    drill_traced_to_exit: told("drill/traced_to_exit"),
  };
}

function checkOf({ noted, told, scalars, objects }: Nodes): Readonly<Record<string, ValueNode>> {
  const targets = scalars("targets", "U7");
  return {
    item: noted("item"),
    vantage: told("vantage"),
    targets,
    target_count: scalarNode(targets.state === "complete" ? targets.items.length : { unknown: "U7" }, targets.origin),
    tcp_ports: told("tcp_ports"),
    udp_ports: noted("udp_ports"),
    hosts: objects(
      "hosts",
      (item) => ({ name: item.noted("name"), open_ports: item.scalars("open_ports", null) }),
      "U7",
    ),
    level: noted("level"),
    methods: scalars("methods", "U7"),
    tests: scalars("tests", "U7"),
    objects: scalars("objects", "U7"),
    inventory_digest: told("inventory/digest"),
    inventory_taken_on: told("inventory/taken_on"),
    inventory_addresses: told("inventory/addresses"),
    patch_levels_seen_on: told("patch_levels/seen_on"),
    patches_missing: told("patch_levels/missing"),
  };
}

/** Of the entries of an assessment's scope those that name a declared endpoint. */
function endpointsOf({ noted, objects }: Nodes, scope: "scope_in" | "scope_out"): CollectionNode {
  const entries = objects(scope, (item) => ({ endpoint: item.noted("endpoint") }), scope === "scope_in" ? "U7" : null);
  if (noted("type").value !== "network_vulnerability_assessment") return completeNode([], entries.origin);
  return {
    ...entries,
    items: entries.items.flatMap((entry) => {
      const endpoint = entry.kind === "object" ? entry.fields["endpoint"] : undefined;
      return endpoint?.kind === "scalar" && endpoint.value !== null ? [endpoint] : [];
    }),
  };
}
