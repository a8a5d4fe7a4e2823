// Extracts what the declared resource types need of each vocabulary into packages/estate/vocabulary.
//
//   npm run vocabulary                     writes every file
//   npm run vocabulary api cloudformation  writes the files whose names begin so
//   npm run vocabulary -- --check          compares fresh extractions with the files and exits 1 if they differ
//
// Build the package first: the declared types are read from dist. Where each vocabulary comes from, and what it takes to
// extract it, stands at the head of the files in scripts/vocabulary.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { apiFile } from "./vocabulary/api.mjs";
import { awsTypesFile } from "./vocabulary/aws-types.mjs";
import { cloudformationFile } from "./vocabulary/cloudformation.mjs";
import { configFile } from "./vocabulary/config.mjs";
import { say } from "./vocabulary/packages.mjs";
import { terraformFiles } from "./vocabulary/terraform.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = [configFile, cloudformationFile, apiFile, ...terraformFiles, awsTypesFile];
const isCheck = process.argv.includes("--check");
const asked = process.argv.slice(2).filter((argument) => argument !== "--check");
const unknown = asked.find((name) => !files.some((file) => file.name.startsWith(name)));
if (unknown !== undefined) {
  say(`there is no vocabulary "${unknown}"; use ${files.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}

const registry = join(root, "dist", "types", "index.js");
if (!existsSync(registry)) {
  say("packages/estate/dist is missing; run `npm run build` first");
  process.exit(2);
}
const { resourceTypes } = await import(pathToFileURL(registry).href);
const { apiCalls } = await import(pathToFileURL(join(root, "dist", "types", "aws", "api-calls.js")).href);
const { describeDeclared } = await import(pathToFileURL(join(root, "dist", "types", "declared-paths.js")).href);

const folder = mkdtempSync(join(tmpdir(), "sekisho-vocabulary-"));
try {
  for (const { name, path, extract } of files) {
    if (asked.length > 0 && !asked.some((start) => name.startsWith(start))) continue;
    const file = join(root, path ?? `vocabulary/${name}.json`);
    const committed = existsSync(file) ? readFileSync(file, "utf8") : null;
    const fresh = await extract({
      resourceTypes,
      declared: describeDeclared(resourceTypes, apiCalls),
      folder,
      committed: committed === null ? null : JSON.parse(committed),
    });
    if (fresh === null) {
      say(`${name}: its source is not at hand; the committed file stays as it is`);
    } else if (!isCheck) {
      writeFileSync(file, fresh);
      say(`${file}: ${String(Buffer.byteLength(fresh))} bytes`);
    } else if (fresh !== committed) {
      say(`${file} differs from a fresh extraction; run \`npm run vocabulary\` and commit the result`);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
