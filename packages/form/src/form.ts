import type { FormFile } from "./file.ts";
import type { Located } from "./locate.ts";
import type { FormRow, FormRows, NotPlaced } from "./rows/read-rows.ts";
import type { Place } from "./rows/place.ts";
import { stringify } from "./yaml.ts";

/** `sekisho.form/v1`: the rows of a customer's file as proposed claims, what is none, and where a sheet's claims stand in it. */
export interface Form {
  readonly schema: "sekisho.form/v1";
  readonly file: { readonly name: string; readonly digest: string; readonly kind: FormFile["kind"] };
  /** The sheet whose claims were looked for; null if none were. */
  readonly sheet: string | null;
  readonly rows: readonly (FormRow & { readonly claims: readonly string[] })[];
  /** Where the claims of the sheet stand; this is what a rendering into the file goes by. */
  readonly places: readonly { readonly claim: string; readonly place: Place }[];
  readonly notPlaced: readonly NotPlaced[];
  /** Claims of the sheet that the file does not hold. */
  readonly notFound: readonly string[];
}

/** Makes the document of what was read of a file. */
export function toForm(
  file: FormFile,
  digest: string,
  { rows, notPlaced }: FormRows,
  sheet: { readonly id: string; readonly located: Located } | null,
): Form {
  const places = [...(sheet?.located.places ?? [])].map(([claim, place]) => ({ claim, place }));
  return {
    schema: "sekisho.form/v1",
    file: { name: file.name, digest, kind: file.kind },
    sheet: sheet?.id ?? null,
    rows: rows.map((row) => ({
      ...row,
      claims: places.filter(({ place }) => isWithin(place, row.place)).map(({ claim }) => claim),
    })),
    places,
    notPlaced,
    notFound: sheet?.located.missing ?? [],
  };
}

function isWithin(inner: Place, outer: Place): boolean {
  if (inner.start < outer.start || inner.start >= outer.end) return false;
  if ("line" in inner) return "line" in outer && inner.line === outer.line;
  return !("line" in outer) && inner.sheet === outer.sheet && inner.row === outer.row && inner.column === outer.column;
}

/** Writes the document as YAML, to be corrected by hand. */
export function formYaml(form: Form): string {
  return stringify(form);
}
