// Formats every Rego file by OPA's own formatter; `--check` compares instead and exits 1 on a difference.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createCompiler } from "@sekisho/opa";
import { root } from "./steps.mjs";

const folder = `${root}/policies`;
const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".rego"));
const files = Object.fromEntries(paths.map((path) => [path, readFileSync(`${folder}/${path}`, "utf8")]));

const compiler = await createCompiler();
const formatted = compiler.format({ files });
if (!formatted.ok) {
  for (const { file, row, column, message } of formatted.errors) {
    process.stderr.write(`policies/${file}:${row}:${column}: ${message}\n`);
  }
  process.exitCode = 1;
} else {
  const different = paths.filter((path) => formatted.value[path] !== files[path]);
  for (const path of different) {
    if (process.argv.includes("--check"))
      process.stderr.write(`policies/${path} is not formatted: run \`npm run format\`.\n`);
    else writeFileSync(`${folder}/${path}`, formatted.value[path]);
  }
  if (process.argv.includes("--check") && different.length > 0) process.exitCode = 1;
}
