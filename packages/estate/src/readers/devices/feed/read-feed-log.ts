import { SekishoError } from "../../../errors.ts";
import type { FeedCapture, VulnerabilityFeed } from "../device-record.ts";
import { textIn } from "../sources/read-rows.ts";
import type { TableRow } from "../sources/table.ts";

type QueriedBy = Exclude<VulnerabilityFeed["queried_by"], undefined>;

/**
 * Reads a log of fetches from databases of vulnerabilities: one log of each database that it names. Fetches that did not
 * succeed are none.
 *
 * @throws SekishoError `DOCUMENT_INVALID` for a record without its database or time, or where two records of one database say
 * different things of how it is asked.
 */
export function readFeedLog(rows: readonly TableRow[], name: string): readonly FeedCapture[] {
  const logs = new Map<string, TableRow[]>();
  for (const row of rows) {
    const feed = textIn(row, "name");
    if (feed === null || textIn(row, "pulled_at") === null) {
      throw invalid(name, row, "it lacks the database's name or the time of the fetch");
    }
    const known = logs.get(feed);
    if (known === undefined) logs.set(feed, [row]);
    else known.push(row);
  }
  return [...logs].map(([feed, records]) => feedOf(feed, records, name));
}

function feedOf(feed: string, records: readonly TableRow[], name: string): FeedCapture {
  const only = (
    field: string,
  ): TableRow["fields"] extends ReadonlyMap<string, infer Told> ? Told | undefined : never => {
    const [first] = records;
    for (const row of records) {
      if (row.fields.get(field)?.value !== first?.fields.get(field)?.value) {
        throw invalid(name, row, `it says something else of ${field} than the records of ${feed} before it`);
      }
    }
    return first?.fields.get(field);
  };
  const [from, queriedBy, matched] = [only("logged_from"), only("queried_by"), only("matched_to_inventory")];
  return {
    pointer: records[0]?.pointer ?? "",
    record: {
      name: feed,
      pulled_at: records
        .filter(({ fields }) => fields.get("succeeded")?.value !== false)
        .map((row) => textIn(row, "pulled_at") ?? ""),
      ...(from === undefined ? {} : { logged_from: from.value as string | null }),
      ...(queriedBy === undefined ? {} : { queried_by: queriedBy.value as QueriedBy }),
      ...(matched === undefined ? {} : { matched_to_inventory: matched.value as boolean | null }),
    },
  };
}

function invalid(name: string, row: TableRow, what: string): SekishoError {
  return new SekishoError("DOCUMENT_INVALID", `${name}#${row.pointer}: ${what}. Correct the log or its map.`, {
    details: { name, pointer: row.pointer },
  });
}
