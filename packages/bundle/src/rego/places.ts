import {
  unknownCodes,
  type Json,
  type JsonSchema,
  type Selection,
  type SelectionField,
  type SelectionTree,
} from "@sekisho/estate";
import type { AstModule, AstTerm } from "@sekisho/opa";

import {
  bindingsOf,
  isComprehension,
  operatorName,
  scopeModule,
  walkModule,
  type Binding,
  type Scope,
  type ScopedModule,
} from "./walk.ts";

/** Where a place stands in the selection. */
type Origin =
  | { readonly kind: "roots"; readonly roots: Selection["roots"] }
  | { readonly kind: "tree"; readonly tree: SelectionTree; readonly resource: string | null }
  | { readonly kind: "field"; readonly field: SelectionField }
  | { readonly kind: "items"; readonly field: SelectionField }
  | { readonly kind: "wrapped"; readonly targets: Readonly<Record<string, SelectionTree>> }
  | { readonly kind: "other" };

/** One place of a policy's input: what can stand there, and the selection that puts it there. */
export interface Place {
  readonly schema: JsonSchema;
  readonly origin: Origin;
  /** Whether it is the `items` of a collection. */
  readonly isItems: boolean;
  /** Which word of the shape of unknowns and collections it is. */
  readonly shapeWord: "unknown" | "state" | "code" | null;
  /** Whether it is a part of the input, or what the policy itself puts together. */
  readonly isInput: boolean;
  /** The object that the policy puts together. */
  readonly literal?: { readonly term: ObjectTerm; readonly scope: Scope };
}

type ObjectTerm = Extract<AstTerm, { readonly type: "object" }>;

/** The places that a term can be; not complete if it can be something else too. */
export interface Places {
  readonly places: readonly Place[];
  readonly isComplete: boolean;
}

/** Resolves the terms of one policy to places of its input. */
export interface Resolver {
  readonly root: Place;
  /** Replaces the head of a reference by what its import stands for. */
  readonly expand: (ref: readonly AstTerm[], scope: Scope) => readonly AstTerm[];
  readonly resolve: (term: AstTerm, scope: Scope) => Places;
  /** What the members of a collection can be. */
  readonly members: (term: AstTerm, scope: Scope) => Places;
}

const ownPlace = { origin: { kind: "other" }, isItems: false, shapeWord: null, isInput: false } as const;
const nothing: Places = { places: [], isComplete: false };
const maxDepth = 40;

/** Gives the place of a whole input. */
export function rootPlace(schema: JsonSchema, selection: Selection): Place {
  return { schema, origin: { kind: "roots", roots: selection.roots }, isItems: false, shapeWord: null, isInput: true };
}

/**
 * Goes one step down.
 *
 * @param key - A name, an index, or null for any member.
 * @returns The place, "none" if nothing can stand there, or null if anything can.
 */
export function step(place: Place, key: string | number | null): Place | "none" | null {
  const { schema, isInput } = place;
  const below = { ...ownPlace, isInput };
  if (schema["type"] === "array") {
    if (typeof key === "string") return "none";
    const items = asSchema(schema["items"]);
    return items === null ? null : { ...below, schema: items, origin: itemOrigin(place.origin) };
  }
  if (schema["type"] === "object") {
    if (typeof key !== "string") return null;
    const properties = asSchema(schema["properties"]) ?? {};
    const child = Object.hasOwn(properties, key) ? asSchema(properties[key]) : null;
    if (child === null) return schema["additionalProperties"] === false ? "none" : null;
    const isCollection = isCollectionSchema(schema);
    return {
      ...below,
      schema: child,
      origin: childOrigin(place.origin, key),
      isItems: isCollection && key === "items",
      shapeWord: isCollection && (key === "state" || key === "code") ? key : null,
    };
  }
  const alternatives = schema["anyOf"];
  if (Array.isArray(alternatives)) {
    const hasUnknown = (alternatives as readonly Json[]).some(
      (each) => asSchema(asSchema(each)?.["properties"])?.["unknown"] !== undefined,
    );
    if (key === "unknown" && hasUnknown) {
      return { ...below, schema: { type: "string" }, shapeWord: "unknown" };
    }
    return "none";
  }
  return typeof schema["type"] === "string" ? "none" : null;
}

function isCollectionSchema(schema: JsonSchema): boolean {
  const properties = asSchema(schema["properties"]) ?? {};
  return Object.keys(properties).sort().join(" ") === "code items state";
}

function asSchema(value: Json | undefined): JsonSchema | null {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonSchema) : null;
}

function childOrigin(origin: Origin, key: string): Origin {
  switch (origin.kind) {
    case "roots": {
      const tree = Object.hasOwn(origin.roots, key) ? origin.roots[key] : undefined;
      return tree === undefined ? { kind: "other" } : { kind: "tree", tree, resource: key };
    }
    case "tree": {
      const field = origin.tree.find((each) => each.key === key);
      return field === undefined ? { kind: "other" } : { kind: "field", field };
    }
    case "field":
      return key === "items" ? { kind: "items", field: origin.field } : { kind: "other" };
    case "wrapped": {
      const tree = Object.hasOwn(origin.targets, key) ? origin.targets[key] : undefined;
      return tree === undefined ? { kind: "other" } : { kind: "tree", tree, resource: key };
    }
    case "items":
    case "other":
      return { kind: "other" };
  }
}

function itemOrigin(origin: Origin): Origin {
  if (origin.kind !== "items") return { kind: "other" };
  const { field } = origin;
  switch (field.kind) {
    case "scalar":
    case "scalars":
      return { kind: "other" };
    case "objects":
      return { kind: "tree", tree: field.items, resource: null };
    case "reverse":
      return { kind: "tree", tree: field.items, resource: field.type };
    case "forward": {
      if (field.wrapped) return { kind: "wrapped", targets: field.targets };
      const [only] = Object.entries(field.targets);
      return only === undefined ? { kind: "other" } : { kind: "tree", tree: only[1], resource: only[0] };
    }
  }
}

/** Tells whether a tree holds at least what another one selects. */
export function holdsTree(tree: SelectionTree, needed: SelectionTree): boolean {
  return needed.every((field) => {
    const found = tree.find((each) => each.key === field.key);
    return found !== undefined && holdsField(found, field);
  });
}

function holdsField(found: SelectionField, needed: SelectionField): boolean {
  if (found.kind === "forward" && needed.kind === "forward") {
    return (
      found.attribute === needed.attribute &&
      found.wrapped === needed.wrapped &&
      Object.entries(needed.targets).every(([type, tree]) => holdsTree(found.targets[type] ?? [], tree))
    );
  }
  if (found.kind === "reverse" && needed.kind === "reverse") {
    return found.type === needed.type && found.attribute === needed.attribute && holdsTree(found.items, needed.items);
  }
  if (found.kind === "objects" && needed.kind === "objects") {
    return found.name === needed.name && holdsTree(found.items, needed.items);
  }
  if ((found.kind === "scalar" || found.kind === "scalars") && found.kind === needed.kind) {
    return found.name === needed.name;
  }
  return false;
}

/** What is known about the tree around a policy. */
export interface Surrounding {
  /** Ids of all policies, whose verdicts have one form. */
  readonly policies: ReadonlySet<string>;
  /** Functions of the library that give one of the three words, with their package. */
  readonly wordFunctions: ReadonlySet<string>;
}

const words: Place = { ...ownPlace, schema: { type: "string", enum: ["true", "false", "unknown"] } };

const verdict: Place = {
  ...ownPlace,
  schema: {
    type: "object",
    properties: {
      status: { type: "string", enum: ["pass", "fail", "unknown", "not_applicable", "deviation"] },
      violations: { type: "array", items: {} },
      rests_on: { type: "array", items: {} },
      reason: { type: "string" },
      code: { type: "string", enum: unknownCodes },
    },
    additionalProperties: false,
  },
};

/** Makes the resolver of one policy. */
export function createResolver(scoped: ScopedModule, root: Place, around: Surrounding): Resolver {
  const memory = new Map<string, Places>();
  const imports = importsOf(scoped.module);
  const argumentsOf = new Map<string, { readonly args: readonly AstTerm[]; readonly scope: Scope }[]>();
  const ruleNames = new Set(scoped.rules.map(({ name }) => name));
  walkModule(scoped, {
    call: ({ operator, args }, { scope, withs }) => {
      const name = operatorName(operator);
      if (!ruleNames.has(name)) return;
      const found = argumentsOf.get(name) ?? [];
      // Under `with`, nothing is said about whose values these are.
      found.push({ args: withs.length > 0 ? [] : args, scope });
      argumentsOf.set(name, found);
    },
  });

  function expand(ref: readonly AstTerm[], scope: Scope): readonly AstTerm[] {
    const [head, ...rest] = ref;
    if (head?.type !== "var" || bindingsOf(scope, head.value) !== undefined) return ref;
    const imported = imports.get(head.value);
    return imported === undefined ? ref : [...imported, ...rest];
  }

  function resolve(term: AstTerm, scope: Scope, depth = 0): Places {
    if (depth > maxDepth) return nothing;
    if (term.type === "object") {
      return { places: [{ ...ownPlace, schema: {}, literal: { term, scope } }], isComplete: true };
    }
    if (term.type === "string" || term.type === "number" || term.type === "boolean") {
      const schema: JsonSchema = { type: term.type, enum: [term.value] };
      return { places: [{ ...ownPlace, schema }], isComplete: true };
    }
    if (term.type === "call") return callPlaces(term.value[0], scope, depth);
    if (term.type !== "var" && term.type !== "ref") return nothing;
    const expanded = expand(term.type === "ref" ? term.value : [term], scope);
    const [head] = expanded;
    if (head?.type !== "var") return nothing;
    const callee = head.value === "data" ? verdictLength(expanded, around.policies) : null;
    const isVerdict = callee !== null;
    let { places, isComplete }: Places = isVerdict
      ? { places: [verdict], isComplete: true }
      : headPlaces(head.value, scope, depth);
    for (const part of expanded.slice(callee ?? 1)) {
      const key = part.type === "string" || part.type === "number" ? part.value : null;
      const next: Place[] = [];
      for (const place of places) {
        if (place.literal !== undefined) {
          const value = literalValue(place.literal.term, key);
          const inner = value === undefined ? nothing : resolve(value, place.literal.scope, depth + 1);
          next.push(...inner.places);
          if (!inner.isComplete) isComplete = false;
          continue;
        }
        const below = step(place, key);
        if (below === null) isComplete = false;
        else if (below !== "none") next.push(below);
      }
      places = next;
    }
    return { places, isComplete };
  }

  /** What a function gives: one of the words, or what the bodies of a function of this policy give. */
  function callPlaces(operator: AstTerm | undefined, scope: Scope, depth: number): Places {
    if (operator?.type !== "ref") return nothing;
    const name = expand(operator.value, scope)
      .map((part) => (part.type === "var" || part.type === "string" ? part.value : "?"))
      .join(".");
    if (around.wordFunctions.has(name)) return { places: [words], isComplete: true };
    if (!ruleNames.has(name)) return nothing;
    return remember(`call ${name}`, () =>
      union(
        scoped.rules
          .filter((each) => each.name === name)
          .map(({ rule, scope: inner }) =>
            rule.head.value === undefined ? nothing : resolve(rule.head.value, inner, depth + 1),
          ),
      ),
    );
  }

  /** Resolves a rule once; one that is asked for while it is resolved is not known. */
  function remember(key: string, find: () => Places): Places {
    const known = memory.get(key);
    if (known !== undefined) return known;
    memory.set(key, nothing);
    const found = find();
    memory.set(key, found);
    return found;
  }

  function headPlaces(name: string, scope: Scope, depth: number): Places {
    const bindings = bindingsOf(scope, name);
    if (bindings !== undefined) return union(bindings.map((binding) => bound(binding, depth + 1)));
    if (name === "input") return { places: [root], isComplete: true };
    if (!ruleNames.has(name)) return nothing;
    const rules = scoped.rules.filter((each) => each.name === name);
    return remember(`rule ${name}`, () =>
      union(
        rules.map(({ rule, scope: inner }) => {
          const isPlain = rule.head.args === undefined && rule.head.ref.length === 1 && rule.head.key === undefined;
          return isPlain && rule.head.value !== undefined ? resolve(rule.head.value, inner, depth + 1) : nothing;
        }),
      ),
    );
  }

  function bound(binding: Binding, depth: number): Places {
    switch (binding.kind) {
      case "value": {
        const found = resolve(binding.term, binding.scope, depth);
        // Of another input only the form of the verdict is known.
        return binding.isForeign && found.places.some(({ isInput }) => isInput) ? nothing : found;
      }
      case "member":
        return members(binding.collection, binding.scope, depth);
      case "parameter":
        return remember(`parameter ${binding.rule} ${binding.index}`, () =>
          union(
            (argumentsOf.get(binding.rule) ?? []).map(({ args, scope }) => {
              const argument = args[binding.index];
              return argument === undefined ? nothing : resolve(argument, scope, depth + 1);
            }),
          ),
        );
      case "opaque":
        return nothing;
    }
  }

  function members(term: AstTerm, scope: Scope, depth = 0): Places {
    if (depth > maxDepth) return nothing;
    if (term.type === "array" || term.type === "set") {
      return union(term.value.map((item) => resolve(item, scope, depth + 1)));
    }
    if (isComprehension(term) && term.type !== "objectcomprehension") {
      return resolve(term.value.term, scoped.scopeOf(term, scope), depth + 1);
    }
    if (term.type === "var") {
      const bindings = bindingsOf(scope, term.value);
      if (bindings !== undefined) {
        return union(
          bindings.map((binding) =>
            binding.kind === "value" && !binding.isForeign
              ? members(binding.term, binding.scope, depth + 1)
              : stepAll(bound(binding, depth + 1)),
          ),
        );
      }
      const rules = scoped.rules.filter((each) => each.name === term.value);
      if (rules.length > 0) {
        return union(
          rules.map(({ rule, scope: inner }) => {
            const { key, value, args, ref } = rule.head;
            if (args !== undefined || ref.length !== 1) return nothing;
            if (key !== undefined && value === undefined) return resolve(key, inner, depth + 1);
            return value === undefined ? nothing : members(value, inner, depth + 1);
          }),
        );
      }
    }
    return stepAll(resolve(term, scope, depth + 1));
  }

  return {
    root,
    expand,
    resolve: (term, scope) => resolve(term, scope),
    members: (term, scope) => members(term, scope),
  };
}

/** How many parts of a reference are another policy's verdict; null if it is none. */
function verdictLength(ref: readonly AstTerm[], policies: ReadonlySet<string>): number | null {
  const [, root, family, name, rule] = ref.map((part) => (part.type === "string" ? part.value : ""));
  return root === "sekisho" && rule === "verdict" && policies.has(`${family ?? ""}.${name ?? ""}`) ? 5 : null;
}

const wordNames = ["true", "false", "unknown"];

/** Finds the functions of the library that can give nothing but one of the three words of Kleene's logic. */
export function findWordFunctions(library: readonly AstModule[]): ReadonlySet<string> {
  const values = new Map<
    string,
    { readonly terms: AstTerm[]; readonly imports: ReadonlyMap<string, readonly AstTerm[]> }
  >();
  for (const module of library) {
    const path = module.package.path.map((part) => (part.type === "string" || part.type === "var" ? part.value : "?"));
    const imports = importsOf(module);
    for (const { name, rule } of scopeModule(module).rules) {
      const found = values.get([...path, name].join(".")) ?? { terms: [], imports };
      if (rule.head.value !== undefined) found.terms.push(rule.head.value);
      values.set([...path, name].join("."), found);
    }
  }
  const isWord = (term: AstTerm, name: string, open: readonly string[]): boolean => {
    if (term.type === "string") return wordNames.includes(term.value);
    if (term.type === "ref") {
      const [table] = term.value;
      return table?.type === "object" && table.value.every(([, value]) => isWord(value, name, open));
    }
    const [operator] = term.type === "call" ? term.value : [];
    if (operator?.type !== "ref") return false;
    const parts = operator.value.map((part) => (part.type === "string" || part.type === "var" ? part.value : "?"));
    const imported = values.get(name)?.imports.get(parts[0] ?? "");
    const head = imported?.map((part) => (part.type === "string" || part.type === "var" ? part.value : "?"));
    const called = head === undefined ? [name.slice(0, name.lastIndexOf(".")), ...parts] : [...head, ...parts.slice(1)];
    return givesWords(called.join("."), open);
  };
  const givesWords = (name: string, open: readonly string[]): boolean => {
    if (open.includes(name)) return false;
    const terms = values.get(name)?.terms ?? [];
    return terms.length > 0 && terms.every((term) => isWord(term, name, [...open, name]));
  };
  return new Set([...values.keys()].filter((name) => givesWords(name, [])));
}

function literalValue(term: ObjectTerm, key: string | number | null): AstTerm | undefined {
  return term.value.find(([name]) => name.type === "string" && name.value === key)?.[1];
}

/** What each import stands for, by the name it is used with. */
export function importsOf(module: AstModule): ReadonlyMap<string, readonly AstTerm[]> {
  const imports = new Map<string, readonly AstTerm[]>();
  for (const { path, alias } of module.imports) {
    if (path.type !== "ref") continue;
    const last = path.value.at(-1);
    const name = alias ?? (last?.type === "string" || last?.type === "var" ? last.value : "");
    imports.set(name, path.value);
  }
  return imports;
}

function union(all: readonly Places[]): Places {
  return {
    places: all.flatMap(({ places }) => places),
    isComplete: all.length > 0 && all.every(({ isComplete }) => isComplete),
  };
}

function stepAll({ places, isComplete }: Places): Places {
  if (places.some(({ literal }) => literal !== undefined)) return nothing;
  const below = places.map((place) => step(place, null));
  return {
    places: below.filter((place) => place !== null && place !== "none"),
    isComplete: isComplete && !below.includes(null),
  };
}
