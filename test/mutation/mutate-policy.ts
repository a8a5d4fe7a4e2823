/**
 * Makes the mutants of a policy and finds those that none of its tests notices.
 *
 * @module
 */
import type { Compiler } from "@sekisho/opa";
import { entrypointOf, evaluatePolicies, type PolicyEngine } from "@sekisho/policy";
import { createJudge, type Candidate, type Judge, type Question } from "./judge.ts";
import { matchListed, readListed, sourceOf, type ListedMutant } from "./listed-mutants.ts";
import { mutateRego, type Change, type RegoMutant } from "./mutate-rego.ts";
import { mutateSelection, type SliceMutant } from "./mutate-selection.ts";
import { statedIn, unstatedIn, type TestedPolicy } from "./tested-policy.ts";

/** A mutant with its place in the policy tree. */
export interface Placed {
  readonly file: string;
  readonly change: Change;
  readonly source: string;
}

/** What became of the mutants of one policy. */
export interface MutationResult {
  readonly policy: string;
  /** Those that were judged; what OPA's compiler refuses is not among them. */
  readonly mutants: number;
  readonly killed: number;
  /** Those of the list. */
  readonly listed: number;
  readonly refused: number;
  /** Those that nothing notices and that are not listed. */
  readonly survivors: readonly Placed[];
  /** Rows of the list whose mutant is gone or is killed. */
  readonly stale: readonly { readonly row: ListedMutant; readonly why: "gone" | "killed" }[];
}

/** The share of its mutants that a policy's tests have to kill, of those that are not listed. */
export const leastRatio = 0.95;

/** How many mutants are loaded at once. */
const batchSize = 24;

type AnyMutant =
  { readonly kind: "rego"; readonly mutant: RegoMutant } | { readonly kind: "slice"; readonly mutant: SliceMutant };

/**
 * Mutates one policy.
 *
 * @param choose - Picks the mutants to judge out of all; all if left out.
 */
export function mutatePolicy(
  policy: TestedPolicy,
  compiler: Compiler,
  choose: (count: number) => ReadonlySet<number> = (count) => new Set(Array.from({ length: count }, (_, at) => at)),
): MutationResult {
  const { files, texts } = policy;
  const mutants: readonly AnyMutant[] = [
    ...mutateRego(policy.module, policy.words).map((mutant) => ({ kind: "rego" as const, mutant })),
    ...mutateSelection(texts[files.graphql] ?? "").map((mutant) => ({ kind: "slice" as const, mutant })),
  ];
  const placed = mutants.map(({ kind, mutant }): Placed => {
    const file = kind === "rego" ? files.rego : files.graphql;
    return { file, change: mutant, source: sourceOf(mutant, texts[file] ?? "") };
  });
  const rows = matchListed(readListed(texts[files.listed], policy.id, files.listed), placed);
  const chosen = choose(mutants.length);

  const judge = createJudge(compiler, policy.library, policy.testNames);
  const original: Candidate = { name: "original", module: policy.module, tests: policy.tests };
  const questions = questionsOf(policy, judge, original);
  const health = judge.judge([original], questions);
  if (health.killed.size > 0)
    throw new Error(`${policy.id}: its own tests fail; mutants tell nothing before they pass.`);

  const fates = new Map<number, "killed" | "refused" | "survives">();
  const indices = [...chosen].filter((index) => index < mutants.length).sort((a, b) => a - b);
  judgeRego(policy, judge, questions, mutants, indices, fates);
  for (const index of indices) {
    const each = mutants[index];
    if (each?.kind === "slice") fates.set(index, judgeSlices(judge, original, questions, each.mutant));
  }

  const isListed = new Set(rows.flatMap((row) => row.indices));
  const count = (fate: string): number => [...fates.values()].filter((each) => each === fate).length;
  const surviving = indices.filter((index) => fates.get(index) === "survives");
  return {
    policy: policy.id,
    mutants: indices.length - count("refused"),
    killed: count("killed"),
    listed: surviving.filter((index) => isListed.has(index)).length,
    refused: count("refused"),
    survivors: surviving.filter((index) => !isListed.has(index)).flatMap((index) => placed[index] ?? []),
    stale: rows.flatMap(({ row, indices: named }): MutationResult["stale"] => {
      if (named.length === 0) return [{ row, why: "gone" }];
      const isKilled = named.some((index) => ["killed", "refused"].includes(fates.get(index) ?? ""));
      return isKilled ? [{ row, why: "killed" }] : [];
    }),
  };
}

/** What the cases ask, with the verdicts of the original. */
function questionsOf(policy: TestedPolicy, judge: Judge, original: Candidate): readonly Question[] {
  const asked = policy.situations.flatMap(({ subjects, expected }) =>
    subjects.map(({ id, input }) => ({ input, unstated: unstatedIn(expected.find(({ subject }) => subject === id)) })),
  );
  const verdicts = judge.verdicts(
    original,
    asked.map(({ input }) => input),
  );
  return asked.map(({ input, unstated }, index) => ({
    input,
    unstated,
    verdict: statedIn(verdicts[index] ?? null, unstated),
  }));
}

/** First the cases, which kill most; then, for those that are left, the unit tests and what the cases make of a verdict. */
function judgeRego(
  policy: TestedPolicy,
  judge: Judge,
  questions: readonly Question[],
  mutants: readonly AnyMutant[],
  indices: readonly number[],
  fates: Map<number, "killed" | "refused" | "survives">,
): void {
  const modules = new Map(
    indices.flatMap((index) => {
      const each = mutants[index];
      return each?.kind === "rego" ? [[index, each.mutant.module] as const] : [];
    }),
  );
  const run = (of: readonly number[], asked: readonly Question[], withTests: boolean): readonly number[] => {
    const left: number[] = [];
    for (let start = 0; start < of.length; start += batchSize) {
      const batch = of.slice(start, start + batchSize);
      const candidates = batch.flatMap((index): readonly Candidate[] => {
        const module = modules.get(index);
        if (module === undefined) return [];
        return [{ name: `m${String(index)}`, module, ...(withTests ? { tests: policy.tests } : {}) }];
      });
      const { killed, refused } = judge.judge(candidates, asked);
      for (const index of batch) {
        const name = `m${String(index)}`;
        if (refused.has(name)) fates.set(index, "refused");
        else if (killed.has(name)) fates.set(index, "killed");
        else left.push(index);
      }
    }
    return left;
  };
  const left = run(run([...modules.keys()], questions, false), [], true);
  for (const index of left) {
    const module = modules.get(index);
    const isRefused = module !== undefined && isErrorSomewhere(policy, judge, { name: `m${String(index)}`, module });
    fates.set(index, isRefused ? "killed" : "survives");
  }
}

/**
 * Whether a case meets an error: a verdict with a path that is not there or a reason that is not declared is none, even if
 * the case does not state that part of it.
 */
function isErrorSomewhere(policy: TestedPolicy, judge: Judge, candidate: Candidate): boolean {
  const verdicts = judge.verdicts(
    candidate,
    policy.situations.flatMap(({ subjects }) => subjects.map(({ input }) => input)),
  );
  let next = 0;
  return policy.situations.some(({ estate, instant, subjects }) => {
    const byInput = new Map(subjects.map(({ input }) => [JSON.stringify(input), verdicts[next++]]));
    const engine: PolicyEngine = {
      entrypoints: [entrypointOf(policy.id)],
      remembers: false,
      evaluate: (_, input) => ({ ok: true, value: byInput.get(String(input)) ?? undefined }),
    };
    const { findings } = evaluatePolicies({ estate, bundle: policy.bundle, engine, instant, policies: [policy.id] });
    return findings.some(({ status }) => status === "error");
  });
}

/** The original, asked without the attribute. */
function judgeSlices(
  judge: Judge,
  original: Candidate,
  questions: readonly Question[],
  mutant: SliceMutant,
): "killed" | "survives" {
  const altered = questions.flatMap((question): readonly Question[] => {
    const input = mutant.alter(question.input);
    return input === question.input ? [] : [{ ...question, input }];
  });
  if (altered.length === 0) return "survives";
  const { name, module } = original;
  return judge.judge([{ name, module }], altered).killed.size > 0 ? "killed" : "survives";
}

/** The share of the mutants that are killed, of those that are not listed; 1 where there are none. */
export function ratioOf({ mutants, killed, listed }: Pick<MutationResult, "mutants" | "killed" | "listed">): number {
  return mutants === listed ? 1 : killed / (mutants - listed);
}

/** Prints a result as a person reads it. */
export function printResult(result: MutationResult, seconds: number): string {
  const { policy, mutants, killed, listed, refused, survivors, stale } = result;
  const share = (100 * ratioOf(result)).toFixed(1);
  const figures = `${String(mutants)} mutants, ${String(killed)} killed, ${String(listed)} listed, ${String(survivors.length)} survive`;
  return [
    `${policy}: ${figures}: ${share} % (${String(refused)} refused by the compiler; ${seconds.toFixed(1)} s)`,
    ...survivors.flatMap(({ file, change, source }) => [
      `  policies/${file}:${String(change.row)}:${String(change.column)}: ${change.operator} in ${change.within}: ${change.change}`,
      `    ${source}`,
    ]),
    ...stale.map(({ row, why }) => `  mutants.yaml: the listed mutant is ${why}: in ${row.within}: ${row.change}`),
  ].join("\n");
}
