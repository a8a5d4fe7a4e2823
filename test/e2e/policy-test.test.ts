import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sekisho } from "./sekisho.ts";

const folder = mkdtempSync(join(tmpdir(), "sekisho-policy-test-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const inFolder = (...args: readonly string[]): ReturnType<typeof sekisho> => sekisho(args, { cwd: folder });
const file = join(folder, "policies/sekisho/acme/backups/cases.yaml");
let written = "";

beforeAll(async () => {
  expect(await inFolder("new", "policy", "acme.backups")).toMatchObject({ status: 0 });
  written = readFileSync(file, "utf8");
});

/** Runs the tests with another file of cases. */
async function withCases(text: string, ...flags: readonly string[]): ReturnType<typeof sekisho> {
  writeFileSync(file, text);
  return inFolder("policy", "test", ...flags);
}

test.each(["org.sheet_rule", "ep.laptops", "lib.helper", "main.entry"])(
  "a new policy is of no family that is built in or reserved: %s is refused with exit status 2",
  async (name) => {
    const family = name.slice(0, name.indexOf("."));
    const { status, stderr } = await inFolder("new", "policy", name);
    expect({ status, stderr: stderr.slice(0, stderr.indexOf(" is not for")) }).toEqual({
      status: 2,
      stderr: `sekisho: The family ${family}`,
    });
    expect(existsSync(join(folder, "policies/sekisho", family))).toBe(false);
  },
);

test("the tests of a new policy pass", async () => {
  expect(await withCases(written)).toEqual({
    status: 0,
    stdout: "acme.backups: 3 unit tests, 1 case\n4 tests: all pass\n",
    stderr: "",
  });
});

test("a case that the policy does not keep is shown with what was expected and found: exit status 1", async () => {
  const wrong = written.replace("status: pass, scope: plan", "status: unknown");
  expect(await withCases(wrong, "policies", "--policy", "acme.backups")).toEqual({
    status: 1,
    stdout: `acme.backups: 3 unit tests, 1 case: 1 failed
  case pass_encrypted fails  policies/sekisho/acme/backups/cases.yaml:3
    plan#aws_db_instance.main
      status
        expected  "unknown"
        found     "pass"
      scope
        expected  nothing
        found     "plan"
4 tests: 1 failed
`,
    stderr: "",
  });
});

test.each([
  [["policy"], "USAGE"],
  [["policy", "test", "policies", "more"], "USAGE"],
  [["policy", "test", "nowhere"], "FILE_UNREADABLE"],
  [["policy", "test", "--policy", "acme.other"], "POLICY_UNKNOWN"],
])("%j is refused: exit status 2", async (args, code) => {
  writeFileSync(file, written);
  const { status, stdout, stderr } = await inFolder(...args);
  expect([status, stdout, stderr.includes(`[${code}]`)]).toEqual([2, "", true]);
});

test("a file of cases that cannot be used is refused with its place: exit status 2", async () => {
  const { status, stderr } = await withCases(written.replace("cites:", "cite:"));
  expect(status).toBe(2);
  expect(stderr).toContain("sekisho/acme/backups/cases.yaml cannot be used: line 4, column 5");
});
