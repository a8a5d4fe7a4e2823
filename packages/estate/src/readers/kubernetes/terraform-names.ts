import type { Attributes, ResourceType } from "../../model/resource-type.ts";

/** The names of a type's Terraform arguments, looked up by their names in camelCase. */
export interface TerraformNames {
  /** Gives Terraform's name; what the type does not declare is divided at its capitals. */
  readonly of: (camelCase: string) => string;
  readonly declares: (camelCase: string) => boolean;
}

/** Creates the lookup of a type's names: two names are one if they differ in underscores and case alone. */
export function terraformNames(type: ResourceType): TerraformNames {
  const names = new Map<string, string>();
  const add = (path: string): void => {
    for (const name of path.split(".")) names.set(name.replaceAll("_", ""), name);
  };
  const addAll = (attributes: Attributes): void => {
    for (const [name, attribute] of Object.entries(attributes)) {
      if (attribute.kind === "derived" || attribute.kind === "derivedScalar") continue;
      const { terraform } = attribute.spec;
      if (terraform !== null) add(terraform ?? name);
      if (attribute.kind === "objects") addAll(attribute.fields);
    }
  };
  addAll(type.attributes);
  for (const [name, { terraform }] of Object.entries(type.identity)) if (terraform !== null) add(terraform ?? name);
  return {
    of: (camelCase) =>
      names.get(camelCase.toLowerCase()) ?? camelCase.replace(/(?<=[a-z0-9])(?=[A-Z])/gu, "_").toLowerCase(),
    declares: (camelCase) => names.has(camelCase.toLowerCase()),
  };
}
