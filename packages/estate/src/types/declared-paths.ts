import type { Attribute, Attributes, ReadAttribute, ResourceType } from "../model/resource-type.ts";
import { parsePath } from "../readers/vocabulary/path.ts";
import type { ApiCall } from "./api-call.ts";

/** What resource types declare in the vocabularies other than Terraform's: what has to be extracted of these. */
export interface Declared {
  /** Resource types of AWS Config. */
  readonly config: readonly string[];
  /** Resource types of AWS Config that items are said to be related to. */
  readonly related: readonly string[];
  /** Resource types of CloudFormation. */
  readonly cloudformation: readonly string[];
  /** Operations of the AWS API (`elbv2:DescribeLoadBalancers`). */
  readonly operations: readonly string[];
}

/** Gathers the types and operations that resource types and API calls name. */
export function describeDeclared(types: readonly ResourceType[], calls: Readonly<Record<string, ApiCall>>): Declared {
  const config = types.flatMap(({ sources }) => (sources.config === undefined ? [] : [sources.config]));
  const cloudformation = types.flatMap(({ sources }) =>
    sources.cloudformation === undefined ? [] : [sources.cloudformation],
  );
  const inApi = [...types.flatMap(({ sources }) => [sources.api]), ...Object.values(calls).map(({ each }) => each)];
  const operations = [...stepsIn(types, "api"), ...inApi.flatMap(stepsOfWays)].map(([first = ""]) => first);
  const related = stepsIn(types, "config")
    .filter(([first]) => first === "relationships")
    .map(([, name = ""]) => name);
  return {
    config: inOrder(config),
    related: inOrder(related),
    cloudformation: inOrder(cloudformation),
    operations: inOrder([...operations.filter(isOperation), ...Object.keys(calls)]),
  };
}

/** Tells whether a step of a path is the answer of a call: `service:Operation`. */
export function isOperation(step: string): boolean {
  return /^[a-z][a-z0-9-]*:[A-Za-z0-9]+$/u.test(step);
}

/** Tells whether documents say an attribute, rather than a function of the type's file. */
export function isRead(attribute: Attribute): attribute is ReadAttribute {
  return attribute.kind !== "derived" && attribute.kind !== "derivedScalar";
}

/** The steps of every path that types declare in a vocabulary. */
function stepsIn(types: readonly ResourceType[], vocabulary: "config" | "api"): readonly (readonly string[])[] {
  return types
    .flatMap(({ identity, attributes }) => [
      ...Object.values(identity).map(({ [vocabulary]: path }) => path),
      ...pathsIn(attributes, vocabulary),
    ])
    .flatMap(stepsOfWays);
}

function pathsIn(attributes: Attributes, vocabulary: "config" | "api"): readonly (string | undefined)[] {
  return Object.values(attributes)
    .filter(isRead)
    .flatMap((attribute) => [
      attribute.spec[vocabulary],
      ...(attribute.kind === "objects" ? pathsIn(attribute.fields, vocabulary) : []),
    ]);
}

function stepsOfWays(path: string | undefined): readonly (readonly string[])[] {
  return path === undefined ? [] : parsePath(path).map(({ steps }) => steps);
}

function inOrder(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
