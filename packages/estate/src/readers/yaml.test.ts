import { describe, expect, test } from "vitest";
import { isSekishoError } from "../errors.ts";
import { maxYamlBytes, readYaml } from "./yaml.ts";

const json = (text: string): unknown => readYaml(text, "a.yaml").json;

function refusal(text: string): readonly [string, string] {
  try {
    readYaml(text, "a.yaml");
  } catch (error) {
    if (isSekishoError(error)) return [error.code, error.message];
    throw error;
  }
  return ["read", ""];
}

describe("readYaml", () => {
  test.each<[string, string, unknown]>([
    ["!Ref", "a: !Ref X", { a: { Ref: "X" } }],
    ["!Condition", "a: !Condition X", { a: { Condition: "X" } }],
    ["!GetAtt of a text", "a: !GetAtt X.Y.Z", { a: { "Fn::GetAtt": ["X", "Y.Z"] } }],
    ["!GetAtt of a list", "a: !GetAtt [X, Y]", { a: { "Fn::GetAtt": ["X", "Y"] } }],
    ["!Sub", "a: !Sub '${X}'", { a: { "Fn::Sub": "${X}" } }],
    [
      "!If with functions within",
      "a: !If [C, !Ref X, !Ref AWS::NoValue]",
      { a: { "Fn::If": ["C", { Ref: "X" }, { Ref: "AWS::NoValue" }] } },
    ],
    [
      "a function of a block",
      "a: !Join\n  - ''\n  - - x\n    - !Ref Y\n",
      { a: { "Fn::Join": ["", ["x", { Ref: "Y" }]] } },
    ],
    ["long names", "a: { Fn::Sub: x }", { a: { "Fn::Sub": "x" } }],
    ["a tag of YAML itself", "a: !!str 1", { a: "1" }],
  ])("%s", (_, text, expected) => {
    expect(json(text)).toEqual(expected);
  });

  test.each<[string, unknown]>([
    ["443", 443],
    ["-1", -1],
    ["0.5", 0.5],
    ["012345678901", "012345678901"],
    ["0x1f", "0x1f"],
    ["1e3", "1e3"],
    ["1_000", "1_000"],
    ["9007199254740993", "9007199254740993"],
    ["2010-09-09", "2010-09-09"],
    ["true", true],
    ["yes", true],
    ["Off", false],
    ["y", "y"],
    ['"true"', "true"],
    ["'1'", "1"],
    ["~", null],
    ["null", null],
    ["", null],
    ["10:30", "10:30"],
  ])("the scalar %s", (text, expected) => {
    expect(json(`a: ${text}`)).toEqual({ a: expected });
  });

  test("keys are texts as they are written", () => {
    expect(json("012: a\ntrue: b\n'x': c\n")).toEqual({ "012": "a", true: "b", x: "c" });
  });

  test("names of an object's prototype are names like others", () => {
    expect(Object.entries(json("__proto__: { a: 1 }\nconstructor: 2\n") as object)).toEqual([
      ["__proto__", { a: 1 }],
      ["constructor", 2],
    ]);
  });

  test("aliases and merged keys are resolved, and a map's own keys go before merged ones", () => {
    const text =
      "base: &base { a: 1, b: 2 }\nother: &other { b: 3, c: 4 }\nx:\n  <<: [*base, *other]\n  a: 5\ny: *base\n";
    expect(json(text)).toMatchObject({ x: { a: 5, b: 2, c: 4 }, y: { a: 1, b: 2 } });
  });

  test("what a line tells of a place", () => {
    const { lineOf } = readYaml("Resources:\n  A:\n    Type: x\n  B: { Type: y }\n", "a.yaml");
    expect([lineOf("/Resources"), lineOf("/Resources/A"), lineOf("/Resources/B"), lineOf("/C")]).toEqual([
      1,
      2,
      4,
      null,
    ]);
  });
});

describe("YAML that is broken or made to break a reader is refused with its place", () => {
  const deep = (count: number): string => `a: ${"[".repeat(count)}${"]".repeat(count)}`;
  const bomb = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    .concat(
      Array.from(
        { length: 12 },
        (_, index) =>
          `a${String(index + 1)}: &a${String(index + 1)} [${Array.from({ length: 10 }, () => `*a${String(index)}`).join(", ")}]`,
      ),
    )
    .join("\n");
  test.each<[string, string, string, string]>([
    ["no YAML", "a: [1", "DOCUMENT_INVALID", "line 1"],
    [
      "a key twice",
      "a: 1\nb: 2\na: 3\n",
      "DOCUMENT_INVALID",
      "line 3, column 1: the YAML is not read, a key is given twice",
    ],
    ["several documents", "a: 1\n---\nb: 2\n", "DOCUMENT_INVALID", "several documents"],
    ["an alias of nothing", "a: *b\n", "DOCUMENT_INVALID", ""],
    ["a list as a key", "? [a]\n: b\n", "DOCUMENT_INVALID", "a key is no text"],
    ["a merged text", "<<: x\n", "DOCUMENT_INVALID", "something else than a map is merged"],
    ["nesting", deep(600), "DOCUMENT_TOO_DEEP", "500 levels"],
    ["nesting that exhausts the stack", deep(200_000), "DOCUMENT_TOO_DEEP", "500 levels"],
    ["nested blocks that exhaust the stack", `a:\n${"- ".repeat(100_000)}x`, "DOCUMENT_TOO_DEEP", "500 levels"],
    ["an alias of what it stands in", "a: &a [*a]\n", "DOCUMENT_TOO_DEEP", "500 levels"],
    ["a bomb of aliases", bomb, "DOCUMENT_TOO_LARGE", "values"],
    ["a huge text", `a: ${"x".repeat(maxYamlBytes)}`, "DOCUMENT_TOO_LARGE", "characters"],
  ])("%s", (_, text, code, words) => {
    const [given, message] = refusal(text);
    expect([given, message.includes(words)]).toEqual([code, true]);
  });

  test("the message does not quote the document", () => {
    expect(refusal("password: [hunter2\n")[1]).not.toContain("hunter2");
  });

  test("a hundred thousand keys and as many anchors are read in a short time", () => {
    const text = Array.from({ length: 100_000 }, (_, index) => `k${String(index)}: &a${String(index)} 1`).join("\n");
    const start = performance.now();
    expect(Object.keys(json(text) as object)).toHaveLength(100_000);
    expect(performance.now() - start).toBeLessThan(30_000);
  });
});
