import type { Bilingual, EvidenceClass } from "@sekisho/policy";
import type { SourceSpan, Strength, TensionDefinition } from "../define.ts";
import type { Mark } from "../report.ts";

/** An expression over policies, as a sheet's file writes it. */
export type WrittenExpression = string | { readonly all_of: WrittenMembers } | { readonly any_of: WrittenMembers };

/** What an expression joins. */
export type WrittenMembers = readonly [WrittenExpression, ...WrittenExpression[]];

/** One claim, as a sheet's file writes it and its schema admits it. */
export interface WrittenClaim {
  readonly id: string;
  readonly kind: "heading" | "requirement" | "statement" | "caveat";
  readonly source: SourceSpan;
  readonly mark: Mark;
  readonly modality: string;
  readonly strength?: Strength;
  readonly qualifiers?: readonly string[];
  readonly wording: Bilingual;
  readonly ceiling: Bilingual;
  readonly evidence?: readonly EvidenceClass[];
  readonly requirement?: string;
  readonly statements?: readonly string[];
  readonly caps?: string;
  readonly fact?: string;
  readonly decides?: WrittenExpression;
  readonly same_result_as?: string;
  readonly untyped?: true;
  readonly refuted_by?: readonly string[];
  readonly observes?: readonly string[];
  readonly guards?: readonly string[];
  readonly choice?: string;
  readonly review_by?: string;
  readonly owner?: string;
  readonly provider?: { readonly name: string; readonly source: string; readonly checked_on: string };
}

/** A sheet's file, as its schema admits it. */
export interface WrittenSheet {
  readonly id: string;
  readonly version: string;
  readonly title: Bilingual;
  readonly source: { readonly name: string };
  readonly own_policies?: readonly string[];
  readonly claims: readonly WrittenClaim[];
  readonly tensions?: readonly TensionDefinition[];
}
