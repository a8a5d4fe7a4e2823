import type { ResourceType, Selection } from "@sekisho/estate";

import { awsTypeNames } from "../provider/aws-types.ts";
import { compileSelection, orThrow, parseSelection } from "./compile-selection.ts";
import { findUndeclaredTypes } from "./undeclared-types.ts";

/**
 * Compiles a selection that may name types which nothing declares, and gives the types with them.
 *
 * @throws SekishoError `SELECTION_INVALID` with line and column.
 */
export function compileQuery(
  text: string,
  declared: readonly ResourceType[],
): { readonly selection: Selection; readonly types: readonly ResourceType[] } {
  const parsed = orThrow(parseSelection(text, "selection"));
  const { types } = orThrow(findUndeclaredTypes([parsed], declared, awsTypeNames));
  return { selection: compileSelection(text, types), types };
}
