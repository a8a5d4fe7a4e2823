import type { JsonDocument } from "../json-document.ts";
import { isObject } from "../terraform-plan/json-access.ts";

export { readTerraformState } from "./read-state.ts";

/** Tells whether a document is a Terraform state: the file itself (version 4), or what `terraform show -json` prints of it. */
export function isTerraformState(document: JsonDocument): boolean {
  if (document.has("lineage")) return document.has("resources") && document.member("version") === 4;
  return document.has("format_version") && isObject(document.member("values"));
}
