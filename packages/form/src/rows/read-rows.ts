import type { Mark, Strength } from "@sekisho/sheet";
import { tablesOf, type FormFile } from "../file.ts";
import { isNumber, layoutOf, type ColumnRole } from "../table/columns.ts";
import { rowsOf, type Table, type TableCell } from "../table/table.ts";
import { linesOf } from "../text/encoded-text.ts";
import { limitingWords, strengthOf, type LimitingWord } from "./lexicon.ts";
import { markOf, type ReadMark } from "./marks.ts";
import { narrowed, passagesOf, type Passage, type Place } from "./place.ts";
import { segmentsOf, type Segment } from "./segments.ts";

/** A row of a customer's file, proposed as a claim. */
export interface FormRow {
  /** `S1-02.1`: the section, the row in it, the statement (or remark, `.Q1`) below the row. */
  readonly id: string;
  readonly kind: "heading" | "requirement" | "statement" | "caveat";
  /** The row that it stands under; its own id for a row. */
  readonly requirement: string;
  readonly place: Place;
  readonly text: string;
  /** What a row is called, without bullet and mark. */
  readonly label: string | null;
  readonly mark: Mark;
  readonly modality:
    | "implemented"
    | "not_implemented"
    | "planned"
    | "under_consideration"
    | "capability"
    | "vague"
    | "qualifier"
    | "scope"
    | "heading";
  readonly strength: Strength;
  readonly words: readonly LimitingWord[];
  /** The remarks that limit it. */
  readonly caveats: readonly string[];
}

/** Why a text of a file is no row. */
export type NotPlacedReason =
  "BEFORE_FIRST_ROW" | "MARK_UNREADABLE" | "NOT_UNDERSTOOD" | "LINE_TOO_LONG" | "SHEET_HIDDEN";

/** A text of a file that could not be placed. */
export interface NotPlaced {
  readonly place: Place | null;
  readonly text: string;
  readonly why: NotPlacedReason;
}

/** A row with the text below it, as it stands in the file. */
export interface Region {
  readonly row: FormRow;
  readonly body: readonly Passage[];
}

/** The rows of a customer's file. */
export interface FormRows {
  readonly rows: readonly FormRow[];
  readonly regions: readonly Region[];
  readonly notPlaced: readonly NotPlaced[];
}

/** A longer line is no text of a sheet, in UTF-16 units. */
const longestLine = 4000;

/** Reads the rows of a customer's file, and what of it is none. */
export function readRows(file: FormFile): FormRows {
  const builder = new RowBuilder();
  if (file.kind === "text") {
    for (const [index, { start, end }] of linesOf(file.text).entries()) {
      const text = file.text.decode(start, end);
      builder.line({ place: { line: index + 1, start: 0, end: Array.from(text).length }, text }, false);
    }
  }
  if (file.kind === "xlsx") for (const sheet of file.workbook.hidden) builder.leftOver(null, sheet, "SHEET_HIDDEN");
  for (const table of tablesOf(file)) readTable(table, builder);
  return builder.done();
}

function readTable(table: Table, builder: RowBuilder): void {
  const { header, roles } = layoutOf(table);
  const isLaidOut = [...roles.values()].includes("item") && !holdsGluedItems(table, roles);
  for (const [row, cells] of rowsOf(table)) {
    if (row === header) continue;
    if (!isLaidOut || row < (header ?? 0)) {
      readLines(table, cells, builder);
      continue;
    }
    const cellOf = (role: ColumnRole): TableCell | undefined => cells.find(({ column }) => roles.get(column) === role);
    const [section, item, mark] = [cellOf("section"), cellOf("item"), cellOf("mark")];
    const [only, ...others] = cells;
    if (section !== undefined) builder.section(wholeOf(table, section));
    if (
      others.length === 0 &&
      only !== undefined &&
      only !== section &&
      (item === undefined || /^[■◆▼【]/u.test(only.text))
    ) {
      for (const passage of linesIn(table, only)) builder.line(passage, false);
      continue;
    }
    if (item !== undefined) builder.item(wholeOf(table, item), mark === undefined ? null : wholeOf(table, mark));
    for (const cell of cells) {
      const role = roles.get(cell.column);
      if (role === undefined || role === "body") {
        for (const passage of linesIn(table, cell)) builder.line(passage, true);
      }
    }
  }
}

/** Whether titles stand above a text in cells: an item begins behind a sentence, as it does in a text. */
function holdsGluedItems({ cells }: Table, roles: ReadonlyMap<number, ColumnRole>): boolean {
  return cells.some(
    ({ column, text }) =>
      roles.get(column) === "item" &&
      segmentsOf(text, false).some(({ kind, mark }, index) => index > 0 && kind === "item" && mark !== null),
  );
}

/** Reads a row of a text in cells, where a number counts lines, or is a day. */
function readLines(table: Table, cells: readonly TableCell[], builder: RowBuilder): void {
  const [words, numbers] = [cells.filter(({ text }) => !isNumber(text)), cells.filter(({ text }) => isNumber(text))];
  for (const cell of words) for (const passage of linesIn(table, cell)) builder.line(passage, false);
  if (words.length > 0) return;
  for (const { place, text } of numbers.map((cell) => wholeOf(table, cell))) {
    builder.leftOver(place, text, "NOT_UNDERSTOOD");
  }
}

function wholeOf({ name }: Table, { row, column, text }: TableCell): Passage {
  const lead = Array.from(text).length - Array.from(text.trimStart()).length;
  const plain = text.trim();
  return { place: { sheet: name, row, column, start: lead, end: lead + Array.from(plain).length }, text: plain };
}

function linesIn({ name }: Table, { row, column, text }: TableCell): readonly Passage[] {
  return passagesOf(text, { sheet: name, row, column, start: 0, end: Array.from(text).length });
}

/** Collects rows in the order of a file, and gives them ids. */
class RowBuilder {
  readonly #rows: FormRow[] = [];
  readonly #regions: { row: FormRow; body: Passage[] }[] = [];
  readonly #notPlaced: NotPlaced[] = [];
  #section = 0;
  #sectionText: string | null = null;
  #row = 0;
  #statements = 0;
  #caveats = 0;
  #mark: ReadMark | null = null;

  /** Adds a line of a text, or of a cell. */
  line(passage: Passage, inBody: boolean): void {
    if (passage.text.trim() === "") return;
    if (passage.text.length > longestLine) {
      this.leftOver(passage.place, `${passage.text.slice(0, 40)}…`, "LINE_TOO_LONG");
      return;
    }
    const segments = segmentsOf(passage.text, inBody);
    for (const segment of segments) {
      const part = narrowed(passage, segment.start, segment.end);
      if (segment.kind === "heading") this.#heading(part, segment.label);
      else if (segment.kind === "item" || segment.kind === "title")
        this.#requirement(part, segment.label ?? part.text, segment.mark);
      else this.#statement(part, segment.kind);
    }
    if (segments.length === 0) this.leftOver(passage.place, passage.text, "NOT_UNDERSTOOD");
  }

  /** Begins a section where the name of it changes. */
  section(passage: Passage): void {
    if (passage.text === this.#sectionText) return;
    this.#heading(passage, passage.text);
    this.#sectionText = passage.text;
  }

  /** Adds a row whose mark stands in a cell of its own. */
  item(passage: Passage, mark: Passage | null): void {
    const [segment] = mark === null ? segmentsOf(passage.text, true) : [];
    const own = segment?.kind === "item" ? segment : null;
    const read = mark === null ? (own?.mark ?? null) : markOf(mark.text);
    if (mark !== null && read === null) this.leftOver(mark.place, mark.text, "MARK_UNREADABLE");
    this.#requirement(passage, own?.label ?? passage.text, read);
  }

  leftOver(place: Place | null, text: string, why: NotPlacedReason): void {
    this.#notPlaced.push({ place, text, why });
  }

  done(): FormRows {
    return { rows: this.#rows, regions: this.#regions, notPlaced: this.#notPlaced };
  }

  #heading(passage: Passage, label: string | null): void {
    this.#section += 1;
    this.#row = 0;
    this.#sectionText = null;
    this.#begin(passage, "heading", label, null);
  }

  #requirement(passage: Passage, label: string, mark: ReadMark | null): void {
    if (this.#section === 0) this.#section = 1;
    this.#row += 1;
    this.#begin(passage, "requirement", label, mark);
  }

  #begin({ place, text }: Passage, kind: "heading" | "requirement", label: string | null, mark: ReadMark | null): void {
    this.#statements = 0;
    this.#caveats = 0;
    this.#mark = mark;
    const id = `S${this.#section}-${String(this.#row).padStart(2, "0")}`;
    const words = limitingWords(text);
    const modality = mark === null || mark.modality === "none" ? "heading" : mark.modality;
    const row: FormRow = {
      id,
      kind,
      requirement: id,
      place,
      text,
      label,
      mark: mark?.mark ?? "none",
      modality,
      strength: strengthOf(words),
      words,
      caveats: [],
    };
    this.#rows.push(row);
    this.#regions.push({ row, body: [] });
  }

  #statement({ place, text }: Passage, kind: Exclude<Segment["kind"], "heading" | "item" | "title">): void {
    const region = this.#regions.at(-1);
    if (region === undefined) {
      this.leftOver(place, text, "BEFORE_FIRST_ROW");
      return;
    }
    region.body.push({ place, text });
    const requirement = region.row.id;
    const words = limitingWords(text);
    const said = sayingOf(words, kind, this.#mark);
    const isCaveat = kind === "caveat";
    const number = isCaveat ? (this.#caveats += 1) : (this.#statements += 1);
    const id = `${requirement}.${isCaveat ? "Q" : ""}${number}`;
    this.#rows.push({
      id,
      kind: isCaveat ? "caveat" : "statement",
      requirement,
      place,
      text,
      label: null,
      ...said,
      strength: strengthOf(words),
      words,
      caveats: [],
    });
    if (isCaveat)
      this.#limit(/^[(（]/u.test(text) ? (this.#rows.at(-2)?.id ?? requirement) : requirement, id, strengthOf(words));
  }

  /** A remark behind ※ limits its row; one in brackets the statement before it, whose words it goes on. */
  #limit(limited: string, caveat: string, strength: Strength): void {
    const index = this.#rows.findIndex(({ id }) => id === limited);
    const row = this.#rows[index];
    if (row === undefined) return;
    const weakened = row.kind === "statement" && strength === "best_effort" ? { strength } : {};
    this.#rows[index] = { ...row, ...weakened, caveats: [...row.caveats, caveat] };
  }
}

/** What a statement says by its words; without any of them it says what its row does. */
function sayingOf(
  words: readonly LimitingWord[],
  kind: Segment["kind"],
  row: ReadMark | null,
): Pick<FormRow, "mark" | "modality"> {
  const has = (limit: LimitingWord["limits"]): boolean => words.some(({ limits }) => limits === limit);
  if (has("planned")) return { mark: "planned", modality: "planned" };
  if (has("under_consideration")) return { mark: "planned", modality: "under_consideration" };
  if (kind === "caveat") return { mark: "none", modality: "qualifier" };
  if (kind === "scope") return { mark: "none", modality: "scope" };
  if (has("negative")) return { mark: "無", modality: "not_implemented" };
  if (has("vague")) return { mark: "none", modality: "vague" };
  // Below a row without a mark, no mark is derived; below one with 無 or a plan, a sentence may still affirm something.
  const mark = row === null || row.mark === "none" ? "none" : "有";
  return { mark, modality: has("capability") ? "capability" : "implemented" };
}
