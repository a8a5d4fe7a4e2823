import type { DerivationContext } from "../../model/estate.ts";
import { heaviestCode } from "../../model/links.ts";
import type { ScalarValue } from "../../model/value.ts";
import { asCollection, asScalar, codeOf } from "./nodes.ts";

interface Derived {
  readonly value: ScalarValue;
  readonly origin: string;
}

/**
 * Reads a boolean of the subnets in which something lies: true if it is so of one of them, false if of none. A subnet that
 * is not settled leaves it unknown.
 */
export function ofSubnets(context: DerivationContext, link: string, attribute: string): Derived {
  const subnets = context.forward(link);
  const words = subnets.items.map((subnet) => asScalar(context.valueOf(subnet, attribute)));
  const found = words.find(({ value }) => value === true);
  if (found !== undefined) return { value: true, origin: found.origin };
  const { origin } = context.value(link);
  // What names no subnet lies in one that nobody tells.
  const code = heaviestCode([subnets.code, ...words.map(codeOf)]) ?? (words.length === 0 ? "U1" : null);
  return { value: code === null ? false : { unknown: code }, origin };
}

/** Says whether a list that is read has an element; unknown where it may have one. */
export function hasElements(context: DerivationContext, attribute: string): Derived {
  const { items, code, origin } = asCollection(context.value(attribute));
  return { value: items.length > 0 ? true : code === null ? false : { unknown: code }, origin };
}
