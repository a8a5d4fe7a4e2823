import { timeOf } from "../aws-config/time.ts";
import type { DeviceCapture, DeviceReading, DeviceRecord } from "./device-record.ts";
import type { Telling } from "./leaves.ts";

/** From when on what is told of devices still says how they are, in milliseconds since 1970. */
export interface KnownSince {
  /** Of a source as a whole: when it was collected. */
  readonly collected: number;
  /** Of what only the device itself shows: when it was last in contact with that source. */
  readonly contact: number;
  /** The instant of the check: what was collected later is no evidence of how anything was then. */
  readonly now: number;
}

/**
 * Takes from what is told of one device what does not say how it is. Of a source that was collected too early, or after the check,
 * nothing is left but which device it is; of one with which the device had no contact since, what the source itself sees (that there was no contact), and
 * what has a date of its own.
 */
export function knownSince(tellings: readonly Telling[], since: KnownSince): readonly Telling[] {
  const known = tellings.map((telling) => {
    const at = collectedAt(telling, since.now);
    if (at < since.collected || at > since.now) return withRecord(telling, identified);
    return (contactOf(telling, tellings) ?? at) < since.contact ? withRecord(telling, dated) : telling;
  });
  return known.every((telling, index) => telling === tellings[index]) ? tellings : known;
}

/** Tells whether a document was collected since, and not after the check. */
export function isCollectedSince({ collectedAt: at, devices }: DeviceReading, { collected, now }: KnownSince): boolean {
  const time = at === null ? latestUntil(lastSeenOf(devices), now) : timeOf(at);
  return time >= collected && time <= now;
}

/** What nobody dates was collected no earlier than the last of what it tells of. */
function collectedAt({ time, lastSeen }: Telling, now: number): number {
  return time === Number.NEGATIVE_INFINITY ? latestUntil(lastSeen, now) : time;
}

function latestUntil(times: Telling["lastSeen"], now: number): number {
  return times.find((time) => time <= now) ?? Number.NEGATIVE_INFINITY;
}

/** The last that each record of a document tells of, the latest first: each device of the document asks for it. */
export function lastSeenOf(devices: DeviceReading["devices"]): Telling["lastSeen"] {
  return devices.map(({ record }) => lastSeenIn(record)).sort((a, b) => (a === b ? 0 : b > a ? 1 : -1));
}

/** The last contact of a device with the system that tells of it; null where the system says nothing of it. */
function contactOf({ reading, capture: own }: Telling, tellings: readonly Telling[]): number | null {
  const contacts = tellings
    .filter((other) => other.reading.source.name === reading.source.name)
    .flatMap(({ capture }) => contactIn(capture));
  const told = contactIn(own);
  const [first, ...others] = told.length > 0 ? told : contacts;
  return first === undefined ? null : Math.max(first, ...others);
}

function contactIn({ contactAt, record: { management } }: DeviceCapture): readonly number[] {
  const at = contactAt ?? management?.last_inventory_at ?? management?.last_checkin_at;
  return typeof at === "string" ? [timeOf(at)] : [];
}

/** The last instant of which a record tells: it was not collected before that. */
function lastSeenIn({ management, activity, operation_log: log, antivirus, updates }: DeviceRecord): number {
  const instants = [
    management?.last_checkin_at,
    management?.last_inventory_at,
    activity?.last_used_at,
    log?.last_event_at,
    antivirus?.signature_updated_at,
    antivirus?.last_quick_scan_at,
    antivirus?.last_full_scan_at,
    updates?.last_search_at,
    updates?.last_install_at,
  ];
  return Math.max(...instants.map((instant) => timeOf(instant ?? undefined)));
}

function withRecord(telling: Telling, part: (record: DeviceRecord) => DeviceRecord): Telling {
  return { ...telling, capture: { ...telling.capture, record: part(telling.capture.record) } };
}

function identified({ identity, management }: DeviceRecord): DeviceRecord {
  return { identity, ...(management === undefined ? {} : { management: { manager: management.manager } }) };
}

function dated(record: DeviceRecord): DeviceRecord {
  const { identity, management, activity, operation_log: log, antivirus, updates } = record;
  return {
    identity,
    ...given("management", management),
    ...given("activity", activity),
    ...given("operation_log", taken(log, ["last_event_at"])),
    ...given("antivirus", namedProduct(antivirus)),
    ...given("updates", taken(updates, ["last_search_at", "last_install_at"])),
  };
}

/** Keeps with the instants of an anti-virus product which one it is: instants of two products are not mixed. */
function namedProduct(antivirus: DeviceRecord["antivirus"]): DeviceRecord["antivirus"] {
  const instants = ["signature_updated_at", "last_quick_scan_at", "last_full_scan_at"] as const;
  return antivirus?.product === null ? {} : taken(antivirus, ["product", "passive", ...instants]);
}

function taken<Group extends object, Name extends keyof Group>(
  group: Group | undefined,
  names: readonly Name[],
): Partial<Group> | undefined {
  if (group === undefined) return undefined;
  return Object.fromEntries(Object.entries(group).filter(([name]) => names.includes(name as Name))) as Partial<Group>;
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): Partial<Record<Name, Value>> {
  return value === undefined ? {} : ({ [name]: value } as Record<Name, Value>);
}
