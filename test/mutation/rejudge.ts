import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import { readPolicyTree } from "@sekisho/bundle";
import { createCompiler } from "@sekisho/opa";
import { mutatePolicy, printResult } from "./mutate-policy.ts";
import { mutateRego } from "./mutate-rego.ts";
import { mutateSelection } from "./mutate-selection.ts";
import { sourceOf } from "./listed-mutants.ts";
import { testedPolicies } from "./tested-policy.ts";
const c = await createCompiler();
const tp = testedPolicies(readPolicyTree(fileURLToPath(new URL("../../policies", import.meta.url))), c);
const text = readFileSync(process.argv[2] ?? "", "utf8").split("\n");
const keys = new Map<string, Set<string>>();
text.forEach((line, i) => {
  const m = /^ {2}policies\/sekisho\/(\w+)\/(\w+)\/\S+?:\d+:\d+: (.*)$/u.exec(line);
  if (!m) return;
  const id = `${m[1]}.${m[2]}`;
  if (!keys.has(id)) keys.set(id, new Set());
  keys.get(id)?.add(m[3] + "|" + (text[i + 1] ?? "").trim());
});
for (const id of process.argv.slice(3)) {
  const p = tp.take(id);
  const all = [...mutateRego(p.module, p.words).map((m) => [m, p.texts[p.files.rego]] as const), ...mutateSelection(p.texts[p.files.graphql] ?? "").map((m) => [m, p.texts[p.files.graphql]] as const)];
  const want = keys.get(id) ?? new Set();
  const idx = new Set(all.flatMap(([m, t], i) => want.has(`${m.operator} in ${m.within}: ${m.change}|${sourceOf(m, t ?? "")}`) ? [i] : []));
  const r = mutatePolicy(p, c, () => idx);
  console.log("TOTAL", all.length, printResult(r, 0));
}
