import { SekishoError } from "../../errors.ts";
import { unavailable, type Attributes, type ReadAttribute, type ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import { isObject, own, ownString, type JsonObject } from "../json-access.ts";
import { follow } from "../vocabulary/path.ts";
import { callOf, elementsAt, placesOf, type ElementPlace } from "./call-table.ts";
import { plainDates } from "./normalise.ts";
import type { PlacedCapture } from "./read-captures.ts";

/** What may say of which call an answer is. */
interface AnswerName {
  readonly label: string | null;
  readonly name: string;
}

/**
 * Tells whether a document is one answer of the API: by what it is named (`rds.DescribeDBInstances_1.json`), by how a
 * recorder wraps answers, or by members that answers of a call have.
 */
export function isBareAnswer(json: Json, named: AnswerName, types: readonly ResourceType[]): boolean {
  if (!isObject(json)) return false;
  if (isWrapped(json) || isObject(own(json, "ResponseMetadata"))) return true;
  return namedCall(named, types) !== null || callsOf(json, types).length > 0;
}

/**
 * Takes one answer as a capture of which neither parameters nor place are known.
 *
 * @throws SekishoError `DOCUMENT_KIND_UNKNOWN` if it cannot be told which call it is of, or no type is read from that.
 */
export function bareCapture(json: Json, document: AnswerName, types: readonly ResourceType[]): PlacedCapture {
  const isInData = isWrapped(json);
  const response = plainDates(isInData ? (own(json, "data") ?? null) : json);
  const [service = "", operation = ""] = callFor(response, document, types).split(":");
  const error = ownString(own(response, "Error"), "Code") ?? null;
  return {
    service,
    operation,
    parameters: {},
    account: null,
    region: null,
    partition: null,
    capturedAt: null,
    page: 1,
    last: !goesOn(response),
    error: error === null ? null : { code: error, message: "" },
    response: error === null ? response : null,
    pointer: isInData ? "/data" : "",
  };
}

/** Recorders of boto3 (placebo) write the answer under `data`, beside its status. */
function isWrapped(json: Json): boolean {
  return typeof own(json, "status_code") === "number" && isObject(own(json, "data"));
}

function goesOn(response: Json): boolean {
  if (own(response, "IsTruncated") === true) return true;
  const tokens = ["NextToken", "nextToken", "NextMarker", "Marker", "ContinuationToken"];
  return tokens.some((name) => (ownString(response, name) ?? "") !== "");
}

function callFor(response: Json, document: AnswerName, types: readonly ResourceType[]): string {
  const named = namedCall(document, types);
  if (named !== null) return named;
  const [call, ...others] = callsOf(response, types);
  if (call !== undefined && others.length === 0) return call;
  const { name } = document;
  if (call !== undefined) {
    throw unknownCall(
      name,
      `may be output of ${[call, ...others].join(" or of ")}`,
      `Say which: ${call.replace(":", ".")}=FILE.`,
    );
  }
  const written = writtenCall(document);
  throw unknownCall(
    name,
    written === null
      ? "is output of the AWS API, and does not say of which call"
      : `is output of ${written}, of which no resource type is read`,
    "Read is what lists or describes resources, such as rds:DescribeDBInstances; a label says of which call a file is: s3.GetBucketVersioning=FILE.",
  );
}

/** The call that the label or the file's name says, if a resource type is read from it or it tells something of one. */
function namedCall(document: AnswerName, types: readonly ResourceType[]): string | null {
  const call = writtenCall(document);
  if (call === null) return null;
  const isTold = types.some((type) => placesOf(type).some(({ operation }) => operation === call));
  return isTold || callOf(call) !== undefined ? call : null;
}

function writtenCall({ label, name }: AnswerName): string | null {
  for (const text of [label ?? "", name]) {
    const [, service, operation] = /^([a-z0-9-]+)\.([A-Z][A-Za-z0-9]+?)(?:_\d+)?(?:\.json)?$/u.exec(text) ?? [];
    if (service !== undefined && operation !== undefined) return `${service}:${operation}`;
  }
  return null;
}

function unknownCall(name: string, what: string, advice: string): SekishoError {
  return new SekishoError("DOCUMENT_KIND_UNKNOWN", `${name} ${what}. ${advice}`, { details: { name } });
}

/** The calls whose answers have members like these. */
function callsOf(response: Json, types: readonly ResourceType[]): readonly string[] {
  const calls = new Set<string>();
  for (const type of types) {
    for (const place of placesOf(type)) if (fits(response, place, type)) calls.add(place.operation);
  }
  return [...calls].sort();
}

function fits(response: Json, { steps }: ElementPlace, type: ResourceType): boolean {
  if (steps.length === 0) return isObject(response) && tellsAll(response, type);
  const elements = elementsAt(steps, response, "");
  const mayBeName = steps.at(-1)?.endsWith("[]") === true;
  return (
    elements?.every(({ value }) => (isObject(value) ? tells(value, type) : mayBeName && typeof value === "string")) ??
    false
  );
}

/** Whether an element has something that names it; one that nothing names, something that is told of it. */
function tells(element: JsonObject, type: ResourceType): boolean {
  const names = ownPaths(Object.values(type.identity).map(({ api }) => api));
  const told = names.length > 0 ? names : ownPaths(readAttributes(type.attributes).map(({ spec }) => spec.api));
  return told.some((path) => leads(path, element));
}

/** Whether an answer has everything that such an answer always has, or else the lists that it may have. */
function tellsAll(response: JsonObject, type: ResourceType): boolean {
  const names = ownPaths(Object.values(type.identity).map(({ api }) => api));
  const told = readAttributes(type.attributes);
  const always = told.filter(({ spec: { whenOmitted } }) => (whenOmitted?.api ?? unavailable) === unavailable);
  const needed = [...names, ...ownPaths(always.map(({ spec }) => spec.api))];
  if (needed.length > 0) return needed.every((path) => leads(path, response));
  const lists = told.filter(({ kind }) => kind !== "scalar");
  return ownPaths(lists.map(({ spec }) => spec.api)).some((path) => leads(path, response));
}

/** The attributes that stand in an answer itself; a block may be the answer as a whole. */
function readAttributes(attributes: Attributes): readonly ReadAttribute[] {
  return Object.values(attributes).flatMap((attribute) => {
    if (attribute.kind === "derived" || attribute.kind === "derivedScalar") return [];
    return attribute.kind === "objects" && attribute.spec.api === "" ? readAttributes(attribute.fields) : [attribute];
  });
}

/** Leaves out what stands in another answer, in the parameters or nowhere. */
function ownPaths(paths: readonly (string | undefined)[]): readonly string[] {
  return paths.filter(
    (path): path is string => path !== undefined && path !== "" && !path.includes(":") && !path.startsWith("@"),
  );
}

function leads(path: string, value: JsonObject): boolean {
  return follow(path, { here: { value, pointer: "" } }) !== undefined;
}
