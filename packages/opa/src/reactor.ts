import { createWasi, isWasiExit } from "./wasi/index.ts";
import type { Wasi } from "./wasi/index.ts";
import type { JsonValue, OpaError, OpaResult } from "./types.ts";

/** Is a running guest that answers one request at a time. */
export interface Reactor {
  /** Sends a request and reads the answer; a broken guest is one error, and the next call meets a new guest. */
  readonly call: (operation: string, request: object, nowMs?: number) => OpaResult<JsonValue>;
}

interface Guest {
  readonly wasi: Wasi;
  readonly memory: WebAssembly.Memory;
  readonly alloc: (size: number) => number;
  readonly free: (pointer: number) => void;
  readonly call: (pointer: number, length: number) => bigint;
}

/** Starts a guest from a compiled module. */
export function createReactor(module: WebAssembly.Module): Reactor {
  let guest: Guest | undefined = startGuest(module);

  return {
    call: (operation, request, nowMs = 0) => {
      guest ??= startGuest(module);
      const current = guest;
      try {
        current.wasi.setNow(nowMs);
        return readAnswer(exchange(current, JSON.stringify({ op: operation, ...request })));
      } catch (thrown) {
        // Whatever was thrown, the guest's state is unknown now.
        guest = undefined;
        return { ok: false, errors: [panicError(thrown, current.wasi.takeOutput().stderr)] };
      }
    },
  };
}

function startGuest(module: WebAssembly.Module): Guest {
  const wasi = createWasi();
  const instance = new WebAssembly.Instance(module, wasi.importsFor(module));
  wasi.start(instance);
  const { memory, sekisho_alloc: alloc, sekisho_free: free, sekisho_call: call } = instance.exports;
  if (
    !(memory instanceof WebAssembly.Memory) ||
    typeof alloc !== "function" ||
    typeof free !== "function" ||
    typeof call !== "function"
  ) {
    throw new TypeError("The WebAssembly module is not the OPA reactor of this package.");
  }
  return {
    wasi,
    memory,
    alloc: (size) => Number(alloc(size)) >>> 0,
    free: (pointer) => {
      free(pointer);
    },
    call: (pointer, length) => BigInt.asUintN(64, toBigInt(call(pointer, length))),
  };
}

function exchange(guest: Guest, request: string): string {
  const bytes = new TextEncoder().encode(request);
  const pointer = guest.alloc(bytes.length);
  new Uint8Array(guest.memory.buffer, pointer, bytes.length).set(bytes);
  const packed = guest.call(pointer, bytes.length);
  guest.free(pointer);
  const answerPointer = Number(packed >> 32n);
  const answerLength = Number(packed & 0xffff_ffffn);
  const answer = new TextDecoder().decode(new Uint8Array(guest.memory.buffer, answerPointer, answerLength));
  guest.free(answerPointer);
  return answer;
}

function toBigInt(value: unknown): bigint {
  if (typeof value !== "bigint") throw new TypeError("The guest's answer is no 64-bit address.");
  return value;
}

function readAnswer(text: string): OpaResult<JsonValue> {
  // The guest is built from this package's own go/ folder; its answer type is declared there.
  const answer = JSON.parse(text) as { ok: boolean; value: JsonValue; errors: readonly OpaError[] };
  return answer.ok ? { ok: true, value: answer.value } : { ok: false, errors: answer.errors };
}

function panicError(thrown: unknown, stderr: string): OpaError {
  const said = stderr.split("\n").find((line) => /^(panic|fatal error|runtime): /u.test(line));
  const reason = isWasiExit(thrown) ? `exit status ${thrown.exitCode.toString()}` : String(thrown);
  return {
    code: "panic",
    message: `OPA's compiler ended unexpectedly: ${said ?? reason}`,
    file: null,
    row: null,
    column: null,
    details: null,
  };
}
