import { describe, expect, it } from "vitest";
import { readReport, renderJson } from "./index.ts";
import { sample } from "./testing/sample.ts";

const stored = [...renderJson(sample)].join("");

describe("a stored report", () => {
  it("reads back as what it was", () => {
    expect(readReport(stored, "report.json")).toEqual(JSON.parse(stored));
  });

  it("is refused with the place that is wrong, and nothing of what stands there", () => {
    const wrong = (change: (report: Record<string, unknown>) => void): string => {
      const report = JSON.parse(stored) as Record<string, unknown>;
      change(report);
      return JSON.stringify(report);
    };
    const cases: Readonly<Record<string, string>> = {
      "secret words": "it is not JSON",
      [wrong((report) => (report["schema"] = "sekisho.report/v2"))]: "at /schema",
      [wrong((report) => (report["claims"] = [{ claim: "secret" }]))]: "at /claims/0",
      [wrong((report) => delete report["texts"])]: "texts",
      "[]": "object",
    };
    for (const [text, said] of Object.entries(cases)) {
      let message = "";
      try {
        readReport(text, "report.json");
      } catch (error) {
        expect(error).toMatchObject({ code: "REPORT_INVALID" });
        message = (error as Error).message;
      }
      expect(message).toContain(said);
      expect(message).not.toContain("secret");
    }
  });
});
