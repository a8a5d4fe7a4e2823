import { claimsOfSheet, isNarrative, traceSource, type TracePart } from "@sekisho/form";
import { agreeing, counted, SekishoError } from "@sekisho/estate";
import { parseCommand } from "../../arguments.ts";
import { loadSheet } from "../../load-sheet.ts";
import { readBytes } from "../../files.ts";
import { chunksOf, visible, type CommandIo } from "../../io.ts";

/**
 * Prints of every character of a sheet's source by which claims it is covered: a line for each run, with its place. Exit
 * status 1 if a claim's place is not in the source.
 */
export async function traceCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("sheet trace", argv, {
    source: { type: "string" },
    sheet: { type: "string" },
  });
  if (values.source === undefined || positionals.length > 0) {
    throw new SekishoError("USAGE", "sheet trace needs the source of a sheet. Give --source FILE.");
  }
  const sheet = await loadSheet(values.sheet);
  const { parts, outside } = traceSource(await readBytes(values.source, "source"), values.source, claimsOfSheet(sheet));
  const lines = parts.map(
    (part) => `${part.line}:${part.start}-${part.end}\t${coverOf(part)}\t${visible(part.text)}\n`,
  );
  for (const chunk of chunksOf(lines)) await io.stdout(chunk);
  const left = parts.filter(isNarrative);
  const covered = parts.filter(({ claims }) => claims.length > 0);
  const inSource = sheet.claims.length - outside.length;
  io.stderr(
    `${inSource} of ${counted(sheet.claims.length, "claim")} of ${sheet.id} ${agreeing(inSource, "covers", "cover")} ` +
      `${counted(lengthOf(covered), "character")}; ${counted(lengthOf(left), "character")} of narrative ` +
      `${agreeing(lengthOf(left), "is", "are")} left over in ${counted(left.length, "place")}.\n`,
  );
  for (const id of outside) io.stderr(`${id}: its place is not in the source.\n`);
  return outside.length === 0 ? 0 : 1;
}

function coverOf(part: TracePart): string {
  if (part.claims.length > 0) return part.claims.join(",");
  return isNarrative(part) ? "narrative" : "blank";
}

function lengthOf(parts: readonly TracePart[]): number {
  return parts.reduce((sum, { start, end }) => sum + end - start, 0);
}
