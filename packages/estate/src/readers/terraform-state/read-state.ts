import { SekishoError } from "../../errors.ts";
import type { ReadDocument } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import type { JsonDocument } from "../json-document.ts";
import { createCounts, type Counts } from "../terraform-plan/accounting.ts";
import { formatAddress, parseAddress } from "../terraform-plan/address.ts";
import { createConfiguration } from "../terraform-plan/configuration.ts";
import {
  createTypeFinder,
  heldOf,
  hold,
  listResources,
  nothingKnown,
  type Body,
  type Held,
  type HeldFacts,
  type ListedResource,
  type Named,
  type TypeFinder,
} from "../terraform-plan/held.ts";
import { isList, isObject, own, ownList, ownObject, ownString, type JsonObject } from "../json-access.ts";
import type { DocumentSource } from "../terraform-plan/read-plan.ts";
import { majorSeen, readPriorResource, type ResourceContext } from "../terraform-plan/read-resource.ts";
import { createStateProviders, type Provided } from "./providers.ts";
import { marksOf } from "./sensitive.ts";

/**
 * Reads a Terraform state: the file itself (version 4), or what `terraform show -json` prints of it. Everything in it is
 * there and known; links name by value. It says of what exists no more than what this configuration manages.
 *
 * @throws SekishoError `DOCUMENT_INVALID` with a JSON pointer if the state has not the shape of one.
 */
export function readTerraformState(
  document: JsonDocument,
  source: DocumentSource,
  types: readonly ResourceType[],
): ReadDocument {
  const find = createTypeFinder(types);
  const counts = createCounts(find);
  const provided =
    document.elements("resources") === null
      ? readShown(document, source.name, find, counts)
      : readFile(document, source.name, find, counts);
  const held = provided.map((one) => one.held);
  refuseEqualAddresses(held, source.name);
  const providers = createStateProviders(provided);
  const configuration = createConfiguration(undefined, undefined, {
    keysOf: () => [],
    moduleKeysOf: () => [],
    isUncounted: () => false,
  });
  const references = { configuration, types, instance: () => null };
  const major = majorSeen(held, find);
  // A state knows every document.
  const context: ResourceContext = { configuration, providers, major, references, documents: new Map() };
  const unread = counts.unread();
  return {
    document: {
      label: source.label,
      name: source.name,
      kind: "terraform-state",
      digest: source.digest,
      partial: unread > 0 ? "U3" : null,
    },
    accounts: providers.accounts(),
    resources: held.flatMap((one) => {
      const type = find(one.type);
      return type === undefined ? [] : [readPriorResource(one, type, context)];
    }),
    before: null,
    managed: held.filter(({ address }) => address.mode === "managed").length,
    covers: [],
    diagnostics: unread > 0 ? [{ code: "RESOURCES_UNREADABLE", document: source.label, args: { count: unread } }] : [],
    accounting: counts.accounting(),
  };
}

function readShown(document: JsonDocument, name: string, find: TypeFinder, counts: Counts): readonly Provided[] {
  const values = document.member("values");
  const root = own(values, "root_module");
  if (root !== undefined && !isObject(root)) throw invalid(name, "/values/root_module", "an object");
  return listResources(values, "/values").flatMap((resource) => {
    const held = heldOf(resource, name, { action: resource.isData ? "read" : "none", unknown: undefined }, find);
    counts.add(resource.type, resource.isData, held !== null || resource.isDeposed);
    return held === null || resource.isDeposed ? [] : [providedBy(held, resource, null)];
  });
}

function readFile(document: JsonDocument, name: string, find: TypeFinder, counts: Counts): readonly Provided[] {
  const found: Provided[] = [];
  for (const element of document.elements("resources") ?? []) {
    const at = `/resources/${String(element.index)}`;
    const resource = element.read();
    if (!isObject(resource)) throw invalid(name, at, "an object");
    for (const key of ["type", "name"]) {
      if (ownString(resource, key) === undefined) throw invalid(name, `${at}/${key}`, "a string");
    }
    const instances = own(resource, "instances");
    if (!isList(instances)) throw invalid(name, `${at}/instances`, "a list");
    const type = ownString(resource, "type") ?? "";
    const isData = own(resource, "mode") === "data";
    const provider = ownString(resource, "provider") ?? null;
    for (const [number, instance] of instances.entries()) {
      const named = nameOf(resource, instance);
      const body = bodyOf(instance);
      const isDeposed = own(instance, "deposed") !== undefined;
      counts.add(type, isData, (named !== null && body !== null) || isDeposed);
      if (named === null || body === null || isDeposed) continue;
      const facts: HeldFacts = {
        action: isData ? "read" : "none",
        isSubject: !isData,
        origin: `${name}#${at}/instances/${String(number)}/attributes`,
        body: () => bodyOf(ownList(element.read(), "instances")[number]) ?? nothingKnown,
      };
      found.push(providedBy(hold(named, facts, body, find), body, provider));
    }
  }
  return found;
}

function nameOf(resource: JsonObject, instance: Json): Named | null {
  const isData = own(resource, "mode") === "data";
  const type = ownString(resource, "type") ?? "";
  const path = [ownString(resource, "module"), isData ? "data" : undefined, type, ownString(resource, "name")];
  const base = parseAddress(path.filter((part) => part !== undefined).join("."));
  const key = own(instance, "index_key");
  if (base === null) return null;
  const address = { ...base, key: typeof key === "string" || typeof key === "number" ? key : null };
  return { address, text: formatAddress(address), type };
}

function bodyOf(instance: Json | undefined): Body | null {
  const values = ownObject(instance, "attributes");
  if (values === undefined) return null;
  return { values, unknown: undefined, sensitive: marksOf(own(instance, "sensitive_attributes")) };
}

/** Keeps the ARN aside, which tells where a resource lies even if nothing else of it is read. */
function providedBy(
  held: Held,
  { values, sensitive }: Pick<ListedResource, "values" | "sensitive">,
  provider: string | null,
): Provided {
  const arn = own(values, "arn");
  const isHidden = sensitive === true || own(sensitive, "arn") === true;
  return { held, provider, arn: typeof arn === "string" && !isHidden ? arn : null };
}

function refuseEqualAddresses(held: readonly Held[], name: string): void {
  const seen = new Set<string>();
  for (const { text, origin } of held) {
    if (seen.has(text)) throw invalid(name, origin.slice(name.length + 1), "an address that no other resource has");
    seen.add(text);
  }
}

function invalid(name: string, at: string, expected: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name}#${at} is no part of a Terraform state: ${expected} is expected there. Write the state again with terraform show -json, or terraform state pull.`,
    { details: { name, pointer: at } },
  );
}
