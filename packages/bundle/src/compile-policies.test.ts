import { createCompiler } from "@sekisho/opa";
import { expect, test } from "vitest";

import { compilePolicies } from "./compile-policies.ts";
import { formatProblem, policyTreeError } from "./problem.ts";
import {
  lockedPolicy,
  placesOf,
  policyFiles,
  smallLibrary,
  smallTree,
  smallTypes,
  type SmallPolicy,
} from "./testing/small-tree.ts";

const compiler = await createCompiler();

const tree = smallTree(lockedPolicy);
const rego = "sekisho/gate/locked/locked.rego";

function places(files: Readonly<Record<string, string>>): readonly string[] {
  return placesOf(compilePolicies(files, compiler, smallTypes));
}

/** The tree with a part of the policy's Rego replaced. */
function edited(from: string | RegExp, to: string): Readonly<Record<string, string>> {
  const before = tree[rego] ?? "";
  const after = before.replace(from, to);
  expect(after).not.toBe(before);
  return { ...tree, [rego]: after };
}

test("a tree that holds together gives policies, sources without tests, and schemas", () => {
  const checked = compilePolicies(tree, compiler, smallTypes);
  if (!checked.ok) throw policyTreeError(checked.problems);
  const { policies, sources, tests, schemas, imports } = checked.value;
  expect(policies).toEqual([
    {
      id: "gate.locked",
      title: { en: "Gates are locked", ja: "門が施錠されている" },
      description: { en: "A gate is locked.", ja: "門は施錠されている。" },
      severity: "high",
      evidence: null,
      profile: [],
      reasons: { OPEN: { en: "The {kind} is open.", ja: "{kind} が開いている。" } },
      remediation: { en: "Lock it.", ja: "施錠する。" },
      references: ["https://example.com/"],
      selection: {
        roots: {
          test_gate: [
            { kind: "scalar", key: "locked", name: "locked" },
            { kind: "scalar", key: "kind", name: "kind" },
          ],
        },
      },
    },
  ]);
  expect(Object.keys(sources)).toEqual([rego, ...Object.keys(smallLibrary)]);
  expect(Object.keys(tests)).toEqual(["sekisho/gate/locked/locked_test.rego"]);
  expect(Object.keys(schemas)).toEqual(["sekisho.gate.locked"]);
  expect(imports).toEqual({});
});

test("every problem of a tree is said at once, sorted by place", () => {
  const files = {
    ...edited("severity: high", "severity: grave"),
    "sekisho/gate/locked/locked.graphql": "{ test_gate { lokced } }",
    "sekisho/gate/locked/more.txt": "",
  };
  expect(places(files)).toEqual([
    "SELECTION_INVALID locked.graphql:1:15",
    "METADATA_INVALID locked.rego:7:15",
    "POLICY_FOLDER more.txt",
  ]);
});

test("problems become one error that names file, line and column of the first", () => {
  const checked = compilePolicies(edited("severity: high", "severity: grave"), compiler, smallTypes);
  if (checked.ok) throw new Error("The tree should be refused.");
  const error = policyTreeError(checked.problems);
  expect([error.code, error.details]).toEqual([
    "POLICY_INVALID",
    { file: rego, line: 7, column: 15, problems: checked.problems.map(formatProblem) },
  ]);
});

test.each([
  ["a missing file", { "sekisho/gate/locked/cases.yaml": null }, ["POLICY_FOLDER cases.yaml"]],
  ["a file of another name", { "sekisho/gate/locked/locked2.rego": "package a" }, ["POLICY_FOLDER locked2.rego"]],
  ["a folder with a capital", { "sekisho/gate/Locked/cases.yaml": "" }, ["POLICY_FOLDER cases.yaml"]],
  ["a file outside every folder", { "sekisho/gate.rego": "package sekisho.gate" }, ["POLICY_FOLDER gate.rego"]],
  ["data beside the policies", { "sekisho/lib/value/data.json": "{}" }, ["POLICY_FOLDER data.json"]],
  ["a policy in the place of the generated rules", { "sekisho/main/a/a.rego": "package a" }, ["POLICY_FOLDER a.rego"]],
  ["a note at the top", { "README.md": "# Policies" }, []],
])("the form of folders: %s", (_, change: Readonly<Record<string, string | null>>, expected) => {
  const files = Object.entries({ ...tree, ...change }).filter((entry): entry is [string, string] => entry[1] !== null);
  expect(places(Object.fromEntries(files))).toEqual(expected);
});

test.each([
  ["a policy's package that is not its path", rego, "package sekisho.gate.shut", ["POLICY_PACKAGE locked.rego:17:1"]],
  [
    "a library's package that is not its path",
    "sekisho/lib/value/value.rego",
    "package sekisho.lib.values",
    [
      "DATA_REF_UNKNOWN locked.rego:20:1",
      "DATA_REF_UNKNOWN locked.rego:22:11",
      "rego_type_error locked.rego:22:11",
      "POLICY_PACKAGE value.rego:1:1",
    ],
  ],
  [
    "a test's package that is neither",
    "sekisho/gate/locked/locked_test.rego",
    "package tests",
    ["POLICY_PACKAGE locked_test.rego:1:1"],
  ],
])("refused is %s", (_, path, line, expected) => {
  expect(places({ ...tree, [path]: (tree[path] ?? "").replace(/^package .*$/mu, line) })).toEqual(expected);
});

test.each([
  ["no METADATA", /^# METADATA\n/u, "# Nothing\n", ["METADATA_MISSING locked.rego:17:1"]],
  ["a top-level key that OPA drops", "# custom:", "# sevrity: high\n# custom:", ["METADATA_INVALID locked.rego:6:3"]],
  [
    "an unknown custom key",
    "#   severity: high",
    "#   severity: high\n#   colour: red",
    ["METADATA_INVALID locked.rego:8:5"],
  ],
  ["an unknown severity", "severity: high", "severity: grave", ["METADATA_INVALID locked.rego:7:15"]],
  ["no title", "# title: Gates are locked\n", "", ["METADATA_INVALID locked.rego:2:3"]],
  ["an empty title", "title: Gates are locked", 'title: " "', ["METADATA_INVALID locked.rego:2:10"]],
  ["no Japanese title", "#     title: 門が施錠されている\n", "", ["METADATA_INVALID locked.rego:9:7"]],
  ["an entrypoint of its own", "# custom:", "# entrypoint: true\n# custom:", ["METADATA_INVALID locked.rego:6:3"]],
  ["text that is no YAML", "severity: high", "severity: [high", ["rego_parse_error locked.rego:7:1"]],
  ["a reason in small letters", "{OPEN:", "{open:", ["METADATA_INVALID locked.rego:12:15"]],
  [
    "the schema of another policy",
    "schema.sekisho.gate.locked",
    "schema.sekisho.gate.open",
    ["METADATA_SCHEMA locked.rego:5:14"],
  ],
  [
    "an unknown key of the profile",
    "profile: []",
    "profile: [guardduty.frequenzy]",
    ["METADATA_PROFILE locked.rego:11:15"],
  ],
  ["other arguments in Japanese", "'{kind} が", "'{type} が", ["REASON_TEMPLATE locked.rego:12:21"]],
  [
    "a reason that is not declared",
    'violation("OPEN"',
    'violation("AJAR"',
    ["REASON_UNUSED locked.rego:12:15", "REASON_UNDECLARED locked.rego:24:45"],
  ],
  ["a template without its argument", '{"kind": input.test_gate.kind}', "{}", ["REASON_ARGUMENTS locked.rego:24:45"]],
  [
    "a misspelt key in a rule's METADATA",
    "locked := value",
    "# METADATA\n# titel: Locked\nlocked := value",
    ["METADATA_INVALID locked.rego:23:3"],
  ],
])("refused in METADATA is %s", (_, from: string | RegExp, to, expected) => {
  expect(places(edited(from, to))).toEqual(expected);
});

test("a misspelt key in the library's METADATA is refused", () => {
  const path = "sekisho/lib/finding/finding.rego";
  const files = { ...tree, [path]: (tree[path] ?? "").replace("# description:", "# descripton:") };
  expect(places(files)).toEqual(["METADATA_INVALID finding.rego:4:3"]);
});

test("a library that uses a policy is refused", () => {
  const path = "sekisho/lib/finding/finding.rego";
  const files = { ...tree, [path]: `${tree[path] ?? ""}\nopen := data.sekisho.gate.locked.verdict\n` };
  expect(places(files)).toEqual(["IMPORT_REFUSED finding.rego:17:9"]);
});

test("a misspelt attribute is refused by OPA with the names that there are", () => {
  const checked = compilePolicies(
    edited("locked := value.eq(input.test_gate.locked", "locked := value.eq(input.test_gate.lokced"),
    compiler,
    smallTypes,
  );
  expect(checked.ok ? [] : checked.problems.map(formatProblem)).toEqual([
    `${rego}:22:20: rego_type_error: undefined ref: input.test_gate.lokced (there are kind, locked)`,
  ]);
});

test("a library that reads the input is refused", () => {
  const path = "sekisho/lib/finding/finding.rego";
  const files = { ...tree, [path]: `${tree[path] ?? ""}\nopen if input.test_gate.lokced\n` };
  expect(places(files)).toEqual(["LIBRARY_INPUT finding.rego:17:9"]);
});

test("builtins that the WASM target leaves to its host are refused in tests' company, but not in tests", () => {
  expect(tree["sekisho/gate/locked/locked_test.rego"]).toContain("sprintf");
  expect(places(tree)).toEqual([]);
  const files = edited(/$/u, '\nshown := sprintf("%v", [1])\n\nnow := time.now_ns()\n');
  expect(places(files)).toEqual(["rego_type_error locked.rego:30:10", "rego_type_error locked.rego:32:8"]);
});

function asking(id: string, callee: string, spread: string, profile = "[]"): SmallPolicy {
  const name = callee.slice(callee.indexOf(".") + 1);
  return {
    id,
    selection: `{ test_gate { others: test_gate_by_leads_to { items { ${spread} } } } }`,
    profile,
    rules: `import data.sekisho.${callee}

verdict := verdicts[0]

verdicts := [found |
	some item in input.test_gate.others.items
	found := ${name}.verdict with input as {"test_gate": item, "profile": input.profile, "now": input.now}
]
`,
  };
}

test("a policy that asks for another's verdict spreads its fragment", () => {
  const good = asking("gate.chain", "gate.locked", "...gate_locked__test_gate");
  const checked = compilePolicies(smallTree(lockedPolicy, good), compiler, smallTypes);
  expect(checked.ok ? checked.value.imports : checked.problems).toEqual({ "gate.chain": ["gate.locked"] });
  const bad = asking("gate.chain", "gate.locked", "locked kind");
  expect(places(smallTree(lockedPolicy, bad))).toEqual(["IMPORT_FRAGMENT chain.rego:25:11"]);
});

test("a policy that asks for another's verdict has its profile keys", () => {
  const callee: SmallPolicy = { ...lockedPolicy, profile: "[guardduty.frequency]" };
  const spread = "...gate_locked__test_gate";
  expect(places(smallTree(callee, asking("gate.chain", "gate.locked", spread)))).toEqual([
    "IMPORT_PROFILE chain.rego:25:11",
  ]);
  expect(places(smallTree(callee, asking("gate.chain", "gate.locked", spread, "[guardduty.frequency]")))).toEqual([]);
});

test("policies that ask one another are refused", () => {
  const files = {
    ...smallTree(asking("gate.first", "gate.second", "arn"), asking("gate.second", "gate.first", "arn")),
  };
  expect(places(files).filter((place) => place.startsWith("IMPORT_CYCLE"))).toEqual([
    "IMPORT_CYCLE first.rego:25:11",
    "IMPORT_CYCLE second.rego:25:11",
  ]);
});

test("two policies whose fragments would have one name are refused", () => {
  const first = policyFiles({ ...lockedPolicy, id: "a_b.c" });
  const second = policyFiles({ ...lockedPolicy, id: "a.b_c" });
  expect(places({ ...smallLibrary, ...first, ...second })).toEqual(["POLICY_FOLDER c.graphql"]);
});
