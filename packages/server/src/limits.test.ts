import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { builtIn, plan, post, said } from "./testing/built-in.ts";

const json = { "content-type": "application/json" };

/** A body that begins, goes on when it is told to, and tells whether it was given up. */
function slowBody(): { readonly body: ReadableStream<Uint8Array>; readonly end: (rest: Uint8Array) => void } {
  let end: (rest: Uint8Array) => void = () => undefined;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      end = (rest) => {
        controller.enqueue(rest);
        controller.close();
      };
    },
  });
  return { body, end };
}

describe("the size of a body", () => {
  const limited = builtIn({ limits: { bodyBytes: 1000 } });
  const tooLarge = { status: 413, body: { code: "REQUEST_TOO_LARGE" } };

  test("that it declares is refused before it is read", async () => {
    let isRead = false;
    const body = new ReadableStream<Uint8Array>(
      {
        pull: () => {
          isRead = true;
        },
      },
      { highWaterMark: 0 },
    );
    const request = post("/v1/check", body, { ...json, "content-length": "1001" });
    expect(await said(await limited.fetch(request))).toMatchObject(tooLarge);
    expect(isRead).toBe(false);
  });

  test("that it does not declare is refused once it is reached", async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1;
        controller.enqueue(new Uint8Array(400));
      },
    });
    expect(await said(await limited.fetch(post("/v1/check", body, json)))).toMatchObject(tooLarge);
    expect(sent).toBeLessThan(10);
  });

  test("counts after it is unpacked", async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(50_000_000)));
    const server = builtIn({ limits: { bodyBytes: bomb.length + 1 } });
    const request = post("/v1/check", bomb, { ...json, "content-encoding": "gzip" });
    expect(await said(await server.fetch(request))).toMatchObject(tooLarge);
  });

  test("may be reached exactly", async () => {
    const exact = builtIn({ limits: { bodyBytes: plan.length } });
    expect((await exact.fetch(post("/v1/check", plan))).status).toBe(200);
    const less = builtIn({ limits: { bodyBytes: plan.length - 1 } });
    expect(await said(await less.fetch(post("/v1/check", plan)))).toMatchObject(tooLarge);
  });

  test("holds on every path, in OPA's shape on its own", async () => {
    const body = JSON.stringify({ input: "x".repeat(1000) });
    expect(await said(await limited.fetch(post("/v1/admit/kubernetes", body)))).toMatchObject(tooLarge);
    expect(await said(await limited.fetch(post("/v1/data/sekisho/enc/rds_at_rest/verdict", body)))).toMatchObject({
      status: 413,
      body: { code: "invalid_parameter", errors: [{ code: "REQUEST_TOO_LARGE" }] },
    });
  });
});

describe("requests at a time", () => {
  test("beyond the limit are told to come back, and are taken again later", async () => {
    const { fetch } = builtIn({ limits: { requests: 1 } });
    const { body, end } = slowBody();
    const first = fetch(post("/v1/check", body, json));
    const refused = await fetch(post("/v1/check", plan));
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(await said(refused)).toMatchObject({ status: 503, body: { code: "SERVER_BUSY" } });
    const opa = await said(await fetch(post("/v1/data/sekisho", "{}")));
    expect(opa).toMatchObject({ status: 503, body: { code: "internal_error", errors: [{ code: "SERVER_BUSY" }] } });
    // Who watches the server is answered all the same.
    expect((await fetch(new Request("http://localhost/health"))).status).toBe(200);
    end(plan);
    expect((await first).status).toBe(200);
    expect((await fetch(post("/v1/check", plan))).status).toBe(200);
  });

  test("that are refused or broken give their place back", async () => {
    const { fetch } = builtIn({ limits: { requests: 1, bodyBytes: 1_000_000 } });
    const broken = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        controller.error(new Error("hunter2-example"));
      },
    });
    const answer = await said(await fetch(post("/v1/check", broken, json)));
    expect(answer).toMatchObject({ status: 400, body: { code: "REQUEST_INVALID" } });
    expect(JSON.stringify(answer)).not.toContain("hunter2");
    await fetch(post("/v1/check", new Uint8Array(1_000_001)));
    await fetch(post("/v1/check", "{}"));
    expect((await fetch(post("/v1/check", plan))).status).toBe(200);
  });
});

test("a body that does not come to its end is given up at the limit of time", async () => {
  const { fetch } = builtIn({ limits: { requests: 1, time: 50 } });
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    cancel: () => {
      isCancelled = true;
    },
  });
  expect(await said(await fetch(post("/v1/check", body, json)))).toMatchObject({
    status: 503,
    body: { code: "TIME_LIMIT" },
  });
  expect(isCancelled).toBe(true);
  expect(await said(await fetch(post("/v1/check", "")))).toMatchObject({
    status: 400,
    body: { code: "DOCUMENT_EMPTY" },
  });
});
