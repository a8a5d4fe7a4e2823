import { Worker, type ResourceLimits } from "node:worker_threads";
import { SekishoError } from "@sekisho/estate";
import { failure } from "./failure.ts";
import { timeLimit } from "./limits.ts";
import type { Answer, Ask, Question } from "./question.ts";

/** Threads that answer questions, each one at a time. */
export interface Pool {
  readonly ask: Ask;
  /** Ends the threads; who still waits for an answer is told that the server is busy. */
  readonly close: () => Promise<void>;
}

/** What a pool is made of. */
export interface PoolOptions {
  /** The module that each thread runs: it posts one message when it is ready, and then an answer for each question. */
  readonly module: URL;
  /** What each thread is given as `workerData`. */
  readonly setup: unknown;
  /** How many threads there are. */
  readonly size: number;
  /** The memory of each thread; as much as Node gives a thread unless said. */
  readonly memory?: ResourceLimits;
}

interface Job {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  /** Forgets the job's signal. */
  readonly release: () => void;
}

interface Thread {
  readonly worker: Worker;
  job: Job | null;
}

/**
 * Starts threads. A question whose signal is aborted is answered at once with `TIME_LIMIT`; a thread that is working on
 * it is ended, whatever it does, and another one takes its place. So is one that breaks off, by lack of memory for one.
 *
 * @throws SekishoError what a thread says that cannot start.
 */
export async function createPool({ module, setup, size, memory }: PoolOptions): Promise<Pool> {
  const waiting: Job[] = [];
  const threads = new Set<Thread>();
  let isClosed = false;

  function start(): { readonly thread: Thread; readonly ready: Promise<void> } {
    const worker = new Worker(module, {
      workerData: setup,
      ...(memory === undefined ? {} : { resourceLimits: memory }),
    });
    const thread: Thread = { worker, job: null };
    threads.add(thread);
    const ready = new Promise<void>((resolve, reject) => {
      worker.once("message", (first: Answer | null) => {
        if (first === null) resolve();
        else
          reject(
            first.ok
              ? new SekishoError("INTERNAL", "A thread did not start.")
              : new SekishoError(first.code, first.message),
          );
        worker.on("message", (answer: Answer) => {
          finish(thread, answer);
        });
      });
      worker.once("error", reject);
    });
    worker.on("error", (error) => {
      lose(thread, brokenOff(error));
    });
    worker.on("exit", () => {
      lose(thread, failure(new SekishoError("INTERNAL", "A thread ended before its answer.")));
    });
    // Who waits for a thread to be ready is only who starts the pool; later, its jobs tell what happened.
    ready.catch(() => undefined);
    return { thread, ready };
  }

  function finish(thread: Thread, answer: Answer): void {
    const { job } = thread;
    thread.job = null;
    job?.release();
    job?.resolve(answer);
    next();
  }

  function lose(thread: Thread, answer: Answer): void {
    if (!threads.delete(thread)) return;
    finish(thread, answer);
  }

  function next(): void {
    while (waiting.length > 0 && !isClosed) {
      let free = [...threads].find(({ job }) => job === null);
      if (free === undefined && threads.size < size) free = start().thread;
      if (free === undefined) return;
      const job = waiting.shift();
      if (job === undefined) return;
      free.job = job;
      free.worker.postMessage(job.question, buffersOf(job.question));
    }
  }

  function ask(question: Question, signal: AbortSignal): Promise<Answer> {
    if (isClosed) return Promise.resolve(stopping);
    if (signal.aborted) return Promise.resolve(tooLate);
    return new Promise((resolve) => {
      const abort = (): void => {
        const at = waiting.indexOf(job);
        if (at >= 0) waiting.splice(at, 1);
        const thread = [...threads].find((candidate) => candidate.job === job);
        resolve(tooLate);
        if (thread === undefined) return;
        threads.delete(thread);
        thread.job = null;
        void thread.worker.terminate();
        next();
      };
      const release = (): void => {
        signal.removeEventListener("abort", abort);
      };
      const job: Job = { question, resolve, release };
      signal.addEventListener("abort", abort, { once: true });
      waiting.push(job);
      next();
    });
  }

  async function close(): Promise<void> {
    isClosed = true;
    const open = [...threads];
    threads.clear();
    for (const job of [...waiting.splice(0), ...open.flatMap((thread) => thread.job ?? [])]) {
      job.release();
      job.resolve(stopping);
    }
    await Promise.all(open.map(({ worker }) => worker.terminate()));
  }

  try {
    await Promise.all(Array.from({ length: size }, () => start().ready));
  } catch (error) {
    await close();
    throw error;
  }
  return { ask, close };
}

const tooLate: Answer = failure(timeLimit());

function brokenOff(error: unknown): Answer {
  const isMemory = (error as { readonly code?: unknown } | null)?.code === "ERR_WORKER_OUT_OF_MEMORY";
  if (!isMemory) return failure(error);
  return {
    ok: false,
    code: "EVALUATION_FAILED",
    message: "The request needs more memory than a thread of this server has. Send less at a time.",
  };
}

const stopping: Answer = { ok: false, code: "SERVER_BUSY", message: "The server is stopping. Ask another one." };

/** The memory of a question's documents, which the thread takes over instead of copying it. */
function buffersOf(question: Question): readonly ArrayBuffer[] {
  const given =
    question.kind === "check"
      ? [...question.documents, ...question.runtime, question.baseline ?? [], question.profile ?? []].flat()
      : [question];
  const bytes = given.map((each) => ("bytes" in each ? each.bytes : each.body));
  return [...new Set(bytes.map(({ buffer }) => buffer))];
}
