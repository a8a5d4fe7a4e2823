import { describe, expect, expectTypeOf, it } from "vitest";
import { languages } from "../model.ts";
import { fill, phraseIn, sayIn, templates } from "./index.ts";
import { defineMessages, type MessageArguments, type Templates } from "./keys.ts";

const placeholders = (template: string): readonly string[] =>
  [...new Set([...template.matchAll(/\{(\w+)(?::[^{}]*)?\}/gu)].map(([, name]) => name ?? ""))].sort();

describe("messages", () => {
  it("have the same keys and placeholders in every language", () => {
    const [first, ...others] = languages.map((language) =>
      Object.entries(templates[language])
        .map(([key, template]) => [key, placeholders(template)] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
    expect(first?.length).toBeGreaterThan(100);
    for (const other of others) expect(other).toEqual(first);
  });

  it("are never empty and never the same for two verdicts or codes", () => {
    for (const language of languages) {
      const entries = Object.entries(templates[language]);
      expect(entries.filter(([, text]) => text.trim() === "")).toEqual([]);
      for (const family of ["verdict.", "unknown.U", "mark.", "severity."]) {
        const texts = entries.filter(([key]) => key.startsWith(family)).map(([, text]) => text);
        expect(new Set(texts).size).toBe(texts.length);
      }
    }
  });

  it("of an unknown or contradicted answer do not hold the word for verified", () => {
    for (const language of languages) {
      const word = templates[language]["verdict.verified"];
      const others = Object.entries(templates[language]).filter(([key]) => key !== "verdict.verified");
      expect(others.filter(([, text]) => text.includes(word))).toEqual([]);
    }
  });

  it("fill their arguments in one pass and keep what has no value", () => {
    expect(fill("{a} {b} {c}", { a: "{b}", b: 2 })).toBe("{b} 2 {c}");
    expect(fill("{a}", { a: null })).toBe("—");
    expect(fill("{toString}", {})).toBe("{toString}");
    expect(fill("{a}\n", { a: "\u001b[0m" })).toBe("\\u{1b}[0m\\u{a}");
    expect(sayIn("ja")("counted", { what: "行", count: 3 })).toBe("行 3");
  });

  it.each([
    [1, "1 day is left"],
    [0, "0 days are left"],
    [2, "2 days are left"],
    [1.5, "1.5 days are left"],
    ["1", "1 days are left"],
    [null, "— days are left"],
  ])("in English agree with the number %s", (days, text) => {
    expect(fill("{days} {days:day is|days are} left", { days })).toBe(text);
  });

  it("agree with a number in pieces, too", () => {
    const said = [1, 2].map((count) => phraseIn("en")("value.items", { count }));
    expect(said).toEqual([
      ["1", " ", "item"],
      ["2", " ", "items"],
    ]);
    expect(sayIn("en")("accounting.mismatch", { difference: 1 })).toBe(
      "The sum does not add up: 1 resource is unaccounted for.",
    );
    expect(sayIn("ja")("value.items", { count: 1 })).toBe("1件");
  });

  it("that lack a key or name other arguments do not compile", () => {
    const { noText, ...fewer } = templates.en;
    expect(noText).not.toBe("");
    // @ts-expect-error -- a key is missing
    expect(defineMessages(fewer)).toBe(fewer);
    const { "claims.ceiling": ceiling, ...rest } = templates.en;
    expect(ceiling).toContain("{text}");
    // @ts-expect-error -- the placeholder is not that of the key
    expect(defineMessages({ ...rest, "claims.ceiling": "{other}" })).toBeDefined();
    expectTypeOf<MessageArguments<"counted">>().toEqualTypeOf<{
      readonly what: string | number;
      readonly count: string | number;
    }>();
    expectTypeOf(templates.ja).toEqualTypeOf<Templates>();
  });
});
