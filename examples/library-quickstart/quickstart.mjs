// @ts-check
// #region snippet
import { check, exitStatus, parseFailOn, render } from "sekisho";

// 1. Check a plan (terraform show -json) against the built-in sheet.
const report = await check({ documents: ["../system/plan.json"], profile: "../system/profile.yaml" });

// 2. Every answer of the sheet has a verdict, with the findings it rests on.
for (const claim of report.claims.filter((claim) => claim.kind === "statement" && claim.verdict === "contradicted")) {
  console.log(claim.claim, report.texts.claims[claim.claim]?.en);
  for (const index of claim.findings) {
    const finding = report.findings[index];
    if (finding?.status === "fail") console.log("  ", finding.policy, finding.subject.address);
  }
}

// 3. Render it for people, or decide by it.
console.log(render(report, { format: "text", lang: "en", quiet: true }));
process.exitCode = exitStatus(report, parseFailOn("none"));
// #endregion
