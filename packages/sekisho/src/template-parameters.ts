import { isSekishoError, SekishoError } from "@sekisho/estate";

/** A list as `aws cloudformation create-stack --parameters file://…` takes it. */
interface ParameterEntry {
  readonly ParameterKey: string;
  readonly ParameterValue: string;
}

/**
 * Reads values of parameters for CloudFormation templates, in any of the shapes in which AWS's tools take them: a list of
 * `ParameterKey` and `ParameterValue`, a list of `NAME=VALUE`, or names and values, below `Parameters` or at the top. Pseudo
 * parameters have their own names (`AWS::Region`).
 *
 * @throws SekishoError `DOCUMENT_INVALID` if it is none of these; the message never quotes the file.
 */
export function readTemplateParameters(bytes: Uint8Array, name: string): Readonly<Record<string, string>> {
  try {
    const json: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (Array.isArray(json)) return Object.fromEntries(json.map((entry) => fromEntry(entry, name)));
    if (isRecord(json)) return fromRecord(isRecord(json["Parameters"]) ? json["Parameters"] : json, name);
  } catch (error) {
    if (isSekishoError(error)) throw error;
  }
  throw invalid(name);
}

function fromEntry(entry: unknown, name: string): readonly [string, string] {
  if (typeof entry === "string" && entry.includes("=")) {
    return [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)];
  }
  if (!isEntry(entry)) throw invalid(name);
  return [entry.ParameterKey, entry.ParameterValue];
}

function isEntry(entry: unknown): entry is ParameterEntry {
  return isRecord(entry) && typeof entry["ParameterKey"] === "string" && typeof entry["ParameterValue"] === "string";
}

function fromRecord(record: Readonly<Record<string, unknown>>, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]): [string, string] => {
      if (typeof value === "string") return [key, value];
      if (typeof value === "number" || typeof value === "boolean") return [key, String(value)];
      throw invalid(name);
    }),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(name: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name} holds no parameter values. Give JSON as aws cloudformation takes it: a list of ParameterKey and ParameterValue, or names and values.`,
    { details: { name } },
  );
}
