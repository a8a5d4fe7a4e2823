import { basename, resolve } from "node:path";
import {
  diagnosticLines,
  formats,
  isFormat,
  languages,
  renderPieces,
  waiverProblemLines,
  type Format,
} from "@sekisho/report";
import { SekishoError } from "@sekisho/estate";
import { exitStatus, parseFailOn, type Report } from "@sekisho/sheet";
import { oneOf, parseCommand, someDocuments, sourceFlags, sourceSettings } from "../arguments.ts";
import { checkWith } from "../check.ts";
import { chunksOf, writeOutput, type CommandIo } from "../io.ts";
import { loadSigningKey } from "../ledger/keys.ts";
import { placeOf } from "../load.ts";
import { settingsAt } from "../settings/load-settings.ts";
import { recordReport, type LedgerTarget } from "../ledger/ledger-file.ts";

/** Checks documents and renders the report; gives the exit status. */
export async function checkCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("check", argv, {
    runtime: { type: "string", multiple: true },
    baseline: { type: "string" },
    sheet: { type: "string" },
    profile: { type: "string" },
    waivers: { type: "string" },
    ledger: { type: "string" },
    "ledger-key": { type: "string" },
    issue: { type: "string" },
    policy: { type: "string", multiple: true },
    bundle: { type: "string" },
    settings: { type: "string" },
    now: { type: "string" },
    format: { type: "string", multiple: true },
    lang: { type: "string" },
    "fail-on": { type: "string", multiple: true },
    quiet: { type: "boolean", default: false },
    ...sourceFlags,
  });
  const outputs = parseOutputs(values.format ?? ["text"]);
  refuseInputs(outputs, [
    ...[...positionals, ...(values.runtime ?? [])].map((argument) => placeOf(argument).path),
    ...[values.profile, values.waivers, values.sheet, values["ledger-key"]].filter((path) => path !== undefined),
  ]);
  const lang = oneOf("--lang", values.lang, languages, io.lang);
  const failOn = values["fail-on"] === undefined ? null : parseFailOn(values["fail-on"].join(","));
  const ledger = await ledgerTarget(values);
  const settings = await settingsAt(values.settings);
  const checked = await checkWith(
    {
      documents: values.runtime === undefined ? someDocuments("check", positionals) : positionals,
      ...sourceSettings(values),
      ...(values.runtime === undefined ? {} : { runtime: values.runtime }),
      ...(values.baseline === undefined ? {} : { baseline: values.baseline }),
      ...(values.sheet === undefined ? {} : { sheet: values.sheet === "none" ? null : values.sheet }),
      ...(values.profile === undefined ? {} : { profile: values.profile }),
      ...(values.waivers === undefined ? {} : { waivers: values.waivers }),
      ...(values.policy === undefined ? {} : { policies: values.policy }),
      ...(values.bundle === undefined ? {} : { bundle: values.bundle }),
      ...(settings === undefined ? {} : { settings }),
      ...(values.now === undefined ? {} : { now: values.now }),
    },
    io.stdin,
  );
  // Before anything is handed out: no answer without its statement.
  const report = ledger === null ? checked : await recordReport(checked, ledger);
  warn(report, io);
  // Files first: one that cannot be written is an error, and then nothing stands on standard output.
  for (const { format, file } of outputs) {
    if (file === null) continue;
    await writeOutput(file, renderPieces(report, { format, lang, quiet: values.quiet, color: false }));
  }
  for (const { format, file } of outputs) {
    if (file !== null) continue;
    const pieces = renderPieces(report, { format, lang, quiet: values.quiet, color: io.color });
    for (const chunk of chunksOf(pieces)) await io.stdout(chunk);
  }
  return exitStatus(report, failOn);
}

/** Where the report is to be recorded; null if nowhere. */
async function ledgerTarget(values: {
  readonly ledger?: string | undefined;
  readonly "ledger-key"?: string | undefined;
  readonly issue?: string | undefined;
  readonly policy?: readonly string[] | undefined;
  readonly sheet?: string | undefined;
}): Promise<LedgerTarget | null> {
  const { ledger: path, "ledger-key": key, issue, policy, sheet } = values;
  if (path === undefined) {
    const stray = key !== undefined ? "--ledger-key" : issue !== undefined ? "--issue" : null;
    if (stray !== null) throw new SekishoError("USAGE", `${stray} is for a ledger. Give --ledger FILE as well.`);
    return null;
  }
  if (key === undefined)
    throw new SekishoError("USAGE", "--ledger needs --ledger-key FILE, the key that signs for it.");
  if (policy !== undefined || sheet === "none") {
    throw new SekishoError("USAGE", "A ledger holds whole sheets. Leave --policy and --sheet none out.");
  }
  if (issue?.trim() === "")
    throw new SekishoError("USAGE", "--issue says to whom the sheet is handed out. Give a name.");
  return { path, key: await loadSigningKey(key), issued: issue?.trim() ?? null };
}

interface Output {
  readonly format: Format;
  /** Null for standard output. */
  readonly file: string | null;
}

function parseOutputs(texts: readonly string[]): readonly Output[] {
  const outputs = texts.map((text) => {
    const [name = "", ...rest] = text.split("=");
    if (!isFormat(name)) {
      throw new SekishoError(
        "USAGE",
        `--format cannot be "${name}". It is one of: ${formats.join(", ")}; or NAME=FILE.`,
      );
    }
    const file = rest.length === 0 ? null : rest.join("=");
    if (file === "")
      throw new SekishoError("USAGE", `--format ${text} names no file. Write ${name}=FILE, or ${name} alone.`);
    return { format: name, file };
  });
  if (outputs.filter(({ file }) => file === null).length > 1) {
    throw new SekishoError("USAGE", "Only one --format can go to standard output. Give the others a file: NAME=FILE.");
  }
  const files = outputs.flatMap(({ file }) => (file === null ? [] : [resolve(file)]));
  const twice = files.find((file, index) => files.indexOf(file) < index);
  if (twice !== undefined) {
    throw new SekishoError("USAGE", `The file ${basename(twice)} is to hold two formats. Give each a file of its own.`);
  }
  return outputs;
}

/** A report in the place of what it is about would destroy that; a baseline may give way to the report that follows it. */
function refuseInputs(outputs: readonly Output[], inputs: readonly string[]): void {
  const read = new Set(inputs.map((path) => resolve(path)));
  const file = outputs.find((output) => output.file !== null && read.has(resolve(output.file)))?.file ?? null;
  if (file === null) return;
  throw new SekishoError(
    "USAGE",
    `The file ${basename(file)} is read, and would be overwritten by the report. Give the report a file of its own.`,
  );
}

/** What is so of many good documents: the report tells it, standard error does not. */
const expected: readonly Report["diagnostics"][number]["code"][] = [
  "PLAN_TARGETS_NOT_RECOGNISABLE",
  "CONFIG_ITEM_DELETED",
  "CONFIG_ITEMS_SUPERSEDED",
  "RUNTIME_SUPERSEDED",
  "SOURCE_READ_AS_NEW",
  "MANIFESTS_READ_AS_NEW",
  "TEMPLATE_READ_AS_NEW",
  "HOOK_TARGET_ALONE",
];

/** Says on standard error what makes a document less than the whole truth, one line each. */
function warn(report: Report, io: CommandIo): void {
  const lines = diagnosticLines(report, "en");
  for (const [index, { code }] of report.diagnostics.entries()) {
    if (!expected.includes(code)) io.stderr(`sekisho: ${lines[index] ?? ""}\n`);
  }
  const differences = report.comparison?.baseline?.differences ?? [];
  if (differences.length > 0) {
    io.stderr(
      `sekisho: the earlier report was made otherwise (${differences.join(", ")}): a change may come from there.\n`,
    );
  }
  for (const line of waiverProblemLines(report, "en")) io.stderr(`sekisho: ${line}\n`);
  const errors = report.findings.filter((finding) => finding.status === "error").length;
  if (errors > 0) {
    io.stderr(
      `sekisho: ${String(errors)} evaluations gave no verdict; they are listed as errors and the exit status is 3.\n`,
    );
  }
}
