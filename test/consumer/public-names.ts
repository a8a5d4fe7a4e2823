import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const onlyTypes = new Set([
  1361, // imported using "import type"
  1362, // exported using "export type"
  2693, // only refers to a type
]);

/** Lists what the types of installed entry points let a program import as a value; sorted. */
export function valueNames(
  project: string,
  specifiers: readonly string[],
): Readonly<Record<string, readonly string[]>> {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    strict: true,
    noEmit: true,
    types: [],
  };
  const probes = specifiers.map((specifier, index) => {
    const file = join(project, `probe-${String(index)}.mts`);
    writeFileSync(file, `import * as everything from "${specifier}";\nexport { everything };\n`);
    return { specifier, file };
  });
  const rootNames = probes.map(({ file }) => file);

  const first = ts.createProgram({ rootNames, options });
  const candidates = new Map<string, readonly string[]>();
  for (const { specifier, file } of probes) {
    const source = first.getSourceFile(file);
    const imported = source?.statements.find((statement) => ts.isImportDeclaration(statement))?.moduleSpecifier;
    const module = imported === undefined ? undefined : first.getTypeChecker().getSymbolAtLocation(imported);
    if (module === undefined) throw new Error(`${specifier} has no types in ${project}`);
    candidates.set(
      specifier,
      first
        .getTypeChecker()
        .getExportsOfModule(module)
        .map(({ name }) => name),
    );
  }

  // Whether a name is a value is for the compiler to say: each is used as one, under a name that no library has.
  for (const { specifier, file } of probes) {
    const names = candidates.get(specifier) ?? [];
    const aliases = names.map((name) => `imported_${name}`);
    const imports = names.map((name) => `${name} as imported_${name}`);
    writeFileSync(
      file,
      `import { ${imports.join(", ")} } from "${specifier}";\nexport const all = [${aliases.join(", ")}];\n`,
    );
  }
  const second = ts.createProgram({ rootNames, options });
  return Object.fromEntries(
    probes.map(({ specifier, file }) => {
      const source = second.getSourceFile(file);
      const types = second.getSemanticDiagnostics(source).map(({ code, start, length, messageText }) => {
        if (!onlyTypes.has(code) || source === undefined || start === undefined || length === undefined) {
          throw new Error(`${specifier}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
        }
        return source.text.slice(start, start + length).replace("imported_", "");
      });
      return [specifier, (candidates.get(specifier) ?? []).filter((name) => !types.includes(name)).sort()];
    }),
  );
}
