import { isSekishoError, SekishoError } from "../errors.ts";
import { alteredResource } from "../model/altered-resource.ts";
import {
  isRuntimeKind,
  type Diagnostic,
  type DocumentKind,
  type ReadDocument,
  type ReadResource,
} from "../model/estate.ts";
import type { ResourceType } from "../model/resource-type.ts";
import type { Json } from "../model/value.ts";
import { attestationsInYaml, attestationsSchema, isAttestations, readAttestations } from "./attestations/index.ts";
import { isBareAnswer, isSnapshot, readApiOutput } from "./aws-api/index.ts";
import { isConfigDocument, joinConfig, readConfigDocument, type ConfigReading } from "./aws-config/index.ts";
import {
  isDeviceDocument,
  isDeviceSources,
  isRecoveryKeys,
  joinDevices,
  readDeviceDocument,
  readSources,
  statusText,
  type DeviceReading,
  type DeviceSource,
  type SourceFile,
} from "./devices/index.ts";
import { openDocument, parsedDocument, type JsonDocument } from "./json-document.ts";
import { isKubernetes, readKubernetes } from "./kubernetes/index.ts";
import {
  readPlanWithSource,
  readTerraformSource,
  type SourceOfPlan,
  type TerraformSource,
} from "./terraform-source/index.ts";
import { isTerraformPlan, readTerraformPlan, type DocumentSource } from "./terraform-plan/index.ts";
import { isTerraformState, readTerraformState } from "./terraform-state/index.ts";
import {
  isChangeSet,
  isHookInput,
  isTemplate,
  readChangeSet,
  readHookInput,
  readTemplate,
  type TemplateSettings,
} from "./cloudformation/index.ts";
import { isCloudControl, readCloudControl } from "./cloud-control/index.ts";
import { isList, isObject, own, ownString, pointer } from "./json-access.ts";
import { readYamlDocuments, type YamlDocument } from "./yaml-document.ts";
import { plainText } from "./json.ts";
import { maxYamlBytes, readYaml, type YamlContent } from "./yaml.ts";

export type { TemplateSettings } from "./cloudformation/index.ts";

/** A document as it is given: the content of a file, Terraform source, or sources that tell of a fleet of devices. */
export type DocumentInput = FileInput | SourceInput | DeviceSourcesInput;

/** What every document has. */
interface DocumentName {
  /** What findings and resource ids call it; null for its kind's short name, from the second of a kind on with `-2`, `-3`. */
  readonly label: string | null;
  /** Its file name, or `-` for standard input. */
  readonly name: string;
  /** `sha256:<hex>` of the content. */
  readonly digest: string;
}

/** The content of a file; its kind is detected. */
export interface FileInput extends DocumentName {
  readonly bytes: Uint8Array;
  /** The Terraform source that a plan was made of; without it findings have no place, and local values are not followed. */
  readonly sourceOfPlan?: SourceOfPlan;
  /** What is known of the deployment of a CloudFormation template. */
  readonly template?: TemplateSettings & {
    /** Whether nothing of the template exists yet: then nothing outside can refer to what it creates. */
    readonly isNew?: boolean;
  };
}

/** A folder of Terraform source, evaluated. */
export interface SourceInput extends DocumentName {
  readonly source: TerraformSource;
}

/** A file of device sources, with the files that it names. */
export interface DeviceSourcesInput extends DocumentName {
  readonly deviceSources: readonly {
    readonly source: DeviceSource;
    readonly files: readonly SourceFile[];
    /** `sha256:<hex>` of the files and of what is said of them. */
    readonly digest: string;
  }[];
}

/** Names a kind of document shortly; it is the default label of the first document of the kind. */
export function documentKindLabel(kind: DocumentKind): string {
  switch (kind) {
    case "terraform-plan":
      return "plan";
    case "terraform-source":
      return "source";
    case "terraform-state":
      return "state";
    case "config-items":
      return "config";
    case "api-output":
      return "api";
    case "cloudformation-template":
      return "template";
    case "cloudformation-change-set":
      return "changeset";
    case "cloudformation-hook":
      return "hook";
    case "cloud-control":
      return "cloudcontrol";
    case "kubernetes":
      return "kubernetes";
    case "devices":
      return "devices";
    case "attestations":
      return "attestations";
  }
}

/**
 * Reads documents in the order given; the kind of each is detected from its content. A document that holds plans below
 * other keys is read as that many documents. One of what runs that is given twice is read once, and the second one accounts for
 * it.
 *
 * @param others - Documents that were read before and bear labels already.
 * @throws SekishoError `DOCUMENT_KIND_UNKNOWN` for what is no known kind or of a shape that is not read yet,
 * `DOCUMENT_CONFLICT` for a document of what is planned or written that is given twice, further the codes of `openDocument`
 * and `DOCUMENT_INVALID`.
 */
export function readDocuments(
  inputs: readonly DocumentInput[],
  types: readonly ResourceType[],
  others: readonly ReadDocument[] = [],
): readonly ReadDocument[] {
  const counts = new Map<DocumentKind, number>();
  for (const { document } of others) counts.set(document.kind, (counts.get(document.kind) ?? 0) + 1);
  const entriesOf = new Map<DocumentInput, readonly Entry[]>();
  const given = inputs.flatMap((input): readonly (Entry | Repeat)[] => {
    const earlier = inputs.find((other) => other === input || isSameInput(other, input));
    const same = earlier === undefined ? undefined : entriesOf.get(earlier);
    if (same !== undefined) return repeatsOf(same, input, counts);
    const entries = entriesIn(input, types, counts);
    entriesOf.set(input, entries);
    return entries;
  });
  const joined = joinedDocuments([...entriesOf.values()].flat(), types);
  const readOf = ({ read, at }: Entry): ReadDocument | undefined => {
    const content = "resources" in read ? read : joined.get(read);
    return content === undefined ? undefined : below(at, content);
  };
  return given.flatMap((entry) => {
    const read = readOf("of" in entry ? entry.of : entry);
    if (read === undefined) return [];
    return "of" in entry
      ? [repeated(read, entry.source)]
      : [{ ...read, diagnostics: [...entry.own, ...read.diagnostics] }];
  });
}

function entriesIn(
  input: DocumentInput,
  types: readonly ResourceType[],
  counts: Map<DocumentKind, number>,
): readonly Entry[] {
  if ("source" in input) {
    const source = sourceOf(input, input.label ?? nextLabel("terraform-source", counts));
    return [{ read: readTerraformSource(input.source, source, types), at: "", own: [] }];
  }
  if ("deviceSources" in input) return deviceEntries(input);
  const { skippedLines, document: given, lineOf } = open(input);
  return partsOf(given, input, types).map(({ document, at }, part): Entry => {
    const kind = kindOf(document, input, types);
    const label = labelOf(input, kind, part, counts);
    const source = sourceOf(input, label);
    const own: Diagnostic[] = [];
    if (skippedLines > 0) own.push({ code: "LINES_SKIPPED", document: label, args: { lines: skippedLines } });
    if (at !== "") own.push({ code: "PLAN_NESTED", document: label, args: { pointer: at } });
    const read =
      kind === "config-items"
        ? readConfigDocument(document, source, types)
        : kind === "devices"
          ? readDeviceDocument(document.whole(), source)
          : readKind(kind, document, source, types, { ...input, lineOf });
    return { read, at, own };
  });
}

function sourceOf({ name, digest }: DocumentInput, label: string): DocumentSource {
  return { label, name, digest };
}

/** The label of a part of a document, counted from 0. */
function labelOf(
  { label }: DocumentInput,
  kind: DocumentKind,
  part: number,
  counts: Map<DocumentKind, number>,
): string {
  if (label === null) return nextLabel(kind, counts);
  return part === 0 ? label : `${label}-${String(part + 1)}`;
}

/** Tells whether two inputs are one document, read in the same way. */
function isSameInput(one: DocumentInput, other: DocumentInput): boolean {
  if ("bytes" in one) return "bytes" in other && one.template === other.template && isSameBytes(one.bytes, other.bytes);
  if ("source" in one) return "source" in other && one.digest === other.digest;
  const digests = ({ deviceSources }: DeviceSourcesInput): string =>
    deviceSources.map(({ digest }) => digest).join("\n");
  return "deviceSources" in other && digests(one) === digests(other);
}

function isSameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function repeatsOf(
  entries: readonly Entry[],
  input: DocumentInput,
  counts: Map<DocumentKind, number>,
): readonly Repeat[] {
  return entries.map((of, part) => ({ of, source: sourceOf(input, labelOf(input, kindRead(of), part, counts)) }));
}

function kindRead({ read }: Entry): DocumentKind {
  return "resources" in read ? read.document.kind : "recorders" in read ? "config-items" : "devices";
}

/**
 * What is left of a document that was read by another name: that it was given, and how much of it was not read again. Of what
 * runs, a page or an item may well be in two collections; what is planned or written would count twice, and nothing in it shows
 * that it is the same.
 */
function repeated({ document, accounting }: ReadDocument, { label, name, digest }: DocumentSource): ReadDocument {
  if (!isRuntimeKind(document.kind)) {
    throw new SekishoError(
      "DOCUMENT_CONFLICT",
      `The documents ${document.label} (${document.name}) and ${label} (${name}) are one document, given twice: everything in it would count twice. Leave one of them out.`,
    );
  }
  const { resources, superseded = 0 } = accounting;
  return {
    document: { ...document, label, name, digest },
    accounts: [],
    resources: [],
    before: null,
    managed: 0,
    covers: [],
    diagnostics: [{ code: "RUNTIME_REPEATED", document: label, args: { of: document.label } }],
    accounting: { resources: 0, read: 0, unsupported: 0, unread: 0, superseded: resources + superseded, types: {} },
  };
}

/** Every source of a fleet is a document of its own, which bears its label or is named by its role. */
function deviceEntries({ label, deviceSources }: DeviceSourcesInput): readonly Entry[] {
  const counts = new Map<string, number>();
  const given = deviceSources.map(({ source, files, digest }) => {
    const name = source.label ?? source.role;
    const count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    const own = count === 1 ? name : `${name}-${String(count)}`;
    return { source, files, digest, label: label === null ? own : `${label}-${own}` };
  });
  return readSources(given).map((read): Entry => ({ read, at: "", own: [] }));
}

/** Joins the documents of AWS Config with each other, and those of devices. */
function joinedDocuments(
  entries: readonly Entry[],
  types: readonly ResourceType[],
): ReadonlyMap<Entry["read"], ReadDocument> {
  const readings = entries.flatMap(({ read }) => ("recorders" in read ? [read] : []));
  const collections = entries.flatMap(({ read }) => ("feeds" in read ? [read] : []));
  const documents = [...joinConfig(readings, types), ...joinDevices(collections)];
  return new Map(
    [...readings, ...collections].flatMap((reading, index) => {
      const document = documents[index];
      return document === undefined ? [] : [[reading, document] as const];
    }),
  );
}

/** A document that was read, where it stands in its file, and what is told of the file. */
interface Entry {
  /** Documents of AWS Config are joined when all are read, and so are those of devices. */
  readonly read: ReadDocument | ConfigReading | DeviceReading;
  readonly at: string;
  readonly own: readonly Diagnostic[];
}

/** A document that was read before by another name. */
interface Repeat {
  readonly of: Entry;
  readonly source: DocumentSource;
}

/** The kinds of documents that a file holds. */
type FileKind = Exclude<DocumentKind, "terraform-source">;

function readKind(
  kind: Exclude<FileKind, "config-items" | "devices">,
  document: JsonDocument,
  source: DocumentSource,
  types: readonly ResourceType[],
  {
    bytes,
    sourceOfPlan,
    template,
    lineOf,
  }: Pick<FileInput, "bytes" | "sourceOfPlan" | "template"> & Pick<Opened, "lineOf">,
): ReadDocument {
  switch (kind) {
    case "terraform-plan":
      return sourceOfPlan === undefined
        ? readTerraformPlan(document, source, types)
        : readPlanWithSource(document, sourceOfPlan, source, types);
    case "terraform-state":
      return readTerraformState(document, source, types);
    case "api-output":
      return readApiOutput(document.whole(), source, types);
    case "cloudformation-template":
      return readTemplate(
        document.whole(),
        { ...source, ...template, ...(lineOf === undefined ? {} : { lineOf }) },
        types,
      );
    case "cloudformation-change-set":
      return readChangeSet(document.whole(), source, types);
    case "cloudformation-hook":
      return readHookInput(document.whole(), source, types);
    case "cloud-control":
      return readCloudControl(document.whole(), source, types);
    case "kubernetes":
      return readKubernetes(document.whole(), { ...source, ...(lineOf === undefined ? {} : { lineOf }) }, types);
    case "attestations":
      return readAttestations(plainText(bytes, source.name), source);
  }
}

interface Part {
  readonly document: JsonDocument;
  /** The JSON pointer to it; empty for the whole document. */
  readonly at: string;
}

/** Goes to the plans that stand below other keys, if the document is nothing else. */
function partsOf(document: JsonDocument, named: Named, types: readonly ResourceType[]): readonly Part[] {
  const itself = [{ document, at: "" }];
  if (isTerraformPlan(document) || isTerraformState(document) || isConfigDocument(document)) return itself;
  const json = document.whole();
  if (kindOfJson(json, named, types) !== null || knownShapes.some(({ isOf }) => isOf(json))) return itself;
  const plans = findPlans(json, "", 4);
  return plans.length === 0 ? itself : plans;
}

/** Moves the origins of what was read from a part of the document to where that part stands. */
function below(at: string, read: ReadDocument): ReadDocument {
  if (at === "") return read;
  const prefix = `${read.document.name}#`;
  const moved = (origin: string): string =>
    origin.startsWith(prefix) ? `${prefix}${at}${origin.slice(prefix.length)}` : origin;
  const movedResource = (resource: ReadResource): ReadResource =>
    alteredResource(resource, { origin: moved(resource.origin) });
  return {
    ...read,
    accounts: read.accounts.map((account) => ({ ...account, origin: moved(account.origin) })),
    resources: read.resources.map(movedResource),
    before: read.before === null ? null : read.before.map(movedResource),
  };
}

function nextLabel(kind: DocumentKind, counts: Map<DocumentKind, number>): string {
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return count === 1 ? documentKindLabel(kind) : `${documentKindLabel(kind)}-${String(count)}`;
}

const terraformSource =
  /^(?:\s|#[^\n]*\n|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:(?:resource|data)\s+"[^"\n]*"\s+"[^"\n]*"|(?:provider|variable|module|output)\s+"[^"\n]*"|terraform|locals)\s*\{/u;

/** A line that begins a field of a Kubernetes object at the top of a YAML document, or such an object in one line. */
const manifest = /^(?:apiVersion|kind|"apiVersion"|"kind")[ \t]*:|^(?:---[ \t]*\n)?\{"(?:apiVersion|kind)":.*\n---/mu;

/** A document whose text is parsed as far as its kind asks for it, and how many lines of a wrapper stand before it. */
interface Opened {
  readonly document: JsonDocument;
  readonly skippedLines: number;
  readonly lineOf?: YamlContent["lineOf"] | undefined;
}

function open({ name, bytes }: FileInput): Opened {
  try {
    const { json, document } = openDocument(bytes, name);
    return { document, skippedLines: json.skippedLines };
  } catch (error) {
    if (!isSekishoError(error) || error.code !== "DOCUMENT_NOT_JSON") throw error;
    const beginning = new TextDecoder().decode(bytes.subarray(0, 16_384));
    if (terraformSource.test(beginning)) {
      throw notRead(
        name,
        "Terraform source",
        "Make a plan of it: terraform plan -out plan.bin, terraform show -json plan.bin > plan.json",
      );
    }
    if (isDeviceSources(beginning)) {
      throw notRead(name, "a file of device sources, which names other files", byItsPath);
    }
    const text = bytes.length > maxYamlBytes ? beginning : plainText(bytes, name);
    // Of a text that is too large only the beginning was looked at.
    const whole = (): string => (bytes.length > maxYamlBytes ? plainText(bytes, name) : text);
    if (templateInYaml.test(text)) {
      const { json, lineOf } = readYaml(whole(), name);
      return { document: parsedDocument(json), skippedLines: 0, lineOf };
    }
    // Its own reader reads it, with the places of what is wrong.
    if (attestationsInYaml.test(text))
      return { document: parsedDocument({ schema: attestationsSchema }), skippedLines: 0 };
    const status = statusText(text, name);
    if (status !== null) return { document: parsedDocument(status), skippedLines: 0 };
    if (!manifest.test(text)) throw error;
    return manifests(readYamlDocuments(bytes, name));
  }
}

/** A stream of one document is that document, one of several their list. */
function manifests(documents: readonly YamlDocument[]): Opened {
  const [only, ...others] = documents;
  if (only !== undefined && others.length === 0) {
    return { skippedLines: 0, document: parsedDocument(only.value), lineOf: only.lineOf };
  }
  return {
    skippedLines: 0,
    document: parsedDocument(documents.map(({ value }) => value)),
    lineOf(at) {
      const [, index = "", inner = ""] = /^\/(\d+)(.*)$/su.exec(at) ?? [];
      return documents[Number(index)]?.lineOf(inner) ?? null;
    },
  };
}

/** A template of CloudFormation names its sections at the beginning of lines. */
const templateInYaml = /^["']?(?:Resources|AWSTemplateFormatVersion)["']?[ \t]*:/mu;

/** What a document is called by whoever gives it. */
type Named = Pick<DocumentInput, "label" | "name">;

function isApiOutput(json: Json, named: Named, types: readonly ResourceType[]): boolean {
  if (isSnapshot(json)) return true;
  // What has a shape of its own is none of the API's, whatever its name says.
  return !otherShapes.some(({ isOf }) => isOf(json)) && isBareAnswer(json, named, types);
}

function kindOf(document: JsonDocument, named: Named, types: readonly ResourceType[]): FileKind {
  if (isTerraformPlan(document)) return "terraform-plan";
  if (isTerraformState(document)) return "terraform-state";
  if (isConfigDocument(document)) return "config-items";
  const json = document.whole();
  const kind = kindOfJson(json, named, types);
  if (kind === null) throw unknownKind(json, named.name);
  return kind;
}

function kindOfJson(json: Json, named: Named, types: readonly ResourceType[]): FileKind | null {
  if (isDeviceDocument(json)) return "devices";
  if (isAttestations(json)) return "attestations";
  if (isKubernetes(json)) return "kubernetes";
  if (isHookInput(json)) return "cloudformation-hook";
  if (isChangeSet(json)) return "cloudformation-change-set";
  if (isCloudControl(json)) return "cloud-control";
  if (isTemplate(json)) return "cloudformation-template";
  return isApiOutput(json, named, types) ? "api-output" : null;
}

function unknownKind(json: Json, name: string): SekishoError {
  const shape = knownShapes.find(({ isOf }) => isOf(json));
  if (shape !== undefined) return notRead(name, shape.what, shape.advice);
  const what = isObject(json)
    ? "an object of unknown shape"
    : isList(json)
      ? "a list of unknown shape"
      : "a single value";
  return new SekishoError(
    "DOCUMENT_KIND_UNKNOWN",
    `${name} is of no known kind: it is JSON, and holds ${what}. ${readKinds}`,
    { details: { name } },
  );
}

const readKinds =
  "Read are Terraform plans and states (terraform show -json), AWS Config items, output of the AWS API, templates, change sets and hook inputs of CloudFormation, resources of Cloud Control, Kubernetes manifests of ACK and Crossplane, attestations (sekisho.attestations/v1), records of devices (sekisho.devices/v1), computers of Jamf Pro, and files of device sources (sekisho.device-sources/v1).";

function notRead(name: string, what: string, advice: string): SekishoError {
  return new SekishoError("DOCUMENT_KIND_UNKNOWN", `${name} is ${what}, which is not read. ${advice}`, {
    details: { name },
  });
}

/** Finds the plans that are wrapped in other objects. */
function findPlans(json: Json, at: string, depth: number): readonly Part[] {
  const document = parsedDocument(json);
  if (at !== "" && isTerraformPlan(document)) return [{ document, at }];
  if (depth === 0 || !isObject(json)) return [];
  return Object.entries(json).flatMap(([key, value]) => findPlans(value, pointer(at, key), depth - 1));
}

interface KnownShape {
  readonly what: string;
  readonly advice: string;
  readonly isOf: (json: Json) => boolean;
}

const has = (json: Json, ...keys: readonly string[]): boolean => keys.every((key) => own(json, key) !== undefined);

/** Lists by which the output of AWS commands is recognised. */
const apiLists = [
  "Certificates",
  "DBClusters",
  "DBInstances",
  "DetectorIds",
  "FlowLogs",
  "IpPermissions",
  "Listeners",
  "LoadBalancerDescriptions",
  "LoadBalancers",
  "Reservations",
  "Rules",
  "SecurityGroupRules",
  "SecurityGroups",
  "Subnets",
  "TargetGroups",
  "Trails",
  "Vpcs",
  "WebACL",
  "WebACLs",
  "trailList",
] as const;

const byItsPath = "Give it by its path, so that the files are found beside it.";

const otherShapes: readonly KnownShape[] = [
  {
    what: "a list of recovery keys of Jamf Pro's computers",
    advice: "Nobody has to see them: give the inventory, and keep or delete this file as a secret.",
    isOf: isRecoveryKeys,
  },
  {
    what: "an encrypted Terraform state",
    advice: "Give it as JSON: terraform show -json, or tofu show -json.",
    isOf: (json) => has(json, "encrypted_data", "serial"),
  },
  {
    what: "a Terraform state of another version than 4",
    advice: "Terraform 0.12 and later write version 4: terraform state pull.",
    isOf: (json) => has(json, "version", "serial"),
  },
  {
    what: "an empty Terraform state or plan",
    advice: "terraform show -json prints this where there is nothing to show: name the plan file.",
    isOf: (json) =>
      has(json, "format_version") && isObject(json) && Object.keys(json).every((key) => key.endsWith("_version")),
  },
  {
    what: "a file of device sources, which names other files",
    advice: byItsPath,
    isOf: (json) => ownString(json, "schema")?.startsWith("sekisho.device-sources/") === true,
  },
  {
    what: "a report of Sekisho",
    advice: readKinds,
    isOf: (json) => ownString(json, "schema")?.startsWith("sekisho.") === true,
  },
];

const knownShapes: readonly KnownShape[] = [
  ...otherShapes,
  {
    what: "output of a call of the AWS API that tells no resource by itself",
    advice: readKinds,
    isOf: (json) => apiLists.some((key) => own(json, key) !== undefined),
  },
];
