import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";

import { createReactor } from "@sekisho/wasi";

let module: WebAssembly.Module;

beforeAll(async () => {
  module = await WebAssembly.compile(readFileSync(new URL("../dist-wasm/opa.wasm", import.meta.url)));
});

describe("a reactor", () => {
  it("turns a panic into one error and answers the next call from a fresh instance", () => {
    const reactor = createReactor(module, "OPA's compiler");
    const request = { files: { "a.rego": "package a\n" }, query: "data.a" };
    const before = reactor.call("evaluate", request);
    // Compiled in for this test: OPA has no panic that could be provoked from outside on purpose.
    expect(reactor.call("selftest.panic", {})).toEqual({
      ok: false,
      errors: [
        {
          code: "panic",
          message: "OPA's compiler ended unexpectedly: panic: asked for by a test",
          file: null,
          row: null,
          column: null,
          details: null,
        },
      ],
    });
    expect(reactor.call("evaluate", request)).toEqual(before);
  });

  it("refuses an operation that it does not have", () => {
    expect(createReactor(module, "OPA's compiler").call("nonsense", {})).toMatchObject({
      errors: [{ code: "unknown_operation" }],
    });
  });

  it("frees what it hands out", () => {
    const reactor = createReactor(module, "OPA's compiler");
    const files = { "a.rego": `package a\n\nx := "${"y".repeat(1_000_000)}"\n` };
    const afterRounds = (count: number): number => {
      for (let round = 0; round < count; round++) expect(reactor.call("format", { files }).ok).toBe(true);
      return reactor.memoryBytes();
    };
    const settled = afterRounds(10);
    // Thirty pinned requests and answers would be 60 MB.
    expect(afterRounds(30) - settled).toBeLessThan(20_000_000);
  });

  it("refuses a module that is no reactor", () => {
    const empty = new WebAssembly.Module(new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]));
    expect(() => createReactor(empty, "OPA's compiler")).toThrow("lacks the function _initialize");
  });
});
