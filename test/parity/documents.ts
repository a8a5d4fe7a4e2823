/**
 * Writes one resource, given in the names of its type's file, as a document of each source.
 *
 * @module
 */
import { configDocument, planDocument } from "@sekisho-test/support";
import type { Attributes, Json, ResourceType } from "@sekisho/estate";
import { apiBases, calls, configBases, cloudformationBases } from "./bases.ts";
import { elementOf, isListed, readSchema, type Notation, type Schema } from "./shapes.ts";
import { terraformAttributes } from "./terraform-schema.ts";
import { stepsOf, writePath, type Draft, type DraftValue, type Target } from "./write-path.ts";

/** The sources that a plan is compared with. */
export const sources = ["config", "api", "cloudformation"] as const;

/** A source that a plan is compared with. */
export type Source = (typeof sources)[number];

/** Values by attribute; those of a list of objects are lists of such. */
export interface Said {
  readonly [attribute: string]: Json | readonly Said[];
}

const schemas = { config: readSchema("config"), api: readSchema("api"), cloudformation: readSchema("cloudformation") };

/** What a source has no words for, in the sense of the comparison: nothing is compared then. */
export class Inexpressible extends Error {}

/** The value of a place in a way that the path takes; the first of several. */
export function wayOf(path: string): string {
  return path.split(" | ")[0] ?? "";
}

/** Writes a resource as a plan that creates it. */
export function plan(type: ResourceType, said: Said): Json {
  const known = terraformAttributes(type.type);
  const after: Draft = {};
  writeTerraform(after, type.attributes, said);
  const unknown = Object.fromEntries(
    Object.entries(known).flatMap(([name, { flags = "" }]) =>
      flags.includes("c") && !Object.hasOwn(after, name) ? [[name, true] as const] : [],
    ),
  );
  for (const [name, { type: written }] of Object.entries(known)) {
    const value = after[name];
    if (written === "string" && typeof value === "object" && value !== null) after[name] = JSON.stringify(value);
  }
  return planDocument({
    account: "111122223333",
    resources: { [`${type.type}.main`]: { after: after as Json as never, unknown } },
  });
}

function writeTerraform(after: Draft, attributes: Attributes, said: Said): void {
  for (const [name, value] of Object.entries(said)) {
    const attribute = attributes[name];
    if (attribute === undefined || attribute.kind === "derived" || attribute.kind === "derivedScalar") continue;
    const path = attribute.spec.terraform === undefined ? name : attribute.spec.terraform;
    if (path === null) throw new Inexpressible(`${name} is in no plan`);
    const written =
      attribute.kind === "objects"
        ? (value as readonly Said[]).map((one) => {
            const element: Draft = {};
            writeTerraform(element, attribute.fields, one);
            return element;
          })
        : (value as DraftValue);
    const steps = path.split(".");
    let here = after;
    for (const step of steps.slice(0, -1)) {
      const inner: Draft = {};
      here[step] = [inner];
      here = inner;
    }
    here[steps.at(-1) ?? ""] = written;
  }
}

/** Writes a resource as a document of a source. */
export function documentOf(source: Source, type: ResourceType, said: Said): Json {
  if (source === "config") return configItem(type, said);
  return source === "api" ? apiSnapshot(type, said) : template(type, said);
}

/** Where the paths of a resource begin. */
interface Roots {
  readonly here: Target;
  readonly elsewhere: (step: string) => Target | undefined;
}

function write(roots: Roots, attributes: Attributes, said: Said, source: Source): void {
  const schema = schemas[source];
  for (const [name, value] of Object.entries(said)) {
    const attribute = attributes[name];
    if (attribute === undefined || attribute.kind === "derived" || attribute.kind === "derivedScalar") continue;
    const path = attribute.spec[source];
    if (path === undefined) throw new Inexpressible(`${name} has no path`);
    const way = wayOf(path);
    const [first = ""] = stepsOf(way);
    const elsewhere = roots.elsewhere(first);
    const target = elsewhere ?? roots.here;
    const rest = elsewhere === undefined ? way : way.slice(first.length).replace(/^\./u, "");
    if (attribute.kind === "objects") writeObjects(target, rest, attribute, value as readonly Said[], source);
    else if (attribute.kind === "scalar" && attribute.type === "json" && !canBe(target, rest, value, schema)) {
      throw new Inexpressible(`${name} has another form there`);
    } else if (rest === "") Object.assign(target.draft, isObject(value) ? value : { value });
    else if (Array.isArray(value) && !canHold(target, rest, value as readonly Json[], schema)) {
      throw new Inexpressible(`${name} has one value there`);
    } else writePath(target, rest, value as Json, schema);
  }
}

function isObject(value: unknown): value is Draft {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Where the schema has one value, a list of none or several cannot be written. */
function canHold(target: Target, way: string, value: readonly Json[], schema: Schema): boolean {
  let { notation } = target;
  let isAnyListed = notation === undefined;
  for (const step of stepsOf(way)) {
    notation = schema.memberOf(notation, step);
    isAnyListed ||= isListed(notation) || notation === undefined;
  }
  return isAnyListed || value.length === 1;
}

/** Whether the schema has a list where the value is one. */
function canBe(target: Target, way: string, value: Json, schema: Schema): boolean {
  const notation = notationAt(target, way, schema);
  const isText = notation === undefined || notation === "string" || notation.startsWith("any");
  return isText || isListed(notation) === Array.isArray(value);
}

function notationAt({ notation }: Target, way: string, schema: Schema): Notation {
  let found = notation;
  for (const step of stepsOf(way)) found = step === "[]" ? elementOf(found) : schema.memberOf(found, step);
  return found;
}

function writeObjects(
  target: Target,
  way: string,
  attribute: { readonly max: 1 | null; readonly fields: Attributes },
  elements: readonly Said[],
  source: Source,
): void {
  const schema = schemas[source];
  const notation = notationAt(target, way, schema);
  const isList = notation === undefined ? attribute.max === null : canHold(target, way, [], schema);
  const written = elements.map((one) => {
    const element: Target = { draft: {}, notation: elementOf(notation) };
    write({ here: element, elsewhere: () => undefined }, attribute.fields, one, source);
    return element.draft;
  });
  const [only, ...more] = written;
  if (way === "") {
    if (only === undefined || more.length > 0) throw new Inexpressible("the whole answer is the one element");
    Object.assign(target.draft, only);
  } else if (isList) writePath(target, way, written, schema);
  else if (only !== undefined && more.length === 0) writePath(target, way, only, schema);
  else throw new Inexpressible("there is exactly one, or it is left out");
}

function configItem(type: ResourceType, said: Said): Json {
  const { config, configMember } = type.sources;
  if (config === undefined) throw new Inexpressible("the source does not know the type");
  const configuration: Draft = { ...configBases[type.type] };
  const supplementary: Draft = {};
  const item: Draft = {
    version: "1.3",
    awsAccountId: "111122223333",
    awsRegion: "ap-northeast-1",
    configurationItemCaptureTime: "2026-10-31T00:00:00.000Z",
    configurationItemStatus: "ResourceDiscovered",
    resourceType: config,
    resourceId: "example-id",
    relationships: [],
  };
  const related: Draft = {};
  const beside: Record<string, Target> = {
    supplementaryConfiguration: { draft: supplementary, notation: undefined },
    relationships: { draft: related, notation: undefined },
  };
  const elsewhere = (step: string): Target | undefined => beside[step];
  const attributes = type.attributes;
  const ofItem = Object.entries(said).filter(([name]) => configWay(attributes, name)?.startsWith("@") === true);
  for (const [name, value] of ofItem) item[configWay(attributes, name)?.slice(1) ?? ""] = value as DraftValue;
  const others = Object.fromEntries(Object.entries(said).filter(([name]) => !ofItem.some(([other]) => other === name)));
  write({ here: { draft: configuration, notation: undefined }, elsewhere }, attributes, others, "config");
  const [, member] = configMember?.split(".") ?? [];
  if (member !== undefined) supplementary[member] ??= {};
  item["relationships"] = Object.entries(related).map(([resourceType, resourceId]) => ({
    resourceType,
    resourceId,
    name: "Is related to",
  }));
  return configDocument([{ ...item, configuration, supplementaryConfiguration: supplementary }]);
}

function configWay(attributes: Attributes, name: string): string | undefined {
  const attribute = attributes[name];
  if (attribute === undefined || attribute.kind === "derived" || attribute.kind === "derivedScalar") return undefined;
  return attribute.spec.config === undefined ? undefined : wayOf(attribute.spec.config);
}

function apiSnapshot(type: ResourceType, said: Said): Json {
  const { api } = type.sources;
  if (api === undefined) throw new Inexpressible("the source does not know the type");
  const schema = schemas.api;
  const way = wayOf(api);
  const [operation = "", ...steps] = stepsOf(way);
  const answers = new Map<string, Target>();
  const answerOf = (name: string): Target => {
    let known = answers.get(name);
    if (known === undefined) answers.set(name, (known = { draft: {}, notation: schema.of(name) }));
    return known;
  };
  const { element = {}, parameters: given = {} } = apiBases[type.type] ?? {};
  const parameters: Draft = { ...given };
  let notation = answerOf(operation).notation;
  for (const step of steps) notation = step === "[]" ? elementOf(notation) : schema.memberOf(notation, step);
  const here: Target = { draft: { ...element }, notation };
  const elsewhere = (step: string): Target | undefined => (step.includes(":") ? answerOf(step) : undefined);
  for (const [name, value] of Object.entries(said)) {
    const attribute = type.attributes[name];
    const path =
      attribute === undefined || attribute.kind.startsWith("derived")
        ? undefined
        : (attribute as { spec: { api?: string } }).spec.api;
    if (path?.startsWith("@") === true) parameters[path.slice(1)] = value as DraftValue;
    else write({ here, elsewhere }, type.attributes, { [name]: value }, "api");
  }
  const isText = notation === "string";
  const content: DraftValue = isText ? (here.draft["value"] ?? "example") : here.draft;
  const main = answerOf(operation);
  const around = (inner: DraftValue, step: string): DraftValue => (step === "[]" ? [inner] : { [step]: inner });
  Object.assign(main.draft, steps.reduceRight(around, content));
  const captures = [...answers].map(([name, { draft }]) =>
    capture(name, name === operation ? parameters : (calls[name] ?? {}), draft),
  );
  // What a resource is joined with is known to be absent unless it is said.
  const silent = (apiBases[type.type]?.joined ?? []).filter((name) => !answers.has(name));
  return {
    schema: "sekisho.snapshot/v1",
    captures: [...captures, ...silent.map((name) => capture(name, calls[name] ?? {}, {}))] as Json,
  };
}

function capture(operation: string, parameters: Json, response: Draft): Json {
  const [service = "", name = ""] = operation.split(":");
  return {
    service,
    operation: name,
    parameters,
    account: "111122223333",
    region: "ap-northeast-1",
    partition: "aws",
    capturedAt: "2026-10-31T00:00:00.000Z",
    page: 1,
    last: true,
    error: null,
    response: response as Json,
  };
}

function template(type: ResourceType, said: Said): Json {
  const { cloudformation, cloudformationMember } = type.sources;
  if (cloudformation === undefined) throw new Inexpressible("the source does not know the type");
  const properties: Draft = { ...cloudformationBases[type.type] };
  const returned = Object.entries(said).filter(([name]) => {
    const attribute = type.attributes[name];
    const path =
      attribute === undefined || attribute.kind.startsWith("derived")
        ? undefined
        : (attribute as { spec: { cloudformation?: string } }).spec.cloudformation;
    return path === "Ref";
  });
  if (returned.length > 0) throw new Inexpressible("a template gives it no value");
  write(
    { here: { draft: properties, notation: schemas.cloudformation.of(cloudformation) }, elsewhere: () => undefined },
    type.attributes,
    said,
    "cloudformation",
  );
  if (cloudformationMember !== undefined) properties[cloudformationMember] ??= {};
  return {
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: { Main: { Type: cloudformation, Properties: properties } },
  };
}
