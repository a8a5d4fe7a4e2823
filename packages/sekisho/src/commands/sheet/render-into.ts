import { agreeing, counted, SekishoError } from "@sekisho/estate";
import {
  claimsOfReport,
  claimTexts,
  fillForm,
  locate,
  openForm,
  readPlaces,
  readRows,
  type FormFile,
  type Place,
} from "@sekisho/form";
import { answerTitles, sheetAnswers, type Language } from "@sekisho/report";
import type { Report } from "@sekisho/sheet";
import { digestOf, readBytes } from "../../files.ts";
import { writeOutput, type CommandIo } from "../../io.ts";

/** How a customer's file is filled. */
export interface IntoSettings {
  readonly into: string;
  readonly output: string | undefined;
  readonly source: string | undefined;
  readonly mapping: string | undefined;
  readonly lang: Language;
}

/** Writes the answers of a report beside the rows of a customer's file; what has no place there is listed on standard error. */
export async function renderInto(report: Report, settings: IntoSettings, io: CommandIo): Promise<number> {
  const { into, output, lang } = settings;
  if (output === undefined) {
    throw new SekishoError(
      "USAGE",
      "sheet render: the customer's file is not written over unasked. Give --output FILE.",
    );
  }
  if (settings.source !== undefined && settings.mapping !== undefined) {
    throw new SekishoError(
      "USAGE",
      "sheet render: --source and --mapping both say where claims stand. Give one of them.",
    );
  }
  const bytes = await readBytes(into, "sheet file");
  const file = openForm(bytes, into);
  const places = await placesIn(file, bytes, report, settings);
  const filled = fillForm(file, bytes, sheetAnswers(report, lang), places, answerTitles(lang));
  await writeOutput(output, filled.bytes);
  const missed = filled.notPlaced.length;
  io.stderr(
    `${counted(filled.answered.length, "claim is", "claims are")} answered; ` +
      `${missed} ${agreeing(missed, "has", "have")} no place in the file.\n`,
  );
  for (const claim of filled.notPlaced) io.stderr(`no place in the file: ${claim}\n`);
  return 0;
}

async function placesIn(
  file: FormFile,
  bytes: Uint8Array,
  report: Report,
  { source, mapping }: IntoSettings,
): Promise<ReadonlyMap<string, Place>> {
  if (mapping !== undefined) {
    return readPlaces(new TextDecoder().decode(await readBytes(mapping, "file of places")), mapping, digestOf(bytes));
  }
  const claims = claimsOfReport(report);
  if (claims.length === 0) return new Map();
  if (source === undefined && file.kind !== "text") {
    throw new SekishoError(
      "USAGE",
      "sheet render: where the claims stand in a table is told by the text that the sheet is of (--source FILE), or by what " +
        "sheet import wrote (--mapping FILE). Give one of them.",
    );
  }
  const texts = claimTexts(
    source === undefined ? bytes : await readBytes(source, "source"),
    source ?? file.name,
    claims,
  );
  return locate(readRows(file), claims, texts).places;
}
