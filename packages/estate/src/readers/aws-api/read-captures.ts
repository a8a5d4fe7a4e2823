import { SekishoError } from "../../errors.ts";
import type { Json } from "../../model/value.ts";
import { timeOf } from "../aws-config/time.ts";
import { isList, isObject, own, ownString, pointer, type JsonObject } from "../json-access.ts";
import type { Capture, ClaimedCover } from "./snapshot.ts";

/** A capture with the JSON pointer of its place. */
export interface PlacedCapture extends Omit<Capture, "account" | "region" | "partition" | "capturedAt"> {
  /** Null if the document does not tell; a snapshot always does. */
  readonly account: string | null;
  readonly region: string | null;
  readonly partition: string | null;
  readonly capturedAt: string | null;
  /** Of the answer itself. */
  readonly pointer: string;
}

/** What a snapshot holds. */
export interface SnapshotContent {
  readonly captures: readonly PlacedCapture[];
  readonly covers: readonly ClaimedCover[];
}

/** Tells whether a document is a snapshot. */
export function isSnapshot(json: Json): boolean {
  return ownString(json, "schema") === "sekisho.snapshot/v1";
}

/**
 * Reads what a snapshot says of its captures, strictly: a wrong account or time would put an answer where it does not
 * belong.
 *
 * @throws SekishoError `DOCUMENT_INVALID` with the place of the first capture that is none.
 */
export function readSnapshotContent(json: Json, name: string): SnapshotContent {
  const captures = own(json, "captures");
  if (!isList(captures)) throw invalid(name, "/captures", "there is no list of captures");
  const covers = own(json, "covers") ?? [];
  if (!isList(covers)) throw invalid(name, "/covers", "this is no list of complete listings");
  return {
    captures: captures.map((capture, index) => readCapture(capture, name, pointer("/captures", index))),
    covers: covers.map((cover, index) => readCover(cover, name, pointer("/covers", index))),
  };
}

function readCapture(capture: Json, name: string, at: string): PlacedCapture {
  if (!isObject(capture)) throw invalid(name, at, "this is no capture");
  const parameters = own(capture, "parameters") ?? {};
  if (!isObject(parameters)) throw invalid(name, `${at}/parameters`, "this is no object of parameters");
  const page = own(capture, "page") ?? 1;
  if (typeof page !== "number" || !Number.isSafeInteger(page) || page < 1) {
    throw invalid(name, `${at}/page`, "this is no number of a page, counted from 1");
  }
  const last = own(capture, "last");
  if (typeof last !== "boolean") throw invalid(name, `${at}/last`, "this does not say whether a page follows");
  const capturedAt = text(capture, "capturedAt", /^\d{4}-/u, name, at);
  if (timeOf(capturedAt) === Number.NEGATIVE_INFINITY) {
    throw invalid(name, `${at}/capturedAt`, "this is no time in ISO 8601");
  }
  const error = own(capture, "error") ?? null;
  return {
    service: text(capture, "service", /^[a-z0-9-]+$/u, name, at),
    operation: text(capture, "operation", /^[A-Z][A-Za-z0-9]*$/u, name, at),
    parameters,
    account: text(capture, "account", /^\d{12}$/u, name, at),
    region: text(capture, "region", /^[a-z0-9-]+$/u, name, at),
    partition: text(capture, "partition", /^aws[a-z0-9-]*$/u, name, at),
    capturedAt,
    page,
    last,
    error: error === null ? null : readError(error, name, `${at}/error`),
    response: own(capture, "response") ?? null,
    pointer: `${at}/response`,
  };
}

function readError(error: Json, name: string, at: string): { readonly code: string; readonly message: string } {
  const code = ownString(error, "code");
  if (code === undefined || code === "") throw invalid(name, `${at}/code`, "there is no error code");
  return { code, message: ownString(error, "message") ?? "" };
}

function readCover(cover: Json, name: string, at: string): ClaimedCover {
  if (!isObject(cover)) throw invalid(name, at, "this names no listing");
  const region = own(cover, "region") ?? null;
  return {
    type: text(cover, "type", /^[a-z0-9_]+$/u, name, at),
    account: text(cover, "account", /^\d{12}$/u, name, at),
    region: region === null ? null : text(cover, "region", /^[a-z0-9-]+$/u, name, at),
  };
}

function text(value: JsonObject, member: string, form: RegExp, name: string, at: string): string {
  const found = ownString(value, member);
  if (found === undefined || !form.test(found)) {
    throw invalid(name, `${at}/${member}`, `the member "${member}" is not there or has another form`);
  }
  return found;
}

function invalid(name: string, at: string, what: string): SekishoError {
  return new SekishoError(
    "DOCUMENT_INVALID",
    `${name}#${at}: ${what}. Make the snapshot again, or write it as sekisho.snapshot/v1 asks.`,
    { details: { name, pointer: at } },
  );
}
