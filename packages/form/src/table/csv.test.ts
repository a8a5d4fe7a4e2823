import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openText } from "../text/encoded-text.ts";
import { readCsvFile } from "./csv.ts";

const read = (text: string): ReturnType<typeof readCsvFile> =>
  readCsvFile(openText(new TextEncoder().encode(text), "example.csv"));

describe("CSV", () => {
  test("is read as another library reads it", () => {
    const field = fc.stringMatching(/^[a有 ,;"\r\n\t]{0,4}$/u);
    const records = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(records, fc.constantFrom(",", ";", "\t"), fc.constantFrom("\n", "\r\n"), (given, delimiter, end) => {
        // Quotes only where they are needed, so that both kinds of fields occur.
        const written = (text: string): string =>
          /["\r\n,;\t]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
        // A first record that says what the delimiter is.
        const text = [["a", "b", "c"], ...given].map((record) => record.map(written).join(delimiter)).join(end);
        const file = read(text);
        expect(file.delimiter).toBe(delimiter);
        const theirs: string[][] = parse(text, { delimiter, relax_column_count: true, record_delimiter: end });
        expect(file.records.map(({ fields }) => fields.map((each) => each.text))).toEqual(theirs);
      }),
    );
  });

  test("knows where each field stands", () => {
    const text = '項目,"有,無"\r\n"a\nb",\r\n';
    const { records, text: opened } = read(text);
    expect(records.map(({ fields }) => fields.map(({ start, end }) => opened.decode(start, end)))).toEqual([
      ["項目", '"有,無"'],
      ['"a\nb"', ""],
    ]);
  });

  test("is refused where a quote is not closed", () => {
    expect(() => read('a,b\n"c,d\n')).toThrow(/in record 2 a quoted field is not closed/u);
    expect(() => read('a,"b"c\n')).toThrow(/in record 1 text stands behind/u);
  });
});
