import { describe, expect, test } from "vitest";
import type { PolicyInfo } from "./bundle.ts";
import { readVerdict } from "./verdict.ts";

const both = (text: string): { ja: string; en: string } => ({ ja: text, en: text });
const policy: PolicyInfo = {
  id: "net.test",
  title: both("t"),
  description: both("d"),
  severity: "high",
  evidence: null,
  profile: [],
  reasons: { OPEN: both("Port {port} is open"), INTERNAL: both("It is internal"), LATE: both("{days:day|days} late") },
  remediation: both("r"),
  references: [],
  selection: { roots: {} },
};
const open = { reason: "OPEN", args: { port: 22 }, rests_on: [["a"]] };
const fail = { status: "fail", violations: [open], rests_on: [["a"]] };
const pass = { status: "pass", violations: [], rests_on: [["a"]] };

describe("a verdict", () => {
  test("takes the policy's severity where a violation has none, and comes in canonical order", () => {
    const given = {
      status: "fail",
      violations: [
        {
          reason: "OPEN",
          args: { port: 3389, from: "::/0" },
          rests_on: [
            ["rules", "items", 10],
            ["rules", "items", 2],
          ],
        },
        { reason: "OPEN", args: { port: 22 }, severity: "low", rests_on: [["a"], ["a"]] },
      ],
      rests_on: [["z"]],
    };
    expect(readVerdict(given, policy)).toEqual({
      ok: true,
      verdict: {
        status: "fail",
        violations: [
          { reason: "OPEN", args: { port: 22 }, severity: "low", rests_on: [["a"]] },
          {
            reason: "OPEN",
            args: { from: "::/0", port: 3389 },
            severity: "high",
            rests_on: [
              ["rules", "items", 2],
              ["rules", "items", 10],
            ],
          },
        ],
        restsOn: [["a"], ["rules", "items", 2], ["rules", "items", 10], ["z"]],
        code: null,
        reason: null,
      },
    });
  });

  test("may be not applicable for a declared reason, and unknown for a code of its own", () => {
    expect(
      readVerdict({ status: "not_applicable", violations: [], rests_on: [], reason: "INTERNAL" }, policy),
    ).toMatchObject({ ok: true, verdict: { reason: "INTERNAL" } });
    expect(readVerdict({ ...pass, status: "unknown", code: "U2" }, policy)).toMatchObject({
      ok: true,
      verdict: { code: "U2" },
    });
  });

  test("may rest on nothing if it is a property of the provider", () => {
    const nothing = { ...pass, rests_on: [] };
    expect(readVerdict(nothing, { ...policy, evidence: "inherited" }).ok).toBe(true);
    expect(readVerdict(nothing, policy).ok).toBe(false);
  });

  test.each<[string, unknown]>([
    ["undefined", undefined],
    ["true", true],
    ["a list", [pass]],
    ["null", null],
    ["without a status", { violations: [], rests_on: [["a"]] }],
    ["an error, which no policy may say", { ...pass, status: "error" }],
    ["with a key of its own", { ...pass, message: "secret" }],
    ["a pass with violations", { ...fail, status: "pass" }],
    ["a fail without violations", { ...pass, status: "fail" }],
    ["a deviation without violations", { ...pass, status: "deviation" }],
    ["unknown without a path", { ...pass, status: "unknown", rests_on: [] }],
    ["with a code that is none", { ...pass, status: "unknown", code: "U9" }],
    ["a pass with a code", { ...pass, code: "U1" }],
    ["a pass with a reason", { ...pass, reason: "INTERNAL" }],
    ["not applicable for a reason that is not declared", { ...pass, status: "not_applicable", reason: "secret" }],
    ["with a path that is text", { ...pass, rests_on: ["secret"] }],
    ["with an empty path", { ...pass, rests_on: [[]] }],
    ["with a negative index", { ...pass, rests_on: [["a", -1]] }],
    ["with a path through an object", { ...pass, rests_on: [["a", { secret: 1 }]] }],
    ["with a reason that is not declared", { ...fail, violations: [{ ...open, reason: "secret" }] }],
    ["with a reason every object has", { ...fail, violations: [{ ...open, reason: "constructor" }] }],
    ["with an argument that is no scalar", { ...fail, violations: [{ ...open, args: { port: ["secret"] } }] }],
    ["without an argument of the message", { ...fail, violations: [{ ...open, args: {} }] }],
    ["without the number of a word", { ...fail, violations: [{ ...open, reason: "LATE" }] }],
    ["with a severity that is none", { ...fail, violations: [{ ...open, severity: "secret" }] }],
    ["with a violation that rests on nothing", { ...fail, violations: [{ ...open, rests_on: [] }] }],
    ["with a violation that says more", { ...fail, violations: [{ ...open, secret: 1 }] }],
  ])("is refused if it is %s, without its values", (_, given) => {
    const result = readVerdict(given, policy);
    expect(result).toEqual({ ok: false, error: expect.stringMatching(/^(?!.*secret).+\.$/u) as string });
  });
});
