import { fileURLToPath } from "node:url";
import { buildBundle, readPolicyTree } from "@sekisho/bundle";
import { buildEstate, readDocuments, resourceTypes, type Estate } from "@sekisho/estate";
import { createCompiler } from "@sekisho/opa";
import { createEngine, evaluatePolicies, readBundle } from "@sekisho/policy";
import { attestationsDocument, type JsonObject } from "@sekisho-test/support";
import { expect, test } from "vitest";

// Every day of an attestation's life is judged, in Tokyo and in UTC, and compared with another calendar than ours.

const tree = readPolicyTree(fileURLToPath(new URL("../../policies", import.meta.url)));
const files = Object.fromEntries(
  Object.entries(tree).filter(
    ([path]) => path.startsWith("sekisho/lib/") || path.startsWith("sekisho/att/va_present_and_valid/"),
  ),
);
const { archive } = await buildBundle(files, await createCompiler(), resourceTypes, {});
const bundle = readBundle(archive, { name: "built here", digest: "sha256:0" });
const engine = await createEngine(bundle.wasm);

const day = 86_400_000;
const tokyo = 9 * 3_600_000;

function estateOf(...entries: readonly JsonObject[]): Estate {
  const bytes = new TextEncoder().encode(JSON.stringify(attestationsDocument(entries)));
  return buildEstate(readDocuments([{ label: null, name: "a.json", digest: "sha256:0", bytes }], resourceTypes));
}

function judged(estate: Estate, instant: string): string {
  const [finding] = evaluatePolicies({ estate, bundle, engine, instant }).findings;
  return `${finding?.status ?? "none"} ${finding?.violations.map(({ reason }) => reason).join() ?? ""}`.trim();
}

/** The midnight in Tokyo with which a date begins. */
function midnight(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date) - tokyo;
}

/** One instant, written in UTC and in Tokyo's time. */
function written(time: number): readonly [string, string] {
  const inTokyo = new Date(time + tokyo).toISOString().replace("Z", "+09:00");
  return [new Date(time).toISOString(), inTokyo];
}

test.each([
  ["2026-03-06", [2027, 3, 6]],
  ["2023-02-28", [2024, 2, 28]],
  ["2023-03-01", [2024, 3, 1]],
  // The month has no such day, so that the year ends with its last day.
  ["2024-02-29", [2025, 3, 1]],
  ["2025-12-31", [2026, 12, 31]],
  ["2026-01-31", [2027, 1, 31]],
] as const)(
  "an assessment of %s, from the day before to the day after each boundary",
  (performedTo, [year, month, date]) => {
    const estate = estateOf({ performed_to: performedTo });
    const [y, m, d] = performedTo.split("-").map(Number) as [number, number, number];
    const begins = midnight(y, m, d);
    const ends = midnight(year, month, date);
    const over = ends + 30 * day;
    const said = (time: number): string =>
      time < begins ? "unknown" : time < ends ? "pass" : time < over ? "deviation IN_GRACE" : "fail EXPIRED";
    for (let start = begins - 3 * day; start < over + 3 * day; start += day) {
      for (const time of [start, start + day / 2, start + day - 1]) {
        for (const instant of written(time)) {
          expect(`${instant} ${judged(estate, instant)}`).toBe(`${instant} ${said(time)}`);
        }
      }
    }
  },
);

test("a register of four years has a gap where a year was overrun, and is closed by the next report", () => {
  const estate = estateOf(
    { id: "va-2023", performed_to: "2023-03-10", report_issued_on: "2023-03-24" },
    { id: "va-2024", performed_to: "2024-02-29", report_issued_on: "2024-03-29" },
    { id: "va-2025", performed_to: "2025-04-18", report_issued_on: "2025-05-02" },
  );
  const on = (date: string): string => judged(estate, `${date}T12:00:00+09:00`);
  expect(
    Object.fromEntries(
      [
        "2023-03-23",
        "2023-03-24",
        "2024-03-09",
        "2024-03-10",
        "2024-03-28",
        "2024-03-29",
        "2025-02-28",
        "2025-03-01",
        "2025-03-30",
        "2025-03-31",
        "2025-05-01",
        "2025-05-02",
        "2026-04-17",
        "2026-04-18",
        "2026-05-17",
        "2026-05-18",
      ].map((date) => [date, on(date)]),
    ),
  ).toEqual({
    "2023-03-23": "unknown",
    "2023-03-24": "pass",
    "2024-03-09": "pass",
    "2024-03-10": "deviation IN_GRACE",
    "2024-03-28": "deviation IN_GRACE",
    "2024-03-29": "pass",
    "2025-02-28": "pass",
    "2025-03-01": "deviation IN_GRACE",
    "2025-03-30": "deviation IN_GRACE",
    // What is dated later may answer, so that the older one's end alone refutes nothing.
    "2025-03-31": "unknown",
    "2025-05-01": "unknown",
    "2025-05-02": "pass",
    "2026-04-17": "pass",
    "2026-04-18": "deviation IN_GRACE",
    "2026-05-17": "deviation IN_GRACE",
    "2026-05-18": "fail EXPIRED",
  });
});
