// Checks a plan as the command does, but evaluates equal trees each time anew; writes the report of all findings.
// usage: without-memory.mjs PLAN REPORT
import { createHash } from "node:crypto";
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { builtinBundleFile } from "@sekisho/catalog/files";
import { createEngine, readBundle } from "@sekisho/policy";
import { renderJson } from "@sekisho/report";
import { check } from "@sekisho/sheet";

const [plan, output] = process.argv.slice(2);
const digestOf = (bytes) => `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
const archive = readFileSync(builtinBundleFile);
const bundle = readBundle(archive, { name: "built-in", digest: digestOf(archive) });
const bytes = readFileSync(plan);
const report = check({
  documents: [{ label: null, name: plan, digest: digestOf(bytes), bytes }],
  profile: null,
  sheet: null,
  bundle,
  engine: { ...(await createEngine(bundle.wasm)), remembers: false },
  instant: "2026-11-01T00:00:00Z",
});
const file = openSync(output, "w");
for (const piece of renderJson(report)) writeSync(file, piece);
closeSync(file);
