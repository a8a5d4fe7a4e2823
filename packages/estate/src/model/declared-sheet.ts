import { timeOf } from "../readers/aws-config/time.ts";
import type { Resource } from "./estate.ts";
import { placelessResource } from "./own-resource.ts";
import {
  completeNode,
  scalarNode,
  type CollectionNode,
  type ObjectNode,
  type ScalarNode,
  type ScalarValue,
  type Unknown,
  type ValueNode,
} from "./value.ts";

/** One claim of a sheet, as far as policies look at it. */
export interface DeclaredClaim {
  readonly id: string;
  readonly kind: string;
  readonly mark: string;
  readonly modality: string;
  readonly strength: string;
  /** Whether policies or another claim's result decide it. */
  readonly isDecided: boolean;
  /** The claim that a caveat limits; null for other claims. */
  readonly caps: string | null;
  readonly qualifiers: readonly string[];
  readonly wording: { readonly ja: string; readonly en: string };
  readonly ceiling: { readonly ja: string; readonly en: string };
  /** Who reviews a plan and until which day (`2026-12-31`, in Asia/Tokyo); null where nobody says. */
  readonly owner: string | null;
  readonly reviewBy: string | null;
  /** Whose property something inherited is, where that is stated, and the day, in Asia/Tokyo, on which the statement was read. */
  readonly provider: { readonly name: string; readonly source: string; readonly checkedOn: string | Unknown } | null;
}

/** Claims of a sheet that have to agree. */
export interface DeclaredAgreement {
  /** The fact that they speak about, or the tension between them. */
  readonly name: string;
  /** Ids of claims of the sheet. */
  readonly claims: readonly string[];
  /** Whether the owner has decided how they are meant. */
  readonly isDecided: boolean;
}

/** A sheet as a resource of the estate, for the policies on how a sheet is worded. */
export interface DeclaredSheet {
  readonly id: string;
  readonly claims: readonly DeclaredClaim[];
  readonly agreements: readonly DeclaredAgreement[];
}

/** What the id of the sheet's resource begins with; no document can bear it as its label. */
export const sheetLabel = "sheet";

/**
 * Takes from a sheet the days on which a provider's statement was read, where they are later than the instant of the check: at
 * that instant nobody had read it, so that it is no evidence (U4). Without an instant nothing is later.
 */
export function withoutLater(sheet: DeclaredSheet, instant: string | undefined): DeclaredSheet {
  if (instant === undefined) return sheet;
  const now = timeOf(instant);
  const claims = sheet.claims.map((claim) => {
    const { provider } = claim;
    if (typeof provider?.checkedOn !== "string" || !(timeOf(`${provider.checkedOn}T00:00:00+09:00`) > now))
      return claim;
    return { ...claim, provider: { ...provider, checkedOn: { unknown: "U4" } as const } };
  });
  return { ...sheet, claims };
}

/** Makes the resource of a sheet. */
export function sheetResource(sheet: DeclaredSheet): Resource {
  const origin = `${sheet.id}#`;
  const byId = new Map(sheet.claims.map((claim) => [claim.id, claim]));
  return {
    ...placelessResource,
    type: "sheet",
    id: `${sheetLabel}#${sheet.id}`,
    document: sheetLabel,
    origin,
    values: {
      claims: completeNode(
        sheet.claims.map((claim, index) => claimNode(claim, `${origin}/claims/${String(index)}`)),
        `${origin}/claims`,
      ),
      agreements: completeNode(
        sheet.agreements.map((agreement) => agreementNode(agreement, byId, origin)),
        `${origin}/claims`,
      ),
    },
  };
}

function claimNode(claim: DeclaredClaim, at: string): ObjectNode {
  const isPlan = claim.mark === "planned";
  return objectOf(at, {
    claim: claim.id,
    ...markOf(claim),
    kind: claim.kind,
    is_decided: claim.isDecided,
    caps: claim.caps,
    qualifiers: listOf(`${at}/qualifiers`, claim.qualifiers),
    wording_ja: claim.wording.ja,
    wording_en: claim.wording.en,
    ceiling_ja: claim.ceiling.ja,
    ceiling_en: claim.ceiling.en,
    owner: claim.owner ?? (isPlan ? { unknown: "U7" } : null),
    review_by: claim.reviewBy ?? (isPlan ? { unknown: "U7" } : null),
    provider: completeNode(
      claim.provider === null
        ? []
        : [
            objectOf(`${at}/provider`, {
              name: claim.provider.name,
              source: claim.provider.source,
              checked_on: claim.provider.checkedOn,
            }),
          ],
      `${at}/provider`,
    ),
  });
}

function agreementNode(
  { name, claims: ids, isDecided }: DeclaredAgreement,
  byId: ReadonlyMap<string, DeclaredClaim>,
  origin: string,
): ObjectNode {
  const claims = ids.flatMap((id) => byId.get(id) ?? []);
  return objectOf(`${origin}/claims`, {
    name,
    is_decided: isDecided,
    claims: completeNode(
      claims.map((claim) => objectOf(`${origin}/claims`, { claim: claim.id, ...markOf(claim) })),
      `${origin}/claims`,
    ),
  });
}

function markOf({ mark, modality, strength }: DeclaredClaim): Readonly<Record<string, string>> {
  return { mark, modality, strength };
}

function listOf(at: string, items: readonly string[]): CollectionNode {
  return completeNode(
    items.map((item) => scalarNode(item, at)),
    at,
  );
}

function objectOf(at: string, fields: Readonly<Record<string, ScalarValue | CollectionNode>>): ObjectNode {
  return {
    kind: "object",
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, value]): [string, ValueNode] => [name, nodeOf(at, name, value)]),
    ),
  };
}

function nodeOf(at: string, name: string, value: ScalarValue | CollectionNode): ScalarNode | CollectionNode {
  return isCollectionNode(value) ? value : scalarNode(value, `${at}/${name}`);
}

function isCollectionNode(value: ScalarValue | CollectionNode): value is CollectionNode {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === "collection";
}
