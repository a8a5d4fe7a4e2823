import type { Attributes, ReadAttribute, ResourceType, ScalarAttribute } from "../model/resource-type.ts";
import { parsePath } from "../readers/vocabulary/path.ts";
import { isRead } from "./declared-paths.ts";
import { nearestName } from "./nearest-name.ts";
import {
  beginningOf,
  followFrom,
  type Beginning,
  type PathProblemKind,
  type Problem,
  type Vocabulary,
} from "./vocabulary-beginnings.ts";
import { describePlace, elementOf, own, type PathVocabulary, type Place, type Reached } from "./vocabulary-places.ts";

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

/**
 * Places whose type differs from the schema's on purpose, with the vocabularies in which it does: numbers that the schema
 * has as text, and single values that are read as a list of one.
 */
export const readOtherwise: Readonly<Record<string, readonly PathVocabulary[]>> = {
  "aws_elb.listener.lb_port": ["cloudformation"],
  "aws_network_acl_rule.protocol": ["cloudformation"],
  "aws_security_group.ingress.cidr_blocks": ["cloudformation"],
  "aws_security_group.ingress.ipv6_cidr_blocks": ["cloudformation"],
  "aws_security_group.ingress.prefix_list_ids": ["cloudformation"],
  "aws_security_group.ingress.security_groups": ["cloudformation"],
  "aws_security_group.egress.cidr_blocks": ["cloudformation"],
  "aws_security_group.egress.ipv6_cidr_blocks": ["cloudformation"],
  "aws_security_group.egress.prefix_list_ids": ["cloudformation"],
  "aws_security_group.egress.security_groups": ["cloudformation"],
};

/**
 * Compares every path that resource types declare in a vocabulary with its schema: the names on the way, the type of what
 * stands there, the values of enumerations. What the published schemas of AWS Config do not have must be marked
 * `unchecked`, and nothing else may be.
 */
export function checkPaths(
  types: readonly ResourceType[],
  vocabulary: Vocabulary,
  otherwise: Readonly<Record<string, readonly PathVocabulary[]>> = readOtherwise,
): PathCheck {
  const checks = types.map((type) => checkType(type, vocabulary, otherwise));
  return {
    problems: checks.flatMap(({ problems }) => problems),
    checked: checks.reduce((sum, { checked }) => sum + checked, 0),
    unchecked: checks.flatMap(({ unchecked }) => unchecked),
  };
}

function checkType(
  type: ResourceType,
  vocabulary: Vocabulary,
  otherwise: Readonly<Record<string, readonly PathVocabulary[]>>,
): PathCheck {
  const name = vocabulary.vocabulary;
  const problems: PathProblem[] = [];
  const unchecked: string[] = [];
  let checked = 0;
  function report(place: string, path: string, { problem, expected }: Problem): void {
    problems.push({ vocabulary: name, type: type.type, place, path, problem, expected });
  }

  const begun = beginningOf(type, vocabulary);
  if (begun !== undefined && "problem" in begun) {
    report("sources", type.sources[name] ?? "", begun);
    return { problems, checked, unchecked };
  }
  /** Why none of the type's paths is checked: no properties of it are at hand. */
  const ofWholeType = begun?.values === undefined ? type.sources.unchecked : undefined;
  for (const [identity, paths] of Object.entries(type.identity)) {
    check(`identity.${identity}`, { ...identityAttribute, spec: paths }, begun?.values, begun?.elsewhere);
  }
  checkAll("", type.attributes, begun?.values, begun?.elsewhere);
  checkMember(begun);
  if (name === "api") checkFunctions(begun);
  return { problems, checked, unchecked };

  function checkAll(
    prefix: string,
    attributes: Attributes,
    from: Place | undefined,
    elsewhere?: Beginning["elsewhere"],
  ): void {
    for (const [declared, attribute] of Object.entries(attributes)) {
      if (isRead(attribute)) check(`${prefix}${declared}`, attribute, from, elsewhere);
    }
  }

  /** Checks a path and, of objects, those of their fields, which begin nowhere else. */
  function check(
    place: string,
    attribute: ReadAttribute,
    from: Place | undefined,
    elsewhere: Beginning["elsewhere"] | undefined,
  ): void {
    const path = attribute.spec[name];
    const reason = name === "config" ? (attribute.spec.unchecked ?? ofWholeType) : undefined;
    const fields = attribute.kind === "objects" ? attribute.fields : {};
    if (path === undefined) {
      if (reason !== undefined && reason !== ofWholeType) {
        report(place, "", { problem: "NEEDLESS_UNCHECKED", expected: "a path" });
      }
      // Types that share their fields need not all have a source for every path of these.
      if (begun === undefined) return;
      for (const [below, inner] of pathsBelow(fields, name)) {
        report(`${place}.${below}`, inner, { problem: "UNREACHABLE", expected: `a path of ${place}` });
      }
      return;
    }
    if (begun === undefined) {
      if (attribute.kind !== "objects") report(place, path, { problem: "UNREACHABLE", expected: `sources.${name}` });
      return;
    }
    checkReference(place, path);
    const alternatives = path.split(" | ").map((alternative) => {
      const [way = ""] = alternative.split("=");
      return { found: followFrom(way, from, elsewhere), equals: parsePath(alternative)[0]?.equals ?? null };
    });
    let isMissing = false;
    for (const { found, equals } of alternatives) {
      if ("problem" in found) {
        isMissing = true;
        if (reason === undefined || !missing.includes(found.problem)) report(place, path, found);
        continue;
      }
      const isOtherwise = own(otherwise, `${type.type}.${place}`)?.includes(name) === true;
      const wrong = wrongType(attribute, found, equals);
      if (isOtherwise) {
        if (wrong?.problem !== "WRONG_TYPE") report(place, path, needlessEntry);
      } else if (wrong !== null) {
        report(place, path, wrong);
      } else if (attribute.kind === "objects") {
        checkAll(`${place}.`, fields, elementOf(found.place));
      }
    }
    if (isMissing && reason !== undefined) unchecked.push(`${type.type}.${place}`);
    else checked += 1;
    if (!isMissing && reason !== undefined) report(place, path, { problem: "NEEDLESS_UNCHECKED", expected: path });
  }

  /** Checks the paths that the functions of the sources read where nothing stands. */
  function checkFunctions(begun: Beginning | undefined): void {
    const { apiWhere, apiRegion } = type.sources;
    for (const [place, ask] of Object.entries({ apiWhere, apiRegion })) {
      const paths: string[] = [];
      ask?.((path) => {
        paths.push(path);
        return undefined;
      });
      for (const path of paths) {
        // Types that share a function have one of its alternatives.
        const found = path.split(" | ").map((one) => followFrom(one, begun?.values, begun?.elsewhere));
        const [first] = found;
        checked += 1;
        if (first !== undefined && "problem" in first && found.every((one) => "problem" in one)) {
          report(`sources.${place}`, path, first);
        }
      }
    }
  }

  /** What `Ref` is said to stand for has to be what it gives the value of. */
  function checkReference(place: string, path: string): void {
    const reference = begun !== undefined && "reference" in begun ? (begun.reference ?? []) : [];
    const others = path.split(" | ").filter((alternative) => alternative !== "Ref");
    if (reference.length === 0 || others.length === 0 || !path.split(" | ").includes("Ref")) return;
    if (reference.length === 1 && others.includes(reference[0] ?? "")) return;
    report(place, path, { problem: "WRONG_REFERENCE", expected: reference.join("|") });
  }

  /** Checks what makes a document hold such a resource beside another one. */
  function checkMember(begun: Beginning | undefined): void {
    const { configMember, cloudformationMember, unchecked: reason } = type.sources;
    const member = { config: configMember, cloudformation: cloudformationMember, api: undefined }[name];
    if (name === "config" && member === undefined && reason !== undefined && begun?.values !== undefined) {
      report("sources", type.sources.config ?? "", { problem: "NEEDLESS_UNCHECKED", expected: "no mark" });
    }
    if (member === undefined) return;
    const place = `sources.${name}Member`;
    const found = followFrom(member, begun?.values, begun?.elsewhere);
    const mayMiss = name === "config" && reason !== undefined;
    if (!("problem" in found)) {
      checked += 1;
      if (mayMiss) report(place, member, { problem: "NEEDLESS_UNCHECKED", expected: member });
    } else if (mayMiss) unchecked.push(`${type.type}.${place}`);
    else report(place, member, found);
  }
}

const needlessEntry: Problem = { problem: "WRONG_TYPE", expected: "no entry in readOtherwise" };

/** What a mark of an unchecked path excuses. */
const missing: readonly PathProblemKind[] = ["UNKNOWN_PATH", "UNKNOWN_KEY"];

const identityAttribute: ScalarAttribute = { kind: "scalar", type: "string", values: null, spec: {} };

/** The paths that fields have in a vocabulary, at any depth. */
function pathsBelow(fields: Attributes, vocabulary: PathVocabulary): readonly (readonly [string, string])[] {
  return Object.entries(fields).flatMap(([name, attribute]) => {
    if (!isRead(attribute)) return [];
    const path = attribute.spec[vocabulary];
    const here = path === undefined ? [] : [[name, path] as const];
    const inner = attribute.kind === "objects" ? pathsBelow(attribute.fields, vocabulary) : [];
    return [...here, ...inner.map(([below, at]) => [`${name}.${below}`, at] as const)];
  });
}

/** Says what is wrong with the declared type at a place; null if nothing is. */
function wrongType(
  attribute: ReadAttribute,
  { place, isInList, isUnmarked }: Reached,
  equals: string | null,
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
  return unknownValue(scalar.values ?? [], element.values);
}

function unknownValue(declared: readonly string[], known: readonly string[] | null): Problem | null {
  const other = known === null ? undefined : declared.find((value) => !known.includes(value));
  return other === undefined ? null : { problem: "UNKNOWN_VALUE", expected: nearestName(other, known ?? []) };
}
