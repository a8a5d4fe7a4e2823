/**
 * A timeline of checks in a ledger: what is signed, what tampering shows, and which issued sheets a change touches.
 *
 * @module
 */
import { generateKeyPairSync } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { tempFolder } from "@sekisho-test/support";
import { beforeAll, describe, expect, test } from "vitest";
import { writePlans } from "./pinned-plan.ts";
import { sekisho, type Outcome } from "./sekisho.ts";

const folder = tempFolder();
const at = (name: string): string => path.join(folder, name);

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
writeFileSync(at("key.pem"), privateKey.export({ type: "pkcs8", format: "pem" }));
writeFileSync(at("key.pub.pem"), publicKey.export({ type: "spki", format: "pem" }));

writePlans(folder);

const run = (...args: readonly string[]): Promise<Outcome> => sekisho(args, { cwd: folder });
const signed = ["--ledger", "ledger.jsonl", "--ledger-key", "key.pem"];
const verified = ["--verify-key", "key.pub.pem"];

async function record(document: string, day: string, ...args: readonly string[]): Promise<void> {
  const { status, stderr } = await run(
    ...[
      "check",
      `${document}.json`,
      "--now",
      `2027-${day}T09:00:00+09:00`,
      "--profile",
      "profile.yaml",
      "--fail-on",
      "none",
      ...signed,
      ...args,
    ],
  );
  if (status !== 0) throw new Error(stderr);
}

beforeAll(async () => {
  await record("plan", "04-01", "--issue", "Example Inc.");
  await record("plan", "05-01", "--format", "json=report.json");
  await record("pinned", "06-01", "--issue", "Sample Ltd.");
  await record("pinned", "07-01");
}, 60_000);

describe("ledger verify", () => {
  test("tells what there is and the head", async () => {
    const { status, stdout } = await run("ledger", "verify", "ledger.jsonl", ...verified);
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^ledger\.jsonl: verified, 4 statements, 2027-04-01T00:00:00\.000Z to 2027-07-01T00:00:00\.000Z\nhead sha256:[0-9a-f]{64}\n$/u,
    );
  });

  test("finds a changed verdict, and missing lines by the head that was kept", async () => {
    const text = readFileSync(at("ledger.jsonl"), "utf8");
    writeFileSync(
      at("altered.jsonl"),
      text.replace('"INT-02.4","verdict":"contradicted"', '"INT-02.4","verdict":"verified"'),
    );
    const altered = await run("ledger", "verify", "altered.jsonl", ...verified);
    expect(altered).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "sekisho: The ledger altered.jsonl does not verify: line 3: the signature is not that of its statement. " +
        "The ledger was changed after it was written: take it from a backup. [LEDGER_INVALID]\n",
    });
    const { stdout } = await run("ledger", "verify", "ledger.jsonl", ...verified);
    const head = /head (\S+)/u.exec(stdout)?.[1] ?? "";
    writeFileSync(
      at("short.jsonl"),
      text
        .split(/(?<=\n)/u)
        .slice(0, 3)
        .join(""),
    );
    expect((await run("ledger", "verify", "short.jsonl", ...verified)).status).toBe(0);
    const short = await run("ledger", "verify", "short.jsonl", ...verified, "--head", head);
    expect([short.status, short.stderr]).toEqual([2, expect.stringContaining("lines are missing at its end")]);
    expect((await run("ledger", "verify", "ledger.jsonl", ...verified, "--head", head)).status).toBe(0);
  });
});

interface Diff {
  readonly claims: readonly {
    readonly claim: string;
    readonly held: { readonly sequence: number; readonly verdict: string };
    readonly since: { readonly sequence: number; readonly verdict: string };
    readonly issued: readonly number[];
  }[];
  readonly issued: readonly { readonly issued: string; readonly claims: readonly string[] }[];
}

describe("sheet diff", () => {
  const diff = ["sheet", "diff", "--ledger", "ledger.jsonl", ...verified];

  test("says since when an answer is no longer true, and which issued sheets it touches", async () => {
    const { status, stdout } = await run(...diff, "--format", "json");
    const [found] = JSON.parse(stdout) as readonly Diff[];
    const claim = found?.claims.find((one) => one.claim === "INT-02.4");
    expect([claim?.held, claim?.since, claim?.issued]).toEqual([
      { sequence: 2, instant: "2027-05-01T00:00:00.000Z", verdict: "unrefuted" },
      { sequence: 3, instant: "2027-06-01T00:00:00.000Z", verdict: "contradicted" },
      [1],
    ]);
    expect(found?.issued.map(({ issued }) => issued)).toEqual(["Example Inc."]);
    expect(found?.issued[0]?.claims).toContain("INT-02.4");
    expect(status).toBe(1);
  });

  test("says it in both languages", async () => {
    const en = await run(...diff, "--lang", "en");
    expect(en.stdout).toContain(
      "last not refuted on 2027-05-01 (statement 2); contradicted on 2027-06-01 (statement 3)",
    );
    expect(en.stdout).toContain("Example Inc., issued on 2027-04-01 (statement 1): ");
    expect(en.stdout).not.toContain("Sample Ltd.");
    const ja = await run(...diff, "--lang", "ja");
    expect(ja.stdout).toContain("Example Inc.、2027-04-01(記録 1) 提出: ");
    expect(ja.stdout).toContain("「不適合」");
  });

  test("compares with a report, one of the ledger or another", async () => {
    const own = await run(...diff, "report.json", "--format", "json");
    expect([own.status, (JSON.parse(own.stdout) as readonly Diff[])[0]?.claims]).toEqual([0, []]);
    await run(
      "check",
      "pinned.json",
      "--profile",
      "profile.yaml",
      "--now",
      "2027-05-15T09:00:00+09:00",
      "--format",
      "json=other.json",
    );
    const other = await run(...diff, "other.json", "--lang", "en");
    expect(other.status).toBe(1);
    expect(other.stdout).toContain("the report of 2027-05-15");
  });
});

describe("check --ledger", () => {
  test("names the line before in the report that it records", () => {
    const report = JSON.parse(readFileSync(at("report.json"), "utf8")) as { readonly ledger: unknown };
    const [, line = ""] = readFileSync(at("ledger.jsonl"), "utf8").split("\n");
    const { statement } = JSON.parse(line) as { readonly statement: { readonly previous: string } };
    expect(report.ledger).toEqual({ name: "ledger.jsonl", digest: statement.previous });
  });

  test.each<readonly [string, readonly string[], RegExp]>([
    ["no key", ["--ledger", "ledger.jsonl"], /--ledger needs --ledger-key/u],
    ["no ledger", ["--issue", "Example Inc."], /--issue is for a ledger/u],
    ["a public key", ["--ledger", "ledger.jsonl", "--ledger-key", "key.pub.pem"], /no Ed25519 private key/u],
    ["a part of the sheet", [...signed, "--policy", "waf.acl_effective"], /holds whole sheets/u],
    ["an earlier instant", [...signed, "--now", "2027-06-30T00:00:00Z"], /written forwards/u],
  ])("records nothing with %s", async (_, args, message) => {
    const before = readFileSync(at("ledger.jsonl"), "utf8");
    const { status, stdout, stderr } = await run("check", "pinned.json", ...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
    expect(readFileSync(at("ledger.jsonl"), "utf8")).toBe(before);
  });
});
