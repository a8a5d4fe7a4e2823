/**
 * A live AWS account in, a snapshot of its configuration out: the answers of the read calls that the resource types need,
 * collected with the AWS SDK, and the IAM policy that allows just these calls.
 *
 * @module
 */
export { collectAws, type CollectOptions, type CollectProgress, type CollectSummary } from "./collect-aws.ts";
export type { ClientSettings } from "./clients.ts";
export { iamPolicy, type IamPolicy } from "./iam-policy.ts";
