import { securitySheet, sheets } from "@sekisho/catalog";
import { SekishoError } from "@sekisho/estate";
import { readSheet, type AnySheet } from "@sekisho/sheet";
import { loadUserFile } from "./load.ts";

/**
 * Finds the sheet that is meant: a built-in one by its id, one of your own by the path of its file, or the first built-in
 * one unless anything is said.
 *
 * @throws SekishoError `SHEET_UNKNOWN`, `SHEET_INVALID`, `FILE_UNREADABLE`.
 */
export async function loadSheet(named: string | undefined): Promise<AnySheet> {
  if (named === undefined) return securitySheet;
  const builtin = sheets.find(({ id }) => id === named);
  if (builtin !== undefined) return builtin;
  if (/[./\\]/u.test(named)) return readSheet(await loadUserFile(named, "sheet", "SHEET_INVALID"));
  const ids = sheets.map(({ id }) => id).join(", ");
  throw new SekishoError(
    "SHEET_UNKNOWN",
    `There is no sheet "${named}". Built in: ${ids}; none leaves claims out; a sheet of your own is named by its file, as ./sheet.yaml.`,
  );
}
