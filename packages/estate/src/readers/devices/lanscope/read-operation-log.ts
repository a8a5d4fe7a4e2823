import { RecordDraft } from "../record-draft.ts";
import { hostKey } from "../sources/identify.ts";
import { placeOf, textIn } from "../sources/read-rows.ts";
import type { TableRow } from "../sources/table.ts";

/** What the logs hold of one device. */
interface Logged {
  readonly newest: TableRow;
  /** By their first record. */
  readonly kinds: ReadonlyMap<string, TableRow>;
}

/** The fields by which a record of a log says whose it is. */
const identityFields = ["identity.device_id", "identity.serial", "identity.hostname"] as const;

/**
 * Reads of the records of operation logs which kinds there are of each device, and when its newest event was. Nothing else of
 * an event is read: no user, no file, no title of a window.
 */
export function readOperationLog(rows: readonly TableRow[]): readonly RecordDraft[] {
  const devices = new Map<string, Logged>();
  for (const row of rows) {
    const key = keyOf(row);
    const known = devices.get(key);
    devices.set(key, {
      newest: known === undefined || occurredAt(row) > occurredAt(known.newest) ? row : known.newest,
      kinds: withKind(known?.kinds ?? new Map<string, TableRow>(), row),
    });
  }
  return [...devices.values()].map(draftOf);
}

/** One host may be written with its domain and without it. */
function keyOf(row: TableRow): string {
  const [deviceId, serial, hostname] = identityFields.map((field) => textIn(row, field));
  return JSON.stringify([deviceId, serial, hostKey(hostname ?? "")]);
}

function occurredAt(row: TableRow): string {
  return textIn(row, "occurred_at") ?? "";
}

function withKind(kinds: ReadonlyMap<string, TableRow>, row: TableRow): ReadonlyMap<string, TableRow> {
  const kind = textIn(row, "kind");
  return kind === null || kinds.has(kind) ? kinds : new Map([...kinds, [kind, row]]);
}

function draftOf({ newest, kinds }: Logged): RecordDraft {
  const draft = new RecordDraft(newest.pointer);
  for (const field of identityFields) {
    draft.put(
      `/${field.replace(".", "/") as "identity/serial"}`,
      textIn(newest, field) ?? undefined,
      placeOf(newest, field),
    );
  }
  return draft
    .put("/operation_log/kinds", [...kinds.keys()].sort(), newest.pointer)
    .put("/operation_log/last_event_at", textIn(newest, "occurred_at") ?? undefined, placeOf(newest, "occurred_at"));
}
