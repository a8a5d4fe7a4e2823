import { SekishoError } from "@sekisho/estate";
import { severities, type Severity } from "@sekisho/policy";
import { verdictOrder } from "./aggregate.ts";
import type { ClaimVerdict, FailOn, Report } from "./report.ts";

/** What blocks unless something else is asked for: `contradicted,fail>=high`. */
export const defaultFailOn: readonly FailOn[] = [
  { kind: "verdict", verdict: "contradicted" },
  { kind: "fail", severity: "high" },
];

const verdicts: readonly ClaimVerdict[] = [...verdictOrder, "not_claimed"];

/**
 * Tells the exit status that a report asks for: 3 if a subject could not be evaluated, 1 if something blocks, else 0.
 * Fails of policies that the sheet names only as refutations never block: that a thing exists is no defect.
 */
export function exitStatus(report: Report, failOn: readonly FailOn[]): 0 | 1 | 3 {
  if (report.findings.some((finding) => finding.status === "error")) return 3;
  return failOn.some((condition) => isMet(condition, report)) ? 1 : 0;
}

function isMet(condition: FailOn, report: Report): boolean {
  if (condition.kind === "verdict") return report.claims.some((claim) => claim.verdict === condition.verdict);
  const refutationOnly = report.sheet?.refutationOnly ?? [];
  return report.findings.some(
    (finding) =>
      finding.status === "fail" &&
      isAtLeast(finding.severity, condition.severity) &&
      !refutationOnly.includes(finding.policy),
  );
}

function isAtLeast(severity: Severity, limit: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(limit);
}

/**
 * Parses the list that `--fail-on` takes: verdicts, `fail>=SEVERITY`, or `none` alone.
 *
 * @throws SekishoError `USAGE` for an empty list, an unknown word, `none` beside others, and `newly` and `lost`, which do not
 * work yet.
 */
export function parseFailOn(text: string): readonly FailOn[] {
  const words = text.split(",").map((word) => word.trim());
  if (words.length === 1 && words[0] === "none") return [];
  return words.map(parseWord);
}

function parseWord(word: string): FailOn {
  const verdict = verdicts.find((candidate) => candidate === word);
  if (verdict !== undefined) return { kind: "verdict", verdict };
  const limit = /^fail>=(.*)$/u.exec(word)?.[1];
  const severity = severities.find((candidate) => candidate === limit);
  if (severity !== undefined) return { kind: "fail", severity };
  throw new SekishoError("USAGE", `--fail-on: ${complaint(word, limit)}`);
}

function complaint(word: string, limit: string | undefined): string {
  if (word === "none") return `"none" stands beside other words. Give it alone.`;
  if (/^(newly|lost)(>=.*)?$/u.test(word)) {
    return `"${word}" does not work yet, because reports do not compare before and after. Name verdicts or fail>=SEVERITY.`;
  }
  if (limit !== undefined) return `"${limit}" is no severity. Use one of ${severities.join(", ")}.`;
  return `"${word}" is not understood. Use a verdict (${verdicts.join(", ")}), fail>=SEVERITY, or none.`;
}
