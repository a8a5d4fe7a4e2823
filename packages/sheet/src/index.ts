/**
 * Findings and a sheet in, verdicts out: typed sheets and claims, the aggregation of findings, and the check itself.
 * Pure: no clock, network, environment or file system.
 *
 * @module
 */
export type {
  BaselineDifference,
  ClaimResult,
  ClaimUnknown,
  ClaimVerdict,
  FailOn,
  Mark,
  Report,
  ReportTexts,
} from "./report.ts";
export { allOf, anyOf, policiesOf, type Expression, type Junction } from "./expression.ts";
export {
  assertSheet,
  decidingPolicies,
  defineClaim,
  defineSheet,
  observedPolicies,
  type AnyClaim,
  type AnySheet,
  type CaveatDefinition,
  type ClaimDefinition,
  type HeadingDefinition,
  type RequirementDefinition,
  type ProviderStatement,
  type SheetDefinition,
  type SourceSpan,
  type StatementDefinition,
  type TensionDefinition,
  type Strength,
} from "./define.ts";
export {
  createRoles,
  evaluateExpression,
  expiredReason,
  judgeSheet,
  refutationOnly,
  verdictOrder,
  type ClaimRoles,
  type ExpressionResult,
  type ExpressionState,
  type Findings,
  type Outcomes,
  type PolicyOutcome,
} from "./aggregate.ts";
export { compareClaims } from "./compare.ts";
export { defaultFailOn, defaultFailOnChange, exitStatus, parseFailOn } from "./exit.ts";
export { assertInstant } from "./calendar.ts";
export { readBaseline, type Baseline, type BaselineInput } from "./baseline.ts";
export { check, sheetJson, type CheckInput } from "./check.ts";
export {
  lintWaivers,
  readWaivers,
  waiversError,
  type WaivablePolicies,
  type WaiversInput,
} from "./waivers/read-waivers.ts";
export {
  defaultMaxDays,
  isWaiverProblem,
  type GivenWaiver,
  type MaxDays,
  type WaiverFile,
  type WaiverResult,
  type WaiverState,
} from "./waivers/waiver.ts";
export {
  ledgerLine,
  readLedger,
  type Ledger,
  type LedgerInput,
  type LedgerSigner,
  type VerifySignature,
} from "./ledger/ledger.ts";
export type { DigestText, RecordedClaim, Statement } from "./ledger/statement.ts";
export {
  diffLedger,
  presents,
  type AffectedSheet,
  type LedgerDiff,
  type LedgerDifference,
  type LostClaim,
  type Present,
  type Said,
} from "./ledger/diff.ts";
export { readSheet } from "./sheet-file/read-sheet.ts";
export { declareSheet } from "./declared-sheet.ts";
