import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sharedFolder, skipReason } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../errors.ts";
import { buildEstate } from "../../model/build-estate.ts";
import type { ReadDocument } from "../../model/estate.ts";
import type { Attributes, ResourceType } from "../../model/resource-type.ts";
import { isUnknown, type Json, type ObjectNode, type ValueNode } from "../../model/value.ts";
import { resourceTypes } from "../../types/index.ts";
import { isObject } from "../json-access.ts";
import { readDocuments } from "../read-document.ts";
import { parsePath } from "../vocabulary/path.ts";

const shared = sharedFolder();
const reason = skipReason();
const folders = ["aws-cli-examples", "cartography", "custodian-data", "custodian-placebo"] as const;

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

/** The members of an element that no path of its type begins with. */
function unreadMembers(value: Json, type: ResourceType): readonly string[] {
  if (!isObject(value)) return [];
  const identities = Object.values(type.identity).flatMap(({ api }) => (api === undefined ? [] : [api]));
  const read = new Set([...identities, ...topPaths(type.attributes)].flatMap(firstSteps));
  return Object.keys(value).filter((name) => !read.has(name));
}

function topPaths(attributes: Attributes): readonly string[] {
  return Object.values(attributes).flatMap((attribute) => {
    if (attribute.kind === "derived" || attribute.kind === "derivedScalar") return [];
    return attribute.spec.api === undefined ? [] : [attribute.spec.api];
  });
}

function firstSteps(api: string): readonly string[] {
  return parsePath(api).map(({ steps }) => steps[0] ?? "");
}

function isKnown(node: ValueNode | ObjectNode): boolean {
  if (node.kind === "scalar") return !isUnknown(node.value);
  return node.kind === "object" || node.state === "complete";
}

function valueAt(json: Json, pointer: string): Json {
  let value: Json = json;
  for (const step of pointer.split("/").slice(1)) {
    value = (value as { readonly [key: string]: Json })[step.replaceAll("~1", "/").replaceAll("~0", "~")] ?? null;
  }
  return value;
}

interface Row {
  resources: number;
  known: number;
  unknown: number;
  readonly unread: Set<string>;
}

describe.skipIf(shared === null)(`answers of the corpus${reason === null ? "" : ` (skipped: ${reason})`}`, () => {
  const root = path.join(shared ?? "", "corpus", "api-responses");

  test.each(folders)("%s is read, or refused with an error of the table", (folder) => {
    const rows = new Map<string, Row>();
    const refused = new Map<string, number>();
    let documents = 0;
    for (const file of filesBelow(path.join(root, folder))) {
      const bytes = readFileSync(file);
      let read: readonly ReadDocument[];
      try {
        read = readDocuments([{ label: null, name: path.basename(file), digest: "sha256:0", bytes }], resourceTypes);
      } catch (error) {
        if (!isSekishoError(error)) throw error;
        refused.set(error.code, (refused.get(error.code) ?? 0) + 1);
        continue;
      }
      documents += 1;
      const json = JSON.parse(bytes.toString()) as Json;
      for (const document of read) {
        const { accounting } = document;
        expect(accounting.read + accounting.unsupported + accounting.unread, file).toBe(accounting.resources);
        expect(document.covers, file).toEqual([]);
        for (const resource of document.resources) {
          const type = resourceTypes.find((one) => one.type === resource.type);
          if (type === undefined || document.document.kind !== "api-output") continue;
          const row = rows.get(resource.type) ?? { resources: 0, known: 0, unknown: 0, unread: new Set<string>() };
          rows.set(resource.type, row);
          row.resources += 1;
          for (const node of Object.values(resource.values)) row[isKnown(node) ? "known" : "unknown"] += 1;
          const pointer = resource.origin.slice(resource.origin.indexOf("#") + 1);
          for (const member of unreadMembers(valueAt(json, pointer), type)) row.unread.add(member);
        }
      }
      // Every attribute, the derived ones too, can be asked for.
      const estate = buildEstate(read);
      for (const resource of estate.resources) {
        for (const name of Object.keys(estate.typeOf(resource).attributes)) estate.value(resource, name);
      }
    }
    const lines = [...rows]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(
        ([type, { resources, known, unknown, unread }]) =>
          `  ${type}: ${String(resources)}; values known ${String(known)}, unknown ${String(unknown)}; members not read ${String(unread.size)}`,
      );
    const others = [...refused].map(([code, count]) => `${code} ${String(count)}`).join(", ");
    process.stdout.write(`${folder}: ${String(documents)} read; refused: ${others}\n${lines.join("\n")}\n`);
    expect([...refused.keys()].filter((code) => code !== "DOCUMENT_KIND_UNKNOWN")).toEqual([]);
  });

  test("every recorded answer of a call that is read is recognised, by its name or its members", () => {
    const calls = new Set(
      resourceTypes.flatMap(({ sources }) => (sources.api ?? "").split(" | ").map((api) => api.split(".")[0] ?? "")),
    );
    const missed: string[] = [];
    let count = 0;
    for (const file of filesBelow(path.join(root, "custodian-placebo"))) {
      const name = path.basename(file);
      const [, service = "", operation = ""] = /^([a-z0-9-]+)\.(\w+?)_\d+\.json$/u.exec(name) ?? [];
      if (!calls.has(`${service}:${operation}`)) continue;
      const bytes = readFileSync(file);
      count += 1;
      try {
        const [named] = readDocuments([{ label: null, name, digest: "sha256:0", bytes }], resourceTypes);
        if (named?.document.kind !== "api-output") missed.push(name);
        const data = (JSON.parse(bytes.toString()) as { readonly data: Json }).data;
        const list = isObject(data) ? Object.values(data).find(Array.isArray) : undefined;
        // Without its name an answer is recognised by its members, if it is the answer of one call only. API Gateway calls
        // every list "item".
        const isOfMany = operation === "ListResourcesForWebACL" || service === "apigateway";
        if (list === undefined || (list as readonly Json[]).length === 0 || isOfMany) continue;
        const [bare] = readDocuments([{ label: null, name: "x.json", digest: "sha256:0", bytes }], resourceTypes);
        expect(
          bare?.resources.map(({ type }) => type),
          file,
        ).toEqual(named?.resources.map(({ type }) => type));
      } catch (error) {
        if (!isSekishoError(error)) throw error;
        missed.push(`${name}: ${error.code}`);
      }
    }
    expect([missed, count > 300]).toEqual([[], true]);
  });
});
