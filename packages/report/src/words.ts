import type { Report } from "@sekisho/sheet";
import { tokyoDate } from "./calendar.ts";
import { escapeControls } from "./escape.ts";
import { fill, phraseIn, sayIn, type Phrase, type Say } from "./messages/index.ts";
import {
  isSupported,
  isUnknownValue,
  lookup,
  verdictOrder,
  type Bilingual,
  type Claim,
  type Evidence,
  type Finding,
  type Language,
  type TreePath,
  type UnknownReason,
  type Verdict,
  type Violation,
  type WaiverEntry,
} from "./model.ts";
import { code as codePiece, type Pieces } from "./pieces.ts";

/** Says in one language what the parts of a report mean; what it gives is plain text without control characters. */
export interface Words {
  readonly say: Say;
  /** Says a message in pieces, so that names in it are shown as code. */
  readonly phrase: Phrase;
  /** A text of the report in the language. */
  readonly text: (text: Bilingual | undefined) => string;
  /** A claim's verdict in words that never say more than its scope allows. */
  readonly verdict: (claim: Claim) => string;
  readonly unknown: (code: UnknownReason) => Pieces;
  readonly wording: (claim: string) => string;
  readonly ceiling: (claim: Claim) => string | null;
  readonly policyTitle: (policy: string) => string;
  readonly reason: (policy: string, violation: Pick<Violation, "reason" | "args">) => string;
  readonly evidence: (evidence: Evidence, subject: string) => string;
  readonly value: (value: unknown) => string;
  /** An instant with the day that it falls on in Japan. */
  readonly instant: (instant: string) => string;
}

/** Gives the words of a report in one language. */
export function wordsOf(report: Report, language: Language): Words {
  const say = sayIn(language);
  const phrase = phraseIn(language);
  const { texts } = report;
  const text = (bilingual: Bilingual | undefined): string => escapeControls(bilingual?.[language] ?? "");
  const value = (given: unknown): string => valueWords(given, say);
  return {
    say,
    phrase,
    text,
    value,
    instant: (instant) => say("head.dateOf", { date: tokyoDate(instant), instant }),
    verdict: ({ verdict, scope }) => verdictWords(verdict, scope, say),
    unknown: (code) => phrase("unknown.code", { code: codePiece(code), reason: say(`unknown.${code}`) }),
    wording: (claim) => text(lookup(texts.claims, claim)) || say("noText"),
    ceiling: (claim) => (maySay(claim) ? text(lookup(texts.ceilings, claim.claim)) || null : null),
    policyTitle: (policy) => text(lookup(texts.policies, policy)?.title),
    reason: (policy, { reason, args }) => {
      const template = lookup(lookup(texts.policies, policy)?.reasons ?? {}, reason)?.[language];
      if (template !== undefined) return fill(template, args);
      const names = Object.keys(args);
      return names.length === 0 ? escapeControls(reason) : say("findings.reasonArgs", { reason, args: compact(args) });
    },
    evidence: ({ resource, path, rests_on, value: given }, subject) => {
      // A profile entry that answers as a whole has no path of its own: what was asked names it.
      const fact = { path: formatPath(path.length > 0 ? path : rests_on.slice(-1)), value: value(given) };
      // The instant is of no resource: it is what the whole check is of.
      return resource === subject || resource === "now"
        ? say("findings.evidence", fact)
        : say("findings.evidenceOf", { resource, ...fact });
    },
  };
}

/** Tells whether the most that may be said of a claim may be said: what an exception covers speaks against it. */
function maySay({ verdict }: Claim): boolean {
  return isSupported(verdict) && verdict !== "excepted";
}

function verdictWords(verdict: Verdict, scope: Claim["scope"], say: Say): string {
  const word = say(`verdict.${verdict}`);
  return scope === "plan" && isSupported(verdict) ? say("scope.within", { verdict: word }) : word;
}

const longestValue = 80;

/** Shows a value as JSON, or in words if it is unknown or a collection; cut where it is long. */
function valueWords(value: unknown, say: Say): string {
  if (isUnknownValue(value)) return say("value.unknown", { code: value.unknown });
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    if ("state" in value && "items" in value && typeof value.items === "number") {
      const items = say("value.items", { count: value.items });
      const code = "code" in value && typeof value.code === "string" ? value.code : null;
      return code === null ? items : `${items}, ${say("value.partial", { code })}`;
    }
  }
  const characters = Array.from(compact(value));
  return characters.length > longestValue ? `${characters.slice(0, longestValue).join("")}…` : characters.join("");
}

function compact(value: unknown): string {
  return escapeControls(value === undefined ? "null" : JSON.stringify(value));
}

/** Writes a path as `ingress[0].from_port`: the `items` of collections are understood. */
export function formatPath(path: TreePath): string {
  let text = "";
  for (const [index, element] of path.entries()) {
    if (typeof element === "number") text += `[${String(element)}]`;
    else if (element === "items" && typeof path[index + 1] === "number") continue;
    else if (/^[\w-]+$/u.test(element)) text += text === "" ? element : `.${element}`;
    else text += `[${JSON.stringify(element)}]`;
  }
  return escapeControls(text);
}

/** The name that a reader knows a subject by: its address with its document, or its id; and where it is written. */
export function subjectName({ subject: { id, position } }: Finding): string {
  const place = position === null ? "" : ` (${position.file}:${String(position.line)})`;
  return escapeControls(`${id}${place}`);
}

/** Says what a reader noticed about a document, with what it counted or named. */
export function diagnosticText({ code, document, args }: Report["diagnostics"][number], { say }: Words): string {
  const facts = Object.entries(args).map(([name, value]) => `${name}=${String(value)}`);
  const text = say(`diagnostic.${code}`, { document });
  return escapeControls(facts.length === 0 ? text : `${text} [${facts.join(", ")}]`);
}

/** Says what a waiver is for, until when, and what became of it. */
export function waiverText(
  { policy, address, arn, violations, expires, state }: WaiverEntry,
  { say, instant }: Words,
): string {
  const resource = [address, arn].filter((name) => name !== null).join(" / ");
  const entry = { policy, resource, until: instant(expires), state: say(`waiver.${state}`) };
  if (violations === null) return say("waivers.entry", entry);
  const accepted = violations.map(({ reason, args }) =>
    Object.keys(args).length === 0 ? reason : say("findings.reasonArgs", { reason, args: compact(args) }),
  );
  return say("waivers.entryOf", { ...entry, violations: accepted.join(", ") });
}

/** Says what a document is called, what it is, and whether it is only a part of the truth. */
export function documentName(
  { label, name, kind, partial }: Report["documents"][number],
  { say, unknown }: Words,
): Pieces {
  const whole = `${label}: ${name} (${say(`kind.${kind}`)})`;
  return partial === null ? [whole] : [whole, " — ", ...unknown(partial)];
}

/** Says a refuted answer as what was claimed and what was found, so that it is never turned into another answer. */
export function refuted(claim: Claim, report: Report, words: Words): string {
  return words.say("claims.refuted", {
    mark: claim.mark === "none" ? words.say("sheet.statementClaimed") : words.say(`mark.${claim.mark}`),
    verdict: words.verdict(claim),
    date: tokyoDate(report.instant),
  });
}

/** Counts claims by verdict, worst first; the counts add up to the first number. */
export function countedByVerdict(
  key: "claims.rows" | "claims.statements",
  group: readonly Claim[],
  { say, verdict }: Words,
): string {
  const counts = verdictOrder.flatMap((kind) => {
    // One verdict may stand with both scopes, and is then said in two ways.
    const words = new Map<string, number>();
    for (const claim of group) {
      if (claim.verdict === kind) words.set(verdict(claim), (words.get(verdict(claim)) ?? 0) + 1);
    }
    return [...words].map(([what, count]) => say("counted", { what, count }));
  });
  return `${say("counted", { what: say(key), count: group.length })}: ${counts.join(", ")}`;
}
