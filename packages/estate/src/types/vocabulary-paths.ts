import type { Attributes, ReadAttribute, ResourceType, ScalarAttribute } from "../model/resource-type.ts";
import { parsePath, stepsOf } from "../readers/vocabulary/path.ts";
import { isOperation, isRead } from "./declared-paths.ts";
import { nearestName } from "./nearest-name.ts";
import {
  configPlace,
  describePlace,
  objectOf,
  placeOf,
  walk,
  type ApiVocabulary,
  type CloudFormationVocabulary,
  type ConfigVocabulary,
  type PathVocabulary,
  type Place,
} from "./vocabulary-places.ts";

/** Why a path of a resource type's file, or a word of an API call, is refused. */
export type PathProblemKind =
  /** The vocabulary was not extracted since the type or operation was added. */
  | "NOT_EXTRACTED"
  | "UNKNOWN_TYPE"
  | "UNKNOWN_OPERATION"
  | "UNKNOWN_PATH"
  | "UNKNOWN_KEY"
  | "UNKNOWN_PARAMETER"
  | "MISSING_PARAMETER"
  | "UNKNOWN_ERROR"
  /** A declared value that the schema does not list. */
  | "UNKNOWN_VALUE"
  | "WRONG_TYPE"
  /** `[]` on what is no list. */
  | "NOT_A_LIST"
  /** A scalar is read from a list, and no `[]` says that its first element is meant. */
  | "LIST_NOT_MARKED"
  /** No reader comes by: the type or the block has no path of its own in this vocabulary. */
  | "UNREACHABLE"
  /** Marked `unchecked` although the schema has the path. */
  | "NEEDLESS_UNCHECKED";

/** A path in a resource type's file that its vocabulary refuses. */
export interface PathProblem {
  readonly vocabulary: PathVocabulary;
  /** The resource type, or the API call. */
  readonly type: string;
  /** The attribute's place in the file. */
  readonly place: string;
  readonly path: string;
  readonly problem: PathProblemKind;
  /** What the vocabulary has in place of it. */
  readonly expected: string;
}

/** What came of comparing paths with a vocabulary. */
export interface PathCheck {
  readonly problems: readonly PathProblem[];
  /** How many paths were compared. */
  readonly checked: number;
  /** Places whose path the schema does not have, and whose file says where it comes from. */
  readonly unchecked: readonly string[];
}

/** Where the paths of one resource type begin in a vocabulary. */
interface Beginning {
  /** Undefined where the vocabulary has no schema. */
  readonly values: Place | undefined;
  readonly identities: Place | undefined;
  /** Where a path goes on whose first step does not stand there; a problem if there is no such thing. */
  readonly elsewhere: (step: string) => Place | Problem | undefined;
  readonly known: readonly string[];
}

interface Problem {
  readonly problem: PathProblemKind;
  readonly expected: string;
}

/**
 * Compares every path that resource types declare in a vocabulary with its schema: the names on the way, the type of what
 * stands there, the values of enumerations. What the published schemas of AWS Config do not have must be marked
 * `unchecked`, and nothing else may be.
 */
export function checkPaths(
  types: readonly ResourceType[],
  vocabulary: ConfigVocabulary | ApiVocabulary | CloudFormationVocabulary,
): PathCheck {
  const problems: PathProblem[] = [];
  const unchecked: string[] = [];
  let checked = 0;
  const name = vocabulary.vocabulary;

  for (const type of types) {
    const report = (place: string, path: string, problem: PathProblemKind, expected: string): void => {
      problems.push({ vocabulary: name, type: type.type, place, path, problem, expected });
    };
    const begun = beginningOf(type, vocabulary);
    const source = type.sources[name];
    if (begun !== undefined && "problem" in begun) {
      report("sources", source ?? "", begun.problem, begun.expected);
      continue;
    }
    checkMember(type, begun, report);
    for (const [identity, paths] of Object.entries(type.identity)) {
      check(`identity.${identity}`, identityAttribute, paths, begun?.identities, begun, report);
    }
    checkAttributes("", type.attributes, begun?.values, begun, report);

    function checkAttributes(
      prefix: string,
      attributes: Attributes,
      from: Place | undefined,
      top: Beginning | undefined,
      tell: typeof report,
    ): void {
      for (const [declared, attribute] of Object.entries(attributes)) {
        if (isRead(attribute)) check(`${prefix}${declared}`, attribute, attribute.spec, from, top, tell);
      }
    }

    /** Checks one path and, of objects, those of its fields; paths of fields begin nowhere else. */
    function check(
      place: string,
      attribute: ReadAttribute,
      paths: ReadAttribute["spec"],
      from: Place | undefined,
      top: Beginning | undefined,
      tell: typeof report,
    ): void {
      const path = paths[name];
      const reason = name === "config" ? paths.unchecked : undefined;
      const fields = attribute.kind === "objects" ? attribute.fields : {};
      if (path === undefined) {
        if (reason !== undefined) tell(place, "", "NEEDLESS_UNCHECKED", "no path");
        for (const [below, inner] of pathsBelow(fields, name)) {
          tell(`${place}.${below}`, inner, "UNREACHABLE", `a path of ${place}`);
        }
        return;
      }
      if (begun === undefined) {
        tell(place, path, "UNREACHABLE", `sources.${name}`);
        return;
      }
      checked += 1;
      const found = parsePath(path).map((way, index) =>
        follow(path.split(" | ")[index]?.split("=")[0] ?? "", way.steps[0], from, top),
      );
      const missing = found.find((one): one is Problem => "problem" in one);
      if (missing !== undefined) {
        if (reason === undefined) tell(place, path, missing.problem, missing.expected);
        else unchecked.push(`${type.type}.${place}`);
        return;
      }
      if (reason !== undefined) tell(place, path, "NEEDLESS_UNCHECKED", path);
      found.forEach((one, index) => {
        if ("problem" in one) return;
        const equals = parsePath(path)[index]?.equals ?? null;
        const wrong = wrongType(attribute, one, equals, name);
        if (wrong !== null) tell(place, path, wrong.problem, wrong.expected);
        else if (attribute.kind === "objects") {
          checkAttributes(`${place}.`, fields, elementOf(one.place), undefined, tell);
        }
      });
    }
  }
  return { problems, checked, unchecked };
}

const identityAttribute: ScalarAttribute = { kind: "scalar", type: "string", values: null, spec: {} };

interface Reached {
  readonly place: Place;
  readonly isInList: boolean;
  readonly isUnmarked: boolean;
}

function follow(
  path: string,
  first: string | undefined,
  from: Place | undefined,
  top: Beginning | undefined,
): Reached | Problem {
  const other = first === undefined ? undefined : top?.elsewhere(first);
  if (other !== undefined && "problem" in other) return other;
  const start = other ?? from;
  if (start === undefined) return { problem: "UNKNOWN_PATH", expected: "no schema is published" };
  const rest = other === undefined ? path : path.slice(first?.length ?? 0);
  const walked = walk(rest, start);
  if (!("problem" in walked)) return walked;
  const known = start === from ? [...walked.known, ...(top?.known ?? [])] : walked.known;
  return { problem: walked.problem, expected: nearestName(walked.step, known) };
}

/** The paths that fields have in a vocabulary, at any depth. */
function pathsBelow(fields: Attributes, vocabulary: PathVocabulary): readonly (readonly [string, string])[] {
  return Object.entries(fields).flatMap(([name, attribute]) => {
    if (!isRead(attribute)) return [];
    const path = attribute.spec[vocabulary];
    const own = path === undefined ? [] : [[name, path] as const];
    const inner = attribute.kind === "objects" ? pathsBelow(attribute.fields, vocabulary) : [];
    return [...own, ...inner.map(([below, at]) => [`${name}.${below}`, at] as const)];
  });
}

function elementOf(place: Place): Place {
  return place.kind === "list" ? elementOf(place.element) : place;
}

/** Says what is wrong with the declared type at a place; null if nothing is. */
function wrongType(
  attribute: ReadAttribute,
  { place, isInList, isUnmarked }: Reached,
  equals: string | null,
  vocabulary: PathVocabulary,
): Problem | null {
  const wrong: Problem = {
    problem: "WRONG_TYPE",
    expected: isInList ? `list(${describePlace(place)})` : describePlace(place),
  };
  if (place.kind === "any") return null;
  if (attribute.kind === "objects") {
    const element = elementOf(place);
    const isList = place.kind === "list" || isInList || ("mayBeList" in place && place.mayBeList);
    if (element.kind === "any") return null;
    if (element.kind !== "object" || equals !== null) return wrong;
    return attribute.max === null && !isList ? wrong : null;
  }
  const scalar = attribute.kind === "scalars" ? attribute.item : attribute;
  if (scalar.type === "json" && attribute.kind === "scalar") return null;
  const isList = place.kind === "list" || isInList;
  const element = attribute.kind === "scalars" ? elementOf(place) : place;
  if (element.kind === "any") return null;
  if (element.kind !== "scalar") return wrong;
  if (attribute.kind === "scalars" && !isList && !element.mayBeList) return wrong;
  if (attribute.kind === "scalar" && isUnmarked) return { problem: "LIST_NOT_MARKED", expected: wrong.expected };
  if (equals !== null) {
    if (scalar.type !== "boolean" || !element.types.includes("string")) return wrong;
    return unknownValue([equals], element.values);
  }
  if (scalar.type !== "json" && !element.types.includes(scalar.type)) return wrong;
  // Values are compared as they are read: the schemas of AWS Config list none.
  return vocabulary === "config" ? null : unknownValue(scalar.values ?? [], element.values);
}

function unknownValue(declared: readonly string[], known: readonly string[] | null): Problem | null {
  const other = known === null ? undefined : declared.find((value) => !known.includes(value));
  return other === undefined ? null : { problem: "UNKNOWN_VALUE", expected: nearestName(other, known ?? []) };
}

/** Finds where the paths of a type begin; undefined if the vocabulary does not have the type by its own file's word. */
function beginningOf(
  type: ResourceType,
  vocabulary: ConfigVocabulary | ApiVocabulary | CloudFormationVocabulary,
): Beginning | Problem | undefined {
  const source = type.sources[vocabulary.vocabulary];
  if (source === undefined) return undefined;
  switch (vocabulary.vocabulary) {
    case "config": {
      const properties = own(vocabulary.types, source);
      if (properties === undefined) return notExtracted(vocabulary.types);
      const item = properties === null ? undefined : configPlace(properties);
      const inItem = (name: string): Place | undefined => (item?.kind === "object" ? item.member(name) : undefined);
      const configuration = inItem("configuration");
      return {
        values: configuration,
        identities: configuration,
        elsewhere: (step) =>
          step === supplementary
            ? (inItem(step) ?? { problem: "UNKNOWN_PATH", expected: "no supplementaryConfiguration" })
            : undefined,
        known: [supplementary],
      };
    }
    case "cloudformation": {
      const known = own(vocabulary.types, source);
      if (known === undefined) return notExtracted(vocabulary.types);
      if (known === null) return { problem: "UNKNOWN_TYPE", expected: "a type of CloudFormation" };
      const values = placeOf(`#${known.shape}`, vocabulary.shapes);
      const members = own(vocabulary.shapes, known.shape)?.members ?? {};
      const returned = Object.fromEntries(known.returned.map((name) => [name, "string"]));
      return {
        values,
        identities: objectOf({ ...returned, ...members }, vocabulary.shapes),
        elsewhere: () => undefined,
        known: [],
      };
    }
    case "api": {
      const answerOf = (name: string): Place | Problem => {
        const operation = own(vocabulary.operations, name);
        if (operation === undefined) return notExtracted(vocabulary.operations);
        if (operation === null || operation.answer === null) {
          return { problem: "UNKNOWN_OPERATION", expected: "an operation that answers" };
        }
        return placeOf(operation.answer, vocabulary.shapes);
      };
      const [call = ""] = stepsOf(source);
      const answer = answerOf(call);
      if ("problem" in answer) return answer;
      const walked = walk(source.slice(call.length), answer);
      if ("problem" in walked) {
        return { problem: walked.problem, expected: nearestName(walked.step, walked.known) };
      }
      if (walked.place.kind === "list" || walked.isUnmarked)
        return { problem: "LIST_NOT_MARKED", expected: `${source}[]` };
      const parameters = own(vocabulary.operations, call)?.parameters ?? {};
      return {
        values: walked.place,
        identities: walked.place,
        elsewhere: (step) => {
          if (isOperation(step)) return answerOf(step);
          if (!step.startsWith("@")) return undefined;
          const notation = own(parameters, step.slice(1));
          if (notation !== undefined) return placeOf(notation, vocabulary.shapes);
          return { problem: "UNKNOWN_PARAMETER", expected: nearestName(step.slice(1), Object.keys(parameters)) };
        },
        known: [],
      };
    }
  }
}

const supplementary = "supplementaryConfiguration";

function notExtracted(extracted: Readonly<Record<string, unknown>>): Problem {
  return {
    problem: "NOT_EXTRACTED",
    expected: `one of ${String(Object.keys(extracted).length)} extracted; run pnpm vocabulary`,
  };
}

/** The member that makes an item hold such a resource has to be one that the schema or an unchecked path has. */
function checkMember(
  { sources, attributes }: ResourceType,
  begun: Beginning | undefined,
  tell: (place: string, path: string, problem: PathProblemKind, expected: string) => void,
): void {
  const { configMember } = sources;
  if (configMember === undefined || begun?.known.includes(supplementary) !== true) return;
  const found = follow(configMember, stepsOf(configMember)[0], undefined, begun);
  const isBelowUnchecked = Object.values(attributes)
    .filter(isRead)
    .some(({ spec }) => spec.unchecked !== undefined && spec.config?.startsWith(configMember) === true);
  if ("problem" in found && !isBelowUnchecked)
    tell("sources.configMember", configMember, found.problem, found.expected);
}

function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
