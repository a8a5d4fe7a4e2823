import { createCompiler } from "@sekisho/opa";
import { expect, test } from "vitest";

import { nativeCapabilities } from "./native-builtins.ts";
import { policyCapabilities } from "./policy-capabilities.ts";

const compiler = await createCompiler();

test("capabilities.json is what OPA itself says about its WASM target", async () => {
  expect(policyCapabilities()).toEqual(await nativeCapabilities(compiler));
});

test("capabilities.json has none of the builtins that need a host, a clock or the SDK", () => {
  const names = policyCapabilities().builtins.map(({ name }) => name);
  const foreign = ["sprintf", "time.now_ns", "http.send", "regex.split", "yaml.unmarshal", "json.is_valid", "print"];
  expect(names.filter((name) => foreign.includes(name))).toEqual([]);
  expect(
    ["eq", "assign", "internal.member_2", "net.cidr_contains", "walk"].filter((name) => !names.includes(name)),
  ).toEqual([]);
});

test.each(['sprintf("%d", [1])', "time.now_ns()"])("a build with %s is refused with its position", (call) => {
  const built = compiler.build({
    files: { "a.rego": `package a\n\nverdict := ${call}\n` },
    target: "wasm",
    entrypoints: ["a/verdict"],
    capabilities: policyCapabilities(),
  });
  expect(built.ok ? [] : built.errors.map(({ code, file, row, column }) => [code, file, row, column])).toEqual([
    ["rego_type_error", "a.rego", 3, 12],
  ]);
});
