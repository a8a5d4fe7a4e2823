import type { NamedResource, ReadAccount, ReadResource } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import { own } from "../json-access.ts";
import { accountOf, arnOf, regionOf, stateOf, textOf, type ConfigItem } from "./items.ts";
import { ReadAgain, readItem, startOf, typesOf, type LastItem } from "./read-item.ts";
import { timeOf } from "./time.ts";

/** What one item says of a resource. */
export interface Capture {
  /** As of when: milliseconds since 1970, minus infinity if it is not told. */
  readonly time: number;
  /** The name of the type in AWS Config; `unknown` if the item does not tell it. */
  readonly resourceType: string;
  /** What messages call the resource. */
  readonly resource: string;
  readonly state: "read" | "untold" | "unsupported" | "unread" | "deleted";
  readonly resources: readonly ReadResource[];
  readonly account: ReadAccount;
  /** Of what is deleted or not read: what it is. */
  readonly named: Omit<NamedResource, "at"> | null;
}

/** Names a resource across items and documents: by its ARN, or else by its place and id. */
export function keyOf(found: ConfigItem): string {
  const { item, envelope } = found;
  const id = textOf(item, "resourceId") ?? found.pointer;
  const place = [textOf(item, "awsAccountId", "accountId") ?? envelope.account, textOf(item, "awsRegion"), id];
  return JSON.stringify([textOf(item, "resourceType"), arnOf(item) ?? place]);
}

/** The time at which an item was captured. */
export function captureTime({ item }: ConfigItem): number {
  return timeOf(own(item, "configurationItemCaptureTime"));
}

/**
 * Reads what an item says of its resource.
 *
 * @param candidates - The types by their names in AWS Config.
 * @param name - File name of the document.
 * @param last - Shared by all items of the document.
 * @throws SekishoError `DOCUMENT_INVALID` or `DOCUMENT_TOO_DEEP` for a configuration that is no JSON.
 */
export function captureOf(
  found: ConfigItem,
  candidates: ReadonlyMap<string, readonly ResourceType[]>,
  name: string,
  last: LastItem,
): Capture {
  const { item, pointer } = found;
  const resourceType = textOf(item, "resourceType") ?? "unknown";
  const id = accountOf(found);
  const account = { key: id ?? "unknown", id, origin: `${name}#${pointer}` };
  const base = {
    time: captureTime(found),
    resourceType,
    resource: arnOf(item) ?? textOf(item, "resourceId") ?? pointer,
    resources: [],
    account,
    named: null,
  };
  const state = stateOf(found);
  const named = candidates.get(resourceType);
  const withoutContent = (isDeleted: boolean): Capture["named"] => ({
    isDeleted,
    types: (named ?? []).map(({ type }) => type),
    arn: arnOf(item),
    id: textOf(item, "resourceId"),
    account: id,
    region: regionOf(found),
  });
  if (state === "deleted") return { ...base, state, named: withoutContent(true) };
  if (named === undefined) return { ...base, state: resourceType === "unknown" ? "unread" : "unsupported" };
  const start = startOf(found, name);
  const { types, isSettled } = typesOf(found, start, named);
  if (!isSettled) return { ...base, state: "unread", named: withoutContent(false) };
  const place = { name, accountKey: account.key, last };
  // Rows of queries are decoded texts, and are held as they are.
  const source =
    found.selection === null ? new ReadAgain(found, start, place) : { ...place, pointer, start: () => start };
  return {
    ...base,
    state: state === "untold" ? "untold" : "read",
    resources: types.map((type) => readItem(found, type, source)),
  };
}

/** Whose resources a snapshot holds, and as of when. */
export interface SnapshotScope {
  /** Twelve digits, or null if the snapshot does not tell one. */
  readonly account: string | null;
  readonly region: string | null;
  /** Milliseconds since 1970; minus infinity if it is not told. */
  readonly time: number;
}

const deliveredName =
  /(?:^|_)(\d{12})_Config_([a-z]{2}(?:-[a-z]+)+-\d)_ConfigSnapshot_(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z_/u;

/** Finds what a snapshot is a snapshot of: by the name under which AWS Config delivers it, or else by its items. */
export function scopeOf(
  name: string,
  items: {
    readonly accounts: ReadonlySet<string | null>;
    readonly regions: ReadonlySet<string | null>;
    readonly newest: number;
  },
): SnapshotScope {
  const [, account, region, ...parts] = deliveredName.exec(name) ?? [];
  const [year = "", month = "", day = "", hour = "", minute = "", second = ""] = parts;
  const only = (values: ReadonlySet<string | null>): string | null => {
    const [value = null, ...others] = [...values].filter((one) => one !== "global");
    return others.length === 0 ? value : null;
  };
  if (account === undefined || region === undefined) {
    return { account: only(items.accounts), region: only(items.regions), time: items.newest };
  }
  // A file that holds something else than its name says is no snapshot of either.
  const agrees = (values: ReadonlySet<string | null>, named: string): boolean =>
    [...values].every((one) => one === named || one === "global");
  return {
    account: agrees(items.accounts, account) ? account : null,
    region: agrees(items.regions, region) ? region : null,
    time: timeOf(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`),
  };
}

/** Orders types by their names in AWS Config. */
export function byConfigName(types: readonly ResourceType[]): ReadonlyMap<string, readonly ResourceType[]> {
  const named = new Map<string, ResourceType[]>();
  for (const type of types) {
    const { config } = type.sources;
    if (config === undefined) continue;
    const known = named.get(config);
    if (known === undefined) named.set(config, [type]);
    else known.push(type);
  }
  return named;
}
