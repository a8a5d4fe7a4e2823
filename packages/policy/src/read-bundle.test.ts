import { describe, expect, test } from "vitest";
import { writeArchive } from "./archive.ts";
import type { PolicyBundle } from "./bundle.ts";
import { readBundle } from "./read-bundle.ts";

const digest = `sha256:${"0".repeat(64)}`;
const wasmDigest = `sha256:${"1".repeat(64)}`;
const both = (text: string): { ja: string; en: string } => ({ ja: `${text}（日本語）`, en: text });

function policy(id: string): Record<string, unknown> {
  return {
    id,
    title: both("Title"),
    description: both("Description"),
    severity: "high",
    evidence: null,
    profile: ["guardduty.frequency"],
    reasons: { NOT_ENCRYPTED: both("It is not encrypted") },
    remediation: both("Encrypt it"),
    references: ["https://example.com/"],
    selection: {
      roots: {
        aws_lb: [
          { kind: "scalar", key: "internal", name: "internal" },
          { kind: "scalars", key: "groups", name: "security_groups" },
          { kind: "objects", key: "rules", name: "rules", items: [{ kind: "scalar", key: "port", name: "port" }] },
          { kind: "forward", key: "vpc", attribute: "vpc_id", targets: { aws_vpc: [] }, wrapped: false },
          { kind: "reverse", key: "by", type: "aws_assoc", attribute: "resource_arn", items: [] },
        ],
      },
    },
  };
}

function manifest(policies: readonly unknown[] = [policy("net.b"), policy("net.a")]): Record<string, unknown> {
  return {
    revision: "r1",
    roots: ["sekisho"],
    metadata: { sekisho: { schema: "sekisho.bundle/v1", wasm: wasmDigest, policies } },
  };
}

function archive(manifestText: string | null, wasm: Uint8Array<ArrayBuffer> | null = new Uint8Array([1])): Uint8Array {
  return writeArchive([
    ...(manifestText === null ? [] : [{ name: ".manifest", bytes: new Uint8Array(Buffer.from(manifestText)) }]),
    ...(wasm === null ? [] : [{ name: "policy.wasm", bytes: wasm }]),
  ]);
}

const read = (bytes: Uint8Array): unknown => readBundle(bytes, { name: "bundle.tar.gz", digest });

/** The manifest with one place changed; `undefined` takes it away. */
function changed(path: readonly (string | number)[], value: unknown): string {
  const copy = structuredClone(manifest());
  let place = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>;
  place[path.at(-1) ?? ""] = value;
  return JSON.stringify(copy);
}

describe("a bundle", () => {
  test("is its manifest's content, policies sorted by id", () => {
    expect(read(archive(JSON.stringify(manifest())))).toEqual({
      revision: "r1",
      digest,
      wasmDigest,
      wasm: new Uint8Array([1]),
      policies: [policy("net.a"), policy("net.b")],
      own: { declarations: [], types: [] },
    });
  });

  test("keeps the resource types that are not built in", () => {
    const kept = {
      schema: "sekisho.resource-type/v1",
      type: "aws_sqs_queue",
      undeclared: true,
      attributes: { fifo: { kind: "untyped" } },
    };
    const { own } = read(archive(changed(["metadata", "sekisho", "types"], [kept]))) as PolicyBundle;
    expect(own.declarations).toEqual([kept]);
    expect(own.types.map(({ type, isUndeclared }) => [type, isUndeclared])).toEqual([["aws_sqs_queue", true]]);
  });

  test("may say more than this version knows, which is left out", () => {
    const text = changed(["metadata", "sekisho", "policies", 0, "later"], { serial: 7 });
    expect(read(archive(text))).toEqual(read(archive(JSON.stringify(manifest()))));
  });
});

describe("a bundle is refused", () => {
  const first = ["metadata", "sekisho", "policies", 0] as const;
  const tree = [...first, "selection", "roots", "aws_lb"] as const;
  let deep: unknown = [];
  for (let level = 0; level < 100; level += 1) deep = [{ kind: "objects", key: "a", name: "a", items: deep }];

  test.each<[string, readonly (string | number)[], unknown, string]>([
    ["that keeps types in no list", ["metadata", "sekisho", "types"], {}, "#/metadata/sekisho/types"],
    ["that keeps what is no type", ["metadata", "sekisho", "types"], [{ type: "aws_x" }], "#/metadata/sekisho/types"],
    ["that owns another root", ["roots"], ["sekisho", "other"], "#/roots"],
    ["that owns every root", ["roots"], undefined, "#/roots"],
    ["without a revision", ["revision"], undefined, "#/revision"],
    ["without our metadata", ["metadata", "sekisho"], undefined, "#/metadata/sekisho"],
    ["of another schema", ["metadata", "sekisho", "schema"], "sekisho.bundle/v2", "#/metadata/sekisho/schema"],
    ["without the digest of policy.wasm", ["metadata", "sekisho", "wasm"], "sha256:1", "#/metadata/sekisho/wasm"],
    ["whose policies are no list", ["metadata", "sekisho", "policies"], {}, "#/metadata/sekisho/policies"],
    ["that names a policy twice", [...first, "id"], "net.a", "#/metadata/sekisho/policies"],
    ["with a policy id of the wrong form", [...first, "id"], "../net", "#/metadata/sekisho/policies/0/id"],
    ["with an unknown severity", [...first, "severity"], "grave", "#/metadata/sekisho/policies/0/severity"],
    ["with an unknown evidence class", [...first, "evidence"], "observed", "#/metadata/sekisho/policies/0/evidence"],
    ["with a title in one language", [...first, "title"], { en: "x" }, "#/metadata/sekisho/policies/0/title/ja"],
    ["with a reason that is no code", [...first, "reasons"], { "a/b": both("") }, "0/reasons/a~1b"],
    ["without subjects", [...first, "selection", "roots"], {}, "#/metadata/sekisho/policies/0/selection/roots"],
    ["with a field of no kind", [...tree, 0, "kind"], "link", "selection/roots/aws_lb/0/kind"],
    ["with a field without a name", [...tree, 0, "name"], undefined, "selection/roots/aws_lb/0/name"],
    ["with two fields of one key", [...tree, 1, "key"], "internal", "selection/roots/aws_lb"],
    ["with a link that may or may not be wrapped", [...tree, 3, "wrapped"], null, "aws_lb/3/wrapped"],
    ["with a selection made to exhaust the stack", [...tree, 2, "items"], deep, "is nested more than 64 levels"],
  ])("%s, with the place", (_, path, value, where) => {
    expect(() => read(archive(changed(path, value)))).toThrow(
      expect.objectContaining({ code: "BUNDLE_INVALID", message: expect.stringContaining(where) as string }),
    );
  });

  test.each([
    ["without a manifest", archive(null), ".manifest is missing"],
    ["without policy.wasm", archive(JSON.stringify(manifest()), null), "policy.wasm is missing"],
    ["with a manifest that is cut off", archive('{"revision":'), ".manifest is not valid JSON"],
    ["with a manifest that is no object", archive("[]"), ".manifest# is no object"],
    ["that is no archive", new Uint8Array(40), "this is no gzipped archive"],
  ])("%s", (_, bytes, what) => {
    expect(() => read(bytes)).toThrow(
      expect.objectContaining({
        code: "BUNDLE_INVALID",
        message: expect.stringContaining(`bundle.tar.gz: ${what}`) as string,
      }),
    );
  });
});
