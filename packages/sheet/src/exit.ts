import { SekishoError } from "@sekisho/estate";
import { severities, type Finding, type Severity } from "@sekisho/policy";
import { verdictOrder } from "./aggregate.ts";
import type { ClaimVerdict, FailOn, Report } from "./report.ts";
import { isWaiverProblem } from "./waivers/waiver.ts";

/** What blocks unless something else is asked for, where there is nothing to compare with: `contradicted,fail>=high`. */
export const defaultFailOn: readonly FailOn[] = [
  { kind: "verdict", verdict: "contradicted" },
  { kind: "fail", severity: "high" },
];

/** What blocks unless something else is asked for, where there is a before: `newly,lost`. */
export const defaultFailOnChange: readonly FailOn[] = [
  { kind: "change", change: "newly", severity: "high" },
  { kind: "change", change: "lost", severity: "high" },
];

const verdicts: readonly ClaimVerdict[] = [...verdictOrder, "not_claimed"];

/**
 * Tells the exit status that a report asks for: 3 if a subject could not be evaluated, before or after, 1 if something
 * blocks, else 0. Fails of policies that the sheet names only as refutations never block: that a thing exists is no defect.
 * Neither do waived fails; a waiver that is past its end, unused or otherwise a problem does, unless nothing shall block.
 *
 * @param failOn What blocks; null for what blocks by default.
 */
export function exitStatus(report: Report, failOn: readonly FailOn[] | null): 0 | 1 | 3 {
  if (report.findings.some(({ status, before }) => status === "error" || before === "error")) return 3;
  const conditions = failOn ?? (report.comparison === null ? defaultFailOn : defaultFailOnChange);
  const isWaiverBlocking = conditions.length > 0 && (report.waivers?.entries.some(isWaiverProblem) ?? false);
  return isWaiverBlocking || conditions.some((condition) => isMet(condition, report)) ? 1 : 0;
}

function isMet(condition: FailOn, report: Report): boolean {
  switch (condition.kind) {
    case "verdict":
      return report.claims.some((claim) => claim.verdict === condition.verdict);
    case "fail":
      return hasDefect(report, condition.severity, ({ status }) => status === "fail");
    case "change":
      return (
        // Where nothing is left, nothing can be shown any more.
        (condition.change === "lost" && report.comparison?.remaining === 0) ||
        report.claims.some(({ change }) => change === condition.change) ||
        hasDefect(report, condition.severity, ({ change }) => change === condition.change)
      );
  }
}

function hasDefect(report: Report, severity: Severity, isMeant: (finding: Finding) => boolean): boolean {
  const refutationOnly = report.sheet?.refutationOnly ?? [];
  return report.findings.some(
    (finding) =>
      isMeant(finding) &&
      finding.waiver === null &&
      isAtLeast(finding.severity, severity) &&
      !refutationOnly.includes(finding.policy),
  );
}

function isAtLeast(severity: Severity, limit: Severity): boolean {
  return severities.indexOf(severity) <= severities.indexOf(limit);
}

/**
 * Parses the list that `--fail-on` takes: verdicts, `newly`, `lost`, each of them or `fail` with `>=SEVERITY`, or `none`
 * alone.
 *
 * @throws SekishoError `USAGE` for an empty list, an unknown word, and `none` beside others.
 */
export function parseFailOn(text: string): readonly FailOn[] {
  const words = text.split(",").map((word) => word.trim());
  if (words.length === 1 && words[0] === "none") return [];
  return words.map(parseWord);
}

function parseWord(word: string): FailOn {
  const verdict = verdicts.find((candidate) => candidate === word);
  if (verdict !== undefined) return { kind: "verdict", verdict };
  const [, name, limit] = /^(fail|newly|lost)(?:>=(.*))?$/u.exec(word) ?? [];
  const severity = severities.find((candidate) => candidate === limit);
  if (name === "fail" && severity !== undefined) return { kind: "fail", severity };
  if ((name === "newly" || name === "lost") && (limit === undefined || severity !== undefined)) {
    return { kind: "change", change: name, severity: severity ?? "high" };
  }
  throw new SekishoError("USAGE", `--fail-on: ${complaint(word, limit)}`);
}

function complaint(word: string, limit: string | undefined): string {
  if (word === "none") return `"none" stands beside other words. Give it alone.`;
  if (limit !== undefined) return `"${limit}" is no severity. Use one of ${severities.join(", ")}.`;
  return `"${word}" is not understood. Use newly, lost, a verdict (${verdicts.join(", ")}), fail>=SEVERITY, or none.`;
}
