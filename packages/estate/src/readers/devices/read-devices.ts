import { SekishoError } from "../../errors.ts";
import type { Json } from "../../model/value.ts";
import { own } from "../json-access.ts";
import { describeProblem, schemaProblems } from "../schema-problem.ts";
import type { DeviceReading, DeviceRecord, ListingName, VulnerabilityFeed } from "./device-record.ts";
import { validate } from "./validate-devices.generated.ts";

const schemaName = "sekisho.devices/v1";

/** What the schema admits. */
interface DevicesFile {
  readonly collected_at: string;
  readonly source: { readonly name: string; readonly version?: string };
  readonly lists?: readonly ListingName[];
  readonly devices?: readonly (DeviceRecord & { readonly collected_at?: string })[];
  readonly vulnerability_feeds?: readonly VulnerabilityFeed[];
}

/** Tells whether a document is a collection of device records in Sekisho's own format, of whatever version. */
export function isDevices(json: Json): boolean {
  const schema = own(json, "schema");
  return typeof schema === "string" && schema.startsWith("sekisho.devices/");
}

/**
 * Reads a document in Sekisho's own format of device records.
 *
 * @throws SekishoError `DOCUMENT_INVALID` with the place of the first key or value that the schema
 * (`schema/sekisho.devices.v1.schema.json`) does not admit.
 */
export function readDevicesFile(json: Json, document: DeviceReading["document"]): DeviceReading {
  if (own(json, "schema") !== schemaName) {
    throw invalid(document.name, `its schema is another than ${schemaName}`);
  }
  const [problem] = schemaProblems(validate, json);
  if (problem !== undefined) throw invalid(document.name, describeProblem(problem, "document of devices"));
  const file = json as unknown as DevicesFile;
  return {
    document,
    source: { name: file.source.name, version: file.source.version ?? null },
    collectedAt: file.collected_at,
    lists: file.lists ?? [],
    devices: (file.devices ?? []).map(({ collected_at: collectedAt, ...record }, index) => ({
      record,
      pointer: `/devices/${String(index)}`,
      ...(collectedAt === undefined ? {} : { collectedAt }),
    })),
    feeds: (file.vulnerability_feeds ?? []).map((record, index) => ({
      record,
      pointer: `/vulnerability_feeds/${String(index)}`,
    })),
  };
}

function invalid(name: string, what: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name} cannot be read: ${what}. See schema/sekisho.devices.v1.schema.json for what such a document holds.`,
    { details: { name } },
  );
}
