import { SekishoError } from "../errors.ts";
import { registerId } from "../types/sekisho/attestation-register.ts";
import type { ReadDocument, Resource } from "./estate.ts";
import { placelessResource } from "./own-resource.ts";
import { scalarNode } from "./value.ts";

/**
 * Refuses attestations, of all documents together, that share an id or replace what is not there: the one that is replaced
 * has to be of the same type and no younger, so that a chain of replacements ends.
 *
 * @throws SekishoError `ATTESTATIONS_INVALID` with file and line.
 */
export function refuseAttestations(resources: readonly Resource[]): void {
  const attestations = resources.filter(({ type }) => type === "attestation");
  const byId = new Map<string, Resource>();
  for (const attestation of attestations) {
    const id = textOf(attestation, "attestation_id");
    if (byId.has(id)) throw invalid(attestation, "/id", "another attestation has the same id", "Give each its own");
    byId.set(id, attestation);
  }
  const replaced = new Set<string>();
  for (const attestation of attestations) {
    const id = textOf(attestation, "supersedes");
    if (id === "") continue;
    const earlier = byId.get(id);
    const refuse = (what: string): SekishoError =>
      invalid(attestation, "/supersedes", what, "Name the attestation that it replaces");
    if (earlier === undefined) throw refuse("no attestation that is given has this id");
    if (textOf(earlier, "type") !== textOf(attestation, "type"))
      throw refuse("the one that is replaced is of another type");
    if (earlier === attestation || textOf(earlier, "report_issued_on") > textOf(attestation, "report_issued_on")) {
      throw refuse("the report of the one that is replaced is not older");
    }
    if (replaced.has(id)) throw refuse("the one with this id is replaced already");
    replaced.add(id);
  }
  for (const attestation of attestations) {
    const seen = new Set<Resource>();
    for (let at: Resource | undefined = attestation; at !== undefined; at = byId.get(textOf(at, "supersedes"))) {
      if (seen.has(at))
        throw invalid(attestation, "/supersedes", "attestations replace each other", "Keep one direction");
      seen.add(at);
    }
  }
}

function textOf(attestation: Resource, attribute: string): string {
  const node = attestation.values[attribute];
  return node?.kind === "scalar" && typeof node.value === "string" ? node.value : "";
}

function invalid({ origin, position }: Resource, pointer: string, what: string, advice: string): SekishoError {
  const line = position?.line ?? 1;
  const file = position?.file ?? "";
  return new SekishoError(
    "ATTESTATIONS_INVALID",
    `The attestations ${file} cannot be used: ${origin}${pointer}, in the entry at line ${String(line)}: ${what}. ${advice}.`,
    { details: { file, line } },
  );
}

/** The register of all attestations, if any document of them was given. */
export function registerResources(contents: readonly ReadDocument[]): readonly Resource[] {
  const given = contents.filter(({ document }) => document.kind === "attestations");
  const [first] = given;
  if (first === undefined) return [];
  const origin = `${first.document.name}#/attestations`;
  return [
    {
      ...placelessResource,
      type: "attestation_register",
      id: `${first.document.label}#register`,
      document: first.document.label,
      origin,
      identities: { id: registerId },
      values: { documents: scalarNode(given.length, origin) },
    },
  ];
}
