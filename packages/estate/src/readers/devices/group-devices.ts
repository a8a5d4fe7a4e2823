import { SekishoError } from "../../errors.ts";
import { push } from "../../model/push.ts";
import { originOf, type Telling } from "./leaves.ts";

/**
 * Finds out which records are of one device: those with one serial number. A record without one is of the device that
 * another record with its device id is of.
 *
 * @throws SekishoError `DOCUMENT_CONFLICT` if two records of one document are of one device, or a record without a serial
 * number may be of several devices.
 */
export function groupDevices(tellings: readonly Telling[]): readonly (readonly Telling[])[] {
  const bySerial = new Map<string, Telling[]>();
  const withoutSerial: Telling[] = [];
  for (const telling of tellings) {
    const serial = serialOf(telling);
    if (serial === null) withoutSerial.push(telling);
    else push(bySerial, serial, telling);
  }
  const serialsById = new Map<string, Set<string>>();
  for (const [serial, held] of bySerial) {
    for (const telling of held) {
      const id = idOf(telling);
      serialsById.set(id, (serialsById.get(id) ?? new Set()).add(serial));
    }
  }
  const byId = new Map<string, Telling[]>();
  for (const telling of withoutSerial) {
    const serials = [...(serialsById.get(idOf(telling)) ?? [])];
    const [serial, other] = serials;
    if (serial === undefined) push(byId, idOf(telling), telling);
    else if (other === undefined) push(bySerial, serial, telling);
    else throw ambiguous(telling, serials.length);
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

function idOf({ capture }: Telling): string {
  return capture.record.identity.device_id;
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
