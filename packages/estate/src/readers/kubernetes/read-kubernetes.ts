import { SekishoError } from "../../errors.ts";
import type {
  Diagnostic,
  DocumentInfo,
  PlannedAction,
  ReadAccount,
  ReadDocument,
  ReadResource,
} from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import { isObject, own, ownObject, ownString } from "../json-access.ts";
import { accountOfArn, isAccountId } from "../terraform-plan/providers.ts";
import { ackKindOf, isAdopted, readAck } from "./ack.ts";
import { crossplaneKindOf, readCrossplane } from "./crossplane.ts";
import { awsGroupOf, isNamespaced } from "./kinds.ts";
import { addressOf, isTakenIn, manifestsOf, type KubernetesObject, type Operation } from "./objects.ts";

/** What a reader is told about the document beside its content. */
export interface ManifestDocument extends Pick<DocumentInfo, "label" | "name" | "digest"> {
  /** The line on which an object begins, by its JSON pointer, where the document has lines that mean something. */
  readonly lineOf?: (at: string) => number | null;
}

/**
 * Reads Kubernetes objects that describe AWS resources: those of AWS Controllers for Kubernetes and of Crossplane's
 * provider-upjet-aws, as manifests, lists of objects, or the request of an AdmissionReview, whose `oldObject` is what was
 * before. Other objects are passed over and counted once; kinds of AWS that are not read are counted as unsupported.
 *
 * A resource's address is `<namespace>/<kind>.<group>/<name>`, without the first part where there is no namespace; what one
 * object of ACK holds beside the resource it is named after has `:<member>` behind it (`:publicAccessBlock`). An object that
 * the API server has not taken in yet is read as what its controller will create.
 *
 * @throws SekishoError `DOCUMENT_INVALID` with a JSON pointer if the document has not the shape of one or names an object
 * twice, `DOCUMENT_KIND_UNKNOWN` if no object of it describes an AWS resource.
 */
export function readKubernetes(json: Json, given: ManifestDocument, types: readonly ResourceType[]): ReadDocument {
  const { lineOf = () => null, ...document } = given;
  const { name, label } = document;
  const { objects, before, operation } = manifestsOf(json, name);
  const all = [...objects, ...(before ?? [])];
  if (!all.some(isOfAws)) throw nothingOfAws(name, all.length);
  refuseEqualAddresses(objects, name);
  const accounts = createAccounts(all, name);
  const actionOf = (object: KubernetesObject): PlannedAction => actionFor(object, operation);
  const resources = readSide(objects, types, name, actionOf, accounts).map((resource) => {
    const line = lineOf(resource.origin.slice(name.length + 1));
    return line === null ? resource : { ...resource, position: { file: name, line } };
  });
  const earlier = before === null ? null : readSide(before, types, name, () => "none", accounts);
  const accounting = count(operation === "DELETE" ? (before ?? []) : objects);
  const others = objects.filter((object) => !isOfAws(object)).length;
  const diagnostics: Diagnostic[] = [];
  if (others > 0) diagnostics.push({ code: "MANIFESTS_NOT_AWS", document: label, args: { count: others } });
  if (operation === null && resources.some(({ action }) => action === "create"))
    diagnostics.push({ code: "MANIFESTS_READ_AS_NEW", document: label, args: {} });
  if (accounting.unread > 0)
    diagnostics.push({ code: "RESOURCES_UNREADABLE", document: label, args: { count: accounting.unread } });
  return {
    document: { ...document, kind: "kubernetes", partial: accounting.unread > 0 ? "U3" : null },
    accounts: accounts.list(),
    resources,
    before: earlier,
    managed: objects.filter(isOfAws).length,
    covers: [],
    diagnostics,
    accounting,
  };
}

function isOfAws({ group }: KubernetesObject): boolean {
  return awsGroupOf(group) !== null;
}

function isRead(object: KubernetesObject): boolean {
  return crossplaneKindOf(object) !== null || ackKindOf(object) !== null;
}

/** Whether an object says what it describes; one that adopts what exists may leave that to AWS. */
function isReadable(one: KubernetesObject): boolean {
  const spec = own(one.object, "spec");
  return isObject(spec) || (spec === undefined && isAdopted(one));
}

function readSide(
  objects: readonly KubernetesObject[],
  types: readonly ResourceType[],
  name: string,
  actionOf: (object: KubernetesObject) => PlannedAction,
  accounts: Accounts,
): readonly ReadResource[] {
  const readable = objects.filter((object) => isRead(object) && isReadable(object));
  const ofCrossplane = readCrossplane(readable, types, name, actionOf).map(({ resource, found }) => ({
    resource: { ...resource, accountKey: accounts.keyOf(found) },
    found,
  }));
  const ofAck = readAck(readable, types, name, actionOf, accounts.regionOf).flatMap(({ resources, found }) =>
    resources.map((resource) => ({ resource: { ...resource, accountKey: accounts.keyOf(found) }, found })),
  );
  const order = new Map(objects.map((object, index) => [object, index]));
  return [...ofCrossplane, ...ofAck]
    .sort((a, b) => (order.get(a.found) ?? 0) - (order.get(b.found) ?? 0))
    .map(({ resource }) => resource);
}

function actionFor(object: KubernetesObject, operation: Operation | null): PlannedAction {
  if (operation === "CREATE") return "create";
  if (operation === "UPDATE") return "update";
  // What the API server has taken in may exist since long; so does what is told by the id that AWS gave it.
  return operation === null && !isTakenIn(object) ? "create" : "none";
}

function refuseEqualAddresses(objects: readonly KubernetesObject[], name: string): void {
  const seen = new Set<string>();
  for (const object of objects.filter(isOfAws)) {
    const address = addressOf(object);
    if (seen.has(address)) {
      throw new SekishoError(
        "DOCUMENT_INVALID",
        `${name}#${object.pointer} is an object that stands in the document already: ${address}. Give each object once.`,
        { details: { name, pointer: object.pointer } },
      );
    }
    seen.add(address);
  }
}

function nothingOfAws(name: string, count: number): SekishoError {
  const what =
    count === 1
      ? "a Kubernetes object, and it describes no AWS resource"
      : `${String(count)} Kubernetes objects, and none of them describes an AWS resource`;
  return new SekishoError(
    "DOCUMENT_KIND_UNKNOWN",
    `${name} holds ${what}. Read are those of AWS Controllers for Kubernetes (*.services.k8s.aws) and of Crossplane (*.aws.upbound.io, *.aws.m.upbound.io).`,
    { details: { name, objects: count } },
  );
}

function count(objects: readonly KubernetesObject[]): ReadDocument["accounting"] {
  const ofAws = objects.filter(isOfAws);
  const supported = ofAws.filter(isRead);
  const read = supported.filter(isReadable).length;
  const byType = new Map<string, number>();
  for (const object of ofAws) {
    if (isRead(object)) continue;
    const type = `${object.kind}.${object.group}`;
    byType.set(type, (byType.get(type) ?? 0) + 1);
  }
  return {
    resources: ofAws.length,
    read,
    unsupported: ofAws.length - supported.length,
    unread: supported.length - read,
    types: Object.fromEntries([...byType].sort(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** The accounts in which objects make their resources. */
interface Accounts {
  readonly keyOf: (object: KubernetesObject) => string;
  /** The region that a namespace sets for the objects of ACK in it. */
  readonly regionOf: (namespace: string) => string | null;
  readonly list: () => readonly ReadAccount[];
}

const ownerAccount = "services.k8s.aws/owner-account-id";
const defaultRegion = "services.k8s.aws/default-region";

/**
 * Tells accounts apart: Crossplane's by the provider configuration that an object names, ACK's by what the controller or the
 * namespace says, as far as the documents hold it.
 */
function createAccounts(objects: readonly KubernetesObject[], name: string): Accounts {
  const namespaces = new Map(
    objects.filter(({ group, kind }) => group === "" && kind === "Namespace").map((one) => [one.name, one]),
  );
  const ids = new Map<string, Set<string>>();
  const origins = new Map<string, string>();
  for (const object of objects.filter(isRead)) {
    const key = placeKeyOf(object);
    const told = toldAccountOf(object) ?? namespaces.get(object.namespace)?.annotations[ownerAccount];
    if (!origins.has(key)) origins.set(key, `${name}#${object.pointer}`);
    if (told !== undefined && isAccountId(told)) ids.set(key, (ids.get(key) ?? new Set()).add(told));
  }
  const used = new Map<string, ReadAccount>();
  function accountOf(object: KubernetesObject): ReadAccount {
    const place = placeKeyOf(object);
    const told = ids.get(place);
    const own = toldAccountOf(object);
    const id = own ?? (told?.size === 1 ? ([...told][0] ?? null) : null);
    // Without a word of the account, all objects of ACK's are those of the one that its controllers work with.
    const key = id ?? (place.startsWith("ack/") ? "ack" : place);
    return { key, id, origin: origins.get(place) ?? name };
  }
  return {
    keyOf(object) {
      const account = accountOf(object);
      if (!used.has(account.key)) used.set(account.key, account);
      return account.key;
    },
    regionOf: (namespace) => namespaces.get(namespace)?.annotations[defaultRegion] ?? null,
    list: () => [...used.values()],
  };
}

function placeKeyOf(object: KubernetesObject): string {
  if (awsGroupOf(object.group)?.operator === "ack") return `ack/${object.namespace}`;
  const reference = own(own(object.object, "spec"), "providerConfigRef");
  // In a namespace, the configuration is the cluster's unless the reference says otherwise.
  const kind =
    ownString(reference, "kind") ?? (isNamespaced(object.group) ? "ClusterProviderConfig" : "ProviderConfig");
  const within = isNamespaced(object.group) && kind === "ProviderConfig" ? `${object.namespace}/` : "";
  return `${kind}/${within}${ownString(reference, "name") ?? "default"}`;
}

function toldAccountOf({ object }: KubernetesObject): string | null {
  const status = ownObject(object, "status");
  const owner = ownString(own(status, "ackResourceMetadata"), "ownerAccountID");
  if (owner !== undefined && isAccountId(owner)) return owner;
  const arn = ownString(own(status, "ackResourceMetadata"), "arn") ?? ownString(own(status, "atProvider"), "arn");
  const account = arn === undefined ? null : accountOfArn(arn);
  return account !== null && isAccountId(account) ? account : null;
}
