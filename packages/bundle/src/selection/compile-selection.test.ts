import { isSekishoError, type SelectionTree } from "@sekisho/estate";
import { describe, expect, test } from "vitest";

import { smallTypes } from "../testing/small-tree.ts";
import { compileSelection } from "./compile-selection.ts";

function compiled(
  text: string,
  policies: Readonly<Record<string, string>> = {},
): Readonly<Record<string, SelectionTree>> {
  return compileSelection(text, smallTypes, { policies }).roots;
}

function refusal(text: string, policies: Readonly<Record<string, string>> = {}): readonly unknown[] {
  try {
    compileSelection(text, smallTypes, { file: "a.graphql", policies });
    return [];
  } catch (error) {
    if (!isSekishoError(error)) throw error;
    return [error.code, error.details["file"], error.details["line"], error.details["column"]];
  }
}

describe("a selection compiles", () => {
  test("scalars, lists of scalars and nested lists of objects, by their definition", () => {
    expect(
      compiled("{ test_gate { running locked zones { items } rules { items { port ranges { items { cidr } } } } } }"),
    ).toEqual({
      test_gate: [
        { kind: "scalar", key: "running", name: "running" },
        { kind: "scalar", key: "locked", name: "locked" },
        { kind: "scalars", key: "zones", name: "zones" },
        {
          kind: "objects",
          key: "rules",
          name: "rules",
          items: [
            { kind: "scalar", key: "port", name: "port" },
            { kind: "objects", key: "ranges", name: "ranges", items: [{ kind: "scalar", key: "cidr", name: "cidr" }] },
          ],
        },
      ],
    });
  });

  test("aliases become keys", () => {
    expect(compiled("{ test_gate { is_shut: locked } test_wall { height } }")).toEqual({
      test_gate: [{ kind: "scalar", key: "is_shut", name: "locked" }],
      test_wall: [{ kind: "scalar", key: "height", name: "height" }],
    });
  });

  test("a link to one type is followed without a wrapper", () => {
    expect(compiled("{ test_gate { wall_id_link { items { height } } } }")).toEqual({
      test_gate: [
        {
          kind: "forward",
          key: "wall_id_link",
          attribute: "wall_id",
          targets: { test_wall: [{ kind: "scalar", key: "height", name: "height" }] },
          wrapped: false,
        },
      ],
    });
  });

  test("a link to several types is wrapped, and a type without a fragment still has its name", () => {
    expect(compiled("{ test_gate { leads_to_link { items { ... on test_wall { height } } } } }")).toEqual({
      test_gate: [
        {
          kind: "forward",
          key: "leads_to_link",
          attribute: "leads_to",
          targets: { test_gate: [], test_wall: [{ kind: "scalar", key: "height", name: "height" }] },
          wrapped: true,
        },
      ],
    });
  });

  test("reverse links, and what lies in an account or region", () => {
    const gates = { items: [{ kind: "scalar", key: "kind", name: "kind" }], type: "test_gate" };
    const text = `{
      test_wall { gates: test_gate_by_wall_id { items { kind } } account_link { items { account_id } } }
      account { test_gate_by_account { items { kind } } }
      region { test_gate_by_region { items { kind } } }
    }`;
    expect(compiled(text)).toEqual({
      test_wall: [
        { kind: "reverse", key: "gates", attribute: "wall_id", ...gates },
        {
          kind: "forward",
          key: "account_link",
          attribute: "account",
          targets: { account: [{ kind: "scalar", key: "account_id", name: "account_id" }] },
          wrapped: false,
        },
      ],
      account: [{ kind: "reverse", key: "test_gate_by_account", attribute: "account", ...gates }],
      region: [{ kind: "reverse", key: "test_gate_by_region", attribute: "region", ...gates }],
    });
  });

  test("a policy's root field as a fragment that itself spreads another's, laid over what is selected beside it", () => {
    const policies = {
      "wall.high": "{ test_wall { height gates: test_gate_by_wall_id { items { ...gate_locked__test_gate } } } }",
      "gate.locked": "{ test_gate { locked } }",
    };
    const text = `{ test_gate { wall: wall_id_link {
      items { height ...wall_high__test_wall gates: test_gate_by_wall_id { items { kind } } }
    } } }`;
    expect(compiled(text, policies)).toEqual({
      test_gate: [
        {
          kind: "forward",
          key: "wall",
          attribute: "wall_id",
          targets: {
            test_wall: [
              { kind: "scalar", key: "height", name: "height" },
              {
                kind: "reverse",
                key: "gates",
                type: "test_gate",
                attribute: "wall_id",
                items: [
                  { kind: "scalar", key: "locked", name: "locked" },
                  { kind: "scalar", key: "kind", name: "kind" },
                ],
              },
            ],
          },
          wrapped: false,
        },
      ],
    });
  });

  test("fragments of policies on the members of a union", () => {
    const policies = { "wall.high": "{ test_wall { height } }" };
    const text = "{ test_gate { leads_to_link { items { ...wall_high__test_wall ... on test_gate { kind } } } } }";
    expect(compiled(text, policies)["test_gate"]).toEqual([
      {
        kind: "forward",
        key: "leads_to_link",
        attribute: "leads_to",
        targets: {
          test_gate: [{ kind: "scalar", key: "kind", name: "kind" }],
          test_wall: [{ kind: "scalar", key: "height", name: "height" }],
        },
        wrapped: true,
      },
    ]);
  });
});

test.each([
  ["text that is no GraphQL", "{ test_gate {", [1, 14]],
  ["no query at all", "# nothing\n", [2, 1]],
  ["an unknown type", "{\n  test_gatt { locked }\n}", [2, 3]],
  ["an unknown attribute", "{\n  test_gate {\n    lokced\n  }\n}", [3, 5]],
  ["an unknown attribute behind a link", "{ test_gate { wall_id_link { items {\n  hight } } } }", [2, 3]],
  ["a collection without items", "{ test_gate { zones } }", [1, 15]],
  ["the state of a collection", "{ test_gate { zones { state items } } }", [1, 23]],
  ["a scalar with fields", "{ test_gate { locked { items } } }", [1, 22]],
  ["an unknown fragment", "{ test_gate {\n ...gate_open__test_gate } }", [2, 5]],
  ["one key for two attributes", "{ test_gate { a: locked a: size } }", [1, 15]],
  ["a name", "query all { test_gate { locked } }", [1, 7]],
  ["a directive", "{ test_gate { locked @include(if: true) } }", [1, 22]],
  ["introspection", "{ test_gate { __typename } }", [1, 15]],
  ["an alias of a root field", "{ gates: test_gate { locked } }", [1, 3]],
  ["a fragment of its own", "{ test_gate { ...a } }\nfragment a on test_gate { locked }", [2, 1]],
  ["two queries", "{ test_gate { locked } }\n{ test_wall { height } }", [1, 1]],
  ["a mutation", "mutation { test_gate { locked } }", [1, 1]],
])("refused with file, line and column is %s", (_, text, [line, column]) => {
  expect(refusal(text)).toEqual(["SELECTION_INVALID", "a.graphql", line, column]);
});

test("refused is a circle of fragments", () => {
  const policies = {
    "wall.high": "{ test_wall { gates: test_gate_by_wall_id { items { ...gate_locked__test_gate } } } }",
    "gate.locked": "{ test_gate { wall_id_link { items { ...wall_high__test_wall } } } }",
  };
  expect(refusal("{ test_wall { ...wall_high__test_wall } }", policies)).toEqual([
    "SELECTION_INVALID",
    "wall.high.graphql",
    1,
    53,
  ]);
});

test("a misspelt attribute is refused with what was meant", () => {
  expect(() => compileSelection("{ test_gate { lokced } }", smallTypes)).toThrow('Did you mean "locked"?');
});
