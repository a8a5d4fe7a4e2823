import { SekishoError } from "../errors.ts";
import { isPlaceLink } from "../model/links.ts";
import type { Attribute, Attributes, ResourceType, ScalarAttribute } from "../model/resource-type.ts";
import { unknownCodes, type Json } from "../model/value.ts";
import { profileKeys } from "../readers/profile/profile.ts";
import type { Selection, SelectionField, SelectionTree } from "../selection/selection.ts";

/** A JSON Schema document. */
export type JsonSchema = { readonly [key: string]: Json };

const unknownSchema: JsonSchema = object({ unknown: { type: "string", enum: unknownCodes } });

/**
 * Derives the JSON Schema of a policy's input from its selection and its profile keys. Objects are closed, so OPA's
 * checker refuses a reference to anything that is not selected.
 */
export function inputSchema(types: readonly ResourceType[], selection: Selection, keys: readonly string[]): JsonSchema {
  const properties: Record<string, Json> = {};
  for (const [type, tree] of Object.entries(selection.roots))
    properties[type] = treeSchema(types, typeOf(types, type), tree);
  properties["profile"] = profileSchema(keys);
  properties["now"] = { type: "string" };
  // A subject has one of the root types, so the roots are not required.
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    type: "object",
    properties,
    additionalProperties: false,
  };
}

function profileSchema(keys: readonly string[]): JsonSchema {
  const properties: Record<string, Json> = {};
  for (const key of keys) {
    const declared = Object.entries(profileKeys).find(([name]) => name === key)?.[1];
    if (declared === undefined) throw unknownName(`the profile key "${key}"`, Object.keys(profileKeys));
    const names = key.split(".");
    let place = properties;
    for (const name of names.slice(0, -1)) {
      const nested = (place[name] ??= { type: "object", properties: {}, additionalProperties: false }) as {
        properties: Record<string, Json>;
      };
      place = nested.properties;
    }
    place[names.at(-1) ?? key] = { anyOf: [declared.schema, unknownSchema] };
  }
  return { type: "object", properties, additionalProperties: false };
}

function treeSchema(types: readonly ResourceType[], type: ResourceType, tree: SelectionTree): JsonSchema {
  const properties: Record<string, Json> = {};
  for (const field of tree) properties[field.key] = fieldSchema(types, type, field);
  return object(properties);
}

function fieldSchema(types: readonly ResourceType[], type: ResourceType, field: SelectionField): JsonSchema {
  if (field.kind === "reverse") {
    const linking = typeOf(types, field.type);
    if (!isPlaceLink(field.attribute) && linking.links[field.attribute]?.types.includes(type.type) !== true) {
      throw unknownName(`the link "${field.attribute}" of ${field.type} to ${type.type}`, Object.keys(linking.links));
    }
    return collection(treeSchema(types, linking, field.items));
  }
  if (field.kind === "forward") {
    const targetTypes = isPlaceLink(field.attribute) ? [field.attribute] : (type.links[field.attribute]?.types ?? []);
    const stray = Object.keys(field.targets).find((target) => !targetTypes.includes(target));
    if (stray !== undefined)
      throw unknownName(`the link "${field.attribute}" of ${type.type} to ${stray}`, targetTypes);
    const targets = Object.entries(field.targets).map(
      ([target, tree]) => [target, treeSchema(types, typeOf(types, target), tree)] as const,
    );
    const [only] = targets;
    if (!field.wrapped && only !== undefined) return collection(only[1]);
    return collection({ type: "object", properties: Object.fromEntries(targets), additionalProperties: false });
  }
  if (field.name === "running") return { type: "boolean" };
  return attributeSchema(attributeOf(type.type, type.attributes, field.name), field);
}

function attributeSchema(attribute: Attribute, field: SelectionField): JsonSchema {
  switch (attribute.kind) {
    case "scalar":
      return scalarSchema(attribute);
    case "derivedScalar":
      return scalarSchema(attribute.scalar);
    case "scalars":
      return collection(scalarSchema(attribute.item));
    case "objects":
    case "derived": {
      const properties: Record<string, Json> = {};
      for (const inner of field.kind === "objects" ? field.items : []) {
        if (inner.kind === "forward" || inner.kind === "reverse") continue;
        properties[inner.key] = attributeSchema(attributeOf(field.key, attribute.fields, inner.name), inner);
      }
      return collection(object(properties));
    }
  }
}

function scalarSchema(attribute: ScalarAttribute): JsonSchema {
  if (attribute.type === "json") return {};
  if (attribute.type === "untyped") {
    return { anyOf: [{ type: "boolean" }, { type: "number" }, { type: "string" }, unknownSchema] };
  }
  const known: JsonSchema = { type: attribute.type, ...(attribute.values === null ? {} : { enum: attribute.values }) };
  return { anyOf: [known, { type: "null" }, unknownSchema] };
}

function collection(items: JsonSchema): JsonSchema {
  return object({
    state: { type: "string", enum: ["complete", "partial"] },
    code: { anyOf: [{ type: "string", enum: unknownCodes }, { type: "null" }] },
    items: { type: "array", items },
  });
}

function object(properties: Readonly<Record<string, Json>>): JsonSchema {
  return { type: "object", properties, required: Object.keys(properties), additionalProperties: false };
}

function typeOf(types: readonly ResourceType[], name: string): ResourceType {
  const found = types.find((type) => type.type === name);
  if (found === undefined)
    throw unknownName(
      `the resource type "${name}"`,
      types.map((type) => type.type),
    );
  return found;
}

function attributeOf(owner: string, attributes: Attributes, name: string): Attribute {
  const found = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (found === undefined) throw unknownName(`the attribute "${name}" of ${owner}`, Object.keys(attributes));
  return found;
}

function unknownName(what: string, known: readonly string[]): SekishoError {
  return new SekishoError(
    "SELECTION_INVALID",
    `A selection names ${what}, which does not exist. Known are: ${known.join(", ")}.`,
  );
}
