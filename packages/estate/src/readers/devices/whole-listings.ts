import type { DeviceReading, ListingName } from "./device-record.ts";

/**
 * Finds what the documents hold all of, each by itself or as pages of one listing: they do if they hold as many devices as
 * the listing has. A device that moved to another page while the pages were fetched counts once.
 */
export function wholeListings(readings: readonly DeviceReading[]): ReadonlySet<ListingName> {
  const whole = new Set(readings.flatMap(({ lists }) => lists));
  const held = new Map<string, Set<string>>();
  for (const { pagesOf, devices } of readings) {
    if (pagesOf === undefined) continue;
    const key = `${pagesOf.listing} ${String(pagesOf.total)}`;
    const ids = held.get(key) ?? new Set<string>();
    for (const { record } of devices) ids.add(record.identity.device_id);
    held.set(key, ids);
    if (ids.size === pagesOf.total) whole.add(pagesOf.listing);
  }
  return whole;
}
