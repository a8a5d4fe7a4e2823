import type { Cover, ReadResource } from "./estate.ts";

/** Where something lies, or was asked for. */
export interface ListedPlace {
  /** The account's number; null if it is not known. */
  readonly account: string | null;
  /** Null for what lies in no region. */
  readonly region: ReadResource["region"];
}

/** Tells whether a listing is one of a place: of its account and region, or of all of them. */
export function listsPlace(listing: Pick<Cover, "account" | "region">, { account, region }: ListedPlace): boolean {
  return (
    (listing.account === null || listing.account === account) && (listing.region === null || listing.region === region)
  );
}
