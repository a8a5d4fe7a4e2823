/**
 * Judges mutants with OPA's interpreter: many of them are loaded as packages of their own, and one question tells which
 * give another verdict than the original.
 *
 * @module
 */
import type { Json } from "@sekisho/estate";
import type { AstModule, AstTerm, Compiler, JsonValue, OpaFiles } from "@sekisho/opa";
import { printModule } from "./print-rego.ts";

/** One question that every mutant is asked. */
export interface Question {
  readonly input: Readonly<Record<string, Json>>;
  /** Members of the verdict that the case does not state. */
  readonly unstated: readonly string[];
  /** The original's verdict, without the members that are not stated. */
  readonly verdict: Json;
}

/** A mutant with its unit tests, under a name that is a Rego name. */
export interface Candidate {
  readonly name: string;
  readonly module: AstModule;
  /** The policy's unit tests; left out where only questions are asked. */
  readonly tests?: AstModule;
}

/** What was found out about a set of candidates, by name. */
export interface Judgement {
  readonly killed: ReadonlySet<string>;
  /** Those that OPA's compiler refuses: nobody can ship them. */
  readonly refused: ReadonlySet<string>;
}

const judge = `package judge

killed contains name if {
	some name in input.candidates
	_differs(name)
}

_differs(name) if {
	some question in input.questions
	not _same(name, question)
}

_differs(name) if {
	some test in input.tests
	not data.candidates[name].tests[test]
}

_same(name, question) if {
	verdict := data.candidates[name].policy.verdict with input as question.input
	object.remove(verdict, question.unstated) == question.verdict
}

verdicts := [verdict |
	some slice in input.slices
	verdict := _verdict(input.candidate, slice)
]

_verdict(name, slice) := verdict if {
	verdict := data.candidates[name].policy.verdict with input as slice
} else := null
`;

/** Asks candidates of one policy. */
export interface Judge {
  /** Tells which candidates answer a question otherwise, not at all, or fail a unit test that the original passes. */
  readonly judge: (candidates: readonly Candidate[], questions: readonly Question[]) => Judgement;
  /** Gives one candidate's verdicts in the order of the inputs, null where it has none or an error. */
  readonly verdicts: (candidate: Candidate, inputs: readonly Readonly<Record<string, Json>>[]) => readonly Json[];
}

/**
 * Creates a judge.
 *
 * @param library - What the policy imports: the library and the policies whose verdicts it asks for.
 * @param tests - Names of the unit tests that the original passes.
 */
export function createJudge(compiler: Compiler, library: OpaFiles, tests: readonly string[]): Judge {
  const filesOf = (candidates: readonly Candidate[]): OpaFiles => ({
    ...library,
    "judge.rego": judge,
    ...Object.fromEntries(candidates.flatMap(filesOfCandidate)),
  });

  function ask(files: OpaFiles, query: string, input: Readonly<Record<string, unknown>>): Json | OpaRefusal {
    // What is asked is made of JSON; its type only says that it is read.
    const answer = compiler.evaluate({ files, query, input: input as unknown as JsonValue });
    if (!answer.ok) return { errors: answer.errors.map(({ file, code, message }) => ({ file, code, message })) };
    return answer.value[0]?.expressions[0]?.value ?? null;
  }

  function judgeAll(candidates: readonly Candidate[], questions: readonly Question[]): Judgement {
    const refused = new Set<string>();
    let open = candidates;
    while (open.length > 0) {
      const files = filesOf(open);
      const own = new Set(open.flatMap(filesOfCandidate).map(([path]) => path));
      const request = (some: readonly Candidate[]): Readonly<Record<string, unknown>> => ({
        candidates: some.map(({ name }) => name),
        questions,
        tests: some.every((each) => each.tests !== undefined) ? tests : [],
      });
      const answer = ask(files, "data.judge.killed", request(open));
      if (!isRefusal(answer)) return { killed: new Set(answer as readonly string[]), refused };
      const places = answer.errors.flatMap(({ file }) => (file !== null && own.has(file) ? [file.split("/")[1]] : []));
      const isCompiler = answer.errors.every(({ code }) => /^rego_/u.test(code));
      const bad = open.filter(({ name }) => isCompiler && places.includes(name));
      if (bad.length === 0 && isCompiler)
        throw new Error(`OPA refuses the originals: ${JSON.stringify(answer.errors)}`);
      if (bad.length === 0) return { killed: judgeOneByOne(open, files, request), refused };
      for (const { name } of bad) refused.add(name);
      open = open.filter(({ name }) => !refused.has(name));
    }
    return { killed: new Set(), refused };
  }

  /** One that breaks the evaluation (two values of one rule) is killed by it and must not hide the others. */
  function judgeOneByOne(
    candidates: readonly Candidate[],
    files: OpaFiles,
    request: (some: readonly Candidate[]) => Readonly<Record<string, unknown>>,
  ): ReadonlySet<string> {
    const killed = new Set<string>();
    const open = [candidates];
    for (let some = open.pop(); some !== undefined; some = open.pop()) {
      const answer = ask(files, "data.judge.killed", request(some));
      if (!isRefusal(answer)) (answer as readonly string[]).forEach((name) => killed.add(name));
      else if (some.length === 1) some.forEach(({ name }) => killed.add(name));
      else open.push(some.slice(0, some.length >> 1), some.slice(some.length >> 1));
    }
    return killed;
  }

  return {
    judge: judgeAll,
    verdicts: (candidate, inputs) => {
      const files = filesOf([candidate]);
      return inputs.map((slice) => {
        const answer = ask(files, "data.judge.verdicts", { candidate: candidate.name, slices: [slice] });
        return isRefusal(answer) ? null : ((answer as readonly Json[])[0] ?? null);
      });
    },
  };
}

interface OpaRefusal {
  readonly errors: readonly { readonly file: string | null; readonly code: string; readonly message: string }[];
}

function isRefusal(answer: Json | OpaRefusal): answer is OpaRefusal {
  return typeof answer === "object" && answer !== null && "errors" in answer;
}

function filesOfCandidate({ name, module, tests }: Candidate): readonly (readonly [string, string])[] {
  const own = partsOf(module.package.path);
  const home = ["data", "candidates", name, "policy"];
  const moved = renamed(module, own, home);
  const policy = [`candidates/${name}/policy.rego`, printModule(moved)] as const;
  if (tests === undefined) return [policy];
  const testHome = ["data", "candidates", name, "tests"];
  const text = printModule(renamed(renamed(tests, partsOf(tests.package.path), testHome), own, home));
  return [policy, [`candidates/${name}/tests.rego`, text]];
}

function partsOf(terms: readonly AstTerm[]): readonly string[] {
  return terms.map((term) => (term.type === "string" || term.type === "var" ? term.value : "?"));
}

/** Moves a package: its name and what refers to it by full name. */
function renamed(module: AstModule, from: readonly string[], to: readonly string[]): AstModule {
  const location = module.package.location;
  const moved = to.map((value, index): AstTerm => ({ type: index === 0 ? "var" : "string", value, location }));
  const inner = (node: unknown): unknown => {
    if (Array.isArray(node)) {
      const isHere = from.every((name, index) => isNamed(node[index], name));
      const rest = (isHere ? node.slice(from.length) : (node as readonly unknown[])).map(inner);
      return isHere ? [...moved, ...rest] : rest;
    }
    if (typeof node !== "object" || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, inner(value)]));
  };
  const imports = module.imports.map((each) => {
    const parts = each.path.type === "ref" ? partsOf(each.path.value) : [];
    const isHere = parts.join(".") === from.join(".");
    return { ...(inner(each) as typeof each), ...(isHere ? { alias: each.alias ?? parts.at(-1) ?? "" } : {}) };
  });
  // The form stays; only names change.
  return { ...(inner({ ...module, imports: [], annotations: [], comments: [] }) as AstModule), imports };
}

function isNamed(node: unknown, name: string): boolean {
  return typeof node === "object" && node !== null && "type" in node && "value" in node && node.value === name;
}
