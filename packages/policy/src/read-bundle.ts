import {
  isSekishoError,
  readKeptTypes,
  SekishoError,
  type Json,
  type OwnTypes,
  type Selection,
  type SelectionField,
  type SelectionTree,
} from "@sekisho/estate";
import { readArchive, type Gunzip } from "./archive.ts";
import type { Bilingual, PolicyBundle, PolicyInfo } from "./bundle.ts";
import { severities } from "./finding.ts";

/** The root that a bundle of Sekisho owns in an OPA's data. */
export const bundleRoot = "sekisho";

type JsonObject = Readonly<Record<string, unknown>>;

const digestShape = /^sha256:[0-9a-f]{64}$/u;
const idShape = /^[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)+$/u;
const reasonShape = /^[A-Z][A-Z0-9_]*$/u;
// Selections are a few levels deep; a manifest that nests further is made to exhaust the stack.
const selectionDepthLimit = 64;

/**
 * Reads a policy bundle out of its archive and checks everything that evaluation relies on. Digests are stated, not
 * computed: comparing `digest` and `wasmDigest` is the loader's part.
 *
 * @param source What messages call the bundle, the archive's `sha256:<hex>`, and the host's `gunzip`, if it has one.
 * @throws SekishoError `BUNDLE_INVALID` if it is no bundle of Sekisho; the message names the place in its manifest.
 */
export function readBundle(
  bytes: Uint8Array,
  source: { readonly name: string; readonly digest: string; readonly gunzip?: Gunzip },
): PolicyBundle {
  const entries = new Map(readArchive(bytes, source.name, source.gunzip).map((entry) => [entry.name, entry.bytes]));
  const invalid = (where: string, what: string, cause?: unknown): SekishoError =>
    new SekishoError(
      "BUNDLE_INVALID",
      `${source.name}: ${where} ${what}. Build the bundle with "sekisho bundle build" of the same version.`,
      { cause, details: { file: source.name } },
    );
  const manifestBytes = entries.get(".manifest");
  if (manifestBytes === undefined) throw invalid(".manifest", "is missing");
  const wasm = entries.get("policy.wasm");
  if (wasm === undefined) throw invalid("policy.wasm", "is missing");
  let manifest: unknown;
  try {
    manifest = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(manifestBytes));
  } catch (thrown) {
    throw invalid(".manifest", "is not valid JSON", thrown);
  }

  const fail = (pointer: string, what: string): never => {
    throw invalid(`.manifest#${pointer}`, what);
  };
  const root = object(manifest, "", fail);
  const roots = list(root["roots"], "/roots", fail);
  if (roots.length !== 1 || roots[0] !== bundleRoot) fail("/roots", `is not exactly ["${bundleRoot}"]`);
  const metadata = object(object(root["metadata"], "/metadata", fail)["sekisho"], "/metadata/sekisho", fail);
  if (metadata["schema"] !== "sekisho.bundle/v1") fail("/metadata/sekisho/schema", `is not "sekisho.bundle/v1"`);
  const policies = list(metadata["policies"], "/metadata/sekisho/policies", fail).map((policy, index) =>
    policyInfo(policy, `/metadata/sekisho/policies/${index}`, fail),
  );
  if (new Set(policies.map(({ id }) => id)).size !== policies.length) {
    fail("/metadata/sekisho/policies", "names a policy twice");
  }
  return {
    revision: text(root["revision"], "/revision", fail),
    digest: source.digest,
    policies: policies.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    own: keptTypes(metadata["types"], fail),
    wasmDigest: text(metadata["wasm"], "/metadata/sekisho/wasm", fail, digestShape),
    wasm,
  };
}

type Fail = (pointer: string, what: string) => never;

function keptTypes(value: unknown, fail: Fail): OwnTypes {
  const at = "/metadata/sekisho/types";
  const kept = value === undefined ? [] : list(value, at, fail);
  try {
    // JSON.parse gave it.
    return readKeptTypes(kept as readonly Json[]);
  } catch (error) {
    if (!isSekishoError(error)) throw error;
    return fail(at, `is not what this version reads: ${error.message.replace(/\.$/u, "")}`);
  }
}

function policyInfo(value: unknown, at: string, fail: Fail): PolicyInfo {
  const policy = object(value, at, fail);
  const severity = severities.find((candidate) => candidate === policy["severity"]);
  if (severity === undefined) return fail(`${at}/severity`, `is none of ${severities.join(", ")}`);
  const evidence = policy["evidence"];
  if (evidence !== null && evidence !== "inherited") return fail(`${at}/evidence`, `is neither null nor "inherited"`);
  return {
    id: text(policy["id"], `${at}/id`, fail, idShape),
    title: bilingual(policy["title"], `${at}/title`, fail),
    description: bilingual(policy["description"], `${at}/description`, fail),
    severity,
    evidence,
    profile: texts(policy["profile"], `${at}/profile`, fail),
    reasons: record(policy["reasons"], `${at}/reasons`, fail, bilingual, reasonShape),
    remediation: bilingual(policy["remediation"], `${at}/remediation`, fail),
    references: texts(policy["references"], `${at}/references`, fail),
    selection: selection(policy["selection"], `${at}/selection`, fail),
  };
}

function selection(value: unknown, at: string, fail: Fail): Selection {
  const roots = record(object(value, at, fail)["roots"], `${at}/roots`, fail, (tree, place) =>
    selectionTree(tree, place, fail, 0),
  );
  if (Object.keys(roots).length === 0) fail(`${at}/roots`, "is empty");
  return { roots };
}

function selectionTree(value: unknown, at: string, fail: Fail, depth: number): SelectionTree {
  if (depth > selectionDepthLimit) return fail(at, `is nested more than ${selectionDepthLimit} levels deep`);
  const fields = list(value, at, fail).map((field, index) => selectionField(field, `${at}/${index}`, fail, depth));
  if (new Set(fields.map(({ key }) => key)).size !== fields.length) return fail(at, "names a field twice");
  return fields;
}

function selectionField(value: unknown, at: string, fail: Fail, depth: number): SelectionField {
  const field = object(value, at, fail);
  const key = text(field["key"], `${at}/key`, fail);
  const kind = field["kind"];
  const below = (tree: unknown, place: string): SelectionTree => selectionTree(tree, place, fail, depth + 1);
  switch (kind) {
    case "scalar":
    case "scalars":
      return { kind, key, name: text(field["name"], `${at}/name`, fail) };
    case "objects":
      return { kind, key, name: text(field["name"], `${at}/name`, fail), items: below(field["items"], `${at}/items`) };
    case "forward": {
      const wrapped = field["wrapped"];
      if (typeof wrapped !== "boolean") return fail(`${at}/wrapped`, "is no boolean");
      const attribute = text(field["attribute"], `${at}/attribute`, fail);
      return { kind, key, attribute, targets: record(field["targets"], `${at}/targets`, fail, below), wrapped };
    }
    case "reverse":
      return {
        kind,
        key,
        type: text(field["type"], `${at}/type`, fail),
        attribute: text(field["attribute"], `${at}/attribute`, fail),
        items: below(field["items"], `${at}/items`),
      };
    default:
      return fail(`${at}/kind`, "is no kind of selected field");
  }
}

function bilingual(value: unknown, at: string, fail: Fail): Bilingual {
  const both = object(value, at, fail);
  return { ja: text(both["ja"], `${at}/ja`, fail), en: text(both["en"], `${at}/en`, fail) };
}

function record<Value>(
  value: unknown,
  at: string,
  fail: Fail,
  read: (value: unknown, at: string, fail: Fail) => Value,
  keyShape?: RegExp,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(
    Object.entries(object(value, at, fail)).map(([key, entry]) => {
      const place = `${at}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      if (keyShape?.test(key) === false) fail(place, "has a name of the wrong form");
      return [key, read(entry, place, fail)];
    }),
  );
}

function texts(value: unknown, at: string, fail: Fail): readonly string[] {
  return list(value, at, fail).map((entry, index) => text(entry, `${at}/${index}`, fail));
}

function text(value: unknown, at: string, fail: Fail, shape?: RegExp): string {
  if (typeof value !== "string" || value === "") return fail(at, "is no text or is empty");
  return shape?.test(value) === false ? fail(at, "has the wrong form") : value;
}

function list(value: unknown, at: string, fail: Fail): readonly unknown[] {
  return Array.isArray(value) ? value : fail(at, "is no list");
}

function object(value: unknown, at: string, fail: Fail): JsonObject {
  // JSON.parse gives plain objects only, so what is neither null nor a list is one.
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as JsonObject)
    : fail(at, "is no object");
}
