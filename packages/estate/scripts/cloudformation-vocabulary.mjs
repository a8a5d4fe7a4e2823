// Extracts CloudFormation's names of the declared resource types into packages/estate/vocabulary/cloudformation.json.
//
//   pnpm vocabulary:cloudformation            writes it
//   pnpm vocabulary:cloudformation --check    compares a fresh extraction with it and exits 1 if they differ
//
// The names come from the published schemas as `@aws-cdk/aws-service-spec` holds them, which npm installs in a temporary
// folder. Build the package first: the declared types are read from dist.

import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const source = { package: "@aws-cdk/aws-service-spec", version: "0.1.216" };
const isCheck = process.argv.includes("--check");
const scalars = { string: "string", boolean: "boolean", integer: "number", number: "number" };

/** Prints one line for the reader, away from standard output. */
function say(line) {
  process.stderr.write(`vocabulary: ${line}\n`);
}

/** Says what stands at a place; statements of web ACLs hold each other, so that nothing goes deeper than needed. */
function propertyOf(type, database, depth) {
  if (type.type === "array") return propertyOf(type.element, database, depth);
  if (type.type === "ref" && depth > 0) {
    return propertiesOf(database.get("typeDefinition", type.reference.$ref), database, depth - 1);
  }
  return scalars[type.type] ?? "json";
}

function propertiesOf({ properties }, database, depth) {
  const names = Object.keys(properties).sort();
  return Object.fromEntries(names.map((name) => [name, propertyOf(properties[name].type, database, depth)]));
}

/** Writes one line a property, so that a change of the vocabulary can be read in a diff. */
function format(origin, types) {
  const lines = Object.entries(types).map(([name, { attributes, properties }]) => {
    const members = Object.entries(properties).map(
      ([property, value]) => `        ${JSON.stringify(property)}: ${JSON.stringify(value)}`,
    );
    return `    ${JSON.stringify(name)}: {\n      "attributes": ${JSON.stringify(attributes)},\n      "properties": {\n${members.join(",\n")}\n      }\n    }`;
  });
  return `{\n  "source": ${JSON.stringify(origin)},\n  "types": {\n${lines.join(",\n")}\n  }\n}\n`;
}

const registry = join(root, "dist", "types", "index.js");
if (!existsSync(registry)) {
  say("packages/estate/dist is missing; run `npx pnpm build` first");
  process.exit(2);
}
const { resourceTypes } = await import(pathToFileURL(registry).href);
const wanted = [...new Set(resourceTypes.flatMap(({ sources }) => sources.cloudformation ?? []))].sort();
const folder = mkdtempSync(join(tmpdir(), "sekisho-vocabulary-"));
let differs = false;
try {
  writeFileSync(join(folder, "package.json"), "{}");
  execFileSync("npm", ["install", `${source.package}@${source.version}`, "--silent", "--no-audit", "--no-fund"], {
    cwd: folder,
    shell: process.platform === "win32",
  });
  const lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  const { integrity } = lock.packages[`node_modules/${source.package}`];
  const { loadAwsServiceSpecSync } = createRequire(join(folder, "package.json"))(source.package);
  const database = loadAwsServiceSpecSync();
  const types = Object.fromEntries(
    wanted.flatMap((name) => {
      const [resource] = database.lookup("resource", "cloudFormationType", "equals", name);
      if (resource === undefined) return [];
      const attributes = Object.keys(resource.attributes).sort();
      return [[name, { attributes, properties: propertiesOf(resource, database, 4) }]];
    }),
  );
  const file = join(root, "vocabulary", "cloudformation.json");
  const fresh = format({ ...source, integrity }, types);
  if (!isCheck) {
    writeFileSync(file, fresh);
    say(`${file}: ${String(Buffer.byteLength(fresh))} bytes`);
  } else if (!existsSync(file) || readFileSync(file, "utf8") !== fresh) {
    say(`${file} differs from a fresh extraction; run \`npx pnpm vocabulary:cloudformation\` and commit the result`);
    differs = true;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(differs ? 1 : 0);
