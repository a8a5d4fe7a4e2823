import { planDocument, type PlanSpec } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { isSekishoError } from "../errors.ts";
import { buildEstate } from "../model/build-estate.ts";
import type { Estate, Resource } from "../model/estate.ts";
import type { Json } from "../model/value.ts";
import { inputSchema } from "../schema/input-schema.ts";
import { sliceOf, type SliceTree } from "../selection/slice.ts";
import { wholeSelection } from "../selection/whole.ts";
import { readDocuments } from "../readers/read-document.ts";
import { resourceTypes } from "../types/index.ts";
import type { TypeDeclaration } from "./declaration.ts";
import { readKeptTypes, readOwnTypes, type OwnTypes } from "./read-own-types.ts";

const queue = `schema: sekisho.resource-type/v1
type: aws_sqs_queue
sources: { cloudformation: AWS::SQS::Queue }
identity:
  arn: { cloudformation: Arn }
  id: {}
attributes:
  encrypted: { kind: boolean, terraform: sqs_managed_sse_enabled, cloudformation: SqsManagedSseEnabled }
  fifo_queue: { kind: boolean, when_omitted: { terraform: { value: false } } }
  delay_seconds: { kind: number, when_omitted: { terraform: absent } }
  kms_master_key_id: { kind: string, cloudformation: KmsMasterKeyId, when_omitted: { terraform: computed } }
  zones: { kind: list, of: string }
  redrive:
    kind: block
    when_omitted: { terraform: absent }
    attributes:
      count: { kind: number }
  rules:
    kind: list
    attributes:
      name: { kind: string }
links:
  kms_master_key_id: { to: aws_kms_key, by: arn }
`;

function own(...files: readonly string[]): OwnTypes {
  return readOwnTypes(files.map((text, index) => ({ name: `type-${String(index)}.yaml`, text })));
}

function estateOf({ types: added }: OwnTypes, document: unknown): Estate {
  const types = [...resourceTypes, ...added];
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  const input = { label: null, name: "plan.json", digest: "sha256:0", bytes };
  return buildEstate(readDocuments([input], types), { types });
}

function find(estate: Estate, address: string): Resource {
  const found = estate.resources.find((resource) => resource.address === address);
  if (found === undefined) throw new Error(`no ${address}`);
  return found;
}

/** What policies see of a resource of the estate, whole. */
function seen(estate: Estate, address: string): SliceTree {
  const resource = find(estate, address);
  return sliceOf(estate, resource, wholeSelection(estate.typeOf(resource).attributes));
}

const complete = (...items: readonly unknown[]): object => ({ state: "complete", code: null, items });
const partial = (code: string, ...items: readonly unknown[]): object => ({ state: "partial", code, items });

describe("a declared type of one's own", () => {
  const planOf = (after: object, rest: object = {}): PlanSpec =>
    ({ resources: { "aws_sqs_queue.a": { after, ...rest } } }) as PlanSpec;

  test("what is left out is unknown, save where the file says what it means", () => {
    const after = {
      sqs_managed_sse_enabled: null,
      fifo_queue: null,
      delay_seconds: null,
      zones: null,
      redrive: [],
      rules: [],
    };
    expect(seen(estateOf(own(queue), planDocument(planOf(after))), "aws_sqs_queue.a")).toEqual({
      encrypted: { unknown: "U4" },
      fifo_queue: false,
      delay_seconds: null,
      kms_master_key_id: { unknown: "U1" },
      zones: partial("U4"),
      redrive: complete(),
      rules: partial("U4"),
    });
  });

  test("an unknown block comes from a dynamic one, and is not left out", () => {
    const spec = planOf({}, { unknown: { redrive: true, rules: true } });
    expect(seen(estateOf(own(queue), planDocument(spec)), "aws_sqs_queue.a")).toMatchObject({
      redrive: partial("U1"),
      rules: partial("U1"),
    });
  });

  test("an element of which only unknowns are told may stand for any number", () => {
    const spec = planOf({ rules: [{}] }, { unknown: { rules: [{ name: true }] } });
    expect(seen(estateOf(own(queue), planDocument(spec)), "aws_sqs_queue.a")).toMatchObject({ rules: partial("U1") });
  });

  test("what is there is known", () => {
    const after = {
      sqs_managed_sse_enabled: true,
      fifo_queue: true,
      delay_seconds: 3,
      kms_master_key_id: "arn:aws:kms:ap-northeast-1:123456789012:key/a",
      zones: ["x"],
      redrive: [{ count: 2 }],
      rules: [{ name: "r" }, { name: null }],
    };
    expect(seen(estateOf(own(queue), planDocument(planOf(after))), "aws_sqs_queue.a")).toEqual({
      encrypted: true,
      fifo_queue: true,
      delay_seconds: 3,
      kms_master_key_id: "arn:aws:kms:ap-northeast-1:123456789012:key/a",
      zones: complete("x"),
      redrive: complete({ count: 2 }),
      rules: complete({ name: "r" }, { name: { unknown: "U4" } }),
    });
  });

  test("a link leads to a built-in type, and back from it may never be whole", () => {
    const spec = {
      resources: {
        "aws_sqs_queue.a": {
          unknown: { kms_master_key_id: true },
          references: { kms_master_key_id: ["aws_kms_key.k.arn"] },
        },
        "aws_kms_key.k": { unknown: { arn: true } },
      },
    } as PlanSpec;
    const estate = estateOf(own(queue), planDocument(spec));
    const [from, target] = [find(estate, "aws_sqs_queue.a"), find(estate, "aws_kms_key.k")];
    expect(estate.forward(from, "kms_master_key_id")).toEqual({ state: "complete", code: null, items: [target] });
    const back = estate.reverse(target, "aws_sqs_queue", "kms_master_key_id");
    expect(back).toEqual({ state: "partial", code: "U5", items: [from] });
    expect(estate.diagnostics.map(({ code }) => code)).not.toContain("TYPE_UNDECLARED");
  });

  test("a template of CloudFormation is read by the file's properties; what has none is not told", () => {
    const template = {
      Resources: { Q: { Type: "AWS::SQS::Queue", Properties: { SqsManagedSseEnabled: true } } },
    };
    const estate = estateOf(own(queue), template);
    const [resource] = estate.subjects("aws_sqs_queue");
    if (resource === undefined) throw new Error("no queue");
    const values = sliceOf(estate, resource, wholeSelection(estate.typeOf(resource).attributes));
    expect(values).toMatchObject({ encrypted: true, delay_seconds: { unknown: "U1" }, zones: partial("U5") });
  });

  test.each([
    ["a key that there is not", "  fifo_queue: { kind: boolean,", "  fifo_queue: { kinds: boolean,", [9, 17]],
    ["a kind that there is not", "kind: number, when", "kind: numeral, when", [10, 26]],
    ["a name of an attribute that is none", "  zones:", "  Zones:", [8, 3]],
    ["a list without its parts", "{ kind: list, of: string }", "{ kind: list }", [12, 10]],
    ["a scalar with parts", "{ kind: list, of: string }", "{ kind: string, of: string }", [12, 10]],
    ["a default of another type", "{ value: false }", '{ value: "false" }', [9, 59]],
    ["a default of a list", "of: string }", "of: string, when_omitted: { terraform: { value: 1 } } }", [12, 63]],
    ["a kind for manifests", "delay_seconds: { kind: number,", "delay_seconds: { kind: untyped,", [10, 26]],
    ["a type that is declared by nothing", "type: aws_sqs_queue", "type: aws_sqs_queue\nundeclared: true", [3, 13]],
    ["a built-in type", "type: aws_sqs_queue", "type: aws_lb", [2, 7]],
    ["an alias of a built-in type", "type: aws_sqs_queue", "type: aws_alb", [2, 7]],
    ["a reserved name", "  zones: {", "  profile: {", [12, 12]],
    ["a link from nothing", "  kms_master_key_id: { to:", "  key_id: { to:", [23, 11]],
    ["a link to nothing", "to: aws_kms_key", "to: aws_kms_keys", [23, 28]],
    ["a link by nothing", "by: arn", "by: alias", [23, 45]],
    ["a link that does not say by what", ", by: arn", "", [23, 22]],
  ])("refused with file, line and column is %s", (_, right, wrong, [line, column]) => {
    expect(queue).toContain(right);
    try {
      own(queue.replace(right, wrong));
    } catch (error) {
      if (!isSekishoError(error)) throw error;
      expect([error.code, error.details]).toEqual(["TYPE_INVALID", { file: "type-0.yaml", line, column }]);
      return;
    }
    throw new Error("nothing was refused");
  });

  test("two files cannot declare one type", () => {
    expect(() => own(queue, queue)).toThrow("aws_sqs_queue is declared by two files");
  });

  test("what a bundle keeps of it reads the same", () => {
    const { declarations, types } = own(queue);
    const kept = readKeptTypes(JSON.parse(JSON.stringify(declarations)) as readonly Json[]);
    expect(kept).toEqual({ declarations, types });
  });
});

describe("a type that nothing declares", () => {
  const selected: TypeDeclaration = {
    schema: "sekisho.resource-type/v1",
    type: "aws_sqs_queue",
    undeclared: true,
    attributes: {
      fifo_queue: { kind: "untyped" },
      key: { kind: "untyped" },
      zones: { kind: "list", of: "untyped" },
      rules: { kind: "list", attributes: { name: { kind: "untyped" } } },
    },
    links: { key: { to: ["aws_kms_key"] } },
  };
  const kept = readKeptTypes(JSON.parse(JSON.stringify([selected])) as readonly Json[]);
  const planOf = (queues: object, others: object = {}): unknown =>
    planDocument({ resources: { "aws_sqs_queue.a": queues, ...others } });

  test.each<[string, object, object]>([
    ["a boolean", { after: { fifo_queue: false } }, { fifo_queue: false }],
    ["a number", { after: { fifo_queue: 0 } }, { fifo_queue: 0 }],
    ["a text", { after: { fifo_queue: "" } }, { fifo_queue: "" }],
    ["null, which is left out", { after: { fifo_queue: null } }, { fifo_queue: { unknown: "U4" } }],
    ["what is not printed", { after: {} }, { fifo_queue: { unknown: "U4" }, zones: partial("U4") }],
    [
      "what is known after apply",
      { unknown: { fifo_queue: true }, references: { fifo_queue: ["aws_kms_key.k.arn"] } },
      { fifo_queue: { unknown: "U1" } },
    ],
    ["what is left out and computed", { unknown: { fifo_queue: true } }, { fifo_queue: { unknown: "U4" } }],
    [
      "what is sensitive",
      { after: { fifo_queue: "s" }, sensitive: { fifo_queue: true } },
      { fifo_queue: { unknown: "U6" } },
    ],
    ["a structure in place of a scalar", { after: { fifo_queue: { a: 1 } } }, { fifo_queue: { unknown: "U4" } }],
    [
      "an empty list, which may be left out",
      { after: { zones: [], rules: [] } },
      { zones: partial("U4"), rules: partial("U4") },
    ],
    [
      "lists",
      { after: { zones: ["a"], rules: [{ name: "n" }] } },
      { zones: complete("a"), rules: complete({ name: "n" }) },
    ],
    [
      "a block with gaps",
      { after: { rules: [{ name: "n" }, {}] } },
      { rules: complete({ name: "n" }, { name: { unknown: "U4" } }) },
    ],
    ["an object in place of a list", { after: { rules: { name: "n" } } }, { rules: complete({ name: "n" }) }],
    ["scalars in place of blocks", { after: { rules: ["n"] } }, { rules: partial("U1") }],
    ["unknown blocks", { after: {}, unknown: { rules: true } }, { rules: partial("U1") }],
  ])("%s", (_, spec, expected) => {
    expect(seen(estateOf(kept, planOf(spec)), "aws_sqs_queue.a")).toMatchObject(expected);
  });

  test("its link is what its configuration refers to", () => {
    const estate = estateOf(
      kept,
      planOf(
        { unknown: { key: true }, references: { key: ["aws_kms_key.k.arn"] } },
        { "aws_kms_key.k": { unknown: { arn: true } } },
      ),
    );
    const target = find(estate, "aws_kms_key.k");
    expect(estate.forward(find(estate, "aws_sqs_queue.a"), "key")).toEqual({
      state: "complete",
      code: null,
      items: [target],
    });
    expect(estate.reverse(target, "aws_sqs_queue", "key")).toMatchObject({ state: "partial", code: "U5" });
  });

  test("a value that refers to nothing may name any resource: the link is unknown, there and back", () => {
    const arn = "arn:aws:kms:ap-northeast-1:123456789012:key/a";
    const estate = estateOf(kept, planOf({ after: { key: arn } }, { "aws_kms_key.k": { after: { arn } } }));
    expect(estate.forward(find(estate, "aws_sqs_queue.a"), "key")).toEqual({ state: "partial", code: "U4", items: [] });
    const back = estate.reverse(find(estate, "aws_kms_key.k"), "aws_sqs_queue", "key");
    expect(back).toEqual({ state: "partial", code: "U4", items: [] });
  });

  test("it lies in a region only if its values say so, and makes none of its own", () => {
    const estate = estateOf(kept, planOf({ after: { fifo_queue: true } }));
    expect(find(estate, "aws_sqs_queue.a").regionId).toEqual({ unknown: "U4" });
    expect(estate.subjects("region")).toEqual([]);
  });

  test("it is marked, with how many of it were read", () => {
    const estate = estateOf(kept, planOf({ after: {} }));
    expect(estate.diagnostics.filter(({ code }) => code === "TYPE_UNDECLARED")).toEqual([
      { code: "TYPE_UNDECLARED", document: "plan", args: { type: "aws_sqs_queue", count: 1 } },
    ]);
    expect(estate.typeOf(find(estate, "aws_sqs_queue.a")).isUndeclared).toBe(true);
  });

  test("a policy cannot ask whether it has null, and reads nothing that is not selected", () => {
    const types = [...resourceTypes, ...kept.types];
    const selection = {
      roots: { aws_sqs_queue: [{ kind: "scalar", key: "fifo_queue", name: "fifo_queue" } as const] },
    };
    const schema = JSON.stringify(inputSchema(types, selection, []));
    expect(schema).toContain('{"anyOf":[{"type":"boolean"},{"type":"number"},{"type":"string"},');
    expect(schema).not.toContain('"null"');
  });
});
