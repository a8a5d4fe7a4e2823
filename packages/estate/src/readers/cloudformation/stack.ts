import type { ReadAccount, ReadResource } from "../../model/estate.ts";

/** Where a stack lies, as far as its ARN or an event tells. */
export interface StackPlace {
  readonly account: ReadAccount;
  readonly region: Exclude<ReadResource["region"], null>;
}

/** Reads account and region from the ARN of a stack; what an event says of them goes before. */
export function placeOfStack(
  arn: string | undefined,
  origin: string,
  said: { readonly account?: string | undefined; readonly region?: string | undefined } = {},
): StackPlace {
  const [, , , region = "", account = ""] = arn?.startsWith("arn:") === true ? arn.split(":") : [];
  const number = said.account ?? account;
  const id = /^\d{12}$/u.test(number) ? number : null;
  const name = said.region ?? region;
  return {
    account: { key: id ?? "stack", id, origin },
    region: name === "" ? { unknown: "U1" } : name,
  };
}
