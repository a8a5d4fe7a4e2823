/**
 * What the soundness tests try: the policies as the build makes them, and the values that they are tried with.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { buildBundle, readPolicyTree } from "@sekisho/bundle";
import { isUnknown, resourceTypes, type Json, type Selection } from "@sekisho/estate";
import { createCompiler } from "@sekisho/opa";
import {
  createEngine,
  entrypointOf,
  readBundle,
  slicesOf,
  type PolicyBundle,
  type PolicyEngine,
  type PolicyInfo,
} from "@sekisho/policy";
import { afterAll, afterEach } from "vitest";
import { defaultNow, estateOf, readCases } from "./cases.ts";
import { constantsOf, isRecord, outside, positionOf, visit, type Pools, type Tree } from "./soundness-trees.ts";

/** One seed for every run, so that a failure is met again; it is printed with the failing tree. */
export const seed = 20_261_101;

/** Whether everything is tried at length (`npm run test:full`). */
export const isFull = process.env["SEKISHO_FULL"] === "1";

/** How long one policy may take, in milliseconds: in the full run long enough on a slow machine. */
export const timeout = isFull ? 1_800_000 : 120_000;

/**
 * Gives what prints a line for each policy: below a title once all are through, or in the full run, which takes long, each at
 * once, and what fails too.
 */
export function progress(title: string, print: (text: string) => void): (line: string) => void {
  const lines: string[] = [];
  afterAll(() => {
    print([title, ...lines].join("\n"));
  });
  if (!isFull) return (line) => lines.push(line);
  afterEach(({ task: { name, suite, result } }) => {
    if (result?.state !== "fail") return;
    print(`  ${[suite?.name, name].join(": ")}: ${result.errors?.[0]?.message ?? "failed"}`);
  });
  return (line) => {
    lines.push(line);
    print(line);
  };
}

const files = readPolicyTree(fileURLToPath(new URL("../../policies", import.meta.url)));
const compiler = await createCompiler();
const { archive } = await buildBundle(files, compiler, resourceTypes, {});
/** The bundle of the policies of this repository. */
export const bundle: PolicyBundle = readBundle(archive, { name: "built here", digest: "sha256:0" });
/** The engine that evaluates them. */
export const engine: PolicyEngine = await createEngine(bundle.wasm);
/** The cases of all policies. */
export const suites = readCases(files);

const statuses = ["pass", "fail", "unknown", "not_applicable", "deviation"];

/**
 * Reasons that take a subject out of the question by what it turns out to be, so that its verdict counts no more: a rule
 * whose group, ACL or gateway is there is judged with it, an ACL that no subnet uses (or no internal one) has no effect there, and a balancer that has a listener with a protocol is never a gateway.
 */
const outOfQuestion: readonly (Json | undefined)[] = [
  "JUDGED_WITH_GROUP",
  "JUDGED_WITH_ACL",
  "JUDGED_WITH_GATEWAY",
  "NO_SUBNETS",
  "NO_INTERNAL_SUBNET",
  "GATEWAY_BALANCER",
];

/** The status that a policy gives an input. */
export function statusOf(policy: string, input: Tree): string {
  const result = engine.evaluate(entrypointOf(policy), JSON.stringify(input));
  const verdict = result.ok && isRecord(result.value) ? result.value : {};
  const status = verdict["status"];
  if (typeof status !== "string" || !statuses.includes(status)) return "no verdict";
  return outOfQuestion.includes(verdict["reason"]) ? outside : status;
}

/** The estates of all cases. */
export const caseEstates = suites.flatMap(({ cases }) =>
  cases.map((situation) => ({ estate: estateOf(situation), instant: situation.now ?? defaultNow })),
);
/** The values that the cases of all policies hold, by attribute. */
const seen = new Map<string, Set<string>>();
for (const { estate, instant } of caseEstates) {
  for (const { policy, input } of slicesOf({ estate, bundle, instant }).slices) {
    const roots = selectionOf(policy).roots;
    for (const [type, tree] of Object.entries(input)) {
      const fields = roots[type];
      if (fields === undefined || !isRecord(tree)) continue;
      visit(tree, fields, positionOf(type), (path, value) => {
        if (isUnknown(value)) return;
        let known = seen.get(path);
        if (known === undefined) seen.set(path, (known = new Set()));
        known.add(JSON.stringify(value));
      });
    }
  }
}

function selectionOf(policy: string): Selection {
  const info = bundle.policies.find(({ id }) => id === policy);
  if (info === undefined) throw new Error(`no policy ${policy}`);
  return info.selection;
}

/** What is drawn for a policy: values of the cases, and its own constants. */
export function poolsOf({ id, reasons, selection }: PolicyInfo): Pools {
  const path = `sekisho/${id.replace(".", "/")}/${id.slice(id.indexOf(".") + 1)}.rego`;
  const parsed = compiler.parse({ files: { [path]: files[path] ?? "" } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return { seen, constants: constantsOf(parsed.value[path], Object.keys(reasons), selection) };
}
