import { SekishoError } from "../../errors.ts";
import type { Diagnostic, DocumentInfo, PlannedAction, ReadDocument, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import { isList, isObject, own, ownString, pointer } from "../json-access.ts";
import type { Wording } from "../vocabulary/read-values.ts";
import { unsettled, type Told } from "../vocabulary/told.ts";
import { readParameters, type TemplateSettings } from "./parameters.ts";
import { createResolver, section, settled, type Resolver } from "./resolve.ts";
import { templateIn } from "./template-text.ts";
import { createTypeTable, readWritten, type TypeTable } from "./resources.ts";

/** What a reader is told about a template beside its content. */
export interface TemplateSource extends Pick<DocumentInfo, "label" | "name" | "digest">, TemplateSettings {
  /** Whether nothing of it exists yet: then nothing outside can refer to what it creates. */
  readonly isNew?: boolean;
  /** The line on which a value is written, by its JSON pointer; only YAML tells. */
  readonly lineOf?: (at: string) => number | null;
}

/** In which words templates are read: what they leave out has CloudFormation's default, and what they do not say is not known yet. */
export const templateWording: Wording = { vocabulary: "cloudformation", silence: "U1", isRunning: false };

/** Tells whether a document is a template of CloudFormation. */
export function isTemplate(json: Json): boolean {
  if (own(json, "AWSTemplateFormatVersion") !== undefined || isPrinted(json)) return true;
  const resources = own(json, "Resources");
  return (
    isObject(resources) &&
    (Object.keys(resources).length === 0 ||
      Object.entries(resources).some(
        ([key, value]) => key.startsWith("Fn::") || ownString(value, "Type") !== undefined,
      ))
  );
}

/** Tells whether a template stands in the output of `aws cloudformation get-template`. */
function isPrinted(json: Json): boolean {
  const body = own(json, "TemplateBody");
  return typeof body === "string" || isObject(body);
}

/**
 * Reads a template of CloudFormation as the resources that it describes. Functions are resolved as far as the template and
 * the given values of parameters tell; everything else is unknown (U1, elsewhere U2). A resource whose condition is not
 * known, and what macros, loops and nested stacks make, is not there, and the document is partial (U3).
 *
 * @throws SekishoError `DOCUMENT_INVALID` if it has no resources.
 */
export function readTemplate(json: Json, source: TemplateSource, types: readonly ResourceType[]): ReadDocument {
  const { label, name, digest, isNew = false } = source;
  const body = isPrinted(json) ? own(json, "TemplateBody") : undefined;
  const template = typeof body === "string" ? templateIn(body, `${name}#/TemplateBody`) : (body ?? json);
  const at = body === undefined ? "" : "/TemplateBody";
  const content = contentOf(template, source, types, () => (isNew ? "create" : "none"), at);
  return {
    ...documentOf(content, { label, name, digest }, "cloudformation-template", source),
    diagnostics: [
      ...content.diagnostics,
      ...counted("TEMPLATE_DEFAULTS_TAKEN", label, content.defaults),
      { code: isNew ? "TEMPLATE_READ_AS_NEW" : "TEMPLATE_MAY_EXIST", document: label, args: {} },
    ],
  };
}

/** What a template holds. */
export interface TemplateContent {
  readonly resources: readonly ReadResource[];
  /** Whether something of it is hidden. */
  readonly isPartial: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly defaults: number;
  readonly accounting: ReadDocument["accounting"];
}

/** Assembles a document of one stack. */
export function documentOf(
  content: TemplateContent,
  info: Pick<DocumentInfo, "label" | "name" | "digest">,
  kind: DocumentInfo["kind"],
  { parameters }: TemplateSettings,
): ReadDocument {
  const id = parameters?.["AWS::AccountId"] ?? null;
  return {
    document: {
      label: info.label,
      name: info.name,
      kind,
      digest: info.digest,
      partial: content.isPartial ? "U3" : null,
    },
    accounts: [{ key: accountKey, id: id !== null && /^\d{12}$/u.test(id) ? id : null, origin: `${info.name}#` }],
    resources: content.resources,
    before: null,
    managed: content.accounting.resources,
    covers: [],
    diagnostics: content.diagnostics,
    accounting: content.accounting,
  };
}

/** A stack lies in one account. */
export const accountKey = "stack";

/** Reads the resources of a template; `actionOf` says what becomes of each by its logical id. */
export function contentOf(
  json: Json,
  source: TemplateSource,
  types: readonly ResourceType[],
  actionOf: (logicalId: string) => PlannedAction,
  at = "",
): TemplateContent {
  const { label, name, lineOf } = source;
  const resources = own(json, "Resources");
  if (!isObject(resources)) throw withoutResources(name, at);
  const table = createTypeTable(types);
  const parameters = readParameters(json, source);
  const transforms = transformsOf(json);
  const isRewritten = transforms.some(isUnknownMacro);
  const resolver = createResolver({
    parameters,
    mappings: own(json, "Mappings"),
    conditions: section(json, "Conditions"),
    resource: (logicalId, attribute) => referenceTo(own(resources, logicalId), logicalId, attribute, table, truth),
  });
  function truth(resource: Json): ReturnType<Resolver["condition"]> {
    const condition = own(resource, "Condition");
    return condition === undefined
      ? true
      : typeof condition === "string"
        ? resolver.condition(condition)
        : { code: "U1" };
  }

  const read: ReadResource[] = [];
  const unsupported = Object.create(null) as Record<string, number>;
  const accounting = { resources: 0, read: 0, unsupported: 0, unread: 0 };
  let [unreadable, uncertain, hidden] = [0, 0, transforms.filter((one) => isHiding(one, resources)).length];
  const region = source.parameters?.["AWS::Region"];

  for (const [logicalId, resource] of Object.entries(resources)) {
    // A loop or a macro stands for resources that nobody has counted.
    if (logicalId.startsWith("Fn::")) {
      hidden += 1;
      continue;
    }
    const type = ownString(resource, "Type");
    const isThere = truth(resource);
    if (isThere === false) continue;
    accounting.resources += 1;
    if (type === undefined) {
      accounting.unread += 1;
      unreadable += 1;
      continue;
    }
    if (isNested(type)) hidden += 1;
    if (!table.isRead(type)) {
      accounting.unsupported += 1;
      unsupported[type] = (unsupported[type] ?? 0) + 1;
      continue;
    }
    if (isThere !== true) {
      accounting.unread += 1;
      uncertain += 1;
      continue;
    }
    accounting.read += 1;
    const properties: Told = isRewritten
      ? unsettled("U3")
      : settled(resolver.resolve(own(resource, "Properties") ?? {}));
    const place = pointer(`${at}/Resources`, logicalId);
    const line = lineOf?.(place) ?? null;
    read.push(
      ...readWritten(
        {
          type,
          address: logicalId,
          properties,
          pointer: "/Properties",
          reference: unsettled("U1", logicalId),
          origin: `${name}#${place}`,
          action: actionOf(logicalId),
          accountKey,
          region: region ?? { unknown: "U1" },
          ...(line === null ? {} : { position: { file: name, line } }),
        },
        table,
        templateWording,
      ),
    );
  }
  return {
    resources: read,
    isPartial: hidden + uncertain + unreadable > 0,
    defaults: parameters.defaults,
    diagnostics: [
      ...counted("RESOURCES_UNREADABLE", label, unreadable),
      ...counted("TEMPLATE_CONDITIONS_UNKNOWN", label, uncertain),
      ...counted("TEMPLATE_HIDES_RESOURCES", label, hidden),
    ],
    accounting: { ...accounting, types: unsupported },
  };
}

/** What a reference to a resource is: the resource itself, if it is certain to be there and the attribute names it. */
function referenceTo(
  resource: Json | undefined,
  logicalId: string,
  attribute: string | null,
  table: TypeTable,
  truth: (resource: Json) => ReturnType<Resolver["condition"]>,
): Told | undefined {
  const type = ownString(resource, "Type");
  if (resource === undefined || type === undefined) return undefined;
  const isItself = attribute === null || table.isItself(type, attribute);
  return unsettled("U1", isItself && table.isRead(type) && truth(resource) === true ? logicalId : null);
}

function transformsOf(json: Json): readonly string[] {
  const transform = own(json, "Transform");
  const list = transform === undefined ? [] : isList(transform) ? transform : [transform];
  return list.map((one) => (typeof one === "string" ? one : (ownString(one, "Name") ?? "")));
}

const knownMacros = [
  "AWS::CodeDeployBlueGreen",
  "AWS::Include",
  "AWS::LanguageExtensions",
  "AWS::Serverless-2016-10-31",
];

/** A macro of one's own can rewrite the whole template. AWS's own add what they are asked for, and leave the rest. */
function isUnknownMacro(name: string): boolean {
  return !knownMacros.includes(name) && !name.startsWith("AWS::SecretsManager-");
}

function isHiding(transform: string, resources: Json): boolean {
  if (transform === "AWS::CodeDeployBlueGreen" || transform === "AWS::LanguageExtensions") return false;
  if (transform !== "AWS::Serverless-2016-10-31") return true;
  const all = isObject(resources) ? Object.values(resources) : [];
  return all.some((resource) => ownString(resource, "Type")?.startsWith("AWS::Serverless::") === true);
}

/** Tells whether a resource stands for others that lie in another template. */
function isNested(type: string): boolean {
  return type === "AWS::CloudFormation::Stack" || type === "AWS::Serverless::Application" || type.endsWith("::MODULE");
}

/** A diagnostic of so many things; none if there are none. */
export function counted(code: Diagnostic["code"], document: string, count: number): readonly Diagnostic[] {
  return count === 0 ? [] : [{ code, document, args: { count } }];
}

function withoutResources(name: string, at: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name}#${at}/Resources: the template has no resources. Give the template of one stack, as aws cloudformation get-template prints it.`,
    { details: { name, pointer: `${at}/Resources` } },
  );
}
