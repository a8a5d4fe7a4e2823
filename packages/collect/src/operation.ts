/** A name of the table of calls, taken apart: `elbv2:DescribeLoadBalancers`. */
export interface Operation {
  /** As botocore names it. */
  readonly service: string;
  readonly operation: string;
}

/** Takes a name of the table of calls apart. */
export function parseOperation(name: string): Operation {
  const colon = name.indexOf(":");
  return { service: name.slice(0, colon), operation: name.slice(colon + 1) };
}

/** Elements of a listing's answer: `elbv2:DescribeLoadBalancers.LoadBalancers[]`, taken apart. */
export interface ListingPath {
  /** The listing's name in the table of calls. */
  readonly listing: string;
  /** The members that lead to the elements; lists on the way are followed in each element. */
  readonly steps: readonly string[];
}

/** Takes the field `each` of a call apart. */
export function parseListingPath(each: string): ListingPath {
  const [listing = "", ...steps] = each.replaceAll("[]", "").split(".");
  return { listing, steps };
}

/** Gives everything that members lead to; lists on the way, and at the end, are followed in each element. */
export function followSteps(value: unknown, steps: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap((element) => followSteps(element, steps));
  const [step, ...rest] = steps;
  if (step === undefined) return value === undefined || value === null ? [] : [value];
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return [];
  return followSteps((value as Readonly<Record<string, unknown>>)[step], rest);
}
