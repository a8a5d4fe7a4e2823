/**
 * Compiles the examples in docstrings, each as a module of its own.
 *
 * @module
 */
import ts from "typescript";
import { root } from "./repository.ts";

/** One example with the file it stands in; `code` is null if it is no block of code. */
export interface Example {
  readonly path: string;
  readonly code: string | null;
}

/** Finds the examples in the docstrings of files. */
export function docstringExamples(files: Readonly<Record<string, string>>): readonly Example[] {
  return Object.entries(files).flatMap(([path, text]) =>
    [...text.matchAll(/^ \* @example\n((?: \*(?!\/| @).*\n)*)/gmu)].map(([, lines = ""]) => {
      const body = lines.replaceAll(/^ \* ?/gmu, "");
      return { path, code: /^```ts\n([\s\S]*?)^```$/mu.exec(body)?.[1] ?? null };
    }),
  );
}

/** Type-checks examples against the sources and gives what is wrong with them. */
export function compileExamples(examples: readonly Example[]): readonly string[] {
  const config = ts.getParsedCommandLineOfConfigFile(
    `${root}/tsconfig.json`,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  );
  const options: ts.CompilerOptions = { ...config?.options, noUnusedLocals: false };
  const texts = new Map(
    examples.map(({ code }, index) => [`${root}/test/architecture/example-${String(index)}.ts`, code ?? "export {};"]),
  );
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...texts.keys()], options, {
    ...host,
    fileExists: (name) => texts.has(name) || host.fileExists(name),
    readFile: (name) => texts.get(name) ?? host.readFile(name),
    getSourceFile: (name, version) => {
      const text = texts.get(name);
      return text === undefined ? host.getSourceFile(name, version) : ts.createSourceFile(name, text, version);
    },
  });
  return [...texts.keys()].flatMap((name, index) => {
    const { path = "", code = null } = examples[index] ?? {};
    if (code === null) return [`${path}: an example is a block of code: begin it with \`\`\`ts`];
    const source = program.getSourceFile(name);
    const problems =
      source === undefined
        ? []
        : [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return problems.map(({ messageText }) => `${path}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`);
  });
}
