import { parse } from "csv-parse/sync";
import Excel from "exceljs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languages, render, renderSheet, sheetAnswers, sheetFormats } from "../index.ts";
import { isSupported, type Claim, type Evidence, type Finding } from "../model.ts";
import { sample, sampleClaim, sampleFinding, sampleSubject } from "../testing/sample.ts";
import { csvField } from "./csv.ts";

const textOf = async (format: "markdown" | "html" | "csv", lang: "ja" | "en"): Promise<string> =>
  new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(await renderSheet(sample, { format, lang }));

async function cellsOf(bytes: Uint8Array): Promise<Readonly<Record<string, readonly (readonly string[])[]>>> {
  const workbook = new Excel.Workbook();
  // exceljs asks for Node's own Buffer, and declares one of its own making.
  await workbook.xlsx.load(Buffer.from(bytes) as unknown as Excel.Buffer);
  return Object.fromEntries(
    workbook.worksheets.map((sheet) => [
      sheet.name,
      (sheet.getRows(1, sheet.rowCount) ?? []).map((row) =>
        Array.from({ length: sheet.columnCount }, (_, index) => row.getCell(index + 1).text),
      ),
    ]),
  );
}

describe("golden renderings of the made-up sample", () => {
  for (const lang of languages) {
    it(`HTML in ${lang}`, async () => {
      await expect(await textOf("html", lang)).toMatchFileSnapshot(`../testing/sample.sheet.${lang}.html.txt`);
    });
    it(`CSV in ${lang}`, async () => {
      await expect(await textOf("csv", lang)).toMatchFileSnapshot(`../testing/sample.sheet.${lang}.csv.txt`);
    });
    it(`a workbook in ${lang}`, async () => {
      const cells = await cellsOf(await renderSheet(sample, { format: "xlsx", lang }));
      await expect(`${JSON.stringify(cells, null, 2)}\n`).toMatchFileSnapshot(
        `../testing/sample.sheet.${lang}.xlsx.txt`,
      );
    });
  }
});

describe("every format", () => {
  it("is as Markdown what check prints", async () => {
    for (const lang of languages)
      expect(await textOf("markdown", lang)).toBe(render(sample, { format: "sheet", lang }));
  });

  it("gives the same bytes of the same report", async () => {
    for (const format of sheetFormats) {
      const [first, second] = [
        await renderSheet(sample, { format, lang: "ja" }),
        await renderSheet(sample, { format, lang: "ja" }),
      ];
      expect(Buffer.from(first).equals(Buffer.from(second)), format).toBe(true);
    }
    // The writer of workbooks takes the clock: the stamps of all files are the earliest that the format knows.
    const zip = Buffer.from(await renderSheet(sample, { format: "xlsx", lang: "ja" }));
    const stamps: string[] = [];
    for (let at = zip.indexOf("PK\u0003\u0004"); at >= 0; at = zip.indexOf("PK\u0003\u0004", at + 4)) {
      stamps.push(zip.subarray(at + 10, at + 14).toString("hex"));
    }
    expect(new Set(stamps)).toEqual(new Set(["00002100"]));
  });

  it("shows remarks and ceiling of a claim in the cell of its result", async () => {
    for (const lang of languages) {
      const ceilings = sample.texts.ceilings;
      const claims = new Map(sample.claims.map((claim) => [claim.claim, claim]));
      const answers = sheetAnswers(sample, lang);
      for (const { claim, result, verdict } of answers) {
        for (const caveat of claims.get(claim)?.caveats ?? []) {
          expect(result.join("\n")).toContain(sample.texts.claims[caveat]?.[lang] ?? "missing");
        }
        const ceiling = ceilings[claim]?.[lang];
        if (ceiling !== undefined && isSupported(verdict) && verdict !== "excepted")
          expect(result.join("\n")).toContain(ceiling);
      }
      expect(answers.some(({ result }) => result.length > 1)).toBe(true);
      const records: string[][] = parse(await textOf("csv", lang), { bom: true });
      const rows = await cellsOf(await renderSheet(sample, { format: "xlsx", lang }));
      const results = answers.map(({ kind, result }) => (kind === "heading" ? "" : result.join("\n")));
      expect(records.slice(1).map((record) => record[3])).toEqual(results);
      expect(
        Object.values(rows)[0]
          ?.slice(1)
          .map((row) => row[3]),
      ).toEqual(results);
    }
  });
});

describe("the answer to one claim", () => {
  const subject = sampleSubject("attestation_register", "attestations#register");
  const fact = (name: string, value: string | null, resource = subject.id): Evidence => ({
    resource,
    path: [name],
    rests_on: [name],
    value,
    origin: "attestations.yaml#",
  });
  const answerTo = (verdict: Claim["verdict"], finding: Partial<Finding> & Pick<Finding, "status">) => {
    const report = {
      ...sample,
      waivers: null,
      findings: [sampleFinding({ policy: "att.example", subject, ...finding })],
      claims: [sampleClaim({ claim: "EX-09", kind: "statement", verdict, findings: [0] })],
      texts: { ...sample.texts, ceilings: { "EX-09": { ja: "それだけ。", en: "That much." } } },
    };
    return sheetAnswers(report, "en").map(({ result, grounds }) => [result, grounds]);
  };

  it("shows whose a document is and of which day, before what is cut off; the instant of the check stands above", () => {
    const evidence = [
      fact("document_digest", "sha256:0"),
      fact("grace_until", "2027-04-05"),
      fact("issuer_name", "Example"),
      fact("now", "2026-11-01T00:00:00Z", "now"),
      fact("performed_to", "2026-03-06"),
      fact("valid_until", "2027-03-06"),
    ];
    expect(answerTo("attested", { status: "pass", evidence })).toEqual([
      [
        ["attested within the documents", "At most: That much."],
        [
          'plan#attestations#register (att.example): issuer_name = "Example", performed_to = "2026-03-06", valid_until = "2027-03-06", and 2 more',
        ],
      ],
    ]);
  });

  it("says of what an exception covers no more than that", () => {
    const evidence = [fact("issuer_name", null)];
    expect(answerTo("excepted", { status: "fail", evidence })).toEqual([
      [["accepted exception within the documents"], ["plan#attestations#register (att.example): issuer_name = null"]],
    ]);
  });

  it("rests on nothing where it is no, and nothing was found that says otherwise", () => {
    const claims = [
      sampleClaim({ claim: "EX-09", kind: "statement", verdict: "consistent", evidenceClasses: ["configured"] }),
    ];
    expect(sheetAnswers({ ...sample, claims }, "en").map(({ grounds }) => grounds)).toEqual([[]]);
  });

  it("names a fact that is not known once for each reason", () => {
    const open = { unknown: "U1" };
    const evidence = [
      { ...fact("source", null), rests_on: ["source"], value: open },
      { ...fact("source", null), rests_on: ["source_link"], value: open },
      { ...fact("tier", null), value: { unknown: "U7" } },
    ];
    const unknown = [
      { code: "U1" as const, rests_on: [["source"], ["source_link"]] },
      { code: "U7" as const, rests_on: [["tier"]] },
    ];
    expect(answerTo("unknown", { status: "unknown", evidence, unknown })).toEqual([
      [
        ["unknown"],
        [
          "plan#attestations#register (att.example): the value is settled only when the plan is applied (U1): source; the profile does not say (U7): tier",
        ],
      ],
    ]);
  });
});

describe("HTML", () => {
  it("is one page without script, address or attribute that runs", async () => {
    const nasty = '</style></title><script>alert(1)</script>" onload="x&<img src=//example.com>\u202e';
    const report = {
      ...sample,
      claims: [sampleClaim({ claim: nasty, kind: "requirement", verdict: "unknown", unknown: ["U1"] })],
      texts: { ...sample.texts, claims: { [nasty]: { ja: nasty, en: nasty } } },
    };
    const page = new TextDecoder().decode(await renderSheet(report, { format: "html", lang: "ja" }));
    expect(page).not.toMatch(/<script|<img|<link|<iframe|@import|url\(|\u202e/iu);
    expect(page.match(/<[a-z][^>]*\son\w+=/giu)).toBeNull();
    expect(page).toContain("&lt;script&gt;");
    expect(page).toContain('<html lang="ja">');
  });

  it("names every row and column of its tables", async () => {
    const page = await textOf("html", "en");
    const [rows, named] = [page.match(/<tr/gu), page.match(/<th scope="row">/gu)];
    const tables = page.match(/<table>/gu) ?? [];
    expect(tables.length).toBeGreaterThan(1);
    expect(rows?.length).toBe((named?.length ?? 0) + tables.length);
    expect(page.match(/<th(?! scope|ead)/gu)).toBeNull();
  });
});

describe("CSV", () => {
  it("reads back as what was written, whatever it is", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 1 }), (texts) => {
        fc.pre(!(texts.length === 1 && texts[0] === ""));
        const [record]: string[][] = parse(`${texts.map((text) => csvField(text)).join(",")}\r\n`);
        expect(record?.map((field, index) => (field === texts[index] ? field : field.slice(1)))).toEqual(texts);
      }),
    );
  });

  it("holds no formula", () => {
    for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "＠x", "\r=1"]) {
      expect(csvField(text).replace(/^"/u, "")).toMatch(/^'/u);
    }
    expect(["有", "—", "a=1", "1-2"].map((text) => csvField(text))).toEqual(["有", "—", "a=1", "1-2"]);
  });

  it("says in Shift_JIS what it says in UTF-8, and shows what is not there", async () => {
    const bytes = await renderSheet(sample, { format: "csv", lang: "ja", encoding: "shift_jis" });
    const text = new TextDecoder("shift_jis", { fatal: true }).decode(bytes);
    expect(text).toBe((await textOf("csv", "ja")).slice(1).replaceAll("—", "―"));
    expect(text.split("\r\n").length).toBeGreaterThan(sample.claims.length);
    const emoji = { ...sample, texts: { ...sample.texts, claims: { "EX-01": { ja: "😀鍵", en: "" } } } };
    const shown = await renderSheet(emoji, { format: "csv", lang: "ja", encoding: "shift_jis" });
    expect(new TextDecoder("shift_jis").decode(shown)).toContain("\\u{1f600}鍵");
  });
});
