import type { Bilingual, EvidenceClass, PolicyId } from "@sekisho/policy";
import { daysOf, SekishoError } from "@sekisho/estate";
import { policiesOf, type Expression } from "./expression.ts";

/**
 * How strongly a claim is worded. `absolute` (only, all, limited to) needs evidence about everything that exists;
 * `absolute_in_time` (always) can never be more than unrefuted; a breach of `best_effort` is a deviation.
 */
export type Strength = "plain" | "absolute" | "absolute_in_time" | "partial" | "best_effort" | "as_needed";

/** Line (1-based) and span (0-based, end exclusive, Unicode code points) of a claim in the sheet's source. */
export interface SourceSpan {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

type NonEmpty<Item> = readonly [Item, ...Item[]];

/** Whose property something is that a service has by itself. */
export interface ProviderStatement {
  readonly name: string;
  /** The page on which the provider says so. */
  readonly source: string;
  /** The day on which that page was read: `2026-09-30`. */
  readonly checkedOn: string;
}

interface CommonDefinition<Id extends string> {
  /** `EGR-01.4`; stable, whatever becomes of the text. */
  readonly id: string;
  readonly source: SourceSpan;
  readonly strength: Strength;
  /** Words of the source that limit or widen the claim, as they stand there. */
  readonly qualifiers: readonly string[];
  /** What the claim says, in the sheet owner's own words and equally strong in both languages. */
  readonly wording: Bilingual;
  /** The most that may be said about it, however good the evidence is. */
  readonly ceiling: Bilingual;
  /** The classes of evidence that can carry it; empty for what is never verified alone. */
  readonly evidence: readonly EvidenceClass[];
  /** The fact it speaks about, if other rows speak about the same one: 無 here and 有 there is inconsistent. */
  readonly fact?: string;
  /** Policies whose findings are shown beside the claim and never count. */
  readonly observes?: readonly Id[];
  /** Policies that guard the wording of the claim and never count. */
  readonly guards?: readonly Id[];
  /** Why these policies decide it, where what it was typed from names others or none. */
  readonly choice?: string;
  /** Whose property it is, of what a service has by itself. */
  readonly provider?: ProviderStatement;
}

interface NothingDecided {
  readonly decides?: never;
  readonly refutedBy?: never;
  readonly sameResultAs?: never;
  readonly untyped?: never;
}

interface NothingPlanned {
  readonly reviewBy?: never;
  readonly owner?: never;
}

/** Exactly one of: policies that decide it, a claim with the same result, or the admission that neither is typed yet. */
type Decided<Id extends string> =
  | {
      readonly decides: Expression<Id>;
      readonly refutedBy?: never;
      readonly sameResultAs?: never;
      readonly untyped?: never;
    }
  | {
      readonly sameResultAs: string;
      readonly decides?: never;
      readonly refutedBy?: never;
      readonly untyped?: never;
    }
  | {
      readonly untyped: true;
      readonly decides?: never;
      readonly refutedBy?: never;
      readonly sameResultAs?: never;
    };

/** 有: what is claimed to be done or possible; what is inherited names the provider. */
type Affirmed<Id extends string> = Decided<Id> &
  NothingPlanned & { readonly mark: "有" } & (
    | { readonly modality: "implemented" | "capability" }
    | { readonly modality: "inherited"; readonly provider: ProviderStatement }
  );

/** A sentence that asserts something under a heading without a mark: judged like 有, and never printed as 有. */
type Asserted<Id extends string> = Decided<Id> &
  NothingPlanned & { readonly mark: "none"; readonly modality: "implemented" };

/** 無: what is claimed not to be done; nothing decides it, but evidence of the thing refutes it. */
type Denied<Id extends string> = NothingPlanned & {
  readonly mark: "無";
  readonly modality: "not_implemented";
  /** Policies whose fail says that the thing exists. */
  readonly refutedBy: NonEmpty<Id>;
  readonly decides?: never;
  readonly sameResultAs?: never;
  readonly untyped?: never;
};

/** What is to be considered or under consideration: neither 有 nor 無. */
interface Planned<Id extends string> {
  readonly mark: "planned";
  readonly modality: "planned" | "under_consideration";
  /** Policies whose fail says that the thing exists already. */
  readonly refutedBy?: NonEmpty<Id>;
  /** `2026-09-30`, in Asia/Tokyo: from the next day on the plan is stale. */
  readonly reviewBy?: string;
  readonly owner?: string;
  readonly decides?: never;
  readonly sameResultAs?: never;
  readonly untyped?: never;
}

/** What claims nothing: a scope phrase, a condition, vague words, a qualifier. */
interface Silent extends NothingDecided, NothingPlanned {
  readonly mark: "none";
  readonly modality: "scope" | "conditional" | "vague" | "qualifier";
}

/** A section heading. */
export type HeadingDefinition<Id extends string = PolicyId> = CommonDefinition<Id> &
  NothingDecided &
  NothingPlanned & {
    readonly kind: "heading";
    readonly mark: "none";
    readonly modality: "heading";
    readonly requirement?: never;
    readonly statements?: never;
    readonly caps?: never;
  };

/** A line with a mark (or a heading without one) whose result is that of the statements below it. */
type RequirementWithStatements<Id extends string> = CommonDefinition<Id> &
  NothingDecided &
  NothingPlanned & {
    /** Ids of every statement below it in the source, whether or not the sheet types it. */
    readonly statements: NonEmpty<string>;
  } & (
    | { readonly mark: "有"; readonly modality: "implemented" | "capability" | "inherited" }
    | { readonly mark: "無"; readonly modality: "not_implemented" }
    | { readonly mark: "planned"; readonly modality: "planned" | "under_consideration" }
    | { readonly mark: "none"; readonly modality: "heading" }
  );

/** A line with a mark and nothing below it: it has policies of its own. */
type RequirementAlone<Id extends string> = CommonDefinition<Id> & { readonly statements: readonly [] } & (
    | Affirmed<Id>
    | Denied<Id>
    | Planned<Id>
    | (NothingDecided & NothingPlanned & { readonly mark: "none"; readonly modality: "heading" })
  );

/** A requirement row. */
export type RequirementDefinition<Id extends string = PolicyId> = (
  RequirementWithStatements<Id> | RequirementAlone<Id>
) & {
  readonly kind: "requirement";
  readonly requirement?: never;
  readonly caps?: never;
};

/** One atomic statement below a requirement row or section heading. */
export type StatementDefinition<Id extends string = PolicyId> = CommonDefinition<Id> & {
  readonly kind: "statement";
  /** The row it stands under. */
  readonly requirement: string;
  readonly statements?: never;
  readonly caps?: never;
} & (Affirmed<Id> | Asserted<Id> | Denied<Id> | Planned<Id> | Silent);

/** A remark that limits a row: it is printed wherever the row is printed. */
export type CaveatDefinition<Id extends string = PolicyId> = CommonDefinition<Id> & {
  readonly kind: "caveat";
  /** The row it stands under. */
  readonly requirement: string;
  /** The claim it limits. */
  readonly caps: string;
  readonly statements?: never;
} & (Planned<Id> | (Silent & { readonly modality: "qualifier" }));

/** Policies that look at everything there is of a kind. What a document vouches for is what it names, and no more. */
type ClosedWorld<Id extends string> = Exclude<Id, `att.${string}` | `org.${string}`>;

/** An absolute claim is decided by policies that look at everything; documents alone show no "only" and no "all". */
type Worded<Id extends string> =
  | { readonly strength: Exclude<Strength, "absolute"> }
  | { readonly strength: "absolute"; readonly decides?: Expression<ClosedWorld<Id>> };

type Row<Id extends string> =
  HeadingDefinition<Id> | RequirementDefinition<Id> | StatementDefinition<Id> | CaveatDefinition<Id>;

/** One row of a sheet as typed data. */
export type ClaimDefinition<Id extends string = PolicyId> = Row<Id> & Worded<Id>;

/** A place where the sheet does not agree with itself, or a word says more than its sentence; its owner decides, nobody else. */
export interface TensionDefinition {
  /** `N-01` */
  readonly id: string;
  /** Whether rows do not agree with each other, or words are wider, narrower or less clear than what is meant. */
  readonly between: "rows" | "words";
  readonly claims: NonEmpty<string>;
  readonly about: Bilingual;
}

interface Sheet<Claim> {
  /** What `--sheet` calls it. */
  readonly id: string;
  readonly version: string;
  readonly title: Bilingual;
  /** The document that its lines and spans are of. */
  readonly source: { readonly name: string };
  readonly claims: readonly Claim[];
  readonly tensions?: readonly TensionDefinition[];
}

/** A sheet: claims in the order of its source. */
export type SheetDefinition<Id extends string = PolicyId> = Sheet<ClaimDefinition<Id>>;

/** A claim over any policies, built-in ones or the user's own. */
export type AnyClaim = Row<string>;

/** A sheet over any policies, built-in ones or the user's own. */
export type AnySheet = Sheet<AnyClaim>;

/**
 * Types one claim. Incomplete or impossible claims do not compile: 有 without a decision, 無 or planned with one, a
 * policy id that is neither built in nor named in `Own`.
 *
 * @example
 * ```ts
 * import { defineClaim } from "@sekisho/sheet";
 *
 * const claim = defineClaim({
 *   id: "A-1.1",
 *   kind: "statement",
 *   requirement: "A-1",
 *   source: { line: 2, start: 0, end: 12 },
 *   mark: "有",
 *   modality: "implemented",
 *   strength: "plain",
 *   qualifiers: [],
 *   wording: { ja: "データベースの保存領域は暗号化されている。", en: "Database storage is encrypted." },
 *   ceiling: { ja: "読み取った設定では暗号化されている。", en: "Encrypted in the configuration read." },
 *   evidence: ["configured"],
 *   decides: "enc.rds_at_rest",
 * });
 * ```
 */
export function defineClaim<Own extends string = never>(
  // Without NoInfer, a misspelt id would be inferred as one of the user's own.
  claim: ClaimDefinition<PolicyId | NoInfer<Own>>,
): ClaimDefinition<PolicyId | Own> {
  return claim;
}

/**
 * Types one sheet and checks what types cannot say.
 *
 * @throws SekishoError `SHEET_INVALID` if an id occurs twice, a reference leads nowhere or to a claim of the wrong kind, or a
 * span or date is none.
 */
export function defineSheet<Own extends string = never>(
  sheet: SheetDefinition<PolicyId | NoInfer<Own>>,
): SheetDefinition<PolicyId | Own> {
  assertSheet(sheet);
  return sheet;
}

/**
 * Checks that the references between the claims of a sheet hold.
 *
 * @throws SekishoError `SHEET_INVALID` naming the sheet and the claim.
 */
export function assertSheet(sheet: AnySheet): void {
  const claims = new Map<string, AnyClaim>();
  for (const claim of sheet.claims) {
    if (claims.has(claim.id)) throw invalid(sheet, claim, "its id occurs twice", "Give every claim an id of its own");
    claims.set(claim.id, claim);
  }
  for (const claim of sheet.claims) {
    const { line, start, end } = claim.source;
    if (![line, start, end].every(Number.isSafeInteger) || line < 1 || start < 0 || end <= start) {
      throw invalid(sheet, claim, "its source is no span", "Give a line from 1 and start < end");
    }
    if (claim.provider !== undefined && daysOf(claim.provider.checkedOn) === null) {
      throw invalid(sheet, claim, "its provider.checkedOn is no date", "Write it as YYYY-MM-DD");
    }
    if (claim.reviewBy !== undefined && daysOf(claim.reviewBy) === null) {
      throw invalid(sheet, claim, "its reviewBy is no date", "Write it as YYYY-MM-DD");
    }
    assertReferences(sheet, claim, claims);
  }
  assertTensions(sheet, claims);
}

function assertTensions(sheet: AnySheet, claims: ReadonlyMap<string, AnyClaim>): void {
  const seen = new Set<string>();
  for (const tension of sheet.tensions ?? []) {
    const problem = seen.has(tension.id)
      ? "its id occurs twice"
      : tension.claims.filter((id) => !claims.has(id)).map((id) => `it names ${id}, which is no claim of the sheet`)[0];
    if (problem !== undefined) {
      throw new SekishoError(
        "SHEET_INVALID",
        `Tension ${tension.id} of the sheet ${sheet.id}: ${problem}. Correct it.`,
        {
          details: { sheet: sheet.id, tension: tension.id },
        },
      );
    }
    seen.add(tension.id);
  }
}

function assertReferences(sheet: AnySheet, claim: AnyClaim, claims: ReadonlyMap<string, AnyClaim>): void {
  if (claim.requirement !== undefined) {
    const parent = claims.get(claim.requirement);
    if (parent?.kind !== "requirement" && parent?.kind !== "heading") {
      throw invalid(sheet, claim, `its requirement ${claim.requirement} is no row`, "Name a requirement or a heading");
    }
    const listed: readonly string[] | null = parent.kind === "requirement" ? parent.statements : null;
    if (claim.kind === "statement" && listed?.includes(claim.id) === false) {
      throw invalid(sheet, claim, `${parent.id} does not list it`, `Add it to the statements of ${parent.id}`);
    }
  }
  if (claim.kind === "requirement") {
    if (new Set(claim.statements).size !== claim.statements.length) {
      throw invalid(sheet, claim, "it lists a statement twice", "List each statement once");
    }
    for (const id of claim.statements) {
      const statement = claims.get(id);
      if (statement !== undefined && (statement.kind !== "statement" || statement.requirement !== claim.id)) {
        throw invalid(sheet, claim, `it lists ${id}, which stands elsewhere`, "List the statements below it only");
      }
    }
  }
  if (claim.kind === "caveat" && !claims.has(claim.caps)) {
    throw invalid(sheet, claim, `it limits ${claim.caps}, which is not in the sheet`, "Name a claim of the sheet");
  }
  if (claim.sameResultAs !== undefined) {
    const other = claims.get(claim.sameResultAs);
    if (other?.decides === undefined) {
      const what = `it takes the result of ${claim.sameResultAs}, which no policy decides`;
      throw invalid(sheet, claim, what, "Name a claim that has decides of its own");
    }
  }
}

function invalid(sheet: AnySheet, claim: AnyClaim, what: string, todo: string): SekishoError {
  return new SekishoError("SHEET_INVALID", `Claim ${claim.id} of the sheet ${sheet.id}: ${what}. ${todo}.`, {
    details: { sheet: sheet.id, claim: claim.id },
  });
}

/** Lists the policies that can change the verdict of a claim, sorted: those of `decides` and of `refutedBy`. */
export function decidingPolicies(claim: AnyClaim): readonly string[] {
  if (claim.decides !== undefined) return policiesOf(claim.decides);
  return [...new Set(claim.refutedBy ?? [])].sort();
}

/** Lists the policies that a claim shows without counting them, sorted. */
export function observedPolicies(claim: AnyClaim): readonly string[] {
  return [...new Set([...(claim.observes ?? []), ...(claim.guards ?? [])])].sort();
}
