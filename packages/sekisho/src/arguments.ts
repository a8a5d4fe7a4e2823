import { parseArgs, type ParseArgsConfig } from "node:util";
import { SekishoError } from "@sekisho/estate";
import type { SourceSettings } from "./source/load-source.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Flags of the design that do not work yet, with what they will be for. */
const notYet: Readonly<Record<string, string>> = {
  "verify-key": "signed bundles",
  "signing-key": "signed bundles",
};

/**
 * Parses a command's arguments.
 *
 * @throws SekishoError `USAGE` for a flag the command does not have, or one without its value.
 */
export function parseCommand<const T extends Options>(
  command: string,
  argv: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ options: T; allowPositionals: true; args: string[] }>> {
  for (const argument of argv) {
    const flag = /^--([a-z-]+)/u.exec(argument)?.[1];
    if (flag !== undefined && !Object.hasOwn(options, flag) && Object.hasOwn(notYet, flag)) {
      throw new SekishoError(
        "USAGE",
        `${command}: --${flag} does not work yet; it is for ${notYet[flag] ?? ""}. Leave it out.`,
      );
    }
  }
  const parsed = parseTokens(command, argv, options);
  const given = parsed.tokens.flatMap((token) => (token.kind === "option" ? [token.name] : []));
  refuseRepeated(command, given, options);
  return parsed;
}

function parseTokens<const T extends Options>(
  command: string,
  argv: readonly string[],
  options: T,
): ReturnType<typeof parseArgs<{ options: T; allowPositionals: true; args: string[]; tokens: true }>> {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: true, tokens: true });
  } catch (cause) {
    const what =
      cause instanceof Error ? (cause.message.split(/\.\s/u)[0] ?? cause.message) : "the arguments are not understood";
    throw new SekishoError("USAGE", `${command}: ${what}. See: sekisho --help.`, { cause });
  }
}

/** Of several values of a flag that takes one, all but the last would be passed over. */
function refuseRepeated(command: string, given: readonly string[], options: Options): void {
  for (const [name, { type, multiple }] of Object.entries(options)) {
    const times = given.filter((one) => one === name).length;
    if (type === "boolean" || multiple === true || times < 2) continue;
    throw new SekishoError("USAGE", `${command}: --${name} is given ${String(times)} times. Give it once.`);
  }
}

/** Takes one value of a closed list. */
export function oneOf<const Value extends string>(
  flag: string,
  value: string | undefined,
  values: readonly Value[],
  otherwise: Value,
): Value {
  if (value === undefined) return otherwise;
  const found = values.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new SekishoError("USAGE", `${flag} cannot be "${value}". It is one of: ${values.join(", ")}.`);
  }
  return found;
}

/** Asks for at least one document. */
export function someDocuments(command: string, positionals: readonly string[]): readonly string[] {
  if (positionals.length === 0) {
    throw new SekishoError("USAGE", `${command} needs a document. Give a file, LABEL=FILE, or - for standard input.`);
  }
  return positionals;
}

/** The flags of commands that read Terraform source and templates of CloudFormation. */
export const sourceFlags = {
  source: { type: "string" },
  "var-file": { type: "string", multiple: true },
  parameters: { type: "string" },
  new: { type: "boolean" },
  "no-new": { type: "boolean" },
} as const satisfies Options;

/** Takes what the flags say about Terraform source and templates. */
export function sourceSettings(values: {
  readonly source?: string | undefined;
  readonly "var-file"?: readonly string[] | undefined;
  readonly parameters?: string | undefined;
  readonly new?: boolean | undefined;
  readonly "no-new"?: boolean | undefined;
}): SourceSettings {
  if (values.new === true && values["no-new"] === true) {
    throw new SekishoError("USAGE", "--new and --no-new contradict each other. Give one of them.");
  }
  return {
    ...(values.source === undefined ? {} : { source: values.source }),
    ...(values["var-file"] === undefined ? {} : { variableFiles: values["var-file"] }),
    ...(values.parameters === undefined ? {} : { parameterFile: values.parameters }),
    ...(values.new === true ? { isNew: true } : values["no-new"] === true ? { isNew: false } : {}),
  };
}

/** Asks for at least one key to verify with. */
export function verifyKeys(values: { readonly "verify-key"?: readonly string[] | undefined }): readonly string[] {
  const keys = values["verify-key"] ?? [];
  if (keys.length > 0) return keys;
  throw new SekishoError("USAGE", "Without a key nothing is verified. Give --verify-key FILE, a public key in PEM.");
}
