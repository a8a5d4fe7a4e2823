import { describe, expect, test } from "vitest";
import { isSekishoError } from "../errors.ts";
import { jsonText, maxBytes, maxDepth, parseJson } from "./json.ts";
import type { Json } from "../model/value.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const parse = (bytes: Uint8Array): Json => parseJson(jsonText(bytes, "plan.json"));

function utf16(text: string, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(text.length * 2));
  for (let index = 0; index < text.length; index += 1) view.setUint16(index * 2, text.charCodeAt(index), isLittle);
  return new Uint8Array(view.buffer);
}

function fault(bytes: Uint8Array): unknown {
  try {
    parse(bytes);
    return "no error";
  } catch (error) {
    if (!isSekishoError(error)) throw error;
    return { code: error.code, line: error.details["line"], column: error.details["column"] };
  }
}

describe("parseJson", () => {
  test("reads what JSON.parse reads", () => {
    expect(parse(encode(' {"a": [1, true, null, "\\u00e9]}"]} '))).toEqual({ a: [1, true, null, "é]}"] });
  });

  test("keeps a key named __proto__ as an own member", () => {
    expect(Object.keys(parse(encode('{"__proto__": {"a": 1}}')) as object)).toEqual(["__proto__"]);
  });

  test.each<[string, Uint8Array, unknown]>([
    ["an empty file", encode(""), { code: "DOCUMENT_EMPTY" }],
    ["white space only", encode(" \n\t"), { code: "DOCUMENT_EMPTY" }],
    ["a zip archive", Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0), { code: "DOCUMENT_BINARY_PLAN" }],
    ["compressed content", Uint8Array.of(0x1f, 0x8b, 8, 0, 0), { code: "DOCUMENT_NOT_JSON" }],
    ["other binary content", Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1), { code: "DOCUMENT_BINARY_PLAN" }],
    ["half a UTF-16 unit", Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d), { code: "DOCUMENT_NOT_JSON" }],
    ["a lone surrogate of UTF-16", utf16('\ufeff{"\ud800": 1}', true), { code: "DOCUMENT_NOT_JSON" }],
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

  const text = '{\n  "é": "日本語 😀",\r\n  "a": [1]}';
  test.each<[string, Uint8Array]>([
    ["UTF-8", encode(text)],
    ["UTF-8 with a byte order mark", encode(`\ufeff${text}`)],
    ["UTF-16LE", utf16(text, true)],
    ["UTF-16LE with a byte order mark", utf16(`\ufeff${text}`, true)],
    ["UTF-16BE", utf16(text, false)],
    ["UTF-16BE with a byte order mark", utf16(`\ufeff${text}`, false)],
  ])("reads %s", (_, bytes) => {
    expect(parse(bytes)).toEqual({ é: "日本語 😀", a: [1] });
  });

  test("places in UTF-16 are counted in characters", () => {
    expect(fault(utf16('\ufeff{\n"é" 1}', true))).toEqual({ code: "DOCUMENT_NOT_JSON", line: 2, column: 5 });
  });

  test.each<[string, string, number]>([
    ["a wrapper's line", "[command]/tmp/terraform show -json plan\n", 1],
    ["a shell's trace and a log", "+ terraform show -json plan\r\n[INFO] terragrunt: {done}\r\n\r\n", 3],
    ["coloured lines", "\u001b[1mInitializing\u001b[0m\n", 1],
    ["a time in brackets", "[12:03:11] terraform\n", 1],
    ["nothing but white space", " \n\t", 0],
  ])("leaves out %s before the JSON", (_, before, lines) => {
    const json = jsonText(encode(`${before}{\n  "a": [1]\n}\n`), "plan.json");
    expect([parseJson(json), json.skippedLines]).toEqual([{ a: [1] }, lines]);
  });

  test("leaves out the workflow commands that a wrapper prints after the JSON, and nothing else", () => {
    const wrapped = '[command]terraform show\n{"a": [1]}\n\n::debug::exited\n::set-output name=stdout::{"a": 2}\n';
    expect(parse(encode(wrapped))).toEqual({ a: [1] });
    expect(fault(encode(`${wrapped}done\n`))).toEqual({ code: "DOCUMENT_NOT_JSON", line: 4, column: 1 });
    expect(fault(encode('{"a": [1]}\n::debug::exited\n'))).toMatchObject({ code: "DOCUMENT_NOT_JSON", line: 2 });
  });

  test("counts the lines left out in the place of a fault", () => {
    expect(fault(encode('+ terraform\n+ show\n{\n"a" 1}'))).toEqual({ code: "DOCUMENT_NOT_JSON", line: 4, column: 5 });
  });

  test.each<[string, string]>([
    ["a list over several lines", '[1,\n{"a": 1}]'],
    ["a list of literals", "[\n[true],\n[null]]"],
    ["an object over several lines", '{\n"a":\n{\n}}'],
  ])("takes no line of %s for a wrapper's", (_, text) => {
    expect(parse(encode(text))).toEqual(JSON.parse(text));
  });

  test("refuses a file over the limit before looking at it", () => {
    expect(fault(new Uint8Array(maxBytes + 1))).toEqual({ code: "DOCUMENT_TOO_LARGE" });
  });

  test("never quotes the document, not in the message and not in a cause", () => {
    const text = '{"password": "hunter2", "x": hunter3}';
    try {
      parse(encode(text));
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
    expect(parse(encode(text))).toEqual(JSON.parse(text));
  });

  test("reads exactly the greatest depth that is allowed", () => {
    expect(fault(encode("[".repeat(maxDepth) + "]".repeat(maxDepth)))).toBe("no error");
  });
});
