import type { Listing } from "../listing/properties.ts";
import { PropertyValues } from "../listing/property-values.ts";
import { RecordDraft } from "../record-draft.ts";
import type { ReadInstant } from "../written-instant.ts";

/** Properties of which `Get-MpComputerStatus` writes at least one. */
export const statusProperties = ["AMRunningMode", "AMServiceEnabled", "AntivirusEnabled"] as const;

/** What the product is called; records of it from several sources are of one product by this name. */
export const productName = "Microsoft Defender Antivirus";

/** The age in days that stands for never. */
const neverAge = 0xffff_ffff;

/**
 * Reads the state of Microsoft Defender as `Get-MpComputerStatus` tells it. In any mode but Normal another product is the
 * active one, or may be, and what Defender says of itself proves nothing.
 *
 * @throws SekishoError `DOCUMENT_INVALID` for a date that is none in the stated format.
 */
export function readStatus(listing: Listing, name: string, instant: ReadInstant | null): RecordDraft {
  const told = new PropertyValues(listing, name, instant);
  const mode = told.text("AMRunningMode");
  const draft = new RecordDraft(listing.pointer)
    .put("/identity/platform", "windows", listing.pointer)
    .put("/antivirus/product", productName, listing.pointer)
    .put("/antivirus/passive", mode === undefined ? undefined : mode !== "Normal", told.at("AMRunningMode"))
    .put("/antivirus/engine_version", told.text("AMEngineVersion"), told.at("AMEngineVersion"))
    .put("/antivirus/signature_version", told.text("AntivirusSignatureVersion"), told.at("AntivirusSignatureVersion"))
    .put("/antivirus/tamper_protected", told.boolean("IsTamperProtected"), told.at("IsTamperProtected"))
    .put(
      "/antivirus/realtime",
      all(told, "RealTimeProtectionEnabled", "OnAccessProtectionEnabled"),
      told.at("RealTimeProtectionEnabled"),
    )
    .put("/antivirus/last_quick_scan_at", scanEnd(told, "QuickScan"), told.at("QuickScanEndTime"))
    .put("/antivirus/last_full_scan_at", scanEnd(told, "FullScan"), told.at("FullScanEndTime"))
    .put(
      "/antivirus/signature_updated_at",
      told.instant("AntivirusSignatureLastUpdated") ?? undefined,
      told.at("AntivirusSignatureLastUpdated"),
    );
  // Without its mode it may be passive.
  return mode === undefined
    ? draft
    : draft.put("/antivirus/active", all(told, "AMServiceEnabled", "AntivirusEnabled"), told.at("AntivirusEnabled"));
}

/** True if all are, false if one is not, and otherwise not told. */
function all(told: PropertyValues, ...names: readonly string[]): boolean | undefined {
  const values = names.map((name) => told.boolean(name));
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}

function scanEnd(told: PropertyValues, scan: string): string | null | undefined {
  return told.number(`${scan}Age`) === neverAge ? null : told.instant(`${scan}EndTime`);
}
