import { alteredResource } from "../../model/altered-resource.ts";
import type { ReadDocument, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import type { JsonDocument } from "../json-document.ts";
import { readTerraformPlan, type DocumentSource } from "../terraform-plan/index.ts";
import { own } from "../json-access.ts";
import { isNarrowing } from "./narrowing.ts";
import { positionOf, positionsOf } from "./read-source.ts";

/** Evaluates the Terraform source that a plan was made of, with the values that the plan holds for its root variables. */
export type SourceOfPlan = (variables: Json | undefined) => Json;

/**
 * Reads a plan together with the source it was made of: resources get the place where they are written, and references are
 * followed where a plan alone does not settle them, through local values and conditions. Source that is not what the plan
 * was made of tells nothing but places, and a diagnostic says so.
 *
 * @throws SekishoError as `readTerraformPlan` does, and what the evaluation throws.
 */
export function readPlanWithSource(
  document: JsonDocument,
  evaluate: SourceOfPlan,
  source: DocumentSource,
  types: readonly ResourceType[],
): ReadDocument {
  const evaluated = evaluate(document.member("variables"));
  const planned = document.member("configuration");
  const written = own(evaluated, "configuration");
  const isSame = isNarrowing(planned, written);
  const configuration = isSame ? written : planned;
  const read = readTerraformPlan(
    { ...document, member: (key) => (key === "configuration" ? configuration : document.member(key)) },
    source,
    types,
  );
  const positions = positionsOf(evaluated);
  const placed = new Map<ReadResource, ReadResource>();
  // One object may stand on both sides of the plan, and stays one.
  function place(resource: ReadResource): ReadResource {
    let found = placed.get(resource);
    if (found === undefined) {
      found = alteredResource(resource, { position: positionOf(resource.address, positions) });
      placed.set(resource, found);
    }
    return found;
  }
  return {
    ...read,
    resources: read.resources.map(place),
    before: read.before?.map(place) ?? null,
    diagnostics: isSame
      ? read.diagnostics
      : [...read.diagnostics, { code: "SOURCE_DIFFERS", document: source.label, args: {} }],
  };
}
