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
    if (collectedAt(telling) < since.collected || telling.time > since.now) return withRecord(telling, identified);
    return contactOf(telling, tellings) < since.contact ? withRecord(telling, dated) : telling;
  });
  return known.every((telling, index) => telling === tellings[index]) ? tellings : known;
}

/** Tells whether a document was collected since; what nobody dates is as old as the last that it tells of. */
export function isCollectedSince({ collectedAt: at, devices }: DeviceReading, { collected, now }: KnownSince): boolean {
  if (at !== null) return timeOf(at) >= collected && timeOf(at) <= now;
  return devices.some(({ record }) => lastSeen(record) >= collected);
}

function collectedAt({ capture: { record }, time }: Telling): number {
  return time === Number.NEGATIVE_INFINITY ? lastSeen(record) : time;
}

/** The last contact of a device with the system that tells of it; when it was told, where the system says nothing of it. */
function contactOf({ reading, ...telling }: Telling, tellings: readonly Telling[]): number {
  const contacts = tellings
    .filter((other) => other.reading.source.name === reading.source.name)
    .flatMap(({ capture }) => contactIn(capture));
  const own = contactIn(telling.capture);
  const told = own.length > 0 ? own : contacts;
  return told.length > 0 ? Math.max(...told) : collectedAt({ reading, ...telling });
}

function contactIn({ contactAt, record: { management } }: DeviceCapture): readonly number[] {
  const at = contactAt ?? management?.last_inventory_at ?? management?.last_checkin_at;
  return typeof at === "string" ? [timeOf(at)] : [];
}

/** The last instant of which a record tells: it was not collected before that. */
function lastSeen({ management, activity, operation_log: log, antivirus, updates }: DeviceRecord): number {
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
