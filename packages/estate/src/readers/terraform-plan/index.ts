import type { JsonDocument } from "../json-document.ts";

export { readTerraformPlan, type DocumentSource } from "./read-plan.ts";

/** Tells whether a document is a Terraform plan: it lists its resource changes, or at least the values that are planned. */
export function isTerraformPlan(document: JsonDocument): boolean {
  return document.shape("resource_changes") !== null || document.shape("planned_values") === "object";
}
