/**
 * The cases beside the policies, as `sekisho policy test` reads and judges them, and what this suite asks of them besides.
 *
 * @module
 */
import { resourceTypes, type Selection, type SelectionTree } from "@sekisho/estate";

export {
  defaultInstant as defaultNow,
  estateOfCase as estateOf,
  jsonOfDocument as jsonOf,
  readCases,
  runCase,
  type CaseDocument,
  type ExpectedFinding,
  type PolicyCase,
  type PolicyCases,
} from "@sekisho/bundle";

/** Tells whether what is selected is told by one kind of document only, so that there is no other source to compare with. */
export function hasOneSource({ roots }: Selection): boolean {
  const isOwn = (name: string): boolean =>
    Object.keys(resourceTypes.find(({ type }) => type === name)?.sources ?? {}).length === 0;
  return Object.entries(roots).every(([type, tree]) => isOwn(type) && linkedTypes(tree).every(isOwn));
}

function linkedTypes(tree: SelectionTree): readonly string[] {
  return tree.flatMap((field) => {
    if (field.kind === "reverse") return [field.type, ...linkedTypes(field.items)];
    if (field.kind !== "forward") return [];
    return Object.entries(field.targets).flatMap(([type, inner]) => [type, ...linkedTypes(inner)]);
  });
}

/** Guards, which say what is and judge nothing. */
export const neverFails: readonly string[] = ["cert.client_auth_wording_guard"];
