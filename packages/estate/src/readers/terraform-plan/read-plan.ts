import { SekishoError } from "../../errors.ts";
import type { Diagnostic, PlannedAction, ReadDocument, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import type { JsonDocument, JsonElement } from "../json-document.ts";
import { createCounts, type Counts } from "./accounting.ts";
import {
  createAddressParser,
  formatAddress,
  formatModules,
  formatResource,
  parseAddress,
  type Address,
  type InstanceKey,
} from "./address.ts";
import { createConfiguration, type Configuration, type Instances } from "./configuration.ts";
import {
  createTypeFinder,
  heldOf,
  hold,
  listResources,
  nothingKnown,
  placeOfBody,
  type Body,
  type Held,
  type HeldFacts,
  type ListedResource,
  type Named,
  type TypeFinder,
} from "./held.ts";
import { isList, isObject, own, ownString, type JsonObject } from "../json-access.ts";
import { codeOf, memberOf, whereAbsent } from "./places.ts";
import { createProviders } from "./providers.ts";
import {
  majorSeen,
  readPriorResource,
  readResource,
  readUnchangedResource,
  type ResourceContext,
} from "./read-resource.ts";
import type { Instance, ReferenceContext } from "./references.ts";
import type { ProviderMajor } from "./values.ts";
import { push } from "../../model/push.ts";

/** What a reader is told about the document beside its content. */
export interface DocumentSource {
  readonly label: string;
  readonly name: string;
  readonly digest: string;
}

/** One resource instance before and after what is planned; null where it is not there. */
interface Change {
  /** The address that it was moved from, if it was. */
  readonly movedFrom: string | null;
  readonly before: Held | null;
  readonly after: Held | null;
}

type Sides = Pick<Change, "before" | "after">;

/** The instances that a plan lists, and what its kind of list leaves open. */
interface Listing {
  readonly changes: readonly Change[];
  /** Whether it says what is done with each; without it, what exists already is not told from what is new. */
  readonly hasActions: boolean;
}

/**
 * Reads a Terraform plan as `terraform show -json` prints it: the resources as they are after it is applied and as they
 * were before, those that it does not change included.
 *
 * A resource that is only removed stands in `before` alone. One that is forgotten still exists and is managed no longer: it
 * stays what links lead to, and is no subject any more. Data sources are read as targets of links, also those that were
 * read before the plan was made (`prior_state`). What stands in the prior state and in no change is not touched by the plan
 * (`-target`, `-refresh-only`) and stays as it is.
 *
 * @throws SekishoError `DOCUMENT_INVALID` with a JSON pointer if the plan has not the shape of one.
 */
export function readTerraformPlan(
  document: JsonDocument,
  source: DocumentSource,
  types: readonly ResourceType[],
): ReadDocument {
  expectShape(document, source.name);
  const find = createTypeFinder(types);
  const counts = createCounts(find);
  const listing = list(document, source.name, find, counts);
  const changes = [...listing.changes, ...readPrior(document, source.name, find, counts, listing)];
  const hasUntouched = isTargeted(listing, changes);
  const planned = changes.flatMap(({ after }) => (after === null || isForgotten(after) ? [] : [after]));
  const prior = changes.flatMap(({ before }) => (before === null ? [] : [before]));
  const unexpanded = unexpandedOf(document);
  const instances = indexInstances(planned, new Set(unexpanded.map(formatAddress)));
  const written = document.member("configuration");
  const configuration = createConfiguration(written, document.member("variables"), instances);
  const providers = createProviders(written, source.name, configuration);
  const major = majorOf({ planned, prior, isWhole: listing.hasActions }, find, providers.major);
  const references = referenceContext(planned, configuration, types);
  const documents = new Map(planned.filter(isPolicyDocument).map((held) => [formatAddress(held.address), held]));
  const context: ResourceContext = { configuration, providers, major, references, documents };
  const resources: ReadResource[] = [];
  const before: ReadResource[] = [];
  for (const change of changes) readChange(change, find, context, resources, before);

  return {
    document: {
      label: source.label,
      name: source.name,
      kind: "terraform-plan",
      digest: source.digest,
      // What is there and cannot be read would be missing without a word.
      partial: hasUntouched || counts.unread() > 0 || saysPartial(document) ? "U3" : null,
    },
    accounts: providers.accounts(),
    resources,
    before: prior.some(({ address }) => address.mode === "managed") ? before : null,
    managed: planned.filter(({ address }) => address.mode === "managed").length,
    covers: [],
    uncounted: uncountedTypes(unexpanded, find, context, resources),
    diagnostics: diagnose(document, source.label, {
      unread: counts.unread(),
      hasUntouched,
      hasActions: listing.hasActions,
    }),
    accounting: counts.accounting(),
  };
}

function readChange(
  { before, after }: Change,
  find: TypeFinder,
  context: ResourceContext,
  resources: ReadResource[],
  prior: ReadResource[],
): void {
  const type = find((after ?? before)?.type ?? "");
  if (type === undefined) return;
  const planned =
    after === null
      ? null
      : isForgotten(after)
        ? readPriorResource(after, type, context)
        : readResource(after, type, context);
  if (planned !== null) resources.push(planned);
  if (before === null) return;
  if (after === null || planned === null || before !== after) prior.push(readPriorResource(before, type, context));
  else prior.push(after.address.mode === "data" ? planned : readUnchangedResource(before, type, planned, context));
}

function expectShape(document: JsonDocument, name: string): void {
  const isNull = (key: string): boolean => document.shape(key) === "scalar" && document.member(key) === null;
  for (const key of ["configuration", "planned_values", "prior_state", "variables"]) {
    if (!["object", null].includes(document.shape(key)) && !isNull(key)) throw invalid(name, `/${key}`, "an object");
  }
  for (const key of ["resource_changes", "deferred_changes", "resource_drift"]) {
    if (!["list", null].includes(document.shape(key)) && !isNull(key)) throw invalid(name, `/${key}`, "a list");
  }
  for (const key of ["errored", "complete"]) {
    const member = document.member(key);
    if (member !== undefined && typeof member !== "boolean") throw invalid(name, `/${key}`, "true or false");
  }
}

function invalid(name: string, at: string, expected: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name}#${at} is no part of a Terraform plan: ${expected} is expected there. Write the plan again with terraform show -json.`,
    { details: { name, pointer: at } },
  );
}

function list(document: JsonDocument, name: string, find: TypeFinder, counts: Counts): Listing {
  if (document.elements("resource_changes") !== null) {
    return { changes: readChanges(document, name, find, counts), hasActions: true };
  }
  const changes = readPlannedValues(document, name, find, counts);
  // Without a managed resource nothing is planned: everything stays as the prior state has it.
  const hasManaged = changes.some(({ after }) => after?.address.mode === "managed");
  return { changes, hasActions: !hasManaged };
}

function readChanges(document: JsonDocument, name: string, find: TypeFinder, counts: Counts): readonly Change[] {
  const seen = new Set<string>();
  const changes: Change[] = [];
  const parse = createAddressParser();
  for (const element of document.elements("resource_changes") ?? []) {
    const at = `/resource_changes/${String(element.index)}`;
    const entry = element.read();
    if (!isObject(entry)) throw invalid(name, at, "an object");
    const text = ownString(entry, "address");
    if (text === undefined) throw invalid(name, `${at}/address`, "a string");
    const type = ownString(entry, "type");
    if (type === undefined) throw invalid(name, `${at}/type`, "a string");
    const change = own(entry, "change");
    if (!isObject(change)) throw invalid(name, `${at}/change`, "an object");
    const actions = own(change, "actions");
    if (!isList(actions) || !actions.every((action) => typeof action === "string")) {
      throw invalid(name, `${at}/change/actions`, "a list of strings");
    }
    const isDeposed = own(entry, "deposed") !== undefined;
    const address = parse(text, ownString(entry, "module_address"));
    const changed = { change, actions, element, name };
    const sides = address === null || isDeposed ? null : sidesOf(changed, { address, text, type }, find);
    counts.add(type, ownString(entry, "mode") === "data", isDeposed || (sides !== null && isWhole(sides, actions)));
    if (isDeposed || sides === null) continue;
    if (seen.has(text)) throw invalid(name, `${at}/address`, "an address that no other change has");
    seen.add(text);
    changes.push({ movedFrom: ownString(entry, "previous_address") ?? null, ...sides });
  }
  return changes;
}

/** Tells whether a change has the values that its action asks for. */
function isWhole({ before, after }: Sides, actions: readonly string[]): boolean {
  return after !== null || (actionOf(actions) === "delete" && before !== null);
}

/** A change as the plan lists it. */
interface ListedChange {
  readonly change: JsonObject;
  readonly actions: readonly string[];
  /** The list's entry. */
  readonly element: JsonElement;
  /** File name of the document. */
  readonly name: string;
}

function sidesOf(listed: ListedChange, named: Named, find: TypeFinder): Sides {
  const { change, actions } = listed;
  const planned = actionOf(actions);
  // What is imported exists, even where the plan cannot show it yet.
  const action = planned === "create" && own(change, "importing") !== undefined ? "update" : planned;
  const isManaged = named.address.mode === "managed";
  const [old, values] = [bodyBefore(change), planned === "delete" ? null : bodyAfter(change)];
  const after = values === null ? null : hold(named, new ChangeSide(listed, "after", action, isManaged), values, find);
  // A data source is read anew; what it was before is told by the prior state, if at all.
  if (!isManaged) return { before: after, after };
  if (old === null) return { before: null, after };
  if (values !== null && action === "no-op" && isEqual(old, values)) return { before: after, after };
  const before = hold(named, new ChangeSide(listed, "before", "none", true), old, find);
  if (planned !== "delete" || !actions.includes("forget")) return { before, after };
  return { before, after: hold(named, new ChangeSide(listed, "before", "none", false), old, find) };
}

/** What a change shows before or after it; its values are read again when they are asked for. */
class ChangeSide implements HeldFacts {
  readonly action: PlannedAction;
  readonly isSubject: boolean;
  readonly #name: string;
  readonly #element: JsonElement;
  readonly #side: "before" | "after";
  #origin: string | null = null;

  constructor({ element, name }: ListedChange, side: "before" | "after", action: PlannedAction, isSubject: boolean) {
    this.action = action;
    this.isSubject = isSubject;
    this.#name = name;
    this.#element = element;
    this.#side = side;
  }

  get origin(): string {
    // Joined, it is one text; a template's parts would all be kept.
    return (this.#origin ??= [this.#name, "#/resource_changes/", this.#element.index, "/change/", this.#side].join(""));
  }

  body(): Body {
    const change = own(this.#element.read(), "change");
    return (this.#side === "after" ? bodyAfter(change) : bodyBefore(change)) ?? nothingKnown;
  }
}

function bodyBefore(change: Json | undefined): Body | null {
  const values = own(change, "before");
  return isObject(values) ? { values, unknown: undefined, sensitive: own(change, "before_sensitive") } : null;
}

function bodyAfter(change: Json | undefined): Body | null {
  const values = own(change, "after");
  if (!isObject(values)) return null;
  return {
    values,
    unknown: own(change, "after_unknown"),
    sensitive: own(change, "after_sensitive"),
    documents: own(change, "after_documents"),
  };
}

function isEqual(before: Body, after: Body): boolean {
  return (
    JSON.stringify([before.values, before.sensitive ?? false]) ===
    JSON.stringify([after.values, after.sensitive ?? false])
  );
}

/** Tells whether a resource is managed no longer after the plan, and exists all the same. */
function isForgotten({ address, isSubject }: Held): boolean {
  return address.mode === "managed" && !isSubject;
}

/** Without a list of changes, what is planned stands in the planned values; what is unknown is left out there. */
function readPlannedValues(document: JsonDocument, name: string, find: TypeFinder, counts: Counts): readonly Change[] {
  return unique(listResources(document.member("planned_values"), "/planned_values")).flatMap((resource) => {
    const held = heldOf(resource, name, { action: resource.isData ? "read" : "none", unknown: whereAbsent }, find);
    counts.add(resource.type, resource.isData, held !== null);
    return held === null ? [] : [{ movedFrom: null, before: null, after: held }];
  });
}

/** What the prior state holds beside the changes: data sources that were read while planning, and what is not touched. */
function readPrior(
  document: JsonDocument,
  name: string,
  find: TypeFinder,
  counts: Counts,
  { changes, hasActions }: Listing,
): readonly Change[] {
  const listed = listResources(own(document.member("prior_state"), "values"), "/prior_state/values");
  if (listed.length === 0) return [];
  const seen = new Set(changes.flatMap(({ before, after, movedFrom }) => [before?.text, after?.text, movedFrom]));
  return unique(listed)
    .filter(({ text, isDeposed }) => !seen.has(text) && !isDeposed)
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .flatMap((resource) => {
      const held = heldOf(resource, name, { action: resource.isData ? "read" : "no-op", unknown: undefined }, find);
      counts.add(resource.type, resource.isData, held !== null);
      if (held === null) return [];
      // Planned values alone do not tell what is removed from what is not touched.
      return [{ movedFrom: null, before: held, after: hasActions || resource.isData ? held : null }];
    });
}

function unique(resources: readonly ListedResource[]): readonly ListedResource[] {
  const seen = new Set<string>();
  return resources.filter(({ text, isDeposed }) => isDeposed || (!seen.has(text) && seen.add(text)));
}

/** Tells whether a plan changes some resources and passes over others that exist: targets were given. */
function isTargeted({ changes }: Listing, all: readonly Change[]): boolean {
  const isManaged = ({ before, after }: Change): boolean => (after ?? before)?.address.mode === "managed";
  return changes.some(isManaged) && all.slice(changes.length).some(isManaged);
}

function actionOf(actions: readonly string[]): PlannedAction {
  const has = (action: string): boolean => actions.includes(action);
  if (has("create")) return has("delete") || has("forget") ? "replace" : "create";
  if (has("delete") || has("forget")) return "delete";
  if (has("update")) return "update";
  return has("read") ? "read" : "no-op";
}

/** The addresses, without keys, of the resources of evaluated source whose instances are not known; a plan has none. */
function unexpandedOf(document: JsonDocument): readonly Address[] {
  const listed = document.member("unexpanded");
  return (isList(listed) ? listed : []).flatMap((resource) => parseAddress(ownString(resource, "address") ?? "") ?? []);
}

/** The types of which there may be more instances. One of those may be the only resource in a region, which is a subject, too. */
function uncountedTypes(
  unexpanded: readonly Address[],
  find: TypeFinder,
  { configuration, providers }: ResourceContext,
  resources: readonly ReadResource[],
): readonly string[] {
  const regions = new Set(resources.flatMap(({ isSubject, region }) => (isSubject ? [region] : [])));
  const types = new Set<string>();
  for (const address of unexpanded) {
    const type = find(address.type);
    // Data sources are no subjects, and what refers to one of them is open by itself.
    if (type === undefined || address.mode === "data") continue;
    types.add(type.type);
    const { region } = providers.place(address, configuration.providerKeyOf(address));
    if (!type.isGlobal && !regions.has(region)) types.add("region");
  }
  return [...types];
}

function indexInstances(planned: readonly Held[], uncounted: ReadonlySet<string>): Instances {
  const keys = new Map<string, InstanceKey[]>();
  const moduleKeys = new Map<string, InstanceKey[]>();
  const modules = new Set<string>();
  for (const held of planned) {
    const { address } = held;
    addKey(keys, address.key === null ? canonicalAddress(held) : formatResource(address), address.key);
    const inModule = formatModules(address.modules);
    if (modules.has(inModule)) continue;
    for (const [depth, module] of address.modules.entries()) {
      const parent = formatModules(address.modules.slice(0, depth));
      const instance = formatModules(address.modules.slice(0, depth + 1));
      if (!modules.has(instance)) push(moduleKeys, `${parent}\n${module.name}`, module.key);
      modules.add(instance);
    }
  }
  return {
    keysOf: (resource) => keys.get(resource) ?? [],
    moduleKeysOf: (parent, name) => moduleKeys.get(`${parent}\n${name}`) ?? [],
    isUncounted: (resource) => uncounted.has(resource),
  };
}

/** Most resources have one instance without a key: those share a list, which nothing is added to. */
const onlyInstance: InstanceKey[] = [null];

function addKey(keys: Map<string, InstanceKey[]>, resource: string, key: InstanceKey): void {
  const known = keys.get(resource);
  if (known === undefined) keys.set(resource, key === null ? onlyInstance : [key]);
  else if (known === onlyInstance) keys.set(resource, [null, key]);
  else known.push(key);
}

/** Writes an address as `formatAddress` does; only what stands in quotes can be printed in several ways. */
function canonicalAddress({ text, address }: Held): string {
  return text.includes('"') ? formatAddress(address) : text;
}

function isPolicyDocument({ address, type }: Held): boolean {
  return address.mode === "data" && type === "aws_iam_policy_document";
}

function referenceContext(
  planned: readonly Held[],
  configuration: Configuration,
  types: readonly ResourceType[],
): ReferenceContext {
  const byAddress = new Map(planned.map((held) => [canonicalAddress(held), held]));
  return {
    configuration,
    types,
    instance(address): Instance | null {
      const held = byAddress.get(address);
      if (held === undefined) return null;
      return {
        address: held.text,
        knownValue(attribute) {
          const member = memberOf(placeOfBody(held.body(), null), attribute);
          return codeOf(member) === null ? member.value : undefined;
        },
      };
    },
  };
}

/**
 * What the resources show goes together with the root's version constraint; where the two contradict each other, neither
 * is believed.
 */
function majorOf(
  listing: { readonly planned: readonly Held[]; readonly prior: readonly Held[]; readonly isWhole: boolean },
  find: TypeFinder,
  constrained: ProviderMajor | null,
): ProviderMajor | null {
  const seen = majorSeen(listing.planned, find) ?? majorSeen(listing.prior, find);
  if (seen === null || (seen === "5" && !listing.isWhole)) return constrained;
  return constrained === null || constrained === seen ? seen : null;
}

function saysPartial(document: JsonDocument): boolean {
  return document.member("errored") === true || document.member("complete") === false || deferredOf(document) > 0;
}

function deferredOf(document: JsonDocument): number {
  const deferred = document.member("deferred_changes");
  return isList(deferred) ? deferred.length : 0;
}

function diagnose(
  document: JsonDocument,
  label: string,
  found: { readonly unread: number; readonly hasUntouched: boolean; readonly hasActions: boolean },
): readonly Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  function tell(code: Diagnostic["code"], args: Diagnostic["args"] = {}): void {
    diagnostics.push({ code, document: label, args });
  }
  const deferred = deferredOf(document);
  const drift = document.member("resource_drift");
  if (!found.hasActions) tell("PLAN_WITHOUT_CHANGES");
  if (isList(drift) && drift.length > 0) tell("PLAN_DRIFT", { count: drift.length });
  if (document.member("errored") === true) tell("PLAN_ERRORED");
  else if (found.unread > 0) tell("RESOURCES_UNREADABLE", { count: found.unread });
  else if (document.member("complete") === false || deferred > 0 || found.hasUntouched)
    tell("PLAN_INCOMPLETE", { deferred });
  else if (document.member("complete") === undefined) tell("PLAN_TARGETS_NOT_RECOGNISABLE");
  return diagnostics;
}
