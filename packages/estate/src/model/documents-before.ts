import { alteredResource } from "./altered-resource.ts";
import type { ReadDocument, ReadResource } from "./estate.ts";

/**
 * Gives the documents as they stood before what they plan, or null if nothing managed was there. A document that plans
 * nothing stands in both times; of one that creates everything only its accounts were there before.
 */
export function documentsBefore(contents: readonly ReadDocument[]): readonly ReadDocument[] | null {
  if (!contents.some(hasBefore)) return null;
  return contents.map((content) => {
    if (content.before !== null) return { ...content, resources: content.before.map(settled) };
    return plansSomething(content) ? { ...content, resources: [] } : content;
  });
}

/** Tells whether a document plans anything; one of a running system, or of a state, does not. */
export function plansSomething({ document, resources, before }: ReadDocument): boolean {
  return document.kind === "terraform-plan" || before !== null || resources.some(({ action }) => action !== "none");
}

function hasBefore({ before }: ReadDocument): boolean {
  return before !== null;
}

/** What was there before a plan was not new then: others could refer to it. */
function settled(resource: ReadResource): ReadResource {
  return resource.action === "create" || resource.action === "replace"
    ? alteredResource(resource, { action: "no-op" })
    : resource;
}
