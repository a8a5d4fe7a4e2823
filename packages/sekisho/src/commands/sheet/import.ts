import { agreeing, counted, SekishoError } from "@sekisho/estate";
import {
  claimsOfSheet,
  claimTexts,
  formYaml,
  locate,
  openForm,
  readRows,
  toForm,
  type FormFile,
  type FormRows,
  type Located,
} from "@sekisho/form";
import { oneOf, parseCommand } from "../../arguments.ts";
import { loadSheet } from "../../load-sheet.ts";
import { digestOf, readBytes } from "../../files.ts";
import { visible, writeOutput, type CommandIo } from "../../io.ts";

/** Proposes the rows of a customer's file as claims, and says what of it could not be placed. */
export async function importCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("sheet import", argv, {
    sheet: { type: "string" },
    source: { type: "string" },
    format: { type: "string" },
    output: { type: "string" },
  });
  const [name, ...others] = positionals;
  if (name === undefined || others.length > 0) {
    throw new SekishoError("USAGE", "sheet import needs one file. Give a text, CSV or .xlsx.");
  }
  const format = oneOf("--format", values.format, ["yaml", "json"], "yaml");
  const bytes = await readBytes(name, "sheet file");
  const file = openForm(bytes, name);
  const rows = readRows(file);
  const isMatched = values.sheet !== undefined || values.source !== undefined;
  const sheet = isMatched ? await located(values, file, rows, bytes) : null;
  const form = toForm(file, digestOf(bytes), rows, sheet);
  const text = format === "json" ? `${JSON.stringify(form, null, 2)}\n` : formYaml(form);
  if (values.output === undefined) await io.stdout(text);
  else await writeOutput(values.output, [text]);
  const ofSheet =
    sheet === null
      ? ""
      : ` ${counted(form.places.length, "claim")} of ${sheet.id} ${agreeing(form.places.length, "was", "were")} found.`;
  const proposed = counted(form.rows.length, "row is", "rows are");
  io.stderr(`${proposed} proposed; ${counted(form.notPlaced.length, "text is", "texts are")} not placed.${ofSheet}\n`);
  for (const { text: left, why } of form.notPlaced) io.stderr(`not placed (${why}): ${visible(left)}\n`);
  for (const claim of form.notFound) io.stderr(`not in the file: ${claim}\n`);
  return 0;
}

async function located(
  values: { readonly sheet?: string | undefined; readonly source?: string | undefined },
  file: FormFile,
  rows: FormRows,
  bytes: Uint8Array,
): Promise<{ readonly id: string; readonly located: Located }> {
  const sheet = await loadSheet(values.sheet);
  const claims = claimsOfSheet(sheet);
  if (values.source === undefined && file.kind !== "text") {
    throw new SekishoError(
      "USAGE",
      "sheet import: a table is compared with the text that the sheet is of. Give it with --source FILE.",
    );
  }
  const source = values.source ?? file.name;
  const texts = claimTexts(values.source === undefined ? bytes : await readBytes(source, "source"), source, claims);
  return { id: sheet.id, located: locate(rows, claims, texts) };
}
