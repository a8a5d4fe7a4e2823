import { describe, expect, test } from "vitest";
import { createLimit } from "./limit.ts";
import { canonical, parametersOf } from "./parameters.ts";

describe("the parameters of a call", () => {
  const element = { value: { Name: "example", Nested: { Id: "1" } }, listing: { Scope: "REGIONAL" } };

  test("are taken from the element, the listing, the account and the variant", () => {
    const call = { parameters: { Name: "Name", Id: "Nested.Id", Scope: "@Scope" }, accountParameter: "AccountId" };
    expect(parametersOf(call, element, { parameters: { Type: "X" } }, "123456789012")).toEqual({
      Name: "example",
      Id: "1",
      Scope: "REGIONAL",
      AccountId: "123456789012",
      Type: "X",
    });
  });

  test("may be the element itself", () => {
    expect(parametersOf({ parameters: { Id: "" } }, { value: "example", listing: {} }, null, "")).toEqual({
      Id: "example",
    });
  });

  test("are null for an element that the call is not made for", () => {
    expect(parametersOf({ only: { "@Scope": "CLOUDFRONT" } }, element, null, "")).toBeNull();
    expect(parametersOf({ only: { "@Scope": "REGIONAL" } }, element, null, "")).toEqual({});
  });

  test("are refused if the element lacks what names it", () => {
    expect(() => parametersOf({ parameters: { Arn: "Arn" } }, element, null, "")).toThrow('does not tell "Arn"');
  });

  test("are the same text in any order", () => {
    expect(canonical({ B: 1, A: "x" })).toBe(canonical({ A: "x", B: 1 }));
    expect(canonical({ A: "x" })).not.toBe(canonical({ A: "y" }));
  });
});

test("no more tasks run at a time than a limit allows, and all are run", async () => {
  const limit = createLimit(3);
  let running = 0;
  let most = 0;
  const tasks = Array.from({ length: 20 }, (_, index) =>
    limit(async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      await Promise.resolve();
      running -= 1;
      if (index === 5) throw new Error("example");
      return index;
    }),
  );
  const done = await Promise.allSettled(tasks);
  expect(most).toBe(3);
  expect(done.filter(({ status }) => status === "fulfilled")).toHaveLength(19);
});
