import { SekishoError } from "../../../errors.ts";
import { pointer } from "../../json-access.ts";
import { jsonText, parseJson } from "../../json.ts";
import { preferenceProperties, readPreferences } from "../defender/read-preferences.ts";
import { readStatus, statusProperties } from "../defender/read-status.ts";
import type { DeviceReading, FeedCapture, ListingName } from "../device-record.ts";
import { readFeedLog } from "../feed/read-feed-log.ts";
import { inventoryPart } from "../jamf/pages.ts";
import { readInventory } from "../jamf/read-inventory.ts";
import { protectAnswers } from "../jamf-protect/answers.ts";
import { readProtectComputers } from "../jamf-protect/read-computers.ts";
import { readOperationLog } from "../lanscope/read-operation-log.ts";
import { readListings, type Listing } from "../listing/properties.ts";
import { PropertyValues } from "../listing/property-values.ts";
import type { RecordDraft } from "../record-draft.ts";
import { readUpdateResults, updateProperties } from "../windows-update/read-update-results.ts";
import type { DeviceSource } from "./device-sources.ts";
import { identify } from "./identify.ts";
import { readRows } from "./read-rows.ts";
import { readTable, type SourceFile, type TableRow } from "./table.ts";

/** A source with the content of its files. */
export interface GivenSource {
  readonly source: DeviceSource;
  readonly files: readonly SourceFile[];
  readonly label: string;
  /** `sha256:<hex>` of the content. */
  readonly digest: string;
}

/** What a source tells. */
interface Content {
  readonly devices: readonly RecordDraft[];
  readonly lists: readonly ListingName[];
  readonly feeds: readonly FeedCapture[];
  readonly pagesOf?: DeviceReading["pagesOf"];
}

/**
 * Reads the sources of a fleet, each as one document, which is named after its one file or else after the source. Users, their
 * names and addresses are not read; of host names it is only kept which device bears them.
 *
 * @throws SekishoError `DOCUMENT_INVALID`, `DOCUMENT_EMPTY`, `DOCUMENT_TOO_LARGE`, `DOCUMENT_NOT_JSON` or `DOCUMENT_TOO_DEEP`
 * for a file that is not what its source says, with the place and never with a value.
 */
export function readSources(given: readonly GivenSource[]): readonly DeviceReading[] {
  const contents = given.map((one) => ({ one, content: contentOf(one) }));
  const captures = identify(contents.map(({ one, content }) => ({ label: one.label, devices: content.devices })));
  return contents.map(({ one: { source, files, label, digest }, content }, index): DeviceReading => {
    const [file, ...others] = files;
    return {
      document: { label, name: file !== undefined && others.length === 0 ? file.name : label, digest },
      source: { name: source.system, version: source.version },
      collectedAt: source.collectedAt,
      lists: content.lists,
      ...(content.pagesOf === undefined ? {} : { pagesOf: content.pagesOf }),
      devices: captures[index] ?? [],
      feeds: content.feeds,
    };
  });
}

function contentOf({ source, files }: GivenSource): Content {
  switch (source.role) {
    case "fleet_list":
      return { devices: readRows(listedRows(source, files)), lists: ["fleet"], feeds: [] };
    case "lanscope_assets": {
      const devices = readRows(listedRows(source, files));
      for (const draft of devices) draft.put("/management/manager", "lanscope", draft.pointer);
      return { devices, lists: ["lanscope"], feeds: [] };
    }
    case "lanscope_device_control":
    case "devices":
      return { devices: readRows(rowsOf(source, files)), lists: [], feeds: [] };
    case "lanscope_operation_log":
      return { devices: readOperationLog(rowsOf(source, files)), lists: [], feeds: [] };
    case "vulnerability_feed":
      return { devices: [], lists: [], feeds: readFeedLog(rowsOf(source, files), nameOf(files)) };
    case "jamf_pro": {
      const parts = files.map((file) =>
        inventoryPart(parseJson(jsonText(file.bytes, file.name)), file.name, within(file, files)),
      );
      return { ...readInventory(parts, source.columns), lists: [], feeds: [] };
    }
    case "jamf_protect": {
      const answers = protectAnswers(
        files.map((file) => ({
          json: parseJson(jsonText(file.bytes, file.name)),
          name: file.name,
          at: within(file, files),
        })),
      );
      return { devices: readProtectComputers(answers, nameOf(files)), lists: [], feeds: [] };
    }
    case "defender":
      return { devices: listingsOf(source, files, readDefender), lists: [], feeds: [] };
    case "windows_update":
      return { devices: listingsOf(source, files, readWindowsUpdate), lists: [], feeds: [] };
  }
}

/** The records of a list of all devices: one without any is no list, but an export that went wrong. */
function listedRows(source: DeviceSource, files: readonly SourceFile[]): readonly TableRow[] {
  const rows = rowsOf(source, files);
  if (rows.length > 0) return rows;
  throw new SekishoError("DOCUMENT_EMPTY", `${nameOf(files)} names columns and holds no record. Export it again.`, {
    details: { name: nameOf(files) },
  });
}

function nameOf(files: readonly SourceFile[]): string {
  return files.map(({ name }) => name).join(", ");
}

/** What the pointers into a file begin with: its name, if the source has several. */
function within(file: SourceFile, files: readonly SourceFile[]): string {
  return files.length === 1 ? "" : pointer("", file.name);
}

function rowsOf(source: DeviceSource, files: readonly SourceFile[]): readonly TableRow[] {
  return files.flatMap((file) => readTable(file, source, within(file, files)));
}

type ReadListing = (listing: Listing, name: string, instant: DeviceSource["instant"]) => RecordDraft;

const readDefender: ReadListing = (listing, name, instant) => {
  if (holds(listing, statusProperties)) return readStatus(listing, name, instant);
  if (holds(listing, preferenceProperties)) return readPreferences(listing, name);
  throw foreignListing(listing, name, "Get-MpComputerStatus or Get-MpPreference writes");
};

const readWindowsUpdate: ReadListing = (listing, name, instant) => {
  if (holds(listing, updateProperties)) return readUpdateResults(listing, name, instant);
  throw foreignListing(listing, name, "the results of Microsoft.Update.AutoUpdate have");
};

function holds({ properties }: Listing, names: readonly string[]): boolean {
  return names.some((name) => properties.has(name));
}

function foreignListing({ pointer: at }: Listing, name: string, whose: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name}#${at} has no property that ${whose}. Correct the source's role.`,
    {
      details: { name, pointer: at },
    },
  );
}

function listingsOf(source: DeviceSource, files: readonly SourceFile[], read: ReadListing): readonly RecordDraft[] {
  const { device } = source;
  return files.flatMap((file) =>
    readListings(file.bytes, file.name, source.encoding, within(file, files)).map((listing) => {
      const draft = read(listing, file.name, source.instant);
      if (device === null) return draft;
      const told = new PropertyValues(listing, file.name, null);
      const name = device.from === "file_name" ? stemOf(file.name) : told.text(device.from);
      return draft.put(`/identity/${device.is}`, name, told.at(device.from));
    }),
  );
}

/** The name of a file without folders and its ending. */
function stemOf(name: string): string {
  return (name.split("/").at(-1) ?? "").replace(/\.[^.]*$/u, "");
}
