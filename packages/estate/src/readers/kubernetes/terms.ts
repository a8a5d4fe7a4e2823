import type { LinkReferences } from "../../model/estate.ts";
import type { Json, UnknownCode } from "../../model/value.ts";
import { isList, isObject, own, ownString, pointer, type JsonObject } from "../json-access.ts";
import { isPlaceholder } from "./placeholder.ts";

/** A value that an object says, with its place there. */
export interface SaidTerm {
  readonly term: "said";
  readonly value: Json;
  readonly place: string;
  /** The object that the value names, where the documents hold it. */
  readonly address: string | null;
}

/** A value that is not settled, and the object of the documents that it is taken from, if there is one. */
export interface OpenTerm {
  readonly term: "open";
  readonly code: UnknownCode;
  readonly address: string | null;
  readonly place: string;
}

/** What an argument is made of: a value, blocks or elements, or arguments of its own. Undefined is left out. */
export type Term = SaidTerm | OpenTerm | readonly Term[] | TermMap;

/** Arguments by name. */
export interface TermMap {
  readonly [argument: string]: Term | undefined;
}

/** Says a value that follows from what an object is, or from what is left out there. */
export function said(value: Json, place: string, address: string | null = null): SaidTerm {
  return { term: "said", value, place, address };
}

/** Says that a value is not settled. */
export function open(code: UnknownCode, place: string, address: string | null = null): OpenTerm {
  return { term: "open", code, address, place };
}

function isLeaf(term: Term): term is SaidTerm | OpenTerm {
  return "term" in term && typeof term.term === "string";
}

/** Tells whether a term is a value that is said. */
export function isSaid(term: Term): term is SaidTerm {
  return isLeaf(term) && term.term === "said";
}

/** Finds the address of the object that a reference names; null if the documents do not hold it or several of that name. */
export type Resolve = (reference: string, name: string, namespace: string | null) => string | null;

/** A place of an object, from which its members are read; their names are compared without case. */
export class Cursor {
  readonly json: Json | undefined;
  readonly place: string;
  readonly #resolve: Resolve;

  constructor(json: Json | undefined, place: string, resolve: Resolve) {
    this.json = json ?? undefined;
    this.place = place;
    this.#resolve = resolve;
  }

  /** Goes to a member; one that is not there leads to further ones that are not. */
  at(...names: readonly string[]): Cursor {
    const [name, ...rest] = names;
    if (name === undefined) return this;
    const key = isObject(this.json) ? keyOf(this.json, name) : undefined;
    const member = key === undefined ? undefined : own(this.json, key);
    return new Cursor(member, pointer(this.place, key ?? name), this.#resolve).at(...rest);
  }

  /** Whether something stands here; null counts as nothing. */
  get isThere(): boolean {
    return this.json !== undefined && this.json !== null;
  }

  /** The elements of the list that stands here; none if it is no list. */
  get elements(): readonly Cursor[] {
    return isList(this.json)
      ? this.json.map((element, index) => new Cursor(element, pointer(this.place, index), this.#resolve))
      : [];
  }

  /** The members of the object that stands here, by name. */
  get members(): readonly (readonly [string, Cursor])[] {
    return isObject(this.json)
      ? Object.entries(this.json).map(([key, value]) => [
          key,
          new Cursor(value, pointer(this.place, key), this.#resolve),
        ])
      : [];
  }

  /** What stands here as a value; undefined where nothing does. */
  get term(): Term | undefined {
    if (this.json === undefined || this.json === null) return undefined;
    return typeof this.json === "string" && isPlaceholder(this.json)
      ? open("U2", this.place)
      : said(this.json, this.place);
  }

  /** The value of a member, or what the reference names that may stand in its place: `vpcID` and `vpcRef`. */
  named(name: string, reference: string): Term | undefined {
    return this.at(name).term ?? this.at(reference).#referred(reference);
  }

  /** The elements of a list, and what the references name that may stand in its place: `subnetIDs` and `subnetRefs`. */
  listed(name: string, references: string): readonly Term[] | undefined {
    const values = this.at(name);
    const referred = this.at(references);
    if (!values.isThere && !referred.isThere) return undefined;
    return [
      ...values.elements.flatMap(({ term }) => (term === undefined ? [] : [term])),
      ...referred.elements.map((one) => one.#referred(references) ?? open("U1", one.place)),
    ];
  }

  /** The scalars of the list that stands here; undefined where nothing does. */
  get scalars(): Term | undefined {
    if (!this.isThere) return undefined;
    if (!isList(this.json)) return open("U2", this.place);
    return this.elements.map((element) => element.term ?? open("U2", element.place));
  }

  /** One or no block, made of what stands here. */
  block(read: (here: Cursor) => TermMap): readonly TermMap[] | undefined {
    return this.isThere ? [read(this)] : undefined;
  }

  /** One block for each element of the list that stands here; a list that is not settled is unknown as a whole. */
  blocks(read: (element: Cursor) => TermMap): Term | undefined {
    if (!this.isThere) return undefined;
    return isList(this.json) ? this.elements.map(read) : open("U2", this.place);
  }

  #referred(reference: string): OpenTerm | undefined {
    if (!this.isThere) return undefined;
    const from = own(this.json, "from");
    const name = ownString(from, "name");
    const address = name === undefined ? null : this.#resolve(reference, name, ownString(from, "namespace") ?? null);
    return open(address === null ? "U2" : "U1", this.place, address);
  }
}

function keyOf(json: JsonObject, name: string): string | undefined {
  if (Object.hasOwn(json, name)) return name;
  const folded = name.toLowerCase();
  return Object.keys(json).find((key) => key.toLowerCase() === folded);
}

/** Arguments in the shape in which a plan says them. */
export interface TermBody {
  readonly values: JsonObject;
  readonly unknown: JsonObject;
  /** Where each place stands in the object. */
  readonly places: ReadonlyMap<string, string>;
}

/** Writes arguments down as values and marks of what is unknown. */
export function bodyOfTerms(terms: TermMap): TermBody {
  const places = new Map<string, string>();
  const write = (term: Term, at: string): { readonly value: Json; readonly unknown: Json } => {
    if (isLeaf(term)) {
      places.set(at, term.place);
      return term.term === "said" ? { value: term.value, unknown: false } : { value: null, unknown: true };
    }
    if (isTermList(term)) {
      const parts = term.map((one, index) => write(one, pointer(at, index)));
      return { value: parts.map(({ value }) => value), unknown: parts.map(({ unknown }) => unknown) };
    }
    const values: Record<string, Json> = {};
    const unknown: Record<string, Json> = {};
    for (const [name, one] of Object.entries(term)) {
      if (one === undefined) continue;
      const part = write(one, pointer(at, name));
      values[name] = part.value;
      unknown[name] = part.unknown;
    }
    return { value: values, unknown };
  };
  const { value, unknown } = write(terms, "");
  return { values: isObject(value) ? value : {}, unknown: isObject(unknown) ? unknown : {}, places };
}

function isTermList(term: Term): term is readonly Term[] {
  return Array.isArray(term);
}

/** Says what the arguments at a path name. */
export function linkOfTerms(terms: TermMap, path: string): LinkReferences {
  const references = leavesAt(terms, path.split(".")).map((leaf): LinkReferences["references"][number] | null => {
    if (leaf.address !== null) return { by: "address", address: leaf.address };
    if (leaf.term === "said") {
      return typeof leaf.value === "string" && leaf.value !== "" ? { by: "value", value: leaf.value } : null;
    }
    return { by: "unknown", code: leaf.code };
  });
  return { state: "complete", code: null, references: references.filter((reference) => reference !== null) };
}

function leavesAt(term: Term | undefined, path: readonly string[]): readonly (SaidTerm | OpenTerm)[] {
  if (term === undefined) return [];
  if (isLeaf(term)) return path.length === 0 || term.term === "open" ? [term] : [];
  if (isTermList(term)) return term.flatMap((one) => leavesAt(one, path));
  const [name, ...rest] = path;
  return name === undefined || !Object.hasOwn(term, name) ? [] : leavesAt(term[name], rest);
}
