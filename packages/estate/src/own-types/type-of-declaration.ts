import {
  absent,
  block,
  boolean,
  computed,
  defineResourceType,
  enumeration,
  json,
  list,
  listOf,
  number,
  string,
  to,
  unavailable,
  untyped,
  type CollectionSpec,
  type Omission,
  type ReadAttribute,
  type ResourceType,
  type ScalarAttribute,
  type ScalarSpec,
} from "../model/resource-type.ts";
import type { TypeDeclaration, WrittenAttribute, WrittenOmission, WrittenPaths } from "./declaration.ts";

const omissions = { absent, computed, unavailable } as const;

/** Makes a resource type of a declaration that holds together. */
export function typeOfDeclaration(declaration: TypeDeclaration): ResourceType {
  const { type, sources = {}, identity = {}, attributes, links = {}, is_global: isGlobal = false } = declaration;
  return defineResourceType({
    type,
    sources,
    identity: mapped(identity, pathsOf),
    attributes: mapped(attributes, attributeOf),
    // A controller or AWS itself may make such links, so no file says that there are no others.
    links: mapped(links, (link) => to(link.to, link.by ?? null, { madeBy: "service" })),
    isGlobal,
    isUndeclared: declaration.undeclared === true,
  });
}

function attributeOf(written: WrittenAttribute): ReadAttribute {
  const { kind, of, attributes = {} } = written;
  if (kind !== "list" && kind !== "block") return scalarOf(kind, written);
  if (of !== undefined) return listOf(scalarOf(of, {}), collectionSpec(written));
  const fields = mapped(attributes, attributeOf);
  // Whether blocks or an attribute with objects in it are written, a file does not say.
  const spec = { ...collectionSpec(written), attributeAsBlocks: "either" } as const;
  return kind === "list" ? list(fields, spec) : block(fields, spec);
}

function scalarOf(
  kind: NonNullable<WrittenAttribute["of"]>,
  written: Pick<WrittenAttribute, "values" | "when_omitted" | "note"> & WrittenPaths,
): ScalarAttribute {
  const spec = scalarSpec(written);
  switch (kind) {
    case "boolean":
      return boolean(spec);
    case "number":
      return number(spec);
    case "string":
      return written.values === undefined ? string(spec) : enumeration(written.values, spec);
    case "json":
      return json(spec);
    case "untyped":
      return untyped();
  }
}

function scalarSpec({ when_omitted: omitted = {}, note, ...written }: Parameters<typeof scalarOf>[1]): ScalarSpec {
  const { cloudformation, config } = omitted;
  return {
    ...pathsOf(written),
    ...(note === undefined ? {} : { note }),
    whenOmitted: {
      terraform: omissionOf(omitted.terraform ?? "unavailable"),
      ...(cloudformation === undefined ? {} : { cloudformation: omissionOf(cloudformation) }),
      ...(config === undefined ? {} : { config: omissionOf(config) }),
    },
  };
}

function collectionSpec({ when_omitted: omitted = {}, note, ...written }: WrittenAttribute): CollectionSpec {
  const { terraform = "unavailable", cloudformation, config } = omitted;
  return {
    ...pathsOf(written),
    ...(note === undefined ? {} : { note }),
    whenOmitted: {
      terraform: wordOf(terraform),
      ...(cloudformation === undefined ? {} : { cloudformation: wordOf(cloudformation) }),
      ...(config === undefined ? {} : { config: config === "absent" ? absent : unavailable }),
    },
  };
}

function omissionOf(written: WrittenOmission): Omission | boolean | number | string {
  return typeof written === "string" ? omissions[written] : written.value;
}

/** A collection has no default: the rules of declarations see to it that a word is written. */
function wordOf(written: WrittenOmission): Omission {
  return typeof written === "string" ? omissions[written] : unavailable;
}

function pathsOf({ terraform, cloudformation, config }: WrittenPaths): WrittenPaths {
  return {
    ...(terraform === undefined ? {} : { terraform }),
    ...(cloudformation === undefined ? {} : { cloudformation }),
    ...(config === undefined ? {} : { config }),
  };
}

function mapped<From, To>(record: Readonly<Record<string, From>>, make: (value: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, make(value)]));
}
