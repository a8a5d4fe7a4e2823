import { reservedNames, type ResourceType } from "@sekisho/estate";

import type { ProviderAttribute, ProviderAttributes, ProviderType } from "./provider-type.ts";

/**
 * Writes the file of a resource type as far as schemas tell it, for its owner to go through: what leaving an attribute out
 * means no schema says, so it is unknown until the file does. Links are those that attributes of the same name have in
 * `types`.
 */
export function draftType(type: ProviderType, types: readonly ResourceType[]): string {
  const { name, isGlobal, cloudformation } = type;
  const attributes = Object.fromEntries(
    Object.entries(type.attributes).filter(([attribute]) => !reservedNames.includes(attribute)),
  );
  const links = linksOf(attributes, types);
  return [
    ...head(type),
    "schema: sekisho.resource-type/v1",
    `type: ${name}`,
    ...(cloudformation === null ? [] : [`sources: { cloudformation: ${cloudformation} }`]),
    ...(isGlobal === true ? ["is_global: true"] : []),
    ...section("identity", identityOf(type)),
    ...section("attributes", attributeLines(attributes)),
    ...section("links", links),
    "",
  ].join("\n");
}

function head({ source, isGlobal, cloudformation }: ProviderType): readonly string[] {
  return [
    "# A resource type as these describe it:",
    ...source.map((each) => `#   ${each}`),
    "# What it means that an attribute is left out, no schema says: it is then unknown (U4). Where you know it, say so:",
    "#   when_omitted: { terraform: absent }            there is none",
    "#   when_omitted: { terraform: { value: false } }  the default",
    "# Remove what no policy of yours reads.",
    cloudformation === null
      ? "# No type of CloudFormation has its name. If there is one: sources: { cloudformation: AWS::Service::Type }."
      : "# Properties of CloudFormation are those of the same name and type: see that they mean the same.",
    ...(isGlobal === null ? ["# If it lies in no region, add is_global: true; the schema does not tell."] : []),
  ];
}

function section(name: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [`${name}: {}`] : [`${name}:`, ...lines.map((line) => `  ${line}`)];
}

function flow(pairs: Readonly<Record<string, string | null>>): string {
  const written = Object.entries(pairs).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`]));
  return written.length === 0 ? "{}" : `{ ${written.join(", ")} }`;
}

function identityOf({ attributes, arn }: ProviderType): readonly string[] {
  return ["arn", "id", "name"]
    .filter((name) => attributes[name]?.kind === "string")
    .map((name) => `${name}: ${flow({ cloudformation: name === "arn" ? arn : null })}`);
}

function attributeLines(attributes: ProviderAttributes): readonly string[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => attributeLine(name, attribute));
}

function attributeLine(name: string, attribute: ProviderAttribute): readonly string[] {
  const { cloudformation, flags } = attribute;
  if ("attributes" in attribute) {
    return [
      `${name}:`,
      `  kind: ${attribute.kind}`,
      ...(cloudformation === null ? [] : [`  cloudformation: ${cloudformation}`]),
      ...section("attributes", attributeLines(attribute.attributes)).map((line) => `  ${line}`),
    ];
  }
  const kind = attribute.isList ? { kind: "list", of: attribute.kind } : { kind: attribute.kind };
  // The provider chooses what is left out: after it is applied that is known.
  const omitted = flags.includes("c") ? "{ terraform: computed }" : null;
  return [`${name}: ${flow({ ...kind, cloudformation, when_omitted: omitted })}`];
}

/** Attributes of one name mostly lead to one type: `kms_key_id` to a key. */
function linksOf(attributes: ProviderAttributes, types: readonly ResourceType[]): readonly string[] {
  const known = new Map<string, string | null>();
  for (const { links } of types) {
    for (const [name, { types: targets, identity }] of Object.entries(links)) {
      const to = targets.length === 1 ? (targets[0] ?? "") : `[${targets.join(", ")}]`;
      const written = flow({ to, by: identity });
      const before = known.get(name);
      known.set(name, before === undefined || before === written ? written : null);
    }
  }
  return Object.entries(attributes).flatMap(([name, { kind }]) => {
    const link = kind === "list" || kind === "block" || kind === "json" ? null : (known.get(name) ?? null);
    return link === null ? [] : [`${name}: ${link}`];
  });
}
