import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { configDocument, planDocument, sharedFolder, skipReason } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { isSekishoError } from "../errors.ts";
import type { ReadDocument } from "../model/estate.ts";
import { isUnknown, type Json, type ValueNode } from "../model/value.ts";
import { resourceTypes } from "../types/index.ts";
import { documentKindLabel, readDocuments } from "./read-document.ts";

const encode = (json: Json | string): Uint8Array =>
  new TextEncoder().encode(typeof json === "string" ? json : JSON.stringify(json));

function read(bytes: Uint8Array, name = "doc.json", label: string | null = "doc"): ReadDocument {
  const [document] = readDocuments([{ label, name, digest: "sha256:0", bytes }], resourceTypes);
  if (document === undefined) throw new Error("no document was read");
  return document;
}

const planOf = (address: string): Json => planDocument({ resources: { [address]: {} } });

function refusal(content: Json | string): { readonly code: string; readonly message: string } {
  try {
    read(encode(content));
  } catch (error) {
    if (isSekishoError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("the document was read");
}

describe("readDocuments", () => {
  test("a plan and Config items are told apart by content", () => {
    const plan = encode(planDocument({ resources: { "aws_lb.a": {} } }));
    const config = encode(configDocument([]));
    const kinds = [plan, config].map((bytes) => read(bytes).document.kind);
    expect(kinds).toEqual(["terraform-plan", "config-items"]);
    expect(kinds.map(documentKindLabel)).toEqual(["plan", "config"]);
    const state = read(encode({ version: 4, serial: 1, lineage: "x", resources: [] })).document.kind;
    expect([state, documentKindLabel(state)]).toEqual(["terraform-state", "state"]);
    expect(read(plan).resources.map(({ address }) => address)).toEqual(["aws_lb.a"]);
    expect(read(config).resources).toEqual([]);
  });

  test("documents without a label are named by their kind, from the second on with a number", () => {
    const inputs = [null, null, null, "mine", null].map((label, index) => ({
      label,
      name: `${String(index)}.json`,
      digest: "sha256:0",
      bytes: encode(index === 1 ? configDocument([]) : planOf(`aws_lb.${String(index)}`)),
    }));
    expect(readDocuments(inputs, resourceTypes).map(({ document }) => document.label)).toEqual([
      "plan",
      "config",
      "plan-2",
      "mine",
      "plan-3",
    ]);
  });

  test("a plan below other keys is read there, and what was read says where it stands", () => {
    const plan = planDocument({ resources: { "aws_lb.a": { after: { internal: true } } } });
    const [alone, nested] = [read(encode(plan)), read(encode({ mock: { "a/b": plan } }))];
    expect(nested.resources.map(({ address, origin }) => [address, origin])).toEqual([
      ["aws_lb.a", "doc.json#/mock/a~1b/resource_changes/0/change/after"],
    ]);
    expect(nested.resources[0]?.values).toEqual(alone.resources[0]?.values);
    expect(nested.accounts.every(({ origin }) => origin.startsWith("doc.json#/mock/a~1b/"))).toBe(true);
    expect(nested.diagnostics).toEqual([
      { code: "PLAN_NESTED", document: "doc", args: { pointer: "/mock/a~1b" } },
      ...alone.diagnostics,
    ]);
  });

  test("plans below several keys are documents of their own", () => {
    const inputs = [null, "mine"].map((label) => ({
      label,
      name: "doc.json",
      digest: "sha256:0",
      bytes: encode({ a: planOf(`aws_lb.${label ?? "a"}`), b: { c: planDocument({}) } }),
    }));
    const documents = readDocuments(inputs, resourceTypes);
    expect(documents.map(({ document }) => document.label)).toEqual(["plan", "plan-2", "mine", "mine-2"]);
    expect(documents.map(({ diagnostics }) => diagnostics[0]?.args)).toEqual([
      { pointer: "/a" },
      { pointer: "/b/c" },
      { pointer: "/a" },
      { pointer: "/b/c" },
    ]);
  });

  test("lines before the JSON are left out and counted", () => {
    const text = `+ terraform show\n+ cat\n${JSON.stringify(planDocument({}))}`;
    expect(read(encode(text)).diagnostics).toContainEqual({
      code: "LINES_SKIPPED",
      document: "doc",
      args: { lines: 2 },
    });
  });

  test("a plan without any resource is a plan", () => {
    expect(read(encode(planDocument({}))).accounting.resources).toBe(0);
  });

  test("an errored plan without any change is read as partial", () => {
    const plan = { format_version: "1.2", planned_values: { root_module: {} }, configuration: {}, errored: true };
    const { document, diagnostics } = read(encode(plan));
    expect([document.partial, diagnostics.map(({ code }) => code)]).toEqual(["U3", ["PLAN_ERRORED"]]);
  });

  test.each<[string, Json | string, string]>([
    ["an encrypted state", { serial: 1, lineage: "x", encrypted_data: "x" }, "an encrypted Terraform state"],
    ["an old state file", { version: 3, serial: 1, lineage: "x", modules: [] }, "a Terraform state of another version"],
    ["nothing to show", { format_version: "1.0" }, "an empty Terraform state or plan"],
    ["API output of a call that nothing is read from", { FlowLogs: [] }, "output of a call of the AWS API"],
    ["recorded API output of one", { status_code: 200, data: { Volumes: [] } }, "output of the AWS API"],
    ["a Kubernetes object", { apiVersion: "v1", kind: "Pod" }, "a Kubernetes object"],
    ["a report", { schema: "sekisho.report/v1" }, "a report of Sekisho"],
    ["an unknown object", { a: 1 }, "an object of unknown shape"],
    ["an unknown list", [1], "a list of unknown shape"],
    ["a single value", 7, "a single value"],
    ["Terraform source", '# a comment\nresource "aws_lb" "a" {\n}\n', "Terraform source"],
    ["Terraform settings", 'terraform {\n  required_version = "1"\n}\n', "Terraform source"],
  ])("%s is refused by its name", (_, content, words) => {
    const { code, message } = refusal(content);
    expect(code).toBe("DOCUMENT_KIND_UNKNOWN");
    expect(message).toContain(words);
  });

  test("text that is neither keeps its own error", () => {
    expect(refusal("resource of nothing").code).toBe("DOCUMENT_NOT_JSON");
  });
});

/** Reads documents of one content under other names. */
function readAll(
  contents: readonly (Json | string)[],
  labels: readonly (string | null)[] = [],
): readonly ReadDocument[] {
  return readDocuments(
    contents.map((content, index) => ({
      label: labels[index] ?? null,
      name: `${String(index)}.json`,
      digest: "sha256:0",
      bytes: encode(content),
    })),
    resourceTypes,
  );
}

describe("a document that is given twice", () => {
  const state = { version: 4, serial: 1, lineage: "x", resources: [] };
  const template = { Resources: { A: { Type: "AWS::S3::Bucket" } } };
  const manifest = { apiVersion: "s3.services.k8s.aws/v1alpha1", kind: "Bucket", metadata: { name: "a" }, spec: {} };

  test.each<[string, Json, string]>([
    ["a plan", planOf("aws_lb.a"), "plan"],
    ["a plan below another key", { mock: planOf("aws_lb.a") }, "plan"],
    ["a state", state, "state"],
    ["a template", template, "template"],
    ["manifests", manifest, "kubernetes"],
  ])("%s, is refused by both names", (_, content, label) => {
    const twice =
      (labels: readonly (string | null)[]): (() => unknown) =>
      () =>
        readAll([content, content], labels);
    const refused = (first: string, second: string): unknown =>
      expect.objectContaining({
        code: "DOCUMENT_CONFLICT",
        message: `The documents ${first} (0.json) and ${second} (1.json) are one document, given twice: everything in it would count twice. Leave one of them out.`,
      });
    expect(twice([])).toThrow(refused(label, `${label}-2`));
    expect(twice(["today", "also"])).toThrow(refused("today", "also"));
  });

  test("with other settings of the template, is two", () => {
    const inputs = ["blue", "green"].map((label) => ({
      label,
      name: "template.json",
      digest: "sha256:0",
      bytes: encode(template),
      template: { parameters: { Name: label } },
    }));
    expect(readDocuments(inputs, resourceTypes).map(({ document }) => document.label)).toEqual(["blue", "green"]);
  });

  const item = {
    resourceType: "AWS::S3::Bucket",
    resourceId: "logs",
    resourceName: "logs",
    awsAccountId: "111122223333",
    awsRegion: "ap-northeast-1",
    configurationItemStatus: "OK",
    configurationItemCaptureTime: "2026-11-01T00:00:00.000Z",
    configuration: { name: "logs" },
  };
  const queue = { ...item, resourceType: "AWS::SQS::Queue", resourceId: "queue", resourceName: "queue" };
  const feed = {
    schema: "sekisho.devices/v1",
    collected_at: "2026-11-01T00:00:00Z",
    source: { name: "vulnerability_feed" },
    vulnerability_feeds: [{ name: "myjvn", pulled_at: ["2026-10-31T09:00:00+09:00"], matched_to_inventory: true }],
  };
  const logGroup = {
    TypeName: "AWS::Logs::LogGroup",
    ResourceDescription: { Identifier: "a", Properties: JSON.stringify({ LogGroupName: "a" }) },
  };

  test.each<[string, Json, string]>([
    ["items of AWS Config, of types that are not read, too", configDocument([item, queue]), "config"],
    ["a resource of Cloud Control without an account", logGroup, "cloudcontrol"],
    ["a log of fetches", feed, "devices"],
    ["API output", { DBInstances: [{ DBInstanceIdentifier: "a" }] }, "api"],
  ])("and shows what runs, %s, is read once and accounted for", (_, content, label) => {
    const [alone] = readAll([content]);
    const [first, second] = readAll([content, content]);
    expect([first?.accounting, first?.resources.length]).toEqual([alone?.accounting, alone?.resources.length]);
    expect(first?.diagnostics).toEqual(alone?.diagnostics);
    expect(second).toMatchObject({
      document: { label: `${label}-2`, name: "1.json" },
      accounts: [],
      resources: [],
      covers: [],
      managed: 0,
      diagnostics: [{ code: "RUNTIME_REPEATED", document: `${label}-2`, args: { of: label } }],
      accounting: { resources: 0, read: 0, unsupported: 0, unread: 0, superseded: alone?.accounting.resources },
    });
  });
});

const shared = sharedFolder();
const reason = skipReason();

describe.skipIf(shared === null)(`plans of the corpus${reason === null ? "" : ` (skipped: ${reason})`}`, () => {
  const folder = path.join(shared ?? "", "corpus", "plans");
  const rows = JSON.parse(readFileSync(path.join(folder, "provenance.json"), "utf8")) as readonly {
    readonly file: string;
  }[];

  test("the index lists exactly the files", () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== "provenance.json")
      .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
    expect(files.sort()).toEqual(rows.map(({ file }) => file).sort());
  });

  test("every document is read whole or refused with an error of the table", () => {
    const refused: [string, string][] = [];
    let [resources, supported, slowest] = [0, 0, 0];
    for (const { file } of rows) {
      const bytes = readFileSync(path.join(folder, file));
      const start = performance.now();
      try {
        const document = read(bytes, file, "plan");
        slowest = Math.max(slowest, performance.now() - start);
        expectTotal(document);
        const { accounting } = document;
        expect(accounting.read + accounting.unsupported + accounting.unread).toBe(accounting.resources);
        resources += accounting.resources;
        supported += accounting.read;
      } catch (error) {
        if (!isSekishoError(error)) throw error;
        refused.push([file, error.code]);
      }
    }
    const count = rows.length - refused.length;
    process.stdout.write(
      `corpus: ${String(count)} of ${String(rows.length)} documents read, ${String(resources)} resources, ` +
        `${String(supported)} of types that are read, slowest document ${slowest.toFixed(0)} ms\n`,
    );
    expect(refused.sort()).toEqual([...refusedPlans].sort());
  });
});

/** What is no plan or of a shape that is not read yet. */
const refusedPlans: readonly (readonly [string, string])[] = [
  ["hashicorp-terraform-json/testdata__invalid__plan.json", "DOCUMENT_NOT_JSON"],
];

/** Every declared scalar has a value, every collection a state with its code: nothing is undefined. */
function expectTotal(document: ReadDocument): void {
  for (const resource of document.resources) {
    const type = resourceTypes.find((one) => one.type === resource.type);
    const declared = Object.entries(type?.attributes ?? {}).filter(
      ([, { kind }]) => kind !== "derived" && kind !== "derivedScalar",
    );
    expect(Object.keys(resource.values).sort()).toEqual(declared.map(([name]) => name).sort());
    expect(Object.keys(resource.links)).toEqual(Object.keys(type?.links ?? {}));
    Object.values(resource.values).forEach(expectNode);
  }
}

function expectNode(node: ValueNode): void {
  expect(node.origin).toMatch(/^(?:\/|default:)/u);
  if (node.kind === "scalar") {
    expect(node.value).not.toBeUndefined();
    return;
  }
  expect(node.code === null).toBe(node.state === "complete");
  for (const item of node.items) {
    if (item.kind === "object") Object.values(item.fields).forEach(expectNode);
    else expect(isUnknown(item.value)).toBe(false);
  }
}
