import type { Json } from "../../model/value.ts";
import type { LeafPointer } from "./device-leaves.ts";
import type { DeviceCapture, DeviceRecord } from "./device-record.ts";

/** What a list of a record can be, by its pointer. */
type ListPointer = "/operation_log/kinds" | "/updates/pending";

interface Group {
  [name: string]: Json | Group;
}

/** A record while its source is read: each leaf is put in with the place where the source tells it. */
export class RecordDraft {
  /** Where the record stands in its document. */
  readonly pointer: string;
  readonly #record: Group = {};
  readonly #pointers: Record<string, string> = {};
  #contactAt: string | undefined;

  constructor(pointer: string) {
    this.pointer = pointer;
  }

  /** Puts in what a source tells; undefined, for what it does not tell, is left out. */
  put(leaf: LeafPointer | ListPointer, value: Json | undefined, at: string): this {
    if (value === undefined) return this;
    const names = leaf.split("/").slice(1);
    const last = names.pop() ?? "";
    let group = this.#record;
    for (const name of names) group = groupIn(group, name);
    group[last] = value;
    this.#pointers[leaf] = at;
    return this;
  }

  /** States when the device was last in contact with a source that is not its manager. */
  contact(instant: string | undefined): this {
    this.#contactAt = instant;
    return this;
  }

  /** What names the device, as far as it is put in. */
  identity(): { readonly deviceId: string | null; readonly serial: string | null; readonly hostname: string | null } {
    const { device_id: deviceId, serial, hostname } = groupIn(this.#record, "identity");
    return { deviceId: textOrNull(deviceId), serial: textOrNull(serial), hostname: textOrNull(hostname) };
  }

  /** Finishes the record, as one of the device that is named so. */
  finish({ deviceId, serial }: { readonly deviceId: string; readonly serial: string | null }): DeviceCapture {
    const identity = groupIn(this.#record, "identity");
    identity["device_id"] = deviceId;
    if (serial !== null) identity["serial"] = serial;
    // The leaves were put in by pointers of the record, with what each of them holds.
    const record = this.#record as unknown as DeviceRecord;
    const contact = this.#contactAt === undefined ? {} : { contactAt: this.#contactAt };
    return { record, pointer: this.pointer, pointers: this.#pointers, ...contact };
  }
}

function textOrNull(value: Json | Group | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

function groupIn(group: Group, name: string): Group {
  const known = group[name];
  if (typeof known === "object" && known !== null && !Array.isArray(known)) return known as Group;
  const made: Group = {};
  group[name] = made;
  return made;
}
