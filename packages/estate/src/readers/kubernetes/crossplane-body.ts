import type { Json } from "../../model/value.ts";
import { isList, isObject, own, ownObject, ownString, pointer, type JsonObject } from "../json-access.ts";
import { isPlaceholder } from "./placeholder.ts";
import type { TerraformNames } from "./terraform-names.ts";

/** What a managed resource of Crossplane says, in Terraform's names and in the shape in which a plan says it. */
export interface Body {
  readonly values: JsonObject;
  /** Marks of what is not known, shaped like the values: what references pick, and what is filled in later. */
  readonly unknown: JsonObject;
  /** What references and selectors pick, as expressions that refer to the resources. */
  readonly expressions: JsonObject;
  /** Where each place stands in the object, by its pointer in Terraform's names. */
  readonly places: ReadonlyMap<string, string>;
}

/** Finds the resources that a reference or a selector of an argument picks, by their addresses; empty if it is not settled. */
export type Pick = (argument: string, reference: JsonObject, isSelector: boolean) => readonly string[];

/** Reads `spec.forProvider` and, where it says nothing, `spec.initProvider`. */
export function bodyOf(spec: Json | undefined, names: TerraformNames, pick: Pick): Body {
  const moved = new Map<string, string>();
  const merged = withInitial(ownObject(spec, "forProvider") ?? {}, ownObject(spec, "initProvider") ?? {}, "", moved);
  const writer = new Writer(names, pick, moved);
  const { values, unknown, expressions } = writer.object(merged, "", "");
  return { values, unknown, expressions, places: writer.places };
}

/** Lists are taken as a whole from one of the two. */
function withInitial(given: JsonObject, initial: JsonObject, at: string, moved: Map<string, string>): JsonObject {
  const merged: Record<string, Json> = Object.assign(record(), given);
  for (const [key, value] of Object.entries(initial)) {
    const place = pointer(at, key);
    const mine = own(given, key);
    if (isObject(mine) && isObject(value) && !isReferenceName(key))
      merged[key] = withInitial(mine, value, place, moved);
    else if (mine === undefined && !isSaid(given, key)) {
      merged[key] = value;
      moved.set(place, `/spec/initProvider${place}`);
    }
  }
  return merged;
}

/** An object in which `__proto__` is a name like others. */
function record(): Record<string, Json> {
  return Object.create(null) as Record<string, Json>;
}

/** Whether an argument is said in any of its ways: by value, by reference or by selector. */
function isSaid(given: JsonObject, key: string): boolean {
  const base = key.replace(reference, "");
  return ["", "s", "Ref", "Refs", "Selector"].some((ending) => Object.hasOwn(given, `${base}${ending}`));
}

const reference = /(?:Refs?|Selector)$/u;
const secret = /Secret(?:Key)?Refs?$/u;

function isReferenceName(key: string): boolean {
  return reference.test(key) && key.replace(reference, "") !== "";
}

/** A part of a body. */
interface Part {
  readonly values: JsonObject;
  readonly unknown: JsonObject;
  readonly expressions: JsonObject;
}

/** One value with its mark and its expression; undefined where it has none. */
interface Value {
  readonly value: Json;
  readonly unknown: Json | undefined;
  readonly expression: Json | undefined;
}

/** An expression that refers to nothing that is known: what it gives is not what is left out. */
export const openExpression: Json = { references: [] };

const filledInLater: Value = { value: null, unknown: true, expression: openExpression };

class Writer {
  readonly places = new Map<string, string>();
  readonly #names: TerraformNames;
  readonly #pick: Pick;
  readonly #moved: ReadonlyMap<string, string>;

  constructor(names: TerraformNames, pick: Pick, moved: ReadonlyMap<string, string>) {
    this.#names = names;
    this.#pick = pick;
    this.#moved = moved;
  }

  /** `path` leads to the object by the names it has there, `at` by Terraform's. */
  object(json: JsonObject, path: string, at: string): Part {
    const [values, unknown, expressions] = [record(), record(), record()];
    for (const [key, value] of Object.entries(json)) {
      // A secret is never read, not even where it is kept.
      if (secret.test(key)) continue;
      // Arguments of their own can end alike: the eventSelector of a trail selects events.
      if (isReferenceName(key) && !this.#names.declares(key) && (isObject(value) || isList(value))) {
        const field = this.#fieldOf(json, key);
        const name = this.#names.of(field);
        expressions[name] = { references: this.#picked(name, key, value) };
        if (own(json, field) === undefined) {
          unknown[name] = true;
          this.#note(pointer(path, key), pointer(at, name));
        }
        continue;
      }
      const name = this.#names.of(key);
      const one = this.#value(value, pointer(path, key), pointer(at, name));
      this.#note(pointer(path, key), pointer(at, name));
      values[name] = one.value;
      if (one.unknown !== undefined) unknown[name] = one.unknown;
      if (one.expression !== undefined && !Object.hasOwn(expressions, name)) expressions[name] = one.expression;
    }
    return { values, unknown, expressions };
  }

  #value(json: Json, path: string, at: string): Value {
    if (typeof json === "string" && isPlaceholder(json)) return filledInLater;
    if (isObject(json)) {
      const { values, unknown, expressions } = this.object(json, path, at);
      return { value: values, unknown, expression: expressions };
    }
    if (!isList(json)) return { value: json, unknown: undefined, expression: undefined };
    const elements = json.map((element, index) => {
      this.#note(pointer(path, index), pointer(at, index));
      return this.#value(element, pointer(path, index), pointer(at, index));
    });
    const areObjects = json.length > 0 && json.every(isObject);
    return {
      value: elements.map(({ value }) => value),
      unknown: elements.map(({ unknown }) => unknown ?? false),
      expression: areObjects ? elements.map(({ expression }) => expression ?? {}) : undefined,
    };
  }

  #note(path: string, at: string): void {
    this.places.set(at, this.#placeOf(path));
  }

  #placeOf(path: string): string {
    for (let end = path.length; end > 0; end = path.lastIndexOf("/", end - 1)) {
      const moved = this.#moved.get(path.slice(0, end));
      if (moved !== undefined) return `${moved}${path.slice(end)}`;
    }
    return `/spec/forProvider${path}`;
  }

  /** The argument that a reference stands for: `vpcIdRef` for `vpcId`, `subnetIdRefs` and `subnetIdSelector` for `subnetIds`. */
  #fieldOf(json: JsonObject, key: string): string {
    const base = key.replace(reference, "");
    const plurals = [`${base}s`, base.replace(/y$/u, "ies"), `${base}es`];
    const candidates = key.endsWith("Refs") ? [...plurals, base] : key.endsWith("Ref") ? [base] : [base, ...plurals];
    const [first = base] = candidates;
    return (
      candidates.find((candidate) => this.#names.declares(candidate)) ??
      candidates.find((candidate) => own(json, candidate) !== undefined) ??
      first
    );
  }

  #picked(name: string, key: string, value: JsonObject | readonly Json[]): readonly string[] {
    const parts = isList(value) ? value.filter(isObject) : [value];
    const isSelector = key.endsWith("Selector");
    const found = parts.map((part) => this.#pick(name, part, isSelector));
    // One reference that is not settled makes the whole not settled.
    return found.some((addresses) => addresses.length === 0) ? [] : [...new Set(found.flat())];
  }
}

/** The name that a reference gives, if it gives one by itself. */
export function referredName(reference: JsonObject): string | undefined {
  return ownString(reference, "name");
}
