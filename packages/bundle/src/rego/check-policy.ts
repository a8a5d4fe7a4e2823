import { unknownCodes, type JsonSchema, type Selection } from "@sekisho/estate";
import type { AstLocation, AstModule, AstTerm } from "@sekisho/opa";

import { problem, type PolicyProblem } from "../problem.ts";
import { createResolver, holdsTree, importsOf, rootPlace, step, type Place, type Resolver } from "./places.ts";
import {
  bindingsOf,
  operatorName,
  ruleName,
  scopeModule,
  walkModule,
  type Call,
  type Scope,
  type Surroundings,
} from "./walk.ts";

/** What the check of one policy knows about the tree around it. */
export interface PolicyContext {
  readonly id: string;
  readonly file: string;
  readonly module: AstModule;
  readonly selection: Selection;
  readonly schema: JsonSchema;
  /** Rule names by package (`sekisho.lib.value`). */
  readonly packages: ReadonlyMap<string, ReadonlySet<string>>;
  /** The selections of all policies by id. */
  readonly selections: ReadonlyMap<string, Selection>;
  /** Functions of the library that give one of the three words, with their package. */
  readonly wordFunctions: ReadonlySet<string>;
}

/** One use of a reason code. */
export interface ReasonUse {
  readonly reason: string;
  /** Names of the arguments given, or null where they are no literal object. */
  readonly args: readonly string[] | null;
  readonly location: AstLocation;
}

/** One place where a policy asks for another's verdict. */
export interface PolicyCall {
  readonly callee: string;
  readonly location: AstLocation;
}

/** What the check of one policy found. */
export interface CheckedPolicy {
  readonly problems: readonly PolicyProblem[];
  readonly reasons: readonly ReasonUse[];
  readonly calls: readonly PolicyCall[];
}

const libraryPrefix = "sekisho.lib.";
const valuePrefix = "data.sekisho.lib.value.";
const findingPrefix = "data.sekisho.lib.finding.";
const equalities = ["equal", "neq", "eq", "assign"];
const orders = ["lt", "lte", "gt", "gte"];
/** At which argument of these functions of `sekisho.lib.finding` paths stand. */
const pathArguments: Readonly<Record<string, number>> = {
  pass: 0,
  unknown: 0,
  unknown_because: 1,
  not_applicable: 1,
  violation: 2,
};

/** Refuses over a policy's syntax tree what OPA's checker does not see. */
export function checkPolicy(context: PolicyContext): CheckedPolicy {
  const { id, file } = context;
  const scoped = scopeModule(context.module);
  const resolver = createResolver(scoped, rootPlace(context.schema, context.selection), {
    policies: new Set(context.selections.keys()),
    wordFunctions: context.wordFunctions,
  });
  const problems: PolicyProblem[] = [];
  const reasons: ReasonUse[] = [];
  const calls: PolicyCall[] = [];
  const refuse = (code: Parameters<typeof problem>[0], message: string, location: AstLocation): void => {
    problems.push(problem(code, message, file, location));
  };

  checkDataRefs(context, resolver, problems);
  walkModule(scoped, {
    every: (location) => {
      refuse(
        "REFUSED_EVERY",
        "every passes over what is not known; use value.all_of with the words of the items.",
        location,
      );
    },
    ref: (ref, location, around) => {
      checkShape(ref, location, around.scope);
      checkPolicyRef(ref, location, around);
    },
    call: (call, around) => {
      const name = operatorName(call.operator);
      if (name === "object.get") {
        refuse(
          "REFUSED_OBJECT_GET",
          "object.get hides a misspelt name; every selected attribute is there, so name it.",
          call.location,
        );
      }
      const [first] = call.args;
      if (name === "count" && first !== undefined && isItems(first, around.scope)) {
        refuse(
          "REFUSED_ITEMS",
          "count says nothing about items that are not known; use value.has_items or value.all_of.",
          call.location,
        );
      }
      checkComparison(name, call, around.scope);
      checkLibraryCall(libraryName(call.operator, around.scope), call, around.scope);
    },
    with: (modifier, expression, around) => {
      const target = modifier.target.type === "ref" ? modifier.target.value : [modifier.target];
      if (target[0]?.type !== "var" || target[0].value !== "input") return;
      checkWithInput(modifier.value, target.length, calleesIn(expression), modifier.location, around.scope);
    },
  });
  return { problems, reasons, calls };

  function isItems(term: AstTerm, scope: Scope): boolean {
    const last = term.type === "ref" ? term.value.at(-1) : undefined;
    const { places } = resolver.resolve(term, scope);
    if (places.length > 0) return places.some((place) => place.isItems);
    return last?.type === "string" && last.value === "items";
  }

  /** Refuses `.unknown`, `.state`, `.code` and variable keys on what is or may be a part of the input. */
  function checkShape(ref: readonly AstTerm[], location: AstLocation, scope: Scope): void {
    const expanded = resolver.expand(ref, scope);
    const [head] = expanded;
    if (head?.type !== "var" || head.value === "data") return;
    for (let length = 2; length <= expanded.length; length += 1) {
      const key = expanded[length - 1];
      if (key === undefined) continue;
      const before = resolver.resolve(asRef(expanded.slice(0, length - 1), location), scope);
      const isOfInput = head.value === "input" || before.places.some(({ isInput }) => isInput);
      if (key.type !== "string" && key.type !== "number") {
        if (isOfInput) {
          refuse(
            "REFUSED_VARIABLE_KEY",
            "A variable key on the input escapes the checker; iterate with some x in or some i, x in.",
            key.location,
          );
        }
        return;
      }
      if (key.type === "number") continue;
      const places = before.places.map((place) => (place.literal === undefined ? step(place, key.value) : null));
      const isDeclared = places.some((place) => place !== null && place !== "none" && place.shapeWord === null);
      if (!isDeclared) refuseShapeWord(key.value, key.location);
      const isMissing = before.isComplete && places.length > 0 && places.every((place) => place === "none");
      if (isMissing && !["unknown", "state", "code"].includes(key.value)) {
        refuse("INPUT_REF_UNKNOWN", missingMessage(key.value, before.places), key.location);
        return;
      }
    }
  }

  function refuseShapeWord(word: string, location: AstLocation): void {
    if (word === "unknown") {
      refuse("REFUSED_UNKNOWN", "Ask with value.unknown and the comparisons of lib.value, not for .unknown.", location);
    } else if (word === "state") {
      refuse("REFUSED_STATE", "Use value.all_of, value.any_of or value.has_items, not .state.", location);
    } else if (word === "code") {
      refuse("REFUSED_CODE", "The code of an unknown is reported by itself; a verdict cannot hang on it.", location);
    }
  }

  /** A reference to another policy is a question for its verdict, with an input of its own. */
  function checkPolicyRef(ref: readonly AstTerm[], location: AstLocation, around: Surroundings): void {
    const path = dataPath(resolver.expand(ref, around.scope));
    if (path === null) return;
    const callee = [...context.selections.keys()].find((each) => path === each || path.startsWith(`${each}.`));
    if (callee === undefined || callee === id) return;
    calls.push({ callee, location });
    const rule = path.slice(callee.length + 1).split(".")[0];
    if (rule !== "verdict") {
      refuse("IMPORT_REFUSED", `Of the policy ${callee} only the verdict can be used.`, location);
    } else if (!around.withs.some((each) => isInputRef(each.target, 1))) {
      refuse(
        "WITH_INPUT",
        `The verdict of ${callee} is asked for without an input of its own: add \`with input as {…}\`.`,
        location,
      );
    }
  }

  function calleesIn(expression: Parameters<typeof refsIn>[0]): readonly string[] {
    const callees = new Set<string>();
    for (const ref of refsIn(expression)) {
      const path = dataPath(expandImports(ref));
      for (const each of context.selections.keys()) {
        if (path !== null && each !== id && (path === each || path.startsWith(`${each}.`))) callees.add(each);
      }
    }
    return [...callees];
  }

  function expandImports(ref: readonly AstTerm[]): readonly AstTerm[] {
    return resolver.expand(ref, { parent: null, bindings: new Map() });
  }

  function checkWithInput(
    value: AstTerm,
    targetLength: number,
    callees: readonly string[],
    location: AstLocation,
    scope: Scope,
  ): void {
    const [callee] = callees;
    const selection = callee === undefined ? undefined : context.selections.get(callee);
    if (targetLength > 1 || callee === undefined || selection === undefined || callees.length > 1) {
      refuse("WITH_INPUT", "`with input as` asks one other policy for its verdict and does nothing else.", location);
      return;
    }
    const roots = Object.keys(selection.roots);
    const wanted = `{"${roots.join('" or "')}": …, "profile": input.profile, "now": input.now}`;
    if (value.type !== "object") {
      refuse("WITH_INPUT", `The input of ${callee} is written out: ${wanted}.`, value.location);
      return;
    }
    const entries = new Map(value.value.map(([key, item]) => [key.type === "string" ? key.value : "", item]));
    const types = [...entries.keys()].filter((key) => roots.includes(key));
    const [type] = types;
    const isExact =
      entries.size === 3 &&
      value.value.length === 3 &&
      types.length === 1 &&
      entries.has("profile") &&
      entries.has("now");
    if (!isExact || type === undefined) {
      refuse("WITH_INPUT", `The input of ${callee} has exactly the keys ${wanted}.`, value.location);
      return;
    }
    for (const key of ["profile", "now"]) {
      const item = entries.get(key);
      if (item !== undefined && !isInputRef(item, 2, key)) {
        refuse("WITH_INPUT", `"${key}" is handed on as it is: "${key}": input.${key}.`, item.location);
      }
    }
    const item = entries.get(type);
    if (item === undefined) return;
    const { places, isComplete } = resolver.resolve(item, scope);
    const needed = selection.roots[type] ?? [];
    const fits = places.every(
      ({ origin }) => origin.kind === "tree" && origin.resource === type && holdsTree(origin.tree, needed),
    );
    if (!isComplete || places.length === 0) {
      refuse(
        "IMPORT_FRAGMENT",
        `It cannot be seen where this ${type} comes from; take it from the input by \`some x in\` in the same rule.`,
        item.location,
      );
    } else if (!fits) {
      refuse(
        "IMPORT_FRAGMENT",
        `The selection does not hold here what ${callee} reads; spread its fragment there: ` +
          `...${callee.replaceAll(".", "_")}__${type}.`,
        item.location,
      );
    }
  }

  /** Compares the type and, of enumerations, the members with constants that stand beside a scalar of the input. */
  function checkComparison(name: string, { args }: Call, scope: Scope): void {
    const [left, right] = args;
    if (left === undefined || right === undefined) return;
    if (equalities.includes(name)) {
      checkConstants(left, [right], scope, true);
      checkConstants(right, [left], scope, true);
      for (const [term, other] of [
        [left, right],
        [right, left],
      ] as const) {
        if ((other.type === "array" || other.type === "set") && name !== "assign" && isItems(term, scope)) {
          refuse(
            "REFUSED_ITEMS",
            "Comparing items says nothing about those that are not known; use value.has_items or value.all_of.",
            other.location,
          );
        }
      }
    } else if (orders.includes(name)) {
      checkConstants(left, [right], scope, false);
      checkConstants(right, [left], scope, false);
    } else if (name === "internal.member_2") {
      if (right.type === "set" || right.type === "array") checkConstants(left, right.value, scope, true);
      else if (isConstant(left)) checkAgainst(resolver.members(right, scope), left, true);
    }
  }

  function checkConstants(subject: AstTerm, constants: readonly AstTerm[], scope: Scope, asMember: boolean): void {
    const places = resolver.resolve(subject, scope);
    for (const constant of constants) if (isConstant(constant)) checkAgainst(places, constant, asMember);
  }

  function checkAgainst(
    { places, isComplete }: ReturnType<Resolver["resolve"]>,
    constant: AstTerm,
    asMember: boolean,
  ): void {
    if (!isComplete || places.length === 0) return;
    const fits = places.map(({ schema, literal }) => (literal === undefined ? fit(schema, constant) : "type"));
    if (fits.includes("fits") || (!asMember && fits.includes("value"))) return;
    const values = places.flatMap(({ schema }) => enumerationOf(schema));
    if (fits.includes("value")) {
      refuse(
        "CONSTANT_VALUE",
        `${text(constant)} is none of the values that can stand here: ${[...new Set(values)].join(", ")}.`,
        constant.location,
      );
    } else {
      const types = places.flatMap(({ schema }) => typesOf(schema));
      refuse(
        "CONSTANT_TYPE",
        `${text(constant)} is compared with what is never a ${constant.type}; it is ${[...new Set(types)].join(" or ")}.`,
        constant.location,
      );
    }
  }

  function libraryName(operator: AstTerm, scope: Scope): string {
    if (operator.type !== "ref") return "";
    const path = dataPath(resolver.expand(operator.value, scope));
    return path === null ? "" : `data.sekisho.${path}`;
  }

  function checkLibraryCall(name: string, call: Call, scope: Scope): void {
    // `unknowns` takes a path beside the value, and a path's names are no constants to compare with.
    if (name.startsWith(valuePrefix) && name !== `${valuePrefix}unknowns`) {
      for (const subject of call.args) {
        if (subject.type !== "ref" && subject.type !== "var") continue;
        const places = resolver.resolve(subject, scope);
        // Helpers for collections take words beside them, not values.
        if (places.places.some(({ schema }) => schema["type"] === "object" || schema["type"] === "array")) continue;
        for (const other of call.args) {
          const constants = other.type === "set" || other.type === "array" ? other.value : [other];
          for (const constant of constants) if (isConstant(constant)) checkAgainst(places, constant, true);
        }
      }
    }
    if (!name.startsWith(findingPrefix)) return;
    const helper = name.slice(findingPrefix.length);
    const [first, second] = call.args;
    if ((helper === "violation" || helper === "not_applicable") && first !== undefined) {
      checkReason(helper, first, second);
    }
    if (helper === "unknown_because" && first?.type === "string") {
      if (!unknownCodes.some((code) => code === first.value)) {
        refuse(
          "CONSTANT_VALUE",
          `"${first.value}" is no code of an unknown: ${unknownCodes.join(", ")}.`,
          first.location,
        );
      }
    }
    const paths = call.args[pathArguments[helper] ?? call.args.length];
    if (paths?.type === "array" || paths?.type === "set") for (const path of paths.value) checkPath(path);
  }

  function checkReason(helper: string, reason: AstTerm, args: AstTerm | undefined): void {
    if (reason.type !== "string") {
      refuse("REASON_UNDECLARED", "A reason is a constant, so that it can be compared with METADATA.", reason.location);
      return;
    }
    const isLiteral = args?.type === "object" && args.value.every(([key]) => key.type === "string");
    reasons.push({
      reason: reason.value,
      args:
        helper === "not_applicable"
          ? []
          : isLiteral
            ? args.value.map(([key]) => (key.type === "string" ? key.value : "")).sort()
            : null,
      location: reason.location,
    });
  }

  /** A path in `rests_on` that names nothing would give a finding without evidence. */
  function checkPath(path: AstTerm): void {
    if (path.type !== "array") return;
    const [first] = path.value;
    const isOwnPart = first?.type === "string" && (first.value === "profile" || first.value === "now");
    const starts = isOwnPart
      ? [resolver.root]
      : Object.keys(context.selection.roots).map((type) => step(resolver.root, type));
    let places: readonly (Place | "none" | null)[] = starts;
    for (const part of path.value) {
      // What is no constant may be any index or name.
      const key = part.type === "string" || part.type === "number" ? part.value : null;
      places = places.map((place) => (place === null || place === "none" ? place : step(place, key)));
      if (places.every((place) => place === "none")) {
        const code = "INPUT_REF_UNKNOWN";
        refuse(code, `This path leads to nothing that the policy selects (${text(part)}).`, part.location);
        return;
      }
    }
  }
}

/** Refuses references to data that is no rule, and a library that knows policies. */
export function checkDataRefs(
  context: Pick<PolicyContext, "file" | "module" | "packages">,
  resolver: Pick<Resolver, "expand"> | null,
  problems: PolicyProblem[],
): void {
  const { file, module, packages } = context;
  const isLibrary = packageName(module).startsWith(libraryPrefix);
  const imports = importsOf(module);
  const scoped = scopeModule(module);
  for (const { path, location } of module.imports) {
    if (path.type !== "ref") continue;
    const dotted = constantPath(path.value);
    if (dotted === null || !dotted.startsWith("data.")) continue;
    const isPackage = packages.has(dotted.slice("data.".length));
    if (!isPackage && !namesRule(dotted, packages)) {
      problems.push(problem("DATA_REF_UNKNOWN", `${dotted} is neither a package nor a rule.`, file, location));
    }
  }
  walkModule(scoped, {
    ref: (ref, location, { scope }) => {
      const [head] = ref;
      const expanded =
        resolver?.expand(ref, scope) ??
        (head?.type === "var" ? [...(imports.get(head.value) ?? [head]), ...ref.slice(1)] : ref);
      const [root, ...rest] = expanded;
      if (root?.type !== "var") return;
      if (isLibrary && root.value === "input" && bindingsOf(scope, "input") === undefined) {
        // The library has no schema, so nothing would find a misspelt name.
        problems.push(
          problem("LIBRARY_INPUT", "The library takes values and does not read the input.", file, location),
        );
      }
      if (root.value !== "data") return;
      const constants: string[] = [];
      for (const part of rest) {
        if (part.type !== "string") break;
        constants.push(part.value);
      }
      const dotted = ["data", ...constants].join(".");
      if (!namesRule(dotted, packages)) {
        problems.push(problem("DATA_REF_UNKNOWN", `${dotted} names no rule of this tree.`, file, location));
      } else if (isLibrary && !dotted.startsWith(`data.${libraryPrefix}`)) {
        problems.push(
          problem(
            "IMPORT_REFUSED",
            `The library cannot use the policies: ${dotted} is none of its own.`,
            file,
            location,
          ),
        );
      }
    },
  });
}

/** Names a module's package without `data`. */
export function packageName(module: AstModule): string {
  return module.package.path
    .slice(1)
    .map((part) => (part.type === "string" ? part.value : "?"))
    .join(".");
}

/** Lists the rules of modules by package. */
export function packagesOf(modules: readonly AstModule[]): ReadonlyMap<string, ReadonlySet<string>> {
  const packages = new Map<string, Set<string>>();
  for (const module of modules) {
    const names = packages.get(packageName(module)) ?? new Set<string>();
    for (const rule of module.rules) names.add(ruleName(rule));
    packages.set(packageName(module), names);
  }
  return packages;
}

function namesRule(dotted: string, packages: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const parts = dotted.split(".").slice(1);
  for (let length = parts.length - 1; length > 0; length -= 1) {
    const rules = packages.get(parts.slice(0, length).join("."));
    if (rules !== undefined) return rules.has(parts[length] ?? "");
  }
  return false;
}

function constantPath(ref: readonly AstTerm[]): string | null {
  const parts = ref.map((part) => (part.type === "string" || part.type === "var" ? part.value : null));
  return parts.includes(null) ? null : parts.join(".");
}

/** The path of a reference into `data.sekisho`, without these two. */
function dataPath(ref: readonly AstTerm[]): string | null {
  const [root, first, ...rest] = ref;
  if (root?.type !== "var" || root.value !== "data" || first?.type !== "string" || first.value !== "sekisho")
    return null;
  const names: string[] = [];
  for (const part of rest) {
    if (part.type !== "string") break;
    names.push(part.value);
  }
  return names.join(".");
}

function isInputRef(term: AstTerm, length: number, key?: string): boolean {
  const parts = term.type === "ref" ? term.value : [term];
  const [head, second] = parts;
  return (
    parts.length === length &&
    head?.type === "var" &&
    head.value === "input" &&
    (key === undefined || (second?.type === "string" && second.value === key))
  );
}

/** Every reference below a node, whatever it is. */
function refsIn(node: unknown): readonly (readonly AstTerm[])[] {
  if (Array.isArray(node)) return node.flatMap(refsIn);
  if (typeof node !== "object" || node === null) return [];
  const inner = Object.entries(node).flatMap(([key, value]: [string, unknown]) =>
    key === "with" ? [] : refsIn(value),
  );
  // A node of this type has terms as its value (AstTerm).
  return "type" in node && node.type === "ref" && "value" in node
    ? [node.value as readonly AstTerm[], ...inner]
    : inner;
}

function asRef(value: readonly AstTerm[], location: AstLocation): AstTerm {
  return { type: "ref", value, location };
}

function isConstant(term: AstTerm): boolean {
  return term.type === "string" || term.type === "number" || term.type === "boolean" || term.type === "null";
}

function text(term: AstTerm): string {
  return isConstant(term) ? JSON.stringify(term.value) : term.type;
}

/** Whether a constant can equal what a schema allows: by type only ("value": the type fits, the value does not). */
function fit(schema: JsonSchema, constant: AstTerm): "fits" | "value" | "type" {
  const alternatives = alternativesOf(schema);
  if (alternatives.length === 0) return "fits";
  let best: "fits" | "value" | "type" = "type";
  for (const each of alternatives) {
    if (each["type"] === undefined && each["enum"] === undefined) return "fits";
    if (each["type"] !== undefined && each["type"] !== constant.type) {
      const isWhole = each["type"] === "integer" && constant.type === "number";
      if (!isWhole) continue;
    }
    const values = each["enum"];
    if (!Array.isArray(values) || values.includes(constant.value)) return "fits";
    best = "value";
  }
  return best;
}

function alternativesOf(schema: JsonSchema): readonly JsonSchema[] {
  const alternatives = schema["anyOf"];
  if (Array.isArray(alternatives)) return alternatives as readonly JsonSchema[];
  return schema["type"] === undefined && schema["enum"] === undefined ? [] : [schema];
}

function enumerationOf(schema: JsonSchema): readonly string[] {
  return alternativesOf(schema).flatMap((each) => (Array.isArray(each["enum"]) ? each["enum"].map(String) : []));
}

function typesOf(schema: JsonSchema): readonly string[] {
  return alternativesOf(schema).map((each) =>
    each["type"] === "object" ? "an object" : `a ${typeof each["type"] === "string" ? each["type"] : "value"}`,
  );
}

function missingMessage(name: string, places: readonly Place[]): string {
  const known = places.flatMap(({ schema }) => {
    const properties = schema["properties"];
    return typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
  });
  const names = [...new Set(known)];
  return `"${name}" is not selected here${names.length === 0 ? "" : `; there are ${names.join(", ")}`}.`;
}
