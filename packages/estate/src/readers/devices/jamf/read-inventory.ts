import type { DeviceReading } from "../device-record.ts";
import type { RecordDraft } from "../record-draft.ts";
import { totalOf, type InventoryPart } from "./pages.ts";
import { readComputer } from "./read-computer.ts";

/** What the pages of an inventory tell together. */
export interface Inventory {
  readonly devices: readonly RecordDraft[];
  readonly pagesOf?: DeviceReading["pagesOf"];
}

/** Reads the computers of the given parts; one that moved to another page while they were fetched is there twice, and counts once. */
export function readInventory(parts: readonly InventoryPart[]): Inventory {
  const computers = new Map(parts.flatMap((part) => part.computers).map((found) => [found.id, found]));
  const total = totalOf(parts);
  return {
    devices: [...computers.values()].map(readComputer),
    ...(total === null ? {} : { pagesOf: { listing: "jamf_pro", total } }),
  };
}
