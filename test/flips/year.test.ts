import type { Json } from "@sekisho-test/support";
import { expect, test } from "vitest";
import { at, checked, example, type Facts } from "./whole-sheet.ts";

// The facts stay as they are and the clock runs: devices, attestations and plans are judged twice a day for a year.

const documents = Object.fromEntries(Object.entries(example.documents).filter(([label]) => label !== "plan"));
const facts: Facts = { ...example, documents, waivers: { schema: "sekisho.waivers/v1", waivers: [] } };
const isOfTime = (policy: string): boolean => /^(?:att|ep|org\.(?:soc|ips_ids)_absent)/u.test(policy);

const hour = 3_600_000;
const tokyo = 9 * hour;
const day = 24 * hour;
const halfPastMidnight = Date.UTC(2026, 10, 1, 0, 30) - tokyo;

function inTokyo(time: number): string {
  return `${new Date(time + tokyo).toISOString().slice(0, 19)}+09:00`;
}

function inUtc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

function verdictsAt(now: string): ReadonlyMap<string, string> {
  return new Map(
    checked({ ...facts, now }, { policies: isOfTime })
      .claims.filter(({ kind }) => kind === "statement" || kind === "caveat")
      .map(({ claim, verdict }) => [claim, verdict]),
  );
}

const assessment = "attested, 2027-03-06T00:30 deviation, 2027-04-05T00:30 expired";
const application = "attested, 2027-06-01T00:30 deviation, 2027-07-01T00:30 expired";
// The records were collected on 2026-11-01 at 08:00: how anything was in the night before, they do not say.
const collected = "unknown, 2026-11-01T23:30 ";
// After thirty days the list of the manager says nothing of today any more.
const contact =
  collected + "verified, 2026-11-14T23:30 deviation, 2026-11-30T23:30 contradicted, 2026-12-01T23:30 unknown";
// What devices showed at their last contact, on 2026-10-31 at 18:00, is not known any more thirty days later.
const shown = collected + "verified, 2026-11-30T23:30 unknown";

/** What is said of each claim at first, and from which of the instants on it is something else; all others stay. */
const timelines: Readonly<Record<string, string>> = {
  "ING-03.3": application,
  "ING-07.3": application,
  // The last day of each plan is the one before.
  "ING-06.Q1": "planned, 2027-04-01T00:30 stale",
  "ING-07.Q1": "planned, 2027-04-01T00:30 stale",
  "EGR-02.Q1": "planned, 2027-01-01T00:30 stale",
  "EGR-02.Q2": "planned, 2027-07-01T00:30 stale",
  // The devices reported for the last time on 2026-10-31 at 18:00: fourteen days, thirty days.
  "EGR-03.2": contact,
  "EGR-03.3": contact,
  // Seven days.
  "EGR-03.5": collected + "verified, 2026-11-07T23:30 deviation, 2026-12-01T23:30 unknown",
  "EGR-03.6": shown,
  "EGR-03.7": collected + "verified, 2026-11-30T23:30 unknown, 2027-08-01T00:30 expired",
  "EGR-03.8": shown,
  "EGR-03.9": shown,
  "EGR-03.10": shown,
  "ING-02.1": shown,
  "ING-02.2": shown,
  "ING-02.3": collected + "unrefuted, 2026-11-30T23:30 unknown",
  "INT-02.5": assessment,
  "INT-02.6": assessment,
  "INT-02.7": assessment,
  "INT-02.8": assessment,
  "INT-02.10": assessment,
  "INT-02.11": assessment,
  "INT-02.12": assessment,
  "INT-02.13": assessment,
  "INT-02.14": assessment,
  "INT-03.1": shown,
  "INT-03.2": shown,
  "INT-03.3": shown,
  // 31 days after 2026-10-28; devices that are out of contact are never said to have missed a scan.
  "INT-04.1": collected + "verified, 2026-11-28T23:30 deviation, 2026-12-01T23:30 unknown",
  // 14 days after 2026-10-30.
  "INT-04.2": collected + "verified, 2026-11-13T23:30 deviation, 2026-11-30T23:30 unknown",
  "INT-04.5": "attested, 2027-09-30T00:30 deviation, 2027-10-30T00:30 expired",
};

/** Each half past midnight and half past eleven in the evening of the year, in Tokyo. */
const instants = Array.from({ length: 365 }, (_day, days) => halfPastMidnight + days * day).flatMap((time) => [
  time,
  time + 23 * hour,
]);

test("nothing changes but at the stated boundaries, whichever zone the instant is written in", () => {
  const seen = new Map<string, string[]>();
  const last = new Map<string, string>();
  for (const [index, time] of instants.entries()) {
    // Which of the two notations comes first changes every other day; where anything changes, both are compared.
    const [one, other] = index % 4 < 2 ? [inTokyo, inUtc] : [inUtc, inTokyo];
    const verdicts = verdictsAt(one(time));
    const changed = [...verdicts].filter(([claim, verdict]) => last.get(claim) !== verdict);
    if (changed.length > 0) {
      expect(verdictsAt(other(time))).toEqual(verdicts);
      const previous = instants[index - 1];
      if (previous !== undefined) expect(verdictsAt(one(previous))).toEqual(last);
      if (previous !== undefined) expect(verdictsAt(other(previous))).toEqual(last);
    }
    for (const [claim, verdict] of changed) {
      last.set(claim, verdict);
      seen.set(claim, [...(seen.get(claim) ?? []), index === 0 ? verdict : `${inTokyo(time).slice(0, 16)} ${verdict}`]);
    }
  }
  const changing = [...seen].filter(([, steps]) => steps.length > 1);
  expect(Object.fromEntries(changing.map(([claim, steps]) => [claim, steps.join(", ")]))).toEqual(timelines);
});

/** The facts of a fleet that reports every hour: what it reported on the first day it tells still. */
function reportingAt(now: string): Facts {
  const reporting = structuredClone(facts);
  for (const name of ["fleet-list", "lanscope", "jamf-pro"]) {
    const document = at(reporting.documents[name]);
    document["collected_at"] = now;
    for (const device of document["devices"] as readonly Json[]) {
      if (name === "fleet-list") continue;
      Object.assign(at(device, "management"), { last_checkin_at: now, last_inventory_at: now });
      at(device, "operation_log")["last_event_at"] = now;
    }
  }
  return { ...reporting, now };
}

test.each([
  // The rules were tested on 2026-10-01 at 09:00; whether they have alerted anybody since, nobody told. The drill ended on 2026-07-02.
  ["2026-12-30T09:00:00", "verified", "verified"],
  ["2026-12-30T09:00:01", "verified", "unknown"],
  ["2027-07-01T23:59:59", "verified", "unknown"],
  ["2027-07-02T00:00:00", "deviation", "unknown"],
  ["2027-07-31T23:59:59", "deviation", "unknown"],
  ["2027-08-01T00:00:00", "expired", "unknown"],
])("of devices that report every hour: at %s the drill is %s, the watched folders are %s", (time, drill, folders) => {
  const now = Date.parse(`${time}+09:00`);
  for (const written of [inTokyo(now), inUtc(now)]) {
    const { claims } = checked(reportingAt(written), { policies: isOfTime });
    const verdicts = ["EGR-03.7", "EGR-03.8"].map((id) => claims.find(({ claim }) => claim === id)?.verdict);
    expect(verdicts).toEqual([drill, folders]);
  }
});
