import type { ReadResource } from "../../model/estate.ts";
import { completeNode, scalarNode, type ScalarNode } from "../../model/value.ts";
import { instantOf, timeOf } from "../aws-config/time.ts";
import type { DeviceReading } from "./device-record.ts";

/** Turns the logs of a document into resources of the type `vulnerability_feed`. */
export function feedResources(reading: DeviceReading): readonly ReadResource[] {
  return reading.feeds.map(({ record, pointer }) => {
    const origin = `${reading.document.name}#${pointer}`;
    const told = (name: string, value: string | boolean | null | undefined): ScalarNode =>
      scalarNode(value === undefined ? { unknown: "U4" } : value, `/${name}`);
    const days = [...new Set(record.pulled_at.map(dayInJapan))].sort();
    return {
      type: "vulnerability_feed",
      id: `vulnerability_feed[${reading.source.name}/${record.name}]`,
      address: null,
      identities: {},
      values: {
        name: told("name", record.name),
        pulled_on: completeNode(
          days.map((day) => scalarNode(day, "/pulled_at")),
          "/pulled_at",
        ),
        // A log that does not say when it began holds everything from its first entry on.
        logged_from: told(
          "logged_from",
          typeof record.logged_from === "string" ? dayInJapan(record.logged_from) : days[0],
        ),
        logged_until: scalarNode(
          reading.collectedAt === null ? { unknown: "U4" } : dayInJapan(reading.collectedAt),
          `${reading.document.name}#`,
        ),
        queried_by: told("queried_by", record.queried_by),
        matched_to_inventory: told("matched_to_inventory", record.matched_to_inventory),
      },
      links: {},
      origin,
      action: "none",
      running: true,
      isSubject: true,
      accountKey: "",
      region: null,
    };
  });
}

const hoursAheadOfUtc = 9;

/** Gives the day of an instant in Japan, which has no summer time. */
export function dayInJapan(instant: string): string {
  return instantOf(timeOf(instant) + hoursAheadOfUtc * 3_600_000)?.slice(0, 10) ?? "";
}
