import type { Attribute, Attributes, ReadAttribute, ResourceType } from "../model/resource-type.ts";
import { parsePath } from "../readers/vocabulary/path.ts";
import type { ApiCall } from "./api-call.ts";

/** What resource types declare in the vocabularies other than Terraform's: what has to be extracted of these. */
export interface Declared {
  /** Resource types of AWS Config. */
  readonly config: readonly string[];
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
  const paths = [
    ...types.flatMap(({ sources, identity, attributes }) => [
      sources.api,
      ...Object.values(identity).map(({ api }) => api),
      ...apiPaths(attributes),
    ]),
    ...Object.values(calls).map(({ each }) => each),
  ];
  const operations = paths
    .filter((path) => path !== undefined)
    .flatMap((path) => parsePath(path).flatMap(({ steps }) => steps.slice(0, 1)))
    .filter(isOperation);
  return {
    config: inOrder(config),
    cloudformation: inOrder(cloudformation),
    operations: inOrder([...operations, ...Object.keys(calls)]),
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

function apiPaths(attributes: Attributes): readonly (string | undefined)[] {
  return Object.values(attributes)
    .filter(isRead)
    .flatMap((attribute) => [attribute.spec.api, ...(attribute.kind === "objects" ? apiPaths(attribute.fields) : [])]);
}

function inOrder(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort();
}
