import { findTooDeep, maxDepth, SekishoError } from "@sekisho/estate";

/**
 * Parses the JSON of a request's body.
 *
 * @throws SekishoError `REQUEST_INVALID`; the message never quotes the body, which may hold secrets.
 */
export function parseBody(body: Uint8Array): unknown {
  const text = decode(body);
  if (findTooDeep(text) !== null) {
    throw new SekishoError("REQUEST_INVALID", `The body is nested more deeply than ${String(maxDepth)} levels.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    // The engine's message is left out, also as a cause: it quotes the text.
    throw new SekishoError("REQUEST_INVALID", "The body is not valid JSON. Send one JSON value in UTF-8.");
  }
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new SekishoError("REQUEST_INVALID", "The body is not UTF-8. Send one JSON value in UTF-8.");
  }
}

/** Tells whether a JSON value is an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Gives a member of a JSON object, of its own keys only; undefined where there is none. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}

/** Gives a member that is a text; null where there is none. */
export function textOf(value: unknown, ...path: readonly string[]): string | null {
  const found = member(value, ...path);
  return typeof found === "string" ? found : null;
}
