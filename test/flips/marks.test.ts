import { securitySheet } from "@sekisho/catalog";
import { judgeSheet, type AnyClaim, type AnySheet, type ClaimVerdict } from "@sekisho/sheet";
import { describe, expect, test } from "vitest";
import { at, changes, checked, example, verdictsOf } from "./whole-sheet.ts";

// Every statement, caveat and row of the sheet gets every mark in its turn, with what the mark needs.

/** A mark with what it needs, and the verdict that it has to get in the example. */
interface Form {
  readonly name: string;
  readonly fields: object;
  readonly verdict: (claim: AnyClaim) => ClaimVerdict;
}

// What the example's findings make of some policies: pass, attested, excepted, fail and unknown.
const passed = "enc.rds_at_rest";
const attested = "att.va_present_and_valid";
const excepted = "tls.https_only_listeners";
const failed = "org.cross_row_consistency";
const undecided = "egress.nacl_restrictive";
const nobodyWatches = "org.soc_absent_consistent";

const yes = { mark: "有", modality: "implemented" };
const no = { mark: "無", modality: "not_implemented" };
const plan = { mark: "planned", modality: "under_consideration" };

const forms: readonly Form[] = [
  {
    name: "yes, by a policy that passes",
    fields: { ...yes, decides: passed },
    // A plan proves nothing that is said to hold everywhere or always.
    verdict: ({ strength }) => (strength.startsWith("absolute") ? "unrefuted" : "verified"),
  },
  { name: "yes, by a document", fields: { ...yes, decides: attested }, verdict: () => "attested" },
  { name: "yes, with an exception", fields: { ...yes, decides: excepted }, verdict: () => "excepted" },
  { name: "yes, against a fail", fields: { ...yes, decides: failed }, verdict: () => "contradicted" },
  { name: "yes, undecided", fields: { ...yes, decides: undecided }, verdict: () => "unknown" },
  { name: "no, and nothing shows it", fields: { ...no, refutedBy: [nobodyWatches] }, verdict: () => "consistent" },
  { name: "no, but it is there", fields: { ...no, refutedBy: [failed] }, verdict: () => "understated" },
  { name: "no, and an exception shows it", fields: { ...no, refutedBy: [excepted] }, verdict: () => "understated" },
  { name: "no, undecided", fields: { ...no, refutedBy: [undecided] }, verdict: () => "unknown" },
  { name: "planned", fields: plan, verdict: () => "planned" },
  { name: "planned, to review today", fields: { ...plan, reviewBy: "2026-11-01" }, verdict: () => "planned" },
  { name: "planned, to review yesterday", fields: { ...plan, reviewBy: "2026-10-31" }, verdict: () => "stale" },
  { name: "planned, but it is there", fields: { ...plan, refutedBy: [failed] }, verdict: () => "understated" },
];

const worstFirst: readonly ClaimVerdict[] = [
  "contradicted",
  "inconsistent",
  "expired",
  "unknown",
  "understated",
  "stale",
  "deviation",
  "excepted",
  "unrefuted",
  "attested",
  "verified",
  "consistent",
  "planned",
];

const sheet: AnySheet = securitySheet;
// A profile names plans of the sheet as it is: without them any mark can change.
const facts = structuredClone(example);
delete at(facts.profile)["plans"];
const report = checked(facts);
const before = verdictsOf(report);

const formKeys: readonly string[] = [
  "decides",
  "refutedBy",
  "sameResultAs",
  "untyped",
  "reviewBy",
] satisfies (keyof AnyClaim)[];

function withFields(claim: AnyClaim, fields: object): AnyClaim {
  const rest = Object.fromEntries(Object.entries(claim).filter(([key]) => !formKeys.includes(key)));
  return { ...rest, ...fields } as AnyClaim;
}

/** The sheet with one claim in another form; what had the same result keeps what decided it. */
function changed(id: string, fields: object): AnySheet {
  const decides = sheet.claims.find((claim) => claim.id === id)?.decides;
  const claims = sheet.claims.map((claim) => {
    if (claim.id === id) return withFields(claim, fields);
    return claim.sameResultAs === id ? withFields(claim, { decides }) : claim;
  });
  return { ...sheet, claims };
}

/** What has to be said of the row that lists the statement, from what is said of the statements that bear the row's mark. */
function rowAfter(
  { claims }: AnySheet,
  row: AnyClaim,
  verdicts: ReadonlyMap<string, ClaimVerdict>,
): ClaimVerdict | undefined {
  if (row.kind !== "requirement" || row.mark === "none") return verdicts.get(row.id);
  const listed: readonly string[] = row.statements;
  const own = claims.filter(({ id, mark }) => listed.includes(id) && mark === row.mark);
  return worstFirst.find((verdict) => own.some(({ id }) => verdicts.get(id) === verdict)) ?? "unknown";
}

function expectedChanges(after: AnySheet, id: string, verdict: ClaimVerdict): Record<string, ClaimVerdict> {
  const verdicts = new Map(before).set(id, verdict);
  const claim = after.claims.find((one) => one.id === id);
  const denied = after.claims.filter(
    (other) => other.mark === "無" && other.fact !== undefined && other.fact === claim?.fact && other.id !== id,
  );
  if (claim?.mark === "有") for (const other of denied) verdicts.set(other.id, "inconsistent");
  const touched = [id, ...(claim?.mark === "有" ? denied.map((other) => other.id) : [])];
  for (const row of after.claims) {
    const isTouched =
      row.kind === "requirement" && row.statements.some((statement: string) => touched.includes(statement));
    const rowVerdict = isTouched ? rowAfter(after, row, verdicts) : undefined;
    if (rowVerdict !== undefined) verdicts.set(row.id, rowVerdict);
  }
  return changes(before, verdicts);
}

function judged(after: AnySheet): Record<string, ClaimVerdict> {
  const claims = judgeSheet(after, { ...report, partial: null, instant: facts.now });
  return changes(before, new Map(claims.map(({ claim, verdict }) => [claim, verdict])));
}

const single = sheet.claims.filter(
  (claim) => claim.kind !== "heading" && (claim.kind !== "requirement" || claim.statements.length === 0),
);

describe.each(forms)("$name", ({ fields, verdict }) => {
  test.each(single.map((claim) => ({ id: claim.id, claim })))("$id", ({ id, claim }) => {
    const after = changed(id, fields);
    expect(judged(after)).toEqual(expectedChanges(after, id, verdict(claim)));
  });
});

describe("a row with statements has what is true of those of its own mark", () => {
  const rows = sheet.claims.flatMap((claim) =>
    claim.kind === "requirement" && claim.statements.length > 0 ? [claim] : [],
  );
  test.each(rows.flatMap(({ id }) => (["有", "無", "planned"] as const).map((mark) => ({ id, mark }))))(
    "$id as $mark",
    ({ id, mark }) => {
      const after = changed(id, { mark });
      const row = after.claims.find((claim) => claim.id === id);
      const verdict = row === undefined ? undefined : rowAfter(after, row, before);
      expect(judged(after)).toEqual(before.get(id) === verdict ? {} : { [id]: verdict });
    },
  );
});

test.each(["ING-05.1", "EGR-01.5", "EGR-02.2", "EGR-02.Q1", "INT-01.2"])(
  "a whole check says the same where the mark of %s changes",
  (id) => {
    for (const { fields } of forms) {
      const after = changed(id, fields);
      expect(changes(before, verdictsOf(checked(facts, { sheet: after })))).toEqual(judged(after));
    }
  },
);
