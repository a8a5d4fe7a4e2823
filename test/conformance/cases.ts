/**
 * Reads the cases beside the policies: situations with the findings that were written by hand for them.
 *
 * @module
 */
import {
  attestationsDocument,
  configDocument,
  devicesDocument,
  planDocument,
  type DevicesSpec,
  type JsonObject,
  type PlanSpec,
} from "@sekisho-test/support";
import {
  buildEstate,
  readDocuments,
  readProfile,
  resourceTypes,
  type DeclaredAgreement,
  type DeclaredClaim,
  type DeclaredSheet,
  type Estate,
  type Json,
  type Selection,
  type SelectionTree,
} from "@sekisho/estate";
import { parse, stringify } from "yaml";

/** One document of a situation; `json` is one as it stands, of whatever kind. */
export type CaseDocument =
  | { readonly plan: PlanSpec }
  | { readonly config: { readonly items: readonly Json[] } }
  | { readonly devices: DevicesSpec }
  | { readonly attestations: readonly JsonObject[]; readonly owner?: JsonObject }
  | { readonly json: Json };

/** The finding that is expected for one subject, complete. */
export interface ExpectedFinding {
  readonly subject: string;
  readonly status: string;
  readonly scope?: string;
  readonly reason?: string;
  readonly rests_on?: readonly Json[];
  readonly unknown?: readonly { readonly code: string; readonly rests_on: readonly Json[] }[];
  readonly violations?: readonly {
    readonly reason: string;
    readonly severity?: string;
    readonly args?: Json;
    readonly rests_on: readonly Json[];
  }[];
}

/** One situation. */
export interface PolicyCase {
  readonly name: string;
  readonly cites?: string;
  readonly twin_of?: string;
  readonly documents: readonly CaseDocument[];
  readonly profile?: Json;
  /** The sheet that is answered; what a claim leaves out is as in most claims. */
  readonly sheet?: {
    readonly claims: readonly (Partial<DeclaredClaim> & Pick<DeclaredClaim, "id">)[];
    readonly agreements?: readonly DeclaredAgreement[];
  };
  readonly covers?: readonly string[];
  readonly now?: string;
  readonly expect: readonly ExpectedFinding[];
}

/** The situations of one policy. */
export interface PolicyCases {
  readonly policy: string;
  readonly cases: readonly PolicyCase[];
}

/** Reads every `cases.yaml` of a policy tree, sorted by policy. */
export function readCases(files: Readonly<Record<string, string>>): readonly PolicyCases[] {
  return Object.keys(files)
    .filter((path) => path.endsWith("/cases.yaml"))
    .sort()
    .map((path) => parse(files[path] ?? "") as PolicyCases);
}

/** Tells whether what is selected is told by one kind of document only, so that there is no other source to compare with. */
export function hasOneSource({ roots }: Selection): boolean {
  const isOwn = (name: string): boolean =>
    Object.keys(resourceTypes.find(({ type }) => type === name)?.sources ?? {}).length === 0;
  return Object.entries(roots).every(([type, tree]) => isOwn(type) && linkedTypes(tree).every(isOwn));
}

function linkedTypes(tree: SelectionTree): readonly string[] {
  return tree.flatMap((field) => {
    if (field.kind === "reverse") return [field.type, ...linkedTypes(field.items)];
    if (field.kind !== "forward") return [];
    return Object.entries(field.targets).flatMap(([type, inner]) => [type, ...linkedTypes(inner)]);
  });
}

/** The instant that a case is judged by unless it names one. */
export const defaultNow = "2026-11-01T00:00:00.000Z";

/** Guards, which say what is and judge nothing. */
export const neverFails: readonly string[] = ["cert.client_auth_wording_guard"];

/** The content of a document as its reader is given it. */
export function jsonOf(document: CaseDocument): Json {
  if ("plan" in document) return planDocument(document.plan);
  if ("devices" in document) return devicesDocument(document.devices);
  if ("attestations" in document) return attestationsDocument(document.attestations, document.owner);
  return "config" in document ? configDocument(document.config.items) : document.json;
}

/** Builds the estate of a situation through the real readers. */
export function estateOf(situation: PolicyCase): Estate {
  const documents = situation.documents.map((document) => {
    const json = jsonOf(document);
    const bytes = new TextEncoder().encode(JSON.stringify(json));
    return { label: null, name: "document.json", digest: "sha256:0", bytes };
  });
  const profile =
    situation.profile === undefined
      ? {}
      : { profile: readProfile({ name: "profile.yaml", digest: "sha256:0", text: stringify(situation.profile) }) };
  const covers = (situation.covers ?? []).map((type) => ({ type, account: null, region: null }));
  const sheet = situation.sheet === undefined ? {} : { sheet: sheetOf(situation.sheet) };
  const instant = situation.now ?? defaultNow;
  return buildEstate(readDocuments(documents, resourceTypes), { ...profile, ...sheet, covers, instant });
}

const plainClaim: Omit<DeclaredClaim, "id"> = {
  kind: "statement",
  mark: "有",
  modality: "implemented",
  strength: "plain",
  isDecided: true,
  caps: null,
  qualifiers: [],
  wording: { ja: "している。", en: "It is done." },
  ceiling: { ja: "している。", en: "It is done." },
  owner: null,
  reviewBy: null,
  provider: null,
};

function sheetOf({ claims, agreements = [] }: NonNullable<PolicyCase["sheet"]>): DeclaredSheet {
  return { id: "example", claims: claims.map((claim) => ({ ...plainClaim, ...claim })), agreements };
}
