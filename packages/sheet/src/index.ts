/**
 * Findings and a sheet in, verdicts out: typed sheets and claims, the aggregation of findings, and the check itself.
 * Pure: no clock, network, environment or file system.
 *
 * @module
 */
export type * from "./report.ts";
export * from "./expression.ts";
export * from "./define.ts";
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
export * from "./exit.ts";
export * from "./check.ts";
