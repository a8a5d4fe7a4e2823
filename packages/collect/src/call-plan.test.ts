import { apiCalls, resourceTypes, type ApiCall } from "@sekisho/estate";
import { describe, expect, test } from "vitest";
import { callsOfType, planCalls, type PlannedCall } from "./call-plan.ts";
import { parseListingPath } from "./operation.ts";

function names(calls: readonly PlannedCall[]): readonly string[] {
  return calls.flatMap(({ name, children }) => [name, ...names(children.map(({ planned }) => planned))]);
}

describe("the calls", () => {
  test("are those of the table, each once", () => {
    expect([...names(planCalls())].sort()).toEqual(Object.keys(apiCalls).sort());
  });

  test("are those that the resource types' files name, and the listings that these need: no other", () => {
    const told = resourceTypes.filter(({ sources }) => sources.api !== undefined || sources.apiPartOf !== undefined);
    const needed = new Set(told.flatMap(({ type }) => callsOfType(type)));
    for (const name of needed) {
      const each = apiCalls[name]?.each;
      if (each !== undefined) needed.add(parseListingPath(each).listing);
    }
    expect(names(planCalls()).filter((name) => !needed.has(name))).toEqual([]);
  });

  test("of one type are its own, under the listings that give them their parameters", () => {
    const [listing, ...others] = planCalls(["aws_lb_listener_rule"]);
    expect(others).toEqual([]);
    expect(listing?.name).toBe("elbv2:DescribeLoadBalancers");
    expect(listing?.children.map(({ steps, planned }) => [steps, planned.name])).toEqual([
      [["LoadBalancers"], "elbv2:DescribeListeners"],
    ]);
    expect(names(planCalls(["aws_lb_listener_rule"]))).toEqual([
      "elbv2:DescribeLoadBalancers",
      "elbv2:DescribeListeners",
      "elbv2:DescribeRules",
    ]);
  });

  test("are planned from any table", () => {
    const table: Readonly<Record<string, ApiCall>> = {
      "a:List": {},
      "a:Get": { each: "a:List.Things[]", parameters: { Id: "Id" } },
      "a:Inner": { each: "a:Get.Thing.Parts[]", parameters: { Part: "" } },
    };
    const [list] = planCalls(undefined, table);
    expect(list?.children[0]?.planned.children[0]).toMatchObject({
      steps: ["Thing", "Parts"],
      planned: { name: "a:Inner" },
    });
  });

  test.each([
    ["aws_nothing", /There is no resource type "aws_nothing"/u],
    ["service_endpoint", /The AWS API does not tell/u],
  ])("of %s are refused", (type, message) => {
    expect(() => planCalls([type])).toThrow(message);
  });
});
