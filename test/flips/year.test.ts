import { expect, test } from "vitest";
import { checked, example, type Facts } from "./whole-sheet.ts";

// The facts stay as they are and the clock runs: devices, attestations and plans are judged twice a day for a year.

const { plan: _, ...documents } = example.documents;
const facts: Facts = { ...example, documents, waivers: { schema: "sekisho.waivers/v1", waivers: [] } };
const isOfTime = (policy: string): boolean => /^(?:att|ep|org)\./u.test(policy);

const tokyo = 9 * 3_600_000;
const day = 86_400_000;
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

/** What is said of each claim on the first evening or morning on which it is said, and from when on it is something else. */
const timelines: Record<string, string> = {};

test("nothing changes but at the stated boundaries, whichever zone the instant is written in", () => {
  const seen = new Map<string, string[]>();
  const last = new Map<string, string>();
  for (let days = 0; days < 365; days += 1) {
    for (const time of [halfPastMidnight + days * day, halfPastMidnight + days * day + 23 * 3_600_000]) {
      const verdicts = verdictsAt(inTokyo(time));
      expect([...verdictsAt(inUtc(time))]).toEqual([...verdicts]);
      for (const [claim, verdict] of verdicts) {
        if (last.get(claim) === verdict) continue;
        last.set(claim, verdict);
        seen.set(claim, [
          ...(seen.get(claim) ?? []),
          days === 0 ? verdict : `${inTokyo(time).slice(0, 16)} ${verdict}`,
        ]);
      }
    }
  }
  const changing = [...seen].filter(([, steps]) => steps.length > 1);
  expect(Object.fromEntries(changing.map(([claim, steps]) => [claim, steps.join(", ")]))).toEqual(timelines);
});
