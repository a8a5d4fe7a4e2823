import {
  daysOf,
  SekishoError,
  type DeclaredAgreement,
  type DeclaredClaim,
  type DeclaredSheet,
  type Profile,
} from "@sekisho/estate";
import type { AnyClaim, AnySheet } from "./define.ts";

/**
 * Checks that what a profile says of plans and tensions is said of those of the sheet.
 *
 * @throws SekishoError `PROFILE_INVALID` if it names a plan or a tension that the sheet does not have, or a date that is none.
 */
export function assertDeclarations(sheet: AnySheet, profile: Profile): void {
  const plans = new Set(sheet.claims.filter(({ mark }) => mark === "planned").map(({ id }) => id));
  const tensions = new Set((sheet.tensions ?? []).map(({ id }) => id));
  for (const [id, { reviewBy }] of Object.entries(profile.plans)) {
    if (!plans.has(id)) throw invalid(profile, `/plans/${id}`, `is no plan of the sheet ${sheet.id}`, [...plans]);
    if (daysOf(reviewBy) === null) throw invalid(profile, `/plans/${id}/review_by`, "is no date", []);
  }
  for (const [id, { decidedOn }] of Object.entries(profile.decisions)) {
    if (!tensions.has(id)) {
      throw invalid(profile, `/decisions/${id}`, `is no tension of the sheet ${sheet.id}`, [...tensions]);
    }
    if (daysOf(decidedOn) === null) throw invalid(profile, `/decisions/${id}/decided_on`, "is no date", []);
  }
}

function invalid(profile: Profile, place: string, what: string, known: readonly string[]): SekishoError {
  const advice = known.length === 0 ? "Correct it" : `It is one of ${known.join(", ")}`;
  return new SekishoError(
    "PROFILE_INVALID",
    `The profile ${profile.name ?? ""} cannot be used: ${place} ${what}. ${advice}.`,
    { details: { file: profile.name ?? "" } },
  );
}

/** Makes of a sheet what policies on its wording look at. */
export function declareSheet(sheet: AnySheet, profile: Profile): DeclaredSheet {
  return {
    id: sheet.id,
    claims: sheet.claims.map((claim) => declareClaim(claim, profile)),
    agreements: agreementsOf(sheet, profile),
  };
}

/** What the owner decided on a tension holds for the facts within it, too. */
function agreementsOf(sheet: AnySheet, { decisions }: Profile): readonly DeclaredAgreement[] {
  const tensions = (sheet.tensions ?? []).filter(({ between }) => between === "rows");
  const decided = tensions.filter(({ id }) => Object.hasOwn(decisions, id));
  const facts = [...new Set(sheet.claims.flatMap(({ fact }) => fact ?? []))].map((name) => ({
    name,
    claims: sheet.claims.filter(({ fact }) => fact === name).map(({ id }) => id),
  }));
  return [...facts, ...tensions.map(({ id, claims }) => ({ name: id, claims }))].map((agreement) => ({
    ...agreement,
    isDecided: decided.some(({ claims }) => agreement.claims.every((id) => claims.includes(id))),
  }));
}

/** Tells who reviews a plan and until when: what the profile says goes before the sheet. */
export function planOf(
  claim: AnyClaim,
  plans: Profile["plans"],
): { readonly owner?: string; readonly reviewBy?: string } {
  return (Object.hasOwn(plans, claim.id) ? plans[claim.id] : undefined) ?? claim;
}

function declareClaim(claim: AnyClaim, { plans }: Profile): DeclaredClaim {
  const { owner = null, reviewBy = null } = planOf(claim, plans);
  const { id, kind, mark, modality, strength, qualifiers, wording, ceiling } = claim;
  return {
    id,
    kind,
    mark,
    modality,
    strength,
    isDecided: claim.decides !== undefined || claim.sameResultAs !== undefined,
    caps: claim.caps ?? null,
    qualifiers,
    wording,
    ceiling,
    owner,
    reviewBy,
    provider: claim.provider ?? null,
  };
}
