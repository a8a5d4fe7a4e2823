import { SekishoError } from "../errors.ts";
import { withoutStale } from "./freshness.ts";
import { withoutFuture } from "./future.ts";
import { emptyProfile, profileLabel, type Profile } from "../readers/profile/profile.ts";
import { resourceTypes } from "../types/index.ts";
import { isOfFleet } from "../types/sekisho/fleet.ts";
import { refuseAttestations, registerResources } from "./attestation-register.ts";
import { isRuntimeKind } from "./estate.ts";
import type {
  Cover,
  DerivationContext,
  Diagnostic,
  Estate,
  LinkChanges,
  LinkedResources,
  ReadAccount,
  ReadDocument,
  ReadResource,
  Resource,
} from "./estate.ts";
import { sheetLabel, sheetResource, withoutLater, type DeclaredSheet } from "./declared-sheet.ts";
import { listsPlace } from "./cover.ts";
import { joinCaptures } from "./join-captures.ts";
import { createLinkIndex, heaviestCode } from "./links.ts";
import { ownResource } from "./own-resource.ts";
import { endpointResources, folderResources } from "./profile-resources.ts";
import type { Attribute, ResourceType } from "./resource-type.ts";
import { push } from "./push.ts";
import { isUnknown, scalarNode, type ScalarValue, type UnknownCode, type ValueNode } from "./value.ts";

/** What stands beside the documents when an estate is built. */
export interface EstateOptions {
  readonly profile?: Profile;
  /** Listings that are known to be complete although no document says so (situations stated in test cases). */
  readonly covers?: readonly Cover[];
  /** The sheet that is answered, for the policies on how it is worded. */
  readonly sheet?: DeclaredSheet;
  /** The estate before what the documents plan: what is taken from it is known to be gone. */
  readonly before?: Estate;
  /**
   * The instant to judge the age of documents by, in RFC 3339; without it the profile's limit of it is not applied, and nothing
   * is of a later day.
   */
  readonly instant?: string;
  /** The resource types; the built-in ones unless given. */
  readonly types?: readonly ResourceType[];
}

/**
 * Builds one estate from the contents of all documents: accounts, regions and profile entries become resources, and
 * every link is resolved.
 *
 * @throws SekishoError `DOCUMENT_CONFLICT` if two documents claim the same resource and none is newer, or bear the same label,
 * `PROFILE_INVALID` if the profile's `managed_elsewhere` names no linking type.
 */
export function buildEstate(given: readonly ReadDocument[], options: EstateOptions = {}): Estate {
  const profile = options.profile ?? emptyProfile;
  const types = options.types ?? resourceTypes;
  const current = withoutStale(joinCaptures(given, types), profile, options.instant);
  const contents = withoutFuture(current, options.instant);
  refuseEqualLabels(contents);
  refuseUnknownTypes(profile, types);
  const accounts = placeAccounts(contents, profile);
  const resources: Resource[] = contents.flatMap(({ document, resources: read }) =>
    read.map((resource) => placeResource(document.label, resource, accounts)),
  );
  refuseEqualArns(resources);
  refuseAttestations(resources);
  resources.push(
    ...accounts.resources,
    ...regionResources(resources, accounts, profile),
    ...endpointResources(profile),
    ...folderResources(profile),
    ...(options.sheet === undefined ? [] : [sheetResource(withoutLater(options.sheet, options.instant))]),
    ...registerResources(contents),
  );
  resources.sort((a, b) => compare(a.id, b.id));

  const resourceById = new Map(resources.map((resource) => [resource.id, resource]));
  const typeByName = new Map(types.map((type) => [type.type, type]));
  const covers: readonly Cover[] = [...contents.flatMap((content) => content.covers), ...(options.covers ?? [])];
  const partial = heaviestCode(contents.map((content) => content.document.partial));
  const uncounted = new Set(contents.flatMap((content) => content.uncounted ?? []));
  const partialOf = (type: string): UnknownCode | null => partial ?? (uncounted.has(type) ? "U1" : null);
  const accountIds = accounts.resources.map((account) => account.id);
  function numberOf(account: string): string | null {
    const number = scalarOf(resourceById.get(account)?.values["account_id"]);
    return typeof number === "string" ? number : null;
  }

  const coversByType = new Map<string, Cover[]>();
  for (const cover of covers) push(coversByType, cover.type, cover);

  /** Whether one listing holds all resources of the type in the region; in every region, if none is given. */
  function isCovered(type: string, account: string, region: string | null): boolean {
    const place = { account: numberOf(account), region };
    return (coversByType.get(type) ?? []).some((cover) => listsPlace(cover, place));
  }
  /** Whether one listing holds all resources of a type that lies in no account. */
  function isListed(type: string): boolean {
    return (coversByType.get(type) ?? []).some(({ account, region }) => account === null && region === null);
  }
  function declaredRegions(): readonly string[] {
    return profile.regions?.map((region) => region.name) ?? [];
  }
  function coversAccount(type: string, account: string): boolean {
    if (!coversByType.has(type)) return false;
    if (isCovered(type, account, null)) return true;
    const regions = declaredRegions();
    return regions.length > 0 && regions.every((region) => isCovered(type, account, region));
  }
  const links = createLinkIndex({
    types,
    resources,
    resourceById,
    numberOf,
    partialOf,
    managedElsewhere: profile.managedElsewhere,
    declaresEndpoints: profile.serviceEndpoints !== null,
    declaresRegions: profile.regions !== null,
    heldBefore({ id }, linkingType, attribute) {
      const earlier = options.before?.find(id) ?? null;
      return earlier !== null && (options.before?.reverse(earlier, linkingType, attribute).items.length ?? 0) > 0;
    },
    covers(type, target) {
      if (target.type === "account") return coversAccount(type, target.id);
      if (isOfFleet(type)) return isListed(type);
      if (target.account === null) return false;
      const region = target.type === "region" ? scalarOf(target.values["name"]) : target.region;
      // What belongs to no region may be told in another one than that of its target.
      return typeof region === "string" && typeByName.get(type)?.isGlobal !== true
        ? isCovered(type, target.account, region)
        : coversAccount(type, target.account);
    },
  });

  // By attribute: what is derived of most resources is one or two attributes.
  const derived = new Map<Attribute, Map<Resource, ValueNode>>();
  const derivedFrom = new Set<string>();
  function looked(found: LinkedResources): LinkedResources {
    for (const { type } of found.items) derivedFrom.add(type);
    return found;
  }
  function typeOf(resource: Resource): ResourceType {
    const type = typeByName.get(resource.type);
    if (type === undefined) {
      throw new SekishoError("INTERNAL", `${resource.id} is of a type that no file defines. Report this as a defect.`);
    }
    return type;
  }
  function value(resource: Resource, attribute: string): ValueNode {
    if (attribute === "running") return scalarNode(resource.running, "default:document");
    const { attributes } = typeOf(resource);
    const declared = Object.hasOwn(attributes, attribute) ? attributes[attribute] : undefined;
    if (declared?.kind !== "derived" && declared?.kind !== "derivedScalar") {
      const node = resource.values[attribute];
      if (node === undefined) {
        throw new SekishoError(
          "INTERNAL",
          `The reader of ${resource.id} left out the declared attribute "${attribute}" of ${resource.type}. Report this as a defect.`,
        );
      }
      return node;
    }
    let known = derived.get(declared);
    if (known === undefined) derived.set(declared, (known = new Map<Resource, ValueNode>()));
    let node = known.get(resource);
    if (node === undefined) {
      const result = declared.derive(derivationContext(resource));
      node = "kind" in result ? result : scalarNode(result.value, result.origin);
      known.set(resource, node);
    }
    return node;
  }
  function derivationContext(resource: Resource): DerivationContext {
    return {
      resource,
      value: (attribute) => value(resource, attribute),
      valueOf: value,
      forward: (attribute, from) => looked(links.forward(from ?? resource, attribute)),
      reverse: (type, attribute, target) => looked(links.reverse(target ?? resource, type, attribute)),
      siblings: (type, attribute) => looked(links.siblings(resource, type, attribute)),
      changes: (type, attribute, target) => changesOf(target ?? resource, type, attribute),
      profile,
    };
  }
  function changesOf(target: Resource, type: string, attribute: string): LinkChanges {
    const now = looked(links.reverse(target, type, attribute));
    const stays = new Set(now.items.filter((item) => !isChanged(item)).map(({ id }) => id));
    const earlier = options.before?.find(target.id) ?? null;
    const before = earlier === null ? [] : (options.before?.reverse(earlier, type, attribute).items ?? []);
    return {
      added: now.items.filter(isChanged),
      removed: before.filter(({ id, isSubject }) => isSubject && !stays.has(id)),
      // That more may run than is told makes no change.
      code: now.code === "U4" || now.code === "U5" ? null : now.code,
    };
  }

  // Two documents can have one file name, so an origin means a resource only beside its document's label.
  let resourcesByOrigin: ReadonlyMap<string, ReadonlyMap<string, Resource>> | null = null;
  function holderOf(origin: string, document: string): Resource | null {
    resourcesByOrigin ??= byOrigin(resources);
    for (let at = origin; at !== ""; at = at.slice(0, Math.max(at.lastIndexOf("/"), 0))) {
      const found = resourcesByOrigin.get(document)?.get(at) ?? resourcesByOrigin.get(profileLabel)?.get(at);
      if (found !== undefined) return found;
    }
    return null;
  }

  const subjects = new Map<string, Resource[]>();
  for (const resource of resources) {
    if (resource.isSubject) push(subjects, resource.type, resource);
  }

  return {
    documents: contents.map((content) => content.document),
    resources,
    profile,
    partial,
    partialOf,
    diagnostics: contents.flatMap((content) => [...content.diagnostics, ...undeclaredIn(content, typeByName)]),
    accounting: sumAccounting(contents),
    derivedFrom,
    find: (id) => resourceById.get(id) ?? null,
    holderOf,
    typeOf,
    subjects: (type) => subjects.get(type) ?? [],
    value,
    forward: (resource, attribute) => links.forward(resource, attribute),
    reverse: (resource, linkingType, attribute) => links.reverse(resource, linkingType, attribute),
    coversType(type) {
      if (type === "attestation_register") return true;
      if (type === "service_endpoint") return profile.serviceEndpoints !== null;
      if (type === "account" || type === "region") return profile.regions !== null;
      if (type === "sensitive_folder") return profile.sensitiveFolders !== null;
      if (isOfFleet(type)) return isListed(type);
      // The sheet is given as a whole or not at all.
      if (type === "sheet") return options.sheet !== undefined;
      return accountIds.length > 0 && accountIds.every((account) => coversAccount(type, account));
    },
  };
}

/** Puts resources in order by the labels of their documents, and by their origins there. */
function byOrigin(resources: readonly Resource[]): ReadonlyMap<string, ReadonlyMap<string, Resource>> {
  const found = new Map<string, Map<string, Resource>>();
  for (const resource of resources) {
    let ofDocument = found.get(resource.document);
    if (ofDocument === undefined) found.set(resource.document, (ofDocument = new Map<string, Resource>()));
    ofDocument.set(resource.origin, resource);
  }
  return found;
}

/** Tells which resources of a document are of a type that nothing declares. */
function undeclaredIn(
  { document, resources }: ReadDocument,
  typeByName: ReadonlyMap<string, ResourceType>,
): readonly Diagnostic[] {
  const counts = new Map<string, number>();
  for (const { type } of resources) {
    if (typeByName.get(type)?.isUndeclared === true) counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => compare(a, b))
    .map(([type, count]) => ({ code: "TYPE_UNDECLARED", document: document.label, args: { type, count } }));
}

function isChanged({ action }: Resource): boolean {
  return action === "create" || action === "update" || action === "replace";
}

interface PlacedAccounts {
  readonly resources: readonly Resource[];
  /** Id of the account resource by document label and account key. */
  readonly idOf: ReadonlyMap<string, string>;
  /** Id of the region resource by the account's and the region's name. */
  readonly regionId: (account: string, name: string) => string;
}

function placeAccounts(contents: readonly ReadDocument[], profile: Profile): PlacedAccounts {
  const resources = new Map<string, Resource>();
  const idOf = new Map<string, string>();
  const idByNumber = new Map<string, string>();
  for (const content of contents) {
    const { document, resources: held } = content;
    for (const account of content.accounts) {
      const { number, origin } = accountNumber(account, content, profile);
      const known = number === null ? undefined : idByNumber.get(number);
      const id = known ?? `${document.label}#account[${number ?? account.key}]`;
      idOf.set(`${document.label}\n${account.key}`, id);
      // A snapshot may show that nothing runs in an account.
      const running =
        isRuntimeKind(document.kind) ||
        held.some((resource) => resource.accountKey === account.key && resource.running);
      const previous = resources.get(id);
      // An account that a plan speaks about as well may hold more than the running system shows, and the other way round.
      if (previous !== undefined) {
        resources.set(id, { ...previous, running: previous.running && running });
        continue;
      }
      if (number !== null) idByNumber.set(number, id);
      resources.set(id, {
        ...ownResource,
        type: "account",
        id,
        document: document.label,
        account: null,
        accountKey: account.key,
        running,
        origin,
        values: { account_id: scalarNode(number ?? { unknown: "U7" }, origin) },
      });
    }
  }
  // A region that is declared for an account which no document speaks about is a subject, too. Beside an account of unknown
  // number it is left to that one, which may be the account that is meant and is then undecided.
  const isNumbered = [...resources.values()].every(({ values }) => typeof scalarOf(values["account_id"]) === "string");
  for (const { accounts: declared, origin } of isNumbered ? (profile.regions ?? []) : []) {
    for (const number of declared ?? []) {
      if (idByNumber.has(number)) continue;
      const id = `${profileLabel}#account[${number}]`;
      idByNumber.set(number, id);
      resources.set(id, {
        ...ownResource,
        type: "account",
        id,
        document: profileLabel,
        account: null,
        accountKey: number,
        running: false,
        origin,
        values: { account_id: scalarNode(number, origin) },
      });
    }
  }
  return { resources: [...resources.values()], idOf, regionId: regionIds() };
}

/** What a document tells of an account goes before what the profile says of the document's one account. */
function accountNumber(
  account: ReadAccount,
  { document, accounts }: ReadDocument,
  profile: Profile,
): { readonly number: string | null; readonly origin: string } {
  const { label } = document;
  const declared =
    profile.accounts !== null && Object.hasOwn(profile.accounts, label) ? profile.accounts[label] : undefined;
  const isOnly = accounts.length === 1;
  if (isOnly && declared !== undefined && account.id !== null && account.id !== declared) {
    throw new SekishoError(
      "PROFILE_INVALID",
      `The profile ${profile.name ?? ""} cannot be used: /accounts/${label} is another account than the one that ${document.name} tells. Correct it.`,
      { details: { file: profile.name ?? "" } },
    );
  }
  if (account.id !== null || declared === undefined) return { number: account.id, origin: account.origin };
  // The profile names one account for a document; whose of several it is, it does not say.
  const nameless = accounts.filter(({ id }) => id === null).length;
  if (nameless > 1) return { number: null, origin: account.origin };
  return { number: declared, origin: `${profile.name ?? ""}#/accounts/${label}` };
}

function placeResource(label: string, resource: ReadResource, accounts: PlacedAccounts): Resource {
  const arnValue = resource.identities["arn"];
  const arn = typeof arnValue === "string" ? arnValue : null;
  const account = accounts.idOf.get(`${label}\n${resource.accountKey}`) ?? null;
  const { region } = resource;
  return new PlacedResource(resource, {
    id:
      resource.id ??
      (resource.address === null ? (arn ?? `${label}#${resource.origin}`) : `${label}#${resource.address}`),
    arn,
    document: label,
    account,
    regionId: isUnknown(region)
      ? region
      : region === null || account === null
        ? null
        : accounts.regionId(account, region),
  });
}

type Placement = Pick<Resource, "id" | "arn" | "document" | "account" | "regionId">;

/** A resource with its place in the estate; a reader may read its values and links when they are asked for. */
class PlacedResource implements Resource {
  readonly id: Placement["id"];
  readonly arn: Placement["arn"];
  readonly document: Placement["document"];
  readonly account: Placement["account"];
  readonly regionId: Placement["regionId"];
  readonly type: string;
  readonly action: Resource["action"];
  readonly running: boolean;
  readonly isSubject: boolean;
  readonly #read: ReadResource;

  constructor(read: ReadResource, placement: Placement) {
    this.id = placement.id;
    this.arn = placement.arn;
    this.document = placement.document;
    this.account = placement.account;
    this.regionId = placement.regionId;
    this.type = read.type;
    this.action = read.action;
    this.running = read.running;
    this.isSubject = read.isSubject;
    this.#read = read;
  }

  get address(): Resource["address"] {
    return this.#read.address;
  }
  get identities(): Resource["identities"] {
    return this.#read.identities;
  }
  get values(): Resource["values"] {
    return this.#read.values;
  }
  get links(): Resource["links"] {
    return this.#read.links;
  }
  get origin(): string {
    return this.#read.origin;
  }
  get position(): NonNullable<Resource["position"]> | null {
    return this.#read.position ?? null;
  }
  get accountKey(): string {
    return this.#read.accountKey;
  }
  get region(): Resource["region"] {
    return this.#read.region;
  }
}

/** `plan#account[123456789012]` and a region's name make `plan#region[123456789012/ap-northeast-1]`, one string for all. */
function regionIds(): PlacedAccounts["regionId"] {
  const ids = new Map<string, string>();
  return (account, name) => {
    const key = `${account}\n${name}`;
    let id = ids.get(key);
    if (id === undefined) {
      id = account.replace(/#account\[(.*)\]$/u, (_, number: string) => `#region[${number}/${name}]`);
      ids.set(key, id);
    }
    return id;
  };
}

function regionResources(
  resources: readonly Resource[],
  accounts: PlacedAccounts,
  profile: Profile,
): readonly Resource[] {
  const regions = new Map<string, Resource>();
  for (const account of accounts.resources) {
    const number = scalarOf(account.values["account_id"]);
    const held = resources
      .filter(
        (resource) => resource.account === account.id && resource.isSubject && typeof resource.region === "string",
      )
      .map((resource) => resource.region as string);
    const declared = (profile.regions ?? []).filter(
      (region) => region.accounts === null || (typeof number === "string" && region.accounts.includes(number)),
    );
    // An account of unknown number may be one of those for which a region is declared.
    const possible = typeof number === "string" ? [] : (profile.regions ?? []);
    const names = [...held, ...declared.map((region) => region.name), ...possible.map((region) => region.name)];
    for (const name of new Set(names)) {
      const declaration = declared.find((region) => region.name === name);
      const origin = declaration?.origin ?? possible.find((region) => region.name === name)?.origin ?? account.origin;
      const id = accounts.regionId(account.id, name);
      regions.set(id, {
        ...ownResource,
        type: "region",
        id,
        document: account.document,
        account: account.id,
        accountKey: account.accountKey,
        running: account.running,
        origin,
        values: {
          name: scalarNode(name, origin),
          declared: scalarNode(declaration === undefined ? { unknown: "U7" } : true, origin),
        },
      });
    }
  }
  return [...regions.values()];
}

function refuseEqualLabels(contents: readonly ReadDocument[]): void {
  const seen = new Map<string, string>([
    [profileLabel, "the profile"],
    [sheetLabel, "the sheet"],
  ]);
  for (const { document } of contents) {
    const other = seen.get(document.label);
    if (other !== undefined) {
      throw new SekishoError(
        "DOCUMENT_CONFLICT",
        `The documents ${other} and ${document.name} bear the same label "${document.label}". Give one another label: LABEL=FILE.`,
      );
    }
    seen.set(document.label, document.name);
  }
}

/** A misspelt type would leave links complete that are not. */
function refuseUnknownTypes(profile: Profile, types: readonly ResourceType[]): void {
  const linking = types.filter((type) => Object.keys(type.links).length > 0 && type.type.startsWith("aws_"));
  const index = profile.managedElsewhere.findIndex((name) => !linking.some(({ type }) => type === name));
  if (index === -1) return;
  const known = linking.map(({ type }) => type).join(", ");
  throw new SekishoError(
    "PROFILE_INVALID",
    `The profile ${profile.name ?? ""} cannot be used: /managed_elsewhere/${String(index)} is no resource type that links to others. Use one of ${known}.`,
    { details: { file: profile.name ?? "" } },
  );
}

function refuseEqualArns(resources: readonly Resource[]): void {
  const seen = new Map<string, Resource>();
  for (const resource of resources) {
    if (resource.arn === null || !resource.isSubject) continue;
    const key = `${String(resource.running)}\n${resource.type}\n${resource.arn}`;
    const other = seen.get(key);
    if (other !== undefined && other.document !== resource.document) {
      throw new SekishoError(
        "DOCUMENT_CONFLICT",
        `Two documents claim the resource ${resource.arn}: ${other.origin} and ${resource.origin}. Leave one of them out.`,
      );
    }
    seen.set(key, resource);
  }
}

function sumAccounting(contents: readonly ReadDocument[]): Estate["accounting"] {
  const types = Object.create(null) as Record<string, number>;
  const supersededIn = Object.create(null) as Record<string, number>;
  const sum = { resources: 0, read: 0, unsupported: 0, unread: 0, superseded: 0 };
  for (const { document, accounting } of contents) {
    const { superseded = 0 } = accounting;
    sum.resources += accounting.resources;
    sum.read += accounting.read;
    sum.unsupported += accounting.unsupported;
    sum.unread += accounting.unread;
    sum.superseded += superseded;
    for (const [type, count] of Object.entries(accounting.types)) types[type] = (types[type] ?? 0) + count;
    if (superseded > 0) supersededIn[document.label] = superseded;
  }
  return { ...sum, types, supersededIn };
}

function scalarOf(node: ValueNode | undefined): ScalarValue | undefined {
  return node?.kind === "scalar" ? node.value : undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
