/**
 * The guards: each takes plain data and gives the problems it finds, so that a sample can trip it.
 *
 * @module
 */
import type { Manifest } from "./repository.ts";

/** What a package may depend on, by its folder. */
export type PackageTable = Readonly<Record<string, readonly string[]>>;

/** Reads the table of packages from the page that explains them. */
export function readPackageTable(page: string): PackageTable {
  const rows = [...page.matchAll(/^\| `packages\/(\w+)` +\|[^|]*\|([^|]*)\|([^|]*)\|$/gmu)];
  return Object.fromEntries(
    rows.map(([, folder = "", own = "", others = ""]) => [
      folder,
      [
        ...own
          .split(",")
          .map((name) => name.trim())
          .filter((name) => name !== "")
          .map((name) => `@sekisho/${name}`),
        ...[...others.matchAll(/`([^`]+)`/gu)].map(([, name = ""]) => name),
      ],
    ]),
  );
}

/** Compares the manifests with the table. */
export function manifestProblems(
  table: PackageTable,
  manifests: Readonly<Record<string, Manifest>>,
): readonly string[] {
  const undocumented = Object.entries(manifests).flatMap(([folder, manifest]) => {
    const allowed = table[folder];
    if (allowed === undefined) return [`packages/${folder} is not in the table of packages`];
    const used = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    return [
      ...used.filter((name) => !allowed.includes(name)).map((name) => `packages/${folder} may not depend on ${name}`),
      ...allowed.filter((name) => !used.includes(name)).map((name) => `packages/${folder} does not depend on ${name}`),
    ];
  });
  const gone = Object.keys(table).filter((folder) => manifests[folder] === undefined);
  return [...undocumented, ...gone.map((folder) => `packages/${folder} is in the table and does not exist`)];
}

/** What packages of ours offer beside their index. */
const furtherEntries: readonly string[] = ["@sekisho/catalog/files", "@sekisho/opa/native"];

/** Finds third-party imports that stand in more than one file of a package, and imports past an index file. */
export function importProblems(files: Readonly<Record<string, string>>): readonly string[] {
  const places = new Map<string, string[]>();
  const problems: string[] = [];
  for (const [path, text] of Object.entries(files)) {
    for (const [, name = ""] of text.matchAll(/(?:from|import\() ?"([^"]+)"/gu)) {
      if (name.startsWith(".") || name.startsWith("node:")) continue;
      if (name.startsWith("@sekisho/")) {
        if (name.split("/").length > 2 && !furtherEntries.includes(name))
          problems.push(`${path} imports past an index: ${name}`);
        continue;
      }
      const key = `${path.split("/")[1] ?? ""} ${name.startsWith("@") ? name.split("/").slice(0, 2).join("/") : (name.split("/")[0] ?? "")}`;
      const list = places.get(key) ?? [];
      if (!list.includes(path)) list.push(path);
      places.set(key, list);
    }
  }
  for (const [key, list] of places) {
    if (list.length > 1)
      problems.push(`${key.split(" ")[1] ?? key} is imported in ${list.join(" and ")}: one file is enough`);
  }
  return problems;
}

/** Checks that every policy is one folder with its four files, all under one name. */
export function policyFolderProblems(files: Readonly<Record<string, string>>): readonly string[] {
  const folders = new Map<string, string[]>();
  const problems: string[] = [];
  for (const path of Object.keys(files)) {
    const [root, family, name, file, ...deeper] = path.split("/");
    if (root !== "sekisho" || family === undefined || name === undefined || file === undefined || deeper.length > 0) {
      problems.push(`${path} does not stand in sekisho/<family>/<name>/`);
      continue;
    }
    const key = `${family}/${name}`;
    folders.set(key, [...(folders.get(key) ?? []), file]);
    const declared = /^package (\S+)/mu.exec(files[path] ?? "")?.[1];
    const expected = `sekisho.${family}.${name}`;
    if (file === `${name}.rego` && declared !== expected)
      problems.push(`${path} declares the package ${declared ?? "none"}, not ${expected}`);
    if (file === `${name}_test.rego` && declared !== `${expected}_test`)
      problems.push(`${path} declares the package ${declared ?? "none"}, not ${expected}_test`);
  }
  for (const [key, present] of folders) {
    const [family, name = ""] = key.split("/");
    const expected = [
      `${name}.rego`,
      `${name}_test.rego`,
      ...(family === "lib" ? [] : [`${name}.graphql`, "cases.yaml"]),
    ];
    for (const file of expected) if (!present.includes(file)) problems.push(`sekisho/${key} lacks ${file}`);
    const allowed = family === "lib" ? expected : [...expected, "mutants.yaml"];
    for (const file of present)
      if (!allowed.includes(file)) problems.push(`sekisho/${key} holds ${file}, which is no part of a policy`);
  }
  return problems;
}

/** Checks that every resource type stands in a file of its own name. */
export function typeFileProblems(files: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const types = [...text.matchAll(/defineResourceType\(\{\s*type: "([a-z0-9_]+)"/gu)].map(([, type = ""]) => type);
    const [type, ...others] = types;
    if (type === undefined) return [];
    const name = path.split("/").at(-1)?.replace(/\.ts$/u, "") ?? "";
    const expected = type.replaceAll("_", "-");
    return [
      ...(others.length > 0 ? [`${path} defines ${types.join(" and ")}: one type a file`] : []),
      ...(name === expected ? [] : [`${path} defines ${type} and should be named ${expected}.ts`]),
    ];
  });
}

/** Checks that the page of errors has every code, and no other. */
export function errorPageProblems(codes: readonly string[], page: string): readonly string[] {
  const documented = [...page.matchAll(/^\| `([A-Z_]+)` \|/gmu)].map(([, code = ""]) => code);
  return [
    ...codes.filter((code) => !documented.includes(code)).map((code) => `${code} is not documented`),
    ...documented.filter((code) => !codes.includes(code)).map((code) => `${code} is documented and does not exist`),
  ];
}

/** Finds test files that no vitest project runs. */
export function strayTestProblems(paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => path.endsWith(".test.ts") && !/^(packages|test|examples)\/[^/]+\//u.test(path))
    .map((path) => `${path} lies outside every test project`);
}

/** Finds exported names without a docstring, and entry files without `@module`. */
export function docstringProblems(files: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(files).flatMap(([path, text]) => {
    const problems: string[] = [];
    const exported = /^export (?:async )?(?:function|const|interface|type|class) (\w+)/gmu;
    for (const match of text.matchAll(exported)) {
      if (!text.slice(0, match.index).trimEnd().endsWith("*/"))
        problems.push(`${path}: ${match[1] ?? ""} has no docstring`);
    }
    if (path.endsWith("/index.ts") && /^packages\/[^/]+\/src\/index\.ts$/u.test(path) && !text.includes("@module")) {
      problems.push(`${path} has no @module`);
    }
    return problems;
  });
}
