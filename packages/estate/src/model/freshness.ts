import { timeOf } from "../readers/aws-config/time.ts";
import type { KnownSince } from "../readers/devices/known-since.ts";
import { freshnessKey, profileNumber, type Profile } from "../readers/profile/profile.ts";
import { alteredResource } from "./altered-resource.ts";
import type { Cover, CurrentValues, Diagnostic, ReadDocument } from "./estate.ts";

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
  const current = currentFleet(contents, profile, now);
  const limit = profileNumber(profile, freshnessKey);
  return limit === null ? current : current.map((content) => currentDocument(content, now - limit * hour));
}

function currentDocument(content: ReadDocument, oldest: number): ReadDocument {
  const { toldAt, document } = content;
  const isStale = (at: string | null): boolean => at === null || !(timeOf(at) >= oldest);
  const isFresh = ({ at }: Cover): boolean => at === undefined || !isStale(at);
  if (toldAt === undefined || isSaidStale(content) || !isStale(toldAt)) return content;
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

type Untold = CurrentValues["untold"];

/** Of each document of devices it is said what it tells that is not known any more, wherever those devices stand. */
function currentFleet(contents: readonly ReadDocument[], profile: Profile, now: number): readonly ReadDocument[] {
  const days = profileNumber(profile, "endpoints.checkin_limit_days");
  if (days === null) return contents;
  const lost = now - days * 24 * hour;
  const allowed = profileNumber(profile, freshnessKey);
  const since: KnownSince = { contact: lost, collected: allowed === null ? lost : now - allowed * hour, now };
  const untold: Untold[number][] = [];
  const current = contents.map((content) => currentDevices(content, since, untold));
  return current.map((content) => {
    const of = untold.filter(({ document }) => document === content.document.label);
    const instants = of.filter(({ isLater }) => isLater).length;
    const devices = of.length - instants;
    const { label } = content.document;
    const said: readonly Diagnostic[] = [
      ...(instants === 0 ? [] : [{ code: "DEVICE_INSTANTS_LATER", document: label, args: { instants } } as const]),
      ...(devices === 0 ? [] : [{ code: "DEVICES_STALE", document: label, args: { devices, days } } as const]),
    ];
    return said.length === 0 ? content : { ...content, diagnostics: [...content.diagnostics, ...said] };
  });
}

/** An old list of all devices still says which there are, and no longer that there are no others. */
function currentDevices(content: ReadDocument, since: KnownSince, untold: Untold[number][]): ReadDocument {
  if (content.document.kind !== "devices") return content;
  const resources = content.resources.map((resource) => {
    const current = resource.valuesSince?.(since) ?? null;
    if (current === null) return resource;
    untold.push(...current.untold);
    return alteredResource(resource, { values: () => current.values });
  });
  const told = timeOf(content.toldAt ?? undefined);
  const isListCurrent = told >= since.collected && told <= since.now;
  const covers = isListCurrent ? content.covers : content.covers.filter(({ type }) => type !== "device");
  return { ...content, resources, covers };
}

function isSaidStale({ diagnostics }: ReadDocument): boolean {
  return diagnostics.some(({ code }) => code === "RUNTIME_STALE");
}
