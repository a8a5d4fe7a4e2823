import type { JsonDocument } from "../json-document.ts";

export { readTerraformState } from "./read-state.ts";

/** Tells whether a document is a Terraform state: the file itself (version 4), or what `terraform show -json` prints of it. */
export function isTerraformState(document: JsonDocument): boolean {
  if (document.shape("lineage") !== null)
    return document.shape("resources") !== null && document.member("version") === 4;
  return document.shape("format_version") !== null && document.shape("values") === "object";
}
