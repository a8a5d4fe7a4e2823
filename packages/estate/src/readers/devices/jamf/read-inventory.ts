import type { DeviceReading } from "../device-record.ts";
import type { RecordDraft } from "../record-draft.ts";
import type { DeviceSource } from "../sources/device-sources.ts";
import { putExtensionAttributes } from "./extension-attributes.ts";
import { totalOf, type InventoryPart } from "./pages.ts";
import { readComputer } from "./read-computer.ts";

/** What the pages of an inventory tell together. */
export interface Inventory {
  readonly devices: readonly RecordDraft[];
  readonly pagesOf?: DeviceReading["pagesOf"];
}

/**
 * Reads the computers of the given parts; one that moved to another page while they were fetched is there twice, and counts
 * once.
 *
 * @param columns - What extension attributes tell, by their names.
 * @throws SekishoError `DOCUMENT_INVALID` for an extension attribute that its mapped field cannot have.
 */
export function readInventory(
  parts: readonly InventoryPart[],
  columns: DeviceSource["columns"] = new Map<string, never>(),
): Inventory {
  const computers = new Map(parts.flatMap((part) => part.computers).map((found) => [found.id, found]));
  const total = totalOf(parts);
  return {
    devices: [...computers.values()].map((found) => {
      const draft = readComputer(found);
      putExtensionAttributes(draft, found, columns);
      return draft;
    }),
    ...(total === null ? {} : { pagesOf: { listing: "jamf_pro", total } }),
  };
}
