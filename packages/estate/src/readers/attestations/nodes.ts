import {
  completeNode,
  partialNode,
  scalarNode,
  type CollectionNode,
  type Json,
  type ObjectNode,
  type ScalarNode,
  type UnknownCode,
  type ValueNode,
} from "../../model/value.ts";
import { own, pointer } from "../json-access.ts";

/** What a member that is left out means: it is not said (U7), or it is known to be none. */
type Omission = UnknownCode | null;

/** Reads the members of one JSON object as the values of attributes, each with its place. */
export interface Nodes {
  /** A scalar at a path like `issuer/name`; null if it is left out. */
  readonly noted: (path: string) => ScalarNode;
  /** A scalar on which something hangs: not said (U7) if it is left out. */
  readonly told: (path: string) => ScalarNode;
  readonly scalars: (path: string, omitted: Omission) => CollectionNode;
  readonly objects: (
    path: string,
    fields: (item: Nodes) => Readonly<Record<string, ValueNode>>,
    omitted: Omission,
  ) => CollectionNode;
}

/** Makes the reader of an object that stands at a pointer below its resource. */
export function createNodes(json: Json, at = ""): Nodes {
  const placed = (path: string): { readonly value: Json | undefined; readonly origin: string } =>
    path
      .split("/")
      .reduce<{ readonly value: Json | undefined; readonly origin: string }>(
        ({ value, origin }, key) => ({ value: own(value, key), origin: pointer(origin, key) }),
        { value: json, origin: at },
      );
  function collection(
    path: string,
    omitted: Omission,
    item: (value: Json, origin: string) => ScalarNode | ObjectNode,
  ): CollectionNode {
    const { value, origin } = placed(path);
    if (value === undefined && omitted !== null) return partialNode(omitted, [], origin);
    const items = Array.isArray(value) ? (value as readonly Json[]) : [];
    return completeNode(
      items.map((one, index) => item(one, pointer(origin, index))),
      origin,
    );
  }
  return {
    noted(path) {
      const { value, origin } = placed(path);
      return scalarNode(value ?? null, origin);
    },
    told(path) {
      const { value, origin } = placed(path);
      return scalarNode(value ?? { unknown: "U7" }, origin);
    },
    scalars: (path, omitted) => collection(path, omitted, scalarNode),
    objects: (path, fields, omitted) =>
      collection(path, omitted, (value, origin) => ({ kind: "object", fields: fields(createNodes(value, origin)) })),
  };
}
