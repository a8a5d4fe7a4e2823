import { fuzzRun } from "@sekisho-test/support";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isSekishoError } from "../errors.ts";
import type { Json } from "../model/value.ts";
import { parsedDocument, scannedDocument, type JsonDocument } from "./json-document.ts";
import { jsonText, maxDepth, parseJson } from "./json.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const scan = (text: string): JsonDocument => scannedDocument(jsonText(encode(text), "plan.json"));
const elements = (document: JsonDocument, key: string): readonly unknown[] | null => {
  const list = document.elements(key);
  if (list === null) return null;
  return [...list].map((element) => {
    const value = element.read();
    expect(element.read()).toEqual(value);
    return { index: element.index, value };
  });
};

/** What is thrown, by code and place. */
function outcome(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch (error) {
    if (!isSekishoError(error)) throw error;
    return { code: error.code, line: error.details["line"], column: error.details["column"] };
  }
}

const readAll = (document: JsonDocument, keys: readonly string[]): unknown =>
  keys.map((key) => [key, document.shape(key), document.member(key), elements(document, key)]);

describe("scannedDocument", () => {
  test("finds members by key and not by a text that looks like one", () => {
    const plan = {
      tags: { text: '"resource_changes":[{}]', back: "\\", brackets: "]}{[" },
      resource_changes: [{ a: '"]}' }, [1, [2]], "x", null, -1.5e3, true],
      empty: [],
      spread: {},
    };
    const text = JSON.stringify(plan, null, 2);
    const document = scan(text);
    expect(elements(document, "resource_changes")).toEqual(
      plan.resource_changes.map((value, index) => ({ index, value })),
    );
    expect(elements(document, "empty")).toEqual([]);
    expect(elements(document, "spread")).toBeNull();
    expect(elements(document, "none")).toBeNull();
    expect(document.member("tags")).toEqual(plan.tags);
    expect(document.member("none")).toBeUndefined();
    expect(document.whole()).toEqual(plan);
  });

  test("the last of several members with one name holds, however the name is written", () => {
    const text = '{"a": 1, "\\u0061": [2], "__proto__": {"x": 1}, "constructor": 3}';
    const document = scan(text);
    expect(document.member("a")).toEqual([2]);
    expect(document.member("constructor")).toBe(3);
    expect(document.shape("__proto__")).toBe("object");
    expect(document.shape("toString")).toBeNull();
  });

  test.each<[string, string]>([
    ["text after the end", '{"a": [1]}\n{}'],
    ["a document that is cut off", '{"a": [1'],
    ["a string that is cut off", '{"a": ["1'],
    ["the wrong bracket", '{"a": [1}}'],
    ["a bracket too many", '{"a": [1]]}'],
    ["a comma too many", '{"a": [1],\n}'],
    ["a missing comma", '{"a": 1 "b": 2}'],
    ["a missing colon", '{"a" 1}'],
    ["a missing value", '{"a":}'],
    ["a wrong literal", '{"a": tru}'],
    ["a control character in a string", '{"skipped": {"b": "\n"}}'],
    ["a letter outside of strings", '{"skipped": {"b": x}}'],
    ["too many levels", `{"skipped": ${"[".repeat(maxDepth)}${"]".repeat(maxDepth)}}`],
  ])("refuses %s like the parser of the whole, also in what nobody asks for", (_, text) => {
    expect(outcome(() => scan(text))).toEqual(outcome(() => parseJson(jsonText(encode(text), "plan.json"))));
    expect(outcome(() => scan(text))).not.toHaveProperty("value");
  });

  test.each<[string, string]>([
    ["an element", '{"a": [{}, {"b" 1}]}'],
    ["a comma too many", '{"a": [1,]}'],
    ["a missing comma", '{"a": [{} {}]}'],
    ["bytes that are no UTF-8", '{"a": ["\u0000"]}'],
  ])("refuses a fault of %s when it comes to it", (_, text) => {
    const bytes = encode(text).map((byte) => (byte === 0 ? 0xff : byte));
    const json = jsonText(bytes, "plan.json");
    const document = scannedDocument(json);
    expect(outcome(() => elements(document, "a"))).toEqual(outcome(() => parseJson(json)));
    expect(outcome(() => document.member("a"))).toEqual(outcome(() => parseJson(json)));
  });

  test("reads exactly the greatest depth that is allowed", () => {
    const text = `{"a": ${"[".repeat(maxDepth - 1)}${"]".repeat(maxDepth - 1)}}`;
    expect(scan(text).whole()).toEqual(JSON.parse(text));
    expect(elements(scan(text), "a")).toHaveLength(1);
  });

  const run = fuzzRun();

  test(`gives what JSON.parse gives, for any JSON (${run.note})`, () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 1, "\t"), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        const json = JSON.parse(text) as Json;
        const keys = [...Object.keys(value), "none"];
        expect(readAll(scan(text), keys)).toEqual(readAll(parsedDocument(json), keys));
      }),
      run.parameters,
    );
  });

  test(`takes and refuses what JSON.parse takes and refuses once everything is asked for (${run.note})`, () => {
    const edits = fc.array(
      fc.tuple(fc.nat(), fc.constantFrom("", '"', "\\", "{", "}", "[", "]", ",", ":", "0", "e", "\n", "x")),
      {
        minLength: 1,
        maxLength: 3,
      },
    );
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 3 }), fc.jsonValue({ maxDepth: 2 })),
        edits,
        (value, changes) => {
          const text = changes.reduce(
            (current, [place, piece]) => {
              const at = place % current.length;
              return current.slice(0, at) + piece + current.slice(at + 1);
            },
            JSON.stringify(value) + " ",
          );
          const whole = outcome(() => parseJson(jsonText(encode(text), "plan.json")));
          expect(outcome(() => scan(text).whole())).toEqual(whole);
        },
      ),
      run.parameters,
    );
  });
});
