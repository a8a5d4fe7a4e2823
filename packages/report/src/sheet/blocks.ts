import type { Report } from "@sekisho/sheet";
import { resultWords, summarise } from "../digest.ts";
import { isSupported, verdictOrder, type Claim, type Language, type Verdict } from "../model.ts";
import { code, joinPieces, type Pieces } from "../pieces.ts";
import { countedByVerdict, documentName } from "../words.ts";
import { answered, bounds, grounds, markedResult, remarksOf, type Answered } from "./answer.ts";

/** A cell of a table: its lines. */
export type Cell = readonly Pieces[];

/** A row of a table; what stands first names it. */
export interface TableRow {
  /** What was found, for a row that answers a claim. */
  readonly verdict: Verdict | null;
  readonly cells: readonly [Cell, ...Cell[]];
}

/** An entry of a list. */
export interface Entry {
  /** The claim or tension that it is about, if it begins with one. */
  readonly about: string | null;
  readonly text: Pieces;
}

/** A part of the answered sheet as a page: what is said, without how it is written down. */
export type Block =
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "facts"; readonly facts: readonly { readonly label: string; readonly value: Pieces }[] }
  | { readonly kind: "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly title: string | null; readonly entries: readonly Entry[] }
  | { readonly kind: "answer"; readonly verdict: Verdict; readonly text: string }
  | { readonly kind: "remark"; readonly text: Pieces }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly TableRow[] };

/** Between sentences that may end with a stop of their own. */
const separator = " · ";

/** Gives the answered sheet as a page: what is claimed, what was found about it, and why. */
export function* sheetBlocks(report: Report, language: Language): Generator<Block, void, undefined> {
  const context = answered(report, language);
  const { say } = context.words;
  yield { kind: "heading", level: 1, text: sheetTitle(context) };
  yield { kind: "facts", facts: sheetFacts(context) };
  if (report.sheet === null) {
    yield { kind: "paragraph", text: say("sheet.noSheet") };
    return;
  }
  yield* inShort(context);
  let current: string | null = null;
  let statements: Claim[] = [];
  for (const claim of report.claims) {
    // A statement stands below its own row, even where that row was not asked for.
    if (claim.kind === "heading" || claim.kind === "requirement" || claim.requirement !== current) {
      yield* statementTable(context, statements);
      statements = [];
      yield* beginning(context, claim);
    }
    current = claim.requirement;
    if (claim.kind === "statement" || claim.kind === "caveat") statements.push(claim);
  }
  yield* statementTable(context, statements);
  yield* tensions(context);
  yield* legend(context);
}

/** The title of the sheet. */
export function sheetTitle({ report, words }: Answered): string {
  const title = words.text(report.texts.sheet?.title);
  return title === "" ? words.say("sheet.untitled") : title;
}

/** When, with what and of what the answers were made. */
export function sheetFacts({ report, words }: Answered): readonly { readonly label: string; readonly value: Pieces }[] {
  const { say } = words;
  const digest = (value: string): Pieces => [" (", code(value), ")"];
  const { sheet, bundle, profile, waivers, ledger, documents } = report;
  return [
    {
      label: say("head.date"),
      value: [words.instant(report.instant)],
    },
    ...(sheet === null ? [] : [{ label: say("head.sheet"), value: [code(sheet.id), ...digest(sheet.digest)] }]),
    {
      label: say("head.bundle"),
      value: [say("head.revision", { revision: bundle.revision }), ...digest(bundle.digest)],
    },
    {
      label: say("head.profile"),
      value: profile === null ? [say("head.noProfile")] : [code(profile.name), ...digest(profile.digest)],
    },
    ...(waivers === null
      ? []
      : [{ label: say("head.waivers"), value: [code(waivers.name), ...digest(waivers.digest)] }]),
    ...(ledger === null
      ? []
      : [
          {
            label: say("head.ledger"),
            value: [
              code(ledger.name),
              ...(ledger.digest === null ? [` (${say("head.ledgerFirst")})`] : digest(ledger.digest)),
            ],
          },
        ]),
    ...documents.map((document) => ({
      label: say("head.documents"),
      value: [...documentName(document, words), ...digest(document.digest)],
    })),
    ...(documents.length === 0 ? [{ label: say("head.documents"), value: [say("head.noDocuments")] }] : []),
    ...report.diagnostics.map((diagnostic) => ({
      label: say("diagnostics.title"),
      value: [say(`diagnostic.${diagnostic.code}`, { document: diagnostic.document })],
    })),
  ];
}

/** What a reader should know first: how much of what there is, what to look at, what was not checked. */
function* inShort({ report, words }: Answered): Generator<Block, void, undefined> {
  const { say } = words;
  const rows = report.claims.filter(({ kind }) => kind === "requirement");
  const others = report.claims.filter(({ kind }) => kind === "statement" || kind === "caveat");
  if (rows.length + others.length === 0) return;
  const list = (title: string | null, texts: readonly Pieces[]): Block => ({
    kind: "list",
    title,
    entries: texts.map((text) => ({ about: null, text })),
  });
  yield { kind: "heading", level: 2, text: say("short.title") };
  const isBounded = report.claims.some(({ verdict, scope }) => scope === "plan" && isSupported(verdict));
  yield list(null, [
    ...(rows.length > 0 ? [[countedByVerdict("claims.rows", rows, words)]] : []),
    ...(others.length > 0 ? [[countedByVerdict("claims.statements", others, words)]] : []),
    ...(isBounded ? [[say("scope.note")]] : []),
  ]);
  const { groups, unchecked } = summarise(report, words);
  for (const { title, items } of groups) {
    yield {
      kind: "list",
      title: say(title),
      entries: items.map(({ claim, subjects, notes }): Entry => {
        const why = [...subjects, ...notes];
        const said = `${words.wording(claim.claim)} — ${resultWords(claim, report, words)}`;
        return {
          about: claim.claim,
          text: why.length === 0 ? [said] : [`${said}: `, ...joinPieces(why, separator)],
        };
      }),
    };
  }
  if (unchecked.length > 0) yield list(say("short.unchecked"), unchecked);
}

/** Begins a section, or a row with its answer. */
function* beginning(context: Answered, claim: Claim): Generator<Block, void, undefined> {
  const { words } = context;
  if (claim.kind !== "heading" && claim.kind !== "requirement") {
    yield { kind: "heading", level: 3, text: claim.requirement };
    return;
  }
  const text = `${claim.claim} ${words.wording(claim.claim)}`;
  yield { kind: "heading", level: claim.kind === "heading" ? 2 : 3, text };
  if (claim.kind === "requirement") {
    yield { kind: "answer", verdict: claim.verdict, text: markedResult(context, claim) };
    const reasons = [...bounds(context, claim), ...grounds(context, claim)];
    if (reasons.length > 0) {
      yield { kind: "list", title: null, entries: reasons.map((reason) => ({ about: null, text: reason })) };
    }
  }
  // Remarks stand right below the answer, whatever else is left out.
  for (const remark of remarksOf(context, claim)) yield { kind: "remark", text: remark };
}

function* statementTable(context: Answered, claims: readonly Claim[]): Generator<Block, void, undefined> {
  if (claims.length === 0) return;
  const { report, words } = context;
  const { say } = words;
  const keys = ["table.claim", "table.wording", "table.mark", "table.result", "table.grounds"] as const;
  yield {
    kind: "table",
    head: keys.map((key) => say(key)),
    rows: claims.map((claim) => ({
      verdict: claim.verdict,
      cells: [
        [[claim.claim]],
        [[words.wording(claim.claim)], ...remarksOf(context, claim)],
        [[say(`mark.${claim.mark}`)]],
        [[resultWords(claim, report, words)], ...bounds(context, claim)],
        grounds(context, claim),
      ],
    })),
  };
}

/** Names the places where the claims shown do not agree with each other, and what their owner decided. */
function* tensions({ report, words, byId }: Answered): Generator<Block, void, undefined> {
  const { say } = words;
  const shown = report.tensions.filter(({ claims }) => claims.some((id) => byId.has(id)));
  if (shown.length === 0) return;
  yield { kind: "heading", level: 2, text: say("tensions.title") };
  yield { kind: "remark", text: [say("tensions.note")] };
  yield {
    kind: "list",
    title: null,
    entries: shown.map(({ tension, claims, about, decision }): Entry => {
      const state =
        decision === null
          ? say("tensions.open")
          : say("tensions.decided", { date: decision.decidedOn, by: decision.decidedBy, decision: decision.decision });
      return { about: tension, text: [`(${claims.join(", ")}): ${words.text(about)}${separator}${state}`] };
    }),
  };
}

/** Explains the words that this sheet uses, and no others. */
function* legend(context: Answered): Generator<Block, void, undefined> {
  const { say } = context.words;
  const rows = legendRows(context);
  if (rows.length === 0) return;
  yield { kind: "heading", level: 2, text: say("legend.title") };
  yield { kind: "table", head: [say("legend.word"), say("legend.meaning")], rows };
}

/** The words that this sheet uses, each with its meaning. */
export function legendRows({ report, words }: Answered): readonly TableRow[] {
  const { say } = words;
  const used = verdictOrder.filter((verdict) =>
    report.claims.some((claim) => claim.verdict === verdict && claim.kind !== "heading"),
  );
  if (used.length === 0) return [];
  const row = (word: Pieces, meaning: Pieces): TableRow => ({ verdict: null, cells: [[word], [meaning]] });
  return [
    ...used.map((verdict) => row([say(`verdict.${verdict}`)], [say(`meaning.${verdict}`)])),
    ...(report.claims.some(({ missing }) => missing.length > 0)
      ? [row([say("legend.missing")], words.phrase("legend.missingMeaning", { code: code("NOT_BUNDLED") }))]
      : []),
  ];
}
