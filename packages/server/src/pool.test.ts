import { afterEach, describe, expect, test } from "vitest";
import { createPool, type Pool, type PoolOptions } from "./pool.ts";
import type { Answer, DataQuestion } from "./question.ts";

/** A thread that does what the path of a question says. */
const module = moduleOf(`
  let count = 0;
  parentPort.on("message", ({ path: [what], body }) => {
    if (what === "loop") for (;;);
    if (what === "throw") throw new Error("hunter2-example");
    if (what === "exit") process.exit(0);
    if (what === "fill") for (const all = []; ; ) all.push(new Array(100_000).fill(0));
    if (what === "wait") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    count += 1;
    parentPort.postMessage({ ok: true, body: what + " " + String(count) + " " + String(body.length), exitStatus: null });
  });
  parentPort.postMessage(null);
`);

function moduleOf(code: string): URL {
  const text = `import { parentPort, workerData } from "node:worker_threads";\n${code}`;
  return new URL(`data:text/javascript,${encodeURIComponent(text)}`);
}

const pools: Pool[] = [];
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

async function start(options: Partial<PoolOptions> = {}): Promise<Pool> {
  const pool = await createPool({ module, setup: null, size: 1, ...options });
  pools.push(pool);
  return pool;
}

function question(what: string, body = new Uint8Array(3)): DataQuestion {
  return { kind: "data", path: [what], body };
}

const never = new AbortController().signal;

function said(body: string): Answer {
  return { ok: true, body, exitStatus: null };
}

test("questions are answered in the order in which they come, and their bytes are taken over", async () => {
  const { ask } = await start();
  const body = new Uint8Array(5);
  const answers = await Promise.all([
    ask(question("a", body), never),
    ask(question("b"), never),
    ask(question("c"), never),
  ]);
  expect(answers).toEqual([said("a 1 5"), said("b 2 3"), said("c 3 3")]);
  expect(body.length).toBe(0);
});

test("as many are answered at a time as there are threads", async () => {
  const { ask } = await start({ size: 2 });
  const began = performance.now();
  const loop = ask(question("loop"), AbortSignal.timeout(2000));
  expect(await ask(question("a"), never)).toEqual(said("a 1 3"));
  expect(performance.now() - began).toBeLessThan(2000);
  expect(await loop).toMatchObject({ ok: false, code: "TIME_LIMIT" });
});

describe("a question that takes too long", () => {
  test("ends with its thread, and the next one is answered by another", async () => {
    const { ask } = await start();
    expect(await ask(question("a"), never)).toEqual(said("a 1 3"));
    const loop = ask(question("loop"), AbortSignal.timeout(100));
    const next = ask(question("b"), never);
    expect(await loop).toMatchObject({ ok: false, code: "TIME_LIMIT" });
    expect(await next).toEqual(said("b 1 3"));
  });

  test("while it waits is never begun, and disturbs nobody", async () => {
    const { ask } = await start();
    const first = ask(question("wait"), never);
    const second = ask(question("loop"), AbortSignal.timeout(10));
    expect(await second).toMatchObject({ ok: false, code: "TIME_LIMIT" });
    expect(await first).toEqual(said("wait 1 3"));
    expect(await ask(question("a"), never)).toEqual(said("a 2 3"));
  });

  test("before it is asked is not asked", async () => {
    const { ask } = await start();
    expect(await ask(question("a"), AbortSignal.abort())).toMatchObject({ ok: false, code: "TIME_LIMIT" });
  });

  test("whose signal is aborted after its answer ends nothing", async () => {
    const { ask } = await start();
    const controller = new AbortController();
    expect(await ask(question("a"), controller.signal)).toEqual(said("a 1 3"));
    controller.abort();
    expect(await ask(question("b"), never)).toEqual(said("b 2 3"));
  });
});

describe("a thread that breaks off", () => {
  test.each([
    ["throw", "INTERNAL"],
    ["exit", "INTERNAL"],
  ])("by %s: its question is answered with an error, the next one by another thread", async (what, code) => {
    const { ask } = await start();
    const answer = await ask(question(what), never);
    expect(answer).toMatchObject({ ok: false, code });
    expect(JSON.stringify(answer)).not.toContain("hunter2");
    expect(await ask(question("a"), never)).toEqual(said("a 1 3"));
  });

  test("by lack of memory: it alone is lost", async () => {
    const { ask } = await start({ memory: { maxOldGenerationSizeMb: 32 } });
    expect(await ask(question("fill"), never)).toMatchObject({ ok: false, code: "EVALUATION_FAILED" });
    expect(await ask(question("a"), never)).toEqual(said("a 1 3"));
  });
});

describe("a pool whose threads do not start is not there", () => {
  test("says what a thread says", async () => {
    const failure = { ok: false, code: "BUNDLE_INVALID", message: "The bundle cannot be read." };
    const refusing = moduleOf("parentPort.postMessage(workerData);");
    await expect(createPool({ module: refusing, setup: failure, size: 2 })).rejects.toMatchObject({
      code: "BUNDLE_INVALID",
      message: failure.message,
    });
  });

  test("rejects if a thread breaks off", async () => {
    await expect(createPool({ module: moduleOf("throw new Error('no')"), setup: null, size: 1 })).rejects.toThrow("no");
  });
});

test("a pool that is closed answers all who wait, and nobody after that", async () => {
  const pool = await start();
  const open = [pool.ask(question("loop"), never), pool.ask(question("a"), never)];
  await pool.close();
  expect(await Promise.all([...open, pool.ask(question("b"), never)])).toMatchObject(
    [1, 2, 3].map(() => ({ ok: false, code: "SERVER_BUSY" })),
  );
});
