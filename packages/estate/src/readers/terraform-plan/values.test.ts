import { describe, expect, test } from "vitest";
import { absent, block, computed, defineResourceType, json, list, listOf, string } from "../../model/resource-type.ts";
import type { Json, ValueNode } from "../../model/value.ts";
import { resourcePlace } from "./places.ts";
import { readAttributes, type ValueContext } from "./values.ts";

const type = defineResourceType({
  type: "aws_made_up",
  identity: {},
  attributes: {
    plain: string({ whenOmitted: { terraform: absent } }),
    fixed: string({ whenOmitted: { terraform: "on" } }),
    versioned: string({ whenOmitted: { terraform: { "5": "old", "6": "new" } } }),
    chosen: string({ whenOmitted: { terraform: computed } }),
    many: listOf(string(), { whenOmitted: { terraform: absent } }),
    once: block({ name: string({ whenOmitted: { terraform: "on" } }) }, { whenOmitted: { terraform: absent } }),
    often: list(
      { name: string({ whenOmitted: { terraform: absent } }) },
      { whenOmitted: { terraform: absent }, attributeAsBlocks: true },
    ),
    map: json({ whenOmitted: { terraform: absent } }),
    document: json({ whenOmitted: { terraform: absent } }),
  },
});

const context: ValueContext = {
  major: "6",
  isData: false,
  isNew: true,
  givesNull: () => false,
  documentOf: () => null,
};

type Name = keyof typeof type.attributes;

interface Written {
  readonly after?: Json;
  readonly unknown?: Json;
  readonly sensitive?: Json;
  readonly documents?: Json;
  readonly context?: Partial<ValueContext>;
}

function plain(node: ValueNode): Json {
  if (node.kind === "scalar") return node.value as Json;
  const items = node.items.map((item) =>
    item.kind === "scalar"
      ? (item.value as Json)
      : Object.fromEntries(Object.entries(item.fields).map(([name, field]) => [name, plain(field)])),
  );
  return node.code === null ? items : { partial: node.code, items };
}

function read(name: Name, { after, unknown, sensitive, documents, context: other }: Written): readonly [Json, string] {
  const member = (value: Json | undefined): { readonly [name: string]: Json } =>
    value === undefined ? {} : { [name]: value };
  const place = resourcePlace(member(after), member(unknown), member(sensitive), {}, member(documents));
  const node = readAttributes(type.attributes, place, { ...context, ...other })[name];
  if (node === undefined) throw new Error(`${name} is declared`);
  return [plain(node), node.origin];
}

const U1: Json = { unknown: "U1" };
const U6: Json = { unknown: "U6" };

// One row a value as a plan prints it: left out, null, empty, known, known after apply, sensitive.
const rows: readonly (readonly [string, Name, Written, Json, string])[] = [
  ["a scalar left out", "plain", {}, null, "default:terraform"],
  ["a scalar that is null", "plain", { after: null }, null, "default:terraform"],
  ["an empty scalar", "plain", { after: "" }, "", "/plain"],
  ["a known scalar", "plain", { after: "a" }, "a", "/plain"],
  ["an unknown scalar", "chosen", { unknown: true, context: { isNew: false } }, U1, "/chosen"],
  ["a sensitive scalar", "plain", { after: "a", sensitive: true }, U6, "/plain"],
  ["a scalar that is sensitive and unknown", "plain", { unknown: true, sensitive: true }, U6, "/plain"],
  ["a scalar with a default, left out", "fixed", {}, "on", "default:terraform"],
  ["a scalar with a default that is null", "fixed", { after: null }, "on", "default:terraform"],
  ["a scalar with a default that is empty", "fixed", { after: "" }, "", "/fixed"],
  ["a default of major 5", "versioned", { context: { major: "5" } }, "old", "default:terraform@5"],
  ["a default of major 6", "versioned", {}, "new", "default:terraform@6"],
  ["a default of a major that is not told", "versioned", { context: { major: null } }, U1, "default:terraform"],
  ["a scalar that the provider chooses", "chosen", {}, U1, "default:terraform"],
  ["a list left out", "many", {}, [], "default:terraform"],
  ["a list that is null", "many", { after: null }, [], "default:terraform"],
  ["an empty list", "many", { after: [] }, [], "/many"],
  ["a known list", "many", { after: ["a"] }, ["a"], "/many"],
  [
    "an unknown list of what is there already",
    "many",
    { unknown: true, context: { isNew: false } },
    { partial: "U1", items: [] },
    "/many",
  ],
  [
    "a list with an unknown element",
    "many",
    { after: ["a", null], unknown: [false, true] },
    { partial: "U1", items: ["a"] },
    "/many",
  ],
  ["a sensitive list", "many", { after: ["a"], sensitive: true }, { partial: "U6", items: [] }, "/many"],
  ["a block left out", "once", {}, [], "default:terraform"],
  ["a block that is printed empty", "once", { after: [] }, [], "/once"],
  ["a block with nothing in it", "once", { after: [{}] }, [{ name: "on" }], "/once"],
  ["a block with an empty scalar", "once", { after: [{ name: "" }] }, [{ name: "" }], "/once"],
  ["an unknown block, as a dynamic one is", "once", { unknown: true }, { partial: "U1", items: [] }, "/once"],
  ["a block with an unknown scalar", "once", { after: [{}], unknown: [{ name: true }] }, [{ name: U1 }], "/once"],
  [
    "a block with a sensitive scalar",
    "once",
    { after: [{ name: "a" }], sensitive: [{ name: true }] },
    [{ name: U6 }],
    "/once",
  ],
  ["a list of objects left out", "often", {}, [], "default:terraform"],
  ["an empty list of objects", "often", { after: [] }, [], "/often"],
  ["a list of objects with null in one", "often", { after: [{ name: null }] }, [{ name: null }], "/often"],
  ["a map left out", "map", {}, null, "default:terraform"],
  ["a map that is null", "map", { after: null }, null, "default:terraform"],
  ["an empty map", "map", { after: {} }, {}, "/map"],
  ["a map with a null", "map", { after: { a: null } }, { a: null }, "/map"],
  ["a map with an unknown member", "map", { after: { a: "b" }, unknown: { c: true } }, U1, "/map"],
  ["a map with a sensitive member", "map", { after: { a: "b" }, sensitive: { a: true } }, U6, "/map"],
  ["a document left out", "document", {}, null, "default:terraform"],
  ["an empty document", "document", { after: "" }, "", "/document"],
  ["a document that is an empty object", "document", { after: "{}" }, {}, "/document"],
  ["a document that is an empty list", "document", { after: "[]" }, [], "/document"],
  ["a document with null in it", "document", { after: '{"a":null}' }, { a: null }, "/document"],
  ["a document that is no JSON", "document", { after: "{a" }, "{a", "/document"],
  [
    "a document that is known in part",
    "document",
    { unknown: true, documents: { a: { unknown: "U1" }, b: 1 } },
    { a: U1, b: 1 },
    "/document",
  ],
  [
    "a sensitive document that is known in part",
    "document",
    { unknown: true, sensitive: true, documents: { a: "b" } },
    U6,
    "/document",
  ],
];

describe("values of a plan", () => {
  test.each(rows)("%s", (_, name, written, value, origin) => {
    expect(read(name, written)).toEqual([value, origin]);
  });

  test("an unknown document of an expression that leads to one is that one", () => {
    const place = resourcePlace({}, { document: true }, {}, { document: { references: ["data.a.json"] } });
    const found = { Statement: [] };
    const values = readAttributes(type.attributes, place, { ...context, documentOf: () => found });
    expect(values["document"]).toEqual({ kind: "scalar", value: found, origin: "/document" });
  });
});
