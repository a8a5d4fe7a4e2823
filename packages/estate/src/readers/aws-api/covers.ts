import { listsPlace } from "../../model/cover.ts";
import type { Cover } from "../../model/estate.ts";
import type { ResourceType } from "../../model/resource-type.ts";
import { timeOf } from "../aws-config/time.ts";
import { callOf, elementPlace, isAskedOnce, placesOf, rootOf } from "./call-table.ts";
import { isComplete, type Captured } from "./captured.ts";
import type { Answer } from "./answers.ts";

/** A place that was asked. */
export interface AskedPlace {
  readonly account: string;
  readonly region: string;
}

/** A listing with all that was asked for it. */
interface Listing {
  readonly isComplete: boolean;
  readonly answers: readonly Answer[];
}

/**
 * Finds the types whose listing is complete, by account and region: every call of the chain that lists them was answered
 * to its last page. What the API tells as a part of another type is listed with that.
 */
export function coversOf(
  types: readonly ResourceType[],
  captured: Captured,
  places: readonly AskedPlace[],
): readonly Cover[] {
  const listings = new Map<string, Listing>();
  function listing(operation: string, place: AskedPlace): Listing {
    const key = JSON.stringify([operation, place.account, place.region]);
    let found = listings.get(key);
    if (found === undefined) listings.set(key, (found = list(operation, place)));
    return found;
  }
  function list(operation: string, { account, region }: AskedPlace): Listing {
    const call = callOf(operation);
    if (call === undefined) return { isComplete: false, answers: [] };
    if (call.each === undefined) return listingOf(captured.askedIn(operation, account, region));
    const from = elementPlace(call.each);
    const parent = listing(from.operation, { account, region });
    if (!parent.isComplete) return { isComplete: false, answers: [] };
    const elements = parent.answers.flatMap((answer) => captured.elementsOf(answer, from));
    return listingOf(elements.flatMap((element) => captured.askedFor(operation, element)));
  }

  const covers: Cover[] = [];
  const byType = new Map(types.map((type) => [type.type, type]));
  for (const type of types) {
    const listed = type.sources.apiPartOf === undefined ? type : byType.get(type.sources.apiPartOf);
    const [place] = listed === undefined ? [] : placesOf(listed);
    if (place === undefined) continue;
    const { operation } = place;
    for (const { account, region } of isAskedOnce(operation) ? onePerAccount(places, operation, listing) : places) {
      const found = listing(operation, { account, region });
      if (!found.isComplete) continue;
      const at = oldestOf(chain(operation, { account, region }));
      covers.push({
        type: type.type,
        account,
        region: isAskedOnce(operation) ? null : region,
        ...(at === null ? {} : { at }),
      });
    }
  }
  return covers;

  /** All answers on which the listing of a call rests. */
  function chain(operation: string, place: AskedPlace): readonly Answer[] {
    const each = callOf(operation)?.each;
    const own = listing(operation, place).answers;
    return each === undefined ? own : [...own, ...chain(elementPlace(each).operation, place)];
  }
}

/**
 * The listings that were asked for and not answered to their last page, as of when they were asked for last: an older one
 * is no complete listing any more.
 *
 * @param covers - Those that were.
 */
export function missedListings(
  types: readonly ResourceType[],
  captured: Captured,
  places: readonly AskedPlace[],
  covers: readonly Cover[],
): readonly Cover[] {
  const byType = new Map(types.map((type) => [type.type, type]));
  return types.flatMap((type) => {
    const listed = type.sources.apiPartOf === undefined ? type : byType.get(type.sources.apiPartOf);
    if (listed === undefined) return [];
    const complete = covers.filter((cover) => cover.type === type.type);
    return places.flatMap((place) => {
      if (complete.some((cover) => listsPlace(cover, place))) return [];
      const [last] = listingAnswers(listed, captured, place.account, place.region)
        .flatMap(({ at }) => (at === null ? [] : [at]))
        .sort((a, b) => timeOf(b) - timeOf(a));
      return last === undefined ? [] : [{ type: type.type, ...place, at: last }];
    });
  });
}

function listingOf(answers: readonly (Answer | undefined)[]): Listing {
  const complete = answers.filter(isComplete);
  return { isComplete: complete.length === answers.length, answers: complete };
}

/** What is asked once an account may have been asked in any region: one in which it was answered, if there is one. */
function onePerAccount(
  places: readonly AskedPlace[],
  operation: string,
  listing: (operation: string, place: AskedPlace) => Listing,
): readonly AskedPlace[] {
  const found = new Map<string, AskedPlace>();
  for (const place of places) {
    const known = found.get(place.account);
    if (known === undefined || !listing(operation, known).isComplete) found.set(place.account, place);
  }
  return [...found.values()];
}

function oldestOf(answers: readonly Answer[]): string | null {
  let oldest: string | null = null;
  for (const { at } of answers) {
    if (at !== null && (oldest === null || timeOf(at) < timeOf(oldest))) oldest = at;
  }
  return oldest;
}

/** Whether the listing of a type was asked for at all in a place. */
export function wasListed(type: ResourceType, captured: Captured, account: string, region: string | null): boolean {
  return listingAnswers(type, captured, account, region).length > 0;
}

/** The answers with which the listing of a type begins in a place. */
function listingAnswers(
  type: ResourceType,
  captured: Captured,
  account: string,
  region: string | null,
): readonly Answer[] {
  const [place] = placesOf(type);
  if (place === undefined) return [];
  const isInPlace = (answer: Answer): boolean =>
    region === null || isAskedOnce(place.operation) || answer.region === region;
  return captured
    .answersTo(rootOf(place.operation))
    .filter((answer) => answer.account === account && isInPlace(answer));
}
