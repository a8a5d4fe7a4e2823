import { reservedNames } from "../model/resource-type.ts";
import { findResourceType, resourceTypes } from "../types/index.ts";
import type { TypeDeclaration, WrittenAttribute, WrittenOmission } from "./declaration.ts";

/** What is wrong with a declaration: the JSON pointer at which, and what to do; neither ends with a stop. */
export interface DeclarationProblem {
  readonly at: string;
  readonly what: string;
  readonly advice: string;
}

/** Lists what the schema of a declaration cannot say and does not hold; links can lead to built-in types and to `all`. */
export function problemsOfDeclaration(
  declaration: TypeDeclaration,
  all: readonly TypeDeclaration[],
): readonly DeclarationProblem[] {
  return [
    ...Object.keys(declaration.attributes)
      .filter((name) => reservedNames.includes(name))
      .map((name) => ({
        at: `/attributes/${name}`,
        what: `the name ${name} is taken`,
        advice: "Give the attribute another one, and terraform: its path",
      })),
    ...problemsOfAttributes(declaration.attributes, "/attributes"),
    ...problemsOfLinks(declaration, all),
  ];
}

function problemsOfAttributes(
  attributes: Readonly<Record<string, WrittenAttribute>>,
  at: string,
): readonly DeclarationProblem[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => [
    ...problemsOfAttribute(attribute, `${at}/${name}`),
    ...problemsOfAttributes(attribute.attributes ?? {}, `${at}/${name}/attributes`),
  ]);
}

function problemsOfAttribute({ kind, of, values, ...written }: WrittenAttribute, at: string): DeclarationProblem[] {
  const problems: DeclarationProblem[] = [];
  const tell = (key: string, what: string, advice: string): void => {
    problems.push({ at: key === "" ? at : `${at}/${key}`, what, advice });
  };
  const isCollection = kind === "list" || kind === "block";
  const parts = [of, written.attributes].filter((part) => part !== undefined).length;
  if (!isCollection && parts > 0) tell("", `a ${kind} has no parts`, "Write kind: list or kind: block, or remove them");
  if (kind === "list" && parts !== 1) tell("", "a list has either of or attributes", "Write one of them");
  if (kind === "block" && (parts !== 1 || of !== undefined))
    tell("", "a block has attributes", "Write them, and no of");
  if (values !== undefined && kind !== "string")
    tell("values", `a ${kind} has no values to choose from`, "Remove them");
  for (const [vocabulary, omission] of Object.entries(written.when_omitted ?? {})) {
    if (typeof omission === "string") continue;
    const key = `when_omitted/${vocabulary}`;
    if (isCollection) tell(key, "a collection has no default value", "Write absent, computed or unavailable");
    else if (!canBe(kind, values, omission)) tell(key, `the default is no ${kind} of it`, "Correct it");
  }
  return problems;
}

function canBe(
  kind: WrittenAttribute["kind"],
  values: readonly string[] | undefined,
  { value }: Exclude<WrittenOmission, string>,
): boolean {
  if (values !== undefined) return values.some((one) => one === value);
  return typeof value === kind;
}

function problemsOfLinks(
  { links = {}, attributes, undeclared }: TypeDeclaration,
  all: readonly TypeDeclaration[],
): readonly DeclarationProblem[] {
  return Object.entries(links).flatMap(([name, { to, by }]): readonly DeclarationProblem[] => {
    const at = `/links/${name}`;
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    if (attribute === undefined || attribute.attributes !== undefined) {
      const what = `the link ${name} is no attribute that is a scalar or a list of scalars`;
      return [{ at, what, advice: "Declare it among attributes" }];
    }
    if (by === undefined && undeclared !== true) {
      return [{ at, what: `the link ${name} does not say by which identity`, advice: "Add by, as by: arn" }];
    }
    return (typeof to === "string" ? [to] : to).flatMap((target) => {
      const found = findResourceType(resourceTypes, target) ?? all.find(({ type }) => type === target);
      if (found === undefined) {
        return [{ at: `${at}/to`, what: `there is no resource type ${target}`, advice: "See sekisho list types" }];
      }
      const identities = found.identity ?? {};
      if (by === undefined || Object.hasOwn(identities, by)) return [];
      const names = Object.keys(identities).join(", ");
      return [{ at: `${at}/by`, what: `${target} has no identity ${by}`, advice: `Use one of ${names}` }];
    });
  });
}
