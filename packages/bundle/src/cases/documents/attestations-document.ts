import type { Json, JsonObject } from "./json.ts";

/** What every attestation has to say, of made-up reports. */
const example: JsonObject = {
  type: "network_vulnerability_assessment",
  subject: { service: "Example Service" },
  issuer: { name: "Example Assessors" },
  performed_from: "2026-03-02",
  performed_to: "2026-03-06",
  report_issued_on: "2026-03-20",
  document: { title: "Example report", digest: `sha256:${"0123456789abcdef".repeat(4)}` },
};

/**
 * Builds a document of attestations. What an entry leaves out is said by an example: an assessment of 2026-03-06, reported a
 * fortnight later; one with a `performed_to` of its own was begun and reported on that day.
 */
export function attestationsDocument(entries: readonly JsonObject[], owner?: JsonObject): Json {
  return {
    schema: "sekisho.attestations/v1",
    ...(owner === undefined ? {} : { owner }),
    attestations: entries.map((entry, index) => {
      const day = entry["performed_to"];
      const days = day === undefined ? {} : { performed_from: day, report_issued_on: day };
      return { id: `example-${String(index + 1)}`, ...example, ...days, ...entry };
    }),
  };
}
