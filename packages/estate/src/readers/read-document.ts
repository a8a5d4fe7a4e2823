import { isSekishoError, SekishoError } from "../errors.ts";
import type { DocumentKind, ReadDocument } from "../model/estate.ts";
import type { ResourceType } from "../model/resource-type.ts";
import type { Json } from "../model/value.ts";
import { isConfigItems, readConfigItems } from "./aws-config/index.ts";
import { parseJson } from "./json.ts";
import { parsedDocument } from "./json-document.ts";
import { isTerraformPlan, readTerraformPlan, type DocumentSource } from "./terraform-plan/index.ts";
import { isList, isObject, own, ownString, pointer } from "./terraform-plan/json-access.ts";

/** A document as it is given. */
export interface DocumentInput {
  /** What findings and resource ids call it; null for its kind's short name, from the second of a kind on with `-2`, `-3`. */
  readonly label: string | null;
  /** Its file name, or `-` for standard input. */
  readonly name: string;
  /** `sha256:<hex>` of the bytes. */
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** Names a kind of document shortly; it is the default label of the first document of the kind. */
export function documentKindLabel(kind: DocumentKind): string {
  switch (kind) {
    case "terraform-plan":
      return "plan";
    case "config-items":
      return "config";
  }
}

/**
 * Reads documents in the order given; the kind of each is detected from its content.
 *
 * @throws SekishoError `DOCUMENT_KIND_UNKNOWN` for what is no known kind or of a shape that is not read yet, further the
 * codes of `parseJson` and `DOCUMENT_INVALID`.
 */
export function readDocuments(
  inputs: readonly DocumentInput[],
  types: readonly ResourceType[],
): readonly ReadDocument[] {
  const counts = new Map<DocumentKind, number>();
  return inputs.map((input) => {
    const json = parse(input);
    const kind = kindOf(json, input.name);
    const source: DocumentSource = {
      label: input.label ?? nextLabel(kind, counts),
      name: input.name,
      digest: input.digest,
    };
    switch (kind) {
      case "terraform-plan":
        return readTerraformPlan(parsedDocument(json), source, types);
      case "config-items":
        return readConfigItems(json, source, types);
    }
  });
}

function nextLabel(kind: DocumentKind, counts: Map<DocumentKind, number>): string {
  const count = (counts.get(kind) ?? 0) + 1;
  counts.set(kind, count);
  return count === 1 ? documentKindLabel(kind) : `${documentKindLabel(kind)}-${String(count)}`;
}

const terraformSource =
  /^(?:\s|#[^\n]*\n|\/\/[^\n]*\n|\/\*[\s\S]*?\*\/)*(?:(?:resource|data)\s+"[^"\n]*"\s+"[^"\n]*"|(?:provider|variable|module|output)\s+"[^"\n]*"|terraform|locals)\s*\{/u;

function parse({ name, bytes }: Pick<DocumentInput, "name" | "bytes">): Json {
  try {
    return parseJson(bytes, name);
  } catch (error) {
    if (!isSekishoError(error) || error.code !== "DOCUMENT_NOT_JSON") throw error;
    if (!terraformSource.test(new TextDecoder().decode(bytes.subarray(0, 16_384)))) throw error;
    throw notRead(
      name,
      "Terraform source",
      "Make a plan of it: terraform plan -out plan.bin, terraform show -json plan.bin > plan.json",
    );
  }
}

function kindOf(json: Json, name: string): DocumentKind {
  if (isConfigItems(json)) return "config-items";
  if (isTerraformPlan(json)) return "terraform-plan";
  throw unknownKind(json, name);
}

function unknownKind(json: Json, name: string): SekishoError {
  const nested = findPlan(json, "", 4);
  if (nested !== null) {
    return notRead(
      name,
      `a Terraform plan that stands below ${nested}`,
      "Give the plan itself, without what is around it.",
    );
  }
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

const readKinds = "Read are Terraform plans (terraform show -json) and AWS Config items.";

function notRead(name: string, what: string, advice: string): SekishoError {
  return new SekishoError("DOCUMENT_KIND_UNKNOWN", `${name} is ${what}, which is not read yet. ${advice}`, {
    details: { name },
  });
}

/** Finds a plan that is wrapped in other objects: the JSON pointer to it. */
function findPlan(json: Json, at: string, depth: number): string | null {
  if (at !== "" && isTerraformPlan(json)) return at;
  if (depth === 0 || !isObject(json)) return null;
  for (const [key, value] of Object.entries(json)) {
    const found = findPlan(value, pointer(at, key), depth - 1);
    if (found !== null) return found;
  }
  return null;
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
  "ResourceDescriptions",
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

const knownShapes: readonly KnownShape[] = [
  {
    what: "a Terraform state as terraform show -json prints it",
    advice: readKinds,
    isOf: (json) => has(json, "values", "terraform_version"),
  },
  { what: "a Terraform state file", advice: readKinds, isOf: (json) => has(json, "version", "lineage", "serial") },
  {
    what: "an empty Terraform state or plan",
    advice: "terraform show -json prints this where there is nothing to show: name the plan file.",
    isOf: (json) =>
      has(json, "format_version") && isObject(json) && Object.keys(json).every((key) => key.endsWith("_version")),
  },
  {
    what: "a CloudFormation template",
    advice: readKinds,
    isOf: (json) => has(json, "Resources") || has(json, "AWSTemplateFormatVersion"),
  },
  { what: "a Kubernetes object", advice: readKinds, isOf: (json) => has(json, "apiVersion", "kind") },
  {
    what: "a report of Sekisho",
    advice: readKinds,
    isOf: (json) => ownString(json, "schema")?.startsWith("sekisho.") === true,
  },
  {
    what: "output of the AWS API",
    advice: readKinds,
    isOf: (json) =>
      [json, own(json, "data") ?? null].some((part) => apiLists.some((key) => own(part, key) !== undefined)),
  },
];
