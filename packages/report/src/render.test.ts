import type { Report } from "@sekisho/sheet";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { formats, isFormat, languages, render, renderJson } from "./index.ts";
import type { Claim, Verdict } from "./model.ts";
import { sample, sampleClaim, sampleFinding, sampleSubject } from "./testing/sample.ts";

describe("golden renderings of the made-up sample", () => {
  for (const lang of languages) {
    it(`text in ${lang}`, async () => {
      await expect(render(sample, { format: "text", lang })).toMatchFileSnapshot(`testing/sample.${lang}.txt`);
    });
    it(`quiet text in ${lang}`, async () => {
      const quiet = render(sample, { format: "text", lang, quiet: true });
      await expect(quiet).toMatchFileSnapshot(`testing/sample.quiet.${lang}.txt`);
    });
    it(`sheet in ${lang}`, async () => {
      await expect(render(sample, { format: "sheet", lang })).toMatchFileSnapshot(
        `testing/sample.sheet.${lang}.md.txt`,
      );
    });
    it(`text without a sheet in ${lang}`, async () => {
      const policies: Report = { ...sample, sheet: null, claims: [], texts: { ...sample.texts, sheet: null } };
      const text = render(policies, { format: "text", lang });
      await expect(text).toMatchFileSnapshot(`testing/policies.${lang}.txt`);
    });
  }
});

test("what is said of many subjects alike is said once in the text", () => {
  const [unknown] = sample.findings.filter(({ status }) => status === "unknown");
  if (unknown === undefined) throw new Error("the sample has no unknown finding");
  const findings = ["plan.json#/a", "plan.json#/b", "plan.json#/a"].map((origin, index) => {
    const id = `plan#aws_db_instance.n${String(index)}`;
    const evidence = unknown.evidence.map((fact) => ({ ...fact, resource: id, origin }));
    return { ...unknown, subject: { ...unknown.subject, id, position: null }, evidence };
  });
  const text = render({ ...sample, findings }, { format: "text", lang: "en" });
  const lines = text.slice(text.indexOf("Unknown (3)"), text.indexOf("Policies (")).split("\n");
  expect(lines.map((line) => line.trim().split(" ")[0])).toEqual([
    "Unknown",
    "db.encrypted",
    "plan#aws_db_instance.n0",
    "plan#aws_db_instance.n2",
    "the",
    "storage_encrypted",
    "plan#aws_db_instance.n1",
    "the",
    "storage_encrypted",
    "",
    "",
  ]);
});

test("policies without a subject are named last, a line for each family", () => {
  const [vacuous] = sample.policies.filter(({ status }) => status === "vacuous");
  if (vacuous === undefined) throw new Error("the sample has no policy without a subject");
  const more = ["net.first", "waf.second"].map((policy) => ({ ...vacuous, policy }));
  const text = render({ ...sample, policies: [...more, ...sample.policies] }, { format: "text", lang: "en" });
  expect(text).toContain("\n  no subject 3\n      net.first\n      waf.second, waf.present\n\n");
});

describe("formats", () => {
  it("are those that can be rendered, and no others", () => {
    expect(formats).toEqual(["text", "json", "sheet"]);
    expect(formats.filter(isFormat)).toEqual(formats);
    expect(isFormat("toString")).toBe(false);
  });

  it("render a stored report like the one it was stored from", () => {
    const stored = JSON.parse([...renderJson(sample)].join("")) as Report;
    for (const format of formats) {
      for (const lang of languages) {
        expect(render(stored, { format, lang })).toBe(render(sample, { format, lang }));
      }
    }
  });

  it("of a report with nothing in it hold no empty section", () => {
    const nothing: Report = {
      ...sample,
      documents: [],
      profile: null,
      waivers: null,
      ledger: null,
      comparison: null,
      sheet: null,
      diagnostics: [],
      findings: [],
      policies: [],
      claims: [],
      texts: { sheet: null, policies: {}, claims: {}, ceilings: {} },
      accounting: {
        resources: 0,
        evaluated: 0,
        notSelected: 0,
        removed: 0,
        unsupported: 0,
        unread: 0,
        superseded: 0,
        notSelectedTypes: {},
        unsupportedTypes: {},
        supersededIn: {},
      },
    };
    expect(render(nothing, { format: "text", lang: "en" })).toBe(
      [
        "Sekisho: what was found",
        "  Date       2026-11-01 (Japan; instant 2026-10-31T15:30:00.000Z)",
        "  Policies   revision 0.1.0",
        "  Profile    none given",
        "  Documents  none",
        "",
        "Resources: 0 = 0 evaluated + 0 no policy reads + 0 removed + 0 of unsupported types + 0 not read",
        "",
      ].join("\n"),
    );
    expect(render(nothing, { format: "sheet", lang: "en" })).toContain("No sheet was checked.");
  });

  it("say it if the accounting does not add up", () => {
    const wrong: Report = { ...sample, accounting: { ...sample.accounting, unread: 2 } };
    expect(render(wrong, { format: "text", lang: "en" })).toContain("-2 resources are unaccounted for");
    expect(render(sample, { format: "text", lang: "en" })).not.toContain("unaccounted");
  });
});

describe("evidence", () => {
  it("that is a profile entry as a whole bears the name of what was asked", () => {
    const finding = sampleFinding({
      policy: "db.encrypted",
      status: "fail",
      subject: sampleSubject("aws_lb", "aws_lb.main"),
      evidence: [
        {
          resource: "profile#service_endpoints[0]",
          path: [],
          rests_on: ["load_balancer_arn_link", "items", 0, "declared_endpoint"],
          value: true,
          origin: "profile.yaml#/service_endpoints/0",
        },
      ],
    });
    const text = render({ ...sample, findings: [finding], claims: [] }, { format: "text", lang: "en" });
    expect(text).toContain("profile#service_endpoints[0]: declared_endpoint = true");
  });
});

describe("colour", () => {
  it("adds nothing but styles", () => {
    const plain = render(sample, { format: "text", lang: "ja" });
    const coloured = render(sample, { format: "text", lang: "ja", color: true });
    expect(coloured).not.toBe(plain);
    // eslint-disable-next-line no-control-regex -- the styles begin with the escape character
    expect(coloured.replace(/\u001b\[\d*m/gu, "")).toBe(plain);
    expect(render(sample, { format: "text", lang: "ja", color: false })).toBe(plain);
  });

  it("is for text alone", () => {
    for (const format of ["json", "sheet"] as const) {
      expect(render(sample, { format, lang: "ja", color: true, quiet: true })).toBe(
        render(sample, { format, lang: "ja" }),
      );
    }
  });
});

const verifiedWord = { ja: "確認済み", en: "verified" } as const;

/** A report of a few claims, without texts that could hold the word by chance. */
function reportOf(claims: readonly Claim[]): Report {
  return { ...sample, claims, texts: { ...sample.texts, claims: {}, ceilings: {} } };
}

const claimKinds = fc.constantFrom<Claim["kind"][]>("requirement", "statement", "caveat");
const unsettled = fc.constantFrom<Verdict[]>("unknown", "contradicted");

const unsettledClaim = fc
  .record({
    kind: claimKinds,
    verdict: unsettled,
    mark: fc.constantFrom<Claim["mark"][]>("有", "無", "planned", "none"),
    scope: fc.constantFrom<Claim["scope"][]>("plan", "estate"),
    change: fc.constantFrom<Claim["change"][]>("newly", "already", "lost", "gone", "none"),
    unknown: fc.subarray<Claim["unknown"][number]>(
      ["U1", "U2", "U3", "U4", "U5", "U6", "U7", "NOT_BUNDLED", "NOT_TYPED", "ERROR"],
      { minLength: 1 },
    ),
    evidenceClasses: fc.subarray<Claim["evidenceClasses"][number]>(["configured", "attested", "inherited", "observed"]),
    findings: fc.subarray(sample.findings.map((_, index) => index)),
    observed: fc.subarray(sample.findings.map((_, index) => index)),
  })
  .map(({ unknown, ...claim }) =>
    sampleClaim({
      claim: "EX-09",
      requirement: "EX-09",
      unknown: claim.verdict === "unknown" ? unknown : [],
      ...claim,
    }),
  );

describe("never more than is known", () => {
  it("no rendering of unknown and contradicted claims holds the word for verified", () => {
    fc.assert(
      fc.property(fc.array(unsettledClaim, { minLength: 1, maxLength: 4 }), (claims) => {
        const report = reportOf(claims);
        for (const lang of languages) {
          for (const format of formats) {
            const text = render(report, { format, lang });
            expect(text.toLowerCase()).not.toContain(verifiedWord[lang]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it("verified is said with its scope, and without it only of everything that exists", () => {
    const claim = (scope: Claim["scope"]): Claim =>
      sampleClaim({ claim: "EX-09", kind: "requirement", verdict: "verified", scope });
    const lines = (scope: Claim["scope"], lang: "ja" | "en", format: "text" | "sheet"): readonly string[] =>
      render(reportOf([claim(scope)]), { format, lang })
        .split("\n")
        .filter((line) => line.includes(verifiedWord[lang]) && !line.startsWith(`| ${verifiedWord[lang]} |`));
    for (const format of ["text", "sheet"] as const) {
      expect(lines("plan", "ja", format)).not.toEqual([]);
      for (const line of lines("plan", "ja", format)) expect(line).toContain("文書の範囲で確認済み");
      for (const line of lines("plan", "en", format)) expect(line).toContain("verified within the documents");
      expect(lines("estate", "ja", format)).not.toEqual([]);
      for (const line of lines("estate", "ja", format)) expect(line).not.toContain("文書の範囲で");
      for (const line of lines("estate", "en", format)) expect(line).not.toContain("within the documents");
    }
  });

  it("a refuted answer is printed as claimed beside what was found, and an unmarked one is never given a mark", () => {
    const sheet = (mark: Claim["mark"], lang: "ja" | "en"): string =>
      render(reportOf([sampleClaim({ claim: "EX-09", kind: "requirement", verdict: "contradicted", mark })]), {
        format: "sheet",
        lang,
      });
    expect(sheet("有", "ja")).toContain("**有(申告)/不適合(検証 2026-11-01)**");
    expect(sheet("有", "en")).toContain("**Yes (claimed) / contradicted (checked 2026-11-01)**");
    expect(sheet("none", "ja")).toContain("**記述(申告)/不適合(検証 2026-11-01)**");
    expect(sheet("none", "ja")).not.toContain("有(申告)");
  });

  it("a heading without a mark is printed without one, whatever stands below it", () => {
    const claims = [
      sampleClaim({ claim: "EX-09", kind: "requirement", mark: "none", verdict: "not_claimed" }),
      sampleClaim({ claim: "EX-09.1", requirement: "EX-09", kind: "statement", mark: "none", verdict: "verified" }),
    ];
    for (const format of ["text", "sheet"] as const) {
      expect(render(reportOf(claims), { format, lang: "ja" })).not.toMatch(/有(?!効)/u);
    }
  });

  it("a caveat is printed with every claim that it limits, in quiet text too", () => {
    const claims = [
      sampleClaim({ claim: "EX-01", kind: "requirement", verdict: "unknown", unknown: ["U5"], caveats: ["EX-01.Q1"] }),
      sampleClaim({ claim: "EX-02", kind: "requirement", verdict: "unknown", unknown: ["U5"], caveats: ["EX-01.Q1"] }),
    ];
    const report: Report = { ...sample, claims };
    for (const lang of languages) {
      for (const format of ["text", "sheet"] as const) {
        const wording = sample.texts.claims["EX-01.Q1"]?.[lang] ?? "";
        // With both rows in the list, and with both in the digest before it.
        expect(render(report, { format, lang, quiet: true }).split(wording)).toHaveLength(5);
      }
    }
  });

  it("quiet text has the row of what nothing has looked at, and no list of answers without an answer in it", () => {
    const row = sampleClaim({ claim: "EX-01", kind: "requirement", verdict: "consistent" });
    const below = sampleClaim({
      claim: "EX-01.1",
      requirement: "EX-01",
      kind: "statement",
      verdict: "unknown",
      unknown: ["NOT_BUNDLED"],
      missing: ["acme.missing"],
    });
    const answers = (claims: readonly Claim[]): readonly string[] => {
      const text = render(
        { ...sample, claims, findings: [], policies: [], waivers: null },
        { format: "text", lang: "en", quiet: true },
      );
      const lines = text.split("\n");
      const start = lines.indexOf("Answers");
      return start === -1 ? [] : lines.slice(start + 1, lines.indexOf("", start)).map((line) => line.trim());
    };
    expect(answers([row, below])).toEqual([
      "consistent within the documents  EX-01      Yes  Protection of data",
      "At most: Encryption by configuration",
      "not checked yet: EX-01.1 (policies of the row not in the bundle: 1)",
    ]);
    expect(answers([row])).toEqual([]);
  });

  it("the ceiling is printed with a supported answer and with no other", () => {
    const ceiling = sample.texts.ceilings["EX-01"]?.ja ?? "";
    const text = (verdict: Verdict): string =>
      render(
        { ...sample, claims: [sampleClaim({ claim: "EX-01", kind: "requirement", verdict })] },
        { format: "sheet", lang: "ja" },
      );
    expect(text("verified")).toContain(ceiling);
    expect(text("contradicted")).not.toContain(ceiling);
    expect(text("unknown")).not.toContain(ceiling);
  });

  it("every code of an unknown claim is said in words", () => {
    const codes = ["U1", "U2", "U3", "U4", "U5", "U6", "U7", "NOT_BUNDLED", "NOT_TYPED", "ERROR"] as const;
    const claim = sampleClaim({ claim: "EX-09", kind: "requirement", verdict: "unknown", unknown: codes });
    for (const lang of languages) {
      const text = render(reportOf([claim]), { format: "text", lang });
      for (const code of codes) expect(text).toMatch(new RegExp(`\\S{4,}.*\\(${code}\\)`, "u"));
    }
  });
});

describe("the digest", () => {
  const below = (claim: string, particular: Partial<Claim> & Pick<Claim, "verdict">): Claim =>
    sampleClaim({ claim: `EX-09.${claim}`, requirement: "EX-09", kind: "statement", ...particular });
  const row = (particular: Partial<Claim> & Pick<Claim, "verdict">): Claim =>
    sampleClaim({ claim: "EX-09", kind: "requirement", ...particular });
  /** The lines below one title of the digest. */
  const group = (claims: readonly Claim[], title: string, format: "text" | "sheet"): readonly string[] => {
    const lines = render(reportOf(claims), { format, lang: "en" }).split("\n");
    const start = lines.findIndex((line) => line === `  ${title}` || line === `**${title}**`);
    if (start < 0) return [];
    const rest = lines.slice(start + (format === "sheet" ? 2 : 1));
    const end = rest.findIndex((line) => (format === "sheet" ? line === "" : !line.startsWith("    ")));
    return end < 0 ? rest : rest.slice(0, end);
  };

  it("names every statement against the answer with its subject and reason, and no row that they tell of", () => {
    const verdicts = [
      "contradicted",
      "inconsistent",
      "expired",
      "understated",
      "stale",
      "deviation",
      "excepted",
    ] as const;
    const claims = [
      row({ verdict: "contradicted" }),
      ...verdicts.map((verdict, index) => below(String(index), { verdict, findings: [0, 6] })),
    ];
    const lines = group(claims, "To look at first", "sheet");
    expect(lines.map((line) => /EX-\S+(?=\*\*)/u.exec(line)?.[0])).toEqual(
      verdicts.map((_, index) => `EX-09.${String(index)}`),
    );
    expect(lines[0]).toContain("`plan#module.db.aws_db_instance.reports`: Storage is not encrypted.");
    expect(lines[4]).toContain("the date to review it has passed");
    expect(lines[5]).toContain("`plan#fleet`: 20 days since the last one.");
  });

  it("names a row where the statement that gives it its result was not asked for", () => {
    const claims = [
      row({ verdict: "contradicted", findings: [0] }),
      below("1", { verdict: "unknown", unknown: ["NOT_BUNDLED"], missing: ["a.b"] }),
    ];
    expect(group(claims, "To look at first", "sheet")).toHaveLength(1);
    expect(group(claims, "To look at first", "sheet")[0]).toContain("**EX-09** ");
  });

  it("says open reasons once, and counts what nothing has looked at", () => {
    const claims = [
      row({ verdict: "unknown", unknown: ["NOT_BUNDLED", "U1"], missing: ["a.b", "a.c"], findings: [2] }),
      below("1", { verdict: "unknown", unknown: ["U1"], findings: [2] }),
      below("2", { verdict: "unknown", unknown: ["NOT_BUNDLED", "U1"], missing: ["a.b"], findings: [2] }),
      below("3", { verdict: "unknown", unknown: ["U5"] }),
      below("4", { verdict: "unknown", unknown: ["NOT_BUNDLED"], missing: ["a.b", "a.c"] }),
      below("5", { verdict: "unknown", unknown: ["NOT_TYPED"] }),
    ];
    const open = group(claims, "Undecided", "sheet");
    expect(open).toHaveLength(3);
    expect(open[0]).toContain(
      "`plan#aws_db_instance.replica`: the value is settled only when the plan is applied (`U1`)",
    );
    expect(open[0]).toContain("`storage_encrypted`, and 1 more");
    expect(open[1]).toContain("for the same reasons as EX-09.1 · policies not checked yet: 1");
    expect(open[2]).toContain("(`U5`)");
    for (const format of ["text", "sheet"] as const) {
      const unchecked = group(claims, "Not checked yet", format).join("\n");
      expect(unchecked).toMatch(/NOT_BUNDLED.*: statements and remarks 1$/mu);
      expect(unchecked).toMatch(/NOT_TYPED.*: statements and remarks 1$/mu);
    }
  });

  it("counts every unknown claim once: as open or as not checked", () => {
    fc.assert(
      fc.property(fc.array(unsettledClaim, { minLength: 1, maxLength: 6 }), (given) => {
        const claims = given.map((claim, index) =>
          // A claim that changes stands with the changes.
          sampleClaim({
            ...claim,
            change: "none",
            claim: `EX-09.${String(index)}`,
            kind: "statement",
            requirement: "EX-09",
          }),
        );
        const open = group(claims, "Undecided", "sheet").length;
        const counted = group(claims, "Not checked yet", "sheet").map((line) => Number(/\d+$/u.exec(line)?.[0]));
        const unknown = claims.filter(({ verdict }) => verdict === "unknown").length;
        expect(open + counted.reduce((sum, count) => sum + count, 0)).toBe(unknown);
      }),
      { numRuns: 100 },
    );
  });

  it("keeps supported answers to what may be said at most", () => {
    const report: Report = {
      ...sample,
      claims: [below("1", { verdict: "verified", claim: "EX-02.1", evidenceClasses: ["attested"] })],
    };
    const line = render(report, { format: "sheet", lang: "en" })
      .split("\n")
      .find((each) => each.startsWith("- **EX-02.1**"));
    expect(line).toContain("verified within the documents: At most: On in the declared regions");
    expect(line).toContain("Rests on: signed-off document");
    expect(render(report, { format: "text", lang: "en", quiet: true })).not.toContain("The detection service is on");
  });
});

describe("policies that are not in the bundle", () => {
  const claims = [
    sampleClaim({
      claim: "EX-04",
      kind: "requirement",
      verdict: "unknown",
      unknown: ["NOT_BUNDLED"],
      missing: ["a.one", "a.two_parts", "org.row"],
    }),
    sampleClaim({
      claim: "EX-04.1",
      requirement: "EX-04",
      kind: "statement",
      verdict: "unknown",
      unknown: ["NOT_BUNDLED"],
      missing: ["a.one", "a.two_parts"],
    }),
  ];

  it("are named in the sheet once for each statement, as code, and by the row only if no statement does", () => {
    const sheet = render({ ...sample, claims }, { format: "sheet", lang: "en" });
    expect(sheet).toContain("| unknown | not checked yet: `a.one`, `a.two_parts` |");
    expect(sheet).toContain("- policies not checked yet: 3; those that no statement below names: `org.row`\n");
    expect(sheet.split("a.two_parts")).toHaveLength(2);
    expect(sheet).not.toContain("\\_");
  });

  it("are counted in the text, which names the statements in one line below their row", () => {
    const text = render({ ...sample, claims }, { format: "text", lang: "en" });
    expect(text).toContain("      not checked yet: EX-04.1 (policies of the row not in the bundle: 3)\n");
    expect(text).not.toContain("Records are kept for long");
  });

  it("are named with a statement whose row was not asked for: nothing else is there", () => {
    const text = render({ ...sample, claims: claims.slice(1) }, { format: "text", lang: "en" });
    expect(text).toContain("Records are kept for long");
    expect(text).toContain("policies not checked yet: 2 (a.one, a.two_parts)");
  });
});

describe("a statement whose row was not asked for", () => {
  it("stands below the id of its row, and not in the table of another", () => {
    const claims = [
      sampleClaim({ claim: "EX-02", kind: "requirement", verdict: "verified" }),
      sampleClaim({ claim: "EX-02.1", requirement: "EX-02", kind: "statement", verdict: "verified" }),
      sampleClaim({ claim: "EX-03.1", requirement: "EX-03", kind: "statement", verdict: "verified" }),
    ];
    const lines = render(reportOf(claims), { format: "sheet", lang: "en" }).split("\n");
    expect(
      lines.filter((line) => /^(### |\| EX-)/u.test(line)).map((line) => line.split(" ").slice(0, 2).join(" ")),
    ).toEqual(["### EX-02", "| EX-02.1", "### EX-03", "| EX-03.1"]);
  });
});

describe("what is left out is counted", () => {
  const many = Array.from({ length: 8 }, (_, index) =>
    sampleFinding({
      policy: "db.encrypted",
      status: "fail",
      subject: sampleSubject("aws_db_instance", `aws_db_instance.n${String(index)}`),
      evidence: Array.from({ length: 15 }, (_unused, path) => ({
        resource: `plan#aws_db_instance.n${String(index)}`,
        path: ["ports", "items", path],
        rests_on: ["ports", "items", path],
        value: path,
        origin: "",
      })),
    }),
  );
  const claim = sampleClaim({
    claim: "EX-01",
    kind: "requirement",
    verdict: "contradicted",
    findings: many.map((_, index) => index),
  });
  const report: Report = { ...sample, findings: many, claims: [claim] };

  it("subjects and facts in the sheet", () => {
    const sheet = render(report, { format: "sheet", lang: "en" });
    expect(sheet).toContain("aws_db_instance.n4");
    expect(sheet).not.toContain("aws_db_instance.n5");
    expect(sheet).toContain("and 3 more");
    expect(sheet).toContain("and 12 more");
  });

  it("facts in the text, but no subject", () => {
    const text = render(report, { format: "text", lang: "en" });
    expect(text).toContain("aws_db_instance.n7");
    expect(text).toContain("ports[11] = 11");
    expect(text).not.toContain("ports[12]");
    // The eight are alike, so their facts are shown once.
    expect(text.split("and 3 more")).toHaveLength(2);
  });
});
