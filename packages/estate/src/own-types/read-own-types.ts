import { SekishoError } from "../errors.ts";
import type { ResourceType } from "../model/resource-type.ts";
import type { Json } from "../model/value.ts";
import { describeProblem, schemaProblems } from "../readers/schema-problem.ts";
import { readUserFile, type UserFile, type UserFileInput, type UserFileKind } from "../readers/user-file.ts";
import { findResourceType, resourceTypes } from "../types/index.ts";
import { toDeclaration, type TypeDeclaration, type WrittenAttribute } from "./declaration.ts";
import { problemsOfDeclaration } from "./declaration-rules.ts";
import { typeOfDeclaration } from "./type-of-declaration.ts";
import { validate } from "./validate-type.generated.ts";

const kind: UserFileKind = {
  code: "TYPE_INVALID",
  what: "resource type",
  schema: "sekisho.resource-type.v1.schema.json",
  validate,
};

/** Resource types beside the built-in ones: as data, and as readers take them. */
export interface OwnTypes {
  readonly declarations: readonly TypeDeclaration[];
  readonly types: readonly ResourceType[];
}

/** What there is where nobody declares a type. */
export const noOwnTypes: OwnTypes = { declarations: [], types: [] };

/** The built-in resource types with those of one's own. */
export function typesWith({ types }: OwnTypes): readonly ResourceType[] {
  return types.length === 0 ? resourceTypes : [...resourceTypes, ...types];
}

/**
 * Reads the files of resource types of one's own, each from YAML (or JSON). Links can lead to built-in types and to one another.
 *
 * @throws SekishoError `TYPE_INVALID` with file, line and column of the first problem.
 */
export function readOwnTypes(files: readonly UserFileInput[]): OwnTypes {
  const read = files.map((input) => {
    const file = readUserFile(input, kind);
    const declaration = toDeclaration(file.content);
    const [stray] = onlyInManifests(declaration);
    if (stray !== undefined) throw file.problemAt(stray, "it is for the manifests of bundles", "Declare what it is");
    return { file, declaration };
  });
  const refuse = (index: number, at: string, what: string, advice: string): SekishoError => {
    const file: UserFile | undefined = read[index]?.file;
    if (file === undefined) throw new TypeError("A problem stands in one of the files.");
    return file.problemAt(at, what, advice);
  };
  return ownTypes(
    read.map(({ declaration }) => declaration),
    refuse,
  );
}

/**
 * Takes the resource types that the manifest of a bundle keeps.
 *
 * @throws SekishoError `TYPE_INVALID` with the JSON pointer of the first problem.
 */
export function readKeptTypes(kept: readonly Json[]): OwnTypes {
  const refuse = (index: number, at: string, what: string): SekishoError =>
    new SekishoError("TYPE_INVALID", `/${String(index)}${at}: ${what}.`);
  const declarations = kept.map((each, index) => {
    const [problem] = schemaProblems(validate, each);
    if (problem !== undefined) throw refuse(index, "", describeProblem(problem, kind.what));
    return toDeclaration(each);
  });
  return ownTypes(declarations, refuse);
}

function ownTypes(
  declarations: readonly TypeDeclaration[],
  refuse: (index: number, at: string, what: string, advice: string) => SekishoError,
): OwnTypes {
  for (const [index, { type }] of declarations.entries()) {
    if (findResourceType(resourceTypes, type) !== undefined) {
      throw refuse(index, "/type", `${type} is built in`, "Remove the file: its policies can select it as it is");
    }
    if (declarations.findIndex((other) => other.type === type) < index) {
      throw refuse(index, "/type", `${type} is declared by two files`, "Keep one of them");
    }
  }
  for (const [index, declaration] of declarations.entries()) {
    const [problem] = problemsOfDeclaration(declaration, declarations);
    if (problem !== undefined) throw refuse(index, problem.at, problem.what, problem.advice);
  }
  return { declarations, types: declarations.map(typeOfDeclaration) };
}

function onlyInManifests({ undeclared, attributes }: TypeDeclaration): readonly string[] {
  return [...(undeclared === undefined ? [] : ["/undeclared"]), ...untypedIn(attributes, "/attributes")];
}

function untypedIn(attributes: Readonly<Record<string, WrittenAttribute>>, at: string): readonly string[] {
  return Object.entries(attributes).flatMap(([name, { kind: written, of, attributes: inner }]) => [
    ...(written === "untyped" ? [`${at}/${name}/kind`] : []),
    ...(of === "untyped" ? [`${at}/${name}/of`] : []),
    ...untypedIn(inner ?? {}, `${at}/${name}/attributes`),
  ]);
}
