import { describe, expect, test } from "vitest";
import { isSekishoError } from "../errors.ts";
import { maxYamlBytes, maxYamlValues, readYamlDocuments, type YamlOptions } from "./yaml-document.ts";

function read(text: string, options?: YamlOptions) {
  return readYamlDocuments(new TextEncoder().encode(text), "example.yaml", options);
}

function values(text: string, options?: YamlOptions) {
  return read(text, options).map(({ value }) => value);
}

function fault(text: string): readonly [string, string] {
  try {
    read(text);
  } catch (error) {
    if (isSekishoError(error)) return [error.code, error.message];
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("a stream of YAML", () => {
  test("gives its documents with their lines, and leaves out empty ones", () => {
    const documents = read("# head\na: 1\n---\n---\n# nothing\n---\n\n- b\n- c:\n    d: 1\n...\n");
    expect(documents.map(({ value }) => value)).toEqual([{ a: 1 }, ["b", { c: { d: 1 } }]]);
    expect(documents.map(({ lineOf }) => ["", "/a", "/0", "/1/c", "/1/c/d", "/2"].map(lineOf))).toEqual([
      [2, 2, null, null, null, null],
      [8, null, 8, 10, 10, null],
    ]);
  });

  test("is read as YAML 1.1, as Kubernetes reads it, and its dates stay text", () => {
    const text = "a: yes\nb: off\nc: 010\nd: 0x1F\ne: 2012-10-17\nf: 22:22\ng: ~\nh: '010'\ni: 1_000\n";
    expect(values(text)).toEqual([
      { a: true, b: false, c: 8, d: 31, e: "2012-10-17", f: "22:22", g: null, h: "010", i: 1000 },
    ]);
  });

  test("keeps the names of keys as they are written", () => {
    const [value] = values("on: 1\n8080: 2\nnull: 3\n__proto__: {polluted: true}\n");
    expect(Object.entries(value as object)).toEqual([
      ["8080", 2],
      ["on", 1],
      ["null", 3],
      ["__proto__", { polluted: true }],
    ]);
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });

  test("follows aliases and merges, in which the map's own keys go first", () => {
    expect(values("x: &x {p: 1, r: 4}\ny: *x\nz: {<<: *x, p: 2}\nw: {<<: [{p: 5}, *x]}\n")).toEqual([
      { x: { p: 1, r: 4 }, y: { p: 1, r: 4 }, z: { p: 2, r: 4 }, w: { p: 5, r: 4 } },
    ]);
  });

  test("hands over tags of one's own with what they stand at", () => {
    const tagged = (tag: string, value: unknown) => ({ [tag]: value }) as never;
    expect(values("a: !Ref Example\nb: !Sub ['x', {y: !Ref z}]\nc: !!str 1\n", { tagged })).toEqual([
      { a: { "!Ref": "Example" }, b: { "!Sub": ["x", { y: { "!Ref": "z" } }] }, c: "1" },
    ]);
    expect(values("a: !Ref Example")).toEqual([{ a: "Example" }]);
  });
});

describe("a stream that is refused", () => {
  test.each([
    ["a key given twice", "a: 1\na: secret", "example.yaml, line 2, column 1: a key is given twice."],
    ["broken YAML", "a: [1\nb: secret", "example.yaml, line 2, column 1: this is not valid YAML."],
    ["a template", "{{ if .secret }}\na: 1\n{{ end }}", "example.yaml, line 2, column 1: this is not valid YAML."],
    ["an alias without anchor", "a: *secret", "example.yaml, line 1, column 4: an alias has no anchor."],
    ["a key that is a list", "? [secret]\n: 1", "example.yaml, line 1, column 3: a key is no plain text."],
    ["a merge of text", "a:\n  <<: secret", "example.yaml, line 2, column 3: what is merged is no map."],
  ])("%s, with its place and without what stands there", (_, text, message) => {
    const [code, found] = fault(text);
    expect([code, found.slice(0, message.length)]).toEqual(["DOCUMENT_INVALID", message]);
    expect(found).not.toContain("secret");
  });

  const bomb = Array.from({ length: 10 }, (_, level) => {
    const inner = level === 0 ? "x" : `*a${String(level - 1)}`;
    return `a${String(level)}: &a${String(level)} [${Array<string>(10).fill(inner).join(", ")}]`;
  }).join("\n");

  test.each([
    ["lists in lists", "[".repeat(100_000), "DOCUMENT_TOO_DEEP"],
    ["closed lists in lists", `${"[".repeat(5000)}${"]".repeat(5000)}`, "DOCUMENT_TOO_DEEP"],
    ["dashes in a line", `${"- ".repeat(5000)}a`, "DOCUMENT_TOO_DEEP"],
    ["maps in maps", Array.from({ length: 600 }, (_, at) => `${" ".repeat(at)}a:`).join("\n"), "DOCUMENT_TOO_DEEP"],
    ["an alias to what it stands in", "a: &a [*a]", "DOCUMENT_TOO_DEEP"],
    ["aliases of aliases", bomb, "DOCUMENT_TOO_LARGE"],
  ])("%s", (_, text, code) => {
    expect(fault(text)[0]).toBe(code);
  });

  test("keys are compared fast, however many there are", () => {
    const text = Array.from({ length: 50_000 }, (_, index) => `key${String(index)}: ${String(index)}`).join("\n");
    expect(Object.keys(values(text)[0] as object).length).toBe(50_000);
  });

  test("more bytes than are read", () => {
    expect(() => readYamlDocuments(new Uint8Array(maxYamlBytes + 1), "example.yaml")).toThrow(
      `example.yaml has ${String(maxYamlBytes + 1)} bytes of YAML`,
    );
    expect(maxYamlValues).toBeGreaterThan(1_000_000);
  });

  test("bytes that are no UTF-8", () => {
    expect(() => readYamlDocuments(new Uint8Array([0x61, 0x3a, 0x20, 0xff]), "example.yaml")).toThrow("are no UTF-8");
  });
});
