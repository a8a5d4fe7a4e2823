import { describe, expect, test } from "vitest";
import { builtIn, said } from "./testing/built-in.ts";

const { fetch } = builtIn();

function send(method: string, path: string): Promise<Response> {
  return fetch(new Request(`http://localhost${path}`, { method }));
}

test("health is OPA's empty object, and HEAD asks for it without a body", async () => {
  expect(await said(await send("GET", "/health"))).toEqual({ status: 200, body: {} });
  expect(await said(await send("GET", "/health?bundles&plugins"))).toEqual({ status: 200, body: {} });
  const head = await send("HEAD", "/health");
  expect({ status: head.status, body: await head.text() }).toEqual({ status: 200, body: "" });
});

describe("a method that a path does not take is named with those that it takes", () => {
  test.each([
    ["POST", "/health", "GET, HEAD"],
    ["GET", "/v1/check", "POST"],
    ["PUT", "/v1/check", "POST"],
    ["OPTIONS", "/v1/check", "POST"],
    ["GET", "/v1/data", "POST"],
    ["PUT", "/v1/data/sekisho/enc/rds_at_rest/verdict", "POST"],
    ["GET", "/v1/admit/kubernetes", "POST"],
  ])("%s %s", async (method, path, allow) => {
    const response = await send(method, path);
    expect(response.headers.get("allow")).toBe(allow);
    expect(await said(response)).toMatchObject({ status: 405, body: { code: "REQUEST_METHOD" } });
  });

  test("HEAD, which has no body to say it in", async () => {
    const response = await send("HEAD", "/v1/check");
    expect({ status: response.status, allow: response.headers.get("allow") }).toEqual({ status: 405, allow: "POST" });
  });
});

test.each(["/", "/v1", "/v1/check/", "/v1/checks", "/v1/policies", "/v1/admit", "/v1/admit/other", "/__proto__"])(
  "there is nothing at %s",
  async (path) => {
    expect(await said(await send("POST", path))).toMatchObject({ status: 404, body: { code: "REQUEST_PATH_UNKNOWN" } });
  },
);

test("no answer is kept by a cache or taken for another type", async () => {
  for (const response of [
    await send("GET", "/health"),
    await send("POST", "/nothing"),
    await send("POST", "/v1/data"),
  ]) {
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  }
});
