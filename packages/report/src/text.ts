import type { Report } from "@sekisho/sheet";
import { tokyoDate } from "./calendar.ts";
import { exceptions, factAt, isPending, policyNames, remarks, resultWords, summarise } from "./digest.ts";
import { displayWidth, escapeControls, padDisplay } from "./escape.ts";
import {
  isProblem,
  isWaiverProblem,
  isSupported,
  lookup,
  type Claim,
  type Finding,
  type FindingStatus,
  type Language,
  type PolicyResult,
  type Verdict,
} from "./model.ts";
import { plainText, type Pieces } from "./pieces.ts";
import {
  countedByVerdict,
  diagnosticText,
  documentName,
  formatPath,
  refuted,
  subjectName,
  waiverText,
  wordsOf,
  type Words,
} from "./words.ts";

/** How a report is rendered as text. */
export interface TextOptions {
  readonly lang: Language;
  /** Whether the reader's terminal shows colours; false unless given. */
  readonly color?: boolean;
  /** Whether to leave out what nobody has to look at: passes, what does not apply, answers without a problem. */
  readonly quiet?: boolean;
}

type Style = "heading" | "bad" | "open" | "good" | "faint";

const codes: Readonly<Record<Style, string>> = { heading: "1", bad: "31", open: "33", good: "32", faint: "2" };

/** A line's parts; a styled one is coloured where colours are shown. */
type Part = string | { readonly text: string; readonly style: Style };

/** Evidence that one finding shows; the rest is counted. */
const evidencePerFinding = 12;

/** Missing policies that one claim names; the rest is counted. */
const namedPolicies = 3;

/** Between sentences that may end with a stop of their own. */
const separator = " · ";

/** Unsupported types that are named; the rest is counted. */
const namedTypes = 10;

/** Renders a report for a reader at a terminal. */
export function* renderText(report: Report, options: TextOptions): Generator<string, void, undefined> {
  const words = wordsOf(report, options.lang);
  // The one place that text leaves by: whatever a part holds, nothing but our own styles controls the terminal.
  const line = (indent: number, ...parts: readonly Part[]): string => {
    const texts = parts.map((part) => {
      if (typeof part === "string") return escapeControls(part);
      const text = escapeControls(part.text);
      return options.color === true ? `\u001b[${codes[part.style]}m${text}\u001b[0m` : text;
    });
    return `${"  ".repeat(indent) + texts.join("")}\n`;
  };
  const context: Context = { report, words, line, quiet: options.quiet === true };
  yield* head(context);
  yield* inShort(context);
  yield* claims(context);
  const { findings } = report;
  const fails = findings.filter(({ status }) => status === "fail");
  const refutes = ({ policy }: Finding): boolean => refutesOnly(report, policy);
  yield* section(
    context,
    "section.fail",
    fails.filter((finding) => !refutes(finding) && finding.waiver === null),
  );
  yield* section(
    context,
    "section.excepted",
    fails.filter((finding) => !refutes(finding) && finding.waiver !== null),
  );
  yield* section(context, "section.found", fails.filter(refutes));
  for (const status of ["deviation", "unknown", "error"] as const) {
    yield* section(
      context,
      `section.${status}`,
      findings.filter((finding) => finding.status === status),
    );
  }
  yield* policies(context);
  yield* waivers(context);
  yield* diagnostics(context);
  yield* accounting(context);
}

interface Context {
  readonly report: Report;
  readonly words: Words;
  readonly line: (indent: number, ...parts: readonly Part[]) => string;
  readonly quiet: boolean;
}

type Lines = Generator<string, void, undefined>;

function* head({ report, words, line }: Context): Lines {
  const { say } = words;
  const rows: (readonly [string, string])[] = [[say("head.date"), words.instant(report.instant)]];
  if (report.sheet !== null) rows.push([say("head.sheet"), sheetName(report, words)]);
  rows.push([say("head.bundle"), say("head.revision", { revision: report.bundle.revision })]);
  rows.push([say("head.profile"), report.profile?.name ?? say("head.noProfile")]);
  if (report.waivers !== null) rows.push([say("head.waivers"), report.waivers.name]);
  if (report.ledger !== null) {
    rows.push([say("head.ledger"), `${report.ledger.name} (${report.ledger.digest ?? say("head.ledgerFirst")})`]);
  }
  for (const document of report.documents) rows.push([say("head.documents"), plainText(documentName(document, words))]);
  if (report.documents.length === 0) rows.push([say("head.documents"), say("head.noDocuments")]);
  if (report.comparison !== null) rows.push([say("head.comparison"), comparisonWords(report, words)]);
  const columns = Math.max(...rows.map(([label]) => displayWidth(label)));
  yield line(0, { text: say("report.title"), style: "heading" });
  for (const [label, text] of rows) yield line(1, { text: padDisplay(label, columns), style: "faint" }, `  ${text}`);
}

function comparisonWords({ comparison }: Report, { say }: Words): string {
  if (comparison === null) return "";
  const { baseline } = comparison;
  if (baseline === null) {
    const what = say(`comparison.${comparison.with}`);
    return comparison.remaining === 0 ? `${what}${separator}${say("comparison.nothingLeft")}` : what;
  }
  const what = say("comparison.baselineOf", { name: baseline.name, date: tokyoDate(baseline.instant) });
  if (baseline.differences.length === 0) return what;
  const differences = baseline.differences.map((difference) => say(`difference.${difference}`)).join(", ");
  return `${what}${separator}${say("comparison.differences", { what: differences })}`;
}

function sheetName({ sheet, texts }: Report, words: Words): string {
  const title = words.text(texts.sheet?.title);
  const id = `[${sheet?.id ?? ""}]`;
  return title === "" ? id : `${title} ${id}`;
}

/** What a reader should know first. */
function* inShort({ report, words, line, quiet }: Context): Lines {
  if (report.sheet === null) return;
  const { say } = words;
  const isRow = ({ kind }: Claim): boolean => kind === "requirement";
  const judged = report.claims.filter(({ kind }) => kind !== "heading");
  if (judged.length === 0) return;
  yield line(0);
  yield line(0, { text: say("short.title"), style: "heading" });
  yield* summary(
    [
      ["claims.rows", judged.filter(isRow)],
      ["claims.statements", judged.filter((claim) => !isRow(claim))],
    ],
    words,
    line,
  );
  const { groups, unchecked } = summarise(report, words);
  if (report.claims.some(({ verdict, scope }) => scope === "plan" && isSupported(verdict))) {
    yield line(1, { text: say("scope.note"), style: "faint" });
  }
  for (const { title, items } of groups) {
    if (quiet && title === "short.unopposed") continue;
    yield line(1, { text: say(title), style: "heading" });
    for (const { claim, subjects, notes } of items) {
      const said = `${words.wording(claim.claim)} — ${resultWords(claim, report, words)}`;
      const why = notes.map(plainText).join(separator);
      const isShort = subjects.length === 0 && why !== "";
      yield line(
        2,
        { text: claim.claim, style: verdictStyles[claim.verdict] },
        isShort ? `  ${said}: ${why}` : `  ${said}`,
      );
      for (const subject of subjects) yield line(4, plainText(subject));
      if (why !== "" && !isShort) yield line(4, why);
    }
  }
  if (unchecked.length === 0) return;
  yield line(1, { text: say("short.unchecked"), style: "heading" });
  for (const sentence of unchecked) yield line(2, plainText(sentence));
}

function* claims(context: Context): Lines {
  const { report, words, line, quiet } = context;
  if (report.sheet === null) return;
  const { say } = words;
  const heads = new Set(report.claims.filter(isHead).map(({ claim }) => claim));
  // Below its row, what nothing is said about is collected; without the row it stands for itself.
  const isCollected = (claim: Claim): boolean =>
    !isHead(claim) && heads.has(claim.requirement) && (isPending(claim) || isSilent(claim));
  // What nothing has looked at stands below its row, so that the row is there, too.
  const isOpenRow = ({ claim: row }: Claim): boolean =>
    report.claims.some((claim) => claim.requirement === row && isCollected(claim) && isPending(claim));
  const isListed = (claim: Claim): boolean =>
    !isCollected(claim) && (!quiet || isProblem(claim) || (isHead(claim) && isOpenRow(claim)));
  const limiting = new Set(report.claims.filter(isListed).flatMap(({ caveats }) => caveats));
  // A remark that is a plan stands with the claim that it limits, and not a second time for itself.
  const isFolded = ({ claim, kind, verdict, change }: Claim): boolean =>
    kind === "caveat" &&
    (verdict === "planned" || verdict === "not_claimed") &&
    change === "none" &&
    limiting.has(claim);
  const listed = report.claims.filter((claim) => isListed(claim) && !isFolded(claim));
  if (listed.length === 0) return;
  yield line(0);
  yield line(0, { text: say("claims.title"), style: "heading" });
  const labels = new Map(listed.map((claim) => [claim, words.verdict(claim)]));
  const columns = Math.max(0, ...[...labels.values()].map(displayWidth));
  const byId = new Map(report.claims.map((claim) => [claim.claim, claim]));
  for (const claim of report.claims) {
    const below = isHead(claim)
      ? report.claims.filter((other) => isCollected(other) && !isFolded(other) && other.requirement === claim.claim)
      : [];
    const label = labels.get(claim);
    if (label !== undefined && claim.kind === "heading") {
      yield line(0);
      yield line(1, { text: `${claim.claim}  ${words.wording(claim.claim)}`, style: "heading" });
    } else if (label !== undefined) {
      const mark = say(`mark.${claim.mark}`);
      yield line(
        1,
        { text: padDisplay(label, columns), style: verdictStyles[claim.verdict] },
        `  ${padDisplay(claim.claim, 9)}  ${mark}  ${words.wording(claim.claim)}`,
      );
      const why = reasons(context, claim, below.some(isPending));
      if (why.length > 0) yield line(3, why.map(plainText).join(separator));
      const ceiling = words.ceiling(claim);
      if (ceiling !== null) yield line(3, { text: say("claims.ceiling", { text: ceiling }), style: "faint" });
      for (const exception of exceptions(report, claim, words)) yield line(3, plainText(exception));
      if (claim.change !== "none") yield line(3, say("claims.change", { change: say(`change.${claim.change}`) }));
      for (const [index, remark] of remarks(claim, byId, words).entries()) {
        const caveat = byId.get(claim.caveats[index] ?? "");
        const open = caveat !== undefined && isFolded(caveat) ? missingPolicies(context, caveat) : [];
        yield line(3, [remark, ...open].map(plainText).join(separator));
      }
    }
    yield* collected(context, claim, below);
  }
}

function isHead({ kind }: Claim): boolean {
  return kind === "requirement" || kind === "heading";
}

/** Tells whether nothing at all is said about a claim. */
function isSilent({ verdict, change, caveats }: Claim): boolean {
  return verdict === "not_claimed" && change === "none" && caveats.length === 0;
}

/** Why a claim is what it is, as far as policies do not say it: those have sections of their own. */
function reasons(context: Context, claim: Claim, isCounted: boolean): readonly Pieces[] {
  const { report, words } = context;
  return [
    ...(claim.verdict === "contradicted" ? [[refuted(claim, report, words)]] : []),
    ...claim.unknown.filter((reason) => reason !== "NOT_BUNDLED" || claim.missing.length === 0).map(words.unknown),
    ...(isCounted ? [] : missingPolicies(context, claim)),
  ];
}

function missingPolicies({ words }: Context, { verdict, missing }: Claim): readonly Pieces[] {
  // Where nothing is said about a claim, no policy that is missing could say more.
  if (missing.length === 0 || verdict === "not_claimed") return [];
  const policies = policyNames(missing, namedPolicies, words);
  return [words.phrase("claims.missingSome", { count: missing.length, policies })];
}

/** The claims below a row that nothing has looked at yet, or that nothing is said about. */
function* collected({ words, line, quiet }: Context, row: Claim, below: readonly Claim[]): Lines {
  const { say } = words;
  const ids = (claims: readonly Claim[]): string => claims.map(({ claim }) => claim).join(" ");
  const pending = below.filter(isPending);
  const untyped = pending.filter(({ unknown }) => unknown.includes("NOT_TYPED"));
  const unbundled = pending.filter((claim) => !untyped.includes(claim));
  const silent = quiet ? [] : below.filter(isSilent);
  const missing = new Set([...row.missing, ...pending.flatMap((claim) => claim.missing)]);
  const parts = [
    ...(unbundled.length === 0 ? [] : [say("claims.pendingOf", { claims: ids(unbundled), count: missing.size })]),
    ...(untyped.length === 0 ? [] : [say("claims.untyped", { claims: ids(untyped) })]),
    ...(silent.length === 0
      ? []
      : [say("claims.silent", { verdict: say("verdict.not_claimed"), claims: ids(silent) })]),
  ];
  if (parts.length > 0) yield line(3, { text: parts.join(separator), style: "faint" });
}

const verdictStyles: Readonly<Record<Verdict, Style>> = {
  verified: "good",
  unrefuted: "good",
  attested: "good",
  consistent: "good",
  contradicted: "bad",
  inconsistent: "bad",
  expired: "bad",
  understated: "bad",
  unknown: "open",
  stale: "open",
  deviation: "open",
  excepted: "open",
  planned: "faint",
  not_claimed: "faint",
};

function* summary(
  groups: readonly (readonly ["claims.rows" | "claims.statements", readonly Claim[]])[],
  words: Words,
  line: Context["line"],
): Lines {
  for (const [key, group] of groups) {
    if (group.length > 0) yield line(1, countedByVerdict(key, group, words));
  }
}

/** Tells whether a policy's fail only shows that something exists, against an answer of no, and is no defect by itself. */
function refutesOnly({ sheet }: Report, policy: string): boolean {
  return sheet?.refutationOnly.includes(policy) === true;
}

function* section(
  context: Context,
  title: `section.${"fail" | "excepted" | "found" | "deviation" | "unknown" | "error"}`,
  found: readonly Finding[],
): Lines {
  const { line, words } = context;
  if (found.length === 0) return;
  yield line(0);
  yield line(0, { text: words.say(title, { count: found.length }), style: "heading" });
  for (const [, findings] of groupBy(found, ({ policy }) => policy)) {
    yield* policyHead(context, findings[0]);
    // Of many resources that a policy says the same of, for the same facts, it is said once.
    const alike = groupBy(findings, (finding) => [...findingLines(context, finding)].join(""));
    for (const [said, subjects] of alike) {
      for (const subject of subjects) yield line(2, subjectName(subject));
      if (said !== "") yield said;
    }
  }
}

/** Groups items by a key, in the order in which the keys come. */
function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, NonEmpty<Item>> {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

type NonEmpty<Item> = readonly [Item, ...(readonly Item[])];

function* policyHead({ report, words, line }: Context, { policy, severity, status }: Finding): Lines {
  const { say } = words;
  const isDefect = !refutesOnly(report, policy);
  const grade = isDefect ? ` [${say(`severity.${severity}`)}]` : "";
  yield line(
    1,
    { text: policy, style: status === null ? "faint" : findingStyles[status] },
    `  ${words.policyTitle(policy)}${grade}`,
  );
  const remediation = words.text(lookup(report.texts.policies, policy)?.remediation);
  if (status === "fail" && remediation !== "" && isDefect) {
    yield line(2, { text: say("findings.remediation", { text: remediation }), style: "faint" });
  }
}

const findingStyles: Readonly<Record<FindingStatus, Style>> = {
  pass: "good",
  fail: "bad",
  unknown: "open",
  not_applicable: "faint",
  deviation: "open",
  error: "bad",
};

function* findingLines({ words, line }: Context, finding: Finding): Lines {
  const { say } = words;
  for (const violation of finding.violations) {
    const severity = violation.severity === finding.severity ? "" : ` [${say(`severity.${violation.severity}`)}]`;
    yield line(3, words.reason(finding.policy, violation) + severity);
  }
  if (finding.waiver !== null) {
    const { expires, owner, approver, ticket, reason } = finding.waiver;
    yield line(3, say("claims.exception", { until: words.instant(expires), owner, approver }));
    yield line(3, say("findings.waiver", { ticket, reason }));
  }
  const shown = finding.evidence.slice(0, evidencePerFinding);
  for (const { code, rests_on } of finding.unknown) {
    // The facts below show the other paths with their values.
    const paths = rests_on.filter((path) => !shown.some((fact) => fact === factAt(finding, path))).map(formatPath);
    yield line(3, plainText(words.unknown(code)) + (paths.length === 0 ? "" : `: ${paths.join(", ")}`));
  }
  if (finding.error !== null) yield line(3, finding.error);
  if (finding.change !== "none") yield line(3, say("claims.change", { change: say(`change.${finding.change}`) }));
  for (const evidence of shown) {
    yield line(4, words.evidence(evidence, finding.subject.id), { text: `  ${evidence.origin}`, style: "faint" });
  }
  const more = finding.evidence.length - evidencePerFinding;
  if (more > 0) yield line(4, { text: say("findings.more", { count: more }), style: "faint" });
}

const countedStatuses: readonly FindingStatus[] = ["fail", "error", "unknown", "deviation", "pass", "not_applicable"];

function* policies(context: Context): Lines {
  const { report, words, line, quiet } = context;
  const { say } = words;
  const quietly: readonly PolicyResult["status"][] = ["pass", "not_applicable", "vacuous"];
  const shown = report.policies.filter(({ status }) => !quiet || !quietly.includes(status));
  if (shown.length === 0) return;
  yield line(0);
  yield line(0, { text: say("section.policies", { count: shown.length }), style: "heading" });
  if (report.sheet === null && shown.some(({ status, scope }) => status === "pass" && scope === "plan")) {
    yield line(1, { text: say("scope.note"), style: "faint" });
  }
  yield* policiesWithSubjects(
    shown.filter(({ status }) => status !== "vacuous"),
    context,
  );
  yield* policiesWithoutSubjects(
    shown.filter(({ status }) => status === "vacuous"),
    context,
  );
}

function* policiesWithSubjects(results: readonly PolicyResult[], { report, words, line, quiet }: Context): Lines {
  const { say } = words;
  const labels = results.map(({ policy, status, scope }) => {
    if (status === "fail" && refutesOnly(report, policy)) return say("status.found");
    const word = say(`status.${status}`);
    return status === "pass" && scope === "plan" ? say("scope.within", { verdict: word }) : word;
  });
  const columns = Math.max(...labels.map(displayWidth));
  const idColumns = Math.max(...results.map(({ policy }) => displayWidth(escapeControls(policy))));
  const inapplicable = countInapplicable(report);
  const policyName = (policy: string): string => {
    const title = words.policyTitle(policy);
    return title === "" ? policy : `${padDisplay(escapeControls(policy), idColumns)}  ${title}`;
  };
  for (const [index, { policy, status, counts }] of results.entries()) {
    const counted = countedStatuses
      .filter((kind) => counts[kind] > 0)
      .map((kind) => say("counted", { what: say(`status.${kind}`), count: counts[kind] }));
    yield line(
      1,
      { text: padDisplay(labels[index] ?? "", columns), style: policyStyles[status] },
      `  ${policyName(policy)}`,
      { text: counted.length === 0 ? "" : ` (${counted.join(", ")})`, style: "faint" },
    );
    if (quiet) continue;
    for (const [reason, count] of inapplicable.get(policy) ?? []) {
      const what = `${say("status.not_applicable")}: ${words.reason(policy, { reason, args: {} })}`;
      yield line(3, { text: say("counted", { what, count }), style: "faint" });
    }
  }
}

/** Names the policies that found nothing to judge, a line for each family: of a small document these are most. */
function* policiesWithoutSubjects(results: readonly PolicyResult[], { words: { say }, line }: Context): Lines {
  if (results.length === 0) return;
  yield line(1, { text: say("counted", { what: say("status.vacuous"), count: results.length }), style: "faint" });
  for (const [, family] of groupBy(results, ({ policy }) => policy.slice(0, policy.indexOf(".")))) {
    yield line(3, { text: family.map(({ policy }) => policy).join(", "), style: "faint" });
  }
}

/** Counts by policy and reason the subjects that lie outside its question. */
function countInapplicable(report: Report): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const { policy, status, reason } of report.findings) {
    if (status !== "not_applicable" || reason === null) continue;
    const reasons = counts.get(policy) ?? new Map<string, number>();
    counts.set(policy, reasons.set(reason, (reasons.get(reason) ?? 0) + 1));
  }
  return counts;
}

const policyStyles: Readonly<Record<PolicyResult["status"], Style>> = {
  ...findingStyles,
  excepted: "open",
  vacuous: "faint",
};

function* waivers({ report, words, line, quiet }: Context): Lines {
  const { say } = words;
  const entries = (report.waivers?.entries ?? []).filter((entry) => !quiet || isWaiverProblem(entry));
  if (entries.length === 0) return;
  yield line(0);
  yield line(0, { text: say("section.waivers", { count: entries.length }), style: "heading" });
  for (const entry of entries) {
    const text = waiverText(entry, words);
    yield line(
      1,
      { text, style: isWaiverProblem(entry) ? "bad" : "open" },
      { text: `  ${entry.origin}`, style: "faint" },
    );
  }
}

function* diagnostics({ report, words, line }: Context): Lines {
  if (report.diagnostics.length === 0) return;
  yield line(0);
  yield line(0, { text: words.say("diagnostics.title"), style: "heading" });
  for (const diagnostic of report.diagnostics) yield line(1, diagnosticText(diagnostic, words));
}

function* accounting({ report, words, line }: Context): Lines {
  const { say } = words;
  const { notSelectedTypes, unsupportedTypes, superseded, supersededIn, ...sum } = report.accounting;
  yield line(0);
  if (report.policies.length > 0) {
    const scopes = new Set(report.policies.map(({ scope }) => scope));
    const [only = "plan"] = scopes;
    yield line(0, say(`scope.${scopes.size > 1 ? "mixed" : only}`));
  }
  yield line(0, say("accounting.sum", sum));
  const difference = sum.resources - sum.evaluated - sum.notSelected - sum.removed - sum.unsupported - sum.unread;
  if (difference !== 0) yield line(1, { text: say("accounting.mismatch", { difference }), style: "bad" });
  for (const [key, counts] of [
    ["accounting.notSelected", notSelectedTypes],
    ["accounting.types", unsupportedTypes],
  ] as const) {
    const types = countedNames(counts, words);
    if (types !== "") yield line(1, { text: say(key, { types }), style: "faint" });
  }
  if (superseded > 0) {
    const documents = countedNames(supersededIn, words);
    yield line(1, { text: say("accounting.superseded", { count: superseded, documents }), style: "faint" });
  }
}

/** Names what there is most of, with the numbers; empty if there is nothing. */
function countedNames(counts: Readonly<Record<string, number>>, { say }: Words): string {
  const names = Object.entries(counts).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  const named = names.slice(0, namedTypes).map(([what, count]) => say("counted", { what, count }));
  const more = names.length - namedTypes;
  if (more > 0) named.push(say("findings.more", { count: more }));
  return named.join(", ");
}
