import type { ListingName } from "../device-record.ts";
import type { RecordDraft } from "../record-draft.ts";
import { totalOf, type InventoryPart } from "./pages.ts";
import { readComputer } from "./read-computer.ts";

/** What the pages of an inventory tell together. */
export interface Inventory {
  readonly devices: readonly RecordDraft[];
  readonly lists: readonly ListingName[];
}

/**
 * Reads the computers of the given parts. They are all that Jamf Pro manages if the parts are pages of one listing and hold
 * as many computers as it has; a computer that moved to another page while they were fetched is there twice, and counts once.
 */
export function readInventory(parts: readonly InventoryPart[]): Inventory {
  const computers = new Map(parts.flatMap((part) => part.computers).map((found) => [found.id, found]));
  return {
    devices: [...computers.values()].map(readComputer),
    lists: totalOf(parts) === computers.size ? ["jamf_pro"] : [],
  };
}
