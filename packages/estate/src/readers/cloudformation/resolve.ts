import type { Json, UnknownCode } from "../../model/value.ts";
import { isList, isObject, own, ownObject, type JsonObject } from "../json-access.ts";
import { isToldList, isToldObject, isUnsettled, settledJson, unsettled, type Told } from "../vocabulary/told.ts";
import { subnetsOf } from "./cidr.ts";
import type { Parameters } from "./parameters.ts";

/** Stands for `AWS::NoValue`: what has it is not there. */
export const noValue: unique symbol = Symbol("AWS::NoValue");

/** What a place of a template is once its functions are resolved as far as the template tells. */
export type Resolved = Told | typeof noValue;

/** What names in a template mean. */
export interface Names {
  readonly parameters: Parameters;
  readonly mappings: Json | undefined;
  readonly conditions: JsonObject;
  /** What a reference to a resource means: the whole of it, or one of its attributes; undefined if there is none. */
  readonly resource: (name: string, attribute: string | null) => Told | undefined;
}

/** Resolves the functions of one template. */
export interface Resolver {
  readonly resolve: (value: Json) => Resolved;
  /** Whether a condition holds; unsettled if the template does not tell. */
  readonly condition: (name: string) => Truth;
}

/** A condition's value; the code says why it is not known. */
export type Truth = boolean | { readonly code: UnknownCode };

/** Strings with these are replaced by values that lie elsewhere. */
const dynamicReference = /\{\{resolve:[^}]*\}\}/u;

/** Longer texts are not made: functions within functions can double them at every level. */
const maxLength = 1_000_000;

/** Creates a resolver. What it cannot resolve by the template alone is unsettled, with the reason. */
export function createResolver(names: Names): Resolver {
  const truths = new Map<string, Truth>();
  const open = new Set<string>();

  function condition(name: string): Truth {
    const known = truths.get(name);
    if (known !== undefined) return known;
    const written = Object.hasOwn(names.conditions, name) ? names.conditions[name] : undefined;
    // A condition that hangs on itself, or that nobody wrote: CloudFormation refuses the template.
    if (written === undefined || open.has(name)) return { code: "U1" };
    open.add(name);
    const truth = truthOf(written);
    open.delete(name);
    truths.set(name, truth);
    return truth;
  }

  function truthOf(value: Json): Truth {
    const called = callOf(value);
    if (called === null) return asTruth(settled(resolve(value)));
    switch (called.name) {
      case "Condition":
        return typeof called.argument === "string" ? condition(called.argument) : { code: "U1" };
      case "Fn::Equals":
        return equal(called.argument);
      case "Fn::Not":
        return not(truthsOf(called.argument)[0] ?? { code: "U1" });
      case "Fn::And":
        return all(truthsOf(called.argument));
      case "Fn::Or":
        return not(all(truthsOf(called.argument).map(not)));
      default:
        return asTruth(settled(resolve(value)));
    }
  }

  function truthsOf(value: Json): readonly Truth[] {
    return isList(value) ? value.map(truthOf) : [{ code: "U1" }];
  }

  function equal(value: Json): Truth {
    if (!isList(value) || value.length !== 2) return { code: "U1" };
    const [a, b] = value.map((side) => settled(resolve(side)));
    if (a === undefined || b === undefined) return { code: "U1" };
    const code = firstCode(a) ?? firstCode(b);
    if (code !== null) return { code };
    return canonical(a) === canonical(b);
  }

  function resolve(value: Json): Resolved {
    if (typeof value === "string") return dynamicReference.test(value) ? unsettled("U2") : value;
    if (isList(value)) return value.map(resolve).filter((item): item is Told => item !== noValue);
    if (!isObject(value)) return value;
    const called = callOf(value);
    // Outside conditions, `Condition` is a member like others.
    if (called !== null && called.name !== "Condition") return call(called.name, called.argument);
    // A macro may change all that stands beside it.
    if (Object.hasOwn(value, "Fn::Transform")) return unsettled("U3");
    const loops = Object.keys(value).some((key) => key.startsWith("Fn::ForEach::"));
    if (loops) return unsettled("U3");
    const members = new Map<string, Told>();
    for (const [key, member] of Object.entries(value)) {
      const resolved = resolve(member);
      if (resolved !== noValue) members.set(key, resolved);
    }
    return Object.fromEntries(members);
  }

  function call(name: string, argument: Json): Resolved {
    switch (name) {
      case "Ref":
        if (argument === "AWS::NoValue") return noValue;
        return typeof argument === "string" ? named(argument, null) : unsettled("U1");
      case "Fn::GetAtt":
        return attribute(argument);
      case "Fn::If":
        return branch(argument);
      case "Fn::Sub":
        return substitute(argument);
      case "Fn::Join":
        return join(argument);
      case "Fn::Select":
        return select(argument);
      case "Fn::Split":
        return split(argument);
      case "Fn::FindInMap":
        return findInMap(argument);
      case "Fn::Base64":
        return base64(settled(resolve(argument)));
      case "Fn::Cidr":
        return cidr(argument);
      case "Fn::Length":
        return length(settled(resolve(argument)));
      case "Fn::ToJsonString":
        return jsonString(settled(resolve(argument)));
      case "Fn::ImportValue":
        return unsettled("U2");
      case "Fn::Transform":
        return unsettled("U3");
      default:
        return unsettled("U1");
    }
  }

  function named(name: string, attributeName: string | null): Told {
    const parameter = attributeName === null ? names.parameters.valueOf(name) : undefined;
    if (typeof parameter === "string" && dynamicReference.test(parameter)) return unsettled("U2");
    return parameter ?? names.resource(name, attributeName) ?? unsettled("U1");
  }

  function attribute(argument: Json): Told {
    if (typeof argument === "string") {
      const dot = argument.indexOf(".");
      return dot < 0 ? unsettled("U1") : named(argument.slice(0, dot), argument.slice(dot + 1));
    }
    const [name, inner] = isList(argument) ? argument : [];
    if (typeof name !== "string" || inner === undefined) return unsettled("U1");
    const told = settled(resolve(inner));
    return typeof told === "string" ? named(name, told) : unsettled("U1");
  }

  function branch(argument: Json): Resolved {
    if (!isList(argument) || argument.length !== 3 || typeof argument[0] !== "string") return unsettled("U1");
    const [name, then = null, otherwise = null] = argument;
    const truth = condition(name);
    if (typeof truth === "boolean") return resolve(truth ? then : otherwise);
    const [a, b] = [settled(resolve(then)), settled(resolve(otherwise))];
    const isKnown = firstCode(a) === null && firstCode(b) === null;
    return isKnown && canonical(a) === canonical(b) ? a : unsettled(truth.code);
  }

  function substitute(argument: Json): Told {
    const [template, variables] = isList(argument) ? [argument[0], argument[1]] : [argument, undefined];
    if (typeof template !== "string") return unsettled("U1");
    const parts: Told[] = [];
    const known = new Map<string, Told>();
    let end = 0;
    for (const { 0: whole, 1: name = "", index } of template.matchAll(/\$\{([^${}]*)\}/gu)) {
      parts.push(template.slice(end, index));
      end = index + whole.length;
      if (name.startsWith("!")) parts.push(`\${${name.slice(1)}}`);
      else {
        const value = known.get(name) ?? variable(name.trim(), variables);
        known.set(name, value);
        parts.push(value);
      }
    }
    parts.push(template.slice(end));
    const written = parts.filter((part) => part !== "");
    const [only, suffix] = written;
    // The ARN of a log group is written with the suffix `:*`, which changes nothing of what it names.
    if (only !== undefined && (written.length === 1 || (written.length === 2 && suffix === ":*"))) {
      if (isUnsettled(only)) return only;
    }
    return namedByArn(written) ?? concatenated(written, "");
  }

  function variable(name: string, variables: Json | undefined): Told {
    const own = isObject(variables) && Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (own !== undefined) return settled(resolve(own));
    const dot = name.indexOf(".");
    return dot < 0 ? named(name, null) : named(name.slice(0, dot), name.slice(dot + 1));
  }

  function join(argument: Json): Told {
    if (!isList(argument) || argument.length !== 2) return unsettled("U1");
    const [delimiter, list] = [settled(resolve(argument[0] ?? null)), settled(resolve(argument[1] ?? null))];
    if (isUnsettled(list)) return unsettled(list.code);
    if (typeof delimiter !== "string" || !isToldList(list)) return unsettled("U1");
    const [only] = list;
    return list.length === 1 && isUnsettled(only) ? only : concatenated(list, delimiter);
  }

  function select(argument: Json): Told {
    if (!isList(argument) || argument.length !== 2) return unsettled("U1");
    const [index, list] = [settled(resolve(argument[0] ?? null)), settled(resolve(argument[1] ?? null))];
    if (isUnsettled(list)) return unsettled(list.code);
    const place = typeof index === "number" ? String(index) : index;
    if (typeof place !== "string" || !/^\d{1,6}$/u.test(place) || !isToldList(list)) return unsettled("U1");
    // An element that may not be there moves the others.
    const before = list.slice(0, Number(place)).find(isUnsettled);
    if (before !== undefined && before.address === null) return unsettled(before.code);
    return list[Number(place)] ?? unsettled("U1");
  }

  function split(argument: Json): Told {
    if (!isList(argument) || argument.length !== 2) return unsettled("U1");
    const [delimiter, text] = [settled(resolve(argument[0] ?? null)), settled(resolve(argument[1] ?? null))];
    if (isUnsettled(text)) return unsettled(text.code);
    return typeof delimiter === "string" && delimiter !== "" && typeof text === "string"
      ? text.split(delimiter)
      : unsettled("U1");
  }

  function findInMap(argument: Json): Resolved {
    if (!isList(argument) || argument.length < 3) return unsettled("U1");
    const keys = argument.slice(0, 3).map((key) => settled(resolve(key)));
    const unknown = keys.find(isUnsettled);
    if (unknown !== undefined) return unsettled(unknown.code);
    const found = keys.reduce<Json | undefined>(
      (place, key) => (typeof key === "object" ? undefined : own(place, String(key))),
      names.mappings,
    );
    // Mappings hold literal values only: a scalar, or a list of them.
    if (found !== undefined) return isList(found) ? found.map(literal) : literal(found);
    const fallback = own(argument[3], "DefaultValue");
    return fallback === undefined ? unsettled("U1") : resolve(fallback);
  }

  function cidr(argument: Json): Told {
    if (!isList(argument)) return unsettled("U1");
    const [block, count, bits] = argument.map((part) => settled(resolve(part)));
    const unknown = [block, count, bits].find((part) => isUnsettled(part));
    if (isUnsettled(unknown)) return unsettled(unknown.code);
    return subnetsOf(block, Number(count), Number(bits)) ?? unsettled("U1");
  }

  return { resolve, condition };
}

/** An object with one member that is a function's name calls it; `Condition` counts only where conditions are written. */
function callOf(value: Json): { readonly name: string; readonly argument: Json } | null {
  if (!isObject(value)) return null;
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return null;
  const [name, argument] = entry;
  const isFunction = name.startsWith("Fn::") && !name.startsWith("Fn::ForEach::");
  return name === "Ref" || isFunction || (name === "Condition" && typeof argument === "string")
    ? { name, argument }
    : null;
}

function literal(value: Json): Told {
  if (typeof value === "object" && value !== null) return unsettled("U1");
  return typeof value === "string" && dynamicReference.test(value) ? unsettled("U2") : value;
}

/** The resource whose name an ARN ends with (`arn:aws:apigateway:…::/restapis/${Api}/stages/${Stage}`), if it does. */
function namedByArn(parts: readonly Told[]): Told | null {
  const [beginning] = parts;
  const [before, last] = parts.slice(-2);
  if (typeof beginning !== "string" || !beginning.startsWith("arn:")) return null;
  if (typeof before !== "string" || !/[/:]$/u.test(before)) return null;
  return isUnsettled(last) && last.address !== null ? last : null;
}

/** Takes what is not there for not known, in places where something has to be. */
export function settled(value: Resolved): Told {
  return value === noValue ? unsettled("U1") : value;
}

function not(truth: Truth): Truth {
  return typeof truth === "boolean" ? !truth : truth;
}

function all(truths: readonly Truth[]): Truth {
  if (truths.includes(false)) return false;
  return truths.find((truth) => typeof truth !== "boolean") ?? true;
}

function asTruth(value: Told): Truth {
  if (isUnsettled(value)) return { code: value.code };
  if (value === true || value === "true") return true;
  return value === false || value === "false" ? false : { code: "U1" };
}

/** The first reason why a place within a value is not settled; null if all are. */
function firstCode(value: Told): UnknownCode | null {
  if (isUnsettled(value)) return value.code;
  const members = isToldList(value) ? value : isToldObject(value) ? Object.values(value) : [];
  for (const member of members) {
    const code = firstCode(member);
    if (code !== null) return code;
  }
  return null;
}

/** CloudFormation compares scalars as texts. */
function canonical(value: Told): string {
  const json = settledJson(value);
  return typeof json === "object" && json !== null ? `json:${JSON.stringify(json)}` : `text:${String(json)}`;
}

function concatenated(parts: readonly Told[], delimiter: string): Told {
  const texts: string[] = [];
  for (const part of parts) {
    if (isUnsettled(part)) return unsettled(part.code);
    if (typeof part === "object" && part !== null) return unsettled("U1");
    texts.push(String(part ?? ""));
  }
  const size = texts.reduce((sum, text) => sum + text.length + delimiter.length, 0);
  if (size > maxLength) return unsettled("U1");
  const text = texts.join(delimiter);
  return dynamicReference.test(text) ? unsettled("U2") : text;
}

function base64(value: Told): Told {
  if (isUnsettled(value)) return unsettled(value.code);
  if (typeof value !== "string" || value.length > maxLength) return unsettled("U1");
  const bytes = new TextEncoder().encode(value);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function length(value: Told): Told {
  if (isUnsettled(value)) return unsettled(value.code);
  if (!isToldList(value)) return unsettled("U1");
  const open = value.find((item) => isUnsettled(item) && item.address === null);
  return isUnsettled(open) ? unsettled(open.code) : value.length;
}

function jsonString(value: Told): Told {
  const code = firstCode(value);
  if (code !== null) return unsettled(code);
  const text = JSON.stringify(settledJson(value));
  return text.length > maxLength ? unsettled("U1") : text;
}

/** Reads an object of a template; an empty one if it is none. */
export function section(template: Json, name: string): JsonObject {
  return ownObject(template, name) ?? {};
}
