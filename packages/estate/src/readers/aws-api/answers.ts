import type { Json } from "../../model/value.ts";
import { timeOf } from "../aws-config/time.ts";
import { isObject, type JsonObject } from "../json-access.ts";
import type { PlacedCapture } from "./read-captures.ts";

/** One page of an answer. */
export interface Page {
  readonly response: JsonObject;
  readonly pointer: string;
}

/** The answer to one call, with all its pages. */
export interface Answer {
  /** `elbv2:DescribeLoadBalancers` */
  readonly operation: string;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly account: string | null;
  readonly region: string | null;
  readonly partition: string | null;
  /** The instant of its first page; null if the document does not say. */
  readonly at: string | null;
  readonly pages: readonly Page[];
  /** Whether every page up to the last is there. */
  readonly isWhole: boolean;
  /** With what the call ended before its last page; null if it did not. */
  readonly error: string | null;
  /** Of its first page or its error. */
  readonly pointer: string;
}

/** What the captures of a document amount to. */
export interface Answers {
  /** One for each call, the newest. */
  readonly answers: readonly Answer[];
  /** Calls of which there are older answers too. */
  readonly repeated: readonly Answer[];
  /** Those older answers. */
  readonly older: readonly Answer[];
  /** Number of captures whose response is no object. */
  readonly unreadable: number;
}

/** Joins pages to answers; of several answers to one call the newest counts, alone. */
export function toAnswers(captures: readonly PlacedCapture[]): Answers {
  const byCall = new Map<string, PlacedCapture[]>();
  for (const capture of captures) {
    const key = JSON.stringify([
      operationOf(capture),
      canonical(capture.parameters),
      capture.account,
      capture.region,
      capture.account === null ? capture.pointer : null,
    ]);
    const found = byCall.get(key);
    if (found === undefined) byCall.set(key, [capture]);
    else found.push(capture);
  }
  const answers: Answer[] = [];
  const repeated: Answer[] = [];
  const older: Answer[] = [];
  let unreadable = 0;
  for (const group of byCall.values()) {
    const runs = runsOf(group);
    const newest = runs.at(-1) ?? group;
    const answer = toAnswer(newest);
    answers.push(answer);
    if (runs.length > 1) repeated.push(answer);
    older.push(...runs.slice(0, -1).map(toAnswer));
    unreadable += newest.filter(({ error, response }) => error === null && !isObject(response)).length;
  }
  return { answers, repeated, older, unreadable };
}

/** `elbv2:DescribeLoadBalancers` */
export function operationOf({ service, operation }: Pick<PlacedCapture, "service" | "operation">): string {
  return `${service}:${operation}`;
}

/** Splits the captures of one call by the times that it was made, oldest first: each time begins with its first page. */
function runsOf(captures: readonly PlacedCapture[]): readonly (readonly PlacedCapture[])[] {
  const sorted = captures
    .map((capture) => ({ capture, time: timeOf(capture.capturedAt) }))
    .sort((a, b) => (a.time === b.time ? a.capture.page - b.capture.page : a.time < b.time ? -1 : 1));
  const runs: PlacedCapture[][] = [];
  for (const { capture } of sorted) {
    const run = runs.at(-1);
    if (run === undefined || capture.page <= (run.at(-1)?.page ?? 0)) runs.push([capture]);
    else run.push(capture);
  }
  return runs;
}

function toAnswer(run: readonly PlacedCapture[]): Answer {
  const [first] = run;
  if (first === undefined) throw new TypeError("An answer has at least one capture.");
  const pages: Page[] = [];
  for (const { error, response, pointer } of run) {
    if (error === null && isObject(response)) pages.push({ response, pointer });
  }
  const isWhole =
    run.every(({ page }, index) => page === index + 1) && pages.length === run.length && run.at(-1)?.last === true;
  return {
    operation: operationOf(first),
    parameters: first.parameters,
    account: first.account,
    region: first.region,
    partition: first.partition,
    at: first.capturedAt,
    pages,
    isWhole,
    error: run.find(({ error }) => error !== null)?.error?.code ?? null,
    pointer: first.pointer,
  };
}

/** Writes parameters so that equal ones are equal texts; those that are null are not given. */
export function canonical(parameters: Readonly<Record<string, Json | undefined>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined);
  return JSON.stringify(given.sort(([a], [b]) => (a < b ? -1 : 1)));
}
