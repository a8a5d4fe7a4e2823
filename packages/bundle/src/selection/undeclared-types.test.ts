import { expect, test } from "vitest";

import { smallTypes } from "../testing/small-tree.ts";
import { compileSelection, parseSelection, type ParsedSelection } from "./compile-selection.ts";
import { findUndeclaredTypes } from "./undeclared-types.ts";

const awsNames = new Set(["aws_queue", "aws_topic", "aws_topic_by_queue"]);

function parsed(text: string, file: string): ParsedSelection {
  const result = parseSelection(text, file);
  if (!result.ok) throw new Error(`${file} is no selection`);
  return result.value;
}

function found(...texts: readonly string[]): ReturnType<typeof findUndeclaredTypes> {
  const selections = texts.map((text, index) => parsed(text, `${String(index)}.graphql`));
  return findUndeclaredTypes(selections, smallTypes, () => awsNames);
}

function declared(...texts: readonly string[]): unknown {
  const result = found(...texts);
  if (!result.ok) throw new Error("refused");
  return result.value.declarations.map(({ type, attributes, links }) => ({ type, attributes, links }));
}

const untyped = { kind: "untyped" };

test("without such a type the given list itself is given back", () => {
  const result = found("{ test_gate { locked wall_id_link { items { height } } } }");
  expect(result).toEqual({ ok: true, value: { declarations: [], types: smallTypes } });
  expect(result.ok && result.value.types).toBe(smallTypes);
});

test("scalars, lists and blocks are what their selection says, and selections add up", () => {
  expect(
    declared(
      "{ aws_queue { running fifo renamed: delay zones { items } rules { items { name } } } }",
      "{ aws_queue { fifo rules { items { action parts { items { port } } } } account_link { items { account_id } } } }",
    ),
  ).toEqual([
    {
      type: "aws_queue",
      attributes: {
        delay: untyped,
        fifo: untyped,
        rules: {
          kind: "list",
          attributes: { action: untyped, name: untyped, parts: { kind: "list", attributes: { port: untyped } } },
        },
        zones: { kind: "list", of: "untyped" },
      },
      links: {},
    },
  ]);
});

test("links lead where their fragments say, to declared types and to others", () => {
  expect(
    declared("{ aws_queue { gate_link { items { ... on test_gate { locked } ... on aws_topic { name } } } } }"),
  ).toEqual([
    { type: "aws_queue", attributes: { gate: untyped }, links: { gate: { to: ["aws_topic", "test_gate"] } } },
    { type: "aws_topic", attributes: { name: untyped }, links: {} },
  ]);
});

test("links from such a type are followed back, from a declared one and behind other links", () => {
  expect(
    declared(
      "{ test_gate { wall_id_link { items { aws_queue_by_wall { items { fifo aws_topic_by_queue_id { items { name } } } } } } } }",
    ),
  ).toEqual([
    { type: "aws_queue", attributes: { fifo: untyped, wall: untyped }, links: { wall: { to: ["test_wall"] } } },
    { type: "aws_topic", attributes: { name: untyped, queue_id: untyped }, links: { queue_id: { to: ["aws_queue"] } } },
  ]);
});

test("what is found makes the selection compile", () => {
  const text = "{ aws_queue { fifo gate_link { items { ... on test_gate { locked } } } } }";
  const result = found(text);
  expect(result.ok && compileSelection(text, result.value.types).roots).toEqual({
    aws_queue: [
      { kind: "scalar", key: "fifo", name: "fifo" },
      {
        kind: "forward",
        key: "gate_link",
        attribute: "gate",
        targets: { test_gate: [{ kind: "scalar", key: "locked", name: "locked" }] },
        wrapped: false,
      },
    ],
  });
});

test.each([
  ["a name that no version of AWS's provider has", "{ aws_quoue { fifo } }"],
  ["a name that is nearly a known one", "{ test_gatt { locked } }"],
  ["a name without a provider", "{ queue { fifo } }"],
])("not taken for such a type is %s", (_, text) => {
  const result = found(text);
  expect(result).toEqual({ ok: true, value: { declarations: [], types: smallTypes } });
  expect(() => compileSelection(text, smallTypes)).toThrow(expect.objectContaining({ code: "SELECTION_INVALID" }));
});

test("refused with its place is a link that does not say where it leads", () => {
  expect(found("{\n  aws_queue {\n    gate_link { items { locked } }\n  }\n}")).toEqual({
    ok: false,
    problems: [
      {
        code: "SELECTION_INVALID",
        message:
          "Nothing declares aws_queue, so the selection says where the link leads: gate_link { items { ... on aws_kms_key { is_enabled } } }.",
        file: "0.graphql",
        row: 3,
        column: 5,
      },
    ],
  });
});

test("refused with its place is a scalar here that is a block there", () => {
  const result = found("{ aws_queue { rules } }", "{ aws_queue { rules { items { name } } } }");
  expect(() => result.ok && compileSelection("{ aws_queue { rules } }", result.value.types)).toThrow(
    expect.objectContaining({
      code: "SELECTION_INVALID",
      details: expect.objectContaining({ line: 1, column: 15 }) as object,
    }),
  );
});
