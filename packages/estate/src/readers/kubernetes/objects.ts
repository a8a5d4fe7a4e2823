import { SekishoError } from "../../errors.ts";
import type { Json } from "../../model/value.ts";
import { isList, isObject, own, ownObject, ownString, pointer, type JsonObject } from "../json-access.ts";

/** One object of the Kubernetes API, as a manifest or the API server writes it. */
export interface KubernetesObject {
  readonly object: JsonObject;
  /** JSON pointer to it in its document. */
  readonly pointer: string;
  /** API group, empty for the core's: `s3.services.k8s.aws`. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Its name; of one that the API server is to name, what the name will begin with and `*`. */
  readonly name: string;
  /** Empty where it has none, or does not say it. */
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What a document of Kubernetes objects holds. */
export interface Manifests {
  readonly objects: readonly KubernetesObject[];
  /** The objects as they were before; null unless a request to change or delete one tells it. */
  readonly before: readonly KubernetesObject[] | null;
  /** What is asked of the API server; null for manifests, which ask for nothing yet. */
  readonly operation: Operation | null;
}

/** What a request asks of the API server. */
export type Operation = "CREATE" | "UPDATE" | "DELETE" | "CONNECT";

const operations: readonly Operation[] = ["CREATE", "UPDATE", "DELETE", "CONNECT"];

/** How deeply lists of objects may stand in each other: `kubectl get` writes one level. */
const maxLists = 8;

/** Tells whether a document is a Kubernetes object, or a list of nothing else. */
export function isKubernetes(json: Json): boolean {
  return isList(json) ? json.length > 0 && json.every(isObjectOfApi) : isObjectOfApi(json);
}

function isObjectOfApi(json: Json): boolean {
  return ownString(json, "apiVersion") !== undefined && ownString(json, "kind") !== undefined;
}

/**
 * Takes the objects out of what they stand in: a stream of documents, lists, or a request for admission.
 *
 * @throws SekishoError `DOCUMENT_INVALID` with a JSON pointer if a list or request does not hold what its kind promises.
 */
export function manifestsOf(json: Json, name: string): Manifests {
  if (isReview(json)) return reviewed(json, name);
  const unnamed = new Map<string, number>();
  const parts = isList(json) ? json.map((part, index) => ({ part, at: pointer("", index) })) : [{ part: json, at: "" }];
  return {
    objects: parts.flatMap(({ part, at }) => objectsOf(part, at, name, maxLists)).map((one) => numbered(one, unnamed)),
    before: null,
    operation: null,
  };
}

function isReview(json: Json): boolean {
  return (
    ownString(json, "kind") === "AdmissionReview" &&
    ownString(json, "apiVersion")?.startsWith("admission.k8s.io/") === true
  );
}

function reviewed(json: Json, name: string): Manifests {
  const request = own(json, "request");
  if (!isObject(request)) throw invalid(name, "/request", "a request for admission");
  const operation = operations.find((one) => one === request["operation"]);
  if (operation === undefined) throw invalid(name, "/request/operation", "CREATE, UPDATE, DELETE or CONNECT");
  const namespace = ownString(request, "namespace") ?? "";
  const side = (key: string): readonly KubernetesObject[] => {
    const object = own(request, key) ?? null;
    if (object === null) return [];
    // The namespace of a new object may stand in the request alone.
    return objectsOf(object, `/request/${key}`, name, 0).map((one) =>
      one.namespace === "" ? { ...one, namespace } : one,
    );
  };
  return { objects: side("object"), before: isObject(own(request, "oldObject")) ? side("oldObject") : null, operation };
}

function objectsOf(json: Json, at: string, name: string, depth: number): readonly KubernetesObject[] {
  if (!isObject(json) || !isObjectOfApi(json)) throw invalid(name, at, "an object with apiVersion and kind");
  const kind = ownString(json, "kind") ?? "";
  const items = own(json, "items");
  if (kind.endsWith("List") && isList(items)) {
    if (depth === 0) throw invalid(name, at, "an object that is no list");
    const itemKind = kind.slice(0, -"List".length);
    return items.flatMap((item, index) => {
      // The items of a list of one kind may leave out what they are.
      const whole =
        isObject(item) && itemKind !== "" ? { apiVersion: json["apiVersion"] ?? "", kind: itemKind, ...item } : item;
      return objectsOf(whole, pointer(`${at}/items`, index), name, depth - 1);
    });
  }
  const [group, version] = splitVersion(ownString(json, "apiVersion") ?? "");
  const metadata = ownObject(json, "metadata");
  return [
    {
      object: json,
      pointer: at,
      group,
      version,
      kind,
      name: ownString(metadata, "name") ?? `${ownString(metadata, "generateName") ?? ""}*`,
      namespace: ownString(metadata, "namespace") ?? "",
      labels: textsOf(own(metadata, "labels")),
      annotations: textsOf(own(metadata, "annotations")),
    },
  ];
}

/** Tells apart objects that the API server is still to name. */
function numbered(one: KubernetesObject, unnamed: Map<string, number>): KubernetesObject {
  if (!one.name.endsWith("*")) return one;
  const address = addressOf(one);
  const count = (unnamed.get(address) ?? 0) + 1;
  unnamed.set(address, count);
  return count === 1 ? one : { ...one, name: `${one.name}${String(count)}` };
}

function splitVersion(apiVersion: string): readonly [string, string] {
  const at = apiVersion.lastIndexOf("/");
  return at < 0 ? ["", apiVersion] : [apiVersion.slice(0, at), apiVersion.slice(at + 1)];
}

function textsOf(json: Json | undefined): Readonly<Record<string, string>> {
  const texts = Object.create(null) as Record<string, string>;
  if (isObject(json)) {
    for (const [key, value] of Object.entries(json)) if (typeof value === "string") texts[key] = value;
  }
  return texts;
}

/** What an object is called in Kubernetes: `<namespace>/<kind>.<group>/<name>`, without the first for one that has none. */
export function addressOf({ namespace, kind, group, name }: KubernetesObject): string {
  return `${namespace === "" ? "" : `${namespace}/`}${kind}.${group}/${name}`;
}

/** Whether the API server has taken the object in: only there it has an id. */
export function isTakenIn({ object }: KubernetesObject): boolean {
  return ownString(ownObject(object, "metadata"), "uid") !== undefined;
}

function invalid(name: string, at: string, expected: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name}#${at} is no part of Kubernetes manifests: ${expected} is expected there. Give manifests as YAML or JSON, or an AdmissionReview.`,
    { details: { name, pointer: at } },
  );
}
