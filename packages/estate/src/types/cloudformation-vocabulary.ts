import type { Attributes, ResourceType, ScalarAttribute } from "../model/resource-type.ts";
import { parsePath } from "../readers/vocabulary/path.ts";

/** What stands at a property: the name of a scalar type, or the properties below it; lists are those of their elements. */
export type CloudFormationProperty =
  "string" | "boolean" | "number" | "json" | { readonly [name: string]: CloudFormationProperty };

/** One type of CloudFormation. */
export interface CloudFormationType {
  readonly properties: Readonly<Record<string, CloudFormationProperty>>;
  /** What `Fn::GetAtt` can take of it, which Cloud Control shows among the properties. */
  readonly attributes: readonly string[];
}

/** The names that CloudFormation's published schemas know, as `scripts/cloudformation-vocabulary.mjs` extracts them. */
export interface CloudFormationVocabulary {
  readonly source: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, CloudFormationType>>;
}

/** A name or type in a resource type's file that CloudFormation does not have. */
export interface CloudFormationProblem {
  readonly type: string;
  /** The path in CloudFormation's names; empty for the type itself. */
  readonly path: string;
  readonly problem: "UNKNOWN_TYPE" | "UNKNOWN_PROPERTY" | "WRONG_TYPE";
  /** What the vocabulary says in place of it. */
  readonly expected: string;
}

/**
 * Compares every CloudFormation name and path that resource types declare with the published schemas; the result is empty
 * if all is well.
 */
export function checkCloudFormation(
  types: readonly ResourceType[],
  vocabulary: CloudFormationVocabulary,
): readonly CloudFormationProblem[] {
  return types.flatMap((type) => {
    const name = type.sources.cloudformation;
    if (name === undefined) return [];
    const known = Object.hasOwn(vocabulary.types, name) ? vocabulary.types[name] : undefined;
    if (known === undefined) return [{ type: type.type, path: "", problem: "UNKNOWN_TYPE" as const, expected: name }];
    return checkType(type, known);
  });
}

function checkType(type: ResourceType, known: CloudFormationType): readonly CloudFormationProblem[] {
  const problems: CloudFormationProblem[] = [];
  const root = { ...Object.fromEntries(known.attributes.map((name) => [name, "json" as const])), ...known.properties };

  function report(path: string, problem: CloudFormationProblem["problem"], expected: string): void {
    problems.push({ type: type.type, path, problem, expected });
  }

  /** Finds what stands at each way of a path; a way that leads nowhere is reported. */
  function found(path: string, below: CloudFormationProperty): readonly CloudFormationProperty[] {
    return parsePath(path).flatMap(({ steps }) => {
      if (steps.join() === "Ref") return [];
      let place = below;
      for (const step of steps) {
        // A value by its key is a text; below open JSON anything may stand.
        if (step.startsWith("[") || place === "json") return [];
        const next: CloudFormationProperty | undefined =
          typeof place === "object" && Object.hasOwn(place, step) ? place[step] : undefined;
        if (next === undefined) {
          report(path, "UNKNOWN_PROPERTY", typeof place === "object" ? Object.keys(place).join(", ") : place);
          return [];
        }
        place = next;
      }
      return [place];
    });
  }

  function checkAttributes(attributes: Attributes, below: CloudFormationProperty): void {
    for (const attribute of Object.values(attributes)) {
      if (attribute.kind === "derived" || attribute.kind === "derivedScalar") continue;
      const path = attribute.spec.cloudformation;
      if (path === undefined) continue;
      for (const place of found(path, below)) {
        if (attribute.kind === "objects") {
          if (typeof place === "object") checkAttributes(attribute.fields, place);
          else if (place !== "json") report(path, "WRONG_TYPE", place);
        } else if (!isOfType(attribute.kind === "scalar" ? attribute : attribute.item, place, path.includes("="))) {
          report(path, "WRONG_TYPE", typeof place === "object" ? "an object" : place);
        }
      }
    }
  }

  for (const { cloudformation: path } of Object.values(type.identity)) if (path !== undefined) found(path, root);
  const { cloudformationMember: member } = type.sources;
  if (member !== undefined) found(member, root);
  checkAttributes(type.attributes, root);
  return problems;
}

/** CloudFormation takes numbers as texts; a comparison makes a boolean of a text. */
function isOfType({ type }: ScalarAttribute, place: CloudFormationProperty, isCompared: boolean): boolean {
  if (type === "json" || place === "json") return true;
  if (isCompared) return place === "string";
  if (type === "boolean") return place === "boolean";
  return place === "string" || place === "number";
}
