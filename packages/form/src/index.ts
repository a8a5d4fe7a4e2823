/**
 * A customer's sheet file in, its rows out; answers in, the same file out. Text, CSV and workbooks (.xlsx).
 * Pure: no clock, network, environment or file system.
 *
 * @module
 */
export { openForm, type FormFile } from "./file.ts";
export { fillForm, type ColumnTitles, type Filled } from "./fill.ts";
export { formYaml, toForm, type Form } from "./form.ts";
export { claimTexts, locate, type Located } from "./locate.ts";
export { readPlaces } from "./read-places.ts";
export type { Limit, LimitingWord } from "./rows/lexicon.ts";
export type { CellPlace, LinePlace, Place } from "./rows/place.ts";
export { readRows, type FormRow, type FormRows, type NotPlaced, type NotPlacedReason } from "./rows/read-rows.ts";
export { claimsOfReport, claimsOfSheet, type PlacedClaim, type Span } from "./spans.ts";
export { isNarrative, traceSource, type Trace, type TracePart } from "./trace.ts";
