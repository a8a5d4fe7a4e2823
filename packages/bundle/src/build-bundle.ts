import { createHash } from "node:crypto";

import { SekishoError, type OwnTypes, type ResourceType, type TypeDeclaration } from "@sekisho/estate";
import { OPA_VERSION, type Compiler } from "@sekisho/opa";
import { entrypointOf, writeArchive, type BundleMetadata } from "@sekisho/policy";

import { entrypointsOf, wantedFromHost } from "./capabilities/native-builtins.ts";
import { policyCapabilities } from "./capabilities/policy-capabilities.ts";
import { compilePolicies, type CompiledPolicies } from "./compile-policies.ts";
import { mainPath, mainRego } from "./main-rego.ts";
import { compare, policyTreeError } from "./problem.ts";

/** A bundle as it is written to a file. */
export interface BuiltBundle {
  /** The gzipped tar archive: the same bytes for the same policies, wherever and whenever it is built. */
  readonly archive: Uint8Array<ArrayBuffer>;
  readonly metadata: BundleMetadata;
  readonly revision: string;
  readonly policies: CompiledPolicies;
}

/** What can be set about a bundle. */
export interface BundleOptions {
  /** Digest of the sources and of OPA's version, if left out. */
  readonly revision?: string;
  /** Resource types beside the given ones; the bundle keeps their declarations, so that whoever loads it reads them, too. */
  readonly own?: OwnTypes;
}

/**
 * Builds the bundle of a policy tree: the source Rego with a generated `sekisho.main.verdicts` for any OPA, and
 * `policy.wasm` for hosts without one. The manifest does not name the latter, so that an OPA without a WASM engine loads it.
 *
 * @param files - Text by path relative to the tree, with `/` between its parts.
 * @throws SekishoError `POLICY_INVALID` or `SELECTION_INVALID` that names every problem of the tree.
 * @example
 * ```ts
 * import { buildBundle, createCompiler, readPolicyTree } from "@sekisho/bundle";
 * import { resourceTypes } from "@sekisho/estate";
 *
 * const { archive } = await buildBundle(readPolicyTree("policies"), await createCompiler(), resourceTypes);
 * ```
 */
export async function buildBundle(
  files: Readonly<Record<string, string>>,
  compiler: Compiler,
  types: readonly ResourceType[],
  options: BundleOptions = {},
): Promise<BuiltBundle> {
  const { declarations = [], types: ownTypes = [] } = options.own ?? {};
  const compiled = compilePolicies(files, compiler, ownTypes.length === 0 ? types : [...types, ...ownTypes]);
  if (!compiled.ok) throw policyTreeError(compiled.problems);
  const { policies, sources } = compiled.value;
  const ids = policies.map(({ id }) => id);
  if (ids.length === 0) {
    throw new SekishoError(
      "POLICY_INVALID",
      "The folder holds no policy. Name the one that holds sekisho/<family>/<name>/.",
    );
  }
  const main = mainRego(ids);
  const wasm = await compileWasm(sources, ids, compiler);
  const kept = [...declarations, ...compiled.value.undeclared];
  const metadata: BundleMetadata = {
    schema: "sekisho.bundle/v1",
    policies,
    ...(kept.length === 0 ? {} : { types: kept }),
    wasm: `sha256:${sha256(wasm)}`,
  };
  const revision = options.revision ?? revisionOf(files, compiled.value, kept);
  const manifest = { revision, roots: ["sekisho"], rego_version: 1, metadata: { sekisho: metadata } };
  const encoder = new TextEncoder();
  const archive = writeArchive([
    ...Object.entries({ ...sources, [mainPath]: main }).map(([name, text]) => ({ name, bytes: encoder.encode(text) })),
    { name: "policy.wasm", bytes: wasm },
    { name: ".manifest", bytes: encoder.encode(`${JSON.stringify(manifest)}\n`) },
  ]);
  return { archive, metadata, revision, policies: compiled.value };
}

async function compileWasm(
  sources: Readonly<Record<string, string>>,
  ids: readonly string[],
  compiler: Compiler,
): Promise<Uint8Array<ArrayBuffer>> {
  const entrypoints = ids.map(entrypointOf);
  const built = compiler.build({
    files: sources,
    target: "wasm",
    entrypoints,
    pruneUnused: true,
    capabilities: policyCapabilities(),
  });
  if (!built.ok) throw policyTreeError(built.errors);
  const wasm = built.value.entries["policy.wasm"];
  if (wasm === undefined) throw internal("OPA built no policy.wasm");
  const found = await entrypointsOf(wasm);
  if (found.join(" ") !== entrypoints.toSorted(compare).join(" ")) {
    throw internal(`policy.wasm has the entrypoints ${found.join(", ")}, not one for each policy`);
  }
  const wanted = [...(await wantedFromHost(wasm))];
  if (wanted.length > 0) throw internal(`policy.wasm wants builtins from its host: ${wanted.join(", ")}`);
  return wasm;
}

/** Names what a bundle was made of: its Rego, its selections and OPA. */
function revisionOf(
  files: Readonly<Record<string, string>>,
  { sources, policies }: CompiledPolicies,
  kept: readonly TypeDeclaration[],
): string {
  const hash = createHash("sha256").update(`opa ${OPA_VERSION}\n`);
  const selections = policies.map(
    ({ id }) => `sekisho/${id.replace(".", "/")}/${id.slice(id.indexOf(".") + 1)}.graphql`,
  );
  for (const path of [...Object.keys(sources), ...selections].toSorted(compare)) {
    const text = files[path] ?? "";
    // Lengths keep apart what would be the same text in other files.
    hash.update(`${path.length} ${path} ${text.length}\n${text}`);
  }
  // Selections are compiled by the resource types, whose changes are changes of the bundle.
  hash.update(JSON.stringify(policies));
  return (kept.length === 0 ? hash : hash.update(JSON.stringify(kept))).digest("hex");
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function internal(what: string): SekishoError {
  return new SekishoError("INTERNAL", `${what}. Report this as a defect.`);
}
