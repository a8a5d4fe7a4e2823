import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sharedFolder, skipReason } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import type { Json } from "../../model/value.ts";
import { resourceTypes } from "../../types/index.ts";
import { parsedDocument } from "../json-document.ts";
import { renderPolicyDocument } from "./iam-policy-document.ts";
import { readTerraformPlan } from "./index.ts";
import { isList, isObject, own } from "../json-access.ts";
import { resourcePlace } from "./places.ts";

type Arguments = { readonly [name: string]: Json };

const U1 = { unknown: "U1" };

function rendered(after: Arguments, unknown: Json = {}, sensitive: Json = {}): unknown {
  return renderPolicyDocument(resourcePlace(after, unknown, sensitive, null));
}

describe("the document of aws_iam_policy_document", () => {
  test("has a default effect and version, and one value alone stands without a list", () => {
    const statement = { actions: ["s3:GetObject"], resources: ["arn:aws:s3:::a/&{aws:username}/*"] };
    expect(rendered({ statement: [statement] })).toEqual({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::a/${aws:username}/*" }],
    });
  });

  test("has principals and conditions by kind, of which those of one kind are joined", () => {
    const statement = {
      sid: "Deny",
      effect: "Deny",
      not_actions: ["a:B", "c:D"],
      not_resources: ["*"],
      principals: [{ type: "*", identifiers: ["*"] }],
      not_principals: [
        { type: "AWS", identifiers: ["111111111111"] },
        { type: "AWS", identifiers: ["222222222222"] },
        { type: "Service", identifiers: ["ecs.amazonaws.com"] },
      ],
      condition: [
        { test: "Bool", variable: "aws:SecureTransport", values: ["false"] },
        { test: "StringLike", variable: "aws:a", values: ["&{x}", "y"] },
        { test: "StringLike", variable: "aws:a", values: ["z"] },
      ],
    };
    expect(rendered({ policy_id: "own", version: "2008-10-17", statement: [statement] })).toEqual({
      Version: "2008-10-17",
      Id: "own",
      Statement: [
        {
          Sid: "Deny",
          Effect: "Deny",
          NotAction: ["c:D", "a:B"],
          NotResource: "*",
          Principal: "*",
          NotPrincipal: { AWS: ["111111111111", "222222222222"], Service: "ecs.amazonaws.com" },
          Condition: { Bool: { "aws:SecureTransport": "false" }, StringLike: { "aws:a": ["${x}", "y", "z"] } },
        },
      ],
    });
  });

  test("puts its statements after those of its sources and in the place of those with their sid, then the overrides", () => {
    const source = (sid: string, effect: string): Json => ({ Sid: sid, Effect: effect, Action: "*", Resource: "*" });
    const text = (version: string, ...statements: readonly Json[]): string =>
      JSON.stringify({ Version: version, Id: "other", Statement: statements });
    const own = (sid: string): Json => ({ sid, actions: ["own"], resources: ["*"] });
    expect(
      rendered({
        version: "2008-10-17",
        source_policy_documents: [text("2012-10-17", source("a", "Allow"), source("b", "Allow"))],
        statement: [own("b"), own("c"), own("")],
        override_policy_documents: [text("2008-10-17", source("c", "Deny"), source("", "Deny"))],
      }),
    ).toEqual({
      Version: "2012-10-17",
      Id: "other",
      Statement: [
        { Sid: "a", Effect: "Allow", Action: "*", Resource: "*" },
        { Sid: "b", Effect: "Allow", Action: "own", Resource: "*" },
        { Sid: "c", Effect: "Deny", Action: "*", Resource: "*" },
        { Effect: "Allow", Action: "own", Resource: "*" },
        { Sid: "", Effect: "Deny", Action: "*", Resource: "*" },
      ],
    });
  });

  test("keeps what is known beside what is not", () => {
    const after = {
      statement: [
        { effect: "Allow", actions: ["s3:PutObject"] },
        { effect: "Deny", actions: ["s3:*"], condition: [{ test: "Bool", variable: "aws:SecureTransport" }] },
      ],
    };
    const unknown = {
      statement: [{ resources: true }, { resources: [true, false], condition: [{ values: [true] }] }],
    };
    expect(rendered(after, unknown)).toMatchObject({
      Statement: [
        { Effect: "Allow", Action: "s3:PutObject", Resource: U1 },
        { Effect: "Deny", Action: "s3:*" },
      ],
    });
    expect(rendered({}, { statement: true })).toEqual({ Version: "2012-10-17", Statement: [U1] });
  });

  test("takes nothing with a sid for certain beside an override that is not known, and all of its own beside such a source", () => {
    const statement = [
      { sid: "a", actions: ["a:A"] },
      { sid: "", actions: ["b:B"] },
    ];
    expect(rendered({ statement, override_policy_documents: [null] }, { override_policy_documents: [true] })).toEqual({
      Version: "2012-10-17",
      Id: U1,
      Statement: [U1, { Effect: "Allow", Action: "b:B" }, U1],
    });
    expect(rendered({ statement }, { source_policy_documents: true })).toEqual({
      Version: "2012-10-17",
      Id: U1,
      Statement: [U1, { Sid: "a", Effect: "Allow", Action: "a:A" }, { Effect: "Allow", Action: "b:B" }],
    });
  });

  test("is unknown as a whole where something in it is sensitive", () => {
    const after = { statement: [{ actions: ["a"], resources: ["secret"] }] };
    expect(rendered(after, {}, { statement: [{ resources: true }] })).toEqual({ unknown: "U6" });
  });
});

describe("an attribute that holds a document", () => {
  const address = "aws_s3_bucket_policy.a";
  function policyOf(
    change: Arguments,
    expression: Json,
    data: Arguments = {},
    others: Readonly<Record<string, { readonly change: Arguments; readonly expressions: Arguments }>> = {},
  ): unknown {
    const documents = Object.entries({ a: { change: data, expressions: {} }, ...others });
    const plan: Json = {
      format_version: "1.2",
      complete: true,
      errored: false,
      resource_changes: [
        {
          address,
          mode: "managed",
          type: "aws_s3_bucket_policy",
          name: "a",
          change: { actions: ["create"], before: null, ...change },
        },
        ...documents.map(([name, one]) => ({
          address: `data.aws_iam_policy_document.${name}`,
          mode: "data",
          type: "aws_iam_policy_document",
          name,
          change: { actions: ["read"], before: null, after_sensitive: {}, ...one.change },
        })),
      ],
      configuration: {
        root_module: {
          resources: [
            {
              address,
              mode: "managed",
              type: "aws_s3_bucket_policy",
              name: "a",
              provider_config_key: "aws",
              expressions: { policy: expression },
            },
            ...documents.map(([name, { expressions }]) => ({
              address: `data.aws_iam_policy_document.${name}`,
              mode: "data",
              type: "aws_iam_policy_document",
              name,
              expressions,
            })),
          ],
        },
      },
    };
    const read = readTerraformPlan(
      parsedDocument(plan),
      { label: "plan", name: "plan.json", digest: "sha256:0" },
      resourceTypes,
    );
    const node = read.resources.find((resource) => resource.address === address)?.values["policy"];
    return node?.kind === "scalar" ? node.value : undefined;
  }
  const open: Arguments = { after: { bucket: "a" }, after_unknown: { policy: true }, after_sensitive: {} };
  const reference = { references: ["data.aws_iam_policy_document.a.json", "data.aws_iam_policy_document.a"] };
  const data: Arguments = {
    after: { statement: [{ effect: "Deny", actions: ["s3:*"] }] },
    after_unknown: { json: true, statement: [{ resources: true }] },
  };
  const document = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "s3:*", Resource: U1 }] };

  test("is the document of the data source that it refers to, as far as that is known", () => {
    expect(policyOf(open, reference, data)).toEqual(document);
  });

  test("is unknown where it refers to more than the document", () => {
    const both = { references: [...reference.references, "aws_kms_key.a.arn", "aws_kms_key.a"] };
    expect(policyOf(open, both, data)).toEqual(U1);
    expect(policyOf(open, { references: ["data.aws_iam_policy_document.a.id"] }, data)).toEqual(U1);
  });

  const named = (name: string): readonly Json[] => [
    `data.aws_iam_policy_document.${name}.json`,
    `data.aws_iam_policy_document.${name}`,
  ];
  const statement = (sid: string): Json => ({ sid, effect: "Deny", actions: [`s3:${sid}`] });
  const part = (...sids: readonly string[]): { readonly change: Arguments; readonly expressions: Arguments } => ({
    change: {
      after: { statement: sids.map(statement) },
      after_unknown: { json: true, statement: sids.map(() => ({ resources: true })) },
    },
    expressions: {},
  });
  const rendered = (sid: string): Json => ({ Sid: sid, Effect: "Deny", Action: `s3:${sid}`, Resource: U1 });
  const madeOf = (texts: readonly (string | null)[], ...names: readonly string[]): ReturnType<typeof part> => ({
    change: {
      after: { source_policy_documents: texts },
      after_unknown: { json: true, source_policy_documents: texts.map((text) => text === null) },
    },
    expressions: { source_policy_documents: { references: names.flatMap(named) } },
  });
  const chained = (others: Readonly<Record<string, ReturnType<typeof part>>>): unknown =>
    policyOf(open, reference, {}, others);

  test("is made of the documents that its data source is made of, as far as those are known, one after another", () => {
    const one = { a: madeOf([null], "b"), b: madeOf([null], "c"), c: part("X") };
    expect(chained(one)).toEqual({ Version: "2012-10-17", Statement: [rendered("X")] });
    const two = { a: madeOf([null, null], "b", "c"), b: part("X"), c: part("Y") };
    expect(chained(two)).toEqual({ Version: "2012-10-17", Statement: [rendered("X"), rendered("Y")] });
    const text = JSON.stringify({ Statement: { Sid: "Z", Effect: "Allow" } });
    const mixed = { a: madeOf([text, null], "b"), b: part("X") };
    expect(chained(mixed)).toEqual({
      Version: "2012-10-17",
      Statement: [{ Sid: "Z", Effect: "Allow" }, rendered("X")],
    });
  });

  test("keeps an override of such a document in the place of what it overrides", () => {
    const { change } = madeOf([null], "b");
    const override = {
      change: {
        after: { statement: [{ ...(statement("X") as object), effect: "Allow" }], override_policy_documents: [null] },
        after_unknown: { ...(change["after_unknown"] as object), override_policy_documents: [true] },
      },
      expressions: { override_policy_documents: { references: named("b") } },
    };
    expect(chained({ a: override, b: part("X", "Y") })).toEqual({
      Version: "2012-10-17",
      Statement: [rendered("X"), rendered("Y")],
    });
  });

  test("is not known where it is not settled of which documents it is made, or in what order they replace each other", () => {
    const nothing = { Version: "2012-10-17", Id: U1, Statement: [U1] };
    expect(chained({ a: madeOf([null], "b", "c"), b: part("X"), c: part("Y") })).toEqual(nothing);
    expect(chained({ a: madeOf([null], "a") })).toMatchObject({ Id: U1 });
    const replacing = chained({ a: madeOf([null, null], "b", "c"), b: part("X"), c: part("X") });
    expect(replacing).toEqual({ ...nothing, Statement: [U1, U1] });
    const secret = {
      ...part("X"),
      change: { ...part("X").change, after_sensitive: { statement: [{ actions: true }] } },
    };
    expect(chained({ a: madeOf([null], "b"), b: secret })).toEqual(nothing);
  });

  test("is hidden where it is sensitive, or an argument of the document is", () => {
    expect(policyOf({ ...open, after_sensitive: { policy: true } }, reference, data)).toEqual({ unknown: "U6" });
    const hidden = { ...data, after_sensitive: { statement: [{ actions: true }] } };
    expect(policyOf(open, reference, hidden)).toEqual({ unknown: "U6" });
  });

  test("is the decoded document that source tells", () => {
    expect(policyOf({ ...open, after_documents: { policy: document } }, {})).toEqual(document);
    const sensitive = { ...open, after_documents: { policy: document }, after_sensitive: { policy: true } };
    expect(policyOf(sensitive, {})).toEqual({ unknown: "U6" });
  });
});

/** Makes what means the same look the same: lists of strings without order, one string alone as a list, everyone as AWS's. */
function normalised(value: Json): Json {
  if (isList(value)) {
    const items = value.map(normalised);
    const isText = items.every((item) => typeof item === "string");
    if (!isText) return items;
    const sorted = [...items].sort();
    return sorted.length === 1 ? (sorted[0] ?? null) : sorted;
  }
  if (!isObject(value)) return typeof value === "boolean" ? String(value) : value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== "")
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, normalised(member)]),
  );
}

/** Finds everything in a plan that looks like such a data source with its document. */
function documentsIn(value: Json, found: JsonValues[]): readonly JsonValues[] {
  if (isList(value)) for (const element of value) documentsIn(element, found);
  else if (isObject(value)) {
    const values = own(value, "values") ?? own(own(value, "change"), "after");
    const isDocument = own(value, "type") === "aws_iam_policy_document" && isFilled(own(values, "json"));
    if (isDocument && isObject(values)) found.push(values);
    else for (const member of Object.values(value)) documentsIn(member, found);
  }
  return found;
}

function isFilled(value: Json | undefined): boolean {
  return typeof value === "string" && value !== "";
}

type JsonValues = { readonly [name: string]: Json };

const shared = sharedFolder();
const corpus = shared === null ? null : join(shared, "corpus", "plans");
if (corpus === null) process.stderr.write(`not compared with recorded documents: ${skipReason() ?? ""}\n`);

test.skipIf(corpus === null)("the documents of recorded plans are rendered as the provider rendered them", () => {
  let agreed = 0;
  const differing: unknown[] = [];
  for (const file of readdirSync(corpus ?? "", { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".json") || file === "provenance.json") continue;
    let plan: Json;
    try {
      plan = JSON.parse(readFileSync(join(corpus ?? "", file), "utf8")) as Json;
    } catch {
      continue;
    }
    for (const values of documentsIn(plan, [])) {
      const ours = normalised(rendered(values) as Json);
      const theirs = normalised(JSON.parse(values["json"] as string) as Json);
      if (JSON.stringify(ours) === JSON.stringify(theirs)) agreed += 1;
      else differing.push({ file, ours, theirs });
    }
  }
  console.log(`documents rendered as the provider did: ${String(agreed)} of ${String(agreed + differing.length)}`);
  expect(differing).toEqual([]);
  expect(agreed).toBeGreaterThan(0);
});
