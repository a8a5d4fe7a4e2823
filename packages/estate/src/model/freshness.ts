import { timeOf } from "../readers/aws-config/time.ts";
import type { KnownSince } from "../readers/devices/known-since.ts";
import { freshnessKey, profileNumber, type Profile } from "../readers/profile/profile.ts";
import { alteredResource } from "./altered-resource.ts";
import type { Cover, Diagnostic, ReadDocument } from "./estate.ts";

const hour = 3_600_000;

/**
 * Takes from documents of the running system what is older than the profile allows at an instant: a stale listing is not
 * complete, and a document that tells something stale, or not how old it is, is only a part of the truth (U4). Said of a
 * document once, it is not said again. Of devices nothing is known any more from when on they are lost to their managers, also
 * where the profile says nothing of age.
 */
export function withoutStale(
  contents: readonly ReadDocument[],
  profile: Profile,
  instant: string | undefined,
): readonly ReadDocument[] {
  if (instant === undefined) return contents;
  const now = timeOf(instant);
  const current = contents.map((content) => currentDevices(content, profile, now));
  const limit = profileNumber(profile, freshnessKey);
  return limit === null ? current : current.map((content) => currentDocument(content, now - limit * hour));
}

function currentDocument(content: ReadDocument, oldest: number): ReadDocument {
  const { toldAt, document } = content;
  const isStale = (at: string | null): boolean => at === null || !(timeOf(at) >= oldest);
  const isFresh = ({ at }: Cover): boolean => at === undefined || !isStale(at);
  if (toldAt === undefined || isSaid(content, "RUNTIME_STALE") || !isStale(toldAt)) return content;
  return {
    ...content,
    document: { ...document, partial: document.partial ?? "U4" },
    covers: content.covers.filter(isFresh),
    diagnostics: [
      ...content.diagnostics,
      { code: "RUNTIME_STALE", document: document.label, args: { oldest: toldAt ?? "" } },
    ],
  };
}

/** An old list of all devices still says which there are, and no longer that there are no others. */
function currentDevices(content: ReadDocument, profile: Profile, now: number): ReadDocument {
  const { document, diagnostics, toldAt } = content;
  const days = profileNumber(profile, "endpoints.checkin_limit_days");
  if (document.kind !== "devices" || days === null || isSaid(content, "DEVICES_STALE")) return content;
  const lost = now - days * 24 * hour;
  const allowed = profileNumber(profile, freshnessKey);
  const since: KnownSince = { contact: lost, collected: allowed === null ? lost : now - allowed * hour, now };
  let devices = 0;
  const resources = content.resources.map((resource) => {
    const values = resource.valuesSince?.(since) ?? null;
    if (values === null) return resource;
    devices += 1;
    return alteredResource(resource, { values: () => values });
  });
  const told = timeOf(toldAt ?? undefined);
  const isListCurrent = told >= since.collected && told <= now;
  const covers = isListCurrent ? content.covers : content.covers.filter(({ type }) => type !== "device");
  if (devices === 0) return { ...content, covers };
  const said: Diagnostic =
    told > now
      ? { code: "DEVICE_INSTANTS_LATER", document: document.label, args: { instants: devices } }
      : { code: "DEVICES_STALE", document: document.label, args: { devices, days } };
  return { ...content, resources, covers, diagnostics: [...diagnostics, said] };
}

function isSaid({ diagnostics }: ReadDocument, said: "RUNTIME_STALE" | "DEVICES_STALE"): boolean {
  return diagnostics.some(({ code }) => code === said);
}
