import { describe, expect, test } from "vitest";
import type { Attributes, ResourceType } from "../../model/resource-type.ts";
import { callOf, elementPlace, placesOf } from "../../readers/aws-api/call-table.ts";
import { parsePath } from "../../readers/vocabulary/path.ts";
import { apiCalls } from "./api-calls.ts";
import { awsTypes } from "./index.ts";

const types: readonly ResourceType[] = awsTypes;

function pathsOf(attributes: Attributes): readonly string[] {
  return Object.values(attributes).flatMap((attribute) => {
    if (attribute.kind === "derived" || attribute.kind === "derivedScalar") return [];
    const own = attribute.spec.api === undefined ? [] : [attribute.spec.api];
    return attribute.kind === "objects" ? [...own, ...pathsOf(attribute.fields)] : own;
  });
}

/** The paths that a function of a type's file reads, whatever stands there. */
function pathsRead(type: ResourceType): readonly string[] {
  const read: string[] = [];
  for (const answer of [undefined, {}, "x"]) {
    const note = (path: string) => {
      read.push(path);
      return answer;
    };
    type.sources.apiWhere?.(note);
    type.sources.apiRegion?.(note);
  }
  return read;
}

function allPaths(type: ResourceType): readonly string[] {
  const identities = Object.values(type.identity).flatMap(({ api }) => (api === undefined ? [] : [api]));
  return [...identities, ...pathsOf(type.attributes), ...pathsRead(type)];
}

/** The calls that a type's file names; the first place is its listing, further ones are read and never asked. */
function callsOf(type: ResourceType): readonly string[] {
  const [listing] = placesOf(type);
  const first = allPaths(type).flatMap((path) => parsePath(path).map(({ steps }) => steps[0] ?? ""));
  const joined = first.filter((step) => /^[a-z0-9-]+:[A-Z]\w+$/u.test(step));
  return [...(listing === undefined ? [] : [listing.operation]), ...joined];
}

/** A call with those that give it its parameters. */
function chainOf(call: string): readonly string[] {
  const each = callOf(call)?.each;
  return each === undefined ? [call] : [call, ...chainOf(elementPlace(each).operation)];
}

describe("the table of API calls", () => {
  test("has every call that the types' files name, with what gives it its parameters, and no other", () => {
    const named = new Set(types.flatMap(callsOf).flatMap(chainOf));
    expect([...named].sort()).toEqual(Object.keys(apiCalls).sort());
  });

  test("gives a type its calls by its own listing or one above it", () => {
    const strangers = types.flatMap((type) => {
      const [listing] = placesOf(type);
      const above = listing === undefined ? [] : chainOf(listing.operation);
      return callsOf(type)
        .filter((call) => !above.includes(call))
        .filter((call) => !above.includes(elementPlace(callOf(call)?.each ?? "").operation))
        .map((call) => `${type.type}: ${call}`);
    });
    expect(strangers).toEqual([]);
  });

  test("names in `@` only parameters that the call has", () => {
    const wrong = types.flatMap((type) => {
      const [listing] = placesOf(type);
      const call = callOf(listing?.operation ?? "");
      const known = Object.keys(call?.parameters ?? {});
      return allPaths(type)
        .flatMap((path) => [...path.matchAll(/@(\w+)/gu)].map(([, name]) => name ?? ""))
        .filter((name) => !known.includes(name))
        .map((name) => `${type.type}: ${name}`);
    });
    expect(wrong).toEqual([]);
  });

  test("tells every type by a call or as a part of another type that a call tells", () => {
    const untold = types.filter((type) => {
      const part = types.find((other) => other.type === type.sources.apiPartOf);
      return placesOf(type).length === 0 && (part === undefined || placesOf(part).length === 0);
    });
    expect(untold.map(({ type }) => type)).toEqual([]);
  });

  test("asks a call that is made for each element only with parameters that tell the elements apart", () => {
    const blind = Object.entries(apiCalls).filter(
      ([, { each, parameters = {} }]) => each !== undefined && Object.keys(parameters).length === 0,
    );
    expect(blind).toEqual([]);
  });
});
