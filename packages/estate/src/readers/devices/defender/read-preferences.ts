import type { Listing } from "../listing/properties.ts";
import { PropertyValues } from "../listing/property-values.ts";
import { RecordDraft } from "../record-draft.ts";
import { productName } from "./read-status.ts";

/** Properties of which `Get-MpPreference` writes at least one. */
export const preferenceProperties = ["ScanScheduleDay", "SignatureScheduleDay", "SignatureUpdateInterval"] as const;

/** The day of a schedule that stands for never; 0 is every day, 1 to 7 are the days of the week. */
const never = 8;

/**
 * Reads what is set for Microsoft Defender as `Get-MpPreference` tells it: when it scans, and whether it fetches signatures at
 * an interval or on days. Where neither is set, Windows Update may fetch them, which is not told here.
 */
export function readPreferences(listing: Listing, name: string): RecordDraft {
  const told = new PropertyValues(listing, name, null);
  const scanDay = told.number("ScanScheduleDay");
  const [interval, updateDay] = [told.number("SignatureUpdateInterval"), told.number("SignatureScheduleDay")];
  const isUpdated = (interval !== undefined && interval > 0) || (updateDay !== undefined && updateDay < never);
  return new RecordDraft(listing.pointer)
    .put("/identity/platform", "windows", listing.pointer)
    .put("/antivirus/product", productName, listing.pointer)
    .put("/antivirus/scan_schedule", scheduleOn(scanDay), told.at("ScanScheduleDay"))
    .put("/antivirus/auto_update", isUpdated ? true : undefined, told.at("SignatureUpdateInterval"));
}

function scheduleOn(day: number | undefined): string | undefined {
  if (day === undefined || day > never) return undefined;
  return day === 0 ? "daily" : day === never ? "none" : "weekly";
}
