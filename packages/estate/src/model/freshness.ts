import { timeOf } from "../readers/aws-config/time.ts";
import { freshnessKey, type Profile } from "../readers/profile/profile.ts";
import type { Cover, ReadDocument } from "./estate.ts";

/**
 * Takes from documents of the running system what is older than the profile allows at an instant: a stale listing is not
 * complete, and a document that tells something stale, or not how old it is, is only a part of the truth (U4). Said of a
 * document once, it is not said again.
 */
export function withoutStale(
  contents: readonly ReadDocument[],
  { values }: Profile,
  instant: string | undefined,
): readonly ReadDocument[] {
  const limit = Object.hasOwn(values, freshnessKey) ? values[freshnessKey]?.value : undefined;
  if (typeof limit !== "number" || instant === undefined) return contents;
  const oldest = timeOf(instant) - limit * 3_600_000;
  const isStale = (at: string | null): boolean => at === null || !(timeOf(at) >= oldest);
  const isFresh = ({ at }: Cover): boolean => at === undefined || !isStale(at);
  return contents.map((content) => {
    const { toldAt, document } = content;
    const isSaid = content.diagnostics.some(({ code }) => code === "RUNTIME_STALE");
    if (toldAt === undefined || isSaid || !isStale(toldAt)) return content;
    return {
      ...content,
      document: { ...document, partial: document.partial ?? "U4" },
      covers: content.covers.filter(isFresh),
      diagnostics: [
        ...content.diagnostics,
        { code: "RUNTIME_STALE", document: document.label, args: { oldest: toldAt ?? "" } },
      ],
    };
  });
}
