import type { DerivationContext, Resource } from "../../model/estate.ts";
import { boolean, derivedScalar, enumeration, type DerivedScalarAttribute } from "../../model/resource-type.ts";
import { isUnknown, type Json, type ScalarValue, type Unknown } from "../../model/value.ts";
import { tierNames, type Profile, type ProfileSelector, type TierName } from "../../readers/profile/profile.ts";
import { asScalar } from "./nodes.ts";

interface Derived {
  readonly value: ScalarValue;
  readonly origin: string;
}

/**
 * Declares the attribute `tier`: the tier for which the profile's `tiers` declares the resource. It is unknown with U7
 * without that key, where no entry selects the resource, and where entries of two tiers do.
 */
export function declaredTier(): DerivedScalarAttribute<TierName | null | Unknown> {
  return derivedScalar(enumeration(tierNames), tierOf);
}

/**
 * Declares the attribute `tier` of what lies in subnets: the tier for which the profile declares it itself, or else the one
 * of its subnets. Subnets of two tiers leave it unknown with U7.
 */
export function declaredTierIn(subnets: string): DerivedScalarAttribute<TierName | null | Unknown> {
  return derivedScalar(enumeration(tierNames), (context) => ownTier(context) ?? tierAmong(context, subnets));
}

/**
 * Declares the attribute `tier` of what is attached to something else: the tier for which the profile declares it itself, or
 * else the one of what the first of the attributes that says anything names.
 */
export function declaredTierOfHolder(
  ...attributes: readonly string[]
): DerivedScalarAttribute<TierName | null | Unknown> {
  return derivedScalar(enumeration(tierNames), (context) => {
    const own = ownTier(context);
    if (own !== null) return own;
    const said = attributes.find((attribute) => asScalar(context.value(attribute)).value !== null);
    return said === undefined ? unsaidTier(context) : tierAmong(context, said);
  });
}

function tierAmong(context: DerivationContext, attribute: string): Derived {
  const { items, code } = context.forward(attribute);
  const [first, ...others] = items.map((target) => asScalar(context.valueOf(target, "tier")));
  if (code !== null) return { value: { unknown: code }, origin: context.value(attribute).origin };
  const isOne = others.every(({ value }) => value === first?.value);
  return first === undefined || !isOne ? unsaidTier(context) : first;
}

function tierOf(context: DerivationContext): Derived {
  return ownTier(context) ?? unsaidTier(context);
}

function unsaidTier({ profile }: DerivationContext): Derived {
  return { value: { unknown: "U7" }, origin: `${profile.name ?? "profile"}#/tiers` };
}

/** Null where no selector selects the resource. */
function ownTier(context: DerivationContext): Derived | null {
  let chosen: Derived | null = null;
  for (const tier of tierNames) {
    const words = (context.profile.tiers?.[tier] ?? []).map((selector) => ({
      selector,
      word: selects(selector, context),
    }));
    const selected = words.find(({ word }) => word === true);
    if (selected === undefined && words.every(({ word }) => word === false)) continue;
    // A second tier that does or may select it contradicts the first.
    if (selected === undefined || chosen !== null) return unsaidTier(context);
    chosen = { value: tier, origin: selected.selector.origin };
  }
  return chosen;
}

/** Declares the attribute `declared_edge` of a VPC: whether the profile's `edge_vpcs` names it; U7 without that key. */
export function declaredEdge(): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) => {
    const { edgeVpcs } = context.profile;
    return isNamed(edgeVpcs, "edge_vpcs", context.profile, (selector) =>
      selectsIfTold(selector, context.resource, context),
    );
  });
}

/** Tells whether the profile's `edge_vpcs` names a VPC that is in no document, of which only the id may be known. */
export function declaredEdgeOfId(profile: Profile, id: ScalarValue): Derived {
  return isNamed(profile.edgeVpcs, "edge_vpcs", profile, (selector) => selectsId(selector, id));
}

/**
 * Tells whether the profile's `egress_paths` names what a route leads to, of which only the id may be known; U7 without that
 * key.
 */
export function declaredPath(context: DerivationContext, target: Resource | undefined, id: ScalarValue): Derived {
  return isNamed(context.profile.egressPaths, "egress_paths", context.profile, (selector) =>
    target === undefined ? selectsId(selector, id) : selectsIfTold(selector, target, context),
  );
}

/**
 * Declares the attribute `declared_static` of a distribution: whether the profile's `static_distributions` names it. The
 * key lists exceptions: without it there is none.
 */
export function declaredStatic(): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) => {
    const { staticDistributions } = context.profile;
    return isNamed(staticDistributions ?? [], "static_distributions", context.profile, (selector) =>
      selectsIfTold(selector, context.resource, context),
    );
  });
}

/**
 * Declares the attribute `declared_waf_incapable` of an endpoint that cannot have a web ACL: whether the profile's
 * `waf_incapable_endpoints` names it; U7 without that key.
 */
export function declaredWafIncapable(): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) => {
    const { wafIncapableEndpoints } = context.profile;
    return isNamed(wafIncapableEndpoints, "waf_incapable_endpoints", context.profile, (selector) =>
      selectsIfTold(selector, context.resource, context),
    );
  });
}

/**
 * Declares the attribute `declared_owner` of a certificate: whether the profile's `certificate.owners` names someone who
 * renews it; U7 without that key.
 */
export function declaredOwner(): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) => {
    const { certificateOwners } = context.profile;
    return isNamed(certificateOwners, "certificate/owners", context.profile, (selector) =>
      selectsIfTold(selector, context.resource, context),
    );
  });
}

/** Declares the attribute `declared` of an exclusion: whether the profile's `bpa_exclusions` names the excluded VPC or subnet. */
export function declaredExclusion(): DerivedScalarAttribute<boolean | null | Unknown> {
  return derivedScalar(boolean(), (context) => {
    const { profile } = context;
    return isNamed(profile.bpaExclusions, "bpa_exclusions", profile, (selector) => selectsExcluded(selector, context));
  });
}

function selectsExcluded(selector: ProfileSelector, context: DerivationContext): boolean | null {
  const ids = wordsOf(selector, context, ["vpc_id", "subnet_id"]);
  // It names the same thing, for those who are not told the id.
  const words = ids.length === 0 ? wordsOf(selector, context, ["resource_arn"]) : ids;
  return words.includes(true) ? true : words.includes(null) || words.length === 0 ? null : false;
}

/** Whether a selector means what attributes name; those that name nothing say no word. */
function wordsOf(
  selector: ProfileSelector,
  context: DerivationContext,
  attributes: readonly string[],
): readonly (boolean | null)[] {
  return attributes.flatMap((attribute) => {
    const { value } = asScalar(context.value(attribute));
    if (value === null) return [];
    const [target] = context.forward(attribute).items;
    if (target !== undefined) return [selectsIfTold(selector, target, context)];
    return [selectsId(selector, typeof value === "string" ? value.slice(value.lastIndexOf("/") + 1) : value)];
  });
}

/** `select` says whether a selector means the resource; null if that is not known. */
function isNamed(
  selectors: readonly ProfileSelector[] | null,
  key: string,
  profile: Profile,
  select: (selector: ProfileSelector) => boolean | null,
): Derived {
  const origin = `${profile.name ?? "profile"}#/${key}`;
  if (selectors === null) return { value: { unknown: "U7" }, origin };
  let open = false;
  for (const selector of selectors) {
    const word = select(selector);
    if (word === true) return { value: true, origin: selector.origin };
    open ||= word === null;
  }
  return { value: open ? { unknown: "U2" } : false, origin };
}

function selects(selector: ProfileSelector, context: DerivationContext): boolean | null {
  return selectsResource(selector, context.resource, context);
}

function selectsResource(selector: ProfileSelector, resource: Resource, context: DerivationContext): boolean | null {
  if (selector.address !== null) return selectsAddress(selector.address, resource);
  if (selector.arn !== null) {
    if (resource.arn !== null) return resource.arn === selector.arn;
    // What is created has no ARN yet that a profile could name.
    if (resource.action === "create" || resource.action === "replace") return false;
    return selectsId(selector, resource.identities["id"] ?? null);
  }
  // Some types have no tags.
  if (selector.tag === null || !Object.hasOwn(resource.values, "tags")) return false;
  return selectsTag(selector.tag, asScalar(context.valueOf(resource, "tags")).value);
}

/** As `selectsResource`; what has no address may be what another document calls by it. */
function selectsIfTold(selector: ProfileSelector, resource: Resource, context: DerivationContext): boolean | null {
  return selector.address !== null && resource.address === null ? null : selectsResource(selector, resource, context);
}

/** An address without its last key means every instance; a label before it means that document alone. */
function selectsAddress(written: string, { address, document }: Resource): boolean {
  if (address === null) return false;
  const [label, own] = written.includes("#") ? written.split("#", 2) : [document, written];
  if (label !== document) return false;
  return own === address || own === address.replace(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]$/u, "");
}

/** The id of a VPC, subnet or distribution is the last part of its ARN and is given once. */
function selectsId(selector: ProfileSelector, id: ScalarValue): boolean | null {
  return selector.arn === null || typeof id !== "string" ? null : selector.arn.endsWith(`/${id}`);
}

function selectsTag(tag: { readonly key: string; readonly value: string }, tags: ScalarValue): boolean | null {
  return isUnknown(tags) ? null : tagMap(tags).get(tag.key) === tag.value;
}

/** Terraform writes tags as a map, AWS as a list of keys and values. */
function tagMap(value: Json): ReadonlyMap<string, Json> {
  if (Array.isArray(value)) {
    return new Map(
      (value as readonly Json[]).flatMap((entry): readonly (readonly [string, Json])[] => {
        if (typeof entry !== "object" || entry === null || Array.isArray(entry)) return [];
        const one = entry as { readonly [name: string]: Json };
        const key = one["Key"] ?? one["key"];
        return typeof key === "string" ? [[key, one["Value"] ?? one["value"] ?? null]] : [];
      }),
    );
  }
  return typeof value === "object" && value !== null
    ? new Map(Object.entries(value as { readonly [name: string]: Json }))
    : new Map();
}
