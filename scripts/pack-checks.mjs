// What is wrong with a package that is to be published, as plain functions: a sample can trip each of them.
import { isBuiltin } from "node:module";

/**
 * What a package reads at run time or must hold, beside what its manifest declares.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
const alsoNeeded = {
  "@sekisho/bundle": ["capabilities.json"],
  "@sekisho/catalog": ["dist/policies.tar.gz"],
  "@sekisho/estate": [
    "schema/sekisho.attestations.v1.schema.json",
    "schema/sekisho.device-sources.v1.schema.json",
    "schema/sekisho.devices.v1.schema.json",
    "schema/sekisho.profile.v1.schema.json",
  ],
  "@sekisho/hcl": ["dist-wasm/hcl.wasm", "dist-wasm/THIRD_PARTY_NOTICES"],
  "@sekisho/opa": ["dist-wasm/opa.wasm", "dist-wasm/THIRD_PARTY_NOTICES"],
  "@sekisho/report": ["schema/sekisho.report.v1.schema.json"],
  "@sekisho/sheet": ["schema/sekisho.waivers.v1.schema.json"],
  "@sekisho/server": ["dist/worker.js"],
};

const unwanted =
  /(^|\/)(src|scripts|testing|node_modules|dist-native)\/|\.(test|bench)\.|\.tsbuildinfo$|\.map$|\.sha256$|(?<!\.d)\.ts$/u;

/**
 * Finds what is wrong with the content of a package.
 *
 * @param {{ name: string, exports?: unknown, bin?: unknown, dependencies?: Record<string, string>, peerDependencies?: Record<string, string>, devDependencies?: Record<string, string> }} manifest
 * @param {Readonly<Record<string, string>>} files every packed file by its path; the text of JavaScript, types and manifests
 * @returns {string[]}
 */
export function packageProblems(manifest, files) {
  const problems = [];
  const declared = [...targets(manifest.exports), ...targets(manifest.bin)].map((path) => path.replace(/^\.\//u, ""));
  for (const path of ["LICENSE", "NOTICE", ...declared, ...(alsoNeeded[manifest.name] ?? [])]) {
    if (files[path] === undefined) problems.push(`${path} is missing`);
  }
  for (const path of targets(manifest.bin).map((target) => target.replace(/^\.\//u, ""))) {
    if (files[path]?.startsWith("#!/usr/bin/env node\n") === false) problems.push(`${path} does not start Node`);
  }
  for (const path of Object.keys(files)) if (unwanted.test(path)) problems.push(`${path} is not for users`);

  if (manifest.devDependencies !== undefined) problems.push("the manifest names devDependencies");
  if (JSON.stringify(manifest.exports ?? {}).includes("sekisho-source")) problems.push("the manifest exports sources");
  const installed = { ...manifest.dependencies, ...manifest.peerDependencies };
  for (const [name, range] of Object.entries(installed)) {
    if (!/^\d+\.\d+\.\d+$/u.test(range)) problems.push(`${name} has the range ${range}, not one version`);
  }

  for (const [path, text] of Object.entries(files)) {
    if (!/\.(js|d\.ts)$/u.test(path)) continue;
    if (text.includes("sourceMappingURL")) problems.push(`${path} names a source map that is not packed`);
    for (const specifier of specifiers(text)) {
      if (isBuiltin(specifier)) continue;
      if (specifier.startsWith(".")) {
        const target = new URL(specifier, `file:///${path}`).pathname.slice(1);
        const wanted = path.endsWith(".d.ts") ? target.replace(/\.[jt]s$/u, ".d.ts") : target;
        if (files[wanted] === undefined) problems.push(`${path} imports ${specifier}, which is not packed`);
        continue;
      }
      const name = specifier
        .split("/")
        .slice(0, specifier.startsWith("@") ? 2 : 1)
        .join("/");
      if (installed[name] === undefined) problems.push(`${path} imports ${name}, which the manifest does not declare`);
    }
  }
  return problems;
}

/**
 * Finds compiled files that no source stands for any more: `tsc -b` leaves them behind.
 *
 * @param {readonly string[]} compiled paths below dist
 * @param {readonly string[]} sources paths below src
 * @returns {string[]}
 */
export function staleFiles(compiled, sources) {
  const output = /\.(js|d\.ts)(\.map)?$/u;
  const stems = new Set(sources.map((path) => path.replace(/\.[jt]s$/u, "")));
  return compiled.filter((path) => output.test(path) && !stems.has(path.replace(output, "")));
}

/**
 * Gives the file paths that a field of a manifest leads to.
 *
 * @param {unknown} field
 * @returns {string[]}
 */
function targets(field) {
  if (typeof field === "string") return [field];
  return typeof field === "object" && field !== null ? Object.values(field).flatMap(targets) : [];
}

/**
 * Gives what a compiled file imports; examples in its comments do not count.
 *
 * @param {string} text
 * @returns {string[]}
 */
function specifiers(text) {
  const code = text.replace(/^\s*(\/\*\*|\*).*$/gmu, "");
  // A word of a text that is quoted in the text ("… from ", …) names no module.
  return [...code.matchAll(/(?:\bfrom|\bimport|\bimport\() ?"([^"\s,]+)"/gu)].map(([, specifier = ""]) => specifier);
}
