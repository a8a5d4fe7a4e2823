import type { Json } from "../../model/value.ts";

/** Whether a database instance is a member of an Aurora cluster; Terraform has a type of its own for these. */
export function isAuroraMember(cluster: Json | undefined, engine: Json | undefined): boolean {
  return typeof cluster === "string" && cluster !== "" && typeof engine === "string" && engine.startsWith("aurora");
}
