import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { guestFunction } from "@sekisho/wasi";

import { createCompiler, isOpaCompilerMissing, OPA_VERSION } from "./index.ts";
import type { AstModule, BuildRequest, Compiler, JsonValue, OpaError, OpaResult } from "./index.ts";

let compiler: Compiler;

beforeAll(async () => {
  compiler = await createCompiler({ nativePath: null });
});

const policy = `# METADATA
# title: Databases are encrypted
# schemas:
#   - input: schema.enc.a
# custom:
#   severity: high
package sekisho.enc.a

verdict := {"status": "fail"} if input.db.encrypted == false

else := {"status": "pass"} if input.db.encrypted == true
`;

const files = { "sekisho/enc/a/a.rego": policy };
const entrypoint = "sekisho/enc/a/verdict";

const collectionOf = (items: JsonValue): JsonValue => ({
  type: "object",
  additionalProperties: false,
  properties: { state: { type: "string" }, code: { type: ["string", "null"] }, items: { type: "array", items } },
});
const objectOf = (properties: Record<string, JsonValue>): JsonValue => ({
  type: "object",
  additionalProperties: false,
  properties,
});
const schemas = {
  "enc.a": objectOf({
    db: objectOf({
      encrypted: { type: "boolean" },
      rules: collectionOf(
        objectOf({ port: { type: "number" }, ranges: collectionOf(objectOf({ cidr: { type: "string" } })) }),
      ),
      logging: collectionOf(objectOf({ bucket: { type: "string" } })),
    }),
  }),
};

function valueOf<T>(result: OpaResult<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.value;
}

function errorsOf(result: OpaResult<unknown>): readonly OpaError[] {
  return result.ok ? [] : result.errors;
}

function placesOf(result: OpaResult<unknown>): readonly (readonly (string | number | null)[])[] {
  return errorsOf(result).map(({ code, file, row, column }) => [code, file, row, column]);
}

describe("build", () => {
  const request: BuildRequest = { files, target: "wasm", entrypoints: [entrypoint], pruneUnused: true };

  it("makes a module that declares exactly the entrypoints asked for", () => {
    const { entries } = valueOf(compiler.build(request));
    expect(Object.keys(entries)).toEqual(["data.json", "sekisho/enc/a/a.rego", "policy.wasm", ".manifest"]);
    expect(entrypointsOf(entries["policy.wasm"])).toEqual({ [entrypoint]: 0 });
  });

  it("gives equal bytes again, after other work, in another instance and for files in another order", async () => {
    const more = { ...files, "sekisho/b.rego": "package sekisho.b\n\nx := {1, 2, input.y}\n" };
    const first = valueOf(compiler.build({ ...request, files: more })).archive;
    compiler.check({ files: { "c.rego": "package c\n\nx := y\n" } });
    const other = await createCompiler({ nativePath: null });
    const reversed = Object.fromEntries(Object.entries(more).reverse());
    expect(valueOf(compiler.build({ ...request, files: more })).archive).toEqual(first);
    expect(valueOf(other.build({ ...request, files: reversed })).archive).toEqual(first);
  });

  it("makes a plan and a source bundle, with data under its folder and the revision", () => {
    const withData = { ...files, "sekisho/limits/data.json": '{"max": 3}' };
    const plan = valueOf(compiler.build({ files: withData, target: "plan", entrypoints: [entrypoint] })).entries;
    const planned = JSON.parse(textOf(plan["plan.json"])) as { plans: { plans: { name: string }[] } };
    expect(planned.plans.plans.map(({ name }) => name)).toEqual([entrypoint]);
    const source = valueOf(compiler.build({ files: withData, revision: "r1" })).entries;
    expect(JSON.parse(textOf(source["data.json"]))).toEqual({ sekisho: { limits: { max: 3 } } });
    expect(JSON.parse(textOf(source[".manifest"]))).toMatchObject({ revision: "r1" });
    expect(textOf(source["sekisho/enc/a/a.rego"])).toBe(policy);
  });

  it("says where the files are wrong, all of them", () => {
    const wrong = { "a.rego": "package a\n\np { input.x }\n", "b.rego": "package b\n\nq if {\n" };
    expect(placesOf(compiler.build({ files: wrong }))).toEqual([
      ["rego_parse_error", "a.rego", 3, 1],
      ["rego_parse_error", "b.rego", 4, 0],
    ]);
    const uncompilable = { "a.rego": "package a\n\np := q\n\nr := s\n" };
    expect(placesOf(compiler.build({ files: uncompilable, target: "wasm", entrypoints: ["a/p"] }))).toEqual([
      ["rego_unsafe_var_error", "a.rego", 3, 6],
      ["rego_unsafe_var_error", "a.rego", 5, 6],
    ]);
  });

  it("refuses an entrypoint that names no rule", () => {
    expect(errorsOf(compiler.build({ ...request, entrypoints: ["sekisho/enc/a/verdikt"] }))).toEqual([
      {
        code: "opa_error",
        message: 'entrypoint "sekisho/enc/a/verdikt" does not refer to a rule or policy decision',
        file: null,
        row: null,
        column: null,
        details: null,
      },
    ]);
  });

  it("refuses paths that leave the folder", () => {
    for (const path of ["/a.rego", "../a.rego", "a//b.rego", "./a.rego"]) {
      expect(placesOf(compiler.build({ files: { [path]: "package a\n" } }))).toEqual([["opa_error", null, null, null]]);
    }
  });
});

describe("check", () => {
  it("accepts sound files", () => {
    expect(compiler.check({ files, schemas })).toEqual({ ok: true, value: null });
  });

  it("gives each kind of error with file, row and column, sorted", () => {
    const wrong = {
      "recursion.rego": "package recursion\n\np if q\n\nq if p\n",
      "type.rego": "package type\n\np if 1 + true == 2\n",
      "unsafe.rego": "package unsafe\n\np := x\n",
      "conflict.rego": "package conflict\n\np := 1\n\np contains 2\n",
    };
    const kinds = Object.entries(wrong).map(([file, text]) => placesOf(compiler.check({ files: { [file]: text } })));
    expect(kinds).toEqual([
      [
        ["rego_recursion_error", "recursion.rego", 3, 1],
        ["rego_recursion_error", "recursion.rego", 5, 1],
      ],
      [["rego_type_error", "type.rego", 3, 6]],
      [["rego_unsafe_var_error", "unsafe.rego", 3, 6]],
      [["rego_type_error", "conflict.rego", 3, 1]],
    ]);
    expect(placesOf(compiler.check({ files: { "b.rego": "package b\n\nx { input.y }\n", "a.rego": "" } }))).toEqual([
      ["rego_parse_error", "a.rego", null, null],
      ["rego_parse_error", "b.rego", 3, 1],
    ]);
  });

  it("is strict unless told otherwise", () => {
    const unused = { "a.rego": "package a\n\nimport data.b\n\np if {\n\tx := input.y\n}\n\nf(z) := 1\n" };
    expect(placesOf(compiler.check({ files: unused }))).toEqual([
      ["rego_compile_error", "a.rego", 3, 1],
      ["rego_compile_error", "a.rego", 6, 2],
      ["rego_compile_error", "a.rego", 9, 1],
    ]);
    expect(compiler.check({ files: unused, strict: false }).ok).toBe(true);
  });

  it.each([
    ["a scalar", "input.db.encryptd == false", "encryptd", 6],
    ["a list element", "some x in input.db.rules.items\n\tx.prt == 1", "prt", 7],
    ["a block", 'input.db.logging.items[0].buket == "b"', "buket", 6],
    ["a nested list", 'some x in input.db.rules.items\n\tsome y in x.ranges.items\n\ty.cdr == "0.0.0.0/0"', "cdr", 8],
    ["a collection's own key", 'input.db.rules.stat == "complete"', "stat", 6],
  ])("finds a typo in %s", (_where, body, typo, row) => {
    const text = `# METADATA\n# schemas:\n#   - input: schema.enc.a\npackage sekisho.enc.a\nverdict if {\n\t${body}\n}\n`;
    const errors = errorsOf(compiler.check({ files: { "a.rego": text }, schemas }));
    expect(errors.map(({ code, file, row: at }) => [code, file, at])).toEqual([["rego_type_error", "a.rego", row]]);
    expect(errors[0]?.details).toMatchObject({
      ref: expect.arrayContaining([{ type: "string", value: typo }]) as JsonValue,
    });
  });

  it("refuses a schema that was not given, and ignores annotations where there are none at all", () => {
    expect(compiler.check({ files }).ok).toBe(true);
    expect(placesOf(compiler.check({ files, schemas: {} }))).toEqual([
      ["rego_type_error", "sekisho/enc/a/a.rego", 9, 1],
      ["rego_type_error", "sekisho/enc/a/a.rego", 11, 1],
    ]);
  });

  it("refuses builtins that the capabilities leave out", () => {
    const all = valueOf(compiler.capabilities());
    const capabilities = { ...all, builtins: all.builtins.filter(({ name }) => name !== "http.send") };
    const calling = { "a.rego": 'package a\n\np := http.send({"method": "get", "url": input.u})\n' };
    expect(compiler.check({ files: calling }).ok).toBe(true);
    expect(placesOf(compiler.check({ files: calling, capabilities }))).toEqual([["rego_type_error", "a.rego", 3, 6]]);
    expect(placesOf(compiler.build({ files: calling, capabilities }))).toEqual([["rego_type_error", "a.rego", 3, 6]]);
  });

  it("reports every error, however many", () => {
    const lines = Array.from({ length: 25 }, (_, index) => `p${index.toString()} := unknown${index.toString()}`);
    expect(errorsOf(compiler.check({ files: { "a.rego": `package a\n${lines.join("\n")}\n` } }))).toHaveLength(25);
  });

  it("answers to absurd nesting with an error and stays usable", () => {
    const deep = { "a.rego": `package a\n\np := ${"[".repeat(200_000)}` };
    expect(errorsOf(compiler.check({ files: deep }))).toHaveLength(1);
    expect(compiler.check({ files, schemas }).ok).toBe(true);
  });

  it("refuses data that a package would hide", () => {
    const hidden = { ...files, "sekisho/enc/data.json": '{"a": {"verdict": 1}}' };
    expect(placesOf(compiler.check({ files: hidden, schemas }))).toEqual([
      ["rego_compile_error", "sekisho/enc/a/a.rego", 9, 1],
    ]);
  });
});

describe("format", () => {
  it("gives the canonical form and leaves other files alone", () => {
    const formatted = compiler.format({ files: { "a.rego": "package a\np  if {   input.x==1}", "data.json": "{}" } });
    expect(formatted).toEqual({ ok: true, value: { "a.rego": "package a\n\np if input.x == 1\n" } });
    expect(compiler.format({ files: valueOf(formatted) })).toEqual(formatted);
  });

  it("gives errors of all files", () => {
    expect(placesOf(compiler.format({ files: { "b.rego": "package b\n\np {", "a.rego": "p" } }))).toEqual([
      ["rego_parse_error", "a.rego", 1, 1],
      ["rego_parse_error", "b.rego", 3, 3],
    ]);
  });
});

describe("test", () => {
  const tests = {
    "a.rego": "package a\n\np if input.x == 1\n\nq if input.never\n",
    "a_test.rego": `package a_test

import data.a

test_pass if a.p with input as {"x": 1}

test_fail if {
	print("x is", 2)
	a.p with input as {"x": 2}
}

test_error if conflict(1) == 1

conflict(_) := 1

conflict(_) := 2

todo_test_later if false

test_cases[name] if {
	some name, x in {"one": 1, "two": 2}
	a.p with input as {"x": x}
}
`,
  };

  it("tells outcome, place, output and cases of each test, sorted", () => {
    const { tests: results, coverage } = valueOf(compiler.test({ files: tests }));
    const shown = results.map(({ name, file, row, outcome, output }) => [name, file, row, outcome, output]);
    expect(shown).toEqual([
      ["test_pass", "a_test.rego", 5, "pass", ""],
      ["test_fail", "a_test.rego", 7, "fail", "x is 2\n"],
      ["test_error", "a_test.rego", 12, "error", ""],
      ["todo_test_later", "a_test.rego", 18, "skip", ""],
      ["test_cases", "a_test.rego", 20, "fail", ""],
    ]);
    expect(results[2]?.error).toMatchObject({ code: "eval_conflict_error", file: "a_test.rego", row: 16 });
    expect(results[4]?.cases).toEqual([
      { name: ["one"], fail: false },
      { name: ["two"], fail: true },
    ]);
    expect(results.every((result) => result.package === "data.a_test")).toBe(true);
    expect(coverage).toBeNull();
  });

  it("measures coverage by file", () => {
    const { coverage } = valueOf(compiler.test({ files: tests, coverage: true, run: "test_pass" }));
    expect(coverage?.files["a.rego"]).toEqual({
      covered: [
        { start: { row: 3, column: 1 }, end: { row: 3, column: 2 } },
        { start: { row: 3, column: 6 }, end: { row: 3, column: 18 } },
      ],
      notCovered: [
        { start: { row: 5, column: 1 }, end: { row: 5, column: 2 } },
        { start: { row: 5, column: 6 }, end: { row: 5, column: 17 } },
      ],
      percent: 50,
    });
  });

  it("runs only what the expression matches", () => {
    const { tests: results } = valueOf(compiler.test({ files: tests, run: "test_pass$" }));
    expect(results.map(({ name }) => name)).toEqual(["test_pass"]);
  });

  it("gives compile errors instead of results", () => {
    expect(placesOf(compiler.test({ files: { "a_test.rego": "package a_test\n\ntest_a if x\n" } }))).toEqual([
      ["rego_unsafe_var_error", "a_test.rego", 3, 11],
    ]);
  });

  it("runs tests with named cases under capabilities that leave everything else out", () => {
    const all = valueOf(compiler.capabilities());
    const used = new Set(["eq", "equal", "internal.member_2", "internal.member_3"]);
    const capabilities = { ...all, builtins: all.builtins.filter(({ name }) => used.has(name)) };
    const cases = { "a_test.rego": "package a_test\n\ntest_a[x] if {\n\tsome x in [1]\n\tx == 1\n}\n" };
    expect(valueOf(compiler.test({ files: cases, capabilities })).tests.map(({ outcome }) => outcome)).toEqual([
      "pass",
    ]);
  });
});

describe("inspect", () => {
  it("lists packages, annotations with place, and the builtins needed", () => {
    const rule = "# METADATA\n# title: A rule\n# entrypoint: true\np if count(input.x) > 1\n";
    const inspection = valueOf(compiler.inspect({ files: { ...files, "b.rego": `package b\n\n${rule}` } }));
    expect(inspection).toMatchObject({
      namespaces: { "data.b": ["b.rego"], "data.sekisho.enc.a": ["sekisho/enc/a/a.rego"] },
      annotations: [
        {
          path: "data.b.p",
          location: { file: "b.rego", row: 6, column: 1 },
          annotations: { scope: "document", title: "A rule", entrypoint: true },
        },
        {
          path: "data.sekisho.enc.a",
          location: { file: "sekisho/enc/a/a.rego", row: 7, column: 1 },
          annotations: { scope: "package", title: "Databases are encrypted", custom: { severity: "high" } },
        },
      ],
      builtins: ["count", "eq", "equal", "gt"],
      features: ["rego_v1"],
    });
  });

  it("says where a METADATA block is broken", () => {
    const broken = { "a.rego": "# METADATA\n# title: [\npackage a\n" };
    expect(placesOf(compiler.inspect({ files: broken }))).toEqual([["rego_parse_error", "a.rego", 2, 1]]);
  });
});

describe("parse", () => {
  const everything = `# METADATA
# title: Café
package a.b

import data.c as d

# a comment — with more
verdict := {"k": [1, {2}, null, true, "s", d.x]} if {
	some i, x in input.list
	not x.name == "a" with input.q as 1
	every k, v in input.map { v > k }
	l := [y | y := i]
	s := {y | y := i}
	o := {y: z | some y, z in l}
	count(s) == count(o)
	$"text {x}" == "t"
} else := 1

default f(_) := 2

p contains q if q := 1
`;

  it("gives every node its row and column", () => {
    const tree = valueOf(compiler.parse({ files: { "a.rego": everything } }))["a.rego"] ?? noTree();
    const without = nodesWithoutLocation(tree.rules).concat(nodesWithoutLocation(tree.imports));
    expect(without).toEqual([]);
    expect(tree.rules.map(({ head, location }) => [head.name, location.row, location.col])).toEqual([
      ["verdict", 8, 1],
      ["f", 19, 1],
      ["p", 21, 1],
    ]);
    expect(tree.package.path.map(({ value }) => value)).toEqual(["data", "a", "b"]);
    expect(tree.package.location).toEqual({ row: 3, col: 1 });
    expect(tree.imports.map(({ alias }) => alias)).toEqual(["d"]);
  });

  it("gives comments as text and METADATA with its place", () => {
    const tree = valueOf(compiler.parse({ files: { "a.rego": everything } }))["a.rego"] ?? noTree();
    expect(tree.comments).toEqual([
      { text: " METADATA", location: { row: 1, col: 1 } },
      { text: " title: Café", location: { row: 2, col: 1 } },
      { text: " a comment — with more", location: { row: 7, col: 1 } },
    ]);
    expect(tree.annotations).toEqual([{ scope: "package", title: "Café", location: { row: 1, col: 1 } }]);
  });

  it("has empty lists where a file has nothing", () => {
    const tree = valueOf(compiler.parse({ files: { "a.rego": "package a\n" } }))["a.rego"];
    expect(tree).toMatchObject({ imports: [], rules: [], annotations: [], comments: [] });
  });

  it("reports the place of a syntax error", () => {
    expect(placesOf(compiler.parse({ files: { "a.rego": "package a\n\np if {\n\tq { r }\n}\n" } }))).toEqual([
      ["rego_parse_error", "a.rego", 4, 4],
    ]);
  });
});

describe("capabilities", () => {
  it("lists what this version offers", () => {
    const capabilities = valueOf(compiler.capabilities());
    expect(capabilities.features).toEqual([
      "keywords_in_refs",
      "rego_v1",
      "rego_v2",
      "rego_v2_import",
      "template_strings",
    ]);
    expect(capabilities.builtins).toHaveLength(206);
  });
});

describe("evaluate", () => {
  const query = "data.sekisho.enc.a.verdict";
  const verdictFor = (input: JsonValue): OpaResult<JsonValue> => {
    const rows = compiler.evaluate({ files, query, input });
    return rows.ok ? { ok: true, value: rows.value[0]?.expressions[0]?.value ?? null } : rows;
  };

  it("gives the value, and no rows for undefined", () => {
    expect(verdictFor({ db: { encrypted: false } })).toEqual({ ok: true, value: { status: "fail" } });
    expect(verdictFor({ db: { encrypted: true } })).toEqual({ ok: true, value: { status: "pass" } });
    expect(compiler.evaluate({ files, query, input: {} })).toEqual({ ok: true, value: [] });
    expect(compiler.evaluate({ files, query })).toEqual({ ok: true, value: [] });
  });

  it("sees changed files, not those of the question before", () => {
    const changed = { "sekisho/enc/a/a.rego": policy.replace('"fail"', '"bad"') };
    expect(verdictFor({ db: { encrypted: false } })).toEqual({ ok: true, value: { status: "fail" } });
    expect(compiler.evaluate({ files: changed, query, input: { db: { encrypted: false } } })).toMatchObject({
      value: [{ expressions: [{ value: { status: "bad" } }] }],
    });
  });

  it("reads data files, binds variables and sorts sets", () => {
    const withData = { "x/data.json": '{"n": 2}', "a.rego": "package a\n\ns := {3, 1, data.x.n}\n" };
    expect(compiler.evaluate({ files: withData, query: "y := data.a.s" })).toEqual({
      ok: true,
      value: [{ bindings: { y: [1, 2, 3] }, expressions: [{ value: true, text: "y := data.a.s" }] }],
    });
  });

  it("keeps the clock still, at the time it is given", () => {
    const now = (nowMs?: number): OpaResult<unknown> =>
      compiler.evaluate({ files: {}, query: "time.now_ns()", ...(nowMs === undefined ? {} : { nowMs }) });
    expect(now()).toMatchObject({ value: [{ expressions: [{ value: 0 }] }] });
    expect(now(1_700_000_000_000)).toMatchObject({ value: [{ expressions: [{ value: 1_700_000_000_000_000_000 }] }] });
    expect(now()).toMatchObject({ value: [{ expressions: [{ value: 0 }] }] });
  });

  it("hides builtin errors unless they are asked for", () => {
    const request = { files: {}, query: 'to_number("x")' };
    expect(compiler.evaluate(request)).toEqual({ ok: true, value: [] });
    expect(placesOf(compiler.evaluate({ ...request, strictBuiltinErrors: true }))).toEqual([
      ["eval_builtin_error", null, 1, 1],
    ]);
  });

  it("reaches no network", () => {
    for (const query of [
      'http.send({"method": "get", "url": "http://127.0.0.1:1/", "timeout": "1h"})',
      'net.lookup_ip_addr("localhost")',
    ]) {
      expect(placesOf(compiler.evaluate({ files: {}, query, strictBuiltinErrors: true }))).toEqual([
        ["eval_builtin_error", null, 1, 1],
      ]);
    }
  });

  it("reports errors in the query", () => {
    expect(placesOf(compiler.evaluate({ files: {}, query: "x :=" }))).toEqual([["rego_parse_error", null, 1, 4]]);
  });
});

describe("the version", () => {
  it("is the one that go.mod pins", () => {
    const manifest = readFileSync(new URL("../go/go.mod", import.meta.url), "utf8");
    expect(/^\s*(?:require )?github\.com\/open-policy-agent\/opa v(\S+)$/mu.exec(manifest)?.[1]).toBe(OPA_VERSION);
  });
});

describe("a missing compiler", () => {
  it("is one error that says what is missing and where to get it", async () => {
    const thrown: unknown = await createCompiler({ wasmPath: "/nowhere/opa.wasm", nativePath: null }).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(isOpaCompilerMissing(thrown)).toBe(true);
    expect(String(thrown)).toContain("/nowhere/opa.wasm");
    expect(String(thrown)).toContain("https://go.dev/dl/");
    expect(String(thrown)).toContain(`opa ${OPA_VERSION}`);
    expect(isOpaCompilerMissing(new Error("another"))).toBe(false);
  });
});

function noTree(): AstModule {
  throw new Error("The parser gave no tree.");
}

function textOf(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) throw new Error("The archive lacks an entry.");
  return new TextDecoder().decode(bytes);
}

/** Lists what looks like a node (it has a type and a value, or terms) and has no location. */
function nodesWithoutLocation(node: unknown): unknown[] {
  if (Array.isArray(node)) return node.flatMap(nodesWithoutLocation);
  if (typeof node !== "object" || node === null) return [];
  const isNode = ("type" in node && "value" in node) || "terms" in node || "head" in node || "target" in node;
  const isPlaced =
    "location" in node && typeof node.location === "object" && node.location !== null && "row" in node.location;
  return [...(isNode && !isPlaced ? [node] : []), ...Object.values(node).flatMap(nodesWithoutLocation)];
}

/** Asks a policy module for its entrypoints through OPA's own ABI. */
function entrypointsOf(wasm: Uint8Array<ArrayBuffer> | undefined): unknown {
  if (wasm === undefined) throw new Error("The bundle has no policy.wasm.");
  const memory = new WebAssembly.Memory({ initial: 5 });
  const refuse = (): never => {
    throw new Error("The module called its host while it only lists entrypoints.");
  };
  const env = {
    memory,
    opa_abort: refuse,
    opa_println: refuse,
    opa_builtin0: refuse,
    opa_builtin1: refuse,
    opa_builtin2: refuse,
    opa_builtin3: refuse,
    opa_builtin4: refuse,
  };
  const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env });
  const list = Number(guestFunction(instance, "entrypoints")());
  const pointer = guestFunction(instance, "opa_json_dump")(list);
  const bytes = new Uint8Array(memory.buffer, Number(pointer));
  return JSON.parse(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0))));
}
