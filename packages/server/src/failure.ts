import { isSekishoError } from "@sekisho/estate";
import type { Answer } from "./question.ts";

/** An answer that is an error. */
export type Failure = Extract<Answer, { readonly ok: false }>;

/** Gives what may be said of an error: of one that nobody expects only that it happened, because it may quote a document. */
export function failure(error: unknown): Failure {
  if (isSekishoError(error)) return { ok: false, code: error.code, message: error.message };
  const kind = error instanceof Error ? error.name : typeof error;
  return {
    ok: false,
    code: "INTERNAL",
    message: `An unexpected ${kind} stopped the evaluation; this is a defect of Sekisho.`,
  };
}
