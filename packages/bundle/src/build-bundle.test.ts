import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { readOwnTypes, resourceTypes } from "@sekisho/estate";
import { createCompiler } from "@sekisho/opa";
import { nativeOpaPath } from "@sekisho/opa/native";
import { readArchive, readBundle } from "@sekisho/policy";
import { afterAll, describe, expect, test } from "vitest";

import { buildBundle } from "./build-bundle.ts";
import { mainRego } from "./main-rego.ts";
import { lockedPolicy, smallLibrary, smallTree, smallTypes, type SmallPolicy } from "./testing/small-tree.ts";
import { readPolicyTree } from "./tree/read-policy-tree.ts";

const compiler = await createCompiler();
const scratch = mkdtempSync(join(tmpdir(), "sekisho-bundle-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const high: SmallPolicy = {
  id: "wall.high",
  selection: "{ test_wall { height } }\n",
  rules: `import data.sekisho.lib.finding

verdict := finding.pass([["height"]]) if input.test_wall.height > 1
`,
};

const tree = smallTree(lockedPolicy, high);

/** Writes a tree to a folder of its own. */
function written(name: string, files: Readonly<Record<string, string>>): string {
  const folder = join(scratch, name);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

test("a bundle holds sources, generated rules, policy.wasm and a manifest that does not name it", async () => {
  const { archive, metadata, revision } = await buildBundle(tree, compiler, smallTypes);
  const entries = readArchive(archive);
  expect(entries.map(({ name }) => name)).toEqual([
    ".manifest",
    "policy.wasm",
    "sekisho/gate/locked/locked.rego",
    "sekisho/lib/finding/finding.rego",
    "sekisho/lib/value/value.rego",
    "sekisho/main/main.rego",
    "sekisho/wall/high/high.rego",
  ]);
  expect(JSON.parse(new TextDecoder().decode(entries[0]?.bytes))).toEqual({
    revision,
    roots: ["sekisho"],
    rego_version: 1,
    metadata: { sekisho: metadata },
  });
  expect(new TextDecoder().decode(entries[5]?.bytes)).toBe(mainRego(["gate.locked", "wall.high"]));
  expect(readBundle(archive, { name: "bundle.tar.gz", digest: `sha256:${"0".repeat(64)}` }).policies).toEqual(
    metadata.policies,
  );
});

test("a bundle is the same bytes when built twice, in another order and from another folder", async () => {
  const [first, second] = [written("a", tree), written("elsewhere/deeper/b", tree)];
  const one = await buildBundle(readPolicyTree(first), compiler, smallTypes);
  const again = await buildBundle(readPolicyTree(first), compiler, smallTypes);
  const other = await buildBundle(readPolicyTree(second), await createCompiler(), smallTypes);
  const reversed = await buildBundle(Object.fromEntries(Object.entries(tree).toReversed()), compiler, smallTypes);
  const digests = [one, again, other, reversed].map(({ archive }) => Buffer.from(archive).toString("base64"));
  expect(new Set(digests).size).toBe(1);
});

test("the revision follows the sources unless it is given", async () => {
  const base = await buildBundle(tree, compiler, smallTypes);
  const tests = { ...tree, "sekisho/wall/high/cases.yaml": "[{}]\n" };
  const selection = { ...tree, "sekisho/wall/high/high.graphql": "{ test_wall { height state } }" };
  expect(base.revision).toMatch(/^[0-9a-f]{64}$/u);
  expect((await buildBundle(tests, compiler, smallTypes)).revision).toBe(base.revision);
  expect((await buildBundle(selection, compiler, smallTypes)).revision).not.toBe(base.revision);
  expect((await buildBundle(tree, compiler, smallTypes, { revision: "v1" })).revision).toBe("v1");
});

test("a tree with a problem, or without a policy, is refused", async () => {
  const path = "sekisho/wall/high/high.graphql";
  await expect(buildBundle({ ...tree, [path]: "{ test_wall { hight } }" }, compiler, smallTypes)).rejects.toMatchObject(
    {
      code: "SELECTION_INVALID",
      details: { file: path, line: 1, column: 15 },
    },
  );
  await expect(buildBundle(smallLibrary, compiler, smallTypes)).rejects.toMatchObject({ code: "POLICY_INVALID" });
});

test("a folder that is not there is refused by its name", () => {
  const folder = join(scratch, "absent");
  expect(() => readPolicyTree(folder)).toThrow(
    expect.objectContaining({ code: "FILE_UNREADABLE", details: { file: folder } }) as Error,
  );
});

describe("a stock OPA", () => {
  test("loads the archive and gives the verdicts on slices, none for a subject without one", async () => {
    const opa = nativeOpaPath();
    if (opa === null)
      throw new Error("There is no native opa: build it with node packages/opa/scripts/build-native.mjs.");
    const bundle = join(scratch, "bundle.tar.gz");
    writeFileSync(bundle, (await buildBundle(tree, compiler, smallTypes)).archive);
    const input = (subject: object): object => ({ ...subject, profile: {}, now: "2026-11-01T00:00:00Z" });
    const slices = [
      {
        policy: "gate.locked",
        subject: "plan#test_gate.a",
        input: input({ test_gate: { locked: true, kind: "IRON" } }),
      },
      {
        policy: "gate.locked",
        subject: "plan#test_gate.b",
        input: input({ test_gate: { locked: false, kind: "WOOD" } }),
      },
      { policy: "wall.high", subject: "plan#test_wall.a", input: input({ test_wall: { height: 2 } }) },
      { policy: "wall.high", subject: "plan#test_wall.b", input: input({ test_wall: { height: 1 } }) },
    ];
    const answer = execFileSync(
      opa,
      ["eval", "--format", "json", "--bundle", bundle, "--stdin-input", "data.sekisho.main.verdicts"],
      {
        input: JSON.stringify({ slices }),
        encoding: "utf8",
      },
    );
    const { result } = JSON.parse(answer) as { result: readonly { expressions: readonly { value: unknown }[] }[] };
    expect(result[0]?.expressions[0]?.value).toEqual([
      {
        policy: "gate.locked",
        subject: "plan#test_gate.a",
        verdict: { status: "pass", violations: [], rests_on: [["locked"]] },
      },
      {
        policy: "gate.locked",
        subject: "plan#test_gate.b",
        verdict: {
          status: "fail",
          violations: [{ reason: "OPEN", args: { kind: "WOOD" }, rests_on: [["locked"]] }],
          rests_on: [],
        },
      },
      {
        policy: "wall.high",
        subject: "plan#test_wall.a",
        verdict: { status: "pass", violations: [], rests_on: [["height"]] },
      },
    ]);
  });
});

test("the repository's own policies build, the same from a copy of their folder", async () => {
  const folder = fileURLToPath(new URL("../../../policies", import.meta.url));
  expect(existsSync(folder)).toBe(true);
  const copy = join(scratch, "copy");
  cpSync(folder, copy, { recursive: true });
  const files = readPolicyTree(folder);
  const built = await buildBundle(files, compiler, resourceTypes);
  const again = await buildBundle(readPolicyTree(copy), compiler, resourceTypes);
  const folders = Object.keys(files).filter((path) => path.endsWith("/cases.yaml"));
  expect(built.metadata.policies.map(({ id }) => `sekisho/${id.replace(".", "/")}/cases.yaml`)).toEqual(
    folders.toSorted(),
  );
  expect(Buffer.from(built.archive).equals(again.archive)).toBe(true);
});

test("a bundle keeps the resource types that are not built in, and what is selected without a declaration", async () => {
  const own = readOwnTypes([
    {
      name: "queue.yaml",
      text: "schema: sekisho.resource-type/v1\ntype: test_queue_own\nattributes:\n  fifo: { kind: boolean }\n",
    },
  ]);
  const policies: readonly SmallPolicy[] = [
    {
      id: "queue.fifo",
      selection: "{ test_queue_own { fifo } }\n",
      rules: `import data.sekisho.lib.finding

verdict := finding.pass([["fifo"]]) if input.test_queue_own.fifo == true
`,
    },
    {
      id: "topic.named",
      selection: "{ aws_sns_topic { display_name } }\n",
      rules: `import data.sekisho.lib.finding

verdict := finding.pass([["display_name"]]) if input.aws_sns_topic.display_name == "a"
`,
    },
  ];
  const built = await buildBundle(smallTree(...policies), compiler, smallTypes, { own });
  const topic = {
    schema: "sekisho.resource-type/v1",
    type: "aws_sns_topic",
    undeclared: true,
    attributes: { display_name: { kind: "untyped" } },
    links: {},
  };
  expect(built.metadata.types).toEqual([...own.declarations, topic]);
  const read = readBundle(built.archive, { name: "own.tar.gz", digest: "sha256:0" });
  expect(read.own.types.map(({ type, isUndeclared }) => [type, isUndeclared])).toEqual([
    ["test_queue_own", false],
    ["aws_sns_topic", true],
  ]);
});

test("a policy on a type that nothing declares asks for nothing that its selection does not name", async () => {
  const wrong: SmallPolicy = {
    id: "topic.named",
    selection: "{ aws_sns_topic { display_name } }\n",
    rules: `import data.sekisho.lib.finding

verdict := finding.pass([["display_name"]]) if input.aws_sns_topic.displayname == "a"
`,
  };
  await expect(buildBundle(smallTree(wrong), compiler, smallTypes)).rejects.toMatchObject({
    code: "POLICY_INVALID",
    message: expect.stringContaining("displayname") as string,
  });
});
