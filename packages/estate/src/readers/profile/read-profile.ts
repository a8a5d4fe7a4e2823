import type { Json } from "../../model/value.ts";
import { own } from "../json-access.ts";
import { readUserFile, type UserFileInput, type UserFileKind } from "../user-file.ts";
import {
  profileKeys,
  tierNames,
  type Profile,
  type ProfileFolder,
  type ProfileSelector,
  type TierName,
} from "./profile.ts";
import { validate } from "./validate-profile.generated.ts";

/** A profile as it is given. */
export interface ProfileInput extends UserFileInput {
  /** `sha256:<hex>` of its bytes. */
  readonly digest: string;
}

/** What the schema admits. */
interface ProfileFile {
  readonly regions?: readonly (string | { readonly name: string; readonly accounts?: readonly string[] })[];
  readonly accounts?: Readonly<Record<string, string>>;
  readonly service_endpoints?: readonly WrittenSelector[];
  readonly customer_data_stores?: readonly WrittenSelector[];
  readonly tiers?: Readonly<Partial<Record<TierName, readonly WrittenSelector[]>>>;
  readonly edge_vpcs?: readonly WrittenSelector[];
  readonly bpa_exclusions?: readonly WrittenSelector[];
  readonly egress_paths?: readonly WrittenSelector[];
  readonly static_distributions?: readonly WrittenSelector[];
  readonly waf_incapable_endpoints?: readonly WrittenSelector[];
  readonly certificate?: { readonly owners?: readonly WrittenSelector[] };
  readonly sensitive_folders?: readonly Omit<ProfileFolder, "origin">[];
  readonly managed_elsewhere?: readonly string[];
  readonly plans?: Readonly<Record<string, { readonly owner: string; readonly review_by: string }>>;
  readonly decisions?: Readonly<
    Record<string, { readonly decision: string; readonly decided_by: string; readonly decided_on: string }>
  >;
}

interface WrittenSelector {
  readonly address?: string;
  readonly arn?: string;
  readonly tag?: { readonly key: string; readonly value: string };
}

const profileFile: UserFileKind = {
  what: "profile",
  code: "PROFILE_INVALID",
  schema: "sekisho.profile.v1.schema.json",
  validate,
};

/**
 * Reads a profile from YAML (or JSON, which is YAML).
 *
 * @throws SekishoError `PROFILE_INVALID` with file, line and column of the first problem: broken YAML, a key given twice, an
 * alias, a key or value that the schema (`schema/sekisho.profile.v1.schema.json`) does not admit.
 */
export function readProfile(file: ProfileInput): Profile {
  // The validator has checked it.
  return toProfile(readUserFile(file, profileFile).content as ProfileFile, file);
}

function toProfile(content: ProfileFile, file: { readonly name: string; readonly digest: string }): Profile {
  const at = (pointer: string): string => `${file.name}#${pointer}`;
  const values: Record<string, { value: Json; origin: string }> = {};
  function selectors(
    written: readonly WrittenSelector[] | undefined,
    pointer: string,
  ): readonly ProfileSelector[] | null {
    return (
      written?.map((selector, index) => ({
        address: selector.address ?? null,
        arn: selector.arn ?? null,
        tag: selector.tag ?? null,
        origin: at(`${pointer}/${String(index)}`),
      })) ?? null
    );
  }
  for (const key of Object.keys(profileKeys)) {
    const names = key.split(".");
    const value = names.reduce<Json | undefined>((place, name) => own(place, name), content as Json);
    if (value !== undefined) values[key] = { value, origin: at(`/${names.join("/")}`) };
  }
  return {
    name: file.name,
    digest: file.digest,
    regions:
      content.regions?.map((region, index) => ({
        name: typeof region === "string" ? region : region.name,
        accounts: typeof region === "string" ? null : (region.accounts ?? null),
        origin: at(`/regions/${String(index)}`),
      })) ?? null,
    accounts: content.accounts ?? null,
    serviceEndpoints: selectors(content.service_endpoints, "/service_endpoints"),
    customerDataStores: selectors(content.customer_data_stores, "/customer_data_stores"),
    tiers:
      content.tiers === undefined
        ? null
        : Object.fromEntries(tierNames.map((tier) => [tier, selectors(content.tiers?.[tier], `/tiers/${tier}`) ?? []])),
    edgeVpcs: selectors(content.edge_vpcs, "/edge_vpcs"),
    bpaExclusions: selectors(content.bpa_exclusions, "/bpa_exclusions"),
    egressPaths: selectors(content.egress_paths, "/egress_paths"),
    staticDistributions: selectors(content.static_distributions, "/static_distributions"),
    wafIncapableEndpoints: selectors(content.waf_incapable_endpoints, "/waf_incapable_endpoints"),
    certificateOwners: selectors(content.certificate?.owners, "/certificate/owners"),
    sensitiveFolders:
      content.sensitive_folders?.map((folder, index) => ({
        ...folder,
        origin: at(`/sensitive_folders/${String(index)}`),
      })) ?? null,
    managedElsewhere: content.managed_elsewhere ?? [],
    plans: mapValues(content.plans ?? {}, ({ owner, review_by }) => ({ owner, reviewBy: review_by })),
    decisions: mapValues(content.decisions ?? {}, ({ decision, decided_by, decided_on }) => ({
      decision,
      decidedBy: decided_by,
      decidedOn: decided_on,
    })),
    values,
  };
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
