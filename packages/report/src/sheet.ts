import type { Report } from "@sekisho/sheet";
import { tokyoDate } from "./calendar.ts";
import { codeSpan, joinMarkdown, prose, type Markdown } from "./escape.ts";
import {
  findingsOf,
  isSupported,
  verdictOrder,
  type Claim,
  type Finding,
  type FindingStatus,
  type Language,
  type Verdict,
} from "./model.ts";
import { countedByVerdict, documentName, formatPath, refuted, subjectName, wordsOf, type Words } from "./words.ts";

/** Subjects that the cell of one statement names; the rest is counted. */
const subjectsPerCell = 5;

/** Facts that one subject shows in a cell; the rest is counted. */
const factsPerSubject = 3;

/** Verdicts against an answer of yes or no: the answer is printed as what was claimed, beside what was found. */
const against: ReadonlySet<Verdict> = new Set<Verdict>([
  "contradicted",
  "expired",
  "inconsistent",
  "understated",
  "stale",
]);

/** Renders the answered sheet as Markdown: what is claimed, what was found about it, and why. */
export function* renderSheet(report: Report, language: Language): Generator<string, void, undefined> {
  const words = wordsOf(report, language);
  const context: Context = {
    report,
    words,
    byId: new Map(report.claims.map((claim) => [claim.claim, claim])),
  };
  for (const block of blocks(context)) yield `${block.markdown}\n`;
}

interface Context {
  readonly report: Report;
  readonly words: Words;
  readonly byId: ReadonlyMap<string, Claim>;
}

type Blocks = Generator<Markdown, void, undefined>;

const blank: Markdown = { markdown: "" };
const lineBreak: Markdown = { markdown: "<br>" };

function* blocks(context: Context): Blocks {
  const { report, words } = context;
  const { say } = words;
  const title = words.text(report.texts.sheet?.title);
  yield prose`# ${title === "" ? say("sheet.untitled") : title}`;
  yield blank;
  yield* facts(context);
  if (report.sheet === null) {
    yield blank;
    yield prose`${say("sheet.noSheet")}`;
    return;
  }
  let current: string | null = null;
  let table: Claim[] = [];
  for (const claim of report.claims) {
    // A statement stands below its own row, even where that row was not asked for.
    if (claim.kind === "heading" || claim.kind === "requirement" || claim.requirement !== current) {
      yield* statements(context, table);
      table = [];
      yield blank;
      if (claim.kind === "heading") yield* section(context, claim);
      else if (claim.kind === "requirement") yield* requirement(context, claim);
      else yield prose`### ${claim.requirement}`;
    }
    current = claim.requirement;
    if (claim.kind === "statement" || claim.kind === "caveat") table.push(claim);
  }
  yield* statements(context, table);
  yield* legend(context);
}

function* facts({ report, words }: Context): Blocks {
  const { say } = words;
  const item = (label: string, value: Markdown): Markdown => prose`- ${label}: ${value}`;
  const text = (value: string): Markdown => prose`${value}`;
  const digest = (value: string): Markdown => prose` (${codeSpan(value)})`;
  yield item(say("head.date"), text(say("head.dateOf", { date: tokyoDate(report.instant), instant: report.instant })));
  if (report.sheet !== null) {
    yield item(say("head.sheet"), prose`${codeSpan(report.sheet.id)}${digest(report.sheet.digest)}`);
  }
  yield item(
    say("head.bundle"),
    prose`${say("head.revision", { revision: report.bundle.revision })}${digest(report.bundle.digest)}`,
  );
  yield item(
    say("head.profile"),
    report.profile === null
      ? text(say("head.noProfile"))
      : prose`${codeSpan(report.profile.name)}${digest(report.profile.digest)}`,
  );
  for (const document of report.documents) {
    yield item(say("head.documents"), prose`${documentName(document, words)}${digest(document.digest)}`);
  }
  if (report.documents.length === 0) yield item(say("head.documents"), text(say("head.noDocuments")));
  for (const { code, document } of report.diagnostics) {
    yield item(say("diagnostics.title"), text(say(`diagnostic.${code}`, { document })));
  }
  const rows = report.claims.filter(({ kind }) => kind === "requirement");
  const others = report.claims.filter(({ kind }) => kind === "statement" || kind === "caveat");
  if (rows.length > 0) yield prose`- ${countedByVerdict("claims.rows", rows, words)}`;
  if (others.length > 0) yield prose`- ${countedByVerdict("claims.statements", others, words)}`;
  if (report.claims.some(({ verdict, scope }) => scope === "plan" && isSupported(verdict))) {
    yield prose`- ${say("scope.note")}`;
  }
}

function* section(context: Context, claim: Claim): Blocks {
  yield prose`## ${claim.claim} ${context.words.wording(claim.claim)}`;
  yield* remarks(context, claim);
}

function* requirement(context: Context, claim: Claim): Blocks {
  const { words } = context;
  yield prose`### ${claim.claim} ${words.wording(claim.claim)}`;
  yield blank;
  yield prose`**${answer(context, claim)}**`;
  const reasons = [...unknowns(context, claim), ...bounds(context, claim)];
  if (reasons.length > 0) yield blank;
  for (const reason of reasons) yield prose`- ${reason}`;
  // A row without statements has findings of its own, and no table to show them in.
  const alone = !context.report.claims.some((other) => other.kind === "statement" && other.requirement === claim.claim);
  if (alone) {
    const grounds = evidence(context, claim);
    if (reasons.length === 0 && grounds.length > 0) yield blank;
    for (const ground of grounds) yield prose`- ${ground}`;
  }
  yield* remarks(context, claim);
}

/** A row's remarks stand right below its answer, whatever else is left out. */
function* remarks(context: Context, claim: Claim): Blocks {
  for (const caveat of caveats(context, claim)) {
    yield blank;
    yield prose`> ${caveat}`;
  }
}

/** The mark with the result: the claimed answer is never replaced, and never stands alone. */
function answer({ report, words }: Context, claim: Claim): Markdown {
  if (against.has(claim.verdict)) return prose`${refuted(claim, report, words)}`;
  if (claim.verdict === "not_claimed") return prose`${words.say("mark.none")}: ${words.verdict(claim)}`;
  return prose`${words.say(`mark.${claim.mark}`)}: ${words.verdict(claim)}`;
}

function* statements(context: Context, claims: readonly Claim[]): Blocks {
  if (claims.length === 0) return;
  const { say } = context.words;
  yield blank;
  const keys = ["table.claim", "table.wording", "table.mark", "table.result", "table.grounds"] as const;
  yield row(keys.map((key) => prose`${say(key)}`));
  yield { markdown: `|${" --- |".repeat(keys.length)}` };
  for (const claim of claims) {
    yield row([
      prose`${claim.claim}`,
      joinMarkdown([prose`${context.words.wording(claim.claim)}`, ...caveats(context, claim)], lineBreak.markdown),
      prose`${say(`mark.${claim.mark}`)}`,
      joinMarkdown([result(context, claim), ...bounds(context, claim)], lineBreak.markdown),
      joinMarkdown([...unknowns(context, claim), ...evidence(context, claim)], lineBreak.markdown),
    ]);
  }
}

function row(cells: readonly Markdown[]): Markdown {
  return { markdown: `| ${cells.map(({ markdown }) => markdown).join(" | ")} |` };
}

function result({ report, words }: Context, claim: Claim): Markdown {
  return prose`${against.has(claim.verdict) ? refuted(claim, report, words) : words.verdict(claim)}`;
}

/** What limits the result: the most that may be said, and what changed. */
function bounds({ words }: Context, claim: Claim): readonly Markdown[] {
  const { say } = words;
  const ceiling = words.ceiling(claim);
  return [
    ...(ceiling === null ? [] : [prose`${say("claims.ceiling", { text: ceiling })}`]),
    ...(claim.change === "none" ? [] : [prose`${say("claims.change", { change: say(`change.${claim.change}`) })}`]),
  ];
}

function unknowns({ words }: Context, claim: Claim): readonly Markdown[] {
  const { say } = words;
  return [
    ...claim.unknown.map((code) => prose`${words.unknown(code)}`),
    ...(claim.missing.length === 0 ? [] : [prose`${say("claims.missing", { policies: claim.missing.join(", ") })}`]),
    ...(claim.evidenceClasses.length === 0 || !isSupported(claim.verdict)
      ? []
      : [
          prose`${say("claims.evidenceClasses", {
            classes: claim.evidenceClasses.map((kind) => say(`evidenceClass.${kind}`)).join(", "),
          })}`,
        ]),
  ];
}

function caveats({ words, byId }: Context, claim: Claim): readonly Markdown[] {
  return claim.caveats.map((id) => {
    const found = byId.get(id);
    const verdict = found === undefined ? "" : ` (${words.verdict(found)})`;
    return prose`${words.say("claims.remark", { text: `${id} ${words.wording(id)}${verdict}` })}`;
  });
}

/** The findings that a reader needs to follow the verdict. */
function evidence({ report, words }: Context, claim: Claim): readonly Markdown[] {
  const { say } = words;
  const telling = findingsOf(report, claim.findings, tellingStatuses[claim.verdict]);
  // Where nothing is left to decide the claim, why the subjects do not count is the reason.
  const found =
    telling.length === 0 && claim.verdict === "unknown"
      ? findingsOf(report, claim.findings, ["not_applicable"])
      : telling;
  const shown = found.slice(0, subjectsPerCell).map((finding) => subject(finding, words));
  const more = found.length - subjectsPerCell;
  if (more > 0) shown.push(prose`${say("findings.more", { count: more })}`);
  const observed = claim.observed.length;
  if (observed > 0) shown.push(prose`${say("findings.observed", { count: observed })}`);
  return shown;
}

const support: readonly FindingStatus[] = ["pass", "deviation"];
const refutation: readonly FindingStatus[] = ["fail"];

/** Statuses of the findings that tell why a verdict is what it is. */
const tellingStatuses: Readonly<Record<Verdict, readonly FindingStatus[]>> = {
  contradicted: refutation,
  understated: refutation,
  inconsistent: refutation,
  expired: refutation,
  excepted: refutation,
  unknown: ["unknown", "error"],
  deviation: ["deviation"],
  verified: support,
  unrefuted: support,
  attested: support,
  consistent: [],
  planned: [],
  stale: [],
  not_claimed: [],
};

function subject(finding: Finding, words: Words): Markdown {
  const { say } = words;
  const reasons = [
    ...finding.violations.map((violation) => words.reason(finding.policy, violation)),
    ...finding.unknown.map(({ code, rests_on }) => `${rests_on.map(formatPath).join(", ")} ${code}`.trim()),
    ...(finding.reason === null ? [] : [words.reason(finding.policy, { reason: finding.reason, args: {} })]),
    ...(finding.error === null ? [] : [finding.error]),
  ];
  const facts = finding.evidence
    .slice(0, factsPerSubject)
    .map((fact) => codeSpan(words.evidence(fact, finding.subject.id)));
  const more = finding.evidence.length - factsPerSubject;
  if (more > 0) facts.push(prose`${say("findings.more", { count: more })}`);
  const name = prose`${codeSpan(subjectName(finding))} (${finding.policy})`;
  const said = reasons.length === 0 ? name : prose`${name}: ${reasons.join(" ")}`;
  return facts.length === 0 ? said : prose`${said} ${joinMarkdown(facts, ", ")}`;
}

/** Explains the words that this sheet uses, and no others. */
function* legend({ report, words }: Context): Blocks {
  const { say } = words;
  const used = verdictOrder.filter((verdict) =>
    report.claims.some((claim) => claim.verdict === verdict && claim.kind !== "heading"),
  );
  if (used.length === 0) return;
  yield blank;
  yield prose`## ${say("legend.title")}`;
  yield blank;
  yield row([prose`${say("legend.word")}`, prose`${say("legend.meaning")}`]);
  yield { markdown: "| --- | --- |" };
  for (const verdict of used) yield row([prose`${say(`verdict.${verdict}`)}`, prose`${say(`meaning.${verdict}`)}`]);
}
