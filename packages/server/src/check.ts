import { createHash } from "node:crypto";
import { SekishoError, type DocumentInput, type ProfileInput } from "@sekisho/estate";
import { render } from "@sekisho/report";
import { check, exitStatus, parseFailOn, sheetJson, type AnySheet, type CheckInput } from "@sekisho/sheet";
import type { Ready } from "./answer.ts";
import type { Answer, CheckQuestion, GivenDocument } from "./question.ts";

/** Checks documents and renders the report: the same that `sekisho check` does with files. */
export function answerCheck(ready: Ready, question: CheckQuestion): Answer {
  const failOn = question.failOn ?? ready.failOn;
  const conditions = failOn === null ? null : parseFailOn(failOn);
  const report = check({
    documents: question.documents.map(documentInput),
    runtime: question.runtime.map(documentInput),
    baseline: question.baseline === null ? null : textInput(question.baseline),
    profile: question.profile === null ? ready.profile : textInput(question.profile),
    waivers: question.waivers === null ? null : textInput(question.waivers),
    sheet: question.withSheet ? sheetInput(ready.sheet) : null,
    bundle: ready.bundle,
    engine: ready.engine,
    instant: question.instant,
    ...(question.policies === null ? {} : { policies: question.policies }),
  });
  const { format, lang, quiet } = question;
  return { ok: true, body: render(report, { format, lang, quiet }), exitStatus: exitStatus(report, conditions) };
}

/** Gives a document with its digest. */
export function documentInput({ label, name, bytes }: GivenDocument): DocumentInput {
  return { label, name, digest: digestOf(bytes), bytes };
}

function textInput({ name, bytes }: GivenDocument): ProfileInput {
  try {
    return { name, digest: digestOf(bytes), text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch {
    throw new SekishoError("REQUEST_INVALID", `${name} is not UTF-8. Save it as UTF-8.`);
  }
}

/** Gives a sheet with its digest. */
export function sheetInput(sheet: AnySheet | null): CheckInput["sheet"] {
  return sheet === null ? null : { definition: sheet, digest: digestOf(sheetJson(sheet)) };
}

function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}
