import { alteredResource } from "../../model/altered-resource.ts";
import type { Diagnostic, ReadDocument, ReadResource, SourcePosition } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import { findResourceType } from "../../types/index.ts";
import { computedPaths } from "../../types/computed-paths.generated.ts";
import { parsedDocument } from "../json-document.ts";
import { readTerraformPlan, type DocumentSource } from "../terraform-plan/index.ts";
import { formatResource, parseAddress, withoutKeys } from "../terraform-plan/address.ts";
import { isObject, own, ownList, ownObject, ownString, type JsonObject } from "../json-access.ts";
import { markComputed } from "./mark-computed.ts";

/** Terraform source as the evaluator gives it. */
export interface TerraformSource {
  /** A plan of what the source describes, as `@sekisho/hcl` shapes it. */
  readonly evaluated: Json;
  /**
   * Whether nothing of it exists yet, as Terraform itself takes it where no state is at hand: then nothing outside can refer
   * to what it creates. Otherwise what the source leaves open stays open.
   */
  readonly isNew: boolean;
}

/**
 * Reads evaluated Terraform source: the resources as a first plan would create them. What only the provider or another
 * system can tell is unknown (U1), and so is how many instances there are where that cannot be counted; a module that is not
 * there makes the document partial (U3).
 *
 * @throws SekishoError `DOCUMENT_INVALID` if the evaluator's answer has not the shape of a plan.
 */
export function readTerraformSource(
  { evaluated, isNew }: TerraformSource,
  source: DocumentSource,
  types: readonly ResourceType[],
): ReadDocument {
  const plan = isObject(evaluated) ? evaluated : {};
  const changes = ownList(plan, "resource_changes").map((change) => asPlanned(change, isNew));
  const read = readTerraformPlan(parsedDocument({ ...plan, complete: true, resource_changes: changes }), source, types);
  const missing = ownList(plan, "missing_modules").length;
  const isOdd = ownList(plan, "unexpanded").some(
    (resource) => parseAddress(ownString(resource, "address") ?? "") === null,
  );
  const unexpanded = ownList(plan, "unexpanded").map((resource) => typeOf(resource, types));
  // Of a type that nothing reads it makes no difference how many there are.
  const unread = unexpanded.filter(({ isDeclared }) => isDeclared).length;
  const positions = positionsOf(plan);
  return {
    ...read,
    document: {
      ...read.document,
      kind: "terraform-source",
      partial: missing > 0 || isOdd ? "U3" : read.document.partial,
    },
    accounting: withUnexpanded(read.accounting, unexpanded),
    before: null,
    resources: read.resources.map((resource) => placed(resource, positions, source.name, isNew)),
    diagnostics: [
      ...read.diagnostics,
      ...gap("SOURCE_MODULES_MISSING", source.label, missing),
      ...gap("SOURCE_INSTANCES_UNKNOWN", source.label, unread),
      { code: isNew ? "SOURCE_READ_AS_NEW" : "SOURCE_MAY_EXIST", document: source.label, args: {} },
    ],
  };
}

/** Where the resources of evaluated source are written, by their addresses without keys. */
export function positionsOf(evaluated: Json): ReadonlyMap<string, SourcePosition> {
  const positions = new Map<string, SourcePosition>();
  for (const [address, written] of Object.entries(ownObject(evaluated, "positions") ?? {})) {
    const file = ownString(written, "file");
    const line = own(written, "line");
    if (file !== undefined && typeof line === "number") positions.set(address, { file, line });
  }
  return positions;
}

/** Finds where a resource is written, whichever instance it is. */
export function positionOf(
  address: string | null,
  positions: ReadonlyMap<string, SourcePosition>,
): SourcePosition | null {
  const parsed = address === null ? null : parseAddress(address);
  return parsed === null ? null : (positions.get(formatResource(withoutKeys(parsed))) ?? null);
}

/** Completes a change of the evaluator, which knows no provider, by what the provider computes. */
function asPlanned(entry: Json, isNew: boolean): Json {
  const change = ownObject(entry, "change");
  const after = ownObject(change, "after");
  if (!isObject(entry) || change === undefined || after === undefined) return entry;
  const isData = own(entry, "mode") === "data";
  const name = ownString(entry, "type") ?? "";
  const paths = Object.hasOwn(computedPaths, name) ? (computedPaths[name] ?? []) : [];
  const after_unknown = markComputed(after, own(change, "after_unknown"), paths);
  const actions = isData ? ["read"] : [isNew ? "create" : "no-op"];
  return { ...entry, change: { ...change, actions, after_unknown } satisfies JsonObject };
}

/** The type of a resource whose instances are not known. */
interface Unexpanded {
  readonly name: string;
  readonly isDeclared: boolean;
}

function typeOf(resource: Json, types: readonly ResourceType[]): Unexpanded {
  const address = parseAddress(ownString(resource, "address") ?? "");
  if (address === null) return { name: "unknown", isDeclared: true };
  const name = address.mode === "data" ? `data.${address.type}` : address.type;
  return { name, isDeclared: findResourceType(types, address.type) !== undefined };
}

/** Counts a resource whose instances are not known as one. */
function withUnexpanded(
  accounting: ReadDocument["accounting"],
  unexpanded: readonly Unexpanded[],
): ReadDocument["accounting"] {
  const types = new Map(Object.entries(accounting.types));
  const others = unexpanded.filter(({ isDeclared }) => !isDeclared);
  for (const { name } of others) types.set(name, (types.get(name) ?? 0) + 1);
  return {
    resources: accounting.resources + unexpanded.length,
    read: accounting.read,
    unsupported: accounting.unsupported + others.length,
    unread: accounting.unread + unexpanded.length - others.length,
    types: Object.fromEntries([...types].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function placed(
  resource: ReadResource,
  positions: ReadonlyMap<string, SourcePosition>,
  name: string,
  isNew: boolean,
): ReadResource {
  const position = positionOf(resource.address, positions);
  const at = position === null ? name : `${name}/${position.file}:${String(position.line)}`;
  return alteredResource(resource, {
    ...(position === null ? {} : { position }),
    origin: `${at}#${resource.address ?? ""}`,
    action: isNew || !resource.isSubject ? resource.action : "none",
  });
}

function gap(code: Diagnostic["code"], document: string, count: number): readonly Diagnostic[] {
  return count === 0 ? [] : [{ code, document, args: { count } }];
}
