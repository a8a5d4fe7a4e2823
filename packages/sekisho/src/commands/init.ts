import { buildEstate, draftProfile, readDocuments, resourceTypes } from "@sekisho/estate";
import { parseCommand, someDocuments, sourceFlags, sourceSettings } from "../arguments.ts";
import { writeNewFile, type CommandIo } from "../io.ts";
import { loadDocuments } from "../load.ts";

/** Writes a first profile from what documents show, for its owner to confirm; a file that is there stays as it is. */
export async function initCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("init", argv, { output: { type: "string" }, ...sourceFlags });
  const documents = someDocuments("init", positionals);
  const contents = readDocuments(await loadDocuments(documents, io.stdin, sourceSettings(values)), resourceTypes);
  const profile = draftProfile(buildEstate(contents));
  if (values.output === undefined) await io.stdout(profile);
  else await writeNewFile(values.output, profile);
  return 0;
}
