import type { Report } from "@sekisho/sheet";
import type { Claim, Finding, FindingStatus, PolicyResult, UnknownReason, Verdict, WaiverState } from "../model.ts";

/** Messages without arguments. */
type Plain<Keys extends string> = { readonly [Key in Keys]: never };

/** Messages with arguments of the given names. */
type With<Keys extends string, Names extends string> = { readonly [Key in Keys]: Names };

/** Every message by its key, with the names of the arguments that its templates name. */
export type Messages = Plain<
  | `verdict.${Verdict}`
  | `meaning.${Verdict}`
  | `unknown.${UnknownReason}`
  | `mark.${Claim["mark"]}`
  | `status.${FindingStatus | PolicyResult["status"]}`
  | `severity.${Finding["severity"]}`
  | `kind.${Report["documents"][number]["kind"]}`
  | `evidenceClass.${Claim["evidenceClasses"][number]}`
  | `change.${Exclude<Claim["change"], "none">}`
  | `short.${Exclude<Claim["change"], "none">}`
  | `comparison.${NonNullable<Report["comparison"]>["with"]}`
  | `difference.${NonNullable<NonNullable<Report["comparison"]>["baseline"]>["differences"][number]}`
  | `waiver.${WaiverState}`
  | "head.comparison"
  | "head.waivers"
  | "head.ledger"
  | "head.ledgerFirst"
  | "scope.plan"
  | "scope.estate"
  | "scope.mixed"
  | "comparison.nothingLeft"
  | "report.title"
  | "head.date"
  | "head.sheet"
  | "head.bundle"
  | "head.profile"
  | "head.documents"
  | "head.noProfile"
  | "head.noDocuments"
  | "scope.note"
  | "claims.title"
  | "gap.reasons"
  | "claims.rows"
  | "claims.statements"
  | "status.found"
  | "short.title"
  | "short.attention"
  | "short.open"
  | "short.unchecked"
  | "short.unopposed"
  | "short.statements"
  | "short.rows"
  | "short.rowsAlone"
  | "diagnostics.title"
  | "table.claim"
  | "table.wording"
  | "table.mark"
  | "table.result"
  | "table.grounds"
  | "legend.title"
  | "legend.word"
  | "legend.meaning"
  | "legend.missing"
  | "workbook.answers"
  | "workbook.about"
  | "sheet.untitled"
  | "tensions.title"
  | "tensions.note"
  | "tensions.open"
  | "sheet.noSheet"
  | "sheet.statementClaimed"
  | "noText"
  | "diff.title"
  | "diff.none"
  | "diff.issuedTitle"
  | "diff.issuedNone"
> &
  With<`diagnostic.${Report["diagnostics"][number]["code"]}`, "document"> &
  With<"head.dateOf", "date" | "instant"> &
  With<"head.revision", "revision"> &
  With<"scope.within", "verdict"> &
  With<"counted", "what" | "count"> &
  With<"unknown.code", "code" | "reason"> &
  With<"value.unknown" | "value.partial", "code"> &
  With<"value.items", "count"> &
  With<"claims.refuted", "mark" | "verdict" | "date"> &
  With<"claims.ceiling" | "claims.remark", "text"> &
  With<"claims.exception" | "claims.exceptionExpired", "until" | "owner" | "approver"> &
  With<"short.pending" | "short.untyped", "code" | "counts"> &
  With<"short.sameReasons", "claim"> &
  With<"claims.missing", "policies"> &
  With<"claims.missingCount", "count"> &
  With<"claims.missingSome" | "claims.missingRow", "count" | "policies"> &
  With<"claims.pendingOf", "claims" | "count"> &
  With<"claims.untyped", "claims"> &
  With<"claims.silent", "verdict" | "claims"> &
  With<"legend.missingMeaning", "code"> &
  With<"tensions.decided", "date" | "by" | "decision"> &
  With<"claims.evidenceClasses", "classes"> &
  With<"claims.change", "change"> &
  With<
    | "section.fail"
    | "section.excepted"
    | "section.found"
    | "section.unknown"
    | "section.error"
    | "section.deviation"
    | "section.policies"
    | "section.waivers",
    "count"
  > &
  With<"findings.remediation", "text"> &
  With<"findings.waiver", "ticket" | "reason"> &
  With<"waivers.entry", "policy" | "resource" | "until" | "state"> &
  With<"waivers.entryOf", "policy" | "resource" | "violations" | "until" | "state"> &
  With<"findings.reasonArgs", "reason" | "args"> &
  With<"findings.evidence", "path" | "value"> &
  With<"findings.evidenceOf", "resource" | "path" | "value"> &
  With<"findings.more", "count"> &
  With<"findings.observed", "count"> &
  With<"accounting.sum", "resources" | "evaluated" | "notSelected" | "removed" | "unsupported" | "unread"> &
  With<"accounting.mismatch", "difference"> &
  With<"accounting.types" | "accounting.notSelected", "types"> &
  With<"accounting.superseded", "count" | "documents"> &
  With<"comparison.baselineOf", "name" | "date"> &
  With<"comparison.differences", "what"> &
  With<"diff.ledger", "name" | "count" | "head"> &
  With<"diff.now" | "diff.nowReport", "instant"> &
  With<"diff.claim", "held" | "heldOn" | "since" | "sinceOn"> &
  With<"diff.differences", "what"> &
  With<"diff.later", "verdict" | "date"> &
  With<"diff.sequence", "date" | "sequence"> &
  With<"diff.issued", "name" | "date" | "claims"> &
  With<"diff.otherVersion", "sheet">;

/** The key of a message. */
export type MessageKey = keyof Messages;

/** The arguments of one message. */
export type MessageArguments<Key extends MessageKey> = { readonly [Name in Messages[Key]]: string | number };

type Placeholders<Template extends string> = Template extends `${string}{${infer Placeholder}}${infer Rest}`
  ? (Placeholder extends `${infer Name}:${string}` ? Name : Placeholder) | Placeholders<Rest>
  : never;

/** A template type is left as it is if it names exactly the arguments of its key. */
type Checked<Templates extends Readonly<Record<MessageKey, string>>> = {
  readonly [Key in MessageKey]: [Placeholders<Templates[Key]>, Messages[Key]] extends [
    Messages[Key],
    Placeholders<Templates[Key]>,
  ]
    ? Templates[Key]
    : { readonly "The placeholders are not the arguments of": Key };
};

/** The templates of one language. */
export type Templates = Readonly<Record<MessageKey, string>>;

/**
 * Types the templates of one language. A key that is missing or unknown, or a placeholder that is no argument of its key or
 * is left out, does not compile.
 */
export function defineMessages<const Given extends Templates>(
  templates: Given & Checked<Given> & Readonly<Record<Exclude<keyof Given, MessageKey>, never>>,
): Templates {
  return templates;
}
