import type { DocumentInfo, LinkReferences, ReadAccount, ReadDocument, ReadResource } from "../../model/estate.ts";
import type {
  Attribute,
  Attributes,
  CollectionSpec,
  ReadAttribute,
  ResourceType,
  ScalarAttribute,
  WhenOmitted,
} from "../../model/resource-type.ts";
import {
  completeNode,
  isUnknown,
  partialNode,
  scalarNode,
  type CollectionNode,
  type Json,
  type ObjectNode,
  type ScalarNode,
  type ScalarValue,
  type ValueNode,
} from "../../model/value.ts";
import { awsTypes } from "../../types/aws/index.ts";
import { follow, type Found } from "./config-path.ts";
import { isExact } from "../json.ts";
import { decodeIfJson, isJsonObject, itemsOf, memberOf, textOf, type ConfigItem, type JsonObject } from "./items.ts";
import { timeOf } from "./time.ts";

/** What a reader is told about the document beside its content. */
export type ConfigDocument = Pick<DocumentInfo, "label" | "name" | "digest">;

/**
 * Reads AWS Config items: one item, a list, a history, a snapshot or the event of a rule. What an item does not tell is
 * unknown with U4. Of several items of one resource the latest counts; deleted resources are left out with a diagnostic.
 *
 * @throws SekishoError `DOCUMENT_INVALID` or `DOCUMENT_TOO_DEEP` if the document does not hold what its shape promises.
 */
export function readConfigItems(
  json: unknown,
  document: ConfigDocument,
  types: readonly ResourceType[] = awsTypes,
): ReadDocument {
  const accounts = new Map<string, ReadAccount>();
  const resources: ReadResource[] = [];
  const diagnostics: ReadDocument["diagnostics"][number][] = [];
  const unsupported = Object.create(null) as Record<string, number>;
  const accounting = { resources: 0, read: 0, unsupported: 0, unread: 0 };

  for (const found of latestOf(itemsOf(json, document.name))) {
    const { item, pointer } = found;
    const resourceType = textOf(item, "resourceType") ?? "unknown";
    if (textOf(item, "configurationItemStatus")?.startsWith("ResourceDeleted") === true) {
      const resource = arnOf(item) ?? textOf(item, "resourceId") ?? pointer;
      diagnostics.push({
        code: "CONFIG_ITEM_DELETED",
        document: document.label,
        args: { resource, type: resourceType },
      });
      continue;
    }
    accounting.resources += 1;
    const configuration = memberOf(item, "configuration");
    const named = typesOf(resourceType, item, types);
    if (named.length === 0) {
      accounting.unsupported += 1;
      unsupported[resourceType] = (unsupported[resourceType] ?? 0) + 1;
      continue;
    }
    if (!isJsonObject(configuration)) {
      accounting.unread += 1;
      continue;
    }
    accounting.read += 1;
    const account = accountOf(found, document.name);
    if (!accounts.has(account.key)) accounts.set(account.key, account);
    for (const type of named) resources.push(readItem(found, type, account.key, document.name));
  }

  if (accounting.unread > 0) {
    diagnostics.push({ code: "RESOURCES_UNREADABLE", document: document.label, args: { count: accounting.unread } });
  }
  return {
    // What is there and cannot be read would be missing without a word.
    document: { ...document, kind: "config-items", partial: accounting.unread > 0 ? "U4" : null },
    accounts: [...accounts.values()],
    resources,
    before: null,
    managed: accounting.resources,
    covers: [],
    diagnostics,
    accounting: { ...accounting, types: unsupported },
  };
}

/** Keeps one item a resource: the latest, or of equally old ones the first, because histories begin with the newest. */
function latestOf(items: readonly ConfigItem[]): readonly ConfigItem[] {
  const latest = new Map<string, { readonly found: ConfigItem; readonly time: number }>();
  for (const found of items) {
    const { item } = found;
    const place = [found.envelopeAccount, textOf(item, "awsAccountId", "accountId"), textOf(item, "awsRegion")];
    const id = textOf(item, "resourceId") ?? found.pointer;
    const key = JSON.stringify([textOf(item, "resourceType"), arnOf(item) ?? [...place, id]]);
    const time = timeOf(memberOf(item, "configurationItemCaptureTime"));
    const known = latest.get(key);
    if (known === undefined || time > known.time) latest.set(key, { found, time });
  }
  return [...latest.values()].map(({ found }) => found);
}

/**
 * Finds the types of the resources that an item holds: the one that it is named after, and those of whose own its
 * supplementary configuration has a member.
 */
function typesOf(resourceType: string, item: JsonObject, types: readonly ResourceType[]): readonly ResourceType[] {
  const candidates = types.filter((type) => type.sources.config === resourceType);
  const main = mainType(
    candidates.filter(({ sources }) => sources.configMember === undefined),
    memberOf(item, "configuration"),
  );
  const beside = candidates.filter(
    ({ sources }) =>
      sources.configMember !== undefined && follow(sources.configMember, { value: item, pointer: "" }) !== undefined,
  );
  return main === undefined ? beside : [main, ...beside];
}

/** Where several types have the same name in Config, the configuration tells them apart. */
function mainType(candidates: readonly ResourceType[], configuration: Json | undefined): ResourceType | undefined {
  if (candidates.length < 2 || !isJsonObject(configuration)) return candidates[0];
  const engine = textOf(configuration, "engine");
  const isAuroraMember =
    textOf(configuration, "dBClusterIdentifier") !== null && engine !== null && engine.startsWith("aurora");
  const name = isAuroraMember ? "aws_rds_cluster_instance" : "aws_db_instance";
  return candidates.find((type) => type.type === name);
}

function accountOf({ item, pointer, envelopeAccount }: ConfigItem, name: string): ReadAccount {
  const fromArn = arnOf(item)?.split(":")[4] ?? "";
  const named = textOf(item, "awsAccountId", "accountId") ?? (fromArn === "" ? envelopeAccount : fromArn);
  const id = named !== null && /^\d{12}$/u.test(named) ? named : null;
  return { key: id ?? "unknown", id, origin: `${name}#${pointer}` };
}

function arnOf(item: JsonObject): string | null {
  return textOf(item, "arn", "ARN");
}

function regionOf(item: JsonObject, type: ResourceType): ReadResource["region"] {
  if (type.isGlobal) return null;
  const region = textOf(item, "awsRegion") ?? arnOf(item)?.split(":")[3] ?? "";
  if (region === "global") return null;
  return region === "" ? { unknown: "U4" } : region;
}

function readItem({ item, pointer }: ConfigItem, type: ResourceType, accountKey: string, name: string): ReadResource {
  const values = readAttributes(type.attributes, item, configurationOf(item));
  const identities: Record<string, ScalarValue> = {};
  for (const [identity, { config }] of Object.entries(type.identity)) {
    const found = config === undefined ? undefined : followFrom(config, item, configurationOf(item))?.values[0]?.value;
    const fallback = identity === "arn" ? arnOf(item) : null;
    identities[identity] = typeof found === "string" ? found : (fallback ?? { unknown: "U4" });
  }
  const links: Record<string, LinkReferences> = {};
  for (const attribute of Object.keys(type.links)) links[attribute] = referencesOf(values[attribute]);
  return {
    type: type.type,
    address: null,
    identities,
    values,
    links,
    origin: `${name}#${pointer}`,
    action: "none",
    running: true,
    isSubject: true,
    accountKey,
    region: regionOf(item, type),
  };
}

function configurationOf(item: JsonObject): Found {
  return { value: memberOf(item, "configuration") ?? null, pointer: "/configuration" };
}

function referencesOf(node: ValueNode | undefined): LinkReferences {
  if (node === undefined) return { state: "partial", code: "U4", references: [] };
  const scalars =
    node.kind === "scalar" ? [node] : node.items.filter((item): item is ScalarNode => item.kind === "scalar");
  const references = scalars.flatMap(({ value }): LinkReferences["references"] => {
    if (isUnknown(value)) return [{ by: "unknown", code: value.unknown }];
    return typeof value === "string" && value !== "" ? [{ by: "value", value }] : [];
  });
  return node.kind === "scalar"
    ? { state: "complete", code: null, references }
    : { state: node.state, code: node.code, references };
}

/** Follows a path from the configuration, or from the item for what stands beside the configuration. */
function followFrom(path: string, item: JsonObject | null, from: Found): ReturnType<typeof follow> {
  if (item !== null && path.split(".")[0] === "supplementaryConfiguration") {
    return follow(path, { value: item, pointer: "" });
  }
  return follow(path, from);
}

function readAttributes(attributes: Attributes, item: JsonObject | null, from: Found): Record<string, ValueNode> {
  const values: Record<string, ValueNode> = {};
  const reading = new Set<string>();

  function node(attribute: ReadAttribute): ValueNode {
    if (attribute.kind !== "scalar") return readCollection(attribute, item, from);
    return readScalar(attribute, item, from) ?? omittedScalar(attribute, from, read);
  }
  /** Reads another attribute for a default; two defaults that hang on each other tell nothing. */
  function read(name: string): ScalarValue {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (attribute?.kind !== "scalar" || reading.has(name)) return { unknown: "U4" };
    reading.add(name);
    const found = node(attribute);
    reading.delete(name);
    return found.kind === "scalar" ? found.value : { unknown: "U4" };
  }

  for (const [name, attribute] of Object.entries(attributes)) {
    if (isRead(attribute)) values[name] = node(attribute);
  }
  return values;
}

function isRead(attribute: Attribute): attribute is ReadAttribute {
  return attribute.kind !== "derived" && attribute.kind !== "derivedScalar";
}

function readScalar(attribute: ScalarAttribute, item: JsonObject | null, from: Found): ScalarNode | null {
  const { config } = attribute.spec;
  if (config === undefined) return null;
  if (attribute.type === "json") {
    const whole = followWhole(config, item, from);
    return whole === undefined ? null : scalarNode(convert(attribute, whole.value), whole.pointer);
  }
  const found = followFrom(config, item, from)?.values[0];
  return found === undefined ? null : scalarNode(convert(attribute, found.value), found.pointer);
}

/** Follows a path to open JSON, which is taken as it is, lists too. */
function followWhole(path: string, item: JsonObject | null, from: Found): Found | undefined {
  for (const alternative of path.split(" | ")) {
    const last = alternative.lastIndexOf(".");
    const parent = last < 0 ? { values: [from] } : followFrom(alternative.slice(0, last), item, from);
    for (const { value, pointer } of parent?.values ?? []) {
      const name = alternative.slice(last + 1);
      const member = isJsonObject(value) ? memberOf(value, name) : undefined;
      if (member !== undefined && member !== null) return { value: member, pointer: `${pointer}/${name}` };
    }
  }
  return undefined;
}

/** Reads a value as the declared type; Config writes some booleans and numbers as text. What does not fit is not told. */
function convert(attribute: ScalarAttribute, value: Json): ScalarValue {
  // A number that the parser cannot hold is not told either.
  if (!isExact(value)) return { unknown: "U4" };
  switch (attribute.type) {
    case "json":
      // A document may stand in a string within a string.
      return decodeIfJson(value);
    case "string":
      return typeof value === "string" ? value : typeof value === "number" ? String(value) : { unknown: "U4" };
    case "boolean":
      if (typeof value === "boolean") return value;
      return value === "true" ? true : value === "false" ? false : { unknown: "U4" };
    case "number":
      if (typeof value === "number") return value;
      return typeof value === "string" && /^-?\d+(?:\.\d+)?$/u.test(value) ? Number(value) : { unknown: "U4" };
  }
}

function omittedScalar(attribute: ScalarAttribute, from: Found, read: (name: string) => ScalarValue): ScalarNode {
  const stated: WhenOmitted | undefined = attribute.spec.whenOmitted?.config;
  const value = typeof stated === "function" ? stated(read) : stated;
  if (value === undefined) return scalarNode({ unknown: "U4" }, from.pointer);
  if (typeof value === "object" && value !== null && "omitted" in value) {
    return scalarNode(value.omitted === "absent" ? null : { unknown: "U4" }, from.pointer);
  }
  return scalarNode(value, "default:config");
}

function readCollection(
  attribute: Exclude<ReadAttribute, ScalarAttribute>,
  item: JsonObject | null,
  from: Found,
): CollectionNode {
  const { config } = attribute.spec;
  const found = config === undefined ? undefined : followFrom(config, item, from);
  if (found === undefined) return omittedCollection(attribute.spec, from.pointer);
  const origin = commonPlace(found.values.map(({ pointer }) => pointer)) ?? from.pointer;
  const items = found.values.map(({ value, pointer }) => readElement(attribute, { value, pointer }));
  const known = items.filter((element) => element !== null);
  const isWhole = found.isWhole && known.length === items.length;
  return isWhole ? completeNode(known, origin) : partialNode("U4", known, origin);
}

function readElement(attribute: Exclude<ReadAttribute, ScalarAttribute>, found: Found): ScalarNode | ObjectNode | null {
  if (attribute.kind === "scalars") {
    const value = convert(attribute.item, found.value);
    return isUnknown(value) ? null : scalarNode(value, found.pointer);
  }
  if (!isJsonObject(found.value)) return null;
  return { kind: "object", fields: readAttributes(attribute.fields, null, found) };
}

function omittedCollection(spec: CollectionSpec, origin: string): CollectionNode {
  return spec.whenOmitted?.config?.omitted === "absent" ? completeNode([], origin) : partialNode("U4", [], origin);
}

/** The place of a collection: what its elements' pointers have in common; null without elements. */
function commonPlace(pointers: readonly string[]): string | null {
  const [first, ...others] = pointers.map((pointer) => pointer.split("/").slice(0, -1));
  if (first === undefined) return null;
  let length = first.length;
  for (const other of others) {
    let equal = 0;
    while (equal < length && first[equal] === other[equal]) equal += 1;
    length = equal;
  }
  return first.slice(0, length).join("/");
}
