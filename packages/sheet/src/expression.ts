import type { PolicyId } from "@sekisho/policy";

/** How a claim is decided: one policy, or policies joined by `allOf` and `anyOf`. */
export type Expression<Id extends string = PolicyId> = Id | Junction<Id>;

/** Several expressions that are joined: all of them are needed, or one is enough. */
export interface Junction<Id extends string = PolicyId> {
  readonly kind: "allOf" | "anyOf";
  readonly of: readonly [Expression<Id>, ...Expression<Id>[]];
}

/** Joins expressions that are all needed. */
export function allOf<Id extends string>(...of: readonly [Expression<Id>, ...Expression<Id>[]]): Junction<Id> {
  return { kind: "allOf", of };
}

/** Joins expressions of which one is enough. */
export function anyOf<Id extends string>(...of: readonly [Expression<Id>, ...Expression<Id>[]]): Junction<Id> {
  return { kind: "anyOf", of };
}

/** Lists the policies that an expression names, sorted, each once. */
export function policiesOf<Id extends string>(expression: Expression<Id>): readonly Id[] {
  const found = new Set<Id>();
  const visit = (part: Expression<Id>): void => {
    if (typeof part === "string") found.add(part);
    else part.of.forEach(visit);
  };
  visit(expression);
  return [...found].sort();
}
