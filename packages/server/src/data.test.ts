import { buildEstate, readDocuments, readProfile, resourceTypes } from "@sekisho/estate";
import { createEngine, entrypointOf, slicesOf, type PolicyEngine, type Slice } from "@sekisho/policy";
import { beforeAll, describe, expect, test } from "vitest";
import { builtIn, bundle, digestOf, now, plan, post, profile, said } from "./testing/built-in.ts";

const { fetch } = builtIn();

let slices: readonly Slice[];
let engine: PolicyEngine;

beforeAll(async () => {
  engine = await createEngine(bundle.wasm);
  const document = { label: null, name: "plan.json", digest: digestOf(plan), bytes: plan };
  const estate = buildEstate(readDocuments([document], resourceTypes), { profile: readProfile(profile) });
  ({ slices } = slicesOf({ estate, bundle, instant: now }));
});

/** What the engine says of a slice. */
function verdictOf({ policy, input }: Slice): unknown {
  const answer = engine.evaluate(entrypointOf(policy), JSON.stringify(input));
  return answer.ok ? answer.value : null;
}

function ask(path: string, body: unknown): Promise<{ readonly status: number; readonly body: unknown }> {
  return fetch(post(`/v1/data${path}`, JSON.stringify(body))).then(said);
}

/** An answer of 200. */
function ok(body: unknown): { readonly status: number; readonly body: unknown } {
  return { status: 200, body };
}

const warning = { code: "api_usage_warning", message: "'input' key missing from the request" };

describe("a policy's verdict", () => {
  test("is the engine's for every slice of the example system's plan", async () => {
    expect(new Set(slices.map(({ policy }) => policy)).size).toBeGreaterThan(4);
    for (const slice of slices) {
      const { policy, input } = slice;
      expect(await ask(`/${entrypointOf(policy)}`, { input }), policy).toEqual(ok({ result: verdictOf(slice) }));
    }
  });

  test("has parts, and what it does not have is undefined", async () => {
    const slice = slices.find((candidate) => (verdictOf(candidate) as { status: string }).status === "fail");
    const { policy = "", input = {} } = slice ?? {};
    const path = `/${entrypointOf(policy)}`;
    expect(await ask(`${path}/status`, { input })).toEqual(ok({ result: "fail" }));
    expect(await ask(`${path}/violations/0/reason`, { input })).toEqual(ok({ result: expect.any(String) as string }));
    for (const below of [
      "/nothing",
      "/violations/99",
      "/violations/length",
      "/violations/00",
      "/status/length",
      "/toString",
    ]) {
      expect(await ask(`${path}${below}`, { input }), below).toEqual(ok({}));
    }
  });

  test("on an input that is no slice is what the policy says of it, and no error", async () => {
    const path = "/sekisho/enc/rds_at_rest/verdict";
    const own = engine.evaluate(path.slice(1), "{}");
    const result = own.ok && own.value !== undefined ? { result: own.value } : {};
    expect(await ask(path, { input: {} })).toEqual(ok(result));
    for (const none of [{}, { input: null }]) expect(await ask(path, none)).toEqual(ok({ ...result, warning }));
    const response = await fetch(new Request(`http://localhost/v1/data${path}`, { method: "POST" }));
    expect(await said(response)).toEqual(ok({ ...result, warning }));
  });
});

describe("data.sekisho.main.verdicts", () => {
  test("are the engine's for the output of sekisho slices, as a set in order", async () => {
    const expected = slices
      .map((slice) => ({ policy: slice.policy, subject: slice.subject, verdict: verdictOf(slice) }))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    const input = { slices: [...slices, ...slices].reverse() };
    expect(await ask("/sekisho/main/verdicts", { input })).toEqual(ok({ result: expected }));
    expect(await ask("/sekisho/main/verdicts/0/policy", { input })).toEqual(ok({ result: expected[0]?.policy }));
  });

  test("have no row for what is no slice", async () => {
    const [slice] = slices;
    const parts = [{}, 1, null, { ...slice, policy: "enc.nothing" }, { ...slice, input: undefined }];
    expect(await ask("/sekisho/main/verdicts", { input: { slices: parts } })).toEqual(ok({ result: [] }));
    expect(await ask("/sekisho/main/verdicts", { input: {} })).toEqual(ok({ result: [] }));
  });
});

describe("other paths", () => {
  test.each(["/system/main", "/sekisho/enc/nothing/verdict", "/sekisho/main/nothing", "/sekisho2", "/a%20b"])(
    "%s is undefined",
    async (path) => {
      expect(await ask(path, { input: {} })).toEqual(ok({}));
    },
  );

  test.each([
    "",
    "/",
    "/sekisho",
    "/sekisho/enc",
    "/sekisho/enc/rds_at_rest",
    "/sekisho/enc/rds_at_rest/violations",
    "/sekisho/lib/value",
    "/sekisho/main",
  ])("%s is there in an OPA, so that it is not said to be undefined", async (path) => {
    expect(await ask(path, { input: {} })).toMatchObject({
      status: 404,
      body: { code: "resource_not_found", errors: [{ code: "REQUEST_PATH_UNKNOWN" }] },
    });
  });

  test("a path that is not well encoded is refused", async () => {
    expect(await ask("/%E0%A4%A", { input: {} })).toMatchObject({ status: 400, body: { code: "invalid_parameter" } });
  });
});

describe("the body", () => {
  const path = "/v1/data/sekisho/enc/rds_at_rest/verdict";

  test.each([
    ["malformed JSON", '{"input": @hunter2-example}'],
    ["JSON that ends too early", '{"input": {"password": "hunter2-example"'],
    ["a list", '["hunter2-example"]'],
    ["bytes that are no UTF-8", new Uint8Array([0x7b, 0xff, 0x7d])],
    ["an input that is nested too deeply", `{"input":${"[".repeat(501)}${"]".repeat(501)}}`],
  ])("%s is OPA's error of a bad parameter, without a word of it", async (_, body) => {
    const { status, body: answer } = await said(await fetch(post(path, body)));
    expect({ status, answer }).toEqual({
      status: 400,
      answer: {
        code: "invalid_parameter",
        message: expect.stringMatching(/^The body is/u) as string,
        errors: [{ code: "REQUEST_INVALID", message: expect.any(String) as string }],
      },
    });
    expect(JSON.stringify(answer)).not.toContain("hunter2");
  });

  test("is JSON whatever form its type names, as in OPA, but not YAML", async () => {
    const form = await fetch(post(path, '{"input":{}}', { "content-type": "application/x-www-form-urlencoded" }));
    expect(form.status).toBe(200);
    const yaml = await said(await fetch(post(path, "input: {}", { "content-type": "application/yaml" })));
    expect(yaml).toMatchObject({
      status: 415,
      body: { code: "invalid_parameter", errors: [{ code: "REQUEST_TYPE" }] },
    });
  });

  test("?pretty is answered with line ends", async () => {
    expect(await (await fetch(post(`${path}?pretty`, '{"input":{}}'))).text()).toMatch(/^\{\n {2}"result": \{\n/u);
    expect(await (await fetch(post(`${path}?pretty=false`, '{"input":{}}'))).text()).toMatch(/^\{"result":\{/u);
  });
});
