import { inputSchema, type JsonSchema, type ResourceType, type TypeDeclaration } from "@sekisho/estate";
import type { AstModule, Compiler, OpaError } from "@sekisho/opa";
import type { PolicyInfo } from "@sekisho/policy";

import { policyCapabilities } from "./capabilities/policy-capabilities.ts";
import {
  checkLibraryMetadata,
  readPolicyMetadata,
  reasonLocation,
  templateArguments,
} from "./metadata/read-metadata.ts";
import { compare, problem, sortProblems, type Checked, type PolicyProblem } from "./problem.ts";
import {
  checkDataRefs,
  checkPolicy,
  packageName,
  packagesOf,
  type PolicyCall,
  type ReasonUse,
} from "./rego/check-policy.ts";
import { findWordFunctions } from "./rego/places.ts";
import {
  compileParsedSelection,
  parseSelection,
  selectionFragments,
  type CompiledSelection,
  type ParsedSelection,
} from "./selection/compile-selection.ts";
import { findUndeclaredTypes } from "./selection/undeclared-types.ts";
import { awsTypeNames } from "./provider/aws-types.ts";
import { readTree, type PolicyFolder } from "./tree/policy-tree.ts";

/** A policy tree that holds together. */
export interface CompiledPolicies {
  /** Sorted by id. */
  readonly policies: readonly PolicyInfo[];
  /** The Rego of library and policies by path, without tests. */
  readonly sources: Readonly<Record<string, string>>;
  /** The unit tests by path. */
  readonly tests: Readonly<Record<string, string>>;
  /** The JSON Schema of every policy's input, by the name that annotations call `schema.<name>`. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  /** What policies select of resource types that nothing declares. */
  readonly undeclared: readonly TypeDeclaration[];
  /** Whose verdicts each policy asks for; sorted, ids without any are left out. */
  readonly imports: Readonly<Record<string, readonly string[]>>;
}

/**
 * Compiles a policy tree and finds everything that is wrong with it: the form of its folders, METADATA, selections, imports,
 * what OPA's strict checker refuses with the schemas and capabilities, and what it does not see.
 *
 * @param files - Text by path relative to the tree, with `/` between its parts.
 * @example
 * ```ts
 * import { compilePolicies, createCompiler, readPolicyTree } from "@sekisho/bundle";
 * import { resourceTypes } from "@sekisho/estate";
 *
 * const compiled = compilePolicies(readPolicyTree("policies"), await createCompiler(), resourceTypes);
 * ```
 */
export function compilePolicies(
  files: Readonly<Record<string, string>>,
  compiler: Compiler,
  declared: readonly ResourceType[],
): Checked<CompiledPolicies> {
  const tree = readTree(Object.keys(files));
  const problems: PolicyProblem[] = [...tree.problems];
  const sources = pick(files, [...tree.library, ...tree.policies.map(({ rego }) => rego)]);
  const tests = pick(files, tree.tests);

  const selections = parseSelections(tree.policies, files, problems);
  const found = findUndeclaredTypes([...selections.values()], declared, awsTypeNames);
  if (!found.ok) problems.push(...found.problems);
  const { types, declarations: undeclared } = found.ok ? found.value : { types: declared, declarations: [] };
  const compiled = compileSelections(selections, types, problems);
  const parsed = compiler.parse({ files: sources });
  if (!parsed.ok) return failure([...problems, ...parsed.errors.map(fromOpa)]);
  const modules = new Map(Object.entries(parsed.value));
  checkPackages(modules, tests, problems);

  const schemas: Record<string, JsonSchema> = {};
  const policies: PolicyInfo[] = [];
  const calls = new Map<string, readonly PolicyCall[]>();
  const bundled = Object.keys(sources).flatMap((path) => modules.get(path) ?? []);
  const packages = packagesOf(bundled);
  const allSelections = new Map([...compiled].map(([id, { selection }]) => [id, selection]));
  const wordFunctions = findWordFunctions(tree.library.flatMap((path) => modules.get(path) ?? []));
  const ownProblems: PolicyProblem[] = [];

  for (const path of tree.library) {
    const module = modules.get(path);
    if (module === undefined) continue;
    problems.push(...checkLibraryMetadata(module, path));
    checkDataRefs({ file: path, module, packages }, null, problems);
  }
  for (const { id, rego } of tree.policies) {
    const module = modules.get(rego);
    if (module === undefined) continue;
    const metadata = readPolicyMetadata(module, rego, id);
    if (!metadata.ok) problems.push(...metadata.problems);
    const selection = compiled.get(id)?.selection;
    if (selection === undefined || !metadata.ok) continue;
    const schema = inputSchema(types, selection, metadata.value.profile);
    schemas[`sekisho.${id}`] = schema;
    const checked = checkPolicy({
      id,
      file: rego,
      module,
      selection,
      schema,
      packages,
      selections: allSelections,
      wordFunctions,
    });
    ownProblems.push(...checked.problems);
    problems.push(...checkReasons(module, rego, metadata.value.reasons, checked.reasons));
    calls.set(id, checked.calls);
    policies.push({ id, ...metadata.value, selection });
  }

  problems.push(...checkImports(tree.policies, policies, calls, compiled));
  // Without a policy's schema OPA would let everything through there, so it is asked only if all are there.
  const isWhole = policies.length === tree.policies.length;
  const checked = isWhole
    ? compiler.check({ files: sources, schemas, strict: true, capabilities: policyCapabilities() })
    : null;
  const opaProblems = checked === null || checked.ok ? [] : checked.errors.map(fromOpa);
  problems.push(...opaProblems, ...ownProblems.filter((own) => !isSaidByOpa(own, opaProblems)));
  if (problems.length > 0) return failure(problems);
  const imports = [...calls]
    .map(([id, found]) => [id, [...new Set(found.map(({ callee }) => callee))].sort()] as const)
    .filter(([, callees]) => callees.length > 0);
  return {
    ok: true,
    value: {
      policies: policies.toSorted((a, b) => compare(a.id, b.id)),
      sources,
      tests,
      schemas,
      imports: Object.fromEntries(imports),
      undeclared,
    },
  };

  function failure(found: readonly PolicyProblem[]): Checked<never> {
    return { ok: false, problems: sortProblems(found) };
  }
}

function parseSelections(
  policies: readonly PolicyFolder[],
  files: Readonly<Record<string, string>>,
  problems: PolicyProblem[],
): ReadonlyMap<string, ParsedSelection> {
  const selections = new Map<string, ParsedSelection>();
  for (const { id, graphql } of policies) {
    const parsed = parseSelection(files[graphql] ?? "", graphql);
    if (parsed.ok) selections.set(id, parsed.value);
    else problems.push(...parsed.problems);
  }
  return selections;
}

function compileSelections(
  selections: ReadonlyMap<string, ParsedSelection>,
  types: readonly ResourceType[],
  problems: PolicyProblem[],
): ReadonlyMap<string, CompiledSelection> {
  const fragments = selectionFragments(selections);
  const compiled = new Map<string, CompiledSelection>();
  for (const [id, parsed] of selections) {
    const result = compileParsedSelection(parsed, types, fragments);
    if (result.ok) compiled.set(id, result.value);
    else problems.push(...result.problems);
  }
  return compiled;
}

/** A file's package is its folder; a test may have a package of its own beside it. */
function checkPackages(
  modules: ReadonlyMap<string, AstModule>,
  tests: Readonly<Record<string, string>>,
  problems: PolicyProblem[],
): void {
  for (const [path, module] of modules) {
    const wanted = packageOf(path);
    if (packageName(module) === wanted) continue;
    const message = `The package of this file is ${wanted}, as its folder says.`;
    problems.push(problem("POLICY_PACKAGE", message, path, module.package.location));
  }
  for (const [path, text] of Object.entries(tests)) {
    const wanted = packageOf(path);
    const row = text.split("\n").findIndex((line) => line.startsWith("package "));
    const found = text.split("\n")[row]?.slice("package ".length).trim();
    if (found === wanted || found === `${wanted}_test`) continue;
    const message = `The package of this test is ${wanted}_test, as its folder says.`;
    problems.push(problem("POLICY_PACKAGE", message, path, { row: Math.max(row, 0) + 1, col: 1 }));
  }
}

function packageOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/")).replaceAll("/", ".");
}

function checkReasons(
  module: AstModule,
  file: string,
  declared: PolicyInfo["reasons"],
  uses: readonly ReasonUse[],
): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  for (const { reason, args, location } of uses) {
    const template = Object.hasOwn(declared, reason) ? declared[reason] : undefined;
    if (template === undefined) {
      problems.push(problem("REASON_UNDECLARED", `METADATA declares no reason ${reason}.`, file, location));
      continue;
    }
    const wanted = templateArguments(template.en);
    if (args !== null && wanted.join() !== args.join()) {
      const message = `The template of ${reason} has the arguments {${wanted.join(", ")}}; given are {${args.join(", ")}}.`;
      problems.push(problem("REASON_ARGUMENTS", message, file, location));
    }
  }
  for (const reason of Object.keys(declared)) {
    if (uses.some((use) => use.reason === reason)) continue;
    const location = reasonLocation(module, reason);
    problems.push(problem("REASON_UNUSED", `No verdict gives the reason ${reason}.`, file, location));
  }
  return problems;
}

/** Policies that use one another form no circle, and the caller's profile keys include the callee's. */
function checkImports(
  folders: readonly PolicyFolder[],
  policies: readonly PolicyInfo[],
  calls: ReadonlyMap<string, readonly PolicyCall[]>,
  compiled: ReadonlyMap<string, CompiledSelection>,
): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  for (const { id, rego } of folders) {
    const own = policies.find((policy) => policy.id === id);
    for (const { callee, location } of calls.get(id) ?? []) {
      if (reaches(callee, id, calls)) {
        problems.push(problem("IMPORT_CYCLE", `${id} and ${callee} ask for each other's verdict.`, rego, location));
      }
      const profile = policies.find((policy) => policy.id === callee)?.profile ?? [];
      const missing = profile.filter((key) => own?.profile.includes(key) === false);
      if (missing.length > 0) {
        const message = `custom.profile lacks what ${callee} reads: ${missing.join(", ")}.`;
        problems.push(problem("IMPORT_PROFILE", message, rego, location));
      }
      const prefix = `${callee.replaceAll(".", "_")}__`;
      if (compiled.get(id)?.spreads.some((spread) => spread.startsWith(prefix)) === false) {
        const message = `The selection does not spread the fragment of ${callee} (...${prefix}<type>).`;
        problems.push(problem("IMPORT_FRAGMENT", message, rego, location));
      }
    }
  }
  return problems;
}

function reaches(
  from: string,
  to: string,
  calls: ReadonlyMap<string, readonly PolicyCall[]>,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  return (calls.get(from) ?? []).some(({ callee }) => reaches(callee, to, calls, new Set([...seen, from])));
}

/** A misspelt name is said once: OPA's words are the better ones where it sees the place. */
function isSaidByOpa(own: PolicyProblem, opaProblems: readonly PolicyProblem[]): boolean {
  return own.code === "INPUT_REF_UNKNOWN" && opaProblems.some(({ file, row }) => file === own.file && row === own.row);
}

/** Makes a problem of an error that OPA found. */
export function fromOpa({ code, message, file, row, column, details }: OpaError): PolicyProblem {
  const names = allowedNames(details);
  return { code, message: names === null ? message : `${message} (${names})`, file, row, column };
}

/** The names that OPA's type checker would have accepted. */
function allowedNames(details: OpaError["details"]): string | null {
  if (typeof details !== "object" || details === null || !("oneOf" in details)) return null;
  const { oneOf: names } = details;
  if (!Array.isArray(names)) return null;
  return `there are ${names.filter((name) => typeof name === "string").join(", ")}`;
}

function pick(files: Readonly<Record<string, string>>, paths: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(paths.toSorted(compare).map((path) => [path, files[path] ?? ""]));
}
