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
  readonly #pointer: string;
  readonly #record: Group = {};
  readonly #pointers: Record<string, string> = {};

  /** @param pointer - Where the record stands in its document. */
  constructor(pointer: string) {
    this.#pointer = pointer;
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

  /**
   * Finishes the record.
   *
   * @param deviceId - The source's own id of the device.
   */
  finish(deviceId: string): DeviceCapture {
    groupIn(this.#record, "identity")["device_id"] = deviceId;
    // The leaves were put in by pointers of the record, with what each of them holds.
    return { record: this.#record as unknown as DeviceRecord, pointer: this.#pointer, pointers: this.#pointers };
  }
}

function groupIn(group: Group, name: string): Group {
  const known = group[name];
  if (typeof known === "object" && known !== null && !Array.isArray(known)) return known as Group;
  const made: Group = {};
  group[name] = made;
  return made;
}
