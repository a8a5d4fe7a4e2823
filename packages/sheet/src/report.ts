import type { Diagnostic, DocumentInfo, UnknownCode } from "@sekisho/estate";
import type { Bilingual, EvidenceClass, Finding, PolicyResult, Scope, Severity } from "@sekisho/policy";
import type { WaiverResult } from "./waivers/waiver.ts";

/** The answer's own mark: yes, no, planned, or none (headings, scope phrases, unmarked statements). */
export type Mark = "有" | "無" | "planned" | "none";

/** What is said about an answer (architecture.md 7). */
export type ClaimVerdict =
  | "verified"
  | "unrefuted"
  | "contradicted"
  | "excepted"
  | "unknown"
  | "attested"
  | "deviation"
  | "expired"
  | "planned"
  | "stale"
  | "consistent"
  | "understated"
  | "inconsistent"
  | "not_claimed";

/** Why a claim is unknown: a code of controls.md 2.2, or that a policy, a typed statement or a verdict is missing. */
export type ClaimUnknown = UnknownCode | "NOT_BUNDLED" | "NOT_TYPED" | "ERROR";

/** One claim (a statement or a requirement row) of the sheet with its verdict. */
export interface ClaimResult {
  readonly claim: string;
  /** The requirement row it stands under; its own id for a requirement row. */
  readonly requirement: string;
  readonly kind: "heading" | "requirement" | "statement" | "caveat";
  readonly mark: Mark;
  readonly verdict: ClaimVerdict;
  readonly before: ClaimVerdict | null;
  readonly change: "newly" | "already" | "fixed" | "lost" | "gone" | "none";
  readonly scope: Scope;
  /** Sorted, without repetition; empty unless the verdict is `unknown`. */
  readonly unknown: readonly ClaimUnknown[];
  readonly evidenceClasses: readonly EvidenceClass[];
  /** Every policy the claim names, sorted. */
  readonly policies: readonly string[];
  /** Those of them that are not in the bundle, sorted. */
  readonly missing: readonly string[];
  /** Indices into the report's findings: those of the policies that decide or refute the claim. */
  readonly findings: readonly number[];
  /** Indices of the findings of policies that the claim only shows (`observes`, `guards`): they never counted. */
  readonly observed: readonly number[];
  /** Claims that limit this one, in sheet order: wherever it is printed, they are printed with it. */
  readonly caveats: readonly string[];
  /** Line (1-based) and span (0-based, end exclusive, Unicode code points) in the sheet's source. */
  readonly source: { readonly line: number; readonly start: number; readonly end: number };
}

/** The texts a report needs to be rendered anywhere, each once. */
export interface ReportTexts {
  readonly sheet: { readonly id: string; readonly title: Bilingual } | null;
  /** By policy id. */
  readonly policies: Readonly<
    Record<
      string,
      {
        readonly title: Bilingual;
        readonly remediation: Bilingual;
        readonly reasons: Readonly<Record<string, Bilingual>>;
      }
    >
  >;
  /** By claim id: what the claim says, in our own words. */
  readonly claims: Readonly<Record<string, Bilingual>>;
  /** By claim id: the most that may be said of it, whatever the evidence. */
  readonly ceilings: Readonly<Record<string, Bilingual>>;
}

/** What an earlier check did otherwise. */
export type BaselineDifference = "bundle" | "policies" | "profile" | "sheet" | "waivers";

/** `sekisho.report/v1`: everything a check found; rendering it needs nothing else. */
export interface Report {
  readonly schema: "sekisho.report/v1";
  /** RFC 3339, as given. */
  readonly instant: string;
  readonly bundle: { readonly revision: string; readonly digest: string };
  readonly documents: readonly DocumentInfo[];
  readonly profile: { readonly name: string; readonly digest: string } | null;
  readonly sheet: {
    readonly id: string;
    readonly digest: string;
    /** Policies that the sheet names only in `refutedBy`, sorted: their fail is no defect and never blocks. */
    readonly refutationOnly: readonly string[];
  } | null;
  /** The accepted exceptions that were given, in the file's order; null without any. */
  readonly waivers: {
    readonly name: string;
    readonly digest: string;
    readonly entries: readonly WaiverResult[];
  } | null;
  /**
   * The ledger that holds this report: the digest of the line before its own, null for the first. Null if it stands in none.
   */
  readonly ledger: { readonly name: string; readonly digest: string | null } | null;
  /** What `before` and `change` compare with; null if nothing was there before. */
  readonly comparison: {
    /** The estate before the plans, what runs, or an earlier report. */
    readonly with: "prior-state" | "runtime" | "baseline";
    /** Managed resources of the plans that are there after them: none, if everything is removed. */
    readonly remaining: number;
    /** The earlier report; null unless compared with one. */
    readonly baseline: {
      readonly name: string;
      readonly digest: string;
      readonly instant: string;
      /** What the two checks did not share, so that a change may come from there; sorted. */
      readonly differences: readonly BaselineDifference[];
    } | null;
  } | null;
  readonly diagnostics: readonly Diagnostic[];
  /** Sorted by policy, subject id. */
  readonly findings: readonly Finding[];
  /** Sorted by id. */
  readonly policies: readonly PolicyResult[];
  /** In sheet order. */
  readonly claims: readonly ClaimResult[];
  /** Where the sheet does not agree with itself, in its order, with what its owner decided; null where nothing is decided. */
  readonly tensions: readonly {
    readonly tension: string;
    readonly claims: readonly string[];
    readonly about: Bilingual;
    readonly decision: { readonly decision: string; readonly decidedBy: string; readonly decidedOn: string } | null;
  }[];
  readonly texts: ReportTexts;
  /**
   * Adds up: `resources` = evaluated + notSelected + removed + unsupported + unread. `evaluated` are subjects of a policy or in a
   * subject's tree's types; `notSelected` are read, but no policy reads their type; `removed` are there before a plan only.
   * `superseded` counts what is in none of these: captures that were left out because a newer one of their resource, or a newer
   * listing without it, was given; `supersededIn` says of which documents.
   */
  readonly accounting: {
    readonly resources: number;
    readonly evaluated: number;
    readonly notSelected: number;
    readonly removed: number;
    readonly unsupported: number;
    readonly unread: number;
    readonly superseded: number;
    readonly notSelectedTypes: Readonly<Record<string, number>>;
    readonly unsupportedTypes: Readonly<Record<string, number>>;
    readonly supersededIn: Readonly<Record<string, number>>;
  };
}

/** What makes a check block (exit status 1). */
export type FailOn =
  | { readonly kind: "verdict"; readonly verdict: ClaimVerdict }
  | { readonly kind: "fail"; readonly severity: Severity }
  /** A claim with that change, or a finding with it that is at least so severe. */
  | { readonly kind: "change"; readonly change: "newly" | "lost"; readonly severity: Severity };
