import type { ReadDocument, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import type { JsonDocument } from "../json-document.ts";
import { readTerraformPlan, type DocumentSource } from "../terraform-plan/index.ts";
import { isObject, own, ownList, ownObject, ownString, type JsonObject } from "../terraform-plan/json-access.ts";
import { positionOf, positionsOf } from "./read-source.ts";

/** Evaluates the Terraform source that a plan was made of, with the values that the plan holds for its root variables. */
export type SourceOfPlan = (variables: Json | undefined) => Json;

/**
 * Reads a plan together with the source it was made of: resources get the place where they are written, and references
 * through local values, which a plan does not hold, are followed. Source of other resources than the plan's is not the
 * one it was made of: it then tells nothing but places, and a diagnostic says so.
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
  const differing = difference(addressesOf(planned), addressesOf(written));
  const configuration = differing === 0 ? withLocals(planned, written) : planned;
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
      found = { ...resource, position: positionOf(resource.address, positions) };
      placed.set(resource, found);
    }
    return found;
  }
  return {
    ...read,
    resources: read.resources.map(place),
    before: read.before?.map(place) ?? null,
    diagnostics:
      differing === 0
        ? read.diagnostics
        : [...read.diagnostics, { code: "SOURCE_DIFFERS", document: source.label, args: { count: differing } }],
  };
}

/** Lays the local values of evaluated source beside the other expressions of a plan's configuration, module by module. */
export function withLocals(planned: Json | undefined, written: Json | undefined): Json {
  const root = own(planned, "root_module");
  return root === undefined
    ? (planned ?? null)
    : { ...objectOf(planned), root_module: module(root, own(written, "root_module")) };

  function module(plan: Json, source: Json | undefined): Json {
    const calls = Object.entries(ownObject(plan, "module_calls") ?? {}).map(([name, call]): [string, Json] => {
      const inner = own(call, "module");
      const other = own(own(ownObject(source, "module_calls"), name), "module");
      return [name, inner === undefined ? call : { ...objectOf(call), module: module(inner, other) }];
    });
    return {
      ...objectOf(plan),
      ...(calls.length === 0 ? {} : { module_calls: Object.fromEntries(calls) }),
      locals: own(source, "locals") ?? {},
    };
  }
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function addressesOf(configuration: Json | undefined): ReadonlySet<string> {
  const found = new Set<string>();
  function visit(module: Json | undefined, path: string): void {
    for (const resource of ownList(module, "resources")) found.add(`${path}${ownString(resource, "address") ?? ""}`);
    for (const [name, call] of Object.entries(ownObject(module, "module_calls") ?? {})) {
      visit(own(call, "module"), `${path}module.${name}.`);
    }
  }
  visit(own(configuration, "root_module"), "");
  return found;
}

function difference(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const missing = (from: ReadonlySet<string>, of: ReadonlySet<string>): number =>
    [...from].filter((item) => !of.has(item)).length;
  return missing(a, b) + missing(b, a);
}
