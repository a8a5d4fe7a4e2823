import type { Listing } from "../listing/properties.ts";
import { PropertyValues } from "../listing/property-values.ts";
import { RecordDraft } from "../record-draft.ts";
import type { ReadInstant } from "../written-instant.ts";

/** Properties of which the results of Automatic Updates have at least one. */
export const updateProperties = ["LastInstallationSuccessDate", "LastSearchSuccessDate"] as const;

/**
 * Reads the results of Automatic Updates: `(New-Object -ComObject Microsoft.Update.AutoUpdate).Results`, whose dates are in
 * UTC. That of the last installation is set even if a part of the updates failed.
 *
 * @throws SekishoError `DOCUMENT_INVALID` for a date that is none in the stated format.
 */
export function readUpdateResults(listing: Listing, name: string, instant: ReadInstant | null): RecordDraft {
  const told = new PropertyValues(listing, name, instant);
  const [search, installation] = [told.instant("LastSearchSuccessDate"), told.instant("LastInstallationSuccessDate")];
  return new RecordDraft(listing.pointer)
    .put("/identity/platform", "windows", listing.pointer)
    .put("/updates/last_search_at", search, told.at("LastSearchSuccessDate"))
    .put("/updates/last_install_at", installation, told.at("LastInstallationSuccessDate"));
}
