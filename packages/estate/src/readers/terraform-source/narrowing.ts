import type { Json } from "../../model/value.ts";
import { isList, isObject, own, ownList, ownObject, ownString } from "../json-access.ts";

/**
 * Tells whether the configuration of evaluated source is the one that a plan was made of, as far as both tell: it has the
 * same resources and module calls, and no expression refers to anything that the plan's does not refer to. It may refer to
 * less, because the evaluator leaves out branches that are not taken, and to local values.
 */
export function isNarrowing(planned: Json | undefined, written: Json | undefined): boolean {
  return isModuleNarrowing(own(planned, "root_module"), own(written, "root_module"));
}

function isModuleNarrowing(planned: Json | undefined, written: Json | undefined): boolean {
  const resources = new Map(
    ownList(planned, "resources").map((resource) => [ownString(resource, "address"), resource]),
  );
  const others = ownList(written, "resources");
  const calls = ownObject(planned, "module_calls") ?? {};
  const otherCalls = ownObject(written, "module_calls") ?? {};
  return (
    others.length === resources.size &&
    others.every((resource) => {
      const plan = resources.get(ownString(resource, "address"));
      return plan !== undefined && isWithin(own(plan, "expressions"), own(resource, "expressions"));
    }) &&
    Object.keys(calls).length === Object.keys(otherCalls).length &&
    Object.entries(calls).every(([name, call]) => {
      const other = own(otherCalls, name);
      return (
        other !== undefined &&
        isWithin(own(call, "expressions"), own(other, "expressions")) &&
        isModuleNarrowing(own(call, "module"), own(other, "module"))
      );
    })
  );
}

function isWithin(planned: Json | undefined, written: Json | undefined): boolean {
  if (isObject(written) && Object.hasOwn(written, "references")) {
    const references = ownList(planned, "references")
      .filter((reference) => typeof reference === "string")
      .map(withoutKeys);
    return ownList(written, "references")
      .filter((reference) => typeof reference === "string")
      .map(withoutKeys)
      .every((reference) => reference.startsWith("local.") || references.some((other) => isBelow(reference, other)));
  }
  if (isObject(written) && Object.hasOwn(written, "constant_value")) return isObject(planned);
  if (isList(written)) {
    if (isList(planned)) return written.every((block, index) => isWithin(planned[index], block));
    return isObject(planned) && written.every((block) => isBlockWithin(planned, block));
  }
  return !isObject(written) || Object.entries(written).every(([name, member]) => isWithin(own(planned, name), member));
}

/** Of an attribute that may be written as blocks (the rules of a security group) a plan prints one expression for all. */
function isBlockWithin(planned: Json, block: Json): boolean {
  return !isObject(block) || Object.values(block).every((member) => isWithin(planned, member));
}

/** The evaluator names the instance that an expression picks, where a plan names all of them. */
function withoutKeys(reference: string): string {
  return reference.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/gu, "");
}

function isBelow(reference: string, other: string): boolean {
  return reference === other || reference.startsWith(`${other}.`);
}
