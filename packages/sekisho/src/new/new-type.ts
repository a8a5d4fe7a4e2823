import { basename, join, posix } from "node:path";
import { findResourceType, resourceTypes, SekishoError } from "@sekisho/estate";
import { loadCompiler } from "../compiler.ts";
import { loadUserFile } from "../load.ts";
import { settingsAt, settingsFile } from "../settings/load-settings.ts";

/** Files to write, and what is to be done by hand. */
export interface NewFiles {
  readonly files: Readonly<Record<string, string>>;
  readonly next: readonly string[];
}

/**
 * Writes the file of a resource type from the provider's schema: the one that is shipped, or what
 * `terraform providers schema -json` printed; and settings that list it, if there are none yet.
 *
 * @throws SekishoError `USAGE` for a type that is built in, `TYPE_UNKNOWN` for one that the schema does not have.
 */
export async function newType(name: string, folder: string, schema: string | undefined): Promise<NewFiles> {
  if (findResourceType(resourceTypes, name) !== undefined) {
    throw new SekishoError("USAGE", `${name} is built in: policies can select it as it is. See: sekisho list types.`);
  }
  const { draftType, findAwsType, readProviderSchema } = await loadCompiler("new type");
  const found =
    schema === undefined ? findAwsType(name) : readProviderSchema(await textOf(schema), name, basename(schema));
  if (found === undefined) {
    throw new SekishoError(
      "TYPE_UNKNOWN",
      `The AWS provider has no resource type ${name}, as far as this version knows. Check the name, or give the schema of your provider: terraform providers schema -json > schema.json, and --schema schema.json.`,
    );
  }
  const file = join(folder, `${name}.yaml`);
  const entry = posix.join(folder.replaceAll("\\", "/"), `${name}.yaml`);
  const hasSettings = (await settingsAt(undefined)) !== undefined;
  return {
    files: {
      [file]: draftType(found, resourceTypes),
      ...(hasSettings ? {} : { [settingsFile]: settingsText(entry) }),
    },
    next: [
      ...(hasSettings ? [`Add it to ${settingsFile}, below types: - ${entry}`] : []),
      `Go through ${file}, and see: sekisho list types`,
    ],
  };
}

async function textOf(schema: string): Promise<string> {
  return (await loadUserFile(schema, "provider schema", "DOCUMENT_INVALID")).text;
}

function settingsText(entry: string): string {
  return `# What the checks and policies of this folder share; sekisho reads it here by itself, or where --settings says.
schema: sekisho.settings/v1
types:
  - ${entry}
`;
}
