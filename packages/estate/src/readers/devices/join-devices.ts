import { SekishoError } from "../../errors.ts";
import type { Cover, CurrentValues, LinkReferences, ReadDocument, ReadResource } from "../../model/estate.ts";
import { scalarNode } from "../../model/value.ts";
import { registerId } from "../../types/sekisho/attestation-register.ts";
import { fleetName } from "../../types/sekisho/fleet.ts";
import { instantOf, timeOf } from "../aws-config/time.ts";
import type { DeviceReading, ListingName } from "./device-record.ts";
import { deviceValues } from "./device-values.ts";
import { feedResources } from "./feed-values.ts";
import { groupDevices } from "./group-devices.ts";
import { isCollectedSince, knownSince, lastSeenOf, type KnownSince } from "./known-since.ts";
import { inOrder, type Telling } from "./leaves.ts";
import { wholeListings } from "./whole-listings.ts";

/**
 * Joins documents that tell of devices: what they tell of one device becomes one resource, which stands in the document
 * that was collected last of those that tell of it. The result does not hang on the order of the documents.
 *
 * @throws SekishoError `DOCUMENT_CONFLICT` if two records of one document are of one device, or a record without a serial
 * number may be of several devices.
 */
export function joinDevices(readings: readonly DeviceReading[]): readonly ReadDocument[] {
  const listings = listingsOf(readings);
  const devices = groupDevices(readings.flatMap(tellingsOf)).map((tellings) => {
    const ordered = inOrder(tellings);
    return { holder: ordered[0]?.reading, resource: deviceResource(ordered, listings) };
  });
  const [first] = [...readings].sort((a, b) => (a.document.digest < b.document.digest ? -1 : 1));
  return readings.map((reading) =>
    documentOf(reading, [
      ...(reading === first ? [fleetResource(readings)] : []),
      ...devices.flatMap(({ holder, resource }) => (holder === reading ? [resource] : [])),
      ...feedResources(reading),
    ]),
  );
}

/** What the documents hold all of that were collected since; all documents count without an instant. */
type Listings = (since: KnownSince | null) => ReadonlySet<ListingName>;

/** Finds them once for all devices. */
function listingsOf(readings: readonly DeviceReading[]): Listings {
  const whole = wholeListings(readings);
  const found = new WeakMap<KnownSince, ReadonlySet<ListingName>>();
  return (since) => {
    if (since === null) return whole;
    const listed = found.get(since) ?? wholeListings(listingsSince(readings, since));
    found.set(since, listed);
    return listed;
  };
}

/** Which devices there are, an old list says, too; that a manager does not manage one, only a list of today does. */
function listingsSince(readings: readonly DeviceReading[], since: KnownSince): readonly DeviceReading[] {
  return readings.filter((reading) => reading.lists.includes("fleet") || isCollectedSince(reading, since));
}

function tellingsOf(reading: DeviceReading): readonly Telling[] {
  const lastSeen = lastSeenOf(reading.devices);
  return reading.devices.map((capture) => ({
    capture,
    reading,
    lastSeen,
    time: timeOf(capture.collectedAt ?? reading.collectedAt ?? undefined),
  }));
}

function documentOf(reading: DeviceReading, resources: readonly ReadResource[]): ReadDocument {
  // A device of which several documents tell is one, and the fleet is one, too.
  const count = resources.length;
  const oldest = reading.devices.reduce(
    (time, { collectedAt }) => (collectedAt === undefined ? time : Math.min(time, timeOf(collectedAt))),
    timeOf(reading.collectedAt ?? undefined),
  );
  const toldAt = instantOf(oldest);
  const cover = (type: string): Cover => ({
    type,
    account: null,
    region: null,
    ...(toldAt === null ? {} : { at: toldAt }),
  });
  return {
    document: { ...reading.document, kind: "devices", partial: null },
    accounts: [],
    resources,
    before: null,
    managed: count,
    covers: [
      cover("fleet"),
      ...(reading.lists.includes("fleet") ? [cover("device")] : []),
      ...(reading.feeds.length > 0 ? [cover("vulnerability_feed")] : []),
    ],
    toldAt,
    diagnostics: [],
    accounting: { resources: count, read: count, unsupported: 0, unread: 0, types: {} },
  };
}

/** What resources of documents of a fleet have in common. */
const inFleet = {
  address: null,
  identities: {},
  links: {},
  action: "none",
  running: true,
  isSubject: true,
  accountKey: "",
  region: null,
} as const satisfies Partial<ReadResource>;

function linkTo(value: string): LinkReferences {
  return { state: "complete", code: null, references: [{ by: "value", value }] };
}

function deviceResource(tellings: readonly Telling[], listings: Listings): ReadResource {
  const [first] = tellings;
  if (first === undefined) throw new SekishoError("INTERNAL", "A device without a record. Report this as a defect.");
  return {
    ...inFleet,
    type: "device",
    id: `device[${nameOf(tellings)}]`,
    values: deviceValues(tellings, listings(null)),
    valuesSince(since) {
      const known = knownSince(tellings, since);
      const listed = listings(since);
      const isAllKnown = known === tellings && listed.size === listings(null).size;
      return isAllKnown ? null : { values: deviceValues(known, listed), untold: untoldOf(tellings, known, since) };
    },
    links: { fleet: linkTo(fleetName) },
    origin: `${first.reading.document.name}#${first.capture.pointer}`,
  };
}

/** The documents of which something is not known any more; where that is a listing alone, the one in which the device stands. */
function untoldOf(
  tellings: readonly Telling[],
  known: readonly Telling[],
  { now }: KnownSince,
): CurrentValues["untold"] {
  const changed = tellings.filter((telling, index) => telling !== known[index]);
  return (changed.length > 0 ? changed : tellings.slice(0, 1)).map(({ reading, time }) => ({
    document: reading.document.label,
    isLater: time > now,
  }));
}

/**
 * Names a device by its manager's own id, or by that of the list of devices, so that its name stays as it is when other
 * sources are given, too: `jamf_pro/12`. Serial numbers and host names stay in the documents.
 */
function nameOf(tellings: readonly Telling[]): string {
  const rank = ({ capture: { record }, reading }: Telling): number =>
    record.management !== undefined ? 0 : reading.lists.includes("fleet") ? 1 : 2;
  const names = tellings
    .map((telling) => ({
      rank: rank(telling),
      name: `${telling.reading.source.name}/${telling.capture.record.identity.device_id}`,
    }))
    .sort((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  return names[0]?.name ?? "";
}

function fleetResource(readings: readonly DeviceReading[]): ReadResource {
  const list = readings.find(({ lists }) => lists.includes("fleet"));
  const log = readings.find(({ feeds }) => feeds.length > 0);
  const found = (reading: DeviceReading | undefined): ReadResource["values"][string] =>
    reading === undefined
      ? scalarNode({ unknown: "U4" }, "default:devices")
      : scalarNode(true, `${reading.document.name}#`);
  return {
    ...inFleet,
    type: "fleet",
    id: fleetName,
    identities: { name: fleetName },
    values: {
      name: scalarNode(fleetName, "default:devices"),
      listed: found(list),
      feed_logged: found(log),
      register: scalarNode(registerId, "default:devices"),
    },
    links: { register: linkTo(registerId) },
    origin: "default:devices",
  };
}
