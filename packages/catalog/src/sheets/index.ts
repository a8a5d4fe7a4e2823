import type { SheetDefinition } from "@sekisho/sheet";
import { securitySheet } from "./security-sheet/index.ts";

export { securitySheet };

/** Every built-in sheet, by what `--sheet` calls it. */
export const sheets: readonly SheetDefinition[] = [securitySheet];
