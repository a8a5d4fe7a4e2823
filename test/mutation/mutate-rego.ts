/**
 * Makes mutants of a module: each differs from it in one place.
 *
 * @module
 */
import type { AstExpression, AstLocation, AstModule, AstRule, AstTerm } from "@sekisho/opa";
import { printExpression, printHead, printTerm } from "./print-rego.ts";

/** What a mutant does to its policy. */
export const operators = [
  "negate-condition",
  "negate-word",
  "remove-branch",
  "change-constant",
  "remove-member",
  "attribute-absent",
  "attribute-unknown",
] as const;

/** One of {@link operators}. */
export type Operator = (typeof operators)[number];

/** Where and how a mutant differs, without the mutant itself. */
export interface Change {
  readonly operator: Operator;
  readonly row: number;
  readonly column: number;
  /** Name of the rule, or the path of the attribute. */
  readonly within: string;
  /** What was changed and into what, in one line. */
  readonly change: string;
}

/** A module that differs from the original in one place. */
export interface RegoMutant extends Change {
  readonly module: AstModule;
}

type Step = string | number;

interface Edit extends Change {
  readonly path: readonly Step[];
  readonly replacement: unknown;
}

const flipped: Readonly<Record<string, string>> = {
  equal: "neq",
  neq: "equal",
  lt: "gte",
  gte: "lt",
  gt: "lte",
  lte: "gt",
};

/** Operators of lines that bind a variable and are no conditions. */
const binding = new Set(["assign", "eq"]);

const wordNames = ["true", "false", "unknown"];

/**
 * Makes every mutant of a module, in the order of its text. Names in references, imports and METADATA stay as they are.
 *
 * @param words - Functions of the library that give three-valued words, by full name (`sekisho.lib.value.eq`).
 */
export function mutateRego(module: AstModule, words: ReadonlySet<string>): readonly RegoMutant[] {
  const edits: Edit[] = [];
  module.rules.forEach((rule, index) => {
    collectRule(rule, ["rules", index], { within: nameOf(rule), words, imports: importsOf(module), edits });
  });
  return edits
    .sort((a, b) => a.row - b.row || a.column - b.column)
    .map(({ path, replacement, ...change }) => ({
      ...change,
      // What is replaced is a term, an expression or a list of them by another of its kind.
      module: replaced(module, path, replacement) as AstModule,
    }));
}

/** Finds the functions of a library that give three-valued words and nothing else. */
export function wordFunctions(library: readonly AstModule[]): ReadonlySet<string> {
  const values = new Map<string, AstTerm[]>();
  const homes = new Map<string, AstModule>();
  for (const module of library) {
    const home = partsOf(module.package.path).slice(1).join(".");
    for (const rule of module.rules) {
      const name = `${home}.${nameOf(rule)}`;
      const found = values.get(name) ?? [];
      for (let each: AstRule | undefined = rule; each !== undefined; each = each.else) {
        if (each.head.value !== undefined) found.push(each.head.value);
      }
      if (rule.head.args !== undefined) values.set(name, found);
      homes.set(name, module);
    }
  }
  const isWord = (term: AstTerm, home: AstModule, open: readonly string[]): boolean => {
    if (term.type === "string") return wordNames.includes(term.value);
    if (term.type === "call") return givesWords(calledBy(term.value, home), open);
    const [table] = term.type === "ref" ? term.value : [];
    return table?.type === "object" && table.value.every(([, value]) => isWord(value, home, open));
  };
  const givesWords = (name: string, open: readonly string[]): boolean => {
    const [terms, home] = [values.get(name), homes.get(name)];
    if (terms === undefined || home === undefined || terms.length === 0 || open.includes(name)) return false;
    return terms.every((term) => isWord(term, home, [...open, name]));
  };
  return new Set([...values.keys()].filter((name) => givesWords(name, [])));
}

function calledBy([operator]: readonly AstTerm[], home: AstModule): string {
  const [first = "", ...rest] = operator?.type === "ref" ? partsOf(operator.value) : [];
  const own = partsOf(home.package.path).slice(1);
  return [...(rest.length === 0 ? [...own, first] : (importsOf(home).get(first) ?? [first])), ...rest].join(".");
}

/** The path that each imported name stands for, without `data`. */
function importsOf(module: AstModule): ReadonlyMap<string, readonly string[]> {
  return new Map(
    module.imports.flatMap(({ path, alias }) => {
      const parts = path.type === "ref" ? partsOf(path.value) : [];
      return parts[0] === "data" ? [[alias ?? parts.at(-1) ?? "", parts.slice(1)]] : [];
    }),
  );
}

function partsOf(terms: readonly AstTerm[]): readonly string[] {
  return terms.map((term) => (term.type === "string" || term.type === "var" ? term.value : "?"));
}

function nameOf(rule: AstRule): string {
  return partsOf(rule.head.ref.slice(0, 1)).join("");
}

interface Context {
  readonly within: string;
  readonly words: ReadonlySet<string>;
  readonly imports: ReadonlyMap<string, readonly string[]>;
  readonly edits: Edit[];
}

function add(
  context: Context,
  operator: Operator,
  { row, col: column }: AstLocation,
  change: string,
  path: readonly Step[],
  replacement: unknown,
): void {
  context.edits.push({ operator, row, column, within: context.within, change: short(change), path, replacement });
}

/** Makes a text one line that fits a report. */
function short(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ");
  return line.length <= 160 ? line : `${line.slice(0, 159)}…`;
}

function collectRule(rule: AstRule, path: readonly Step[], context: Context, isElse = false): void {
  const never: AstExpression = {
    index: 0,
    terms: { type: "boolean", value: false, location: rule.location },
    location: rule.location,
  };
  const what = isElse
    ? `else${rule.head.value === undefined ? "" : ` := ${printTerm(rule.head.value)}`}`
    : `${rule.default === true ? "default " : ""}${printHead(rule)}`;
  if (rule.default === true) {
    add(context, "remove-branch", rule.location, `${what} removed`, path, undefined);
  } else {
    const body = rule.body.filter(({ generated }) => generated !== true);
    add(context, "remove-branch", rule.location, `${what} removed`, [...path, "body"], [never, ...body]);
  }
  const { args, key, value, ref, assign } = rule.head;
  const isNamedKey = value !== undefined && key !== undefined;
  ref.forEach((part, index) => {
    if (index > 0 && part.type !== "string") collectTerm(part, [...path, "head", "ref", index], context);
  });
  // An `else` repeats the arguments of its rule.
  if (!isElse)
    args?.forEach((arg, index) => {
      collectTerm(arg, [...path, "head", "args", index], context);
    });
  if (key !== undefined && !isNamedKey) collectTerm(key, [...path, "head", "key"], context);
  const isBareTrue = assign !== true && value?.type === "boolean";
  if (value !== undefined && !isBareTrue) collectTerm(value, [...path, "head", "value"], context);
  collectBody(rule.body, [...path, "body"], context);
  if (rule.else !== undefined) collectRule(rule.else, [...path, "else"], context, true);
}

function collectBody(body: readonly AstExpression[], path: readonly Step[], context: Context): void {
  body.forEach((expression, index) => {
    if (expression.generated !== true) collectExpression(expression, [...path, index], context);
  });
}

function collectExpression(expression: AstExpression, path: readonly Step[], context: Context): void {
  const { terms } = expression;
  expression.with?.forEach(({ value }, index) => {
    collectTerm(value, [...path, "with", index, "value"], context);
  });
  if ("symbols" in terms) {
    terms.symbols.forEach((symbol, index) => {
      collectTerm(symbol, [...path, "terms", "symbols", index], context);
    });
    return;
  }
  if ("domain" in terms) {
    collectTerm(terms.domain, [...path, "terms", "domain"], context);
    collectBody(terms.body, [...path, "terms", "body"], context);
    return;
  }
  const [operator, ...args] = "type" in terms ? [] : terms;
  const name = operator?.type === "ref" ? partsOf(operator.value).join(".") : "";
  if (expression.negated === true || !binding.has(name)) {
    const other = negated(expression, name);
    const change = `${printExpression(expression)} → ${printExpression(other)}`;
    add(context, "negate-condition", expression.location, change, path, other);
  }
  if ("type" in terms) collectTerm(terms, [...path, "terms"], context);
  args.forEach((arg, index) => {
    const isAskedForUnknown = args.some((other) => other.type === "string" && other.value === "unknown");
    collectTerm(arg, [...path, "terms", index + 1], context, isAskedForUnknown);
  });
  if (operator !== undefined && !("type" in terms)) {
    collectWord({ type: "call", value: terms, location: expression.location }, [...path, "terms"], context);
  }
}

function negated(expression: AstExpression, name: string): AstExpression {
  if (expression.negated === true) return { ...expression, negated: false };
  const opposite = flipped[name];
  const { terms } = expression;
  if (opposite === undefined || "type" in terms || "symbols" in terms || "domain" in terms) {
    return { ...expression, negated: true };
  }
  const [operator, ...args] = terms;
  if (operator?.type !== "ref") return { ...expression, negated: true };
  const sign: AstTerm = { ...operator, value: [{ type: "var", value: opposite, location: operator.location }] };
  return { ...expression, terms: [sign, ...args] };
}

/** A call that gives a word gives the opposite one; a call that negates one leaves it. */
function collectWord(
  call: { readonly type: "call"; readonly value: readonly AstTerm[]; readonly location: AstLocation },
  path: readonly Step[],
  context: Context,
): void {
  const { value, location } = call;
  const [operator, inner] = value;
  const [first = "", ...rest] = operator?.type === "ref" ? partsOf(operator.value) : [];
  const called = [...(context.imports.get(first) ?? [first]), ...rest].join(".");
  if (!context.words.has(called)) return;
  const names = ["sekisho", "lib", "value", "negate"].map((name): AstTerm => ({
    type: "string",
    value: name,
    location,
  }));
  const negate: AstTerm = { type: "ref", value: [{ type: "var", value: "data", location }, ...names], location };
  const opposite: AstTerm = { type: "call", value: [negate, call], location };
  const other = called === "sekisho.lib.value.negate" ? inner : opposite;
  if (other !== undefined) add(context, "negate-word", location, `${printTerm(call)} negated`, path, other);
}

/**
 * Collects what can be changed in a term.
 *
 * @param isAskedForUnknown - Whether a word is only asked for being "unknown", which its negation is as well.
 */
function collectTerm(term: AstTerm, path: readonly Step[], context: Context, isAskedForUnknown = false): void {
  const value = [...path, "value"];
  switch (term.type) {
    case "null":
    case "boolean":
    case "number":
    case "string":
      for (const other of otherConstants(term)) {
        add(context, "change-constant", term.location, `${printTerm(term)} → ${printTerm(other)}`, path, other);
      }
      return;
    case "var":
      return;
    case "ref":
      term.value.forEach((part, index) => {
        if (index === 0 || part.type !== "string") collectTerm(part, [...value, index], context);
      });
      return;
    case "array":
      term.value.forEach((part, index) => {
        collectTerm(part, [...value, index], context);
      });
      return;
    case "set":
      term.value.forEach((part, index) => {
        const others = term.value.filter((_, at) => at !== index);
        const change = `${printTerm(part)} removed from ${printTerm(term)}`;
        add(context, "remove-member", part.location, change, value, others);
        collectTerm(part, [...value, index], context);
      });
      return;
    case "call": {
      if (!isAskedForUnknown) collectWord({ ...term, type: "call" }, path, context);
      term.value.slice(1).forEach((part, index) => {
        collectTerm(part, [...value, index + 1], context);
      });
      return;
    }
    case "object":
      term.value.forEach(([key, inner], index) => {
        collectTerm(key, [...value, index, 0], context);
        collectTerm(inner, [...value, index, 1], context);
      });
      return;
    case "arraycomprehension":
    case "setcomprehension":
      collectTerm(term.value.term, [...value, "term"], context);
      collectBody(term.value.body, [...value, "body"], context);
      return;
    case "objectcomprehension":
      collectTerm(term.value.key, [...value, "key"], context);
      collectTerm(term.value.value, [...value, "value"], context);
      collectBody(term.value.body, [...value, "body"], context);
      return;
    case "templatestring":
      term.value.parts.forEach((part, index) => {
        if ("terms" in part) collectExpression(part, [...value, "parts", index], context);
        else collectTerm(part, [...value, "parts", index], context);
      });
  }
}

function otherConstants(term: AstTerm): readonly AstTerm[] {
  const { type, location } = term;
  if (type === "null") return [{ type: "boolean", value: false, location }];
  if (type === "boolean") return [{ type, value: !term.value, location }];
  if (type === "number") return [-1, 1].map((step): AstTerm => ({ type, value: term.value + step, location }));
  return type === "string" ? [{ type, value: `${term.value}~`, location }] : [];
}

/** Copies a tree with another part at a path; undefined takes an element out of its list. */
function replaced(node: unknown, [step, ...rest]: readonly Step[], part: unknown): unknown {
  if (step === undefined) return part;
  if (Array.isArray(node)) {
    return node.flatMap((each: unknown, index) => {
      if (index !== step) return [each];
      return rest.length === 0 && part === undefined ? [] : [replaced(each, rest, part)];
    });
  }
  const record = node as Readonly<Record<string, unknown>>;
  return { ...record, [step]: replaced(record[step], rest, part) };
}
