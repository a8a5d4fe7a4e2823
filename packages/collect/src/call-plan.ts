import {
  apiCalls,
  resourceTypes,
  SekishoError,
  type ApiCall,
  type Attributes,
  type Json,
  type ResourceType,
} from "@sekisho/estate";
import { parseListingPath, parseOperation, type Operation } from "./operation.ts";

/** A call with the calls that are made for each element of its answer. */
export interface PlannedCall extends Operation {
  /** Its name in the table of calls. */
  readonly name: string;
  readonly call: ApiCall;
  readonly children: readonly ChildCall[];
}

/** A call that is made for each element of a listing. */
export interface ChildCall {
  /** The members of the listing's answer that lead to the elements. */
  readonly steps: readonly string[];
  readonly planned: PlannedCall;
}

/**
 * Gives the calls that tell the given resource types, the listings first; all types unless some are given.
 *
 * @throws SekishoError `USAGE` for a type that is not known, or that the AWS API does not tell.
 */
export function planCalls(
  types?: readonly string[],
  table: Readonly<Record<string, ApiCall>> = apiCalls,
): readonly PlannedCall[] {
  const wanted = new Set(types === undefined ? Object.keys(table) : types.flatMap(callsOfType));
  for (const name of wanted) {
    const each = table[name]?.each;
    // A set gives what is added while it is gone through.
    if (each !== undefined) wanted.add(parseListingPath(each).listing);
  }
  const planned = (name: string, call: ApiCall): PlannedCall => ({
    name,
    ...parseOperation(name),
    call,
    children: Object.entries(table).flatMap(([child, childCall]) => {
      if (childCall.each === undefined || !wanted.has(child)) return [];
      const { listing, steps } = parseListingPath(childCall.each);
      return listing === name ? [{ steps, planned: planned(child, childCall) }] : [];
    }),
  });
  return Object.entries(table).flatMap(([name, call]) =>
    wanted.has(name) && call.each === undefined ? [planned(name, call)] : [],
  );
}

/** Lists the calls that the file of a resource type names. */
export function callsOfType(name: string): readonly string[] {
  const type = resourceTypes.find((candidate) => candidate.type === name || candidate.aliases.includes(name));
  if (type === undefined) {
    throw new SekishoError("USAGE", `There is no resource type "${name}". See: sekisho list types.`);
  }
  const { apiPartOf } = type.sources;
  const listed = apiPartOf === undefined ? [] : callsOfType(apiPartOf);
  const calls = [...listed, ...operationsNamed(apiPathsOf(type))];
  if (calls.length === 0) {
    throw new SekishoError("USAGE", `The AWS API does not tell ${name}, so it cannot be collected. Leave it out.`);
  }
  return calls;
}

/** Lists what the file of a resource type says of where the API tells its parts. */
export function apiPathsOf(type: ResourceType): readonly string[] {
  // What follows the first place are calls whose answers are read where somebody gives them, and that are never made.
  const [listing] = type.sources.api?.split(" | ") ?? [];
  const identities = Object.values(type.identity).map(({ api }) => api);
  const paths = [listing, ...identities, ...attributePaths(type.attributes), ...pathsRead(type)];
  return paths.filter((path) => path !== undefined);
}

/** The paths that functions of the file read, whatever they find there. */
function pathsRead({ sources: { apiWhere, apiRegion } }: ResourceType): readonly string[] {
  const read: string[] = [];
  for (const found of [undefined, {}, "x"]) {
    const note = (path: string): Json | undefined => {
      read.push(path);
      return found;
    };
    apiWhere?.(note);
    apiRegion?.(note);
  }
  return read;
}

function attributePaths(attributes: Attributes): readonly (string | undefined)[] {
  return Object.values(attributes).flatMap((attribute) => {
    switch (attribute.kind) {
      case "scalar":
        return [attribute.spec.api];
      case "scalars":
        return [attribute.spec.api, attribute.item.spec.api];
      case "objects":
        return [attribute.spec.api, ...attributePaths(attribute.fields)];
      case "derived":
      case "derivedScalar":
        return [];
    }
  });
}

function operationsNamed(paths: readonly string[]): readonly string[] {
  const names = paths.flatMap((path) =>
    [...path.matchAll(/(?<![\w-])([a-z][a-z0-9-]*:[A-Z][A-Za-z0-9]+)/gu)].map(([, name = ""]) => name),
  );
  return [...new Set(names)];
}
