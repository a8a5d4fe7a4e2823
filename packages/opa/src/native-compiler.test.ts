import { beforeAll, describe, expect, it } from "vitest";

import { createCompiler } from "./index.ts";
import type { Compiler, JsonValue } from "./index.ts";
import { nativeOpaPath } from "./native-path.ts";

const path = nativeOpaPath();
if (path === null) {
  process.stderr.write(
    "native stand-in: not compared, there is no native opa (node packages/opa/scripts/build-native.mjs makes one)\n",
  );
}

/** Each request is put to both; the answers must be equal to the last byte. */
describe.skipIf(path === null)("the native stand-in answers like the reactor", () => {
  let wasm: Compiler;
  let native: Compiler;

  beforeAll(async () => {
    wasm = await createCompiler({ nativePath: null });
    native = await createCompiler({ wasmPath: "/nowhere/opa.wasm", nativePath: path });
  });

  const a = `# METADATA
# title: Café
# schemas:
#   - input: schema.enc.a
package sekisho.enc.a

# a comment
verdict := {"status": "fail"} if {
	some x in input.list
	not x == 1 with input.y as 2
	every v in input.map { v > 1 }
	$"{x}" == "x"
}

p["x-y"].z := count({y | y := input.n})
`;
  const files = { "sekisho/enc/a/a.rego": a, "sekisho/limits/data.json": '{"max": 3}' };
  const strings: JsonValue = { type: "array", items: { type: "string" } };
  const schema: JsonValue = { type: "object", additionalProperties: false, properties: { list: strings } };
  const bad = { "a.rego": "package a\n\np {\n", "b.rego": "package b\n\nq if {\n" };
  const unsafe = { "a.rego": "package a\n\np := x\n" };
  const tests = {
    ...files,
    "a_test.rego": `package a_test

test_a if true

test_b if {
	print("hé")
	false
}

test_c[n] if {
	some n, v in {"one": 1, "two": 2}
	v == 1
}

test_e if f(1) == 1

f(_) := 1

f(_) := 2

todo_test_d if true
`,
  };

  const requests: readonly (readonly [string, (compiler: Compiler) => unknown])[] = [
    ["build rego", (c) => c.build({ files, revision: "r" })],
    [
      "build wasm",
      (c) => c.build({ files, target: "wasm", entrypoints: ["sekisho/enc/a/verdict"], pruneUnused: true }),
    ],
    ["build plan", (c) => c.build({ files, target: "plan", entrypoints: ["sekisho/enc/a/verdict"] })],
    ["build with an unknown entrypoint", (c) => c.build({ files, target: "wasm", entrypoints: ["x/y"] })],
    ["build of files with syntax errors", (c) => c.build({ files: bad })],
    ["build of files with compile errors", (c) => c.build({ files: unsafe })],
    ["build with an unclean path", (c) => c.build({ files: { "../a.rego": "package a\n" } })],
    ["check", (c) => c.check({ files: { "a.rego": "package a\n\nimport data.b\n\np := 1\n" } })],
    ["check, not strict", (c) => c.check({ files: { "a.rego": "package a\n\nimport data.b\n" }, strict: false })],
    ["check with a schema", (c) => c.check({ files, schemas: { "enc.a": schema } })],
    ["check of files with syntax errors", (c) => c.check({ files: bad })],
    [
      "check without builtins",
      (c) => c.check({ files: { "a.rego": "package a\n\np := count([])\n" }, capabilities: { builtins: [] } }),
    ],
    ["format", (c) => c.format({ files: { "a.rego": "package a\np  if { input.x}" } })],
    ["format of files with syntax errors", (c) => c.format({ files: bad })],
    ["test", (c) => c.test({ files: tests })],
    ["test of one", (c) => c.test({ files: tests, run: "test_a", coverage: true })],
    ["test of files with compile errors", (c) => c.test({ files: unsafe })],
    ["inspect", (c) => c.inspect({ files })],
    ["inspect of files with syntax errors", (c) => c.inspect({ files: { "a.rego": "package a\n\np {\n" } })],
    ["parse", (c) => c.parse({ files })],
    ["parse of files with syntax errors", (c) => c.parse({ files: bad })],
    ["capabilities", (c) => c.capabilities()],
    ["evaluate", (c) => c.evaluate({ files, query: "data", input: { list: ["x"], map: { k: 2 }, n: 1 } })],
    ["evaluate with bindings", (c) => c.evaluate({ files, query: "x := data.sekisho.limits.max" })],
    ["evaluate with null as input", (c) => c.evaluate({ files: {}, query: "input == null", input: null })],
    ["evaluate to undefined", (c) => c.evaluate({ files, query: "data.nothing" })],
    ["evaluate with strict errors", (c) => c.evaluate({ files, query: 'to_number("x")', strictBuiltinErrors: true })],
    ["evaluate a broken query", (c) => c.evaluate({ files, query: "x :=" })],
    ["evaluate files with compile errors", (c) => c.evaluate({ files: unsafe, query: "data" })],
  ];

  it.each(requests)("%s", (_name, ask) => {
    expect(ask(native)).toEqual(ask(wasm));
  });

  it("refuses a clock, which a native opa cannot be given", () => {
    expect(native.evaluate({ files, query: "time.now_ns()", nowMs: 1 })).toMatchObject({
      errors: [{ code: "clock_unsupported" }],
    });
  });

  it("says which it is", () => {
    expect([wasm.kind, native.kind]).toEqual(["wasm", "native"]);
  });
});
