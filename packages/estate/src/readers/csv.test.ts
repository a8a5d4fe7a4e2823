import { describe, expect, test } from "vitest";
import { isSekishoError } from "../errors.ts";
import { readCsv } from "./csv.ts";

function refusal(text: string): { readonly code: string; readonly message: string } {
  try {
    readCsv(text, "example.csv");
  } catch (error) {
    if (isSekishoError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error("the table was read");
}

describe("readCsv", () => {
  test.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
  ])("records with quoted fields and %s know the line on which they begin", (_, end) => {
    const text = ["管理番号,備考", `1,"a ""b"", 二行${end}目"`, "", "2,x", "3,", ""].join(end);
    expect(readCsv(text, "example.csv")).toEqual({
      header: { line: 1, cells: ["管理番号", "備考"] },
      records: [
        { line: 2, cells: ["1", `a "b", 二行${end}目`] },
        { line: 5, cells: ["2", "x"] },
        { line: 6, cells: ["3", ""] },
      ],
    });
  });

  test.each([
    ["a file that ends within a quoted field", 'a,b\n1,2\n"3\n,4', 3, "is not closed"],
    ["a record that is cut off", "a,b\r\n1,2\r\n3", 3, "1 cell under 2 columns"],
    ["a comma that is not quoted", "a,b\n1,2,3\n", 2, "3 cells under 2 columns"],
    ["a quote within a field", 'a,b\n1,2\n1,x"y\n', 3, "within a field that is not quoted"],
    ["a quote within a quoted field", 'a,b\n1,"x"y\n', 2, "is not doubled"],
  ])("%s is refused with its line", (_, text, line, what) => {
    const { code, message } = refusal(text);
    expect([code, message]).toEqual([
      "DOCUMENT_INVALID",
      expect.stringContaining(`example.csv, line ${String(line)}: `),
    ]);
    expect(message).toContain(what);
  });

  test("no message quotes a cell", () => {
    expect(refusal('a,b\n1,"secret"y\n').message).not.toContain("secret");
    expect(refusal('a,b\n1,secret"y\n').message).not.toContain("secret");
  });

  test("an empty file and one without end are refused", () => {
    expect(refusal("").code).toBe("DOCUMENT_EMPTY");
    expect(refusal("a\n".repeat(1_000_002)).code).toBe("DOCUMENT_TOO_LARGE");
    expect(refusal("a".repeat(64 * 1024 * 1024 + 1)).code).toBe("DOCUMENT_TOO_LARGE");
  });
});
