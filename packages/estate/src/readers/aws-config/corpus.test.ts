import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { sharedFolder, skipReason } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../errors.ts";
import { buildEstate } from "../../model/build-estate.ts";
import type { ReadDocument } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import { isUnknown, type Json, type ObjectNode, type ValueNode } from "../../model/value.ts";
import { resourceTypes } from "../../types/index.ts";
import { decodeIfJson } from "../json.ts";
import { isList, isObject, own } from "../json-access.ts";
import { readDocuments } from "../read-document.ts";
import { parsePath } from "../vocabulary/path.ts";

const shared = sharedFolder();
const reason = skipReason();

/** Documents of AWS Config that are about no single resource: they are recognised and refused. */
const aboutNothing = [
  "config-items/aws-config-docs/evaluate-config_develop-rules_example-events__3.json",
  "config-items/aws-config-docs/example-config-rule-compliance-notification__1.json",
  "config-items/aws-config-docs/example-configuration-history-notification__1.json",
  "config-items/aws-config-docs/example-configuration-snapshot-notification__1.json",
  "config-items/aws-config-docs/example-query__4.json",
  "config-items/aws-config-docs/example-query__8.json",
  "config-items/custodian/poll-evaluation.json",
  "webhooks/aws-lambda-go/config-event.json",
];

interface Row {
  resources: number;
  known: number;
  unknown: number;
  readonly unread: Set<string>;
}

function isKnown(node: ValueNode | ObjectNode): boolean {
  if (node.kind === "scalar") return !isUnknown(node.value);
  return node.kind === "object" || node.state === "complete";
}

/** Follows a pointer of an origin, which goes on through strings of JSON. */
function itemAt(document: Json, pointer: string): Json {
  let value = document;
  for (const step of pointer.split("/").slice(1)) {
    const decoded = decodeIfJson(value);
    value = (isList(decoded) ? decoded[Number(step)] : own(decoded, step)) ?? null;
  }
  return decodeIfJson(value);
}

/** The members of an item's configuration and of what supplements it that no path of the type leads to. */
function unreadMembers(item: Json, type: ResourceType): readonly string[] {
  const read = new Set<string>();
  const note = (config: string | undefined): void => {
    for (const { steps } of config === undefined ? [] : parsePath(config)) {
      const [first = "", second = ""] = steps;
      read.add((first === "supplementaryConfiguration" ? `${first}.${second}` : first).toLowerCase());
    }
  };
  for (const { config } of Object.values(type.identity)) note(config);
  for (const attribute of Object.values(type.attributes)) {
    if (attribute.kind !== "derived" && attribute.kind !== "derivedScalar") note(attribute.spec.config);
  }
  const members = (name: string, prefix: string): readonly string[] => {
    const value = decodeIfJson(own(item, name) ?? null);
    return isObject(value) ? Object.keys(value).map((key) => `${prefix}${key}`) : [];
  };
  return [
    ...members("configuration", ""),
    ...members("supplementaryConfiguration", "supplementaryConfiguration."),
  ].filter((name) => !read.has(name.toLowerCase()));
}

describe.skipIf(shared === null)(`the corpus of AWS Config${reason === null ? "" : ` (skipped: ${reason})`}`, () => {
  const root = path.join(shared ?? "", "corpus");
  const files = ["config-items", "webhooks"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".json") && file !== "provenance.json" && !file.endsWith(".properties.json"))
      .map((file) => `${folder}/${file}`),
  );

  function read(file: string): readonly ReadDocument[] | string {
    const bytes = readFileSync(path.join(root, file));
    try {
      const name = path.basename(file);
      return readDocuments([{ label: null, name, digest: "sha256:0", bytes }], resourceTypes);
    } catch (error) {
      if (!isSekishoError(error)) throw error;
      return error.code;
    }
  }

  test("every document is read, or refused with an error of the table", () => {
    const rows = new Map<string, Row>();
    const refused = new Map<string, string[]>();
    const sum = { documents: 0, resources: 0, unsupported: 0, unread: 0 };
    for (const file of files) {
      const documents = read(file);
      if (typeof documents === "string") {
        refused.set(documents, [...(refused.get(documents) ?? []), file]);
        continue;
      }
      const json = JSON.parse(readFileSync(path.join(root, file), "utf8")) as Json;
      for (const { document, accounting, resources, covers } of documents) {
        if (document.kind !== "config-items") continue;
        sum.documents += 1;
        sum.resources += accounting.resources;
        sum.unsupported += accounting.unsupported;
        sum.unread += accounting.unread;
        expect(accounting.read + accounting.unsupported + accounting.unread, file).toBe(accounting.resources);
        expect(covers, file).toEqual([]);
        for (const resource of resources) {
          const type = resourceTypes.find((one) => one.type === resource.type);
          if (type === undefined) throw new Error(`${file}: ${resource.type} is no type`);
          const row = rows.get(resource.type) ?? { resources: 0, known: 0, unknown: 0, unread: new Set<string>() };
          rows.set(resource.type, row);
          row.resources += 1;
          for (const node of Object.values(resource.values)) row[isKnown(node) ? "known" : "unknown"] += 1;
          const item = itemAt(json, resource.origin.slice(resource.origin.indexOf("#") + 1));
          expect(isObject(item), `${file}: ${resource.origin}`).toBe(true);
          for (const member of unreadMembers(item, type)) row.unread.add(member);
        }
      }
      // Every attribute, the derived ones too, can be asked for.
      const estate = buildEstate(documents);
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
    process.stdout.write(
      [
        `${String(sum.documents)} of ${String(files.length)} documents are AWS Config's: ${String(sum.resources)} resources, ` +
          `${String(sum.unsupported)} of types that are not read, ${String(sum.unread)} not read`,
        ...lines,
        ...[...refused].map(([code, list]) => `  refused: ${code} ${String(list.length)}`),
        "",
      ].join("\n"),
    );
    // Webhooks hold documents of other kinds, too, which their own readers may refuse.
    const invalid = refused.get("DOCUMENT_INVALID") ?? [];
    expect(invalid.filter((file) => !file.startsWith("webhooks/cfn-"))).toEqual(aboutNothing);
    expect([...refused.keys()].sort()).toEqual(["DOCUMENT_INVALID", "DOCUMENT_KIND_UNKNOWN"]);
    expect(sum.documents).toBeGreaterThan(40);
  });

  test.each(["custodian-events", "custodian-placebo"])("every document of %s is one of AWS Config's", (folder) => {
    const found = files.filter((file) => file.startsWith(`config-items/${folder}/`));
    const missed = found.filter((file) => {
      const documents = read(file);
      return typeof documents === "string" || documents.some(({ document }) => document.kind !== "config-items");
    });
    expect([missed, found.length > 0]).toEqual([[], true]);
  });
});
