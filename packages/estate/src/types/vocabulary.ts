import type { Attribute, Attributes, Paths, ResourceType, ScalarType } from "../model/resource-type.ts";
import { nearestName } from "./nearest-name.ts";

/** One attribute or block of a Terraform vocabulary, as `scripts/vocabulary.mjs` extracts it. */
export interface VocabularyAttribute {
  /** `string`, `number`, `boolean`, `any`, `list(…)` or `map(…)`; a block has none. */
  readonly type?: string;
  /** How often a block occurs. */
  readonly block?: "list" | "set" | "single" | "map";
  readonly attributes?: Readonly<Record<string, VocabularyAttribute>>;
  /** Letters of required, optional, computed and sensitive, where the provider's own schema was at hand. */
  readonly flags?: string;
  /** No configuration can set it. */
  readonly readOnly?: true;
}

/** The names that one major of the Terraform provider knows. */
export interface TerraformVocabulary {
  readonly major: "5" | "6";
  readonly source: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, VocabularyAttribute>>>>;
  /** Every resource type of the provider. */
  readonly names: readonly string[];
}

/** A name or type in a resource type's file that a vocabulary does not have. */
export interface VocabularyProblem {
  readonly major: "5" | "6";
  readonly type: string;
  /** The attribute's place in the file; empty for the type itself. */
  readonly path: string;
  readonly problem:
    | "UNKNOWN_TYPE"
    | "UNKNOWN_ATTRIBUTE"
    | "WRONG_TYPE"
    | "NOT_A_BLOCK"
    | "OMISSION_NOT_STATED"
    | "MANY_IN_BLOCK"
    | "SENSITIVE"
    | "NOT_ONLY_IN_OTHER_MAJOR";
  /** What the vocabulary says in place of it. */
  readonly expected: string;
}

/** Types (`aws_x`) and attributes (`aws_x.y`) that only one major of the provider has. */
export const onlyInMajor: Readonly<Record<string, "5" | "6">> = {
  aws_wafv2_web_acl_rule_group_association: "6",
  "aws_wafv2_rule_group.rules_json": "6",
};

/**
 * Types of which there are data sources alone, and attributes (`aws_x.y`) that the data source of a type has, and the resource
 * has not; the extraction holds resources alone.
 */
const onlyOfDataSource: readonly string[] = [
  "aws_prefix_list",
  "aws_route53_resolver_firewall_domain_list.managed_owner_name",
];

/** The names of a type, and of its aliases, that Terraform has for resources. */
export function resourceNames(type: ResourceType): readonly string[] {
  return [type.type, ...type.aliases].filter((name) => !onlyOfDataSource.includes(name));
}

/** Booleans (`aws_x.y`) that the provider keeps as text, so that what is left out differs from false. */
const writtenAsText: readonly string[] = ["aws_launch_template.network_interfaces.associate_public_ip_address"];

/**
 * Compares every Terraform name, type and block that resource types declare with what a provider major knows; the result
 * is empty if all is well. Types that are not AWS's are passed over.
 */
export function checkVocabulary(
  types: readonly ResourceType[],
  vocabulary: TerraformVocabulary,
  only: Readonly<Record<string, "5" | "6">> = onlyInMajor,
): readonly VocabularyProblem[] {
  return types.filter((type) => type.type.startsWith("aws_")).flatMap((type) => checkType(type, vocabulary, only));
}

function checkType(
  type: ResourceType,
  vocabulary: TerraformVocabulary,
  only: Readonly<Record<string, "5" | "6">>,
): readonly VocabularyProblem[] {
  const { major } = vocabulary;
  const problems: VocabularyProblem[] = [];
  function report(name: string, path: string, problem: VocabularyProblem["problem"], expected: string): void {
    problems.push({ major, type: name, path, problem, expected });
  }

  for (const name of resourceNames(type)) {
    const known = own(vocabulary.types, name);
    const elsewhere = own(only, name);
    if (elsewhere !== undefined && elsewhere !== major) {
      if (vocabulary.names.includes(name)) report(name, "", "NOT_ONLY_IN_OTHER_MAJOR", elsewhere);
    } else if (known === undefined) {
      report(name, "", "UNKNOWN_TYPE", nearestName(name, vocabulary.names));
    } else {
      for (const identity of Object.keys(type.identity)) {
        const path = type.identity[identity]?.terraform === undefined ? identity : type.identity[identity].terraform;
        if (path === null) continue;
        const found = find(known, path);
        if (found === undefined) report(name, path, "UNKNOWN_ATTRIBUTE", nearestName(path, Object.keys(known)));
        else if (holdsSecret(path, found)) report(name, path, "SENSITIVE", found.flags ?? "");
      }
      checkAttributes(name, "", type.attributes, known);
    }
  }
  return problems;

  function checkAttributes(
    name: string,
    prefix: string,
    attributes: Attributes,
    known: Readonly<Record<string, VocabularyAttribute>>,
  ): void {
    for (const [declared, attribute] of Object.entries(attributes)) {
      if (attribute.kind === "derived" || attribute.kind === "derivedScalar") continue;
      const spec: Paths = attribute.spec;
      const path = spec.terraform === undefined ? declared : spec.terraform;
      const place = `${prefix}${path ?? ""}`;
      if (path === null || onlyOfDataSource.includes(`${name}.${place}`)) continue;
      const found = find(known, path);
      const elsewhere = own(only, `${name}.${place}`);
      if (elsewhere !== undefined && elsewhere !== major) {
        if (found !== undefined) report(name, place, "NOT_ONLY_IN_OTHER_MAJOR", elsewhere);
      } else if (found === undefined) {
        report(name, place, "UNKNOWN_ATTRIBUTE", nearestName(path, Object.keys(known)));
      } else {
        checkOne(name, place, attribute, found);
      }
    }
  }

  function checkOne(name: string, place: string, attribute: Attribute, found: VocabularyAttribute): void {
    const said = found.type ?? `block(${found.block ?? "?"})`;
    // Of a list of objects each field is looked at by itself.
    if (attribute.kind !== "objects" && holdsSecret(place, found)) {
      report(name, place, "SENSITIVE", found.flags ?? "");
    }
    if (attribute.kind === "scalar") {
      const type = writtenAsText.includes(`${name}.${place}`) ? "string" : attribute.type;
      if (!isOfType(type, found)) report(name, place, "WRONG_TYPE", said);
    } else if (attribute.kind === "scalars") {
      // A path through repeated blocks gathers the scalars that stand there, or lists of them.
      const listed = /^list\((.+)\)$/u.exec(said)?.[1];
      const isGathered = attribute.spec.terraform?.includes(".") === true;
      const isMany = found.type === "any" ? attribute.spec.manyInBlock === true : isGathered && listed !== undefined;
      const element = listed ?? (isGathered ? said : undefined);
      if (isMany !== (attribute.spec.manyInBlock === true)) report(name, place, "MANY_IN_BLOCK", String(isMany));
      if (element === undefined || !isOfType(attribute.item.type, { type: element })) {
        report(name, place, "WRONG_TYPE", said);
      }
    } else if (attribute.kind === "objects") {
      if (found.attributes !== undefined) checkAttributes(name, `${place}.`, attribute.fields, found.attributes);
      else if (found.type !== "any") report(name, place, "NOT_A_BLOCK", said);
    }
    const isRequired = found.flags === undefined || found.flags.includes("r");
    const isStated =
      attribute.kind !== "derived" &&
      attribute.kind !== "derivedScalar" &&
      attribute.spec.whenOmitted?.terraform !== undefined;
    if (!isRequired && !isStated) report(name, place, "OMISSION_NOT_STATED", found.flags ?? "");
  }
}

/** Finds what stands at a dotted path; below a place that the vocabulary leaves open, anything may stand. */
function find(
  attributes: Readonly<Record<string, VocabularyAttribute>>,
  path: string,
): VocabularyAttribute | undefined {
  let found: VocabularyAttribute = { block: "single", attributes };
  for (const step of path.split(".")) {
    if (found.type === "any") return found;
    const next = found.attributes === undefined ? undefined : own(found.attributes, step);
    if (next === undefined) return undefined;
    found = next;
  }
  return found;
}

/** Names that mean a secret where the provider's own schema was not at hand to say so. */
const secretName =
  /(?:^|_)(?:password|secret|private_key|secret_key|access_key|auth_token|token|user_data|user_data_base64|secret_string|secret_binary)(?:_wo)?$/u;

/** Tells whether an attribute, or something below it, is a secret: what is read may stand in a report. */
function holdsSecret(path: string, found: VocabularyAttribute): boolean {
  const name = path.slice(path.lastIndexOf(".") + 1);
  const isText = found.type !== "boolean" && found.type !== "number";
  if (found.flags?.includes("s") === true || (isText && secretName.test(name))) return true;
  return Object.entries(found.attributes ?? {}).some(([inner, attribute]) => holdsSecret(inner, attribute));
}

function isOfType(type: ScalarType, found: VocabularyAttribute): boolean {
  if (found.type === "any" || type === "json") return true;
  return found.type === type;
}

function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
