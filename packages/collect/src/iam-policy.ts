import { type PlannedCall, planCalls } from "./call-plan.ts";
import { parseOperation } from "./operation.ts";
import { services } from "./services.ts";

/** A policy document of IAM. */
export interface IamPolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly [
    { readonly Sid: string; readonly Effect: "Allow"; readonly Action: readonly string[]; readonly Resource: "*" },
  ];
}

/** What is asked before the calls: whose account it is, and which regions are enabled. */
export const callsBefore: readonly string[] = ["ec2:DescribeRegions", "sts:GetCallerIdentity"];

/**
 * Gives the IAM policy that allows the calls that tell the given resource types, and nothing else; all types unless some
 * are given.
 *
 * @throws SekishoError `USAGE` for a type that is not known, or that the AWS API does not tell.
 *
 * @example
 * ```ts
 * import { iamPolicy } from "@sekisho/collect";
 *
 * console.log(JSON.stringify(iamPolicy(["aws_lb_listener"]), null, 2));
 * ```
 */
export function iamPolicy(types?: readonly string[]): IamPolicy {
  const actions = [...callsBefore.map((name) => actionOf(name)), ...planCalls(types).flatMap(actionsOf)];
  return {
    Version: "2012-10-17",
    Statement: [{ Sid: "SekishoCollect", Effect: "Allow", Action: [...new Set(actions)].sort(), Resource: "*" }],
  };
}

function actionsOf({ name, call, children }: PlannedCall): readonly string[] {
  return [...(call.actions ?? [actionOf(name)]), ...children.flatMap(({ planned }) => actionsOf(planned))];
}

function actionOf(name: string): string {
  const { service, operation } = parseOperation(name);
  return `${services[service]?.iamPrefix ?? service}:${operation}`;
}
