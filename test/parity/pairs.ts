/**
 * Reads the pairs of documents of one thing: a plan, and a document of another source that was recorded, published or made up.
 *
 * @module
 */
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { isList, isObject, planDocument, sharedFolder, type JsonObject, type PlanSpec } from "@sekisho-test/support";
import type { Json } from "@sekisho/estate";
import { parse, type Tags } from "yaml";
import type { Source } from "./documents.ts";

/** What a document of the other source rests on; a pair is proven unless it is constructed. */
export const proofs = {
  recorded: "an answer or item that a running account gave",
  documented: "an example that the vendor publishes",
  published: "an example that another tool publishes with its checks",
  emulated: "an answer of moto",
  constructed: "made up",
} as const;

/** A piece of the other document. */
export interface Part {
  /** A file of the corpus; without it the piece stands in `content`. */
  readonly corpus?: string;
  readonly content?: Json;
  /** `OWNER/REPOSITORY@COMMIT PATH` that the file comes from. */
  readonly from?: string;
  /** Of an answer of the API: the call, and its parameters. */
  readonly call?: string;
  readonly parameters?: JsonObject;
  /** The member of the answer whose element the file shows by itself. */
  readonly below?: string;
  /** JSON pointer to the piece in the file. */
  readonly at?: string;
  /** Lists of which only one element is kept, by name. */
  readonly only?: Readonly<Record<string, number>>;
}

/** A change that is made to both sides. */
export interface Change {
  readonly name: string;
  /** Arguments of the resource; null leaves one out. */
  readonly plan: JsonObject;
  /** Values by JSON pointer into the first piece, or `N:` and a pointer into another; null removes. */
  readonly other: JsonObject;
  /** What is not told alike with this change only. */
  readonly untold?: Readonly<Record<string, string>>;
}

/** A difference of the verdicts that has a reason. */
export interface VerdictDifference {
  readonly policy: string;
  /** The change with which it shows, or `as it is`. */
  readonly in: readonly string[];
  readonly plan: string;
  readonly other: string;
  readonly why: string;
}

/** One pair. */
export interface Pair {
  readonly name: string;
  readonly type: string;
  /** The alias by which the plan names the type. */
  readonly as?: string;
  readonly source: Source;
  readonly account?: string;
  readonly region?: string;
  readonly document: { readonly proof: keyof typeof proofs; readonly parts: readonly Part[] };
  /** The arguments of the resource as a plan has them. */
  readonly plan: JsonObject;
  /** What arguments refer to. */
  readonly references?: Readonly<Record<string, readonly string[]>>;
  /** What else the plan has, by address. */
  readonly beside?: NonNullable<PlanSpec["resources"]>;
  /** Attributes that the two do not tell alike, with the reason. */
  readonly untold?: Readonly<Record<string, string>>;
  readonly changes?: readonly Change[];
  readonly differences?: readonly VerdictDifference[];
}

/** Reads every pair. */
export function readPairs(): readonly Pair[] {
  const folder = new URL("pairs/", import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".yaml"))
    .sort()
    .flatMap((name) => parse(readFileSync(new URL(name, folder), "utf8")) as readonly Pair[]);
}

/** The content of a piece; null if it is in the corpus and that is not there. */
export function contentOf(part: Part): Json | null {
  if (part.corpus === undefined) return part.content ?? null;
  const shared = sharedFolder();
  if (shared === null) return null;
  const text = readFileSync(path.join(shared, "corpus", part.corpus), "utf8");
  return part.corpus.endsWith(".json") ? (JSON.parse(text) as Json) : (parse(text, { customTags }) as Json);
}

/** The short form of a template's references. */
const customTags: Tags = [{ tag: "!Ref", resolve: (name: string) => ({ Ref: name }) }];

/** Puts the pieces of the other side together; null if the corpus is not there. */
export function otherDocument(pair: Pair, change: Change | null): Json | null {
  const pieces = pair.document.parts.map((part, index): Json | null => {
    const content = contentOf(part);
    if (content === null) return null;
    const piece: Json = cut(content, part);
    return Object.entries(change?.other ?? {}).reduce((changed, [key, value]) => {
      const [, number = "0", pointer = ""] = /^(?:(\d+):)?(\/.*)$/u.exec(key) ?? [];
      return Number(number) === index ? changedAt(changed, pointer.split("/").slice(1), value) : changed;
    }, piece);
  });
  if (pieces.includes(null)) return null;
  if (pair.source !== "api") return pieces[0] ?? null;
  const captures = pieces.map((response, index) => {
    const { call = "", parameters = {} } = pair.document.parts[index] ?? {};
    const [service = "", operation = ""] = call.split(":");
    return {
      service,
      operation,
      parameters,
      account: pair.account ?? "123456789012",
      region: pair.region ?? "us-west-2",
      partition: "aws",
      capturedAt: "2026-10-31T00:00:00.000Z",
      page: 1,
      last: true,
      error: null,
      response,
    };
  });
  return { schema: "sekisho.snapshot/v1", captures };
}

function cut(content: Json, { at = "", only = {}, below }: Part): Json {
  let piece = content;
  // boto3's recorder keeps the status beside the answer.
  if (isObject(piece) && isObject(piece["data"]) && piece["status_code"] !== undefined) piece = piece["data"];
  for (const step of at.split("/").slice(1)) {
    const inner = isList(piece) ? piece[Number(step)] : isObject(piece) ? piece[step] : undefined;
    if (inner === undefined) throw new Error(`nothing is at ${at}`);
    piece = typeof inner === "string" && /^[[{]|\n/u.test(inner) ? (parse(inner, { customTags }) as Json) : inner;
  }
  if (below !== undefined) piece = { [below]: [piece] };
  for (const [name, index] of Object.entries(only)) {
    const list: Json | undefined = isObject(piece) ? piece[name] : undefined;
    const kept: Json | undefined = isList(list) ? list[index] : undefined;
    if (kept === undefined || !isObject(piece)) throw new Error(`there is no ${name}[${String(index)}]`);
    piece = { ...piece, [name]: [kept] };
  }
  return piece;
}

/** Puts a value at a pointer; text on the way that holds JSON is decoded and written again. */
export function changedAt(json: Json, steps: readonly string[], value: Json): Json {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (typeof json === "string") return JSON.stringify(changedAt(JSON.parse(json) as Json, steps, value));
  if (isList(json)) {
    if (rest.length === 0 && value === null) return json.filter((_, index) => index !== Number(step));
    const changed = [...json];
    changed[Number(step)] = changedAt(json[Number(step)] ?? {}, rest, value);
    return changed;
  }
  const object = isObject(json) ? json : {};
  if (rest.length === 0 && value === null) {
    return Object.fromEntries(Object.entries(object).filter(([name]) => name !== step));
  }
  return { ...object, [step]: changedAt(object[step] ?? {}, rest, value) };
}

/** Writes the plan of a pair. */
export function planOf(pair: Pair, change: Change | null): Json {
  const after = Object.fromEntries(
    Object.entries({ ...pair.plan, ...change?.plan }).filter(([, value]) => value !== null),
  );
  const references = Object.fromEntries(
    Object.entries(pair.references ?? {}).filter(([name]) => !Object.hasOwn(change?.plan ?? {}, name)),
  );
  const spec: PlanSpec = {
    account: pair.account ?? "123456789012",
    region: pair.region ?? "us-west-2",
    resources: { [`${pair.as ?? pair.type}.main`]: { after, references }, ...pair.beside },
  };
  return planDocument(spec);
}
