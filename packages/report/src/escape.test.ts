import type { Report } from "@sekisho/sheet";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeSpan, displayWidth, escapeControls, escapeMarkdown, padDisplay, prose, sentence } from "./escape.ts";
import { formats, languages, render } from "./index.ts";
import { code } from "./pieces.ts";
import { sample } from "./testing/sample.ts";

/** Names that a hostile document might hold. */
const hostile = [
  "line\nbreak",
  "\u001b[2J\u001b[31mred",
  "\u009b31m",
  "bell\u0007 back\b tab\t cr\r",
  "\u202egpj.exe",
  "\u2066isolate\u2069",
  "zero\u200bwidth\ufeff",
  "line\u2028separator\u2029",
  "lone\ud800surrogate",
  "| cell | cell |",
  "\\| cell",
  "`code` ``",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "&lt;b&gt;",
  "[link](https://evil.example)",
  "![image](https://evil.example/x.png)",
  "https://evil.example www.evil.example a@evil.example",
  "# heading",
  "- item",
  "1. item",
  "***bold*** __bold__ ~~struck~~ $math$",
  "{reason} {date} {__proto__}",
  "--> <!--",
];

/** Puts a text wherever a document, a bundle or a sheet could put one. */
function poisoned(text: string): Report {
  const both = { ja: text, en: text };
  const [finding] = sample.findings;
  if (finding === undefined) throw new Error("The sample has a finding.");
  const policy = { title: both, remediation: both, reasons: { NOT_ENCRYPTED: both, KEY: both } };
  const claimIds = sample.claims.map(({ claim }) => claim);
  return {
    ...sample,
    instant: text,
    bundle: { ...sample.bundle, revision: text },
    documents: sample.documents.map((document) => ({ ...document, label: text, name: text })),
    profile: { name: text, digest: text },
    sheet: { id: text, digest: text, refutationOnly: [] },
    diagnostics: [{ code: "CONFIG_ITEM_DELETED", document: text, args: { [text]: text } }],
    findings: sample.findings.map((each) => ({
      ...each,
      subject: { type: text, id: text, address: text, arn: text, position: { file: text, line: 1 }, undeclared: false },
      violations: [
        { reason: "KEY", args: { key: text }, severity: "low", rests_on: [[text]] },
        { reason: text, args: { [text]: text }, severity: "low", rests_on: [] },
      ],
      unknown: [{ code: "U1", rests_on: [[text, "items", 0, text]] }],
      evidence: [
        { resource: text, path: [text], rests_on: [text], value: text, origin: text },
        { resource: text, path: [], rests_on: [], value: { unknown: text }, origin: text },
        {
          resource: text,
          path: [],
          rests_on: [],
          value: { state: text, code: text, items: 1, [text]: text },
          origin: text,
        },
      ],
      error: text,
      reason: text,
    })),
    claims: sample.claims.map((claim) => ({ ...claim, missing: [text] })),
    policies: [...sample.policies, ...sample.policies.map((result) => ({ ...result, policy: text }))],
    texts: {
      sheet: { id: text, title: both },
      policies: Object.fromEntries([text, ...Object.keys(sample.texts.policies)].map((id) => [id, policy])),
      claims: Object.fromEntries(claimIds.map((id) => [id, both])),
      ceilings: Object.fromEntries(claimIds.map((id) => [id, both])),
    },
    accounting: { ...sample.accounting, unsupportedTypes: { [text]: 4 } },
  };
}

const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** Asserts that Markdown has only the structure that the sheet gives it. */
function assertHarmless(markdown: string): void {
  for (const line of markdown.split("\n")) {
    expect(line).not.toMatch(unprintable);
    expect(line).toMatch(/^($|#{1,3} |- |> |\*\*|\| .* \|$|\| --- \||\|( --- \|)+$)/u);
    const bare = line.replaceAll(/\\./gu, "x").replaceAll(/`[^`]*`/gu, "code");
    // No markup but our own: tables, line breaks, emphasis of the answer, headings.
    expect(bare.replaceAll("<br>", "")).not.toMatch(/<[^ ]|<$/u);
    expect(bare).not.toMatch(/[[\]`]/u);
    expect(bare).not.toMatch(/:\/\/|www\./u);
    if (line.startsWith("|")) expect([3, 6]).toContain(line.split("|").length - 1);
    else expect(line).not.toContain("|");
  }
}

/** The kinds of lines, in order: hostile text must not change them. */
function shapeOf(markdown: string): readonly string[] {
  return markdown.split("\n").map((line) => /^(#+|-|>|\*\*|\|)?/u.exec(line)?.[0] ?? "");
}

describe("hostile text", () => {
  for (const text of hostile) {
    it(`reaches neither terminal nor markup: ${JSON.stringify(text)}`, () => {
      const report = poisoned(text);
      for (const lang of languages) {
        const rendered = render(report, { format: "text", lang });
        for (const line of rendered.split("\n")) expect(line).not.toMatch(unprintable);
        expect(rendered.split("\n")).toHaveLength(
          render(poisoned("harmless"), { format: "text", lang }).split("\n").length,
        );
        const sheet = render(report, { format: "sheet", lang });
        assertHarmless(sheet);
        expect(shapeOf(sheet)).toEqual(shapeOf(render(poisoned("harmless"), { format: "sheet", lang })));
      }
      const json = render(report, { format: "json", lang: "ja" });
      for (const line of json.split("\n")) expect(line).not.toMatch(unprintable);
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(report)));
    });
  }

  it("of any characters keeps the shape of every rendering", () => {
    const shape = shapeOf(render(poisoned("harmless"), { format: "sheet", lang: "en" }));
    const characters = fc.constantFrom(..."\\`*_[]{}()#+-.!|~<>&:/@$^= \n\r\t\u001b\u202eaé有1".split(""));
    fc.assert(
      fc.property(fc.string({ unit: characters, minLength: 1, maxLength: 12 }), (text) => {
        // A sheet's or policy's text that is blank is one that is missing, and is said so.
        fc.pre(text.trim() !== "");
        const report = poisoned(text);
        assertHarmless(render(report, { format: "sheet", lang: "en" }));
        expect(shapeOf(render(report, { format: "sheet", lang: "en" }))).toEqual(shape);
        for (const format of formats) {
          for (const line of render(report, { format, lang: "en" }).split("\n")) expect(line).not.toMatch(unprintable);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("in colour keeps no escape but our own", () => {
    const text = render(poisoned("\u001b[2J"), { format: "text", lang: "en", color: true });
    const escapes = new Set(
      text
        .split("\u001b")
        .slice(1)
        .map((rest) => /^\[\d+m/u.exec(rest)?.[0]),
    );
    expect([...escapes].sort()).toEqual(["[0m", "[1m", "[2m", "[31m", "[32m", "[33m"]);
  });

  it("as an id finds nothing that the records do not hold", () => {
    const claims = sample.claims.map((claim) => ({ ...claim, claim: "constructor", caveats: ["__proto__"] }));
    const findings = sample.findings.map((finding) => ({ ...finding, policy: "toString" }));
    const report: Report = {
      ...sample,
      claims,
      findings,
      texts: { sheet: null, policies: {}, claims: {}, ceilings: {} },
    };
    for (const format of ["text", "sheet"] as const) {
      expect(render(report, { format, lang: "en" })).not.toMatch(/native code|undefined|\[object/u);
    }
  });
});

describe("escapes", () => {
  it("makes controls visible, and once is enough", () => {
    expect(escapeControls("a\n\u001b[31m\u202eb")).toBe("a\\u{a}\\u{1b}[31m\\u{202e}b");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const once = escapeControls(text);
        expect(once).not.toMatch(unprintable);
        expect(escapeControls(once)).toBe(once);
      }),
    );
  });

  it("leaves ordinary names alone", () => {
    for (const name of ["module.db.aws_db_instance.main[0]", "関所・東京", "10.0.0.0/8", 'main["a"]']) {
      expect(escapeControls(name)).toBe(name);
      expect(codeSpan(name).markdown).toBe(`\`${name}\``);
    }
  });

  it("escapes values of a template and not its markup", () => {
    expect(prose`**${"*"}** ${prose`<br>`} ${2}`.markdown).toBe("**\\*** <br> 2");
    expect(escapeMarkdown("a|b <c> & d")).toBe("a&#124;b &lt;c&gt; &amp; d");
    expect(codeSpan("a`|`b").markdown).toBe("a\\`&#124;\\`b");
    expect(codeSpan("").markdown).toBe("");
  });

  it("leaves underscores inside of words alone, and no others", () => {
    expect(escapeMarkdown("a_b HTTP_301 鍵_外")).toBe("a_b HTTP_301 鍵_外");
    expect(escapeMarkdown("_a a_ a__b _")).toBe("\\_a a\\_ a\\_\\_b \\_");
  });

  it("shows names in a sentence as code, and escapes the text around them in one piece", () => {
    expect(sentence(["see ", code("a_b"), " (", code("x[0]"), ")"]).markdown).toBe("see `a_b` (`x[0]`)");
    expect(sentence(["http:", "//evil", code("`"), "<"]).markdown).toBe("http\\://evil\\`&lt;");
    expect(sentence([]).markdown).toBe("");
  });

  it("counts wide characters as two columns", () => {
    expect(displayWidth("abc")).toBe(3);
    expect(displayWidth("確認済み")).toBe(8);
    expect(displayWidth("ﾊﾝｶｸ")).toBe(4);
    expect(displayWidth("\uff08全角\uff09")).toBe(8);
    expect(displayWidth("か\u3099")).toBe(2);
    expect(padDisplay("有", 4)).toBe("有  ");
    expect(padDisplay("長い", 2)).toBe("長い");
  });
});
