import type { Json } from "./json.ts";

/** Builds an AWS Config snapshot that holds the given items. */
export function configDocument(items: readonly Json[]): Json {
  return { fileVersion: "1.0", configSnapshotId: "5d9eb6a1-0000-4000-8000-000000000000", configurationItems: items };
}
