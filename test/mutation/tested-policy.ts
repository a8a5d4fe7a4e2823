/**
 * Takes policies with all that tests them: their cases as questions to ask a mutant, and their unit tests.
 *
 * @module
 */
import { defaultNow, estateOf, readCases, type ExpectedFinding, type PolicyCase } from "@sekisho-test/conformance";
import { compilePolicies, formatProblem } from "@sekisho/bundle";
import { noOwnTypes, resourceTypes, type Estate, type Json } from "@sekisho/estate";
import type { AstModule, Compiler, OpaFiles } from "@sekisho/opa";
import { slicesOf, type PolicyBundle } from "@sekisho/policy";
import type { Question } from "./judge.ts";
import { wordFunctions } from "./mutate-rego.ts";

/** A case of a policy with what is asked in it. */
export interface Situation {
  readonly name: string;
  readonly estate: Estate;
  readonly instant: string;
  readonly expected: readonly ExpectedFinding[];
  readonly subjects: readonly { readonly id: string; readonly input: Question["input"] }[];
}

/** A policy with what tests it. */
export interface TestedPolicy {
  readonly id: string;
  readonly files: { readonly rego: string; readonly graphql: string; readonly listed: string };
  /** Text of the files by path; without the list if there is none. */
  readonly texts: OpaFiles;
  readonly module: AstModule;
  readonly tests: AstModule;
  readonly testNames: readonly string[];
  readonly situations: readonly Situation[];
  /** What the policy imports, by path: the library and the policies whose verdicts it asks for. */
  readonly library: OpaFiles;
  readonly words: ReadonlySet<string>;
  readonly bundle: PolicyBundle;
}

/** Compiles a policy tree and gives its policies one by one, so that the cases of one are built when they are needed. */
export function testedPolicies(
  files: OpaFiles,
  compiler: Compiler,
): { readonly ids: readonly string[]; readonly take: (id: string) => TestedPolicy } {
  const compiled = compilePolicies(files, compiler, resourceTypes);
  if (!compiled.ok) throw new Error(compiled.problems.map(formatProblem).join("\n"));
  const { policies, sources, tests, imports } = compiled.value;
  const bundle: PolicyBundle = {
    revision: "",
    digest: "",
    policies,
    own: noOwnTypes,
    wasmDigest: "",
    wasm: new Uint8Array(),
  };
  const parsed = compiler.parse({ files: { ...sources, ...tests } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const modules = parsed.value;
  const libraryPaths = Object.keys(sources).filter((path) => path.startsWith("sekisho/lib/"));
  const words = wordFunctions(libraryPaths.flatMap((path) => modules[path] ?? []));
  const suites = new Map(readCases(files).map(({ policy, cases }) => [policy, cases]));

  function take(id: string): TestedPolicy {
    const folder = `sekisho/${id.replace(".", "/")}`;
    const name = id.slice(id.indexOf(".") + 1);
    const own = {
      rego: `${folder}/${name}.rego`,
      graphql: `${folder}/${name}.graphql`,
      listed: `${folder}/mutants.yaml`,
    };
    const [module, testModule] = [modules[own.rego], modules[`${folder}/${name}_test.rego`]];
    if (module === undefined || testModule === undefined) throw new Error(`There is no policy ${id}.`);
    const called = calledBy(id, imports).map((each) => `sekisho/${each.replace(".", "/")}`);
    const library = Object.keys(sources).filter(
      (path) => libraryPaths.includes(path) || called.some((each) => path.startsWith(`${each}/`)),
    );
    return {
      id,
      files: own,
      texts: pick(files, Object.values(own)),
      module,
      tests: testModule,
      testNames: testModule.rules.flatMap(({ head }) => {
        const [first] = head.ref;
        return first?.type === "var" && first.value.startsWith("test_") ? [first.value] : [];
      }),
      situations: (suites.get(id) ?? []).map((situation) => situationOf(situation, id, bundle)),
      library: pick(sources, library),
      words,
      bundle,
    };
  }
  return { ids: policies.map(({ id }) => id), take };
}

function situationOf(situation: PolicyCase, id: string, bundle: PolicyBundle): Situation {
  const estate = estateOf(situation);
  const instant = situation.now ?? defaultNow;
  const { slices } = slicesOf({ estate, bundle, instant, policies: [id] });
  return {
    name: situation.name,
    estate,
    instant,
    expected: situation.expect,
    subjects: slices.map(({ subject, input }) => ({ id: subject, input })),
  };
}

/** The policies that a policy asks, and those that they ask. */
function calledBy(id: string, imports: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const called = new Set<string>();
  const open = [...(imports[id] ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (called.has(next)) continue;
    called.add(next);
    open.push(...(imports[next] ?? []));
  }
  return [...called];
}

function pick(files: OpaFiles, paths: readonly string[]): OpaFiles {
  return Object.fromEntries(paths.flatMap((path) => (files[path] === undefined ? [] : [[path, files[path]]])));
}

/** The members of a verdict that a finding of a case says nothing of: a pass may leave out what it rests on. */
export function unstatedIn(expected: ExpectedFinding | undefined): readonly string[] {
  if (expected?.status === "fail" || expected?.status === "deviation") return ["rests_on"];
  return expected === undefined || expected.status === "unknown" || expected.rests_on !== undefined ? [] : ["rests_on"];
}

/** A verdict without some of its members. */
export function statedIn(verdict: Json, unstated: readonly string[]): Json {
  if (typeof verdict !== "object" || verdict === null || Array.isArray(verdict)) return verdict;
  return Object.fromEntries(Object.entries(verdict).filter(([name]) => !unstated.includes(name)));
}
