import type { Json } from "@sekisho/estate";
import type { Shape } from "./client-shapes.ts";

/** Whether a member is named by a resource type, so that it is kept although the model calls it sensitive. */
export type IsNeeded = (member: string) => boolean;

/**
 * Writes the SDK's answer as JSON with the members of the service model: times as ISO 8601 in UTC, bytes in Base64.
 * What is known to hold secrets is left out: members that the model marks as sensitive, unless a resource type names
 * them, and those of {@link isSecret}.
 */
export function toAnswer(response: object, shape: Shape | null, isNeeded: IsNeeded): Json {
  const members = Object.entries(response).filter(([member]) => member !== "$metadata");
  return toJson(Object.fromEntries(members), shape, [], isNeeded) ?? {};
}

function toJson(value: unknown, shape: Shape | null, path: readonly string[], isNeeded: IsNeeded): Json | undefined {
  if (isSecret(path, value, shape, isNeeded)) return undefined;
  if (value === undefined || value === null) return undefined;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) {
    const item = shape?.item() ?? null;
    return value.map((element) => toJson(element, item, path, isNeeded)).filter((element) => element !== undefined);
  }
  if (typeof value === "object") {
    const members = Object.entries(value).flatMap(([member, part]): [string, Json][] => {
      const json = toJson(part, shape?.member(member) ?? null, [...path, member], isNeeded);
      return json === undefined ? [] : [[member, json]];
    });
    return Object.fromEntries(members);
  }
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  return typeof value === "bigint" ? value.toString() : undefined;
}

/** Ends of paths at which AWS stores secrets that its models do not mark. */
const secretPlaces: readonly (readonly string[])[] = [
  ["environment", "value"],
  ["Environment", "Variables"],
  ["UserData"],
  ["userData"],
  // A header that only the content delivery network knows is a shared secret.
  ["HttpHeaderConfig", "Values"],
  ["InsertHeaders", "Value"],
];

/** Marked by the models as a whole; the names in it are no secret, and say that there is something. */
const keptWithoutValues: readonly string[] = ["environment"];

function isSecret(path: readonly string[], value: unknown, shape: Shape | null, isNeeded: IsNeeded): boolean {
  const name = path.at(-1);
  if (name === undefined) return false;
  if (secretPlaces.some((place) => place.every((step, index) => path[path.length - place.length + index] === step)))
    return true;
  if (shape?.isSensitive === true && !isNeeded(name) && !keptWithoutValues.includes(name)) return true;
  return typeof value === "string" && /(password|secretaccesskey|privatekey|secretstring|authtoken)$/iu.test(name);
}
