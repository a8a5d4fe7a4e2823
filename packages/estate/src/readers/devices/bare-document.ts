import type { Json } from "../../model/value.ts";
import { readStatus, statusProperties } from "./defender/read-status.ts";
import type { DeviceReading } from "./device-record.ts";
import { inventoryPart, isJamfInventory } from "./jamf/pages.ts";
import { readInventory } from "./jamf/read-inventory.ts";
import { hasProperty, listingsInText, listingsOf, listsProperty } from "./listing/properties.ts";
import type { RecordDraft } from "./record-draft.ts";
import { isDevices, readDevicesFile } from "./read-devices.ts";
import { identify } from "./sources/identify.ts";

/** Tells whether a document tells of devices by itself, without a file of device sources that says what it is. */
export function isDeviceDocument(json: Json): boolean {
  return isDevices(json) || isJamfInventory(json) || hasProperty(json, statusProperties);
}

/** Takes the objects of a text that `Get-MpComputerStatus` has printed; null for any other text. */
export function statusText(text: string, name: string): Json | null {
  if (!listsProperty(text, statusProperties)) return null;
  return listingsInText(text, name).map(({ properties }) =>
    Object.fromEntries([...properties].map(([key, { value }]) => [key, value])),
  );
}

/**
 * Reads a document that {@link isDeviceDocument} admits: Sekisho's own format, computers of Jamf Pro, or the state of Microsoft
 * Defender on a PC, of which only a file of device sources says which one it is.
 *
 * @throws SekishoError `DOCUMENT_INVALID`.
 */
export function readDeviceDocument(json: Json, document: DeviceReading["document"]): DeviceReading {
  if (isDevices(json)) return readDevicesFile(json, document);
  if (isJamfInventory(json)) {
    const { devices, pagesOf } = readInventory([inventoryPart(json, document.name)]);
    return { ...readingOf(devices, "jamf_pro", document), ...(pagesOf === undefined ? {} : { pagesOf }) };
  }
  const drafts = listingsOf(json, document.name).map((listing) => readStatus(listing, document.name, null));
  return readingOf(drafts, "microsoft_defender", document);
}

function readingOf(drafts: readonly RecordDraft[], system: string, document: DeviceReading["document"]): DeviceReading {
  const [devices = []] = identify([{ label: document.label, devices: drafts }]);
  return {
    document,
    source: { name: system, version: null },
    collectedAt: null,
    lists: [],
    devices,
    feeds: [],
  };
}
