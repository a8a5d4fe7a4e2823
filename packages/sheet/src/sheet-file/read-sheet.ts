import { isSekishoError, readUserFile, type UserFileInput, type UserFileKind } from "@sekisho/estate";
import { builtinPolicyIds } from "@sekisho/policy";
import { isDocumentary } from "../aggregate.ts";
import { assertSheet, type AnyClaim, type AnySheet } from "../define.ts";
import { allOf, anyOf, policiesOf, type Expression } from "../expression.ts";
import { problemsOfClaim } from "./claim-rules.ts";
import { validate } from "./validate-sheet.generated.ts";
import type { WrittenClaim, WrittenExpression, WrittenMembers, WrittenSheet } from "./written-sheet.ts";

const sheetKind: UserFileKind = {
  code: "SHEET_INVALID",
  what: "sheet",
  schema: "sekisho.sheet.v1.schema.json",
  validate,
};

/**
 * Reads a sheet from YAML (or JSON). What types refuse of a sheet in TypeScript is refused here, too: incomplete and
 * impossible claims, and policies that are neither built in nor named in `own_policies`.
 *
 * @throws SekishoError `SHEET_INVALID` with file, line and column of the first problem.
 */
export function readSheet(file: UserFileInput): AnySheet {
  const { content, problemAt } = readUserFile(file, sheetKind);
  const written = content as unknown as WrittenSheet;
  const known = new Set<string>([...builtinPolicyIds, ...(written.own_policies ?? [])]);
  for (const [index, claim] of written.claims.entries()) {
    const at = `/claims/${String(index)}`;
    const [problem] = problemsOfClaim(claim);
    if (problem !== undefined) {
      const place = problem.key === "" ? at : `${at}/${problem.key}`;
      throw problemAt(place, `claim ${claim.id}: ${problem.what}`, problem.advice);
    }
    const documentary = claim.strength !== "absolute" ? undefined : policiesDeciding(claim).find(isDocumentary);
    if (documentary !== undefined) {
      const what = `claim ${claim.id} is absolute, and ${documentary} does not look at everything`;
      throw problemAt(`${at}/decides`, what, "Decide it by policies that do, or word it less strongly");
    }
    for (const [key, policies] of policiesByKey(claim)) {
      const stray = policies.find((policy) => !known.has(policy));
      if (stray === undefined) continue;
      const what = `claim ${claim.id}: ${stray} is no built-in policy`;
      throw problemAt(`${at}/${key}`, what, "Correct it, or name it in own_policies");
    }
  }
  const sheet: AnySheet = {
    id: written.id,
    version: written.version,
    title: written.title,
    source: written.source,
    claims: written.claims.map(claimOf),
    ...(written.tensions === undefined ? {} : { tensions: written.tensions }),
  };
  try {
    assertSheet(sheet);
  } catch (error) {
    if (!isSekishoError(error)) throw error;
    const index = written.claims.findIndex(({ id }) => id === error.details["claim"]);
    const at = index === -1 ? "/tensions" : `/claims/${String(index)}`;
    throw problemAt(at, error.message.replace(/\.[^.]*\.$/u, ""), "Correct it");
  }
  return sheet;
}

function policiesDeciding(claim: WrittenClaim): readonly string[] {
  return claim.decides === undefined ? [] : policiesOf(expressionOf(claim.decides));
}

function policiesByKey(claim: WrittenClaim): readonly (readonly [string, readonly string[]])[] {
  return [
    ["decides", policiesDeciding(claim)],
    ["refuted_by", claim.refuted_by ?? []],
    ["observes", claim.observes ?? []],
    ["guards", claim.guards ?? []],
  ];
}

function expressionOf(written: WrittenExpression): Expression<string> {
  if (typeof written === "string") return written;
  return "all_of" in written ? allOf(...membersOf(written.all_of)) : anyOf(...membersOf(written.any_of));
}

function membersOf([first, ...others]: WrittenMembers): readonly [Expression<string>, ...Expression<string>[]] {
  return [expressionOf(first), ...others.map(expressionOf)];
}

function claimOf(written: WrittenClaim): AnyClaim {
  const { decides, same_result_as, refuted_by, review_by, provider, ...same } = written;
  const claim = {
    strength: "plain",
    qualifiers: [],
    evidence: [],
    ...same,
    ...(decides === undefined ? {} : { decides: expressionOf(decides) }),
    ...(same_result_as === undefined ? {} : { sameResultAs: same_result_as }),
    ...(refuted_by === undefined ? {} : { refutedBy: refuted_by }),
    ...(review_by === undefined ? {} : { reviewBy: review_by }),
    ...(provider === undefined
      ? {}
      : { provider: { name: provider.name, source: provider.source, checkedOn: provider.checked_on } }),
  };
  // The rules of claims are those of the type, which no compiler can see here.
  return claim as unknown as AnyClaim;
}
