import type { Attribute, Attributes, ResourceType, ScalarAttribute } from "../model/resource-type.ts";

/** Name of the collection type that leads to resources of one type. */
function collectionOf(type: string): string {
  return `${type}_collection`;
}

/**
 * Writes the GraphQL schema of an estate in the schema definition language: what a selection can name. Collections and
 * links are selected through `items`; their `state` and `code` are always in the tree and cannot be selected.
 */
export function graphqlSchema(types: readonly ResourceType[]): string {
  const blocks: string[] = [
    "scalar Json",
    "scalar Untyped",
    scalarCollection("Boolean"),
    scalarCollection("Float"),
    scalarCollection("String"),
    scalarCollection("Json"),
    scalarCollection("Untyped"),
  ];
  blocks.push(
    objectType(
      "Query",
      types.map((type) => `${type.type}: ${type.type}!`),
    ),
  );
  for (const type of types) {
    const fields = ["running: Boolean!", "account_link: account_collection!", "region_link: region_collection!"];
    for (const [name, attribute] of Object.entries(type.attributes)) {
      fields.push(`${name}: ${attributeType(`${type.type}__${name}`, attribute, blocks)}!`);
    }
    for (const [name, link] of Object.entries(type.links)) {
      fields.push(`${name}_link: ${linkType(`${type.type}__${name}`, link.types, types, blocks)}!`);
    }
    for (const linking of types) {
      for (const [name, link] of Object.entries(linking.links)) {
        if (link.types.includes(type.type)) fields.push(`${linking.type}_by_${name}: ${collectionOf(linking.type)}!`);
      }
      if (type.type === "account" && !["account", "service_endpoint", "sheet"].includes(linking.type)) {
        fields.push(`${linking.type}_by_account: ${collectionOf(linking.type)}!`);
      }
      if (type.type === "region" && !linking.isGlobal)
        fields.push(`${linking.type}_by_region: ${collectionOf(linking.type)}!`);
    }
    blocks.push(objectType(type.type, fields), objectType(collectionOf(type.type), [`items: [${type.type}!]!`]));
  }
  return `${blocks.join("\n\n")}\n`;
}

function attributeType(name: string, attribute: Attribute, blocks: string[]): string {
  switch (attribute.kind) {
    case "scalar":
      return scalarType(attribute);
    case "derivedScalar":
      return scalarType(attribute.scalar);
    case "scalars":
      return `${scalarType(attribute.item)}_items`;
    case "objects":
    case "derived":
      blocks.push(
        objectType(name, fieldLines(name, attribute.fields, blocks)),
        objectType(`${name}_items`, [`items: [${name}!]!`]),
      );
      return `${name}_items`;
  }
}

/** A block of which only its being there counts has nothing to select: derived attributes tell of it. */
function fieldLines(name: string, fields: Attributes, blocks: string[]): string[] {
  return Object.entries(fields)
    .filter(([, attribute]) => attribute.kind !== "objects" || Object.keys(attribute.fields).length > 0)
    .map(([field, attribute]) => `${field}: ${attributeType(`${name}__${field}`, attribute, blocks)}!`);
}

function linkType(name: string, targets: readonly string[], types: readonly ResourceType[], blocks: string[]): string {
  const known = targets.filter((target) => types.some((type) => type.type === target));
  const [only] = known;
  if (only !== undefined && known.length === 1) return collectionOf(only);
  blocks.push(
    `union ${name}_target = ${known.join(" | ")}`,
    objectType(`${name}_links`, [`items: [${name}_target!]!`]),
  );
  return `${name}_links`;
}

function scalarType(attribute: ScalarAttribute): string {
  switch (attribute.type) {
    case "boolean":
      return "Boolean";
    case "number":
      return "Float";
    case "string":
      return "String";
    case "json":
      return "Json";
    case "untyped":
      return "Untyped";
  }
}

function scalarCollection(scalar: string): string {
  return objectType(`${scalar}_items`, [`items: [${scalar}]!`]);
}

function objectType(name: string, fields: readonly string[]): string {
  return `type ${name} {\n${fields.map((field) => `  ${field}`).join("\n")}\n}`;
}
