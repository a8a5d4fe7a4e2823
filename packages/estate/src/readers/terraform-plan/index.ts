import type { Json } from "../../model/value.ts";
import { isObject, own } from "./json-access.ts";

export { readTerraformPlan, type DocumentSource } from "./read-plan.ts";

/** Tells whether JSON is a Terraform plan: it lists its resource changes, or at least the values that are planned. */
export function isTerraformPlan(json: Json): boolean {
  return own(json, "resource_changes") !== undefined || isObject(own(json, "planned_values"));
}
