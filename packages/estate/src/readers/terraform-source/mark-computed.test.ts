import { describe, expect, test } from "vitest";
import { markComputed } from "./mark-computed.ts";

describe("what the provider computes", () => {
  test("an attribute that is left out, or null, is unknown; one that is written is not", () => {
    expect(markComputed({ name: "a", id: null }, {}, ["arn", "id", "name"])).toEqual({ arn: true, id: true });
    expect(markComputed({ name: "", count: 0 }, {}, ["name", "count"])).toEqual({ name: true });
  });

  test("marks that are there stay", () => {
    expect(markComputed({}, { policy: true }, ["arn"])).toEqual({ policy: true, arn: true });
    expect(markComputed({}, true, ["arn"])).toBe(true);
  });

  test("a path leads through every element of a list of blocks", () => {
    const after = { rule: [{ priority: 1 }, { name: "b" }] };
    expect(markComputed(after, { rule: [{}, { priority: true }] }, ["rule.priority"])).toEqual({
      rule: [{}, { priority: true }],
    });
  });

  test("below a block that is left out, or unknown as a whole, nothing is marked", () => {
    expect(markComputed({}, {}, ["rule.priority"])).toEqual({});
    expect(markComputed({ rule: [] }, { rule: true }, ["rule.priority"])).toEqual({ rule: true });
  });

  test("an object that stands without a list is one element", () => {
    expect(markComputed({ rule: { name: "a" } }, {}, ["rule.priority"])).toEqual({ rule: { priority: true } });
  });
});
