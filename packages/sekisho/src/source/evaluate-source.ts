import { posix, resolve } from "node:path";
import { isSekishoError, SekishoError, type Json } from "@sekisho/estate";
import type { EvaluatedSource, SourceEvaluator } from "@sekisho/hcl";
import { withFolders, type SourceFiles } from "./source-files.ts";

/** A file of variable values, as `terraform plan -var-file` takes it. */
export interface VariableFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Loads the evaluator of Terraform source. It is an optional part, because checking plans needs none of it.
 *
 * @throws SekishoError `EVALUATOR_MISSING` if it is not installed.
 */
export async function loadEvaluator(): Promise<SourceEvaluator> {
  try {
    const { createSourceEvaluator } = await import("@sekisho/hcl");
    return await createSourceEvaluator();
  } catch (cause) {
    if (isSekishoError(cause)) throw cause;
    throw new SekishoError(
      "EVALUATOR_MISSING",
      "Terraform source needs the package @sekisho/hcl, which is not there. Install it: npm install @sekisho/hcl.",
      { cause },
    );
  }
}

/**
 * Evaluates Terraform source as it is. Places are told from the root module's folder.
 *
 * @throws SekishoError `SOURCE_INVALID` with file, line and column if it is no valid Terraform source.
 */
export function evaluateSource(
  evaluator: SourceEvaluator,
  { name, root, files }: SourceFiles,
  variables: readonly VariableFile[],
): EvaluatedSource {
  const answer = evaluator.evaluate({ files: Object.fromEntries(files), root, variables });
  const fromRoot = (file: string): string => (root === "" ? file : posix.relative(root, file));
  if (answer.ok) {
    const positions = Object.entries(answer.source.positions).map(
      ([address, position]) => [address, { ...position, file: fromRoot(position.file) }] as const,
    );
    return { ...answer.source, positions: Object.fromEntries(positions) };
  }
  const [problem] = answer.problems;
  const place =
    problem === undefined
      ? name
      : `${name}/${fromRoot(problem.file)}, line ${String(problem.line)}, column ${String(problem.column)}`;
  throw new SekishoError(
    "SOURCE_INVALID",
    `${place}: ${problem?.what ?? "the source cannot be evaluated"}. Correct it; terraform validate may say more.`,
    { details: { name } },
  );
}

/** Source with all its own modules, and what it evaluates to. */
export interface CompleteSource {
  readonly source: SourceFiles;
  readonly evaluated: EvaluatedSource;
}

/**
 * Evaluates Terraform source, completed by its own modules that lie beside its folder, as its module calls name them.
 *
 * @throws SekishoError as {@link evaluateSource}, and `FILE_UNREADABLE`.
 */
export async function completeSource(
  evaluator: SourceEvaluator,
  given: SourceFiles,
  variables: readonly VariableFile[],
): Promise<CompleteSource> {
  const tried = new Set<string>();
  for (let source = given; ;) {
    const evaluated = evaluateSource(evaluator, source, variables);
    const { base } = source;
    const missing = evaluated.missing_modules.flatMap(({ source: from, file }) =>
      /^\.\.?\//u.test(from) ? [posix.join(posix.dirname(file), from)] : [],
    );
    const untried = missing.filter((path) => !tried.has(resolve(base, path)));
    if (untried.length === 0) return { source, evaluated };
    for (const path of untried) tried.add(resolve(base, path));
    source = await withFolders(source, untried);
  }
}

/**
 * Tells whether what the source describes may exist already: a backend is configured, or a state lies there. Without either
 * Terraform itself would create everything.
 */
export function mayHaveState({ root, files }: SourceFiles, { backend }: EvaluatedSource): boolean {
  const states = ["terraform.tfstate", ".terraform/terraform.tfstate"].map((path) => posix.join(root, path));
  return (backend !== null && backend !== "local") || states.some((path) => files.has(path));
}

/** Gives the values of a plan's root variables as a file of variable values. */
export function variablesOfPlan(variables: Json | undefined): readonly VariableFile[] {
  const entries = Object.entries((variables ?? {}) as Readonly<Record<string, { readonly value?: Json }>>);
  const values = entries.filter(([, { value }]) => value !== undefined).map(([name, { value }]) => [name, value]);
  return [{ name: "plan.tfvars.json", text: JSON.stringify(Object.fromEntries(values)) }];
}
