import type { DocumentInfo, ReadAccount, ReadDocument, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import { isUnknown, type Json } from "../../model/value.ts";
import { awsTypes } from "../../types/aws/index.ts";
import { isObject, own, type JsonObject } from "../json-access.ts";
import { follow, type Start } from "../vocabulary/path.ts";
import { readIdentities, readReferences, readValues, type Wording } from "../vocabulary/read-values.ts";
import { itemsOf, textOf, type ConfigItem } from "./items.ts";
import { timeOf } from "./time.ts";

/** What a reader is told about the document beside its content. */
export type ConfigDocument = Pick<DocumentInfo, "label" | "name" | "digest">;

const supplementary = "supplementaryConfiguration";

/**
 * Reads AWS Config items: one item, a list, a history, a snapshot or the event of a rule. What an item does not tell is
 * unknown with U4. Of several items of one resource the latest counts; deleted resources are left out with a diagnostic.
 *
 * @throws SekishoError `DOCUMENT_INVALID` or `DOCUMENT_TOO_DEEP` if the document does not hold what its shape promises.
 */
export function readConfigItems(
  json: Json,
  document: ConfigDocument,
  types: readonly ResourceType[] = awsTypes,
): ReadDocument {
  const accounts = new Map<string, ReadAccount>();
  const resources: ReadResource[] = [];
  const diagnostics: ReadDocument["diagnostics"][number][] = [];
  const unsupported = Object.create(null) as Record<string, number>;
  const accounting = { resources: 0, read: 0, unsupported: 0, unread: 0 };

  for (const found of latestOf(itemsOf(json, document.name))) {
    const { item, pointer } = found;
    const resourceType = textOf(item, "resourceType") ?? "unknown";
    if (textOf(item, "configurationItemStatus")?.startsWith("ResourceDeleted") === true) {
      const resource = arnOf(item) ?? textOf(item, "resourceId") ?? pointer;
      diagnostics.push({
        code: "CONFIG_ITEM_DELETED",
        document: document.label,
        args: { resource, type: resourceType },
      });
      continue;
    }
    accounting.resources += 1;
    const configuration = own(item, "configuration");
    const named = typesOf(resourceType, item, types);
    if (named.length === 0) {
      accounting.unsupported += 1;
      unsupported[resourceType] = (unsupported[resourceType] ?? 0) + 1;
      continue;
    }
    if (!isObject(configuration)) {
      accounting.unread += 1;
      continue;
    }
    accounting.read += 1;
    const account = accountOf(found, document.name);
    if (!accounts.has(account.key)) accounts.set(account.key, account);
    for (const type of named) resources.push(readItem(found, type, account.key, document.name));
  }

  if (accounting.unread > 0) {
    diagnostics.push({ code: "RESOURCES_UNREADABLE", document: document.label, args: { count: accounting.unread } });
  }
  return {
    // What is there and cannot be read would be missing without a word.
    document: { ...document, kind: "config-items", partial: accounting.unread > 0 ? "U4" : null },
    accounts: [...accounts.values()],
    resources,
    before: null,
    managed: accounting.resources,
    covers: [],
    diagnostics,
    accounting: { ...accounting, types: unsupported },
  };
}

/** Keeps one item a resource: the latest, or of equally old ones the first, because histories begin with the newest. */
function latestOf(items: readonly ConfigItem[]): readonly ConfigItem[] {
  const latest = new Map<string, { readonly found: ConfigItem; readonly time: number }>();
  for (const found of items) {
    const { item } = found;
    const place = [found.envelopeAccount, textOf(item, "awsAccountId", "accountId"), textOf(item, "awsRegion")];
    const id = textOf(item, "resourceId") ?? found.pointer;
    const key = JSON.stringify([textOf(item, "resourceType"), arnOf(item) ?? [...place, id]]);
    const time = timeOf(own(item, "configurationItemCaptureTime"));
    const known = latest.get(key);
    if (known === undefined || time > known.time) latest.set(key, { found, time });
  }
  return [...latest.values()].map(({ found }) => found);
}

/**
 * Finds the types of the resources that an item holds: the one that it is named after, and those of whose own its
 * supplementary configuration has a member.
 */
function typesOf(resourceType: string, item: JsonObject, types: readonly ResourceType[]): readonly ResourceType[] {
  const candidates = types.filter((type) => type.sources.config === resourceType);
  const main = mainType(
    candidates.filter(({ sources }) => sources.configMember === undefined),
    own(item, "configuration"),
  );
  const beside = candidates.filter(
    ({ sources }) =>
      sources.configMember !== undefined &&
      follow(sources.configMember, { here: { value: item, pointer: "" } }) !== undefined,
  );
  return main === undefined ? beside : [main, ...beside];
}

/** Where several types have the same name in Config, the configuration tells them apart. */
function mainType(candidates: readonly ResourceType[], configuration: Json | undefined): ResourceType | undefined {
  if (candidates.length < 2 || !isObject(configuration)) return candidates[0];
  const engine = textOf(configuration, "engine");
  const isAuroraMember =
    textOf(configuration, "dBClusterIdentifier") !== null && engine !== null && engine.startsWith("aurora");
  const name = isAuroraMember ? "aws_rds_cluster_instance" : "aws_db_instance";
  return candidates.find((type) => type.type === name);
}

function accountOf({ item, pointer, envelopeAccount }: ConfigItem, name: string): ReadAccount {
  const fromArn = arnOf(item)?.split(":")[4] ?? "";
  const named = textOf(item, "awsAccountId", "accountId") ?? (fromArn === "" ? envelopeAccount : fromArn);
  const id = named !== null && /^\d{12}$/u.test(named) ? named : null;
  return { key: id ?? "unknown", id, origin: `${name}#${pointer}` };
}

function arnOf(item: JsonObject): string | null {
  return textOf(item, "arn", "ARN");
}

function regionOf(item: JsonObject, type: ResourceType): ReadResource["region"] {
  if (type.isGlobal) return null;
  const region = textOf(item, "awsRegion") ?? arnOf(item)?.split(":")[3] ?? "";
  if (region === "global") return null;
  return region === "" ? { unknown: "U4" } : region;
}

const wording: Wording = { vocabulary: "config", silence: "U4" };

function readItem({ item, pointer }: ConfigItem, type: ResourceType, accountKey: string, name: string): ReadResource {
  const start: Start = {
    here: { value: own(item, "configuration") ?? null, pointer: "/configuration" },
    elsewhere: (step) =>
      step === supplementary ? { value: own(item, supplementary) ?? {}, pointer: `/${supplementary}` } : undefined,
  };
  const values = readValues(type.attributes, start, wording);
  const identities = { ...readIdentities(type, start, wording) };
  const arn = arnOf(item);
  if (isUnknown(identities["arn"] ?? null) && arn !== null) identities["arn"] = arn;
  return {
    type: type.type,
    address: null,
    identities,
    values,
    links: readReferences(type, start, values, wording),
    origin: `${name}#${pointer}`,
    action: "none",
    running: true,
    isSubject: true,
    accountKey,
    region: regionOf(item, type),
  };
}
