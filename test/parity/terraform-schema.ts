import { readFileSync } from "node:fs";

/** An argument or attribute as the provider's schema has it; `flags` holds `c` if the provider computes it. */
export interface TerraformAttribute {
  readonly flags?: string;
  readonly type?: string;
  readonly block?: string;
}

const file = new URL("../../packages/estate/vocabulary/terraform-aws-5.json", import.meta.url);
const { types } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly types: Readonly<Record<string, Readonly<Record<string, TerraformAttribute>>>>;
};

/** The arguments and attributes of a type in version 5 of the provider. */
export function terraformAttributes(type: string): Readonly<Record<string, TerraformAttribute>> {
  return types[type] ?? {};
}
