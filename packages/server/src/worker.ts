/**
 * What a thread of the server runs: it answers one question after the other.
 *
 * @module
 */
import { parentPort, workerData } from "node:worker_threads";
import { createAnswerer } from "./answer.ts";
import { failure } from "./failure.ts";
import type { Question, Setup } from "./question.ts";

try {
  // The thread that starts this one gives it a set-up, and then questions.
  const answer = await createAnswerer(workerData as Setup);
  parentPort?.on("message", (question: Question) => {
    parentPort?.postMessage(answer(question));
  });
  parentPort?.postMessage(null);
} catch (error) {
  parentPort?.postMessage(failure(error));
}
