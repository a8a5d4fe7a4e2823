/**
 * Reads one resource from a plan and from another source, and compares what is read of one attribute.
 *
 * @module
 */
import {
  isUnknown,
  readDocuments,
  resourceTypes,
  type Attributes,
  type Json,
  type ResourceType,
  type ScalarValue,
  type ValueNode,
} from "@sekisho/estate";
import { documentOf, Inexpressible, plan, type Source } from "./documents.ts";
import { isInBoth, samplesOf, type Sample } from "./samples.ts";

/** What is read of one attribute on both sides. */
export interface AttributeComparison {
  readonly type: string;
  readonly source: Source;
  readonly attribute: string;
  readonly isLeftOut: boolean;
  readonly said: Json;
  readonly plan: Json;
  readonly other: Json;
}

/** The comparisons of a type with a source, and what the source has no words for. */
export interface TypeComparison {
  readonly compared: readonly AttributeComparison[];
  readonly inexpressible: readonly Sample[];
}

/** Compares every attribute of a type, said in each way, between a plan and a source. */
export function compareType(type: ResourceType, source: Source): TypeComparison {
  const compared: AttributeComparison[] = [];
  const inexpressible: Sample[] = [];
  for (const sample of samplesOf(type, source)) {
    try {
      const other = documentOf(source, type, sample.said);
      const read = (document: Json): Json => readAttribute(document, type, sample.attribute, source);
      compared.push({
        type: type.type,
        source,
        attribute: sample.attribute,
        isLeftOut: sample.isLeftOut,
        said: sample.value,
        plan: read(plan(type, sample.said)),
        other: read(other),
      });
    } catch (error) {
      if (!(error instanceof Inexpressible)) throw error;
      inexpressible.push(sample);
    }
  }
  return { compared, inexpressible };
}

function readAttribute(document: Json, type: ResourceType, attribute: string, source: Source): Json {
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const [read] = readDocuments([{ label: null, name: "document.json", digest: "sha256:0", bytes }], resourceTypes);
  const resource = read?.resources.find((one) => one.type === type.type);
  if (resource === undefined) return "no such resource";
  const [name = "", ...fields] = attribute.split(".");
  let node: ValueNode | undefined = resource.values[name];
  let declared: Attributes = type.attributes;
  let step = name;
  for (const field of fields) {
    const item = node?.kind === "collection" ? node.items[0] : undefined;
    if (item?.kind !== "object") return "no such element";
    const outer = declared[step];
    declared = outer?.kind === "objects" ? outer.fields : {};
    node = item.fields[field];
    step = field;
  }
  return node === undefined ? "not read" : plainOf(node, declared[step] ?? null, source);
}

/** A value as it is read, in the fields that both sides tell; a list that is not complete names its code. */
export function plainOf(node: ValueNode, attribute: Attributes[string] | null, source: Source): Json {
  if (node.kind === "scalar") return jsonOf(node.value);
  const items = node.items.map((item): Json => {
    if (item.kind === "scalar") return jsonOf(item.value);
    const isDerived = attribute?.kind === "derived";
    const fields = isDerived || attribute?.kind === "objects" ? attribute.fields : {};
    return Object.fromEntries(
      Object.entries(fields).flatMap(([name, field]) => {
        const value = item.fields[name];
        return value === undefined || (!isDerived && !isInBoth(field, source))
          ? []
          : [[name, plainOf(value, field, source)]];
      }),
    );
  });
  return node.state === "complete" ? items : { items, [node.state]: node.code };
}

function jsonOf(value: ScalarValue): Json {
  return isUnknown(value) ? { unknown: value.unknown } : value;
}
