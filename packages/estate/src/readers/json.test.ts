import { describe, expect, test } from "vitest";
import { isSekishoError } from "../errors.ts";
import { maxDepth, parseJson } from "./json.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

function fault(bytes: Uint8Array): unknown {
  try {
    parseJson(bytes, "plan.json");
    return "no error";
  } catch (error) {
    if (!isSekishoError(error)) throw error;
    return { code: error.code, line: error.details["line"], column: error.details["column"] };
  }
}

function message(bytes: Uint8Array): string {
  try {
    parseJson(bytes, "plan.json");
    return "no error";
  } catch (error) {
    if (!isSekishoError(error)) throw error;
    return error.message;
  }
}

describe("parseJson", () => {
  test("reads what JSON.parse reads", () => {
    expect(parseJson(encode(' {"a": [1, true, null, "\\u00e9]}"]} '), "x")).toEqual({ a: [1, true, null, "é]}"] });
  });

  test("keeps a key named __proto__ as an own member", () => {
    expect(Object.keys(parseJson(encode('{"__proto__": {"a": 1}}'), "x") as object)).toEqual(["__proto__"]);
  });

  test.each<[string, Uint8Array, unknown]>([
    ["an empty file", encode(""), { code: "DOCUMENT_EMPTY" }],
    ["white space only", encode(" \n\t"), { code: "DOCUMENT_EMPTY" }],
    ["a zip archive", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), { code: "DOCUMENT_BINARY_PLAN" }],
    ["other binary content", Uint8Array.of(0x1f, 0x8b, 8, 0, 0), { code: "DOCUMENT_BINARY_PLAN" }],
    [
      "UTF-8 with a byte order mark",
      Uint8Array.of(0xef, 0xbb, 0xbf, 0x7b, 0x7d),
      { code: "DOCUMENT_NOT_JSON", line: 1, column: 1 },
    ],
    [
      "UTF-16LE with a byte order mark",
      Uint8Array.of(0xff, 0xfe, 0x7b, 0),
      { code: "DOCUMENT_NOT_JSON", line: 1, column: 1 },
    ],
    [
      "UTF-16BE with a byte order mark",
      Uint8Array.of(0xfe, 0xff, 0, 0x7b),
      { code: "DOCUMENT_NOT_JSON", line: 1, column: 1 },
    ],
    ["UTF-16LE without a mark", Uint8Array.of(0x7b, 0, 0x7d, 0), { code: "DOCUMENT_NOT_JSON", line: 1, column: 1 }],
    ["UTF-32", Uint8Array.of(0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0), { code: "DOCUMENT_NOT_JSON", line: 1, column: 1 }],
    [
      "bytes that are no UTF-8",
      Uint8Array.of(0x7b, 0x0a, 0x22, 0xe9, 0x22, 0x7d),
      { code: "DOCUMENT_NOT_JSON", line: 2, column: 2 },
    ],
    ["a truncated object", encode('{"a": 1,\n "b"'), { code: "DOCUMENT_NOT_JSON", line: 2, column: 5 }],
    ["a truncated string", encode('{"a": "secr'), { code: "DOCUMENT_NOT_JSON", line: 1, column: 12 }],
    ["a truncated literal", encode('{"a": tru'), { code: "DOCUMENT_NOT_JSON", line: 1, column: 7 }],
    ["a comma too many", encode('{\n  "a": 1,\n}'), { code: "DOCUMENT_NOT_JSON", line: 3, column: 1 }],
    ["a missing colon", encode('{"a" 1}'), { code: "DOCUMENT_NOT_JSON", line: 1, column: 6 }],
    ["a line feed inside a string", encode('["a\nb"]'), { code: "DOCUMENT_NOT_JSON", line: 1, column: 4 }],
    ["a wrong escape", encode('["\\x"]'), { code: "DOCUMENT_NOT_JSON", line: 1, column: 3 }],
    ["a leading zero", encode("[01]"), { code: "DOCUMENT_NOT_JSON", line: 1, column: 3 }],
    ["text after the end", encode("{}\n{}"), { code: "DOCUMENT_NOT_JSON", line: 2, column: 1 }],
    ["the wrong bracket", encode("[1}"), { code: "DOCUMENT_NOT_JSON", line: 1, column: 3 }],
    ["plain text", encode("not json"), { code: "DOCUMENT_NOT_JSON", line: 1, column: 1 }],
  ])("refuses %s with its place", (_, bytes, expected) => {
    expect(fault(bytes)).toEqual(expected);
  });

  test("says that the JSON must come first where a wrapper printed a line before it", () => {
    expect(message(encode('[command]/tmp/terraform show -json plan\n{"a": 1}'))).toContain("must begin with the JSON");
  });

  test("never quotes the document, not in the message and not in a cause", () => {
    const text = '{"password": "hunter2", "x": hunter3}';
    try {
      parseJson(encode(text), "plan.json");
      expect.unreachable();
    } catch (error) {
      expect(String(error)).not.toContain("hunter");
      expect((error as Error).cause).toBeUndefined();
    }
  });

  test("refuses 200,000 levels without exhausting the stack, also in broken JSON", () => {
    expect(fault(encode("[".repeat(200_000) + "]".repeat(200_000)))).toEqual({
      code: "DOCUMENT_TOO_DEEP",
      line: 1,
      column: maxDepth + 1,
    });
    expect(fault(encode('{"a":'.repeat(200_000)))).toMatchObject({ code: "DOCUMENT_TOO_DEEP" });
  });

  test("does not count brackets inside strings as nesting", () => {
    const text = JSON.stringify({ a: `${"[{".repeat(2000)}\\"`, b: '"' });
    expect(parseJson(encode(text), "x")).toEqual(JSON.parse(text));
  });

  test("reads exactly the greatest depth that is allowed", () => {
    expect(fault(encode("[".repeat(maxDepth) + "]".repeat(maxDepth)))).toBe("no error");
  });
});
