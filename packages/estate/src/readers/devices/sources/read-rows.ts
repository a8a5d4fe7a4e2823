import type { Json } from "../../../model/value.ts";
import { isLeafPointer } from "../device-leaves.ts";
import { RecordDraft } from "../record-draft.ts";
import type { TableRow, Told } from "./table.ts";

/** Reads one record of a device of each record of a table. */
export function readRows(rows: readonly TableRow[]): readonly RecordDraft[] {
  return rows.map(({ pointer, fields }) => {
    const draft = new RecordDraft(pointer);
    for (const [field, { value, at }] of fields) {
      const leaf = `/${field.replaceAll(".", "/")}`;
      if (isLeafPointer(leaf)) draft.put(leaf, value, at);
    }
    return draft;
  });
}

/** Takes the text that a field of a record tells; null for none. */
export function textIn({ fields }: TableRow, field: string): string | null {
  const value: Json | undefined = fields.get(field)?.value;
  return typeof value === "string" ? value : null;
}

/** Where a field of a record stands. */
export function placeOf({ fields, pointer }: TableRow, field: string): Told["at"] {
  return fields.get(field)?.at ?? pointer;
}
