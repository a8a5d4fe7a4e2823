import { builtinPoliciesFolder } from "@sekisho/catalog/files";
import { counted, resourceTypes, SekishoError } from "@sekisho/estate";
import { parseCommand } from "../arguments.ts";
import { loadCompiler, loadOpa } from "../compiler.ts";
import { ownTypesAt } from "../settings/load-settings.ts";
import { writeOutput, type CommandIo } from "../io.ts";

/** Builds a bundle from a policy tree, the built-in one unless a folder is given, and policies beside it. */
export async function bundleCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("bundle", argv, {
    output: { type: "string" },
    policies: { type: "string" },
    extend: { type: "string" },
    revision: { type: "string" },
    settings: { type: "string" },
  });
  if (positionals.length !== 1 || positionals[0] !== "build") {
    throw new SekishoError("USAGE", "bundle does one thing so far: sekisho bundle build --output FILE.");
  }
  if (values.output === undefined) {
    throw new SekishoError("USAGE", "bundle build needs --output FILE, the file to write the bundle to.");
  }
  const { buildBundle, readPolicyTree } = await loadCompiler("bundle build");
  const policiesIn = (folder: string): Readonly<Record<string, string>> => somePolicies(folder, readPolicyTree(folder));
  const tree = policiesIn(values.policies ?? builtinPoliciesFolder);
  const files = values.extend === undefined ? tree : extended(tree, policiesIn(values.extend));
  const own = await ownTypesAt(values.settings);
  const { archive, metadata, revision } = await buildBundle(files, await loadOpa(), resourceTypes, {
    own,
    ...(values.revision === undefined ? {} : { revision: values.revision }),
  });
  await writeOutput(values.output, archive);
  for (const { type, undeclared } of metadata.types ?? []) {
    if (undeclared !== true) continue;
    io.stderr(
      `sekisho: nothing declares ${type}: what its resources leave out is unknown. To declare it: sekisho new type ${type}\n`,
    );
  }
  io.stderr(
    `sekisho: ${values.output}: ${counted(metadata.policies.length, "policy", "policies")}, revision ${revision}, ${counted(archive.length, "byte")}\n`,
  );
  return 0;
}

function somePolicies(folder: string, tree: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (Object.keys(tree).some((path) => path.startsWith("sekisho/") && path.endsWith(".rego"))) return tree;
  throw new SekishoError(
    "POLICY_INVALID",
    `The folder ${folder} holds no policy. Name the one that holds sekisho/<family>/<name>/.`,
  );
}

function extended(
  tree: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const twice = Object.keys(own).find((path) => Object.hasOwn(tree, path));
  if (twice === undefined) return { ...tree, ...own };
  throw new SekishoError("USAGE", `--extend holds ${twice}, which the policies have already. Give it another name.`);
}
