import { SekishoError } from "../../errors.ts";
import { push } from "../../model/push.ts";
import { originOf, type Telling } from "./leaves.ts";

/**
 * Finds out which records are of one device: those with one serial number. A record without one is of the device that
 * another record with its device id is of. Device ids are unique in a source; in another they mean something only where one
 * of the two is the list of all devices, whose numbers managers may have, too.
 *
 * @throws SekishoError `DOCUMENT_CONFLICT` if two records of one document are of one device, or a record without a serial
 * number may be of several devices.
 */
export function groupDevices(tellings: readonly Telling[]): readonly (readonly Telling[])[] {
  const bySerial = new Map<string, Telling[]>();
  const withoutSerial: Telling[] = [];
  const serialsById = new Map<string, Set<string>>();
  for (const telling of tellings) {
    const serial = serialOf(telling);
    if (serial === null) {
      withoutSerial.push(telling);
      continue;
    }
    push(bySerial, serial, telling);
    for (const id of [idInSource(telling), idInAny(telling), ...(isListing(telling) ? [idInList(telling)] : [])]) {
      serialsById.set(id, (serialsById.get(id) ?? new Set()).add(serial));
    }
  }
  const listed = new Set(withoutSerial.filter(isListing).map(idInList));
  const byId = new Map<string, Telling[]>();
  for (const telling of withoutSerial) {
    const elsewhere = isListing(telling) ? idInAny(telling) : idInList(telling);
    const serials = [...(serialsById.get(idInSource(telling)) ?? serialsById.get(elsewhere) ?? [])];
    const [serial, other] = serials;
    if (other !== undefined) throw ambiguous(telling, serials.length);
    if (serial !== undefined) push(bySerial, serial, telling);
    else push(byId, listed.has(idInList(telling)) ? idInList(telling) : idInSource(telling), telling);
  }
  const groups = [...bySerial.values(), ...byId.values()];
  groups.forEach(refuseRepeats);
  return groups;
}

/** What firmware has in the place of a serial number that nobody filled in. */
const noSerial = /^(?:|0+|n\/a|none|default string|system serial number|to be filled by o\.?e\.?m\.?|not specified)$/iu;

function serialOf({ capture }: Telling): string | null {
  const serial = capture.record.identity.serial?.trim() ?? "";
  return noSerial.test(serial) ? null : serial.toUpperCase();
}

function isListing({ reading }: Telling): boolean {
  return reading.lists.includes("fleet");
}

function idInSource({ capture, reading }: Telling): string {
  return `source ${JSON.stringify([reading.source.name, capture.record.identity.device_id])}`;
}

function idInList({ capture }: Telling): string {
  return `list ${capture.record.identity.device_id}`;
}

function idInAny({ capture }: Telling): string {
  return `any ${capture.record.identity.device_id}`;
}

function refuseRepeats(tellings: readonly Telling[]): void {
  const seen = new Map<Telling["reading"], Telling>();
  for (const telling of tellings) {
    const other = seen.get(telling.reading);
    if (other !== undefined) {
      throw new SekishoError(
        "DOCUMENT_CONFLICT",
        `Two records of one document are of one device: ${originOf(other, "")} and ${originOf(telling, "")} have the same serial number or device id. Leave one of them out.`,
      );
    }
    seen.set(telling.reading, telling);
  }
}

function ambiguous(telling: Telling, count: number): SekishoError {
  return new SekishoError(
    "DOCUMENT_CONFLICT",
    `${originOf(telling, "")} has no serial number, and its device id is that of ${String(count)} devices with different ones. Give it its serial number.`,
  );
}
