import { expect, test } from "vitest";
import { templateArguments } from "./read-metadata.ts";

test.each([
  ["{kind} {name}, {name}", ["kind", "name"]],
  ["{days} {days:day|days} ago", ["days"]],
  ["{days:day is|days are} left", ["days"]],
  // What agrees with nothing is no such word, and the Japanese template does not have it.
  ["{days} {days:day}", ["days", "days:day"]],
  ["", []],
])("the arguments of %s", (template, names) => {
  expect(templateArguments(template)).toEqual(names);
});
