import { push } from "../model/push.ts";
import type { Estate, Resource } from "../model/estate.ts";
import { asScalar } from "../types/aws/nodes.ts";
import { quoted, type Proposal } from "./draft-text.ts";
import { nameOf } from "./selectors.ts";

/** Proposes every region that holds a resource. */
export function foundRegions(estate: Estate): readonly Proposal[] {
  const holders = new Map<string, Resource[]>();
  for (const resource of estate.resources) {
    if (!resource.isSubject || typeof resource.region !== "string") continue;
    push(holders, resource.region, resource);
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

/** Proposes the account of each document that is about one alone; null where the document does not tell it. */
export function foundAccounts(estate: Estate): readonly { readonly label: string; readonly id: Proposal | null }[] {
  return estate.documents.flatMap(({ label }) => {
    const own = estate.subjects("account").filter(({ document }) => document === label);
    const [only] = own;
    if (own.length !== 1 || only === undefined) return [];
    const id = asScalar(estate.value(only, "account_id")).value;
    const holder = estate.resources.find((resource) => resource.account === only.id && resource.isSubject);
    const from = holder === undefined ? only.id : nameOf(holder);
    return [{ label, id: typeof id === "string" ? { yaml: quoted(id), from, isOpen: false } : null }];
  });
}
