import type { Report } from "@sekisho/sheet";
import {
  evidenceClasses,
  exceptions,
  factAt,
  pathWords,
  policyNames,
  reasonsBeside,
  remarks,
  resultWords,
  standsAlone,
  statedReasons,
  summarise,
  tellingFindings,
} from "./digest.ts";
import { codeSpan, joinMarkdown, prose, sentence, type Markdown } from "./escape.ts";
import { isSupported, verdictOrder, type Claim, type Finding, type Language } from "./model.ts";
import { code, joinPieces, type Pieces } from "./pieces.ts";
import { countedByVerdict, documentName, subjectName, wordsOf, type Words } from "./words.ts";

/** Subjects that the cell of one statement names; the rest is counted. */
const subjectsPerCell = 5;

/** Facts that one subject shows in a cell for one reason; the rest is counted. */
const factsPerSubject = 3;

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
/** Between sentences that may end with a stop of their own. */
const separator = " · ";
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
  yield* inShort(context);
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
  yield* tensions(context);
  yield* legend(context);
}

function* facts({ report, words }: Context): Blocks {
  const { say } = words;
  const item = (label: string, value: Markdown): Markdown => prose`- ${label}: ${value}`;
  const text = (value: string): Markdown => prose`${value}`;
  const digest = (value: string): Markdown => prose` (${codeSpan(value)})`;
  yield item(say("head.date"), text(words.instant(report.instant)));
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
  if (report.waivers !== null) {
    yield item(say("head.waivers"), prose`${codeSpan(report.waivers.name)}${digest(report.waivers.digest)}`);
  }
  if (report.ledger !== null) {
    const before = report.ledger.digest === null ? text(` (${say("head.ledgerFirst")})`) : digest(report.ledger.digest);
    yield item(say("head.ledger"), prose`${codeSpan(report.ledger.name)}${before}`);
  }
  for (const document of report.documents) {
    yield item(say("head.documents"), prose`${sentence(documentName(document, words))}${digest(document.digest)}`);
  }
  if (report.documents.length === 0) yield item(say("head.documents"), text(say("head.noDocuments")));
  for (const { code, document } of report.diagnostics) {
    yield item(say("diagnostics.title"), text(say(`diagnostic.${code}`, { document })));
  }
}

/** What a reader should know first: how much of what there is, what to look at, what was not checked. */
function* inShort({ report, words }: Context): Blocks {
  const { say } = words;
  const rows = report.claims.filter(({ kind }) => kind === "requirement");
  const others = report.claims.filter(({ kind }) => kind === "statement" || kind === "caveat");
  if (rows.length + others.length === 0) return;
  yield blank;
  yield prose`## ${say("short.title")}`;
  yield blank;
  if (rows.length > 0) yield prose`- ${countedByVerdict("claims.rows", rows, words)}`;
  if (others.length > 0) yield prose`- ${countedByVerdict("claims.statements", others, words)}`;
  const { groups, unchecked } = summarise(report, words);
  if (report.claims.some(({ verdict, scope }) => scope === "plan" && isSupported(verdict))) {
    yield prose`- ${say("scope.note")}`;
  }
  for (const { title, items } of groups) {
    yield blank;
    yield prose`**${say(title)}**`;
    yield blank;
    for (const { claim, subjects, notes } of items) {
      const why = [...subjects, ...notes].map(sentence);
      const result = resultWords(claim, report, words);
      const said = prose`- **${claim.claim}** ${words.wording(claim.claim)} — ${result}`;
      yield why.length === 0 ? said : prose`${said}: ${joinMarkdown(why, separator)}`;
    }
  }
  if (unchecked.length === 0) return;
  yield blank;
  yield prose`**${say("short.unchecked")}**`;
  yield blank;
  for (const line of unchecked) yield prose`- ${sentence(line)}`;
}

function* section(context: Context, claim: Claim): Blocks {
  yield prose`## ${claim.claim} ${context.words.wording(claim.claim)}`;
  yield* quotedRemarks(context, claim);
}

function* requirement(context: Context, claim: Claim): Blocks {
  const { report, words } = context;
  yield prose`### ${claim.claim} ${words.wording(claim.claim)}`;
  yield blank;
  yield prose`**${answer(context, claim)}**`;
  // A row without statements has findings of its own, and no table to show them in.
  const alone = standsAlone(report, claim);
  const reasons = alone
    ? [...bounds(context, claim), ...grounds(context, claim)]
    : [
        ...bounds(context, claim),
        ...unknowns(context, claim, []),
        ...missingBesideStatements(context, claim),
        ...evidenceClasses(claim, words).map(sentence),
      ];
  if (reasons.length > 0) yield blank;
  for (const reason of reasons) yield prose`- ${reason}`;
  yield* quotedRemarks(context, claim);
}

/** How many policies of a row are missing: which they are is said where the statements below it name them. */
function missingBesideStatements({ report, words }: Context, { claim, missing }: Claim): readonly Markdown[] {
  if (missing.length === 0) return [];
  const count = missing.length;
  const below = new Set(
    report.claims.flatMap((other) =>
      other.kind !== "requirement" && other.requirement === claim ? other.missing : [],
    ),
  );
  const own = missing.filter((policy) => !below.has(policy));
  return [
    sentence(
      own.length === 0
        ? words.phrase("claims.missingCount", { count })
        : words.phrase("claims.missingRow", { count, policies: policyNames(own, own.length, words) }),
    ),
  ];
}

/** A row's remarks stand right below its answer, whatever else is left out. */
function* quotedRemarks({ byId, words }: Context, claim: Claim): Blocks {
  for (const remark of remarks(claim, byId, words)) {
    yield blank;
    yield prose`> ${sentence(remark)}`;
  }
}

/** The mark with the result: the claimed answer is never replaced, and never stands alone. */
function answer({ report, words }: Context, claim: Claim): Markdown {
  const result = resultWords(claim, report, words);
  if (result !== words.verdict(claim)) return prose`${result}`;
  return prose`${words.say(`mark.${claim.verdict === "not_claimed" ? "none" : claim.mark}`)}: ${result}`;
}

function* statements(context: Context, claims: readonly Claim[]): Blocks {
  if (claims.length === 0) return;
  const { report, words, byId } = context;
  const { say } = words;
  yield blank;
  const keys = ["table.claim", "table.wording", "table.mark", "table.result", "table.grounds"] as const;
  yield row(keys.map((key) => prose`${say(key)}`));
  yield { markdown: `|${" --- |".repeat(keys.length)}` };
  for (const claim of claims) {
    yield row([
      prose`${claim.claim}`,
      joinMarkdown(
        [prose`${words.wording(claim.claim)}`, ...remarks(claim, byId, words).map(sentence)],
        lineBreak.markdown,
      ),
      prose`${say(`mark.${claim.mark}`)}`,
      joinMarkdown([prose`${resultWords(claim, report, words)}`, ...bounds(context, claim)], lineBreak.markdown),
      joinMarkdown(grounds(context, claim), lineBreak.markdown),
    ]);
  }
}

function row(cells: readonly Markdown[]): Markdown {
  return { markdown: `| ${cells.map(({ markdown }) => markdown).join(" | ")} |` };
}

/** What limits the result: the most that may be said, exceptions to it, and what changed. */
function bounds({ report, words }: Context, claim: Claim): readonly Markdown[] {
  const { say } = words;
  const ceiling = words.ceiling(claim);
  return [
    ...(ceiling === null ? [] : [prose`${say("claims.ceiling", { text: ceiling })}`]),
    ...exceptions(report, claim, words).map(sentence),
    ...(claim.change === "none" ? [] : [prose`${say("claims.change", { change: say(`change.${claim.change}`) })}`]),
  ];
}

/** Why a claim is unknown, as far as the given findings do not say it, and missing policies do not either. */
function unknowns({ words }: Context, claim: Claim, findings: readonly Finding[]): readonly Markdown[] {
  return reasonsBeside(claim, findings)
    .filter((reason) => reason !== "NOT_BUNDLED" || claim.missing.length === 0)
    .map((reason) => sentence(words.unknown(reason)));
}

/** What a reader needs to follow the verdict: what was found first, then what was not. */
function grounds(context: Context, claim: Claim): readonly Markdown[] {
  const { report, words } = context;
  const { phrase } = words;
  const found = tellingFindings(report, claim);
  const shown = found.slice(0, subjectsPerCell);
  const more = found.length - subjectsPerCell;
  const observed = claim.observed.length;
  const { missing } = claim;
  return [
    ...shown.map((finding) => sentence(subject(finding, words))),
    ...(more > 0 ? [sentence(phrase("findings.more", { count: more }))] : []),
    ...unknowns(context, claim, shown),
    ...(missing.length === 0
      ? []
      : [sentence(phrase("claims.missing", { policies: policyNames(missing, missing.length, words) }))]),
    ...(observed > 0 ? [sentence(phrase("findings.observed", { count: observed }))] : []),
    ...evidenceClasses(claim, words).map(sentence),
  ];
}

function subject(finding: Finding, words: Words): Pieces {
  const name: Pieces = [code(subjectName(finding)), " (", code(finding.policy), ")"];
  const said = statedReasons(finding, words);
  const unknown = finding.unknown.map(({ code: reason, rests_on }): Pieces => {
    const paths = rests_on.map((path): Pieces => [code(pathWords(finding, path, words))]);
    return paths.length === 0
      ? words.unknown(reason)
      : [...words.unknown(reason), ": ", ...joinPieces(limited(paths, words), ", ")];
  });
  // A fact that a reason has shown with its path is not shown again.
  const told = new Set(finding.unknown.flatMap(({ rests_on }) => rests_on.map((path) => factAt(finding, path))));
  const facts = finding.evidence
    .filter((fact) => !told.has(fact))
    .map((fact): Pieces => [code(words.evidence(fact, finding.subject.id))]);
  const reasons = joinPieces([...said, ...unknown], " ");
  return [
    ...name,
    ...(reasons.length === 0 ? [] : [": ", ...reasons]),
    ...(facts.length === 0 ? [] : [reasons.length === 0 ? ": " : " ", ...joinPieces(limited(facts, words), ", ")]),
  ];
}

function limited(facts: readonly Pieces[], words: Words): readonly Pieces[] {
  const more = facts.length - factsPerSubject;
  const shown = facts.slice(0, factsPerSubject);
  return more > 0 ? [...shown, words.phrase("findings.more", { count: more })] : shown;
}

/** Names the places where the claims shown do not agree with each other, and what their owner decided. */
function* tensions({ report, words, byId }: Context): Blocks {
  const { say } = words;
  const shown = report.tensions.filter(({ claims }) => claims.some((id) => byId.has(id)));
  if (shown.length === 0) return;
  yield blank;
  yield prose`## ${say("tensions.title")}`;
  yield blank;
  yield prose`> ${say("tensions.note")}`;
  yield blank;
  for (const { tension, claims, about, decision } of shown) {
    const state =
      decision === null
        ? say("tensions.open")
        : say("tensions.decided", { date: decision.decidedOn, by: decision.decidedBy, decision: decision.decision });
    yield prose`- ${tension} (${claims.join(", ")}): ${words.text(about)}${separator}**${state}**`;
  }
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
  if (report.claims.some(({ missing }) => missing.length > 0)) {
    const meaning = words.phrase("legend.missingMeaning", { code: code("NOT_BUNDLED") });
    yield row([prose`${say("legend.missing")}`, sentence(meaning)]);
  }
}
