import { SekishoError } from "@sekisho/estate";
import { csvEncodings, languages, readReport, renderSheet, sheetFormats } from "@sekisho/report";
import type { Report } from "@sekisho/sheet";
import { oneOf, parseCommand } from "../../arguments.ts";
import { readBytes } from "../../files.ts";
import { writeOutput, type CommandIo } from "../../io.ts";
import { renderInto } from "./render-into.ts";

/** Renders the answered sheet out of a stored report: as a file of its own, or into the customer's. */
export async function renderCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("sheet render", argv, {
    format: { type: "string" },
    lang: { type: "string" },
    encoding: { type: "string" },
    output: { type: "string" },
    into: { type: "string" },
    source: { type: "string" },
    mapping: { type: "string" },
  });
  const lang = oneOf("--lang", values.lang, languages, io.lang);
  if (values.into !== undefined) {
    if (values.format !== undefined || values.encoding !== undefined) {
      throw new SekishoError(
        "USAGE",
        "sheet render: a file keeps its format and encoding. Leave --format and --encoding out.",
      );
    }
    const settings = { into: values.into, output: values.output, source: values.source, mapping: values.mapping, lang };
    return renderInto(await givenReport(positionals, io), settings, io);
  }
  if (values.source !== undefined || values.mapping !== undefined) {
    throw new SekishoError("USAGE", "sheet render: --source and --mapping are for --into FILE. Leave them out.");
  }
  const format = oneOf("--format", values.format, sheetFormats, "markdown");
  const encoding = oneOf("--encoding", values.encoding, csvEncodings, "utf-8");
  if (values.encoding !== undefined && format !== "csv") {
    throw new SekishoError("USAGE", "sheet render: --encoding is for --format csv. Leave it out.");
  }
  const isText = format !== "xlsx" && encoding === "utf-8";
  if (values.output === undefined && !isText) {
    const what = format === "xlsx" ? "a workbook" : `CSV in ${encoding}`;
    throw new SekishoError("USAGE", `sheet render: ${what} is no text for a terminal. Give --output FILE.`);
  }
  const report = await givenReport(positionals, io);
  const bytes = await renderSheet(report, { format, lang, encoding });
  if (values.output !== undefined) await writeOutput(values.output, bytes);
  else await io.stdout(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes));
  return 0;
}

async function givenReport(positionals: readonly string[], io: CommandIo): Promise<Report> {
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) {
    throw new SekishoError(
      "USAGE",
      "sheet render needs one report. Give what sekisho check --format json wrote, or - for standard input.",
    );
  }
  const bytes = file === "-" ? await io.stdin() : await readBytes(file, "report");
  return readReport(new TextDecoder().decode(bytes), file);
}
