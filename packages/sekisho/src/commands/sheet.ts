import { SekishoError } from "@sekisho/estate";
import type { CommandIo } from "../io.ts";
import { diffCommand } from "./sheet/diff.ts";
import { importCommand } from "./sheet/import.ts";
import { renderCommand } from "./sheet/render.ts";
import { traceCommand } from "./sheet/trace.ts";

const commands: Readonly<Record<string, (argv: readonly string[], io: CommandIo) => Promise<number>>> = {
  render: renderCommand,
  trace: traceCommand,
  import: importCommand,
  diff: diffCommand,
};

/** What is done with a sheet and its file: `render`, `trace`, `import`, `diff`. */
export async function sheetCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = argv;
  const command = name === undefined || !Object.hasOwn(commands, name) ? undefined : commands[name];
  if (command === undefined) {
    throw new SekishoError("USAGE", `sekisho sheet needs one of: ${Object.keys(commands).join(", ")}.`);
  }
  return command(rest, io);
}
