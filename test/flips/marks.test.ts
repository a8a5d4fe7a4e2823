import { securitySheet } from "@sekisho/catalog";
import type { AnyClaim, AnySheet, ClaimResult, ClaimVerdict } from "@sekisho/sheet";
import { expect, test } from "vitest";
import { checked, example } from "./whole-sheet.ts";

// Each statement of the sheet gets every other mark in its turn. What a mark means is said here by another rule than the
// library's: from the verdict that the same policies give to the statement as it is, and from those of its row's others.

const sheet: AnySheet = securitySheet;
const report = checked(example);
const isStatement = ({ kind }: AnyClaim): boolean => kind === "statement" || kind === "caveat";

/** The claims that say what the given one says. */
function sameAs(id: string): readonly string[] {
  return sheet.claims.filter(({ sameResultAs }) => sameResultAs === id).map((claim) => claim.id);
}

function resultOf(claims: readonly ClaimResult[], id: string): ClaimResult {
  const result = claims.find(({ claim }) => claim === id);
  if (result === undefined) throw new Error(`There is no claim ${id}.`);
  return result;
}
