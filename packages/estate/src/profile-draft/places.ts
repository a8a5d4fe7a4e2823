import type { Estate, Resource } from "../model/estate.ts";
import { isUnknown } from "../model/value.ts";
import { quoted, type Proposal } from "./draft-text.ts";
import { nameOf } from "./selectors.ts";

/** Proposes every region that holds a resource. */
export function foundRegions(estate: Estate): readonly Proposal[] {
  const holders = new Map<string, Resource[]>();
  for (const resource of estate.resources) {
    if (!resource.isSubject || typeof resource.region !== "string") continue;
    const held = holders.get(resource.region);
    if (held === undefined) holders.set(resource.region, [resource]);
    else held.push(resource);
  }
  return [...holders]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([region, held]) => ({ yaml: quoted(region), from: countedFrom(held), isOpen: false }));
}

function countedFrom(held: readonly Resource[]): string {
  const [first] = held;
  const others = held.length - 1;
  return `${first === undefined ? "" : nameOf(first)}${others > 0 ? ` and ${String(others)} more` : ""}`;
}

/** Proposes the account of each document that tells one alone; a document that tells none is asked for. */
export function foundAccounts(estate: Estate): readonly { readonly label: string; readonly id: Proposal | null }[] {
  return estate.documents.flatMap(({ label }) => {
    const own = estate.subjects("account").filter(({ document }) => document === label);
    const [only] = own;
    const id = only === undefined ? null : estate.value(only, "account_id");
    const known = id?.kind === "scalar" && typeof id.value === "string" ? id.value : null;
    if (own.length !== 1 || only === undefined) return [];
    const holder = estate.resources.find((resource) => resource.account === only.id && resource.isSubject);
    const from = holder === undefined ? only.id : nameOf(holder);
    return [{ label, id: known === null || isUnknown(id) ? null : { yaml: quoted(known), from, isOpen: false } }];
  });
}
