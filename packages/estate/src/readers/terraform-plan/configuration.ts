import type { Json } from "../../model/value.ts";
import {
  formatInModule,
  formatModules,
  formatResource,
  nameOf,
  parseTraversal,
  splitResource,
  withoutKeys,
  type Address,
  type InstanceKey,
  type ModuleStep,
  type Step,
} from "./address.ts";
import { isList, isObject, own, ownList, ownObject, ownString, type JsonObject } from "../json-access.ts";

/** Where an expression stands: its module instance, and the `count` or `for_each` key it is evaluated with. */
export interface Scope {
  readonly modules: readonly ModuleStep[];
  readonly self: InstanceKey;
  /** The keys of all instances, this one's included. */
  readonly keys: readonly InstanceKey[];
  /** The `for_each` expression that `each.value` reads from. */
  readonly forEach: Json | undefined;
}

/** An object that an expression refers to, and the attribute of it that is read. */
export interface ObjectReference {
  readonly address: Address;
  /** What follows the object; empty where the whole object is referred to (splats, computed indices). */
  readonly rest: readonly Step[];
}

/** A constant that an expression refers to: written in the configuration, or the value of a root variable. */
export interface Literal {
  /** Undefined where the constant does not have the part that is read. */
  readonly value: Json | undefined;
  readonly isSensitive: boolean;
}

/** Everything that an expression refers to. */
export interface Resolution {
  readonly objects: readonly ObjectReference[];
  readonly literals: readonly Literal[];
  /** It refers to something that a plan does not settle: a local, a variable without value, an unclear key. */
  readonly isOpen: boolean;
  /** It may choose among the objects, by the key of the instance or by a member of what is composed of them. */
  readonly isChoice: boolean;
  /**
   * Whether what is referred to is all of the value, as it is: false where it is cut, filtered or changed. A plan does not tell
   * (null); source does.
   */
  readonly isUnaltered: boolean | null;
}

/** The instances that the plan holds, which tell the keys that a reference without a key can mean. */
export interface Instances {
  /** Keys of a resource's instances, by its address without key. */
  keysOf(resource: string): readonly InstanceKey[];
  /** Keys of a module call's instances, by the parent's address and the call's name. */
  moduleKeysOf(parent: string, name: string): readonly InstanceKey[];
  /** Whether a resource, by its address without any keys, may have instances that the document does not hold. */
  isUncounted(resource: string): boolean;
}

/** What is written about one resource in the configuration. */
export interface ConfiguredResource {
  readonly expressions: JsonObject;
  readonly scope: Scope;
}

/** The configuration part of a plan: expressions by resource, and what they refer to. */
export interface Configuration {
  /** Null where the plan holds no configuration of the resource: what it leaves out is then not known. */
  resource(address: Address): ConfiguredResource | null;
  /** The key of the provider configuration that a resource is made with; null where the plan does not tell it. */
  providerKeyOf(address: Address): string | null;
  resolve(expression: Json | undefined, scope: Scope): Resolution;
}

/** Expressions that refer to each other in a ring, or to no end, are not followed beyond these. */
const maxSteps = 2000;
const maxResolutionDepth = 60;

type Traversals = readonly (readonly Step[] | null)[];

interface Run {
  steps: number;
  readonly objects: Map<string, ObjectReference>;
  readonly literals: Literal[];
  isOpen: boolean;
  isChoice: boolean;
  isAltered: boolean;
  /** How often the instance's own key has named the instance of what is referred to. */
  pairings: number;
}

function newRun(): Run {
  return { steps: 0, objects: new Map(), literals: [], isOpen: false, isChoice: false, isAltered: false, pairings: 0 };
}

/** Creates the reader of a plan's `configuration` and `variables`; either may be missing. */
export function createConfiguration(
  configuration: Json | undefined,
  variables: Json | undefined,
  instances: Instances,
): Configuration {
  const root = ownObject(configuration, "root_module");
  const marksAltered = own(configuration, "marks_altered") === true;
  const resources = new Map<string, ReadonlyMap<string, JsonObject>>();
  const traversalsByExpression = new Map<JsonObject, Traversals>();

  function moduleAt(modules: readonly ModuleStep[]): JsonObject | undefined {
    let module = root;
    for (const { name } of modules) module = ownObject(callOf(module, name), "module");
    return module;
  }

  function resourcesOf(modules: readonly ModuleStep[]): ReadonlyMap<string, JsonObject> {
    const path = modules.map(({ name }) => name).join(".");
    let found = resources.get(path);
    if (found === undefined) {
      const list = ownList(moduleAt(modules), "resources").filter(isObject);
      found = new Map(list.map((resource) => [ownString(resource, "address") ?? "", resource]));
      resources.set(path, found);
    }
    return found;
  }

  function configured(address: Address): JsonObject | undefined {
    return resourcesOf(address.modules).get(formatInModule(address));
  }

  /** What an expression refers to; null for what is no traversal. One expression is followed for all instances of its block. */
  function traversalsOf(expression: JsonObject): Traversals {
    let found = traversalsByExpression.get(expression);
    if (found === undefined) {
      const texts = ownList(expression, "references").filter((text) => typeof text === "string");
      found = longestReferences(texts).map(parseTraversal);
      traversalsByExpression.set(expression, found);
    }
    return found;
  }

  function follow(
    run: Run,
    expression: Json | undefined,
    scope: Scope,
    rest: readonly Step[],
    pairing: InstanceKey | undefined,
    depth: number,
    isOwnMember = false,
  ): void {
    run.steps += 1;
    if (run.steps > maxSteps || depth > maxResolutionDepth || !isObject(expression)) {
      run.isOpen = true;
      return;
    }
    const constant = own(expression, "constant_value");
    if (constant !== undefined) {
      run.literals.push({ value: memberAt(constant, rest), isSensitive: false });
      return;
    }
    if (own(expression, "altered") === true) run.isAltered = true;
    const referred = traversalsOf(expression);
    // An expression without references that is no constant either is the call of a function.
    if (referred.length === 0) run.isOpen = true;
    const others = referred.filter((steps) => !isSelfKey(steps) && !isSelfValue(steps));
    const isKeyed = others.length < referred.length;
    const pair = isKeyed && others.length > 0 ? ownPairing(run, referred, scope, depth) : pairing;
    const pairedBefore = run.pairings;
    for (const steps of referred) {
      if (steps === null) run.isOpen = true;
      else if (isSelfKey(steps)) {
        if (others.length === 0 && referred.length === 1) run.literals.push({ value: scope.self, isSensitive: false });
      } else if (isSelfValue(steps)) {
        if (others.length === 0) followOwnValue(run, scope, [...steps.slice(2), ...rest], depth);
        else if (steps.length > 2) run.isOpen = true;
      } else followReference(run, steps, scope, rest, pair, depth, isOwnMember);
    }
    // A key that names no instance stands in a condition or leads into something composed.
    if (isKeyed && run.pairings === pairedBefore) run.isChoice = true;
  }

  function followOwnValue(run: Run, scope: Scope, rest: readonly Step[], depth: number): void {
    const member: readonly Step[] = scope.self === null ? [] : [{ index: scope.self }];
    follow(run, scope.forEach, { ...scope, forEach: undefined }, [...member, ...rest], undefined, depth + 1, true);
  }

  /**
   * Says which instances of other resources the keys in an expression name: those with an equal key, or for `each.value`
   * those that the map names. Where the plan prints no word on `for_each`, a set and a map of constants look alike.
   */
  function ownPairing(run: Run, traversals: Traversals, scope: Scope, depth: number): InstanceKey | undefined {
    const isByValue = traversals.some((steps) => isSelfValue(steps) && steps?.length === 2);
    if (!isByValue) return scope.self;
    const inner: Run = { ...newRun(), steps: run.steps };
    followOwnValue(inner, scope, [], depth);
    run.steps = inner.steps;
    const [literal, ...others] = inner.literals;
    const isSettled = inner.objects.size === 0 && !inner.isOpen && others.length === 0;
    const value = isSettled ? literal?.value : undefined;
    const isKey = typeof value === "string" || typeof value === "number";
    if (isKey && (value === scope.self || !traversals.some(isSelfKey))) return value;
    run.isOpen = true;
    return undefined;
  }

  function followReference(
    run: Run,
    steps: readonly Step[],
    scope: Scope,
    rest: readonly Step[],
    pairing: InstanceKey | undefined,
    depth: number,
    isOwnMember: boolean,
  ): void {
    const head = nameOf(steps[0]);
    const name = nameOf(steps[1]);
    if (head === "var" && name !== undefined) {
      followVariable(run, name, scope, [...steps.slice(2), ...rest], depth);
    } else if (head === "module" && name !== undefined) {
      followOutput(run, name, scope, [...steps.slice(2), ...rest], pairing, depth);
    } else if (head === "path" || head === "terraform") {
      run.literals.push({ value: "", isSensitive: false });
    } else if (head === "local" && name !== undefined) {
      // A plan holds no locals; what is made of source does.
      const local = own(ownObject(moduleAt(scope.modules), "locals"), name);
      follow(run, local, wholeModule(scope.modules), [...steps.slice(2), ...rest], undefined, depth + 1);
    } else if (head === "self" || head === "ephemeral" || head === "each" || head === "count") {
      run.isOpen = true;
    } else {
      const found = splitResource([...steps, ...rest], scope.modules);
      if (found === null) run.isOpen = true;
      else {
        const written = splitResource(steps);
        // A member is taken of what the attribute is only a part of: a map or object that a module or for_each composes.
        if (rest.length > 0 && (written?.rest.length ?? 0) > 0) run.isChoice = true;
        // A key below a whole resource is one of a map or list that is made of its instances, in what order is not printed.
        const isMadeOf = found.hasKey && written?.hasKey === false && !isOwnMember;
        if (isMadeOf) run.isChoice = true;
        const address = isMadeOf ? { ...found.address, key: null } : found.address;
        addObjects(run, address, found.hasKey && !isMadeOf, found.rest, pairing, scope);
      }
    }
  }

  function followVariable(run: Run, name: string, scope: Scope, rest: readonly Step[], depth: number): void {
    const declared = ownObject(ownObject(moduleAt(scope.modules), "variables"), name);
    const isSensitive = own(declared, "sensitive") === true;
    const last = scope.modules.at(-1);
    const given = ownObject(variables, name);
    if (last === undefined && given !== undefined && Object.hasOwn(given, "value")) {
      run.literals.push({ value: memberAt(given["value"] ?? null, rest), isSensitive });
      return;
    }
    if (last !== undefined) {
      const parent = scope.modules.slice(0, -1);
      const call = callOf(moduleAt(parent), last.name);
      const expression = own(ownObject(call, "expressions"), name);
      if (expression !== undefined) {
        const keys = instances.moduleKeysOf(formatModules(parent), last.name);
        const outer: Scope = { modules: parent, self: last.key, keys, forEach: own(call, "for_each_expression") };
        follow(run, expression, outer, rest, undefined, depth + 1);
        return;
      }
    }
    const standard = own(declared, "default");
    if (standard === undefined) run.isOpen = true;
    else run.literals.push({ value: memberAt(standard, rest), isSensitive });
  }

  function followOutput(
    run: Run,
    name: string,
    scope: Scope,
    steps: readonly Step[],
    pairing: InstanceKey | undefined,
    depth: number,
  ): void {
    const [first] = steps;
    const index = first !== undefined && "index" in first ? first.index : null;
    const rest = steps.slice(index === null ? 1 : 2);
    const outputs = ownObject(ownObject(callOf(moduleAt(scope.modules), name), "module"), "outputs") ?? {};
    const known = instances.moduleKeysOf(formatModules(scope.modules), name);
    const single = known.length === 1 ? known[0] : undefined;
    const paired = pairing !== undefined && pairsWith(pairing, known, scope) ? pairing : undefined;
    // Behind a key that is computed (`module.a[each.key].arn`) the output's name is not printed.
    const [only, ...others] = Object.keys(outputs);
    const output =
      nameOf(steps[index === null ? 0 : 1]) ?? (paired !== undefined && others.length === 0 ? only : undefined);
    const expression = own(ownObject(outputs, output ?? ""), "expression");
    if (output === undefined || expression === undefined) {
      run.isOpen = true;
      return;
    }
    if (index === null && paired !== undefined && paired !== null) run.pairings += 1;
    const key = index ?? single ?? paired;
    const keys = key === undefined ? (known.length === 0 ? [null] : known) : [key];
    for (const each of keys) {
      follow(run, expression, wholeModule([...scope.modules, { name, key: each }]), rest, undefined, depth + 1);
    }
  }

  function addObjects(
    run: Run,
    address: Address,
    hasKey: boolean,
    rest: readonly Step[],
    pairing: InstanceKey | undefined,
    scope: Scope,
  ): void {
    const known = instances.keysOf(formatResource(address));
    let keys: readonly InstanceKey[];
    if (instances.isUncounted(formatResource(withoutKeys(address)))) {
      run.isOpen = true;
      return;
    }
    if (hasKey) keys = [address.key];
    else if (known.length === 0) keys = [null];
    else if (known.length === 1 || pairing === undefined) keys = known;
    else if (pairsWith(pairing, known, scope)) keys = [pairing];
    else {
      run.isOpen = true;
      return;
    }
    if (!hasKey && pairing !== undefined && pairing !== null && known.includes(pairing)) run.pairings += 1;
    for (const key of keys) {
      const object = { address: { ...address, key }, rest };
      run.objects.set(JSON.stringify([object.address, rest]), object);
      run.steps += 1;
    }
  }

  return {
    resource(address) {
      const resource = configured(address);
      if (resource === undefined) return null;
      return {
        expressions: ownObject(resource, "expressions") ?? {},
        scope: {
          modules: address.modules,
          self: address.key,
          keys: instances.keysOf(formatResource(address)),
          forEach: own(resource, "for_each_expression"),
        },
      };
    },
    providerKeyOf: (address) => ownString(configured(address), "provider_config_key") ?? null,
    resolve(expression, scope) {
      const run = newRun();
      follow(run, expression, scope, [], undefined, 0);
      const { literals, isOpen, isChoice, isAltered } = run;
      const isUnaltered = marksAltered ? !isAltered : null;
      return { objects: [...run.objects.values()], literals, isOpen, isChoice, isUnaltered };
    },
  };
}

/**
 * Keeps the longest of references that Terraform prints together with all their prefixes (`aws_lb.a.arn`, `aws_lb.a`).
 * A prefix is dropped only behind its own longer form, once each: elsewhere it is a reference of its own.
 */
export function longestReferences(references: readonly string[]): readonly string[] {
  const kept = new Set<string>();
  let longest = "";
  let seen = new Set<string>();
  for (const reference of references) {
    const isPrefix = longest.startsWith(`${reference}.`) || longest.startsWith(`${reference}[`);
    if (isPrefix && !seen.has(reference)) {
      seen.add(reference);
      continue;
    }
    longest = reference;
    seen = new Set();
    kept.add(reference);
  }
  return [...kept];
}

/** The scope of what a module writes outside of its resources: outputs and locals. */
function wholeModule(modules: readonly ModuleStep[]): Scope {
  return { modules, self: null, keys: [null], forEach: undefined };
}

/**
 * Tells whether a key names the instance of another resource that has the same key. `a[count.index]` and
 * `a[count.index + 1]` are printed alike, so a number does so only where both have as many instances: a shifted number
 * would lead out of them. What is left is a permutation that is written in place, which a plan prints as equal keys.
 */
function pairsWith(key: InstanceKey, known: readonly InstanceKey[], scope: Scope): boolean {
  return known.includes(key) && (typeof key !== "number" || known.length === scope.keys.length);
}

function callOf(module: JsonObject | undefined, name: string): JsonObject | undefined {
  return ownObject(ownObject(module, "module_calls"), name);
}

function isSelfKey(steps: readonly Step[] | null): boolean {
  const head = nameOf(steps?.[0]);
  const name = nameOf(steps?.[1]);
  return (head === "each" && name === "key") || (head === "count" && name === "index");
}

function isSelfValue(steps: readonly Step[] | null): boolean {
  return nameOf(steps?.[0]) === "each" && nameOf(steps?.[1]) === "value";
}

/** Reads a part of a constant; a string index into a list is a key of the set that `toset` makes of it. */
function memberAt(value: Json, steps: readonly Step[]): Json | undefined {
  let found: Json | undefined = value;
  for (const step of steps) {
    const key = "name" in step ? step.name : step.index;
    if (isList(found)) found = typeof key === "number" ? found[key] : found.find((item) => item === key);
    else found = own(found, String(key));
  }
  return found;
}
