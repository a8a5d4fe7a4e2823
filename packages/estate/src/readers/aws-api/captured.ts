import type { Json } from "../../model/value.ts";
import { parameterPlace } from "../../types/api-call.ts";
import { isList, own } from "../json-access.ts";
import { follow, type Found } from "../vocabulary/path.ts";
import { isToldList, settledJson, unsettled, type Told } from "../vocabulary/told.ts";
import { canonical, type Answer, type Page } from "./answers.ts";
import { callOf, elementPlace, elementsAt, isAskedOnce, type ElementPlace } from "./call-table.ts";
import { push } from "../../model/push.ts";

/** One element of an answer. */
export interface Element {
  readonly answer: Answer;
  readonly value: Json;
  readonly pointer: string;
}

/** The literal parameters with which a call is made, and in which region only. */
interface Variant {
  readonly parameters: Readonly<Record<string, Json>>;
  readonly region?: string;
}

/** Everything that was asked, found by call and parameters. */
export interface Captured {
  /** The answers to a call, whatever its parameters. */
  readonly answersTo: (operation: string) => readonly Answer[];
  readonly elementsOf: (answer: Answer, place: ElementPlace) => readonly Element[];
  /** The element of the listing that gave the answer's call its parameters. */
  readonly listedAs: (answer: Answer) => Element | undefined;
  /** The answers to a call that is made for an element; undefined in the place of one that is not there. */
  readonly askedFor: (operation: string, element: Element) => readonly (Answer | undefined)[];
  /** The answers to a call that is made once in a place; undefined in the place of one that is not there. */
  readonly askedIn: (operation: string, account: string, region: string) => readonly (Answer | undefined)[];
}

/** Arranges answers so that each is found by its call, its parameters and where it was asked. */
export function createCaptured(answers: readonly Answer[]): Captured {
  const byOperation = new Map<string, Answer[]>();
  const byCall = new Map<string, Answer>();
  for (const answer of answers) {
    const { operation, account, region, parameters } = answer;
    push(byOperation, operation, answer);
    const key = callKey(operation, account, region, parameters);
    const known = byCall.get(key);
    // A call of the whole account may have been asked in two regions: the whole answer goes before the other.
    if (known === undefined || (answer.isWhole && !known.isWhole)) byCall.set(key, answer);
  }
  const listings = new Map<string, Map<string, Element>>();

  function answersTo(operation: string): readonly Answer[] {
    return byOperation.get(operation) ?? [];
  }
  function elementsOf(answer: Answer, place: ElementPlace): readonly Element[] {
    return answer.pages.flatMap((page) => elementsOfPage(answer, page, place));
  }
  /** The elements of the listing for a call by the parameters that they give it. */
  function listingFor(operation: string): Map<string, Element> {
    let found = listings.get(operation);
    if (found !== undefined) return found;
    listings.set(operation, (found = new Map<string, Element>()));
    const each = callOf(operation)?.each;
    if (each === undefined) return found;
    const place = elementPlace(each);
    for (const answer of answersTo(place.operation)) {
      for (const element of elementsOf(answer, place)) {
        const parameters = parametersFor(operation, element);
        if (typeof parameters === "string") continue;
        found.set(callKey(operation, answer.account, answer.region, parameters), element);
      }
    }
    return found;
  }

  return {
    answersTo,
    elementsOf,
    listedAs({ operation, account, region, parameters }) {
      const names = Object.keys(callOf(operation)?.parameters ?? {});
      const own = Object.fromEntries(names.map((name) => [name, parameters[name] ?? null]));
      return listingFor(operation).get(callKey(operation, account, region, own));
    },
    askedFor(operation, element) {
      const parameters = parametersFor(operation, element);
      if (parameters === "not asked") return [];
      if (parameters === "not told") return [undefined];
      const { account, region } = element.answer;
      return variantsIn(operation, region).map((variant) =>
        byCall.get(callKey(operation, account, region, { ...parameters, ...variant.parameters })),
      );
    },
    askedIn(operation, account, region) {
      const taken = callOf(operation)?.accountParameter;
      const parameters = taken === undefined ? {} : { [taken]: account };
      return homeVariants(operation, region).map((variant) =>
        byCall.get(callKey(operation, account, variant.region ?? region, { ...parameters, ...variant.parameters })),
      );
    },
  };
}

function callKey(
  operation: string,
  account: string | null,
  region: string | null,
  parameters: Readonly<Record<string, Json | undefined>>,
): string {
  return JSON.stringify([operation, account, isAskedOnce(operation) ? null : region, canonical(parameters)]);
}

function variantsIn(operation: string, region: string | null): readonly Variant[] {
  const { variants = [{ parameters: {} }] } = callOf(operation) ?? {};
  return variants.filter((variant: Variant) => variant.region === undefined || variant.region === region);
}

/** A call that is made in one region only is asked there, wherever that is. */
function homeVariants(operation: string, region: string | null): readonly Variant[] {
  const { variants = [] } = callOf(operation) ?? {};
  const isBound = variants.length > 0 && variants.every((variant) => variant.region !== undefined);
  return isBound ? variants : variantsIn(operation, region);
}

/** The parameters that an element gives a call, if the call is made for it and it tells them. */
function parametersFor(operation: string, element: Element): Readonly<Record<string, Json>> | "not asked" | "not told" {
  const { parameters = {}, only = {} } = callOf(operation) ?? {};
  for (const [path, value] of Object.entries(only)) if (at(path, element) !== value) return "not asked";
  const given: Record<string, Json> = {};
  for (const [name, path] of Object.entries(parameters)) {
    const { path: place, isWrapped } = parameterPlace(path);
    const value = at(place, element);
    if (value === undefined) return "not told";
    given[name] = isWrapped ? [value] : value;
  }
  return given;
}

function at(path: string, { value, answer, pointer: place }: Element): Json | undefined {
  if (path.startsWith("@")) return own(answer.parameters, path.slice(1));
  const found = follow(path, { here: { value, pointer: place } })?.values[0];
  return found === undefined ? undefined : settledJson(found.value);
}

function elementsOfPage(answer: Answer, page: Page, { steps }: ElementPlace): readonly Element[] {
  return (elementsAt(steps, page.response, page.pointer) ?? []).map((element) => ({ answer, ...element }));
}

/**
 * The content of an answer as a place where paths begin: its pages as one. What an answer does not tell because it was
 * denied or never asked for is not settled (U4); an answer that is cut off has lists that may go on.
 */
export function contentOf(answer: Answer | undefined, name: string, origin: string): Found {
  if (answer === undefined) return { value: unsettled("U4"), pointer: origin };
  const place = `${name}#${answer.pointer}`;
  if (isAbsent(answer)) return { value: {}, pointer: place };
  const [first, ...others] = answer.pages;
  if (first === undefined) return { value: unsettled("U4"), pointer: place };
  if (others.length === 0 && answer.isWhole) return { value: first.response, pointer: place };
  const joined = new Map<string, Told>(Object.entries(first.response));
  for (const { response } of others) {
    for (const [key, value] of Object.entries(response)) {
      const known = joined.get(key);
      if (isToldList(known) && isList(value)) joined.set(key, [...known, ...value]);
      else if (known === undefined) joined.set(key, value);
    }
  }
  if (!answer.isWhole) {
    for (const [key, value] of joined) if (isToldList(value)) joined.set(key, [...value, unsettled("U4")]);
  }
  return { value: Object.fromEntries(joined), pointer: place };
}

/** Whether AWS answered that there is no such thing. */
export function isAbsent({ operation, error, pages }: Answer): boolean {
  return error !== null && pages.length === 0 && callOf(operation)?.absent?.includes(error) === true;
}

/** Whether an answer says all that it was asked for. */
export function isComplete(answer: Answer | undefined): answer is Answer {
  return answer !== undefined && (answer.isWhole || isAbsent(answer));
}
