import { SekishoError } from "../../../errors.ts";
import { own, ownList, ownString, pointer } from "../../json-access.ts";
import { isLeafPointer } from "../device-leaves.ts";
import type { RecordDraft } from "../record-draft.ts";
import { readCell } from "../sources/cell.ts";
import { headerKey, type DeviceSource } from "../sources/device-sources.ts";
import type { FoundComputer } from "./pages.ts";

/** The sections in which extension attributes stand, beside those of the computer itself. */
const sections = ["general", "hardware", "operatingSystem", "purchasing", "userAndLocation"] as const;

/**
 * Puts in what extension attributes tell, by the source's map of their names. One that is disabled, or has another number of
 * values than one, tells nothing.
 *
 * @throws SekishoError `DOCUMENT_INVALID` for a value that the mapped field cannot have.
 */
export function putExtensionAttributes(
  draft: RecordDraft,
  { computer, name, pointer: at }: FoundComputer,
  columns: DeviceSource["columns"],
): void {
  const places = [
    { holder: computer, at },
    ...sections.map((section) => ({ holder: own(computer, section), at: pointer(at, section) })),
  ];
  for (const { holder, at: above } of places) {
    for (const [index, attribute] of ownList(holder, "extensionAttributes").entries()) {
      const mapped = columns.get(headerKey(ownString(attribute, "name") ?? "")) ?? [];
      const [value, ...others] = ownList(attribute, "values");
      if (typeof value !== "string" || others.length > 0 || own(attribute, "enabled") === false) continue;
      const place = `${above}/extensionAttributes/${String(index)}`;
      for (const column of mapped) {
        const told = readCell(value, column);
        if (typeof told === "object" && told !== null) {
          throw new SekishoError(
            "DOCUMENT_INVALID",
            `${name}#${place} cannot be read as ${column.field}: ${told.fault}.`,
            {
              details: { name, pointer: place },
            },
          );
        }
        const leaf = `/${column.field.replaceAll(".", "/")}`;
        if (isLeafPointer(leaf)) draft.put(leaf, told, place);
      }
    }
  }
}
