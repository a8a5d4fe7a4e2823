import { parameterPlace, type ApiCall, type ApiVariant, type Json } from "@sekisho/estate";
import { followSteps } from "./operation.ts";

/** Parameters of a call. */
export type Parameters = Readonly<Record<string, Json>>;

/** What a call is made for: an element of a listing, and the parameters with which the listing was made. */
export interface Element {
  readonly value: unknown;
  readonly listing: Parameters;
}

/**
 * Gives the parameters of a call for an element of its listing: null if the call is not made for such an element.
 *
 * @throws TypeError if the element lacks what the call needs.
 */
export function parametersOf(
  call: ApiCall,
  element: Element | null,
  variant: ApiVariant | null,
  account: string,
): Parameters | null {
  for (const [path, wanted] of Object.entries(call.only ?? {})) {
    if (element === null || valueAt(path, element) !== wanted) return null;
  }
  const taken = Object.entries(call.parameters ?? {}).map(([name, path]): [string, Json] => {
    const { path: place, isWrapped } = parameterPlace(path);
    const value = element === null ? undefined : valueAt(place, element);
    if (value === undefined) throw new TypeError(`the listing does not tell "${path}"`);
    return [name, isWrapped ? [value] : value];
  });
  const own: [string, Json][] = call.accountParameter === undefined ? [] : [[call.accountParameter, account]];
  return { ...Object.fromEntries([...taken, ...own]), ...(variant?.parameters as Parameters | undefined) };
}

/** `@Name` is a parameter of the listing, the empty path the element itself. */
function valueAt(path: string, { value, listing }: Element): Json | undefined {
  if (path.startsWith("@")) return listing[path.slice(1)];
  const [found] = followSteps(value, path === "" ? [] : path.split("."));
  return typeof found === "string" || typeof found === "number" || typeof found === "boolean" ? found : undefined;
}

/** Writes parameters as one text that is the same for the same parameters in any order. */
export function canonical(parameters: Parameters): string {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(sorted);
}
