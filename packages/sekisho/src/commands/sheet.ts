import { basename } from "node:path";
import { sheets } from "@sekisho/catalog";
import { SekishoError } from "@sekisho/estate";
import { languages, renderLedgerDiff } from "@sekisho/report";
import { diffLedger, presents, readBaseline, type Ledger, type Present } from "@sekisho/sheet";
import { oneOf, parseCommand, verifyKeys } from "../arguments.ts";
import type { CommandIo } from "../io.ts";
import { loadVerifier } from "../ledger/keys.ts";
import { loadLedger } from "../ledger/ledger-file.ts";
import { loadBaseline } from "../load.ts";

/**
 * Says which answers are no longer true since when, and which issued sheets they stand in; the exit status is 1 if any does.
 */
export async function sheetCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("sheet", argv, {
    ledger: { type: "string" },
    "verify-key": { type: "string", multiple: true },
    format: { type: "string" },
    lang: { type: "string" },
  });
  const [action, reportPath, ...others] = positionals;
  if (action !== "diff" || values.ledger === undefined || others.length > 0) {
    throw new SekishoError(
      "USAGE",
      "sheet does one thing so far: sekisho sheet diff [REPORT] --ledger FILE --verify-key FILE.",
    );
  }
  const lang = oneOf("--lang", values.lang, languages, io.lang);
  const format = oneOf("--format", values.format, ["text", "json"], "text");
  const ledger = await loadLedger(values.ledger, await loadVerifier(verifyKeys(values)));
  const now = reportPath === undefined ? presents(ledger) : [await presentOf(reportPath, ledger)];
  if (now.length === 0) throw new SekishoError("USAGE", `The ledger ${ledger.name} holds no statement yet.`);
  const diffs = now.map((present) => diffLedger(ledger, present));
  const text =
    format === "json"
      ? `${JSON.stringify(diffs, null, 2)}\n`
      : diffs
          .map((diff) => {
            const sheet = sheets.find(({ id }) => id === diff.sheet);
            const wording = (id: string): { readonly ja: string; readonly en: string } | undefined =>
              sheet?.claims.find((claim) => claim.id === id)?.wording;
            return renderLedgerDiff(diff, { lang, wording });
          })
          .join("\n");
  await io.stdout(text);
  return diffs.some(({ issued }) => issued.length > 0) ? 1 : 0;
}

async function presentOf(path: string, ledger: Ledger): Promise<Present> {
  const { instant, sheet, claims, digest, bundle, profile, waivers } = readBaseline(await loadBaseline(path));
  const statement = ledger.statements.find(({ report }) => report === digest);
  if (statement !== undefined) return statement;
  if (sheet === null || !ledger.statements.some((statement) => statement.sheet.id === sheet.id)) {
    throw new SekishoError(
      "USAGE",
      `The ledger ${ledger.name} holds nothing of the sheet of ${basename(path)}. Give a report of the same sheet.`,
    );
  }
  const facts = { instant, sheet, bundle: { digest: bundle }, profile, waivers };
  return { ...facts, sequence: null, claims: [...claims].map(([claim, verdict]) => ({ claim, verdict })) };
}
