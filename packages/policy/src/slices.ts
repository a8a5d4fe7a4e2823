import {
  profileInput,
  sliceOf,
  SekishoError,
  type Diagnostic,
  type Estate,
  type Json,
  type Resource,
} from "@sekisho/estate";
import type { KnownSlices, SelectionTree, SliceTree } from "@sekisho/estate";
import type { PolicyBundle, PolicyInfo } from "./bundle.ts";
import { isPolicyId } from "./policy-id.ts";
import { compareTexts } from "./verdict.ts";

/** What evaluation and slicing take. */
export interface SliceRequest {
  readonly estate: Estate;
  readonly bundle: PolicyBundle;
  /** The evaluation instant, RFC 3339. */
  readonly instant: string;
  /** Ids of the policies; all of the bundle if left out. */
  readonly policies?: readonly string[];
}

/** One input of one policy, as an OPA is given it. */
export interface Slice {
  readonly policy: string;
  /** Id of the subject. */
  readonly subject: string;
  readonly input: Readonly<Record<string, Json>>;
}

/** One subject of a policy with all that its evaluation needs. */
export interface SubjectSlice {
  readonly resource: Resource;
  /** Whether nothing declares the resource's type. */
  readonly isUndeclared: boolean;
  readonly selection: SelectionTree;
  readonly tree: SliceTree;
  readonly input: Readonly<Record<string, Json>>;
}

/**
 * Cuts every input that evaluation would give to the policies, in the order of evaluation.
 *
 * @throws SekishoError `POLICY_UNKNOWN` for a policy that the bundle does not hold.
 */
export function slicesOf(request: SliceRequest): { readonly slices: readonly Slice[] } {
  return {
    slices: chosenPolicies(request.bundle, request.policies).flatMap((policy) =>
      [...subjectSlices(request, policy)].map(({ resource, input }) => ({
        policy: policy.id,
        subject: resource.id,
        input,
      })),
    ),
  };
}

/**
 * Picks policies of a bundle, sorted by id.
 *
 * @throws SekishoError `POLICY_UNKNOWN` for an id that the bundle does not hold.
 */
export function chosenPolicies(bundle: PolicyBundle, ids?: readonly string[]): readonly PolicyInfo[] {
  const held = new Map(bundle.policies.map((policy) => [policy.id, policy]));
  for (const id of ids ?? []) {
    if (held.has(id)) continue;
    const what = isPolicyId(id)
      ? "is a built-in policy, but the bundle does not hold it"
      : "is no policy of the bundle";
    throw new SekishoError(
      "POLICY_UNKNOWN",
      `"${id}" ${what} (revision ${bundle.revision}). "sekisho list policies" lists what it holds.`,
      { details: { policy: id } },
    );
  }
  return [...new Set(ids ?? held.keys())].sort().flatMap((id) => held.get(id) ?? []);
}

/** Gives the subjects of one policy with their trees and inputs, sorted by id, one at a time to keep memory small. */
export function* subjectSlices(
  request: Pick<SliceRequest, "estate" | "instant">,
  policy: PolicyInfo,
): Generator<SubjectSlice, void, undefined> {
  const { estate, instant } = request;
  const profile = profileInput(estate.profile, policy.profile);
  const roots = Object.entries(policy.selection.roots);
  const subjects = roots.flatMap(([type, selection]) =>
    estate.subjects(type).map((resource) => ({ type, selection, resource })),
  );
  // Those of one type are sorted already.
  if (roots.length > 1) subjects.sort((a, b) => compareTexts(a.resource.id, b.resource.id));
  const known: KnownSlices = new Map();
  for (const { type, selection, resource } of subjects) {
    const tree = sliceOf(estate, resource, selection, known);
    const { isUndeclared } = estate.typeOf(resource);
    yield { resource, isUndeclared, selection, tree, input: { [type]: tree, profile, now: instant } };
  }
}

/** Longer inputs, in characters of JSON, are worth a warning: they cost memory and time, and are rarely meant. */
export const largeInput = 1_000_000;

/** Tells the user of a large input which policy, subject and link make it so. */
export function largeSlice(policy: PolicyInfo, { resource, tree }: SubjectSlice, length: number): Diagnostic {
  const collections = Object.entries(tree).map(([link, value]) => ({
    link,
    length: JSON.stringify(value).length,
    count: isCollection(value) ? value.items.length : 1,
  }));
  const largest = collections.reduce((most, one) => (one.length > most.length ? one : most));
  return {
    code: "SLICE_LARGE",
    document: resource.document,
    args: { policy: policy.id, subject: resource.id, characters: length, link: largest.link, count: largest.count },
  };
}

function isCollection(value: Json): value is { readonly items: readonly Json[] } {
  return typeof value === "object" && value !== null && "items" in value && Array.isArray(value.items);
}
