import { SekishoError } from "../../errors.ts";
import type { Json } from "../../model/value.ts";
import { readYamlDocuments } from "../yaml-document.ts";

/** Larger templates are refused: CloudFormation takes up to 1 MB. */
export const maxTemplateBytes = 8 * 1024 * 1024;

/** A template of CloudFormation in YAML, as JSON. */
export interface TemplateInYaml {
  readonly json: Json;
  /** The line on which the value at a JSON pointer is written, counted from 1; null where nothing is known of it. */
  readonly lineOf: (at: string) => number | null;
}

/**
 * Reads a template of CloudFormation in YAML: a tag like `!GetAtt` stands for an object with the function's long name.
 * Numbers stay texts unless they are written as JSON writes them, so that nothing is lost of `012345678901`.
 *
 * @throws SekishoError with the codes of {@link readYamlDocuments}.
 */
export function readTemplateInYaml(bytes: Uint8Array, name: string): TemplateInYaml {
  if (bytes.length > maxTemplateBytes) {
    throw new SekishoError(
      "DOCUMENT_TOO_LARGE",
      `${name} has ${String(bytes.length)} bytes of YAML; templates are read up to ${String(maxTemplateBytes)}. CloudFormation itself takes up to 1 MB.`,
      { details: { name, bytes: bytes.length } },
    );
  }
  const lines = new Map<string, number>();
  const [only, ...others] = readYamlDocuments(bytes, name, {
    tagged,
    plain,
    placed: (at, line) => lines.set(at, line),
  });
  const [second] = others;
  if (second !== undefined) {
    throw new SekishoError(
      "DOCUMENT_INVALID",
      `${name}, line ${String(second.line)}: here a second document begins. Give each template as a file of its own.`,
      { details: { name, line: second.line } },
    );
  }
  return { json: only?.value ?? null, lineOf: (at) => lines.get(at) ?? null };
}

function tagged(tag: string, value: Json): Json {
  if (!tag.startsWith("!")) return value;
  const name = tag.slice(1);
  const long = name === "Ref" || name === "Condition" ? name : `Fn::${name}`;
  // `!GetAtt a.b` is short for two names.
  if (long !== "Fn::GetAtt" || typeof value !== "string" || !value.includes(".")) return { [long]: value };
  return { [long]: [value.slice(0, value.indexOf(".")), value.slice(value.indexOf(".") + 1)] };
}

/** Reads a scalar without quotes; CloudFormation keeps to YAML 1.1, where `yes` is true. */
function plain(text: string): Json {
  if (/^(?:~|null|Null|NULL|)$/u.test(text)) return null;
  if (/^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/u.test(text)) return true;
  if (/^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/u.test(text)) return false;
  const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(text) ? Number(text) : Number.NaN;
  return String(number) === text ? number : text;
}
