import { isDeepStrictEqual } from "node:util";
import { isSekishoError, noOwnTypes, resourceTypes, SekishoError, type OwnTypes } from "@sekisho/estate";
import type { Compiler, TestResult } from "@sekisho/opa";
import { createEngine, readBundle } from "@sekisho/policy";
import { buildBundle } from "../build-bundle.ts";
import { fromOpa } from "../compile-policies.ts";
import { compare, policyTreeError } from "../problem.ts";
import { policyOf, readCases, type ExpectedFinding, type PolicyCases } from "./policy-cases.ts";
import { runCase, type CaseResult } from "./run-case.ts";

/** A case that a policy does not keep, or a unit test that does not pass. */
export interface PolicyFailure {
  readonly kind: "case" | "unit test";
  readonly name: string;
  /** Its file in the policy tree, and the line from 1. */
  readonly file: string;
  readonly line: number;
  /** Of a case: the subjects that differ. */
  readonly subjects: readonly DifferentSubject[];
}

/** What is expected and found of one subject; null where there is nothing. */
export interface DifferentSubject {
  readonly subject: string;
  readonly expected: ExpectedFinding | null;
  readonly found: ExpectedFinding | null;
}

/** What became of the tests of one policy, or of a library's. */
export interface PolicyTestResult {
  /** The policy's id; of a library `lib.<name>`. */
  readonly policy: string;
  readonly unitTests: number;
  readonly cases: number;
  /** In the order of their files. */
  readonly failures: readonly PolicyFailure[];
}

/** What is tested, and with what. */
export interface PolicyTestOptions {
  /** Only these policies; all of the tree unless given. */
  readonly policies?: readonly string[];
  /** The resource types of the users' own. */
  readonly own?: OwnTypes;
}

/**
 * Runs the unit tests and the cases of policies: the cases through the readers and a module that is built of the policies, as
 * every check runs.
 *
 * @param files - The tree of the policies, by path.
 * @param beside - The built-in tree, for the library and for policies whose verdicts the others ask for. A tree that has a
 * library of its own does without it.
 * @throws SekishoError `POLICY_INVALID` if the policies do not hold together, or a file of cases cannot be used;
 * `POLICY_UNKNOWN` if a policy that is asked for is not in the tree.
 */
export async function testPolicies(
  files: Readonly<Record<string, string>>,
  beside: Readonly<Record<string, string>>,
  compiler: Compiler,
  { policies, own = noOwnTypes }: PolicyTestOptions = {},
): Promise<readonly PolicyTestResult[]> {
  const tested = policies === undefined ? files : filesOf(policies, files);
  const suites = readCases(tested);
  const around = Object.keys(files).some((path) => path.startsWith("sekisho/lib/")) ? files : { ...beside, ...files };
  const tree = { ...neededOf(around, tested), ...tested };
  const { archive } = await buildBundle(tree, compiler, resourceTypes, { own });
  const bundle = readBundle(archive, { name: "policies", digest: "sha256:0" });
  const engine = await createEngine(bundle.wasm);
  const cases = suites.map((suite) => ({
    policy: suite.policy,
    failures: failedCases(suite, (situation) => runCase(suite.policy, situation, { bundle, engine })),
    count: suite.cases.length,
  }));
  const units = unitTests(tree, tested, compiler);
  const names = new Set([...cases.map(({ policy }) => policy), ...units.map((test) => policyOf(test.file))]);
  return [...names].sort(compare).map((policy) => {
    const tests = units.filter(({ file }) => policyOf(file) === policy);
    const situations = cases.find((suite) => suite.policy === policy);
    return {
      policy,
      unitTests: tests.length,
      cases: situations?.count ?? 0,
      failures: [...tests.flatMap(failedUnitTest), ...(situations?.failures ?? [])],
    };
  });
}

function filesOf(
  policies: readonly string[],
  files: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    policies.flatMap((id) => {
      const found = Object.entries(files).filter(([path]) => path.startsWith(`sekisho/${id.replace(".", "/")}/`));
      if (found.length > 0) return found;
      throw new SekishoError("POLICY_UNKNOWN", `The policies do not hold ${id}. Name a policy as FAMILY.NAME.`);
    }),
  );
}

/** The library, and the policies that others ask, with those that they ask: the rest of a large tree need not be compiled. */
function neededOf(
  tree: Readonly<Record<string, string>>,
  tested: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const needed = new Set(["sekisho/lib/"]);
  const open = Object.values(tested);
  for (let text = open.pop(); text !== undefined; text = open.pop()) {
    for (const [, family = "", name = ""] of text.matchAll(/\bdata\.sekisho\.(\w+)\.(\w+)/gu)) {
      const folder = `sekisho/${family}/${name}/`;
      if (family === "lib" || needed.has(folder)) continue;
      needed.add(folder);
      open.push(...Object.keys(tree).flatMap((path) => (path.startsWith(folder) ? [tree[path] ?? ""] : [])));
    }
  }
  const folders = [...needed];
  return Object.fromEntries(Object.entries(tree).filter(([path]) => folders.some((folder) => path.startsWith(folder))));
}

function unitTests(
  tree: Readonly<Record<string, string>>,
  tested: Readonly<Record<string, string>>,
  compiler: Compiler,
): readonly TestResult[] {
  const files = Object.fromEntries(
    Object.entries(tree).filter(
      ([path]) => path.endsWith(".rego") && (!path.endsWith("_test.rego") || Object.hasOwn(tested, path)),
    ),
  );
  const report = compiler.test({ files });
  if (!report.ok) throw policyTreeError(report.errors.map(fromOpa));
  return report.value.tests;
}

function failedUnitTest({ name, file, row, outcome }: TestResult): readonly PolicyFailure[] {
  if (outcome === "pass" || outcome === "skip") return [];
  return [{ kind: "unit test", name, file, line: row, subjects: [] }];
}

function failedCases(
  { cases, path, lineOf, problemAt }: PolicyCases,
  run: (situation: PolicyCases["cases"][number]) => CaseResult,
): readonly PolicyFailure[] {
  return cases.flatMap((situation, index): readonly PolicyFailure[] => {
    const at = `/cases/${String(index)}`;
    let result: CaseResult;
    try {
      result = run(situation);
    } catch (error) {
      throw unusable(error, (what) => problemAt(at, what, "Correct the case"));
    }
    const subjects = differences(result);
    return subjects.length === 0
      ? []
      : [{ kind: "case", name: situation.name, file: path, line: lineOf(at), subjects }];
  });
}

/** A document or profile of a case that no check would read is a mistake in the file of cases. */
function unusable(error: unknown, problem: (what: string) => SekishoError): unknown {
  if (isSekishoError(error) && error.code === "INTERNAL") return error;
  return error instanceof Error ? problem(error.message.replace(/\.$/u, "")) : error;
}

function differences({ expected, found }: CaseResult): readonly DifferentSubject[] {
  const subjects = new Set([...expected, ...found].map(({ subject }) => subject));
  return [...subjects].sort(compare).flatMap((subject) => {
    const [wanted, given] = [expected, found].map((list) => list.filter((finding) => finding.subject === subject));
    if (isDeepStrictEqual(wanted, given)) return [];
    return [{ subject, expected: wanted?.[0] ?? null, found: given?.[0] ?? null }];
  });
}
