import { stepsOf } from "../readers/vocabulary/path.ts";
import { parameterPlace, type ApiArgument, type ApiCall } from "./api-call.ts";
import { nearestName } from "./nearest-name.ts";
import { answerOf, elementAt, followFrom, parameterOf, type Problem } from "./vocabulary-beginnings.ts";
import type { PathProblem } from "./vocabulary-paths.ts";
import { describePlace, own, type ApiVocabulary, type Place } from "./vocabulary-places.ts";

/**
 * Compares the API calls with the service models: operations, their parameters and where these are taken from, literal
 * values, and error codes of the operations that declare any. A call that lacks a parameter which its operation requires
 * is refused too. `checked` counts the words that were compared.
 */
export function checkCalls(
  calls: Readonly<Record<string, ApiCall>>,
  vocabulary: ApiVocabulary,
): { readonly problems: readonly PathProblem[]; readonly checked: number } {
  const problems: PathProblem[] = [];
  let checked = 0;
  for (const [name, call] of Object.entries(calls)) checkCall(name, call);
  return { problems, checked };

  function checkCall(name: string, call: ApiCall): void {
    function compare<Found extends object>(place: string, path: string, found: Found | Problem): Found | undefined {
      checked += 1;
      if (!("problem" in found)) return found;
      problems.push({ vocabulary: "api", type: name, place, path, problem: found.problem, expected: found.expected });
      return undefined;
    }

    if (compare("operation", name, answerOf(name, vocabulary)) === undefined) return;
    const { each, parameters = {}, only = {}, variants = [], accountParameter, absent = [] } = call;
    const listed = each === undefined ? undefined : listedBy(each);
    const element = each === undefined || listed === undefined ? undefined : compare("each", each, listed);

    for (const [parameter, path] of Object.entries(parameters)) {
      const place = `parameters.${parameter}`;
      const taken = compare(place, parameter, parameterOf(name, parameter, vocabulary));
      const { path: from, isWrapped } = parameterPlace(path);
      const value = compare(place, path, valueAt(from, element));
      const given: Place | undefined = value !== undefined && isWrapped ? { kind: "list", element: value } : value;
      if (taken !== undefined && given !== undefined && describePlace(taken) !== describePlace(given)) {
        compare(place, path, { problem: "WRONG_TYPE", expected: describePlace(taken) });
      }
    }
    for (const [path, literal] of Object.entries(only)) {
      const value = compare(`only.${path}`, path, valueAt(path, element));
      if (value !== undefined) compare(`only.${path}`, literal, fitting(literal, value));
    }
    for (const [index, variant] of variants.entries()) {
      for (const [parameter, literal] of Object.entries(variant.parameters)) {
        const place = `variants.${String(index)}.${parameter}`;
        const taken = compare(place, parameter, parameterOf(name, parameter, vocabulary));
        if (taken !== undefined) compare(place, wordsOf(literal), fitting(literal, taken));
      }
    }
    if (accountParameter !== undefined) {
      compare("accountParameter", accountParameter, parameterOf(name, accountParameter, vocabulary));
    }
    const { required = [], errors = [] } = own(vocabulary.operations, name) ?? {};
    for (const code of absent) {
      const isDeclared = errors.length === 0 || errors.includes(code);
      compare("absent", code, isDeclared ? {} : { problem: "UNKNOWN_ERROR", expected: nearestName(code, errors) });
    }
    const alwaysGiven = [...Object.keys(parameters), accountParameter];
    for (const parameter of required) {
      const isGiven =
        alwaysGiven.includes(parameter) ||
        (variants.length > 0 && variants.every((variant) => Object.hasOwn(variant.parameters, parameter)));
      compare("parameters", parameter, isGiven ? {} : { problem: "MISSING_PARAMETER", expected: parameter });
    }

    /** `@Name` is a parameter of the listing call, any other path stands in the listed element. */
    function valueAt(path: string, from: Place | undefined): Place | Problem {
      if (each === undefined) return { problem: "UNREACHABLE", expected: "each" };
      const [listing = ""] = stepsOf(each);
      if (path.startsWith("@")) return parameterOf(listing, path.slice(1), vocabulary);
      const reached = followFrom(path, from, undefined);
      if ("problem" in reached) return reached;
      return reached.isUnmarked
        ? { problem: "LIST_NOT_MARKED", expected: describePlace(reached.place) }
        : reached.place;
    }
  }

  /** A listing has to end with a list. */
  function listedBy(each: string): Place | Problem {
    return each.endsWith("[]") ? elementAt(each, vocabulary) : { problem: "LIST_NOT_MARKED", expected: `${each}[]` };
  }
}

/** Tells whether a literal can stand at a place. */
function fitting(literal: ApiArgument, place: Place): Place | Problem {
  if (place.kind === "any") return place;
  if (isArguments(literal)) {
    if (place.kind !== "object") return { problem: "WRONG_TYPE", expected: describePlace(place) };
    for (const [name, value] of Object.entries(literal)) {
      const member = place.member(name);
      if (member === undefined) return { problem: "UNKNOWN_PATH", expected: nearestName(name, place.names) };
      const found = fitting(value, member);
      if ("problem" in found) return found;
    }
    return place;
  }
  if (typeof literal === "object") {
    if (place.kind !== "list") return { problem: "WRONG_TYPE", expected: describePlace(place) };
    for (const one of literal) {
      const found = fitting(one, place.element);
      if ("problem" in found) return found;
    }
    return place;
  }
  if (place.kind !== "scalar" || !place.types.includes(typeof literal)) {
    return { problem: "WRONG_TYPE", expected: describePlace(place) };
  }
  if (place.values?.includes(String(literal)) === false) {
    return { problem: "UNKNOWN_VALUE", expected: nearestName(String(literal), place.values) };
  }
  return place;
}

function wordsOf(literal: ApiArgument): string {
  return isArguments(literal) ? JSON.stringify(literal) : String(literal);
}

function isArguments(literal: ApiArgument): literal is { readonly [member: string]: ApiArgument } {
  return typeof literal === "object" && !Array.isArray(literal);
}
