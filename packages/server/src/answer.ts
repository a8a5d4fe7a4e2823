import { readProfile } from "@sekisho/estate";
import { createEngine, type PolicyEngine } from "@sekisho/policy";
import { parseFailOn } from "@sekisho/sheet";
import { answerAdmission } from "./admission.ts";
import { answerCheck } from "./check.ts";
import { answerData } from "./data.ts";
import { failure } from "./failure.ts";
import type { Answer, Question, Setup } from "./question.ts";

/** A set-up that is ready to evaluate. */
export interface Ready extends Setup {
  readonly engine: PolicyEngine;
}

/**
 * Makes what answers questions one after the other. It never throws; an answer rests on its question and the set-up alone.
 *
 * @throws SekishoError `BUNDLE_…` if the bundle's policies cannot be evaluated, `PROFILE_INVALID`, `USAGE` for what blocks.
 */
export async function createAnswerer(setup: Setup): Promise<(question: Question) => Answer> {
  // What the server is started with is refused at the start, not by each answer.
  if (setup.profile !== null) readProfile(setup.profile);
  if (setup.failOn !== null) parseFailOn(setup.failOn);
  const ready: Ready = { ...setup, engine: await createEngine(setup.bundle.wasm) };
  return (question) => {
    try {
      return answer(ready, question);
    } catch (error) {
      return failure(error);
    }
  };
}

function answer(ready: Ready, question: Question): Answer {
  switch (question.kind) {
    case "check":
      return answerCheck(ready, question);
    case "data":
      return answerData(ready, question);
    case "admission":
      return answerAdmission(ready, question);
  }
}
