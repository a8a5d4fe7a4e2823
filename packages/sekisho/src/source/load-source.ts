import type { DocumentInput, Json, SourceOfPlan } from "@sekisho/estate";
import type { EvaluatedSource, SourceEvaluator } from "@sekisho/hcl";
import { digestOf, readBytes } from "../files.ts";
import {
  completeSource,
  evaluateSource,
  loadEvaluator,
  mayHaveState,
  variablesOfPlan,
  type VariableFile,
} from "./evaluate-source.ts";
import { cdktfStacks, isFolder, readSourceFile, readSourceFolder, type SourceFiles } from "./source-files.ts";

/** What Terraform source needs beside its folder. */
export interface SourceSettings {
  /** Files of variable values, in the order in which they count. */
  readonly variableFiles?: readonly string[];
  /** The folder of the source that the plans were made of. */
  readonly source?: string;
  /** Whether nothing of the source or the template exists yet; source tells it by itself unless given. */
  readonly isNew?: boolean;
  /** A file of parameter values for CloudFormation templates. */
  readonly parameterFile?: string;
}

/** A document argument: a path, and the label before it if there is one. */
export interface Place {
  readonly label: string | null;
  readonly path: string;
}

/** Loads Terraform source as documents. */
export interface SourceLoader {
  /** The documents of a folder or file of Terraform source; null if the path leads to none. */
  readonly at: (place: Place) => Promise<readonly DocumentInput[] | null>;
  /** The source of a folder as what plans were made of. */
  readonly ofPlan: (folder: string) => Promise<SourceOfPlan>;
}

/**
 * Creates the loader of Terraform source; the evaluator is loaded when it is first needed.
 *
 * @throws SekishoError `FILE_UNREADABLE`, `SOURCE_INVALID`, `EVALUATOR_MISSING` from its functions.
 */
export function createSourceLoader({ variableFiles = [], isNew }: SourceSettings): SourceLoader {
  let evaluator: Promise<SourceEvaluator> | undefined;
  const evaluatorOnce = (): Promise<SourceEvaluator> => (evaluator ??= loadEvaluator());

  async function variables(): Promise<readonly VariableFile[]> {
    return Promise.all(
      variableFiles.map(async (path) => ({
        name: path,
        text: new TextDecoder().decode(await readBytes(path, "variable file")),
      })),
    );
  }

  async function documentOf(label: string | null, files: SourceFiles): Promise<DocumentInput> {
    const given = await variables();
    const { source, evaluated } = await completeSource(await evaluatorOnce(), files, given);
    const digest = digestOf(JSON.stringify([[...source.files].sort(([a], [b]) => (a < b ? -1 : 1)), given]));
    return {
      label,
      name: files.name,
      digest,
      source: { evaluated: asJson(evaluated), isNew: isNew ?? !mayHaveState(source, evaluated) },
    };
  }

  return {
    async at({ label, path }) {
      if (path.endsWith(".tf.json")) return [await documentOf(label, await readSourceFile(path))];
      if (!(await isFolder(path))) return null;
      const stacks = await cdktfStacks(path);
      if (stacks === null) return [await documentOf(label, await readSourceFolder(path))];
      return Promise.all(
        stacks.map(async (stack) =>
          documentOf(label === null ? stack.label : `${label}.${stack.label}`, await readSourceFile(stack.path)),
        ),
      );
    },
    async ofPlan(folder) {
      const given = await variables();
      const loaded = await evaluatorOnce();
      const { source } = await completeSource(loaded, await readSourceFolder(folder), given);
      return (values) => asJson(evaluateSource(loaded, source, [...given, ...variablesOfPlan(values)]));
    },
  };
}

/** What is evaluated came out of JSON, which its type does not say. */
function asJson(evaluated: EvaluatedSource): Json {
  return evaluated as unknown as Json;
}
