import type { AstExpression, AstLocation, AstModule, AstRule, AstTerm, AstWith } from "@sekisho/opa";

/** Where a variable gets its value from. */
export type Binding =
  | {
      readonly kind: "value";
      readonly term: AstTerm;
      readonly scope: Scope;
      /** Whether it is evaluated with another input than this policy's. */
      readonly isForeign: boolean;
    }
  | { readonly kind: "member"; readonly collection: AstTerm; readonly scope: Scope }
  | { readonly kind: "parameter"; readonly rule: string; readonly index: number }
  | { readonly kind: "opaque" };

/** The variables of one rule or comprehension, and the scope around it. */
export interface Scope {
  readonly parent: Scope | null;
  readonly bindings: Map<string, Binding[]>;
}

/** A call of a function or operator. */
export interface Call {
  readonly operator: AstTerm;
  readonly args: readonly AstTerm[];
  readonly location: AstLocation;
}

/** What surrounds a term: its variables, and the `with` modifiers that hold for it, the innermost first. */
export interface Surroundings {
  readonly scope: Scope;
  readonly withs: readonly AstWith[];
  /** Name of the rule that the term stands in. */
  readonly rule: string;
}

/** What is told about each node of a module. */
export interface Visitor {
  readonly ref?: (ref: readonly AstTerm[], location: AstLocation, around: Surroundings) => void;
  readonly call?: (call: Call, around: Surroundings) => void;
  readonly every?: (location: AstLocation, around: Surroundings) => void;
  readonly with?: (modifier: AstWith, expression: AstExpression, around: Surroundings) => void;
}

type Comprehension = Extract<
  AstTerm,
  { readonly type: "arraycomprehension" | "setcomprehension" | "objectcomprehension" }
>;

/** One body of a rule, with the `else` bodies as bodies of their own, and its variables. */
export interface ScopedRule {
  readonly name: string;
  readonly rule: AstRule;
  readonly scope: Scope;
}

/** A module with the scope of every rule and comprehension. */
export interface ScopedModule {
  readonly module: AstModule;
  readonly rules: readonly ScopedRule[];
  readonly scopeOf: (comprehension: AstTerm, parent: Scope) => Scope;
}

/** Names the rule of a head: the first part of its reference. */
export function ruleName(rule: AstRule): string {
  const [first] = rule.head.ref;
  return first?.type === "var" ? first.value : (rule.head.name ?? "");
}

/** Finds out where every variable of a module gets its value. */
export function scopeModule(module: AstModule): ScopedModule {
  const comprehensions = new Map<AstTerm, Scope>();
  const rules: ScopedRule[] = [];
  for (const first of module.rules) {
    const name = ruleName(first);
    for (let rule: AstRule | undefined = first; rule !== undefined; rule = rule.else) {
      const scope: Scope = { parent: null, bindings: new Map() };
      (first.head.args ?? []).forEach((argument, index) => {
        if (argument.type === "var") bind(scope, argument.value, { kind: "parameter", rule: name, index });
        else bindPattern(scope, argument);
      });
      bindBody(rule.body, scope);
      rules.push({ name, rule, scope });
    }
  }
  return {
    module,
    rules,
    scopeOf: (term, parent) => {
      const known = comprehensions.get(term);
      if (known !== undefined) return known;
      const scope: Scope = { parent, bindings: new Map() };
      if (isComprehension(term)) bindBody(term.value.body, scope);
      comprehensions.set(term, scope);
      return scope;
    },
  };
}

/** Tells whether a term is a comprehension. */
export function isComprehension(term: AstTerm): term is Comprehension {
  return term.type === "arraycomprehension" || term.type === "setcomprehension" || term.type === "objectcomprehension";
}

/** Finds a variable in a scope or the scopes around it. */
export function bindingsOf(scope: Scope, name: string): readonly Binding[] | undefined {
  for (let place: Scope | null = scope; place !== null; place = place.parent) {
    const found = place.bindings.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Gives the name of a call's operator as the source writes it: `object.get`, `value.eq`, `equal`. */
export function operatorName(operator: AstTerm): string {
  return operator.type === "ref"
    ? operator.value.map((part) => (part.type === "var" || part.type === "string" ? part.value : "?")).join(".")
    : "";
}

/** Reads an expression as a call, which it is if it has an operator. */
export function callOf(expression: AstExpression): Call | undefined {
  const { terms } = expression;
  if (!isTermList(terms)) return undefined;
  const [operator, ...args] = terms;
  return operator === undefined ? undefined : { operator, args, location: expression.location };
}

/** Visits every node of a module. */
export function walkModule(scoped: ScopedModule, visitor: Visitor): void {
  for (const { name, rule, scope } of scoped.rules) {
    const around: Surroundings = { scope, withs: [], rule: name };
    for (const part of rule.head.ref.slice(1)) visitTerm(part, around);
    for (const argument of rule.head.args ?? []) visitTerm(argument, around);
    if (rule.head.key !== undefined) visitTerm(rule.head.key, around);
    if (rule.head.value !== undefined) visitTerm(rule.head.value, around);
    visitBody(rule.body, around);
  }

  function visitBody(body: readonly AstExpression[], around: Surroundings): void {
    for (const expression of body) {
      const modifiers = expression.with ?? [];
      for (const modifier of modifiers) {
        visitor.with?.(modifier, expression, around);
        visitTerm(modifier.value, around);
      }
      visitExpression(expression, { ...around, withs: [...modifiers, ...around.withs] });
    }
  }

  function visitExpression(expression: AstExpression, around: Surroundings): void {
    const { terms } = expression;
    const call = callOf(expression);
    if (call !== undefined) {
      visitCall(call, around);
    } else if (isTermList(terms)) {
      return;
    } else if ("symbols" in terms) {
      for (const symbol of terms.symbols) visitTerm(symbol, around);
    } else if ("domain" in terms) {
      visitor.every?.(terms.location, around);
      visitTerm(terms.domain, around);
      visitBody(terms.body, around);
    } else {
      visitTerm(terms, around);
    }
  }

  function visitCall(call: Call, around: Surroundings): void {
    visitor.call?.(call, around);
    visitTerm(call.operator, around);
    for (const argument of call.args) visitTerm(argument, around);
  }

  function visitTerm(term: AstTerm, around: Surroundings): void {
    switch (term.type) {
      case "null":
      case "boolean":
      case "number":
      case "string":
        return;
      case "var":
        visitor.ref?.([term], term.location, around);
        return;
      case "ref":
        visitor.ref?.(term.value, term.location, around);
        for (const part of term.value.slice(1)) if (part.type !== "string") visitTerm(part, around);
        if (term.value[0]?.type !== "var" && term.value[0] !== undefined) visitTerm(term.value[0], around);
        return;
      case "array":
      case "set":
        for (const item of term.value) visitTerm(item, around);
        return;
      case "object":
        for (const [key, value] of term.value) {
          visitTerm(key, around);
          visitTerm(value, around);
        }
        return;
      case "call": {
        const [operator, ...args] = term.value;
        if (operator !== undefined) visitCall({ operator, args, location: term.location }, around);
        return;
      }
      case "arraycomprehension":
      case "setcomprehension": {
        const inner = { ...around, scope: scoped.scopeOf(term, around.scope) };
        visitTerm(term.value.term, inner);
        visitBody(term.value.body, inner);
        return;
      }
      case "objectcomprehension": {
        const inner = { ...around, scope: scoped.scopeOf(term, around.scope) };
        visitTerm(term.value.key, inner);
        visitTerm(term.value.value, inner);
        visitBody(term.value.body, inner);
        return;
      }
      case "templatestring":
        for (const part of term.value.parts) {
          if ("terms" in part) visitExpression(part, around);
          else visitTerm(part, around);
        }
        return;
    }
  }
}

function isTermList(terms: AstExpression["terms"]): terms is readonly AstTerm[] {
  return Array.isArray(terms);
}

function bind(scope: Scope, name: string, binding: Binding): void {
  // Every `_` is a variable of its own, `$0`, `$1`, … in the tree.
  scope.bindings.set(name, [...(scope.bindings.get(name) ?? []), binding]);
}

/** Binds the variables of a pattern to nothing that is known. */
function bindPattern(scope: Scope, pattern: AstTerm): void {
  if (pattern.type === "var") bind(scope, pattern.value, { kind: "opaque" });
  else if (pattern.type === "array") for (const item of pattern.value) bindPattern(scope, item);
  else if (pattern.type === "object") for (const [, value] of pattern.value) bindPattern(scope, value);
}

function bindBody(body: readonly AstExpression[], scope: Scope): void {
  for (const expression of body) {
    const { terms } = expression;
    const call = callOf(expression);
    if (call !== undefined) {
      const name = operatorName(call.operator);
      const [left, right] = call.args;
      if ((name === "assign" || name === "eq") && left !== undefined && right !== undefined) {
        if (left.type === "var") {
          bind(scope, left.value, { kind: "value", term: right, scope, isForeign: expression.with !== undefined });
        } else {
          bindPattern(scope, left);
        }
      }
    } else if (!isTermList(terms) && "symbols" in terms) {
      for (const symbol of terms.symbols) bindSymbol(symbol, scope);
    } else if (!isTermList(terms) && "domain" in terms) {
      if (terms.key !== null) bindPattern(scope, terms.key);
      if (terms.value.type === "var")
        bind(scope, terms.value.value, { kind: "member", collection: terms.domain, scope });
      bindBody(terms.body, scope);
    }
  }
}

function bindSymbol(symbol: AstTerm, scope: Scope): void {
  if (symbol.type === "var") {
    bind(scope, symbol.value, { kind: "opaque" });
  } else if (symbol.type === "call") {
    const args = symbol.value.slice(1);
    const [first, second] = args;
    const [key, value, collection] = args.length === 3 ? args : [undefined, first, second];
    if (key !== undefined) bindPattern(scope, key);
    if (value?.type === "var" && collection !== undefined) {
      bind(scope, value.value, { kind: "member", collection, scope });
    } else if (value !== undefined) {
      bindPattern(scope, value);
    }
  }
}
