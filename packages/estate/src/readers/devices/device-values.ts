import {
  completeNode,
  isUnknown,
  partialNode,
  scalarNode,
  type CollectionNode,
  type ObjectNode,
  type ScalarNode,
  type ValueNode,
} from "../../model/value.ts";
import { fleetName } from "../../types/sekisho/fleet.ts";
import { timeOf } from "../aws-config/time.ts";
import { antivirusValues } from "./antivirus-values.ts";
import {
  mediaClasses,
  type DeviceRecord,
  type ListingName,
  type ManagerName,
  type MediaClass,
} from "./device-record.ts";
import { latest, latestOfEach, leafOf, notTold, originOf, toldLeaf, type TakeLeaf, type Telling } from "./leaves.ts";

/** Where what no source tells is said. */
const byDefault = "default:devices";

/**
 * Joins what several sources tell of one device into the values of the resource type `device`.
 *
 * @param tellings - In the order of `inOrder`.
 * @param listed - What the documents hold all of.
 */
export function deviceValues(
  tellings: readonly Telling[],
  listed: ReadonlySet<ListingName>,
): Readonly<Record<string, ValueNode>> {
  const platform = leafOf(tellings, "/identity/platform", ({ identity }) => identity.platform);
  return {
    platform,
    in_scope:
      toldLeaf(tellings, "/identity/in_scope", ({ identity }) => identity.in_scope ?? undefined) ?? scopeBy(platform),
    asset_status:
      toldLeaf(tellings, "/identity/asset_status", ({ identity }) => identity.asset_status ?? undefined) ??
      scalarNode("active", byDefault),
    in_fleet_list: inFleetList(tellings, listed),
    last_checkin_at: lastOf(tellings, "/management/last_checkin_at", ({ management }) => management?.last_checkin_at),
    lanscope: managementBlock(tellings, "lanscope", listed),
    jamf_pro: managementBlock(tellings, "jamf_pro", listed),
    last_used_at: lastOf(tellings, "/activity/last_used_at", ({ activity }) => activity?.last_used_at),
    operation_log_kinds: logKinds(tellings),
    operation_log_last_event_at: lastOf(
      tellings,
      "/operation_log/last_event_at",
      (record) => record.operation_log?.last_event_at,
    ),
    operation_log_retention_days: leafOf(
      tellings,
      "/operation_log/retention_days",
      (record) => record.operation_log?.retention_days,
    ),
    watched_paths: watchedPaths(tellings),
    media_control: mediaControl(tellings),
    ...antivirusValues(tellings),
    updates_last_search_at: lastOf(tellings, "/updates/last_search_at", ({ updates }) => updates?.last_search_at),
    updates_required_build_met: leafOf(
      tellings,
      "/updates/latest_required_build_met",
      ({ updates }) => updates?.latest_required_build_met,
    ),
    updates_last_install_at: lastOf(tellings, "/updates/last_install_at", ({ updates }) => updates?.last_install_at),
    pending_updates: pendingUpdates(tellings),
    fleet: scalarNode(fleetName, byDefault),
  };
}

/** Windows and macOS run on work PCs, anything else does not; where nobody tells the platform, that is open. */
function scopeBy({ value, origin }: ScalarNode): ScalarNode {
  return isUnknown(value) ? scalarNode(value, origin) : scalarNode(value === "windows" || value === "macos", byDefault);
}

/** Of instants the last that any source tells; one of several sources may have missed it. */
function lastOf(tellings: readonly Telling[], at: string, take: TakeLeaf<string>): ScalarNode {
  let last: { readonly telling: Telling; readonly value: string } | null = null;
  for (const telling of tellings) {
    const value = take(telling.capture.record);
    if (typeof value === "string" && (last === null || timeOf(value) > timeOf(last.value))) last = { telling, value };
  }
  return last === null ? leafOf(tellings, at, take) : scalarNode(last.value, originOf(last.telling, at));
}

function inFleetList(tellings: readonly Telling[], listed: ReadonlySet<ListingName>): ScalarNode {
  const named = tellings.find(({ reading }) => reading.lists.includes("fleet"));
  if (named !== undefined) return scalarNode(true, originOf(named, "/identity"));
  return listed.has("fleet") ? scalarNode(false, byDefault) : notTold(tellings, "/identity");
}

function managementBlock(
  tellings: readonly Telling[],
  manager: ManagerName,
  listed: ReadonlySet<ListingName>,
): CollectionNode {
  const managed = tellings.filter(({ capture }) => capture.record.management?.manager === manager);
  const [first] = managed;
  if (first === undefined) {
    return listed.has(manager) ? completeNode([], byDefault) : partialNode("U4", [], byDefault);
  }
  // An agent that is gone leaves its record in LANSCOPE; Jamf Pro's own policy asks for what it says of management.
  if (manager === "lanscope" && first.capture.record.management?.managed === false) {
    return completeNode([], originOf(first, "/management/managed"));
  }
  const fields: Record<string, ValueNode> = {
    last_checkin_at: lastOf(managed, "/management/last_checkin_at", ({ management }) => management?.last_checkin_at),
  };
  if (manager === "jamf_pro") {
    fields["managed"] = leafOf(managed, "/management/managed", ({ management }) => management?.managed);
    fields["mdm_profile_expires_at"] = leafOf(
      managed,
      "/management/mdm_profile_expires_at",
      ({ management }) => management?.mdm_profile_expires_at,
    );
  }
  return completeNode([{ kind: "object", fields }], originOf(first, "/management"));
}

/** Lists that several sources tell hold what any of them holds. */
function joinedLists<Item>(
  tellings: readonly Telling[],
  at: string,
  take: (record: DeviceRecord) => readonly Item[] | undefined,
  node: (item: Item, origin: string) => ScalarNode | ObjectNode,
): CollectionNode {
  const told = latestOfEach(tellings.filter(({ capture }) => take(capture.record) !== undefined));
  const [first] = told;
  if (first === undefined) return partialNode("U4", [], notTold(tellings, at).origin);
  const items = told.flatMap((telling) =>
    (take(telling.capture.record) ?? []).map((item, index) => node(item, originOf(telling, `${at}/${String(index)}`))),
  );
  return completeNode(items, originOf(first, at));
}

function logKinds(tellings: readonly Telling[]): CollectionNode {
  const node = joinedLists(
    tellings,
    "/operation_log/kinds",
    // A log that is switched off keeps nothing.
    ({ operation_log: log }) => (log?.enabled === false ? [] : log?.kinds),
    (kind, origin) => scalarNode(kind, origin),
  );
  const kinds = node.items.map((item) => (item.kind === "scalar" ? item.value : null));
  return { ...node, items: node.items.filter((_, index) => kinds.indexOf(kinds[index] ?? null) === index) };
}

function watchedPaths(tellings: readonly Telling[]): CollectionNode {
  return joinedLists(
    tellings,
    "/file_monitoring/watched_paths",
    (record) => record.file_monitoring?.watched_paths,
    (rule, origin) =>
      objectAt(origin, {
        path: rule.path,
        path_class: rule.class,
        active: rule.active,
        alert_targets: rule.alerts_to?.length,
        last_alert_at: rule.last_alert_at,
        last_tested_at: rule.last_tested_at,
      }),
  );
}

function pendingUpdates(tellings: readonly Telling[]): CollectionNode {
  const newest = latest(tellings.filter(({ capture }) => capture.record.updates?.pending !== undefined));
  return joinedLists(
    newest.length === 0 ? tellings : newest,
    "/updates/pending",
    (record) => record.updates?.pending,
    ({ severity, released_at }, origin) => objectAt(origin, { severity, released_at }),
  );
}

/** A class of media that no source tells of is a class of which nothing is known; one that is told to be absent is none. */
function mediaControl(tellings: readonly Telling[]): CollectionNode {
  const items = mediaClasses.flatMap((name): readonly ObjectNode[] => {
    const at = `/media_control/${name}`;
    const told = tellings.filter(({ capture }) => capture.record.media_control?.[name] !== undefined);
    if (told.length > 0 && latest(told).every(({ capture }) => capture.record.media_control?.[name] === null))
      return [];
    return [
      {
        kind: "object",
        fields: {
          media_class: scalarNode(name, byDefault),
          mode: leafOf(tellings, `${at}/mode`, controlOf(name, "mode")),
          enforced: leafOf(tellings, `${at}/enforced`, controlOf(name, "enforced")),
        },
      },
    ];
  });
  return completeNode(items, notTold(tellings, "/media_control").origin);
}

function controlOf(media: MediaClass, name: "mode" | "enforced"): TakeLeaf<string | boolean> {
  return ({ media_control: control }) => control?.[media]?.[name];
}

/** An element of a list as one source tells it: what is not there is not told (U4). */
function objectAt(
  origin: string,
  fields: Readonly<Record<string, string | number | boolean | null | undefined>>,
): ObjectNode {
  return {
    kind: "object",
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [
        name,
        scalarNode(value === undefined ? { unknown: "U4" } : value, origin),
      ]),
    ),
  };
}
