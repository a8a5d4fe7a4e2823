import type { Json } from "@sekisho/estate";
import { createCompiler, type AstModule } from "@sekisho/opa";
import { describe, expect, test } from "vitest";
import { mutateRego, wordFunctions, type Operator } from "./mutate-rego.ts";
import { mutateSelection } from "./mutate-selection.ts";
import { printModule } from "./print-rego.ts";

const compiler = await createCompiler();

function parse(text: string): AstModule {
  const parsed = compiler.parse({ files: { "a.rego": text } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const module = parsed.value["a.rego"];
  if (module === undefined) throw new Error("there is no module");
  return module;
}

const words = new Set(["sekisho.lib.value.eq", "sekisho.lib.value.negate", "sekisho.lib.value.all"]);

/** The mutants that one operator makes of some rules: where, what, and the rules of each. */
function mutantsOf(operator: Operator, rules: string): readonly string[] {
  const module = parse(`package example.a\n\nimport data.sekisho.lib.value\n\n${rules}`);
  const head = printModule({ ...module, rules: [] }).trim();
  return mutateRego(module, words)
    .filter((mutant) => mutant.operator === operator)
    .map((mutant) => {
      const text = printModule(mutant.module).replace(head, "").replaceAll(/\s+/gu, " ").trim();
      return `${mutant.row}:${mutant.column} ${mutant.within}: ${mutant.change} ⇒ ${text}`;
    });
}

describe("each operator changes one place", () => {
  test("negate-condition: comparisons are flipped, everything else is negated, bindings are left", () => {
    expect(
      mutantsOf("negate-condition", "a if {\n\tx := input.a\n\tsome y in x\n\ty > 1\n\tnot input.b\n\tinput.c\n}"),
    ).toEqual([
      "8:2 a: y > 1 → y <= 1 ⇒ a if { x := input.a some y in x y <= 1 not input.b input.c }",
      "9:2 a: not input.b → input.b ⇒ a if { x := input.a some y in x y > 1 input.b input.c }",
      "10:2 a: input.c → not input.c ⇒ a if { x := input.a some y in x y > 1 not input.b not input.c }",
    ]);
  });

  test("negate-condition: the bodies of comprehensions and of else have conditions, too", () => {
    expect(
      mutantsOf("negate-condition", "a := {x | some x in input.a; x == 1} if input.b\n\nelse := 2 if input.c"),
    ).toEqual([
      "5:30 a: x == 1 → x != 1 ⇒ a := {x | some x in input.a; x != 1} if { input.b } else := 2 if { input.c }",
      "5:41 a: input.b → not input.b ⇒ a := {x | some x in input.a; x == 1} if { not input.b } else := 2 if { input.c }",
      "7:1 a: input.c → not input.c ⇒ a := {x | some x in input.a; x == 1} if { input.b } else := 2 if { not input.c }",
    ]);
  });

  test("negate-word: what the library says in three values is said the other way round", () => {
    expect(
      mutantsOf("negate-word", "a := value.negate(value.eq(input.a, input.b))\n\nb := other(input.a)\n\nother(x) := x"),
    ).toEqual([
      "5:6 a: value.negate(value.eq(input.a, input.b)) negated ⇒ a := value.eq(input.a, input.b) b := other(input.a) other(x) := x",
      "5:19 a: value.eq(input.a, input.b) negated ⇒ a := value.negate(data.sekisho.lib.value.negate(value.eq(input.a, input.b))) b := other(input.a) other(x) := x",
    ]);
  });

  test("negate-word: a word that is only asked for being unknown stays, because its negation is the same", () => {
    const rules = 'a if value.eq(input.a, input.b) == "unknown"\n\nb if value.eq(input.a, value.eq(1, 2)) != "true"';
    expect(mutantsOf("negate-word", rules).map((each) => each.split(" ⇒ ")[0])).toEqual([
      "7:6 b: value.eq(input.a, value.eq(1, 2)) negated",
      "7:24 b: value.eq(1, 2) negated",
    ]);
  });

  test("remove-branch: a rule, an else, a contribution and a default never hold", () => {
    expect(
      mutantsOf(
        "remove-branch",
        "default a := 1\n\na := 2 if input.a\n\nelse := 3\n\nb contains x if some x in input.b",
      ),
    ).toEqual([
      "5:1 a: default a := 1 removed ⇒ a := 2 if { input.a } else := 3 b contains x if { some x in input.b }",
      "7:1 a: a := 2 removed ⇒ default a := 1 a := 2 if { false input.a } else := 3 b contains x if { some x in input.b }",
      "9:1 a: else := 3 removed ⇒ default a := 1 a := 2 if { input.a } else := 3 if { false } b contains x if { some x in input.b }",
      "11:1 b: b contains x removed ⇒ default a := 1 a := 2 if { input.a } else := 3 b contains x if { false some x in input.b }",
    ]);
  });

  test("change-constant: numbers by one, strings and null into others, booleans swapped, names left", () => {
    expect(mutantsOf("change-constant", 'a := [1, "x", true, null, input.name["other"]]')).toEqual([
      '5:7 a: 1 → 0 ⇒ a := [0, "x", true, null, input.name.other]',
      '5:7 a: 1 → 2 ⇒ a := [2, "x", true, null, input.name.other]',
      '5:10 a: "x" → "x~" ⇒ a := [1, "x~", true, null, input.name.other]',
      '5:15 a: true → false ⇒ a := [1, "x", false, null, input.name.other]',
      '5:21 a: null → false ⇒ a := [1, "x", true, false, input.name.other]',
    ]);
  });

  test("change-constant: keys, arguments of a head, patterns and what stands after with are constants", () => {
    expect(
      mutantsOf(
        "change-constant",
        'a("x") := {"k": b} if {\n\tsome "p" in input.c\n\tb := input.d with input as 1\n}',
      ).map((each) => each.split(" ⇒ ")[0]),
    ).toEqual(['5:3 a: "x" → "x~"', '5:12 a: "k" → "k~"', '6:7 a: "p" → "p~"', "7:29 a: 1 → 0", "7:29 a: 1 → 2"]);
  });

  test("remove-member: each member of a set, down to the empty set", () => {
    expect(mutantsOf("remove-member", "a := {1, 2}\n\nb := {input.x}")).toEqual([
      "5:7 a: 1 removed from {1, 2} ⇒ a := {2} b := {input.x}",
      "5:10 a: 2 removed from {1, 2} ⇒ a := {1} b := {input.x}",
      "7:7 b: input.x removed from {input.x} ⇒ a := {1, 2} b := set()",
    ]);
  });
});

test("words are found in a library: every value of the function is one of the three", () => {
  const value = parse(`package sekisho.lib.value

negate(word) := {"true": "false", "false": "true", "unknown": "unknown"}[word]

eq(a, b) := "true" if {
	a == b
} else := "false"

ne(a, b) := negate(eq(a, b))

shown(a) := "?" if {
	a == null
} else := a
`);
  const other = parse(`package sekisho.lib.other

import data.sekisho.lib.value

same(a, b) := value.eq(a, b)

first(a) := value.shown(a)
`);
  expect([...wordFunctions([value, other])].sort()).toEqual([
    "sekisho.lib.other.same",
    "sekisho.lib.value.eq",
    "sekisho.lib.value.ne",
    "sekisho.lib.value.negate",
  ]);
});

describe("an attribute that is not selected any more", () => {
  const text = `{
  aws_lb {
    internal # a remark
    ports: listener_ports {
      items
    }
    target_link {
      items {
        ... on aws_lb_target_group {
          port
        }
        ...other_policy__aws_lb
      }
    }
  }
}
`;
  const input: Readonly<Record<string, Json>> = {
    aws_lb: {
      internal: true,
      ports: { state: "complete", code: null, items: [80] },
      target_link: {
        state: "complete",
        code: null,
        items: [{ aws_lb_target_group: { port: 80 } }, { aws_instance: { port: 80 } }],
      },
    },
    now: "2026-11-01T00:00:00Z",
  };
  const mutants = mutateSelection(text);

  test("is each of those that the text itself selects, absent and unknown, with its place", () => {
    expect(mutants.map(({ operator, row, column, within }) => `${row}:${column} ${within} ${operator}`)).toEqual([
      "3:5 aws_lb.internal attribute-absent",
      "3:5 aws_lb.internal attribute-unknown",
      "4:5 aws_lb.ports attribute-absent",
      "4:5 aws_lb.ports attribute-unknown",
      "7:5 aws_lb.target_link attribute-absent",
      "7:5 aws_lb.target_link attribute-unknown",
      "10:11 aws_lb.target_link.aws_lb_target_group.port attribute-absent",
      "10:11 aws_lb.target_link.aws_lb_target_group.port attribute-unknown",
    ]);
  });

  test("is null or unknown as a scalar", () => {
    const [absent, unknown] = mutants;
    expect(absent?.alter(input)).toEqual({ ...input, aws_lb: { ...(input["aws_lb"] as object), internal: null } });
    expect(unknown?.alter(input)).toEqual({
      ...input,
      aws_lb: { ...(input["aws_lb"] as object), internal: { unknown: "U1" } },
    });
  });

  test("is empty, complete or partial, as a collection", () => {
    const altered = mutants.slice(2, 4).map(({ alter }) => (alter(input)["aws_lb"] as Record<string, Json>)["ports"]);
    expect(altered).toEqual([
      { state: "complete", code: null, items: [] },
      { state: "partial", code: "U1", items: [] },
    ]);
  });

  test("is changed in every item of its own kind and in no other", () => {
    expect(mutants[6]?.alter(input)).toEqual({
      ...input,
      aws_lb: {
        ...(input["aws_lb"] as object),
        target_link: {
          state: "complete",
          code: null,
          items: [{ aws_lb_target_group: { port: null } }, { aws_instance: { port: 80 } }],
        },
      },
    });
  });

  test("leaves an input alone that does not have it", () => {
    const other = { aws_elb: { internal: true } };
    expect(mutants.map(({ alter }) => alter(other) === other)).toEqual(mutants.map(() => true));
  });
});
