import { profileKeys } from "@sekisho/estate";
import type { AstModule } from "@sekisho/opa";
import type { Bilingual, PolicyInfo, Severity } from "@sekisho/policy";
import { Ajv, type ErrorObject, type ValidateFunction } from "ajv";
import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node } from "yaml";

import { compare, problem, type Checked, type PolicyProblem } from "../problem.ts";
import { metadataSchema, plainMetadataSchema } from "./metadata-schema.ts";

/** What a policy's METADATA says; the order of keys is the source's, but reasons are sorted. */
export type PolicyMetadata = Omit<PolicyInfo, "id" | "selection">;

/** What the METADATA schema lets through. */
interface RawMetadata {
  readonly title: string;
  readonly description: string;
  readonly schemas: readonly { readonly input: string }[];
  readonly custom: {
    readonly severity: Severity;
    readonly evidence?: "inherited";
    readonly profile?: readonly string[];
    readonly ja: { readonly title: string; readonly description: string };
    readonly reasons: Readonly<Record<string, Bilingual>>;
    readonly remediation: Bilingual;
    readonly references: readonly string[];
  };
}

/** One METADATA comment: its YAML, and where that begins. */
interface Block {
  readonly text: string;
  /** Row of the first line of YAML. */
  readonly row: number;
  /** Column of the first character of YAML. */
  readonly column: number;
}

/** A METADATA block as YAML reads it. */
interface ParsedBlock {
  readonly block: Block;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

const ajv = new Ajv({ allErrors: true });
const isPolicyMetadata: ValidateFunction<RawMetadata> = ajv.compile<RawMetadata>(metadataSchema);
const isPlainMetadata = ajv.compile(plainMetadataSchema);

/**
 * Reads the METADATA of a policy from its comments, because OPA drops the keys that it does not know.
 *
 * @param id - Dotted id; the schema named must be the one of this id.
 */
export function readPolicyMetadata(module: AstModule, file: string, id: string): Checked<PolicyMetadata> {
  const [first, ...others] = blocksOf(module);
  const packageRow = module.package.location.row;
  if (first === undefined || first.row > packageRow) {
    const message = "A policy begins with a METADATA comment above its package.";
    return { ok: false, problems: [problem("METADATA_MISSING", message, file, module.package.location)] };
  }
  const problems: PolicyProblem[] = others.flatMap((block) => checkPlain(block, file));
  const parsed = parseBlock(first);
  const value = validated(parsed, file, isPolicyMetadata, problems);
  if (value === null) return { ok: false, problems };

  const at = (path: readonly (string | number)[]): { row: number; col: number } => position(parsed, path);
  const wanted = `schema.sekisho.${id}`;
  if (value.schemas[0]?.input !== wanted) {
    problems.push(
      problem("METADATA_SCHEMA", `The schema of the input is ${wanted}.`, file, at(["schemas", 0, "input"])),
    );
  }
  const keys = Object.keys(profileKeys);
  (value.custom.profile ?? []).forEach((key, index) => {
    if (keys.includes(key)) return;
    const message = `"${key}" is no key of the profile; there are ${keys.join(", ")}.`;
    problems.push(problem("METADATA_PROFILE", message, file, at(["custom", "profile", index])));
  });
  for (const [reason, { en, ja }] of Object.entries(value.custom.reasons)) {
    if (templateArguments(en).join() !== templateArguments(ja).join()) {
      const message = `The templates of ${reason} do not have the same arguments in en and ja.`;
      problems.push(problem("REASON_TEMPLATE", message, file, at(["custom", "reasons", reason])));
    }
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: toMetadata(value) };
}

/** Checks the METADATA of a file of the library: OPA ignores a misspelt key, so it is refused here. */
export function checkLibraryMetadata(module: AstModule, file: string): readonly PolicyProblem[] {
  return blocksOf(module).flatMap((block) => checkPlain(block, file));
}

/** Names the arguments of a message template, sorted, each once; `{days:day|days}` is of the argument `days`. */
export function templateArguments(template: string): readonly string[] {
  const names = [...template.matchAll(/\{([^{}]*?)(?::[^{}|]*\|[^{}|]*)?\}/gu)].map((match) => match[1] ?? "");
  return [...new Set(names)].sort();
}

/** Finds the place of a reason code in the METADATA of a policy. */
export function reasonLocation(module: AstModule, reason: string): { readonly row: number; readonly col: number } {
  const [first] = blocksOf(module);
  return first === undefined
    ? module.package.location
    : position(parseBlock(first), ["custom", "reasons", reason], true);
}

function toMetadata({ title, description, custom }: RawMetadata): PolicyMetadata {
  const reasons = Object.entries(custom.reasons).sort(([a], [b]) => compare(a, b));
  return {
    title: bilingual({ ja: custom.ja.title, en: title }),
    description: bilingual({ ja: custom.ja.description, en: description }),
    severity: custom.severity,
    evidence: custom.evidence ?? null,
    profile: [...(custom.profile ?? [])].sort(),
    reasons: Object.fromEntries(reasons.map(([reason, template]) => [reason, bilingual(template)])),
    remediation: bilingual(custom.remediation),
    references: custom.references,
  };
}

/** Texts are one line: where a comment breaks a line, English has a space and Japanese nothing. */
function bilingual({ ja, en }: Bilingual): Bilingual {
  return { ja: ja.trim().replace(/\s*\n\s*/gu, ""), en: en.trim().replace(/\s*\n\s*/gu, " ") };
}

/** A METADATA comment is the line `# METADATA` and the comment lines right below it, as in OPA. */
function blocksOf(module: AstModule): readonly Block[] {
  const comments = new Map(module.comments.map((comment) => [comment.location.row, comment]));
  return module.comments
    .filter(({ text }) => text.trim() === "METADATA")
    .map(({ location }) => {
      const lines: string[] = [];
      for (let row = location.row + 1; ; row += 1) {
        const line = comments.get(row);
        if (line?.location.col !== location.col) break;
        lines.push(line.text.replace(/^ /u, ""));
      }
      return { text: lines.join("\n"), row: location.row + 1, column: location.col + "# ".length };
    });
}

function parseBlock(block: Block): ParsedBlock {
  const lines = new LineCounter();
  return { block, document: parseDocument(block.text, { lineCounter: lines, schema: "core" }), lines };
}

function checkPlain(block: Block, file: string): readonly PolicyProblem[] {
  const problems: PolicyProblem[] = [];
  validated(parseBlock(block), file, isPlainMetadata, problems);
  return problems;
}

function validated<Value>(
  parsed: ParsedBlock,
  file: string,
  isValid: ValidateFunction<Value>,
  problems: PolicyProblem[],
): Value | null {
  for (const error of parsed.document.errors) {
    const [message = error.message] = error.message.split("\n");
    problems.push(problem("METADATA_INVALID", `METADATA is no YAML: ${message}`, file, placeOf(parsed, error.pos[0])));
  }
  if (parsed.document.errors.length > 0) return null;
  const value: unknown = parsed.document.toJS();
  if (isValid(value)) return value;
  // ajv says twice that a key has the wrong form, the second time without the form.
  for (const error of (isValid.errors ?? []).filter(({ keyword }) => keyword !== "propertyNames")) {
    const path = pathOf(error);
    problems.push(problem("METADATA_INVALID", messageOf(error), file, position(parsed, path, isKeyError(error))));
  }
  return null;
}

function isKeyError(error: ErrorObject): boolean {
  return error.keyword === "additionalProperties" || error.propertyName !== undefined;
}

function pathOf(error: ErrorObject): readonly string[] {
  const path = error.instancePath.split("/").slice(1).map(unescapePointer);
  const params = error.params as Readonly<Record<string, unknown>>;
  const key = params["additionalProperty"] ?? error.propertyName;
  return typeof key === "string" ? [...path, key] : path;
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function messageOf(error: ErrorObject): string {
  const place = error.instancePath === "" ? "METADATA" : `METADATA ${error.instancePath.slice(1).replaceAll("/", ".")}`;
  const params = error.params as Readonly<Record<string, unknown>>;
  if (error.keyword === "additionalProperties") return `${place} has no key "${String(params["additionalProperty"])}".`;
  if (error.propertyName !== undefined)
    return `${place} has the key "${error.propertyName}", which ${error.message ?? "is not valid"}.`;
  const allowed = params["allowedValues"];
  const values = Array.isArray(allowed) ? `: ${allowed.map(String).join(", ")}` : "";
  return `${place} ${error.message ?? "is not valid"}${values}.`;
}

/** Where a value (or its key) stands in the Rego file; the nearest value around it if it is missing. */
function position(
  parsed: ParsedBlock,
  path: readonly (string | number)[],
  ofKey = false,
): { readonly row: number; readonly col: number } {
  let node: unknown = parsed.document.contents;
  let offset = offsetOf(node);
  for (const [index, part] of path.entries()) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (pair === undefined) break;
      const isLast = index === path.length - 1;
      offset = offsetOf(isLast && ofKey ? pair.key : (pair.value ?? pair.key));
      node = pair.value;
    } else {
      node = (node as { readonly items?: readonly unknown[] } | null)?.items?.[Number(part)];
      if (node === undefined) break;
      offset = offsetOf(node);
    }
  }
  return placeOf(parsed, offset);
}

function offsetOf(node: unknown): number {
  return (node as Node | null)?.range?.[0] ?? 0;
}

function placeOf({ block, lines }: ParsedBlock, offset: number): { readonly row: number; readonly col: number } {
  const { line, col } = lines.linePos(offset);
  return { row: block.row + Math.max(line, 1) - 1, col: block.column + Math.max(col, 1) - 1 };
}
