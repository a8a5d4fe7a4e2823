import { parse } from "./yaml.ts";
import { invalidForm } from "./invalid.ts";
import type { Place } from "./rows/place.ts";

/**
 * Reads where claims stand in a customer's file out of what import wrote, corrected by hand or not.
 *
 * @param digest Of the file that is to be filled: places of another version of it would be wrong.
 * @throws SekishoError `FORM_INVALID` if it is none, is of another file, or says two places of one claim.
 */
export function readPlaces(text: string, name: string, digest: string): ReadonlyMap<string, Place> {
  const refuse = (what: string): never => {
    throw invalidForm(name, what, "Give what sekisho sheet import wrote for the file");
  };
  const form = record(parse(text, () => refuse("it is no YAML"))) ?? refuse("it holds no places");
  if (form["schema"] !== "sekisho.form/v1") refuse('its schema is not "sekisho.form/v1"');
  if (record(form["file"])?.["digest"] !== digest) refuse("it is of another file, or of another version of it");
  const listed: unknown = form["places"];
  if (!Array.isArray(listed)) return refuse("it has no list of places");
  const places = new Map<string, Place>();
  for (const [index, item] of listed.entries()) {
    const claim: unknown = record(item)?.["claim"];
    const place = placeOf(record(item)?.["place"]);
    if (typeof claim !== "string" || place === null)
      return refuse(`entry ${index + 1} of its places is not understood`);
    if (places.has(claim)) refuse(`entry ${index + 1} of its places gives a claim another place`);
    places.set(claim, place);
  }
  return places;
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : null;
}

function placeOf(value: unknown): Place | null {
  const { line, sheet, row, column, start, end } = record(value) ?? {};
  if (!isCount(start) || !isCount(end)) return null;
  if (isCount(line)) return { line, start, end };
  if (!isCount(row) || !isCount(column) || (sheet !== null && typeof sheet !== "string")) return null;
  return { sheet, row, column, start, end };
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
