import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SekishoError } from "@sekisho/estate";
import { isPolicyId } from "@sekisho/policy";
import { parseCommand } from "../arguments.ts";
import { unwritable } from "../files.ts";
import { writeNewFile, type CommandIo } from "../io.ts";
import { newPolicy } from "../new/new-policy.ts";
import { newSheet } from "../new/new-sheet.ts";

/** Writes a sheet or a policy to begin with; a file that is there already is left as it is, and said so. */
export async function newCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("new", argv, { policies: { type: "string", default: "policies" } });
  const [what, name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw usage();
  const files = filesOf(what, name, values.policies);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(path), { recursive: true }).catch((cause: unknown) => {
      throw unwritable(path, cause);
    });
    await writeNewFile(path, text);
    io.stderr(`sekisho: ${path} is written\n`);
  }
  return 0;
}

function filesOf(what: string | undefined, name: string, folder: string): Readonly<Record<string, string>> {
  if (what === "sheet") {
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/u.test(name)) {
      throw new SekishoError("USAGE", `A sheet's name is of small letters, digits and hyphens, unlike "${name}".`);
    }
    return { [`${name}.yaml`]: newSheet(name) };
  }
  if (what !== "policy") throw usage();
  const [, family, policy] = /^([a-z][a-z0-9_]*)[.]([a-z][a-z0-9_]*)$/u.exec(name) ?? [];
  if (family === undefined || policy === undefined) {
    throw new SekishoError("USAGE", `A policy's name is FAMILY.NAME in snake_case, as acme.backups, unlike "${name}".`);
  }
  if (isPolicyId(name)) throw new SekishoError("USAGE", `${name} is the name of a built-in policy. Choose another.`);
  return Object.fromEntries(
    Object.entries(newPolicy(family, policy)).map(([path, text]) => [join(folder, path), text]),
  );
}

function usage(): SekishoError {
  return new SekishoError(
    "USAGE",
    "new makes one thing: sekisho new sheet NAME, or sekisho new policy FAMILY.NAME [--policies FOLDER].",
  );
}
