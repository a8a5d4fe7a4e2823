import { isSekishoError } from "@sekisho/estate";
import { describe, expect, test } from "vitest";
import { readBaseline } from "./baseline.ts";

const digest = `sha256:${"0".repeat(64)}`;

const report = {
  schema: "sekisho.report/v1",
  instant: "2026-11-01T00:00:00Z",
  bundle: { revision: "r", digest },
  sheet: { id: "s", digest },
  profile: null,
  waivers: null,
  policies: [{ policy: "enc.rds_at_rest" }],
  findings: [
    {
      policy: "enc.rds_at_rest",
      status: "fail",
      severity: "critical",
      subject: {
        type: "aws_db_instance",
        id: "plan#aws_db_instance.a",
        address: "aws_db_instance.a",
        arn: null,
        position: { file: "main.tf", line: 1 },
        undeclared: false,
      },
    },
  ],
  claims: [{ claim: "INT-05.1", verdict: "contradicted" }],
};

const read = (json: unknown): ReturnType<typeof readBaseline> =>
  readBaseline({ name: "before.json", digest, text: typeof json === "string" ? json : JSON.stringify(json) });

/** The report with one place of it replaced; undefined takes it away. */
function withPlace(path: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(report) as unknown;
  let at = copy as Record<string | number, unknown>;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, unknown>;
  at[path.at(-1) ?? ""] = value;
  return copy;
}

describe("an earlier report", () => {
  test("gives what a comparison needs, and no place in source", () => {
    expect(read(report)).toEqual({
      name: "before.json",
      digest,
      instant: "2026-11-01T00:00:00Z",
      bundle: digest,
      sheet: { id: "s", digest },
      profile: null,
      waivers: null,
      policies: ["enc.rds_at_rest"],
      findings: [
        {
          policy: "enc.rds_at_rest",
          status: "fail",
          severity: "critical",
          subject: {
            type: "aws_db_instance",
            id: "plan#aws_db_instance.a",
            address: "aws_db_instance.a",
            arn: null,
            position: null,
            undeclared: false,
          },
        },
      ],
      claims: new Map([["INT-05.1", "contradicted"]]),
    });
  });

  test("may have had neither sheet nor profile, and a subject that is gone has no status", () => {
    const [finding] = read(withPlace(["findings", 0, "status"], null)).findings;
    expect(finding?.status).toBeNull();
    expect(read(withPlace(["sheet"], null)).sheet).toBeNull();
    expect(read(withPlace(["profile"], { name: "p.yaml", digest })).profile).toBe(digest);
  });

  test.each<[string, unknown, string]>([
    ["text that is no JSON", "{", ""],
    ["a list", [], ""],
    ["another version", withPlace(["schema"], "sekisho.report/v2"), "/schema"],
    ["no instant", withPlace(["instant"], undefined), "/instant"],
    ["an instant that is none", withPlace(["instant"], "yesterday"), "/instant"],
    ["no bundle", withPlace(["bundle"], null), "/bundle"],
    ["a sheet without a digest", withPlace(["sheet"], { id: "s" }), "/sheet/digest"],
    ["policies that are no list", withPlace(["policies"], {}), "/policies"],
    ["a status that nobody has", withPlace(["findings", 0, "status"], "maybe"), "/findings/0/status"],
    ["a severity that nobody has", withPlace(["findings", 0, "severity"], "huge"), "/findings/0/severity"],
    [
      "a subject without an address",
      withPlace(["findings", 0, "subject", "address"], 1),
      "/findings/0/subject/address",
    ],
    ["a verdict that nobody gives", withPlace(["claims", 0, "verdict"], "true"), "/claims/0/verdict"],
    ["a claim with a name of the prototype", withPlace(["claims", 0], { constructor: "x" }), "/claims/0/claim"],
  ])("is refused with its place: %s", (_, json, at) => {
    let thrown: unknown;
    try {
      read(json);
    } catch (error) {
      thrown = error;
    }
    expect(isSekishoError(thrown) && [thrown.code, thrown.details["pointer"]]).toEqual(["BASELINE_INVALID", at]);
    expect(isSekishoError(thrown) && thrown.message).toContain("before.json");
  });
});
