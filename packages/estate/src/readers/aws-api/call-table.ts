import type { ResourceType } from "../../model/resource-type.ts";
import type { ApiCall } from "../../types/api-call.ts";
import { apiCalls } from "../../types/aws/api-calls.ts";

/** Where elements stand: `elbv2:DescribeLoadBalancers.LoadBalancers[]`. */
export interface ElementPlace {
  readonly operation: string;
  /** Members below the answer; none for the answer itself. */
  readonly steps: readonly string[];
  /** Whether the last member is a list of which each element counts. */
  readonly isList: boolean;
}

/** Splits `service:Operation.path`, whose path may end with `[]`. */
export function elementPlace(text: string): ElementPlace {
  const isList = text.endsWith("[]");
  const [operation = "", ...steps] = (isList ? text.slice(0, -2) : text).split(".");
  return { operation, steps, isList };
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
