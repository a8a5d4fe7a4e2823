import type { Estate, Resource } from "../model/estate.ts";
import { quoted, type Proposal } from "./draft-text.ts";

/** What a comment calls a resource. */
export function nameOf(resource: Resource): string {
  return resource.address ?? resource.arn ?? resource.id;
}

/** The subjects of a type, each once: what runs and is planned too is called by its address. */
export function distinctSubjects(estate: Estate, type: string): readonly Resource[] {
  const subjects = estate.subjects(type);
  const addressed = new Set(subjects.flatMap(({ address, arn }) => (address === null || arn === null ? [] : [arn])));
  return subjects.filter(({ address, arn }) => address !== null || arn === null || !addressed.has(arn));
}

/** Proposes a resource for a list of selectors: by its address, where several documents hold that with the label, or by its ARN. */
export function selectorOf(estate: Estate, resource: Resource, why: string, isOpen = false): Proposal {
  const { address, arn, document } = resource;
  const from = `${nameOf(resource)}: ${why}`;
  if (address !== null) {
    const isShared = estate.resources.some((other) => other.address === address && other.document !== document);
    return { yaml: `{ address: ${quoted(isShared ? `${document}#${address}` : address)} }`, from, isOpen };
  }
  return arn?.startsWith("arn:") === true
    ? { yaml: `{ arn: ${quoted(arn)} }`, from, isOpen }
    : { yaml: `{ arn: ${quoted("arn:")} }`, from: `${from}; its ARN is in no document`, isOpen: true };
}
