import type { Json } from "../../model/value.ts";
import { isObject, own } from "./json-access.ts";

export { readTerraformPlan, type DocumentSource } from "./read-plan.ts";

/** What a document that looks like a plan is. */
export type PlanShape = "plan" | "planned-values-only" | "none";

/**
 * Tells whether JSON is a Terraform plan that can be read: it lists its resource changes, or it has none to list. A plan
 * with planned resources and no list of changes does not say what is unknown or sensitive.
 */
export function planShape(json: Json): PlanShape {
  if (own(json, "resource_changes") !== undefined) return "plan";
  const planned = own(json, "planned_values");
  if (planned === undefined) return "none";
  const root = own(planned, "root_module");
  const isEmpty =
    isObject(planned) &&
    (root === undefined || (isObject(root) && !("resources" in root) && !("child_modules" in root)));
  return isEmpty && own(json, "format_version") !== undefined ? "plan" : "planned-values-only";
}
