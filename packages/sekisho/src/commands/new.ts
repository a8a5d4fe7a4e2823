import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SekishoError } from "@sekisho/estate";
import { builtinPolicyIds } from "@sekisho/policy";
import { parseCommand } from "../arguments.ts";
import { unwritable } from "../files.ts";
import { writeNewFile, type CommandIo } from "../io.ts";
import { newPolicy } from "../new/new-policy.ts";
import { newSheet } from "../new/new-sheet.ts";
import { newType, type NewFiles } from "../new/new-type.ts";

/** Families of built-in policies, and the folders of a policy tree that are no family. */
const reservedFamilies: ReadonlySet<string> = new Set([
  ...builtinPolicyIds.map((id) => id.slice(0, id.indexOf("."))),
  "lib",
  "main",
]);

interface Flags {
  readonly policies: string;
  readonly types: string;
  readonly schema?: string | undefined;
}

/**
 * Writes a sheet, a policy or a resource type to begin with, and says what comes next; a file that is there already is left as it
 * is, and said so.
 */
export async function newCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("new", argv, {
    policies: { type: "string", default: "policies" },
    types: { type: "string", default: "types" },
    schema: { type: "string" },
  });
  const [what, name, ...others] = positionals;
  if (name === undefined || others.length > 0) throw usage();
  const { files, next } = await filesOf(what, name, values);
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(path), { recursive: true }).catch((cause: unknown) => {
      throw unwritable(path, cause);
    });
    await writeNewFile(path, text);
    io.stderr(`sekisho: ${path} is written\n`);
  }
  for (const line of next) io.stderr(`sekisho: ${line}\n`);
  return 0;
}

async function filesOf(what: string | undefined, name: string, flags: Flags): Promise<NewFiles> {
  switch (what) {
    case "sheet":
      return sheetFiles(name);
    case "policy":
      return policyFiles(name, flags.policies);
    case "type":
      return newType(typeName(name), flags.types, flags.schema);
    case undefined:
    default:
      throw usage();
  }
}

function sheetFiles(name: string): NewFiles {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/u.test(name)) {
    throw new SekishoError("USAGE", `A sheet's name is of small letters, digits and hyphens, unlike "${name}".`);
  }
  return {
    files: { [`${name}.yaml`]: newSheet(name) },
    next: [`Check it: sekisho check plan.json --sheet ./${name}.yaml`],
  };
}

function policyFiles(name: string, folder: string): NewFiles {
  const [, family, policy] = /^([a-z][a-z0-9_]*)[.]([a-z][a-z0-9_]*)$/u.exec(name) ?? [];
  if (family === undefined || policy === undefined) {
    throw new SekishoError("USAGE", `A policy's name is FAMILY.NAME in snake_case, as acme.backups, unlike "${name}".`);
  }
  if (reservedFamilies.has(family)) {
    const reserved = [...reservedFamilies].sort().join(", ");
    throw new SekishoError(
      "USAGE",
      `The family ${family} is not for policies of your own, which later built-in ones could be named like. Choose another than ${reserved}.`,
    );
  }
  const files = Object.entries(newPolicy(family, policy)).map(([path, text]) => [join(folder, path), text] as const);
  return {
    files: Object.fromEntries(files),
    next: [
      `Test it: sekisho policy test ${folder}`,
      `Build it: sekisho bundle build --extend ${folder} --output own.tar.gz`,
      `Check with it: sekisho check plan.json --bundle own.tar.gz --sheet none --policy ${name}`,
      `A sheet of yours names it below own_policies, and a claim below decides.`,
    ],
  };
}

function typeName(name: string): string {
  if (/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/u.test(name)) return name;
  throw new SekishoError("USAGE", `A resource type has Terraform's name, as aws_sqs_queue, unlike "${name}".`);
}

function usage(): SekishoError {
  return new SekishoError(
    "USAGE",
    "new makes one thing: sekisho new sheet NAME, new policy FAMILY.NAME [--policies FOLDER], or new type NAME [--types FOLDER] [--schema FILE].",
  );
}
