import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../errors.ts";
import type { ReadDocument, ReadResource } from "../../model/estate.ts";
import {
  absent,
  boolean,
  computed,
  defineResourceType,
  list,
  listOf,
  number,
  string,
  to,
  type ResourceType,
} from "../../model/resource-type.ts";
import type { Json, ValueNode } from "../../model/value.ts";
import { parsedDocument } from "../json-document.ts";
import { isTerraformState, readTerraformState } from "./index.ts";

const types: readonly ResourceType[] = [
  defineResourceType({
    type: "aws_thing",
    identity: { arn: {}, id: {} },
    attributes: {
      flag: boolean({ whenOmitted: { terraform: false } }),
      title: string({ whenOmitted: { terraform: absent } }),
      chosen: string({ whenOmitted: { terraform: computed } }),
      by_major: boolean({ whenOmitted: { terraform: { "5": true, "6": false } } }),
      groups: listOf(string(), { whenOmitted: { terraform: computed } }),
      rule: list({ port: number() }),
      thing_arn: string({ whenOmitted: { terraform: absent } }),
    },
    links: { thing_arn: to("aws_thing", "arn") },
  }),
];

const source = { label: "state", name: "state.json", digest: "sha256:0" };
const aws = 'provider["registry.terraform.io/hashicorp/aws"]';
const arn = "arn:aws:x:eu-west-1:123456789012:thing/a";

function read(json: Json): ReadDocument {
  const document = parsedDocument(json);
  expect(isTerraformState(document)).toBe(true);
  return readTerraformState(document, source, types);
}

interface FileResource {
  readonly [key: string]: Json;
}

/** A state file as Terraform writes it. */
function file(...resources: readonly FileResource[]): Json {
  const head = { version: 4, terraform_version: "1.11.4", serial: 3, lineage: "0-1", outputs: {} };
  const base = { mode: "managed", type: "aws_thing", name: "a", provider: aws };
  return { ...head, resources: resources.map((resource) => ({ ...base, ...resource })) };
}

/** What `terraform show -json` prints of a state. */
function shown(...resources: readonly FileResource[]): Json {
  const base = { address: "aws_thing.a", mode: "managed", type: "aws_thing", name: "a" };
  const root = { resources: resources.map((resource) => ({ ...base, ...resource })) };
  return { format_version: "1.0", terraform_version: "1.11.4", values: { root_module: root } };
}

function only(document: ReadDocument): ReadResource {
  const [resource, ...others] = document.resources;
  if (resource === undefined || others.length > 0) throw new Error("not one resource");
  return resource;
}

const plain = (node: ValueNode | undefined): unknown =>
  node?.kind === "scalar" ? node.value : node?.kind === "collection" ? [node.code, node.items.length] : undefined;
const value = (resource: ReadResource, name: string): unknown => plain(resource.values[name]);

describe.each<[string, (attributes: FileResource) => Json, string]>([
  ["a state file", (attributes) => file({ instances: [{ attributes }] }), "/resources/0/instances/0/attributes"],
  ["a printed state", (values) => shown({ values }), "/values/root_module/resources/0/values"],
])("%s", (_, state, pointer) => {
  test("says what is there, plans nothing and covers nothing", () => {
    const document = read(state({ arn, id: "a", flag: true, rule: [{ port: 1 }] }));
    expect(document).toMatchObject({
      document: { ...source, kind: "terraform-state", partial: null },
      accounts: [{ key: "123456789012", id: "123456789012", origin: `state.json#${pointer}` }],
      before: null,
      covers: [],
      diagnostics: [],
      accounting: { resources: 1, read: 1, unsupported: 0, unread: 0, types: {} },
    });
    expect(only(document)).toMatchObject({
      address: "aws_thing.a",
      identities: { arn, id: "a" },
      origin: `state.json#${pointer}`,
      action: "none",
      running: false,
      isSubject: true,
      accountKey: "123456789012",
      region: "eu-west-1",
    });
    expect(value(only(document), "flag")).toBe(true);
    expect(value(only(document), "rule")).toEqual([null, 1]);
  });

  test("null is what the provider returned; what is not recorded is a default or unknown", () => {
    const names = ["flag", "title", "chosen", "groups"];
    const nulls = only(read(state({ flag: null, title: null, chosen: null, groups: null })));
    expect(names.map((name) => value(nulls, name))).toEqual([false, null, null, [null, 0]]);
    const missing = only(read(state({})));
    expect(names.map((name) => value(missing, name))).toEqual([false, null, { unknown: "U1" }, ["U1", 0]]);
  });

  test("links name by value", () => {
    expect(only(read(state({ thing_arn: arn }))).links["thing_arn"]).toEqual({
      state: "complete",
      code: null,
      references: [{ by: "value", value: arn }],
    });
  });

  test("the major of the provider shows in its regions, which version 6 writes into every resource", () => {
    expect(value(only(read(state({}))), "by_major")).toBe(true);
    const six = only(read(state({ region: "us-east-1" })));
    expect([value(six, "by_major"), six.region]).toEqual([false, "us-east-1"]);
  });
});

describe("a state file", () => {
  test("modules, keys, data sources and deposed objects have their addresses and are counted", () => {
    const document = read(
      file(
        { module: 'module.m["k"]', instances: [0, 1].map((index_key) => ({ index_key, attributes: {} })) },
        {
          name: "each",
          instances: [
            { index_key: "a.b", attributes: {} },
            { deposed: "0a1b", attributes: {} },
          ],
        },
        { mode: "data", instances: [{ attributes: { arn } }] },
        { type: "aws_other", instances: [{ attributes: {} }, { index_key: 1, attributes: {} }] },
      ),
    );
    expect(document.resources.map(({ address, action, isSubject }) => [address, action, isSubject])).toEqual([
      ['module.m["k"].aws_thing.a[0]', "none", true],
      ['module.m["k"].aws_thing.a[1]', "none", true],
      ['aws_thing.each["a.b"]', "none", true],
      ["data.aws_thing.a", "read", false],
    ]);
    expect(document.accounting).toEqual({ resources: 7, read: 5, unsupported: 2, unread: 0, types: { aws_other: 2 } });
  });

  test("provider configurations tell account and region apart; without an ARN they are those of the others", () => {
    const document = read(
      file(
        { name: "a", instances: [{ attributes: { arn } }] },
        { name: "b", instances: [{ attributes: {} }] },
        {
          name: "c",
          provider: `${aws}.use1`,
          instances: [{ attributes: { arn: "arn:aws:x:us-east-1:210987654321:thing/c" } }],
        },
        { name: "d", provider: `${aws}.use1`, instances: [{ attributes: {} }] },
        { name: "e", provider: `${aws}.none`, instances: [{ attributes: {} }] },
      ),
    );
    expect(document.resources.map(({ accountKey, region }) => [accountKey, region])).toEqual([
      ["123456789012", "eu-west-1"],
      ["123456789012", "eu-west-1"],
      ["210987654321", "us-east-1"],
      ["210987654321", "us-east-1"],
      [`provider=${aws}.none`, { unknown: "U1" }],
    ]);
    expect(document.accounts.map(({ id }) => id)).toEqual(["123456789012", "210987654321", null]);
  });

  test.each<[string, Json, string, unknown]>([
    ["an attribute", [[{ type: "get_attr", value: "title" }]], "title", { unknown: "U6" }],
    [
      "a step into a block marks the block",
      [
        [
          { type: "get_attr", value: "rule" },
          { type: "index", value: { value: 0, type: "number" } },
          { type: "get_attr", value: "port" },
        ],
      ],
      "rule",
      ["U6", 0],
    ],
    ["a path that is not understood marks everything", [[{ type: "other" }]], "title", { unknown: "U6" }],
    ["no path at all marks everything", [[]], "flag", { unknown: "U6" }],
    ["no list marks everything", "title", "flag", { unknown: "U6" }],
  ])("sensitive: %s", (_, sensitive_attributes, name, expected) => {
    const attributes = { flag: true, title: "hunter2", rule: [{ port: 31337 }] };
    const document = read(file({ instances: [{ attributes, sensitive_attributes }] }));
    expect(value(only(document), name)).toEqual(expected);
    expect(JSON.stringify(document)).not.toContain(name === "rule" ? "31337" : "hunter2");
  });

  test("two sensitive paths are both hidden", () => {
    const sensitive_attributes = ["title", "arn"].map((name) => [{ type: "get_attr", value: name }]);
    const document = read(
      file({ instances: [{ attributes: { flag: true, title: "hunter2", arn }, sensitive_attributes }] }),
    );
    expect(value(only(document), "flag")).toBe(true);
    expect(only(document).identities["arn"]).toEqual({ unknown: "U6" });
    expect(JSON.stringify(document)).not.toMatch(/hunter2|123456789012/u);
  });

  test("an instance without attributes is unread, and makes the state partial", () => {
    const document = read(file({ instances: [{ attributes_flat: {} }] }));
    expect([document.accounting.unread, document.document.partial]).toEqual([1, "U3"]);
    expect(document.diagnostics).toEqual([{ code: "RESOURCES_UNREADABLE", document: "state", args: { count: 1 } }]);
  });

  test.each<[string, Json, string]>([
    ["a resource that is no object", [7], "/resources/0"],
    ["a type that is no string", [{ type: 7, name: "a", instances: [] }], "/resources/0/type"],
    ["no instances", [{ type: "aws_thing", name: "a" }], "/resources/0/instances"],
    [
      "one address twice",
      [{ type: "aws_thing", name: "a", instances: [{ attributes: {} }, { attributes: {} }] }],
      "/resources/0/instances/1/attributes",
    ],
  ])("%s is DOCUMENT_INVALID with its pointer", (_, resources, at) => {
    try {
      read({ version: 4, serial: 1, lineage: "x", resources });
      expect.unreachable();
    } catch (error) {
      if (!isSekishoError(error)) throw error;
      expect([error.code, error.details["pointer"]]).toEqual(["DOCUMENT_INVALID", at]);
    }
  });

  test("an empty state is a state", () => {
    expect(read(file()).accounting.resources).toBe(0);
    expect(read({ format_version: "1.0", terraform_version: "1.5.0", values: {} }).accounting.resources).toBe(0);
  });
});

describe("a printed state", () => {
  test("sensitive values are U6, and child modules are read", () => {
    const document = read({
      format_version: "1.0",
      values: {
        root_module: {
          child_modules: [
            {
              address: "module.m",
              resources: [
                {
                  ...{ address: "module.m.aws_thing.a", mode: "managed", type: "aws_thing", name: "a" },
                  values: { title: "hunter2" },
                  sensitive_values: { title: true },
                },
              ],
            },
          ],
        },
      },
    });
    expect(only(document).address).toBe("module.m.aws_thing.a");
    expect(value(only(document), "title")).toEqual({ unknown: "U6" });
    expect(JSON.stringify(document)).not.toContain("hunter2");
  });
});
