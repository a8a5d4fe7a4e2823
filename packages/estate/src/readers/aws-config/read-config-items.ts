import { SekishoError } from "../../errors.ts";
import type { DocumentInfo, ReadDocument } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";
import { awsTypes } from "../../types/aws/index.ts";
import { parsedDocument, type JsonDocument } from "../json-document.ts";
import type { JsonObject } from "../json-access.ts";
import { byConfigName, captureOf, captureTime, keyOf, scopeOf, type Capture } from "./capture.ts";
import { accountOf, regionOf } from "./items.ts";
import type { LastItem } from "./read-item.ts";
import { joinConfig, type ConfigReading } from "./join.ts";
import { partsOf } from "./shapes.ts";

/** What a reader is told about the document beside its content. */
export type ConfigDocument = Pick<DocumentInfo, "label" | "name" | "digest">;

/**
 * Reads what AWS Config hands out: one item, a list, a history, a snapshot, results of an advanced query, or an event,
 * wrapped as it is delivered. What an item does not tell is unknown with U4. Of several items of one resource the latest
 * counts; deleted resources are left out.
 *
 * @throws SekishoError `DOCUMENT_INVALID` or `DOCUMENT_TOO_DEEP` if the document does not hold what its shape promises, or
 * if it holds nothing but notifications that are about no resource.
 */
export function readConfigItems(
  json: Json,
  source: ConfigDocument,
  types: readonly ResourceType[] = awsTypes,
): ReadDocument {
  const [document] = joinConfig([readConfigDocument(parsedDocument(json), source, types)], types);
  if (document === undefined) throw new SekishoError("INTERNAL", "A document was lost. Report this as a defect.");
  return document;
}

/**
 * Reads one document of AWS Config, which {@link joinConfig} then joins with the others.
 *
 * @throws SekishoError as {@link readConfigItems} does.
 */
export function readConfigDocument(
  document: JsonDocument,
  source: ConfigDocument,
  types: readonly ResourceType[],
): ConfigReading {
  const candidates = byConfigName(types);
  const last: LastItem = { held: null };
  const captures = new Map<string, Capture>();
  const accounts = new Set<string | null>();
  const regions = new Set<string | null>();
  const recorders: JsonObject[] = [];
  const statuses: JsonObject[] = [];
  const empty: string[] = [];
  let [newest, superseded, unprocessed] = [Number.NEGATIVE_INFINITY, 0, 0];
  let hasMore = false;

  for (const part of partsOf(document, source.name)) {
    switch (part.kind) {
      case "item": {
        const { item } = part;
        const time = captureTime(item);
        newest = Math.max(newest, time);
        accounts.add(accountOf(item));
        regions.add(regionOf(item));
        const key = keyOf(item);
        const known = captures.get(key);
        if (known !== undefined) superseded += 1;
        // Of equally old items the first counts: histories begin with the newest.
        if (known === undefined || time > known.time) captures.set(key, captureOf(item, candidates, source.name, last));
        break;
      }
      case "unprocessed":
        unprocessed += part.count;
        break;
      case "empty":
        empty.push(part.what);
        break;
      case "more":
        hasMore = true;
        break;
      case "recorder":
        recorders.push(part.value);
        break;
      case "recorder-status":
        statuses.push(part.value);
    }
  }
  if (captures.size === 0 && empty.length > 0) throw nothingToRead(source.name, empty);
  const isSnapshot =
    document.shape("configurationItems") === "list" &&
    (document.shape("configSnapshotId") !== null || /_ConfigSnapshot_/u.test(source.name));
  return {
    source,
    captures,
    superseded,
    unprocessed,
    empty: empty.length,
    hasMore,
    snapshot: isSnapshot ? scopeOf(source.name, { accounts, regions, newest }) : null,
    recorders,
    statuses,
  };
}

const advice: Readonly<Record<string, string>> = {
  row: "Let the query select resourceType, resourceId, arn and configuration.",
  ScheduledNotification:
    "A scheduled rule looks its resources up by itself: give a snapshot or the results of a query.",
  ConfigurationSnapshotDeliveryCompleted: "Give the snapshot itself, which it says is in s3Bucket below s3ObjectKey.",
  ConfigurationHistoryDeliveryCompleted: "Give the history itself, which it says is in s3Bucket below s3ObjectKey.",
};

function nothingToRead(name: string, [first = "", ...others]: readonly string[]): SekishoError {
  const what =
    first === "row" ? "results of a query that name no resource" : "a notification that is about no single resource";
  const known = Object.hasOwn(advice, first) ? advice[first] : undefined;
  const count = others.length === 0 ? "" : `, and ${String(others.length)} more`;
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name} holds no configuration item: it is ${what}${known === undefined || first === "row" ? "" : ` (${first})`}${count}. ${known ?? "Give items, a snapshot, or the results of a query."}`,
    { details: { name } },
  );
}
