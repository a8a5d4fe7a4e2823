import type { ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import { isUnknown, type Json, type ScalarValue } from "../../model/value.ts";
import { follow, type Found, type Start } from "../vocabulary/path.ts";
import { readIdentities, readReferences, readValues, type Wording } from "../vocabulary/read-values.ts";
import { isUnsettled, settledJson } from "../vocabulary/told.ts";
import type { Answer } from "./answers.ts";
import { callOf, elementPlace, isAskedOnce } from "./call-table.ts";
import { contentOf, type Captured, type Element } from "./captured.ts";
import { isOfAws, type Place, type Places } from "./places.ts";

const wording: Wording = { vocabulary: "api", silence: "U4" };

/** One element, read as a resource. */
export interface ElementReading {
  readonly resource: ReadResource;
  readonly at: string | null;
  /** Whether the account that owns the resource was asked. */
  readonly isOwned: boolean;
  /** Whether it was asked where the resource lies. */
  readonly isAtHome: boolean;
  readonly place: Place;
}

/** Reads one element of an answer as a resource of a type; null if it is none. */
export function readElement(
  type: ResourceType,
  element: Element,
  captured: Captured,
  places: Places,
  name: string,
): ElementReading | null {
  const origin = `${name}#${element.pointer}`;
  const start: Start = {
    here: { value: element.value, pointer: "" },
    elsewhere: (step) => elsewhere(step, element, captured, name),
  };
  const read = (path: string): Json | undefined => {
    const value = follow(path, start)?.values[0]?.value;
    return value === undefined || isUnsettled(value) ? undefined : settledJson(value);
  };
  if (type.sources.apiWhere?.(read) === false) return null;

  const told = withoutSuffix(readIdentities(type, start, wording));
  const arnTold = typeof told["arn"] === "string" ? told["arn"] : null;
  const isTheirs = arnTold !== null && isOfAws(arnTold);
  if (isTheirs && type.sources.apiOfAws !== true) return null;
  // What AWS owns lies where it is shown.
  const place = regionTold(places.of(element, isTheirs ? null : arnTold), type, element, read);
  const identities = withComposedArn(type, told, place, read);
  const values = readValues(type.attributes, start, wording);
  const region = type.isGlobal ? null : place.region;
  const resource: ReadResource = {
    type: type.type,
    address: null,
    identities,
    values,
    links: readReferences(type, start, values, wording),
    origin,
    action: "none",
    running: true,
    isSubject: true,
    accountKey: place.account.key,
    region,
  };
  const { answer } = element;
  const isOwned = isAskedOfOwner(answer, arnTold);
  return { resource, at: answer.at, isOwned, isAtHome: isOwned && isAskedInRegion(answer, region), place };
}

/** Where a path goes on that begins with another call, this call, or a parameter. */
function elsewhere(step: string, element: Element, captured: Captured, name: string): Found | undefined {
  const { answer } = element;
  if (step.startsWith("@")) {
    const parameter = step.slice(1);
    if (!Object.hasOwn(answer.parameters, parameter)) return undefined;
    return { value: answer.parameters[parameter] ?? null, pointer: `${name}#${answer.pointer}` };
  }
  if (!step.includes(":")) return undefined;
  if (step === answer.operation) {
    const page = answer.pages.find(({ pointer }) => element.pointer.startsWith(pointer));
    return page === undefined ? undefined : { value: page.response, pointer: `${name}#${page.pointer}` };
  }
  for (
    let listed = listingElement(element, captured);
    listed !== undefined;
    listed = listingElement(listed, captured)
  ) {
    if (listed.answer.operation === step) return { value: listed.value, pointer: `${name}#${listed.pointer}` };
    const joined = answerFor(step, listed, captured);
    if (joined !== undefined) return contentOf(joined.answer, name, `${name}#${listed.pointer}`);
  }
  const own = answerFor(step, element, captured);
  return contentOf(own?.answer, name, `${name}#${element.pointer}`);
}

function listingElement({ answer }: Element, captured: Captured): Element | undefined {
  return captured.listedAs(answer);
}

/** The answer to a call that is made for an element; undefined if no such call is made for elements like it. */
function answerFor(
  operation: string,
  element: Element,
  captured: Captured,
): { readonly answer: ReturnType<Captured["askedFor"]>[number] } | undefined {
  const each = callOf(operation)?.each;
  if (each === undefined || elementPlace(each).operation !== element.answer.operation) return undefined;
  return { answer: captured.askedFor(operation, element)[0] };
}

/** The region that the type's file finds goes before that of the ARN or the call. */
function regionTold(
  place: Place,
  type: ResourceType,
  element: Element,
  read: (path: string) => Json | undefined,
): Place {
  if (type.isGlobal) return place;
  const { apiRegion } = type.sources;
  if (apiRegion !== undefined) {
    const region = apiRegion(read);
    if (region !== null) return { ...place, region };
  }
  // A call of the whole account does not tell where each thing lies.
  const isOfAccount = isAskedOnce(element.answer.operation) && place.region === element.answer.region;
  return isOfAccount ? { ...place, region: { unknown: "U4" } } : place;
}

/** CloudWatch Logs writes the ARN of a log group with `:*`, which stands for its streams. */
function withoutSuffix(told: Readonly<Record<string, ScalarValue>>): Readonly<Record<string, ScalarValue>> {
  const { arn } = told;
  return typeof arn === "string" && arn.endsWith(":*") ? { ...told, arn: arn.slice(0, -2) } : told;
}

/** Fills in the ARN that the API does not tell and that consists of what it does tell. */
function withComposedArn(
  type: ResourceType,
  told: Readonly<Record<string, ScalarValue>>,
  place: Place,
  read: (path: string) => Json | undefined,
): Readonly<Record<string, ScalarValue>> {
  const pattern = type.identity["arn"]?.api;
  const { arn = null } = told;
  const form = pattern?.split(" | ").find((path) => path.startsWith("arn:"));
  if (form === undefined || !isUnknown(arn)) return told;
  const { account, region, partition } = place;
  const parts: Readonly<Record<string, Json | undefined>> = {
    account: account.id ?? undefined,
    region: isUnknown(region) ? undefined : region,
    partition: partition ?? undefined,
  };
  const filled = form.split(/[{}]/u).map((text, index) => {
    // What stands in braces is every second piece.
    if (index % 2 === 0) return text;
    const values = text.split("|").map((name) => (Object.hasOwn(parts, name) ? parts[name] : read(name)));
    return values.find((value): value is string => typeof value === "string" && value !== "");
  });
  return filled.includes(undefined) ? told : { ...told, arn: filled.join("") };
}

function isAskedOfOwner({ account }: Answer, arn: string | null): boolean {
  const owner = arn === null ? undefined : /^arn:[^:]+:[^:]+:[^:]*:(\d{12}):/u.exec(arn)?.[1];
  return owner === undefined || account === null || account === owner;
}

function isAskedInRegion({ region: asked }: Answer, region: ReadResource["region"]): boolean {
  return asked === null || typeof region !== "string" || region === asked;
}
