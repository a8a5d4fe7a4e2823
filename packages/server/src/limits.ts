import { SekishoError } from "@sekisho/estate";

/** What a server takes at most. */
export interface Limits {
  /** Bytes of a request's body, after it is unpacked. 64 MiB unless given. */
  readonly bodyBytes: number;
  /**
   * Milliseconds from a request's beginning to its answer: reading the body, waiting and evaluating. 30,000 unless given.
   * Threads are ended at the limit; without threads an evaluation that has begun is not interrupted.
   */
  readonly time: number;
  /** Requests with a body that are in work at a time, those that wait for a thread included; others are told to come back. 32 unless given. */
  readonly requests: number;
}

/** The limits that hold unless others are given. */
export const defaultLimits: Limits = { bodyBytes: 64 * 1024 * 1024, time: 30_000, requests: 32 };

/** Makes the error for a request that took too long. */
export function timeLimit(): SekishoError {
  return new SekishoError(
    "TIME_LIMIT",
    "The request took longer than this server allows. Send less at a time, or let the server wait longer (--timeout).",
  );
}
