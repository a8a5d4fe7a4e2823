import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { buildBundle, readPolicyTree } from "@sekisho/bundle";
import { resourceTypes } from "@sekisho/estate";
import { createCompiler, type Compiler } from "@sekisho/opa";
import { nativeOpaPath } from "@sekisho/opa/native";
import {
  builtinPolicyIds,
  createEngine,
  entrypointOf,
  readBundle,
  slicesOf,
  type PolicyBundle,
  type PolicyEngine,
} from "@sekisho/policy";
import { afterAll, describe, expect, test } from "vitest";
import { defaultNow, hasOneSource, estateOf, neverFails, readCases, runCase, type PolicyCase } from "./cases.ts";

const policies = fileURLToPath(new URL("../../policies", import.meta.url));
const files = readPolicyTree(policies);
const compiler: Compiler = await createCompiler();
const { archive } = await buildBundle(files, compiler, resourceTypes, {});
const bundle: PolicyBundle = readBundle(archive, { name: "built here", digest: "sha256:0" });
const engine: PolicyEngine = await createEngine(bundle.wasm);
const suites = readCases(files);

describe("Rego unit tests", () => {
  const report = compiler.test({ files: regoOnly(files), coverage: true });
  if (!report.ok) throw new Error(JSON.stringify(report.errors));

  test.each(report.value.tests.map((result) => [`${result.package}.${result.name}`, result]))("%s", (_, result) => {
    expect({ outcome: result.outcome, error: result.error }).toEqual({ outcome: "pass", error: null });
  });

  afterAll(() => {
    console.log(`Rego line coverage: ${(report.value.coverage?.percent ?? 0).toFixed(1)} %`);
  });
});

function regoOnly(all: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(all).filter(([path]) => path.endsWith(".rego")));
}

describe.each(suites)("$policy", ({ policy, cases }) => {
  test.each(cases.map((situation) => [situation.name, situation] as const))("%s", (_, situation) => {
    const { expected, found } = runCase(policy, situation, { bundle, engine });
    expect(found).toEqual(expected);
  });

  test("has a name, a citation and an expectation for every case, and no name twice", () => {
    expect(new Set(cases.map(({ name }) => name)).size).toBe(cases.length);
    for (const { name, cites, twin_of: twin, expect: expected } of cases) {
      expect(cites !== undefined || twin !== undefined, `${name} cites nothing`).toBe(true);
      expect(expected.length, `${name} expects nothing`).toBeGreaterThan(0);
    }
  });

  const selection = bundle.policies.find(({ id }) => id === policy)?.selection ?? { roots: {} };
  const subjects = Object.keys(selection.roots);

  test("has a case of each status it can give", () => {
    const statuses = new Set(cases.flatMap(({ expect: expected }) => expected.map(({ status }) => status)));
    // The sheet is given as a whole: only of what is planned it may leave something open.
    const given = subjects.every((type) => type === "sheet") ? ["pass", "fail"] : ["pass", "fail", "unknown"];
    expect([...statuses]).toEqual(
      expect.arrayContaining(given.filter((status) => status !== "fail" || !neverFails.includes(policy))),
    );
  });

  test.runIf(!hasOneSource(selection))("has a twin in another source", () => {
    const config = cases.filter(({ documents }) => documents.some((document) => "config" in document));
    expect(config.length).toBeGreaterThan(0);
  });
});

test("every policy folder has cases, under its own id", () => {
  expect(suites.map(({ policy }) => policy)).toEqual(bundle.policies.map(({ id }) => id).sort());
});

test("the policies without a folder yet are listed", () => {
  const missing = builtinPolicyIds.filter((id) => !bundle.policies.some((policy) => policy.id === id));
  console.log(
    `${String(missing.length)} of ${String(builtinPolicyIds.length)} policies have no folder yet:\n${missing.join(" ")}`,
  );
  expect(bundle.policies.every(({ id }) => builtinPolicyIds.some((known) => known === id))).toBe(true);
});

describe("a real OPA that loads the bundle", () => {
  const opa = nativeOpaPath();
  if (opa === null)
    console.warn(
      "the comparison with a native opa is skipped: none was built and none of the pinned version is on PATH",
    );

  const all: readonly (readonly [string, PolicyCase])[] = suites.flatMap(({ policy, cases }) =>
    cases.map((situation) => [`${policy}: ${situation.name}`, situation] as const),
  );

  test.skipIf(opa === null)("gives our verdicts for the slices of every case", () => {
    const folder = mkdtempSync(`${tmpdir()}/sekisho-conformance-`);
    writeFileSync(`${folder}/bundle.tar.gz`, archive);
    // One process for all cases: subjects are named by their case.
    const slices = all.flatMap(([name, situation]) =>
      slicesOf({ estate: estateOf(situation), bundle, instant: situation.now ?? defaultNow }).slices.map((slice) => ({
        ...slice,
        subject: `${name} ${slice.subject}`,
      })),
    );
    const run = spawnSync(
      opa ?? "",
      ["eval", "-b", `${folder}/bundle.tar.gz`, "-I", "--format", "json", "data.sekisho.main.verdicts"],
      {
        input: JSON.stringify({ slices }),
        encoding: "utf8",
        maxBuffer: 1 << 30,
      },
    );
    expect(run.status, run.stderr).toBe(0);
    const output = JSON.parse(run.stdout) as { result: [{ expressions: [{ value: readonly OpaVerdict[] }] }] };
    const byOpa = output.result[0].expressions[0].value;

    const byEngine = slices.flatMap(({ policy, subject, input }) => {
      const result = engine.evaluate(entrypointOf(policy), JSON.stringify(input));
      return result.ok && result.value !== undefined ? [{ policy, subject, verdict: result.value }] : [];
    });
    expect(sorted(byOpa)).toEqual(sorted(byEngine));
    expect(byOpa.length).toBe(slices.length);
    console.log(`a native opa and the engine agree on ${String(byOpa.length)} verdicts of ${String(all.length)} cases`);
  });
});

interface OpaVerdict {
  readonly policy: string;
  readonly subject: string;
  readonly verdict: unknown;
}

function sorted(verdicts: readonly OpaVerdict[]): readonly OpaVerdict[] {
  const key = ({ policy, subject }: OpaVerdict): string => `${policy}\n${subject}`;
  return [...verdicts].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
