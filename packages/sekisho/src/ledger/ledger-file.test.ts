import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isSekishoError } from "@sekisho/estate";
import type { ClaimResult, Report } from "@sekisho/sheet";
import { renderJson } from "@sekisho/report";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { digestOf } from "../files.ts";
import { loadSigningKey, loadVerifier } from "./keys.ts";
import { loadLedger, recordReport } from "./ledger-file.ts";

const folder = mkdtempSync(path.join(tmpdir(), "sekisho-ledger-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Makes a pair of keys and gives the paths of the private and the public one. */
function keyPair(name: string): { readonly own: string; readonly shared: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const own = path.join(folder, `${name}.pem`);
  const shared = path.join(folder, `${name}.pub.pem`);
  writeFileSync(own, privateKey.export({ type: "pkcs8", format: "pem" }));
  writeFileSync(shared, publicKey.export({ type: "spki", format: "pem" }));
  return { own, shared };
}

const first = keyPair("first");
const second = keyPair("second");

function claim(id: string, verdict: ClaimResult["verdict"]): ClaimResult {
  return {
    claim: id,
    requirement: id,
    kind: "requirement",
    mark: "有",
    verdict,
    before: null,
    change: "none",
    scope: "plan",
    unknown: [],
    evidenceClasses: [],
    policies: [],
    missing: [],
    findings: [],
    observed: [],
    caveats: [],
    source: { line: 1, start: 0, end: 1 },
  };
}

/** A report made up by hand, of one day of 2026. */
function report(day: string, verdict: ClaimResult["verdict"] = "verified"): Report {
  const digest = `sha256:${"0".repeat(64)}`;
  return {
    schema: "sekisho.report/v1",
    instant: `2026-${day}T00:00:00.000Z`,
    bundle: { revision: "r", digest },
    documents: [{ label: "plan", name: "plan.json", kind: "terraform-plan", digest, partial: null }],
    profile: null,
    sheet: { id: "example-sheet", digest, refutationOnly: [] },
    waivers: null,
    ledger: null,
    comparison: null,
    diagnostics: [],
    findings: [],
    policies: [],
    claims: [claim("A-01", verdict)],
    tensions: [],
    texts: { sheet: null, policies: {}, claims: {}, ceilings: {} },
    accounting: {
      resources: 0,
      evaluated: 0,
      notSelected: 0,
      removed: 0,
      unsupported: 0,
      unread: 0,
      superseded: 0,
      notSelectedTypes: {},
      unsupportedTypes: {},
      supersededIn: {},
    },
  };
}

let count = 0;

/** Writes a ledger of three days; the second is issued. */
async function written(): Promise<string> {
  const file = path.join(folder, `ledger-${String(++count)}.jsonl`);
  const key = await loadSigningKey(first.own);
  await recordReport(report("04-01"), { path: file, key, issued: null });
  await recordReport(report("05-01"), { path: file, key, issued: "例示社" });
  await recordReport(report("06-01", "contradicted"), { path: file, key, issued: null });
  return file;
}

const original = await written();
const bytes = readFileSync(original);
const lines = bytes.toString().split(/(?<=\n)/u);

/** What verifying a content of a ledger says: null if nothing is wrong, else the code and the line. */
async function problem(content: Uint8Array | string, keys = [first.shared]): Promise<unknown> {
  const file = path.join(folder, `altered-${String(++count)}.jsonl`);
  writeFileSync(file, content);
  try {
    await loadLedger(file, await loadVerifier(keys));
    return null;
  } catch (error) {
    if (!isSekishoError(error)) throw error;
    return `${error.code} ${String(error.details["line"] ?? "")}`;
  }
}

describe("a ledger", () => {
  test("holds what was recorded, in order, each with the digest of its report", async () => {
    const { statements, head, lines: digests } = await loadLedger(original, await loadVerifier([first.shared]));
    expect(
      statements.map(({ sequence, instant, issued, claims }) => [sequence, instant, issued, claims[0]?.verdict]),
    ).toEqual([
      [1, "2026-04-01T00:00:00.000Z", null, "verified"],
      [2, "2026-05-01T00:00:00.000Z", "例示社", "verified"],
      [3, "2026-06-01T00:00:00.000Z", null, "contradicted"],
    ]);
    expect(digests).toEqual(lines.map((line) => digestOf(line.trimEnd())));
    expect(head).toBe(digests[2]);
    expect(statements.map(({ previous }) => previous)).toEqual([null, digests[0], digests[1]]);
  });

  test("is named by the report that it holds, with the line before", async () => {
    const file = path.join(folder, `ledger-${String(++count)}.jsonl`);
    const target = { path: file, key: await loadSigningKey(first.own), issued: null };
    const one = await recordReport(report("04-01"), target);
    const two = await recordReport(report("05-01"), target);
    const { statements, lines: digests } = await loadLedger(file, target.key.verify);
    expect([one.ledger, two.ledger].map((ledger) => ledger?.digest)).toEqual([null, digests[0]]);
    expect(statements.map((statement) => statement.report)).toEqual(
      [one, two].map((recorded) => digestOf([...renderJson(recorded)].join(""))),
    );
  });

  test("does not verify with any byte changed", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (index, change) => {
        const altered = new Uint8Array(bytes);
        altered[index] = (altered[index] ?? 0) ^ change;
        expect(await problem(altered)).toMatch(/^LEDGER_INVALID/u);
      }),
      { numRuns: 300 },
    );
  });

  test("does not verify with any byte added or taken away", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.constantFrom(0x20, 0x0a, 0x0d, 0x30, 0xef),
        async (index, extra) => {
          const [before, after] = [bytes.subarray(0, index), bytes.subarray(index)];
          expect(await problem(Buffer.concat([before, Buffer.of(extra), after]))).toMatch(/^LEDGER_INVALID/u);
          expect(await problem(Buffer.concat([before, after.subarray(1)]))).toMatch(/^LEDGER_INVALID/u);
        },
      ),
      { numRuns: 150 },
    );
  });

  test.each<readonly [string, readonly number[], unknown]>([
    ["as it was written", [0, 1, 2], null],
    ["without its first line", [1, 2], "LEDGER_INVALID 1"],
    ["without a line between", [0, 2], "LEDGER_INVALID 2"],
    ["with two lines exchanged", [0, 2, 1], "LEDGER_INVALID 2"],
    ["with a line twice", [0, 1, 1, 2], "LEDGER_INVALID 3"],
    // What a chain cannot show: whoever kept the head can.
    ["without its last line", [0, 1], null],
    ["empty", [], null],
  ])("%s", async (_, order, expected) => {
    expect(await problem(order.map((index) => lines[index] ?? "").join(""))).toBe(expected);
  });

  test.each([
    ["cut off in a line", bytes.subarray(0, -10), "LEDGER_INVALID 3"],
    ["with line breaks of Windows", bytes.toString().replaceAll("\n", "\r\n"), "LEDGER_INVALID 1"],
    ["with a byte order mark", `\uFEFF${bytes.toString()}`, "LEDGER_INVALID 1"],
    [
      "with more in a line than is signed",
      bytes.toString().replace('{"statement"', '{"a":1,"statement"'),
      "LEDGER_INVALID 1",
    ],
    ["with another signature text for the same bytes", otherBase64(lines), "LEDGER_INVALID 1"],
  ] as const)("does not verify %s", async (_, content, expected) => {
    expect(await problem(content)).toBe(expected);
  });

  test("does not verify with another key", async () => {
    expect(await problem(bytes, [second.shared])).toBe("LEDGER_INVALID 1");
    expect(await problem(bytes, [second.shared, first.shared])).toBe(null);
  });

  test("goes on with a new key, and verifies with both", async () => {
    const file = await written();
    await recordReport(report("07-01"), { path: file, key: await loadSigningKey(second.own), issued: null });
    const content = readFileSync(file);
    expect(await problem(content, [first.shared])).toBe("LEDGER_INVALID 4");
    expect(await problem(content, [first.shared, second.shared])).toBe(null);
  });

  test("takes no statement after one that does not verify, and none from before", async () => {
    const file = await written();
    const target = { path: file, key: await loadSigningKey(first.own), issued: null };
    await expect(recordReport(report("05-31"), target)).rejects.toMatchObject({ code: "USAGE" });
    const altered = readFileSync(file, "utf8").replace("例示社", "見本社");
    writeFileSync(file, altered);
    await expect(recordReport(report("07-01"), target)).rejects.toMatchObject({
      code: "LEDGER_INVALID",
      details: { line: 2 },
    });
    expect(readFileSync(file, "utf8")).toBe(altered);
    expect(existsSync(`${file}.lock`)).toBe(false);
  });

  test("takes one statement after the other where several are recorded at once", async () => {
    const file = path.join(folder, `ledger-${String(++count)}.jsonl`);
    const key = await loadSigningKey(first.own);
    await Promise.all([1, 2, 3, 4].map(() => recordReport(report("04-01"), { path: file, key, issued: null })));
    const { statements } = await loadLedger(file, key.verify);
    expect(statements.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
  });

  test.each([
    ["a public key", first.shared],
    ["no key", path.join(folder, "text.pem")],
    ["a key of another kind", path.join(folder, "rsa.pem")],
  ])("is not signed with %s", async (_, file) => {
    writeFileSync(path.join(folder, "text.pem"), "no key\n");
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    writeFileSync(path.join(folder, "rsa.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
    await expect(loadSigningKey(file)).rejects.toMatchObject({ code: "KEY_INVALID" });
  });
});

/** The last sign of 64 bytes in base64 has bits that stand for nothing: set, they give the same signature. */
function otherBase64([line = ""]: readonly string[]): string {
  return line.replace(/(.)==("\}\n)$/u, (_, sign: string, end: string) => {
    const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    return `${signs[signs.indexOf(sign) + 1] ?? ""}==${end}`;
  });
}
