import { beforeAll, describe, expect, test } from "vitest";
import { createCompiler, type Compiler } from "@sekisho/opa";
import type { PolicyEngine } from "./engine.ts";
import { createEngine } from "./opa-wasm-engine.ts";
import { neededMemoryPages } from "./wasm-memory.ts";

const rego = `package sekisho.test

# Gives its input back.
echo := input

# Has no value unless asked for it.
maybe := "asked" if input.ask == true

# Two values for one rule stop the evaluation.
torn := 1 if input.tear == true

torn := 2 if input.tear == true

# As many bytes as it is told.
large := concat("", [input.text | some _ in numbers.range(1, input.times)])
`;
const names = ["echo", "maybe", "torn", "large"];

let compiler: Compiler;
let wasm: Uint8Array<ArrayBuffer>;
let engine: PolicyEngine;

function compile(text: string, rules: readonly string[]): Uint8Array<ArrayBuffer> {
  const built = compiler.build({
    files: { "test.rego": text },
    target: "wasm",
    entrypoints: rules.map((name) => `sekisho/test/${name}`),
  });
  if (!built.ok) throw new Error(JSON.stringify(built.errors));
  const bytes = built.value.entries["policy.wasm"];
  if (bytes === undefined) throw new Error("no policy.wasm");
  return bytes;
}

/** Counts the instances that are made from now on. */
function countInstances(): { readonly created: () => number; readonly restore: () => void } {
  const Original = WebAssembly.Instance;
  let created = 0;
  WebAssembly.Instance = new Proxy(Original, {
    construct(target, args: ConstructorParameters<typeof Original>) {
      created += 1;
      return new target(...args);
    },
  });
  return {
    created: () => created,
    restore() {
      WebAssembly.Instance = Original;
    },
  };
}

beforeAll(async () => {
  compiler = await createCompiler();
  wasm = compile(rego, names);
  engine = await createEngine(wasm);
});

describe("an engine", () => {
  test("lists its entrypoints, sorted", () => {
    expect(engine.entrypoints).toEqual(names.map((name) => `sekisho/test/${name}`).sort());
  });

  test.each([
    ["Japanese", { 関所: "通行手形を確認する" }],
    ["emoji and characters outside the first plane", { text: "👩‍👩‍👧 𠮷野家 🚧" }],
    ["control characters, quotes and a zero", { text: '\u0000\u0001\n\t"\\/\u2028' }],
    ["numbers and nothing", { numbers: [0, -1, 1.5, 9007199254740991], nothing: null, yes: true }],
  ])("gives %s back unchanged, from text and from bytes", (_, input) => {
    const text = JSON.stringify(input);
    expect(engine.evaluate("sekisho/test/echo", text)).toEqual({ ok: true, value: input });
    expect(engine.evaluate("sekisho/test/echo", new TextEncoder().encode(text))).toEqual({ ok: true, value: input });
  });

  test("reads exactly the bytes of a view into a larger buffer", () => {
    const around = new TextEncoder().encode('{"a":1}{"b":2}{"c":3}');
    expect(engine.evaluate("sekisho/test/echo", around.subarray(7, 14))).toEqual({ ok: true, value: { b: 2 } });
    expect(engine.evaluate("sekisho/test/echo", Buffer.from(around).subarray(14))).toEqual({
      ok: true,
      value: { c: 3 },
    });
  });

  test("tells an undefined rule from any value", () => {
    expect(engine.evaluate("sekisho/test/maybe", "{}")).toEqual({ ok: true, value: undefined });
    expect(engine.evaluate("sekisho/test/maybe", '{"ask":true}')).toEqual({ ok: true, value: "asked" });
  });

  test("says which entrypoint is not there instead of throwing", () => {
    expect(engine.evaluate("sekisho/test/none", "{}")).toEqual({
      ok: false,
      reason: "The bundle has no such entrypoint.",
    });
    expect(engine.evaluate("constructor", "{}")).toMatchObject({ ok: false });
  });

  test.each([
    ["a policy that stops", "sekisho/test/torn", '{"tear":true}'],
    ["a stack that overflows", "sekisho/test/echo", `{"a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`],
  ])("survives %s and goes on with a fresh instance", (_, entrypoint, input) => {
    const failed = engine.evaluate(entrypoint, input);
    expect(failed).toEqual({
      ok: false,
      reason: expect.stringMatching(/^The policy (?:stopped|broke off)/u) as string,
    });
    expect(engine.evaluate("sekisho/test/maybe", '{"ask":true}')).toEqual({ ok: true, value: "asked" });
  });

  test("fails an evaluation that needs more memory than it may have, and no other", async () => {
    const small = await createEngine(wasm, { maximumBytes: 2 * 1024 * 1024 });
    const input = JSON.stringify({ text: "0123456789".repeat(100), times: 10_000 });
    expect(small.evaluate("sekisho/test/large", input)).toMatchObject({ ok: false });
    expect(small.evaluate("sekisho/test/echo", JSON.stringify({ text: "x".repeat(3_000_000) }))).toMatchObject({
      ok: false,
    });
    expect(small.evaluate("sekisho/test/echo", '{"a":1}')).toEqual({ ok: true, value: { a: 1 } });
  });

  test("replaces an instance that has grown too large, and no other", async () => {
    const instances = countInstances();
    try {
      const thrifty = await createEngine(wasm, { recycleAboveBytes: 1024 * 1024 });
      thrifty.evaluate("sekisho/test/echo", "{}");
      thrifty.evaluate("sekisho/test/echo", "{}");
      expect(instances.created()).toBe(1);
      thrifty.evaluate("sekisho/test/echo", JSON.stringify({ text: "x".repeat(2_000_000) }));
      expect(thrifty.evaluate("sekisho/test/echo", "{}")).toEqual({ ok: true, value: {} });
      expect(instances.created()).toBe(2);
    } finally {
      instances.restore();
    }
  });

  test("replaces an instance that was left in the middle of an evaluation", async () => {
    const instances = countInstances();
    try {
      const torn = await createEngine(wasm);
      for (const expected of [1, 2, 3]) {
        expect(torn.evaluate("sekisho/test/torn", '{"tear":true}').ok).toBe(false);
        expect(instances.created()).toBe(expected);
      }
    } finally {
      instances.restore();
    }
  });

  test("keeps its memory over many evaluations", async () => {
    const small = await createEngine(wasm, { maximumBytes: 4 * 1024 * 1024 });
    const input = JSON.stringify({ list: Array.from({ length: 1000 }, (_, index) => `item ${index}`) });
    for (let round = 0; round < 500; round += 1) {
      expect(small.evaluate("sekisho/test/echo", input).ok).toBe(true);
    }
  });
});

describe("a policy.wasm is refused at load if it", () => {
  test.each([
    ["calls a builtin of the SDK's own", `package sekisho.test\n\necho := sprintf("%v", [input])\n`, "sprintf"],
    ["calls a builtin of the host's clock", `package sekisho.test\n\necho := time.now_ns()\n`, "time.now_ns"],
  ])("%s", async (_, text, builtin) => {
    await expect(createEngine(compile(text, ["echo"]))).rejects.toMatchObject({
      code: "BUNDLE_BUILTIN_UNKNOWN",
      details: { builtins: [builtin] },
    });
  });

  test.each([
    ["is empty", new Uint8Array(0)],
    ["is text", new TextEncoder().encode("package sekisho")],
    ["is a module that takes no memory", new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0])],
    [
      "is a module that takes memory and exports nothing",
      new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 2, 8, 1, 1, 0x65, 1, 0x6d, 2, 0, 1]),
    ],
  ])("%s", async (_, bytes) => {
    await expect(createEngine(bytes)).rejects.toMatchObject({ code: "BUNDLE_INVALID" });
  });

  test("asks for more memory than it may have", async () => {
    await expect(createEngine(wasm, { maximumBytes: 64 * 1024 })).rejects.toMatchObject({ code: "BUNDLE_INVALID" });
  });
});

describe("the imported memory", () => {
  test("is found in a compiled policy", () => {
    const pages = neededMemoryPages(wasm);
    expect(pages).toBeGreaterThan(0);
    expect(WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map(({ kind }) => kind)).toContain("memory");
  });

  test("is found behind functions, tables and globals, and its size may have several bytes", () => {
    const name = [1, 0x65, 1, 0x6d];
    const imports = [
      4,
      ...name,
      0,
      0,
      ...name,
      1,
      0x70,
      1,
      1,
      2,
      ...name,
      3,
      0x7f,
      0,
      ...name,
      2,
      1,
      0x80,
      0x02,
      0x80,
      0x04,
    ];
    const type = [1, 4, 1, 0x60, 0, 0];
    const bytes = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, ...type, 2, imports.length, ...imports]);
    expect(WebAssembly.validate(bytes)).toBe(true);
    expect(neededMemoryPages(bytes)).toBe(256);
  });

  test("is at least as large as the module's own data, whatever the import says", () => {
    const memory = [1, 1, 0x65, 1, 0x6d, 2, 0, 2];
    // One byte at address 196,608, the first of the fourth page.
    const data = [1, 0, 0x41, 0x80, 0x80, 0x0c, 0x0b, 1, 0];
    const bytes = new Uint8Array([
      0,
      0x61,
      0x73,
      0x6d,
      1,
      0,
      0,
      0,
      2,
      memory.length,
      ...memory,
      11,
      data.length,
      ...data,
    ]);
    expect(WebAssembly.validate(bytes)).toBe(true);
    expect(neededMemoryPages(bytes)).toBe(4);
  });
});
