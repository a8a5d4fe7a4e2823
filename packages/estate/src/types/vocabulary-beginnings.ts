import type { ResourceType } from "../model/resource-type.ts";
import { stepsOf } from "../readers/vocabulary/path.ts";
import { isOperation } from "./declared-paths.ts";
import { nearestName } from "./nearest-name.ts";
import {
  configPlace,
  describePlace,
  elementOf,
  own,
  placeOf,
  walk,
  type ApiVocabulary,
  type CloudFormationVocabulary,
  type ConfigVocabulary,
  type Place,
  type Reached,
} from "./vocabulary-places.ts";

/** Why a path of a resource type's file, or a word of an API call, is refused. */
export type PathProblemKind =
  /** The vocabulary was not extracted since the type or operation was added. */
  | "NOT_EXTRACTED"
  | "UNKNOWN_TYPE"
  | "UNKNOWN_OPERATION"
  | "UNKNOWN_PATH"
  /** No entry with such a key is documented, or the place holds no entries with keys. */
  | "UNKNOWN_KEY"
  | "UNKNOWN_PARAMETER"
  | "MISSING_PARAMETER"
  | "UNKNOWN_ERROR"
  /** A declared value that the schema does not list. */
  | "UNKNOWN_VALUE"
  | "WRONG_TYPE"
  /** `Ref` gives the value of something else. */
  | "WRONG_REFERENCE"
  /** `[]` on what is no list. */
  | "NOT_A_LIST"
  /** A scalar is read from a list, and no `[]` says that its first element is meant. */
  | "LIST_NOT_MARKED"
  /** No reader comes by: the type or the block has no path of its own in this vocabulary. */
  | "UNREACHABLE"
  /** Marked `unchecked` although the schema has the path, or without a path. */
  | "NEEDLESS_UNCHECKED";

/** What is wrong, and what the vocabulary has in place of it. */
export interface Problem {
  readonly problem: PathProblemKind;
  readonly expected: string;
}

/** A vocabulary whose paths are checked. */
export type Vocabulary = ConfigVocabulary | ApiVocabulary | CloudFormationVocabulary;

/** Where the paths of one resource type begin in a vocabulary; undefined where it has no schema. */
export interface Beginning {
  readonly values: Place | undefined;
  /** Where a path begins whose first step does not stand there, and what is left of it. */
  readonly elsewhere: (path: string) => Elsewhere | Problem | undefined;
  /** Of what `Ref` gives the value in CloudFormation. */
  readonly reference?: readonly string[];
}

interface Elsewhere {
  readonly from: Place;
  readonly rest: string;
}

/** Finds where the paths of a type begin; undefined if its file does not name the vocabulary as a source. */
export function beginningOf(type: ResourceType, vocabulary: Vocabulary): Beginning | Problem | undefined {
  const source = type.sources[vocabulary.vocabulary];
  if (source === undefined) return undefined;
  switch (vocabulary.vocabulary) {
    case "config":
      return beginInConfig(source, vocabulary);
    case "cloudformation":
      return beginInCloudFormation(source, vocabulary);
    case "api":
      return beginInApi(source, vocabulary);
  }
}

/** Follows a path of a type: from where it begins elsewhere, or else from the given place. */
export function followFrom(
  path: string,
  from: Place | undefined,
  elsewhere: Beginning["elsewhere"] | undefined,
): Reached | Problem {
  if (path.startsWith("arn:") && path.includes("{")) return followPattern(path, from, elsewhere);
  const other = elsewhere?.(path);
  if (other !== undefined && "problem" in other) return other;
  const start = other?.from ?? from;
  if (start === undefined) return { problem: "UNKNOWN_PATH", expected: "no schema is published" };
  const walked = walk(other?.rest ?? path, start);
  if (!("problem" in walked)) return walked;
  return { problem: walked.problem, expected: nearestName(walked.step, walked.known) };
}

/** Follows each path that a composed ARN holds in braces; the place of a resource is known without one. */
function followPattern(
  pattern: string,
  from: Place | undefined,
  elsewhere: Beginning["elsewhere"] | undefined,
): Reached | Problem {
  const paths = [...pattern.matchAll(/\{([^}]*)\}/gu)].flatMap(([, inside = ""]) => inside.split("|"));
  for (const path of paths.filter((part) => !["partition", "region", "account"].includes(part))) {
    const found = followFrom(path, from, elsewhere);
    if ("problem" in found) return found;
    if (found.place.kind !== "scalar") return { problem: "WRONG_TYPE", expected: describePlace(found.place) };
  }
  return { place: text, isInList: false, isUnmarked: false };
}

/** Finds the answer of an operation. */
export function answerOf(name: string, { operations, shapes }: ApiVocabulary): Place | Problem {
  const operation = own(operations, name);
  if (operation === undefined) return notExtracted;
  if (operation === null || operation.answer === null) {
    return { problem: "UNKNOWN_OPERATION", expected: "an operation with an answer" };
  }
  return placeOf(operation.answer, shapes);
}

/** Finds a parameter of an operation. */
export function parameterOf(call: string, name: string, { operations, shapes }: ApiVocabulary): Place | Problem {
  const parameters = own(operations, call)?.parameters ?? {};
  const notation = own(parameters, name);
  if (notation !== undefined) return placeOf(notation, shapes);
  return { problem: "UNKNOWN_PARAMETER", expected: nearestName(name, Object.keys(parameters)) };
}

/** An item's own members begin with `@`; `relationships.TYPE` are ids of other resources. */
function beginInConfig(source: string, { types, related }: ConfigVocabulary): Beginning | Problem {
  const properties = own(types, source);
  if (properties === undefined) return notExtracted;
  const item = properties === null ? undefined : configPlace(properties);
  const inItem = (name: string): Place | undefined => (item?.kind === "object" ? item.member(name) : undefined);
  const configuration = inItem("configuration");
  return {
    values: configuration,
    elsewhere: (path) => {
      const [first = "", second = ""] = stepsOf(path);
      if (first === "supplementaryConfiguration") {
        const from = inItem(first);
        if (from !== undefined) return { from, rest: path.slice(first.length) };
        return { problem: "UNKNOWN_PATH", expected: "no supplementaryConfiguration" };
      }
      if (first === "relationships") {
        const isType = own(related, second);
        if (isType === undefined) return notExtracted;
        return isType ? { from: relatedIds, rest: "" } : { problem: "UNKNOWN_PATH", expected: "a type of AWS Config" };
      }
      if (!first.startsWith("@")) return undefined;
      const member = first.slice(1);
      const from = inItem(member);
      if (from !== undefined) return { from, rest: path.slice(first.length) };
      return { problem: "UNKNOWN_PATH", expected: nearestName(member, item?.kind === "object" ? item.names : []) };
    },
  };
}

const text: Place = { kind: "scalar", types: ["string"], values: null, mayBeList: false };

/** As many as there are resources of the type. */
const relatedIds: Place = { kind: "scalar", types: ["string"], values: null, mayBeList: true };

function beginInCloudFormation(source: string, { types, shapes }: CloudFormationVocabulary): Beginning | Problem {
  const known = own(types, source);
  if (known === undefined) return notExtracted;
  if (known === null) return { problem: "UNKNOWN_TYPE", expected: "a type of CloudFormation" };
  const values = placeOf(`#${known.shape}`, shapes);
  return {
    values,
    elsewhere: (path) => {
      if (path === "Ref") return { from: text, rest: "" };
      const notation = own(known.returned, path);
      return notation === undefined ? undefined : { from: placeOf(notation, shapes), rest: "" };
    },
    reference: known.reference,
  };
}

/**
 * Several calls may tell a type: a path stands in an answer of one of them. It may begin with the answer of another call, or
 * with `@` and a parameter of the type's own one.
 */
function beginInApi(source: string, vocabulary: ApiVocabulary): Beginning | Problem {
  const elements: Place[] = [];
  const calls: string[] = [];
  for (const one of source.split(" | ")) {
    const [call = ""] = stepsOf(one);
    const element = elementAt(one, vocabulary);
    if ("problem" in element) return element;
    elements.push(element);
    calls.push(call);
  }
  const [first] = elements;
  const isSame = elements.length === 1 || elements.every(({ kind }) => kind === "scalar");
  const values = isSame ? first : anyOf(elements);
  return {
    values,
    elsewhere: (path) => {
      const [step = ""] = stepsOf(path);
      const isCall = isOperation(step);
      if (!isCall && !step.startsWith("@")) return undefined;
      const found = isCall
        ? [answerOf(step, vocabulary)]
        : calls.map((call) => parameterOf(call, step.slice(1), vocabulary));
      const from = found.find((place): place is Place => !("problem" in place));
      if (from === undefined) return found[0] as Problem;
      const [, next = ""] = stepsOf(path);
      return { from: isCall ? listedIn(from, next) : from, rest: path.slice(step.length) };
    },
  };
}

/** Finds the elements that a path into an answer leads to; a list ends with `[]`. */
export function elementAt(path: string, vocabulary: ApiVocabulary): Place | Problem {
  const [call = ""] = stepsOf(path);
  const answer = answerOf(call, vocabulary);
  if ("problem" in answer) return answer;
  const reached = followFrom(path.slice(call.length), answer, undefined);
  if ("problem" in reached) return reached;
  const isOpen = reached.place.kind === "list" || reached.isUnmarked;
  return isOpen ? { problem: "LIST_NOT_MARKED", expected: `${path}[]` } : reached.place;
}

/** Of the listing that a call is made for, the listed element is meant: what has the member, the answer or one of its lists. */
function listedIn(answer: Place, member: string): Place {
  if (answer.kind !== "object" || member === "" || answer.names.includes(member)) return answer;
  const elements = answer.names.map((name) => answer.member(name)).filter((place) => place?.kind === "list");
  const found = elements.map(elementOf).find((one) => one.kind === "object" && one.names.includes(member));
  return found ?? answer;
}

/** An object with the members of each of several. */
function anyOf(places: readonly Place[]): Place {
  const objects = places.filter((place) => place.kind === "object");
  return {
    kind: "object",
    names: objects.flatMap(({ names }) => names),
    member: (name) => objects.map((object) => object.member(name)).find((found) => found !== undefined),
    keys: null,
    mayBeList: false,
  };
}

const notExtracted: Problem = { problem: "NOT_EXTRACTED", expected: "a fresh extraction: run npm run vocabulary" };
