import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { builtinPolicyIds, type PolicyId } from "@sekisho/policy";
import { createRoles, evaluateExpression, policiesOf, type AnyClaim } from "@sekisho/sheet";
import { securitySheet } from "./index.ts";

const claims = securitySheet.claims;

interface SourceRow {
  readonly id: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly claim: string;
}

/** The specification stands beside the repository on development machines only; a test without it says so. */
const specification = new URL("../../../../../../shared/spec/", import.meta.url);
const isPresent = existsSync(specification);
const read = (name: string): string => readFileSync(new URL(name, specification), "utf8");

if (!isPresent) {
  process.stderr.write("The sheet is not compared with its source: ../shared/spec is not beside this repository.\n");
}

/** Every text of our own that a claim holds. */
const textsOf = (claim: AnyClaim): readonly string[] => [
  claim.wording.ja,
  claim.wording.en,
  claim.ceiling.ja,
  claim.ceiling.en,
];

/** Every policy that a claim names itself, in whatever role. */
const namedBy = (claim: AnyClaim): readonly string[] => [
  ...(claim.decides === undefined ? [] : policiesOf(claim.decides)),
  ...(claim.refutedBy ?? []),
  ...(claim.observes ?? []),
  ...(claim.guards ?? []),
];

describe("the built-in sheet", () => {
  test("holds exactly the claims whose ids were given out", () => {
    expect(claims.map(({ id }) => id).join(" ")).toMatchInlineSnapshot(
      `"ING-00 ING-01 ING-02 ING-02.1 ING-02.2 ING-02.3 ING-03 ING-03.1 ING-03.2 ING-03.3 ING-04 ING-04.1 ING-04.2 ING-04.3 ING-04.4 ING-04.5 ING-04.6 ING-04.7 ING-04.8 ING-04.9 ING-05 ING-05.1 ING-05.2 ING-06 ING-06.1 ING-06.2 ING-06.3 ING-06.4 ING-06.Q1 ING-07 ING-07.1 ING-07.2 ING-07.3 ING-07.4 ING-07.5 ING-07.6 ING-07.7 ING-07.8 ING-07.9 ING-07.Q1 EGR-00 EGR-00.1 EGR-00.2 EGR-00.3 EGR-01 EGR-01.1 EGR-01.2 EGR-01.3 EGR-01.4 EGR-01.5 EGR-01.6 EGR-02 EGR-02.1 EGR-02.2 EGR-02.Q1 EGR-02.Q2 EGR-03 EGR-03.1 EGR-03.2 EGR-03.3 EGR-03.4 EGR-03.5 EGR-03.6 EGR-03.7 EGR-03.8 EGR-03.9 EGR-03.10 INT-00 INT-01 INT-01.1 INT-01.2 INT-02 INT-02.1 INT-02.2 INT-02.3 INT-02.4 INT-02.5 INT-02.6 INT-02.7 INT-02.8 INT-02.9 INT-02.10 INT-02.11 INT-02.12 INT-02.13 INT-02.14 INT-02.15 INT-03 INT-03.1 INT-03.2 INT-03.3 INT-04 INT-04.1 INT-04.2 INT-04.Q1 INT-04.3 INT-04.Q2 INT-04.4 INT-04.5 INT-04.6 INT-05 INT-05.1 INT-06 INT-06.1 INT-06.2 INT-06.3 INT-06.4 INT-06.5 INT-06.6 INT-06.7 INT-06.8"`,
    );
  });

  test("says everything in both languages", () => {
    const silent = claims.filter((claim) => textsOf(claim).some((text) => text.trim() === ""));
    expect(silent.map(({ id }) => id)).toEqual([]);
    const isJapanese = (text: string): boolean => /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(text);
    const mixed = claims.filter(
      ({ wording, ceiling }) =>
        ![wording.ja, ceiling.ja].every(isJapanese) || [wording.en, ceiling.en].some(isJapanese),
    );
    expect(mixed.map(({ id }) => id)).toEqual([]);
  });

  test("says of an absolute claim at most what is not absolute", () => {
    const absolute = securitySheet.claims.filter(({ strength }) => strength.startsWith("absolute"));
    expect(absolute.length).toBeGreaterThan(0);
    for (const { id, ceiling } of absolute) {
      expect(ceiling.ja, id).not.toMatch(/常時|常に|のみ|だけ|限定|全て|すべて/u);
      expect(ceiling.en, id).not.toMatch(/\b(?:always|only|all|every|at all times)\b/iu);
    }
  });

  test("names built-in policies only, each once a role", () => {
    const known: readonly string[] = builtinPolicyIds;
    for (const claim of claims) {
      expect(namedBy(claim).filter((policy) => !known.includes(policy))).toEqual([]);
      expect(new Set(namedBy(claim)).size, claim.id).toBe(namedBy(claim).length);
    }
  });

  test("says what evidence can carry each claim that something decides, and none for others", () => {
    const decided = claims.filter((claim) => claim.decides !== undefined || claim.sameResultAs !== undefined);
    expect(decided.filter(({ evidence }) => evidence.length === 0)).toEqual([]);
    const ids = new Set(decided.map(({ id }) => id));
    const undecided = claims.filter((claim) => claim.kind !== "requirement" && !ids.has(claim.id));
    expect(undecided.filter(({ evidence }) => evidence.length > 0)).toEqual([]);
  });

  test("decides the claims of the first eight policies by them", () => {
    const rolesOf = createRoles(securitySheet);
    const decidedBy = (policy: PolicyId): readonly string[] =>
      claims
        .filter((claim) => claim.kind === "statement" && rolesOf(claim).deciding.includes(policy))
        .map(({ id }) => id);
    expect({
      "enc.rds_at_rest": decidedBy("enc.rds_at_rest"),
      "net.rds_not_public": decidedBy("net.rds_not_public"),
      "net.sg_no_world_ingress": decidedBy("net.sg_no_world_ingress"),
      "tls.https_only_listeners": decidedBy("tls.https_only_listeners"),
      "waf.acl_effective": decidedBy("waf.acl_effective"),
      "waf.alb_associated": decidedBy("waf.alb_associated"),
      "log.cloudtrail_baseline": decidedBy("log.cloudtrail_baseline"),
      "guardduty.detector_all_regions": decidedBy("guardduty.detector_all_regions"),
    }).toEqual({
      "enc.rds_at_rest": ["INT-05.1"],
      "net.rds_not_public": ["ING-04.2", "ING-04.5"],
      "net.sg_no_world_ingress": ["ING-04.6", "ING-04.7", "ING-07.8", "INT-06.7"],
      "tls.https_only_listeners": ["ING-04.8"],
      "waf.acl_effective": ["ING-03.1", "ING-07.1", "ING-07.5", "ING-07.8", "INT-02.2", "INT-06.4", "INT-06.7"],
      "waf.alb_associated": ["ING-03.1", "ING-07.1", "INT-02.1"],
      "log.cloudtrail_baseline": ["ING-06.1", "ING-06.3", "ING-07.6", "EGR-02.1", "INT-06.1", "INT-06.5"],
      "guardduty.detector_all_regions": [
        "ING-03.2",
        "ING-07.2",
        "ING-07.4",
        "ING-07.7",
        "EGR-01.4",
        "INT-06.3",
        "INT-06.6",
      ],
    });
  });

  test.each(["ING-01", "ING-07.8", "ING-07.9"])(
    "without any web ACL, %s is unknown: its ceiling speaks of the WAF",
    (id) => {
      const { decides } = claims.find((claim) => claim.id === id) ?? {};
      const stateWhere = (ofWebAcls: "pass" | "vacuous"): string | undefined =>
        decides &&
        evaluateExpression(decides, (policy) => ({
          status: policy === "waf.acl_effective" || policy === "ddos.waf_rate_rule" ? ofWebAcls : "pass",
          scope: "plan",
          unknown: [],
          expired: false,
          evidenceClasses: ["configured"],
        })).state;
      expect([stateWhere("pass"), stateWhere("vacuous")]).toEqual(["pass", "unknown"]);
    },
  );
});

describe.runIf(isPresent)("beside its source", () => {
  const rows = new Map(
    (isPresent ? (JSON.parse(read("rows.json")) as readonly SourceRow[]) : []).map((row) => [row.id, row]),
  );

  test("gives every claim the line and span of its row, in the order of the rows", () => {
    expect(claims.map(({ id, source }) => ({ id, ...source }))).toEqual(
      [...rows.values()]
        .filter(({ id }) => claims.some((claim) => claim.id === id))
        .map(({ id, line, start, end }) => ({ id, line, start, end })),
    );
  });

  test("lists the statements of every row completely", () => {
    for (const claim of claims) {
      if (claim.kind !== "requirement") continue;
      const below = [...rows.keys()].filter((id) => id.startsWith(`${claim.id}.`) && !/\.Q\d+$/u.test(id));
      expect(claim.statements, claim.id).toEqual(below);
    }
  });

  test("has the marks of its source", () => {
    const marks = Object.fromEntries(claims.map(({ id, mark }) => [id, mark]));
    const expected = Object.fromEntries(claims.map(({ id }) => [id, markOf(rows.get(id)?.claim ?? "")]));
    expect(marks).toEqual(expected);
  });

  test("is absolute wherever its source is", () => {
    for (const { id, strength } of claims) {
      const claim = rows.get(id)?.claim ?? "";
      if (claim.includes("absolute")) {
        expect(strength, id).toBe(claim.includes("常") ? "absolute_in_time" : "absolute");
      }
    }
  });

  test("keeps the qualifiers as they stand in the source", () => {
    const lines = read("security-sheet.ja.txt").split("\n");
    for (const { id, source, qualifiers } of claims) {
      const text = Array.from(lines[source.line - 1] ?? "")
        .slice(source.start, source.end)
        .join("");
      expect(
        qualifiers.filter((word) => !text.includes(word)),
        id,
      ).toEqual([]);
    }
  });

  test("copies no sentence of its source: no text shares twelve characters in a row with any line", () => {
    const runs = new Set(
      read("security-sheet.ja.txt")
        .split("\n")
        .flatMap((line) => runsOf(line)),
    );
    const copied = claims.flatMap((claim) =>
      textsOf(claim)
        .flatMap(runsOf)
        .filter((run) => runs.has(run))
        .map((run) => `${claim.id}: ${run}`),
    );
    expect(copied).toEqual([]);
    // The search finds a copy where there is one.
    expect(runsOf("これは 内部の通信については、不要な").some((run) => runs.has(run))).toBe(true);
  });

  test("names for every claim the policies that are named with it there", () => {
    const named = controlsTable(read("controls.md"));
    const rolesOf = createRoles(securitySheet);
    for (const claim of claims) {
      const { deciding, observed } = rolesOf(claim);
      const ours = [...deciding, ...observed, ...(claim.refutedBy ?? [])];
      const missing = (named.byRow.get(claim.id) ?? []).filter((policy) => !ours.includes(policy));
      expect(missing, `${claim.id} leaves out what its row is verified by`).toEqual([]);
      const theirs = [...(named.byRow.get(claim.id) ?? []), ...(named.byPolicy.get(claim.id) ?? [])];
      if (claim.kind !== "requirement" && claim.sameResultAs === undefined) {
        expect(
          namedBy(claim).filter((policy) => !theirs.includes(policy)),
          `${claim.id} names others`,
        ).toEqual([]);
      }
    }
  });
});

function markOf(claim: string): AnyClaim["mark"] {
  if (claim.startsWith("有")) return "有";
  if (claim.startsWith("無")) return "無";
  return claim.startsWith("planned") || claim.startsWith("under consideration") ? "planned" : "none";
}

function runsOf(text: string): readonly string[] {
  const characters = Array.from(text);
  return characters.slice(11).map((_, index) => characters.slice(index, index + 12).join(""));
}

interface NamedPolicies {
  /** What the table of rows says a row is verified by. */
  readonly byRow: ReadonlyMap<string, readonly string[]>;
  /** What the policies' own entries say about rows. */
  readonly byPolicy: ReadonlyMap<string, readonly string[]>;
}

/** Reads which policies and rows name each other in the two places of the specification. */
function controlsTable(text: string): NamedPolicies {
  const idOf = new Map<string, string>();
  const byPolicy = new Map<string, string[]>();
  const byRow = new Map<string, readonly string[]>();
  const name = (rows: string, policy: string): void => {
    for (const row of expand(rows)) byPolicy.set(row, [...(byPolicy.get(row) ?? []), policy]);
  };
  let current: string | undefined;
  for (const line of text.split("\n")) {
    const entry = /^##### (AWS-[A-Z]+-\d+) `([\w.]+)`/u.exec(line);
    const listed = /^\| ((?:EP|AT|ORG)-\d+) ((?:ep|att|org)\.\w+) \| ([^|]*) \|/u.exec(line);
    if (entry !== null) idOf.set(entry[1] ?? "", (current = entry[2] ?? ""));
    if (listed !== null) {
      idOf.set(listed[1] ?? "", listed[2] ?? "");
      name(listed[3] ?? "", listed[2] ?? "");
    }
    const sheetRows = /^- \*\*Sheet rows:\*\* (.*)$/u.exec(line);
    if (sheetRows !== null && current !== undefined) name(sheetRows[1] ?? "", current);
  }
  const assessments = builtinPolicyIds.slice(
    builtinPolicyIds.indexOf("att.va_port_scan"),
    builtinPolicyIds.indexOf("att.va_findings_handled"),
  );
  assessments.forEach((policy, index) => idOf.set(`AT-04.${"abcdef".charAt(index)}`, policy));
  for (const line of text.split("\n")) {
    const cells = line.split("|").map((cell) => cell.trim());
    const id = cells[1]?.replaceAll("*", "") ?? "";
    if (!/^(?:ING|EGR|INT)-[\w.]+$/u.test(id) || cells.length !== 9) continue;
    byRow.set(
      id,
      // What is named as beyond the claim does not belong to the row (rule 10 of the claim model).
      expand((cells[7] ?? "").replace(/;[^;]*beyond claim/u, "")).flatMap((code) =>
        // A row's family (`AWS-NET-*`) says where to look; a statement's says what it rests on.
        code.endsWith("*")
          ? [...idOf].flatMap(([other, policy]) =>
              id.includes(".") && other.startsWith(code.slice(0, -1)) ? [policy] : [],
            )
          : [...idOf].flatMap(([other, policy]) => (other === code ? [policy] : [])),
      ),
    );
  }
  return { byRow, byPolicy };
}

/** Writes `AWS-WAF-01…-03, -05` out in full; a family stays `AWS-NET-*`. */
function expand(text: string): readonly string[] {
  const codes: string[] = [];
  let stem = "";
  let isRange = false;
  for (const [token, prefix, number] of text.matchAll(
    /…|((?:AWS-[A-Z]+|EP|AT|ORG|ING|EGR|INT)-|-)([\dQ]+(?:\.[\w]+)?|\*)/gu,
  )) {
    if (token === "…") {
      isRange = true;
      continue;
    }
    if (prefix !== "-") stem = prefix ?? "";
    const from = codes.at(-1);
    if (isRange && from?.startsWith(stem) === true) {
      for (let next = Number(from.slice(stem.length)) + 1; next < Number(number); next += 1) {
        codes.push(`${stem}${String(next).padStart(2, "0")}`);
      }
    }
    codes.push(`${stem}${number ?? ""}`);
    isRange = false;
  }
  return codes;
}
