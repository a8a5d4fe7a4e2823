import { SekishoError } from "../errors.ts";
import type { Json } from "../model/value.ts";
import { maxDepth } from "./json.ts";
import { isList, isObject, pointer } from "./json-access.ts";
import { composeYaml, isAlias, isMap, isScalar, isSeq, LineCounter, type Alias, type Node } from "./yaml-document.ts";

/** Larger YAML files are refused: CloudFormation takes templates of up to 1 MB. */
export const maxYamlBytes = 8 * 1024 * 1024;

/** More values than these are refused: a few lines of aliases can stand for any number. */
const maxYamlValues = 1_000_000;

/** A YAML document as JSON. */
export interface YamlContent {
  readonly json: Json;
  /** The line on which the value at a JSON pointer is written, counted from 1; null where nothing is known of it. */
  readonly lineOf: (at: string) => number | null;
}

/**
 * Reads a YAML document as CloudFormation does: a tag like `!GetAtt` stands for an object with the function's long name.
 * Numbers stay texts unless they are written as JSON writes them, so that nothing is lost of `012345678901`. Aliases and
 * merged keys are resolved.
 *
 * @throws SekishoError `DOCUMENT_TOO_LARGE`, `DOCUMENT_TOO_DEEP` or `DOCUMENT_INVALID` with line and column; the message
 * never quotes the document.
 */
export function readYaml(text: string, name: string): YamlContent {
  if (text.length > maxYamlBytes) throw tooLarge(name, `it has more than ${String(maxYamlBytes)} characters`);
  const lines = new LineCounter();
  const place = (offset: number): { readonly line: number; readonly column: number } => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const fail = (code: "DOCUMENT_INVALID" | "DOCUMENT_TOO_DEEP", offset: number, what: string): SekishoError => {
    const { line, column } = place(offset);
    return new SekishoError(
      code,
      `${name}, line ${String(line)}, column ${String(column)}: the YAML is not read, ${what}. Correct it.`,
      { details: { name, line, column } },
    );
  };
  const tooDeep = (offset: number): SekishoError =>
    fail("DOCUMENT_TOO_DEEP", offset, `the nesting goes beyond ${String(maxDepth)} levels`);

  const [document, ...others] = composeYaml(text, name, lines, { schema: "failsafe", customTags: [] });
  if (document === undefined) throw fail("DOCUMENT_INVALID", 0, "it holds no document");
  const [broken] = document.errors;
  if (broken !== undefined) throw fail("DOCUMENT_INVALID", broken.pos[0], "here it is no valid YAML");
  const [second] = others;
  if (second !== undefined) throw fail("DOCUMENT_INVALID", second.range?.[0] ?? 0, "it holds several documents");

  const anchors = new Map<string, Node>();
  const offsets = new Map<string, number>();
  let values = 0;

  function convert(node: Node | null, at: string, depth: number, isAliased: boolean): Json {
    values += 1;
    if (values > maxYamlValues) throw tooLarge(name, `it holds more than ${String(maxYamlValues)} values`);
    if (node === null) return null;
    const offset = node.range?.[0] ?? 0;
    if (depth > maxDepth) throw tooDeep(offset);
    if (isAlias(node)) return convert(targetOf(node, offset), at, depth + 1, true);
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (!isAliased) offsets.set(at, offset);
    const { tag } = node;
    const long = tag?.startsWith("!") === true && !tag.startsWith("!!") ? longName(tag.slice(1)) : null;
    if (long === null) return plain(node, at, depth, isAliased);
    const inner = plain(node, pointer(at, long), depth + 1, isAliased);
    // `!GetAtt a.b` is short for two names.
    const isAttribute = long === "Fn::GetAtt" && typeof inner === "string" && inner.includes(".");
    return { [long]: isAttribute ? [inner.slice(0, inner.indexOf(".")), inner.slice(inner.indexOf(".") + 1)] : inner };
  }

  function targetOf({ source }: Alias, offset: number): Node {
    const target = anchors.get(source);
    if (target === undefined) throw fail("DOCUMENT_INVALID", offset, "an alias names nothing that stands before it");
    return target;
  }

  function plain(node: Node, at: string, depth: number, isAliased: boolean): Json {
    if (isScalar(node)) {
      const isQuoted = node.type === undefined || node.type !== "PLAIN";
      const source = typeof node.value === "string" ? node.value : (node.source ?? "");
      return isQuoted ? source : plainScalar(source, node.tag);
    }
    if (isSeq(node)) {
      return node.items.map((item, index) => convert(item as Node | null, pointer(at, index), depth + 1, isAliased));
    }
    if (!isMap(node)) return null;
    const members = new Map<string, Json>();
    const merged: Json[] = [];
    for (const { key, value } of node.items) {
      const offset = (key as Node | null)?.range?.[0] ?? node.range?.[0] ?? 0;
      const written: Json = convert(key as Node | null, at, depth + 1, true);
      if (isObject(written) || isList(written)) {
        throw fail("DOCUMENT_INVALID", offset, "a key is no text");
      }
      const keyText = isScalar(key) && typeof key.source === "string" ? key.source : String(written ?? "");
      const isMerge = keyText === "<<" && isScalar(key) && key.type === "PLAIN";
      const member = convert(value as Node | null, pointer(at, keyText), depth + 1, isAliased);
      if (isMerge) {
        merged.push(...(isList(member) ? member : [member]));
        continue;
      }
      if (members.has(keyText)) throw fail("DOCUMENT_INVALID", offset, "a key is given twice");
      if (!isAliased) offsets.set(pointer(at, keyText), offset);
      members.set(keyText, member);
    }
    // Of merged maps the first holds, and the map's own keys go before all of them.
    const all = new Map<string, Json>();
    for (const other of merged.reverse()) {
      if (!isObject(other)) throw fail("DOCUMENT_INVALID", node.range?.[0] ?? 0, "something else than a map is merged");
      for (const [key, value] of Object.entries(other)) all.set(key, value);
    }
    for (const [key, value] of members) all.set(key, value);
    return Object.fromEntries(all);
  }

  const json = convert(document.contents, "", 0, false);
  return {
    json,
    lineOf(at) {
      const offset = offsets.get(at);
      return offset === undefined ? null : place(offset).line;
    },
  };
}

function longName(tag: string): string {
  return tag === "Ref" || tag === "Condition" ? tag : `Fn::${tag}`;
}

/** Reads a scalar without quotes; CloudFormation keeps to YAML 1.1, where `yes` is true. */
function plainScalar(source: string, tag: string | undefined): Json {
  if (tag === "tag:yaml.org,2002:str") return source;
  if (/^(?:~|null|Null|NULL|)$/u.test(source)) return null;
  if (/^(?:true|True|TRUE|yes|Yes|YES|on|On|ON)$/u.test(source)) return true;
  if (/^(?:false|False|FALSE|no|No|NO|off|Off|OFF)$/u.test(source)) return false;
  const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/u.test(source) ? Number(source) : Number.NaN;
  return String(number) === source ? number : source;
}

function tooLarge(name: string, what: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_TOO_LARGE",
    `${name} is YAML that is not read: ${what}. Check what made the document; CloudFormation takes templates of up to 1 MB.`,
    { details: { name } },
  );
}
