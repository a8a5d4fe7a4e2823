import type { ValueNode } from "./value.ts";

/** Tells whether two values say the same, wherever each was read. */
export function isSameValue(a: ValueNode, b: ValueNode): boolean {
  return JSON.stringify(a, withoutOrigins) === JSON.stringify(b, withoutOrigins);
}

function withoutOrigins(key: string, value: unknown): unknown {
  return key === "origin" ? undefined : value;
}
