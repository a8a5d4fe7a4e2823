import type { ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import type { ApiCall } from "../../types/api-call.ts";
import { apiCalls } from "../../types/aws/api-calls.ts";
import { isList, own, pointer } from "../json-access.ts";

/** Where elements stand: `elbv2:DescribeLoadBalancers.LoadBalancers[]`. */
export interface ElementPlace {
  readonly operation: string;
  /** Members below the answer, one that ends with `[]` in each of its elements; none for the answer itself. */
  readonly steps: readonly string[];
}

/** Splits `service:Operation.path`. */
export function elementPlace(text: string): ElementPlace {
  const [operation = "", ...steps] = text.split(".");
  return { operation, steps };
}

/** What stands at a place of an answer, with where it does; undefined if nothing is there that could be or hold it. */
export function elementsAt(
  steps: readonly string[],
  value: Json | undefined,
  at: string,
): readonly { readonly value: Json; readonly pointer: string }[] | undefined {
  if (value === undefined || value === null) return undefined;
  const [step, ...rest] = steps;
  if (step === undefined) return [{ value, pointer: at }];
  if (!step.endsWith("[]")) return elementsAt(rest, own(value, step), pointer(at, step));
  const name = step.slice(0, -2);
  const listed = own(value, name);
  if (!isList(listed)) return undefined;
  return listed.flatMap((element, index) => elementsAt(rest, element, pointer(pointer(at, name), index)) ?? []);
}

/** Every place in which the API tells resources of a type; the first is the listing. */
export function placesOf({ sources }: ResourceType): readonly ElementPlace[] {
  return (sources.api ?? "")
    .split(" | ")
    .filter((text) => text !== "")
    .map(elementPlace);
}

/** What the table says of a call; undefined for one that it does not name. */
export function callOf(operation: string): ApiCall | undefined {
  return Object.hasOwn(apiCalls, operation) ? apiCalls[operation] : undefined;
}

/** The call by which the listing begins that gives a call its parameters: the call itself where nothing does. */
export function rootOf(operation: string): string {
  const each = callOf(operation)?.each;
  return each === undefined ? operation : rootOf(elementPlace(each).operation);
}

/** Whether answers of a call hold for every region of the account. */
export function isAskedOnce(operation: string): boolean {
  return callOf(rootOf(operation))?.isGlobal === true;
}
