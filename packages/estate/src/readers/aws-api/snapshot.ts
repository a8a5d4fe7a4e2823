import type { Json } from "../../model/value.ts";

/**
 * A snapshot (`sekisho.snapshot/v1`): the answers of AWS API calls, each with where and when it was asked.
 *
 * It is one JSON document, or a folder or `.tar.gz` archive that holds `manifest.json` and a file for each answer: a
 * capture of the manifest then has `file` (a path below the manifest) in place of `response`.
 */
export interface Snapshot {
  readonly schema: "sekisho.snapshot/v1";
  readonly captures: readonly Capture[];
  /**
   * Listings that whoever made the snapshot holds for complete. They add nothing, because the captures say so themselves;
   * a snapshot that claims one which it never asked for is refused.
   */
  readonly covers?: readonly ClaimedCover[];
}

/** The answer to one call, or to one page of it. */
export interface Capture {
  /** As botocore names it: `elbv2`, `s3`, `waf-regional`. */
  readonly service: string;
  readonly operation: string;
  /** The parameters of the call, without those of paging. */
  readonly parameters: Readonly<Record<string, Json>>;
  /** Twelve digits. */
  readonly account: string;
  /** The region that was asked; for services of the whole account the one that their calls go to. */
  readonly region: string;
  readonly partition: string;
  /** ISO 8601 in UTC. */
  readonly capturedAt: string;
  /** Counted from 1. */
  readonly page: number;
  /** Whether no page follows; a listing of which no capture is the last is not complete. */
  readonly last: boolean;
  /** The error with which the call ended; null if it was answered. */
  readonly error: { readonly code: string; readonly message: string } | null;
  /** The answer as the service models name its members, times as ISO 8601; null with an error. */
  readonly response: Json;
}

/** A listing that a snapshot claims to be complete. */
export interface ClaimedCover {
  /** Terraform's name of the type. */
  readonly type: string;
  readonly account: string;
  /** Null for every region. */
  readonly region: string | null;
}
