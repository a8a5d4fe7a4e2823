import { isSekishoError } from "@sekisho/estate";
import { describe, expect, test } from "vitest";
import { lintWaivers, readWaivers, type WaivablePolicies, type WaiversInput } from "./read-waivers.ts";

const both = { ja: "理由", en: "reason" };
const policies: WaivablePolicies = [
  { id: "net.world", severity: "critical", reasons: { PORT_OPEN: both, SENSITIVE_PORT_OPEN: both } },
  { id: "enc.store", severity: "high", reasons: {} },
  { id: "log.kept", severity: "low", reasons: {} },
];

/** One entry, with parts of it replaced; null takes a part away. */
function entry(parts: Readonly<Record<string, string | null>> = {}): string {
  const all: Readonly<Record<string, string | null>> = {
    policy: "enc.store",
    resource: "{ address: aws_db_instance.main }",
    owner: "Platform lead",
    approver: "Security officer",
    reason: "The replica is replaced in December.",
    ticket: "EX-1",
    approved_at: "2026-10-01T00:00:00+09:00",
    expires: "2026-12-01T00:00:00+09:00",
    ...parts,
  };
  const lines = Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [`${key}: ${value}`]));
  return `  - ${lines.join("\n    ")}\n`;
}

function file(...entries: readonly string[]): WaiversInput {
  const text = `schema: sekisho.waivers/v1\nwaivers:\n${entries.join("")}`;
  return { name: "waivers.yaml", digest: "sha256:w", text };
}

/** Line, column and what is said of each problem. */
function problemsOf(given: WaiversInput, instant = "2026-11-01T00:00:00Z"): readonly string[] {
  return lintWaivers(given, policies, instant).problems.map(
    ({ line, column, what }) => `${String(line)}:${String(column)} ${what}`,
  );
}

describe("a file of waivers", () => {
  test("gives each entry with its place, texts trimmed, and the lengths that hold", () => {
    const given = file(
      entry({ owner: '" Platform lead "' }),
      entry({ resource: "{ arn: 'arn:aws:rds:x:1:db:main' }" }),
    );
    expect(readWaivers({ ...given, text: `max_days: { high: 61 }\n${given.text}` }, policies)).toEqual({
      name: "waivers.yaml",
      digest: "sha256:w",
      maxDays: { critical: 30, high: 61, medium: 180, low: 365, info: 365 },
      waivers: [
        {
          policy: "enc.store",
          address: "aws_db_instance.main",
          arn: null,
          violations: null,
          owner: "Platform lead",
          approver: "Security officer",
          reason: "The replica is replaced in December.",
          ticket: "EX-1",
          approvedAt: "2026-10-01T00:00:00+09:00",
          expires: "2026-12-01T00:00:00+09:00",
          origin: "waivers.yaml#/waivers/0",
          line: 4,
          column: 5,
        },
        expect.objectContaining({ address: null, arn: "arn:aws:rds:x:1:db:main", line: 12, column: 5 }),
      ],
    });
  });

  test.each<readonly [string, Readonly<Record<string, string | null>>, readonly string[]]>([
    ["an owner is missing", { owner: null }, ["3:5 /waivers/0 must have required property 'owner'"]],
    ["an owner is blank", { owner: '" "' }, ['5:12 /waivers/0/owner must match pattern "\\S"']],
    [
      "a key is none",
      { comment: "x" },
      ['11:5 /waivers/0 has the key "comment", which a file of waivers does not have there'],
    ],
    ["a resource is empty", { resource: "{}" }, ["4:15 /waivers/0/resource must NOT have fewer than 1 properties"]],
    ["a policy is none", { policy: "enc.stores" }, ['3:13 "enc.stores" is no policy of the bundle']],
    ["the owner approves", { approver: "' PLATFORM  Lead'" }, ["6:15 the owner approves the own exception"]],
    [
      "the owner approves, in full width",
      { approver: "Ｐｌａｔｆｏｒｍ　ｌｅａｄ" },
      ["6:15 the owner approves the own exception"],
    ],
    ["a person is named", { owner: "taro@example.com" }, ["5:12 this is an address of a person"]],
    ["an address has a wildcard", { resource: "{ address: 'aws_db_instance.*' }" }, ["4:26 a wildcard stands here"]],
    ["an index is a wildcard", { resource: "{ address: 'aws_db_instance.a[*]' }" }, ["4:26 a wildcard stands here"]],
    ["an ARN has a wildcard", { resource: "{ arn: 'arn:aws:rds:x:1:db:m?' }" }, ["4:22 a wildcard stands here"]],
    ["an ARN is none", { resource: "{ arn: db-main }" }, ["4:22 this is no ARN"]],
    ["a date stands alone", { expires: "2026-12-01" }, ["10:14 this is no date and time with a zone"]],
    ["a zone is missing", { expires: "2026-12-01T00:00:00" }, ["10:14 this is no date and time with a zone"]],
    ["a day does not exist", { expires: "2026-11-31T00:00:00Z" }, ["10:14 this is no date and time with a zone"]],
    ["it ends before it begins", { expires: "2026-09-30T14:59:59Z" }, ["10:14 the waiver ends before it is approved"]],
    [
      "it lasts too long",
      { policy: "net.world" },
      ["10:14 the waiver lasts 61 days from its approval; of severity critical it may last 30"],
    ],
  ])("is refused if %s", (_, parts, problems) => {
    expect(problemsOf(file(entry(parts)))).toEqual(problems);
  });

  test("may accept some violations alone, by their reasons and arguments", () => {
    const violations =
      "[{ reason: PORT_OPEN, args: { from_port: 8080, protocol: tcp } }, { reason: SENSITIVE_PORT_OPEN }]";
    const narrowed = entry({ policy: "net.world", violations, expires: "2026-10-20T00:00:00+09:00" });
    expect(readWaivers(file(narrowed), policies).waivers.map((one) => one.violations)).toEqual([
      [
        { reason: "PORT_OPEN", args: { from_port: 8080, protocol: "tcp" } },
        { reason: "SENSITIVE_PORT_OPEN", args: {} },
      ],
    ]);
  });

  test.each([
    [
      "a reason that the policy does not have",
      "[{ reason: PORTS_OPEN }]",
      '11:28 "PORTS_OPEN" is no reason of net.world',
    ],
    ["no violation", "[]", "fewer than 1 items"],
    ["no argument", "[{ reason: PORT_OPEN, args: {} }]", "fewer than 1 properties"],
    ["a list of values", "[{ reason: PORT_OPEN, args: { from_port: [22, 80] } }]", "must be"],
    ["a key of its own", "[{ reason: PORT_OPEN, port: 22 }]", "port"],
  ])("is refused where it accepts %s", (_, violations, problem) => {
    const narrowed = entry({ policy: "net.world", expires: "2026-10-20T00:00:00+09:00", violations });
    expect(problemsOf(file(narrowed), "2026-10-10T00:00:00Z").join()).toContain(problem);
  });

  test("may name an instance whose key has a star", () => {
    expect(problemsOf(file(entry({ resource: `{ address: 'aws_iam_role.a["*"]' }` })))).toEqual([]);
  });

  test.each([
    ["2026-10-31T00:00:00+09:00", []],
    [
      "2026-10-31T00:00:00.001+09:00",
      ["10:14 the waiver lasts 31 days from its approval; of severity critical it may last 30"],
    ],
  ])("may last its days to the instant: %s", (expires, problems) => {
    expect(problemsOf(file(entry({ policy: "net.world", expires })), "2026-10-15T00:00:00Z")).toEqual(problems);
  });

  test("can make lengths stricter, but not longer", () => {
    const { text, ...rest } = file(entry());
    expect(problemsOf({ ...rest, text: `max_days: { high: 60 }\n${text}` })).toEqual([
      "11:14 the waiver lasts 61 days from its approval; of severity high it may last 60",
    ]);
    expect(problemsOf({ ...rest, text: `max_days: { high: 91 }\n${text}` })).toEqual([
      "1:19 /max_days/high must be <= 90",
    ]);
  });

  test("is refused for keys and entries that are given twice", () => {
    expect(problemsOf(file(entry().replace("    ticket:", "    owner: Other\n    ticket:")))).toEqual([
      "8:5 a key is given twice",
    ]);
    expect(problemsOf(file(entry(), entry({ ticket: "EX-2" })))).toEqual([
      "11:5 the policy is waived on the same resource on line 3",
    ]);
  });

  test("tells every problem at once, in the file's order", () => {
    const given = file(entry({ policy: "x.y" }), entry({ approver: "Platform lead", expires: "2026-12-01" }));
    const expected = [
      '3:13 "x.y" is no policy of the bundle',
      "14:15 the owner approves the own exception",
      "18:14 this is no date and time with a zone",
    ];
    expect(problemsOf(given)).toEqual(expected);
    let thrown: unknown;
    try {
      readWaivers(given, policies);
    } catch (error) {
      thrown = error;
    }
    expect(isSekishoError(thrown) && [thrown.code, thrown.details["problems"]]).toEqual([
      "WAIVERS_INVALID",
      expected.map((problem) => problem.replace(" ", ": ")),
    ]);
  });

  test.each([
    ["2026-11-30T14:59:59Z", []],
    ["2026-11-30T23:59:59+09:00", []],
    ["2026-11-30T15:00:00Z", ["3:5 the waiver expired at 2026-12-01T00:00:00+09:00"]],
    ["2026-12-01T00:00:00+09:00", ["3:5 the waiver expired at 2026-12-01T00:00:00+09:00"]],
    ["2026-09-30T15:00:00Z", []],
    ["2026-09-30T14:59:59.999Z", ["3:5 the waiver holds only from 2026-10-01T00:00:00+09:00"]],
  ])("is linted at an instant: %s", (instant, problems) => {
    expect(problemsOf(file(entry()), instant)).toEqual(problems);
  });
});
