import { readdirSync, readFileSync } from "node:fs";
import { sharedFolder, skipReason } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../errors.ts";
import { buildEstate } from "../../model/build-estate.ts";
import type { ReadDocument } from "../../model/estate.ts";
import type { Json } from "../../model/value.ts";
import { resourceTypes } from "../../types/index.ts";
import { isList, isObject, own, ownList } from "../json-access.ts";
import { readDocuments } from "../read-document.ts";
import { readYaml } from "../yaml.ts";

const shared = sharedFolder();
if (shared === null) console.warn(`CloudFormation documents of others: ${skipReason() ?? ""}`);
const corpus = `${shared ?? ""}/corpus`;

function read(name: string, text: string): ReadDocument {
  const bytes = new TextEncoder().encode(text);
  const [document] = readDocuments([{ label: "doc", name, digest: "sha256:0", bytes }], resourceTypes);
  if (document === undefined) throw new Error("no document was read");
  buildEstate([document]);
  return document;
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(`${corpus}/${folder}`, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .sort();
}

/** Says how many resources of each type there are in some documents. */
function table(title: string, documents: readonly ReadDocument[]): string {
  const counts = new Map<string, number>();
  for (const { type } of documents.flatMap(({ resources }) => resources)) counts.set(type, (counts.get(type) ?? 0) + 1);
  const unsupported = documents.reduce((sum, { accounting }) => sum + accounting.unsupported, 0);
  const rows = [...counts].sort().map(([type, count]) => `  ${String(count).padStart(5)} ${type}`);
  return [
    `${title}: ${String(documents.length)} documents, ${String(unsupported)} resources of types that are not read`,
    ...rows,
  ].join("\n");
}

function expectAccounted({ accounting }: ReadDocument): void {
  expect(accounting.read + accounting.unsupported + accounting.unread).toBe(accounting.resources);
}

describe.skipIf(shared === null)("documents of others are read", () => {
  test("hooks: targets by type, and the templates of their tests", () => {
    const files = filesBelow("webhooks/cfn-hooks");
    const targets = files.filter((file) => file.includes("/inputs_"));
    const templates = files.filter((file) => /\/integ-[a-z]+\.yml$/u.test(file));
    expect([targets.length, templates.length]).toEqual([37, 12]);
    const documents = [...targets, ...templates].map((file) => read(file, readFileSync(file, "utf8")));
    documents.forEach(expectAccounted);
    const kinds = documents.map(({ document }) => document.kind);
    expect(kinds.filter((kind) => kind === "cloudformation-hook")).toHaveLength(targets.length);
    expect(kinds.filter((kind) => kind === "cloudformation-template")).toHaveLength(templates.length);
    console.log(table("hooks", documents));
  });

  test("events of Lambda hooks", () => {
    const folder = `${corpus}/webhooks/cfn-lambda-hook`;
    const resource = read("resource.json", readFileSync(`${folder}/resource-update-input.json`, "utf8"));
    expect(resource.accounts).toMatchObject([{ id: "123456789012" }]);
    expect(resource.accounting.types).toEqual({ "AWS::DynamoDB::Table": 1 });
    const payload = read("payload.json", readFileSync(`${folder}/stack-payload-object.json`, "utf8"));
    expect(payload.resources.map(({ type, address, action }) => [type, address, action])).toEqual([
      ["aws_s3_bucket", "S3Bucket", "update"],
    ]);
    expect(payload.before?.map(({ address }) => address)).toEqual(["S3Bucket"]);
    expect(() => read("stack.json", readFileSync(`${folder}/stack-update-input.json`, "utf8"))).toThrow(
      /holds only the address of what is to be checked/u,
    );
  });

  test("resources of Cloud Control", () => {
    const files = filesBelow("api-responses/cloudcontrol");
    const documents = files.map((file) => read(file, readFileSync(file, "utf8")));
    documents.forEach(expectAccounted);
    expect(documents.every(({ document }) => document.kind === "cloud-control")).toBe(true);
    console.log(table("Cloud Control", documents));
  });

  test("templates of the cases of Guard's registry", () => {
    const inputs = filesBelow("groundtruth/guard-rules-registry").flatMap((file) => {
      const cases = readYaml(readFileSync(file, "utf8"), file).json;
      return (isList(cases) ? cases : []).map((one, index) => ({
        name: `${file}#${String(index)}`,
        input: own(one, "input") ?? null,
      }));
    });
    expect(inputs.length).toBeGreaterThan(500);
    const documents = readAll(inputs);
    console.log(table("Guard's registry", documents));
  });

  test("templates of Trivy's checks", () => {
    const inputs = filesBelow("groundtruth/trivy-checks").flatMap((file) => {
      const { json } = readYaml(readFileSync(file, "utf8"), file);
      const cases = own(json, "cloudformation");
      const texts = [...ownList(cases, "good"), ...ownList(cases, "bad")];
      return texts.map((text, index) => ({ name: `${file}#${String(index)}`, input: text }));
    });
    expect(inputs.length).toBeGreaterThan(40);
    console.log(table("Trivy", readAll(inputs)));
  });
});

/** Reads templates in JSON or text; those that are none are refused with an error of the table. */
function readAll(inputs: readonly { readonly name: string; readonly input: Json }[]): readonly ReadDocument[] {
  const refused = new Map<string, number>();
  const documents = inputs.flatMap(({ name, input }) => {
    try {
      return [read(name, typeof input === "string" ? input : JSON.stringify(input))];
    } catch (error) {
      if (!isSekishoError(error)) throw error;
      const isEmpty = isObject(input) && Object.keys(input).length === 0;
      const key = `${error.code}${isEmpty ? " (an empty object)" : ` ${name}`}`;
      refused.set(key, (refused.get(key) ?? 0) + 1);
      return [];
    }
  });
  documents.forEach(expectAccounted);
  if (refused.size > 0) console.log("refused:", Object.fromEntries(refused));
  return documents;
}
