import { SekishoError } from "@sekisho/estate";
import { formats, isFormat, languages, type Format, type Language } from "@sekisho/report";
import { assertInstant, parseFailOn, type AnySheet } from "@sekisho/sheet";
import { mediaType } from "./body.ts";
import type { CheckQuestion, GivenDocument } from "./question.ts";

/** The media type of each rendering. */
export const mediaTypes: Readonly<Record<Format, string>> = {
  text: "text/plain",
  json: "application/json",
  sheet: "text/markdown",
};

const parameters = ["label", "name", "policy", "sheet", "now", "fail-on", "format", "lang", "quiet"] as const;
type Parameter = (typeof parameters)[number];
const repeatable: readonly Parameter[] = ["policy", "fail-on"];

const documentTypes =
  /^(?:application\/(?:json|octet-stream|yaml|x-yaml|[\w.-]+\+(?:json|yaml))|text\/(?:plain|yaml|x-yaml))$/u;

/** What a request to `/v1/check` says beside its documents. */
export interface CheckDefaults {
  readonly sheet: AnySheet | null;
  /** The present instant. */
  readonly now: () => string;
  /** The rendering that the request's `Accept` asks for; null if there is none. */
  readonly accepted: () => Format | null;
  /** The language that the request's `Accept-Language` asks for. */
  readonly language: () => Language;
}

/** Takes what a request's address says about a check. */
export interface CheckSettings extends Omit<
  CheckQuestion,
  "kind" | "documents" | "runtime" | "baseline" | "profile" | "waivers"
> {
  /** Of a document that is the body itself. */
  readonly label: string | null;
  readonly name: string;
}

/**
 * Reads the query of a request to `/v1/check`; a parameter is the flag of `sekisho check` without its dashes.
 *
 * @throws SekishoError `REQUEST_INVALID` for a parameter that there is not, `REQUEST_NOT_ACCEPTABLE`, `SHEET_UNKNOWN`,
 * `USAGE` for what the flag would refuse.
 */
export function checkSettings(query: URLSearchParams, defaults: CheckDefaults): CheckSettings {
  for (const name of query.keys()) {
    const known = parameters.find((candidate) => candidate === name);
    if (known === undefined) {
      throw new SekishoError(
        "REQUEST_INVALID",
        `There is no such parameter. Parameters are: ${parameters.join(", ")}.`,
      );
    }
    if (!repeatable.includes(known) && query.getAll(name).length > 1) {
      throw new SekishoError("REQUEST_INVALID", `The parameter ${known} is given more than once. Give it once.`);
    }
  }
  const policies = query.getAll("policy");
  const failOn = query.getAll("fail-on").join(",");
  if (query.has("fail-on")) parseFailOn(failOn);
  return {
    label: query.has("label") ? labelOf(query.get("label") ?? "") : null,
    name: nameOf(query.get("name")),
    policies: policies.length === 0 ? null : policies,
    withSheet: withSheet(query.get("sheet"), defaults.sheet),
    instant: query.has("now") ? instantOf(query.get("now") ?? "") : defaults.now(),
    failOn: query.has("fail-on") ? failOn : null,
    format: formatOf(query.get("format"), defaults),
    lang: oneOf("lang", query.get("lang"), languages) ?? defaults.language(),
    quiet: oneOf("quiet", query.get("quiet"), ["true", "false"]) === "true",
  };
}

function oneOf<const Value extends string>(name: string, value: string | null, values: readonly Value[]): Value | null {
  if (value === null) return null;
  const found = values.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new SekishoError("REQUEST_INVALID", `The parameter ${name} is one of: ${values.join(", ")}.`);
}

function formatOf(given: string | null, { accepted }: CheckDefaults): Format {
  if (given !== null) {
    if (isFormat(given)) return given;
    throw new SekishoError("REQUEST_INVALID", `The parameter format is one of: ${formats.join(", ")}.`);
  }
  const format = accepted();
  if (format !== null) return format;
  throw new SekishoError(
    "REQUEST_NOT_ACCEPTABLE",
    `The request accepts none of: ${Object.values(mediaTypes).join(", ")}. Accept one of them, or name a format in the address: ?format=${formats.join("|")}.`,
  );
}

function withSheet(given: string | null, sheet: AnySheet | null): boolean {
  if (given === null) return sheet !== null;
  if (given === "none") return false;
  if (given === sheet?.id) return true;
  throw new SekishoError(
    "SHEET_UNKNOWN",
    `This server has ${sheet === null ? "no sheet" : `the sheet ${sheet.id}`}; none leaves claims out.`,
  );
}

/** Gives an instant in UTC, as policies compare it. */
function instantOf(text: string): string {
  assertInstant(text);
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) {
    throw new SekishoError("REQUEST_INVALID", "The parameter now is no instant. Write it as 2026-11-01T00:00:00Z.");
  }
  return time.toISOString();
}

function labelOf(text: string): string {
  if (/^[A-Za-z][\w.-]{0,99}$/u.test(text)) return text;
  throw new SekishoError(
    "REQUEST_INVALID",
    "A label begins with a letter and holds letters, digits, dots, dashes and underscores.",
  );
}

/** The last part of a path, as reports show it; `-` where there is none. */
function nameOf(text: string | null): string {
  const name = (text ?? "").split(/[/\\]/u).at(-1) ?? "";
  return name === "" ? "-" : name.slice(0, 255);
}

/** The documents that a request brings. */
export type CheckDocuments = Pick<CheckQuestion, "documents" | "runtime" | "baseline" | "profile" | "waivers">;

/**
 * Takes the documents of a request: the body itself, or the parts of a form.
 *
 * @throws SekishoError `REQUEST_TYPE`, or `REQUEST_INVALID` for a form that is not understood.
 */
export async function checkDocuments(
  request: Request,
  body: Uint8Array<ArrayBuffer>,
  { label, name }: Pick<CheckSettings, "label" | "name">,
): Promise<CheckDocuments> {
  const type = mediaType(request);
  if (type === "multipart/form-data") return formDocuments(await formOf(request, body));
  if (type === null || documentTypes.test(type)) {
    return { documents: [{ label, name, bytes: body }], runtime: [], baseline: null, profile: null, waivers: null };
  }
  throw new SekishoError(
    "REQUEST_TYPE",
    "The content type is not read. Send a document as application/json (curl -H 'Content-Type: application/json' --data-binary @plan.json), application/yaml or application/octet-stream, several as multipart/form-data (curl -F document=@plan.json).",
  );
}

async function formOf(request: Request, body: Uint8Array<ArrayBuffer>): Promise<FormData> {
  try {
    return await new Response(body, {
      headers: { "content-type": request.headers.get("content-type") ?? "" },
    }).formData();
  } catch (cause) {
    throw new SekishoError(
      "REQUEST_INVALID",
      "The form cannot be read. Send it as multipart/form-data with a boundary.",
      {
        cause,
      },
    );
  }
}

const places = ["document", "runtime", "baseline", "profile", "waivers"] as const;

async function formDocuments(form: FormData): Promise<CheckDocuments> {
  const given: Record<(typeof places)[number], GivenDocument[]> = {
    document: [],
    runtime: [],
    baseline: [],
    profile: [],
    waivers: [],
  };
  for (const [part, content] of form) {
    const [, name, label] = /^(document|runtime|baseline|profile|waivers)(?:\.(.*))?$/su.exec(part) ?? [];
    const place = places.find((candidate) => candidate === name);
    if (place === undefined || (label !== undefined && place !== "document" && place !== "runtime")) {
      throw new SekishoError(
        "REQUEST_INVALID",
        `The form has a part that is not understood. Parts are: ${places.join(", ")}; document.LABEL and runtime.LABEL give a label. Settings stand in the address.`,
      );
    }
    const isFile = typeof content !== "string";
    given[place].push({
      label: label === undefined ? null : labelOf(label),
      name: nameOf(isFile ? content.name : null),
      bytes: isFile ? new Uint8Array(await content.arrayBuffer()) : new TextEncoder().encode(content),
    });
  }
  for (const place of ["baseline", "profile", "waivers"] as const) {
    if (given[place].length > 1)
      throw new SekishoError("REQUEST_INVALID", `The form has the part ${place} more than once. Send one.`);
  }
  return {
    documents: given.document,
    runtime: given.runtime,
    baseline: given.baseline[0] ?? null,
    profile: given.profile[0] ?? null,
    waivers: given.waivers[0] ?? null,
  };
}
