import { createWasi, guestFunction, isWasiExit } from "./wasi.ts";
import type { WasmModule } from "./module.ts";
import type { Wasi } from "./wasi.ts";

/** Is any value that JSON can carry. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** Is what is wrong with a request, and where. */
export interface GuestError {
  /** The guest's own code; `panic` where the guest broke. */
  readonly code: string;
  readonly message: string;
  readonly file: string | null;
  readonly row: number | null;
  readonly column: number | null;
  /** What the guest adds for machines. */
  readonly details: JsonValue;
}

/** Is a value, or the errors that stand in its way. */
export type GuestResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly errors: readonly GuestError[] };

/** Is a running guest that answers one request at a time. */
export interface Reactor {
  /** Sends a request and reads the answer; a broken guest is one error, and the next call meets a new guest. */
  readonly call: (operation: string, request: object, nowMs?: number) => GuestResult<JsonValue>;
  /** Tells how much memory the guest holds; it never gives any back. */
  readonly memoryBytes: () => number;
}

interface Guest {
  readonly wasi: Wasi;
  readonly memory: WebAssembly.Memory;
  readonly alloc: (size: number) => number;
  readonly free: (pointer: number) => void;
  readonly call: (pointer: number, length: number) => bigint;
}

/**
 * Starts a guest from a compiled module.
 *
 * @param name what the guest is, as the error of a broken one says it
 */
export function createReactor(module: WasmModule, name: string): Reactor {
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
        return { ok: false, errors: [panicError(name, thrown, current.wasi.takeOutput().stderr)] };
      }
    },
    memoryBytes: () => guest?.memory.buffer.byteLength ?? 0,
  };
}

function startGuest(module: WasmModule): Guest {
  const wasi = createWasi();
  const instance = new WebAssembly.Instance(module, wasi.importsFor(module));
  wasi.start(instance);
  const { memory } = instance.exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new TypeError("The WebAssembly module exports no memory.");
  const alloc = guestFunction(instance, "sekisho_alloc");
  const free = guestFunction(instance, "sekisho_free");
  const call = guestFunction(instance, "sekisho_call");
  return {
    wasi,
    memory,
    alloc: (size) => toAddress(alloc(size)),
    free: (pointer) => {
      free(pointer);
    },
    call: (pointer, length) => toPacked(call(pointer, length)),
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

function toAddress(value: unknown): number {
  if (typeof value !== "number") throw new TypeError("The guest gave no address.");
  return value >>> 0;
}

function toPacked(value: unknown): bigint {
  if (typeof value !== "bigint") throw new TypeError("The guest's answer is no address and length.");
  return BigInt.asUintN(64, value);
}

function readAnswer(text: string): GuestResult<JsonValue> {
  // The guest answers in the form that go/reactor.go asks of its program.
  const answer = JSON.parse(text) as { ok: boolean; value: JsonValue; errors: readonly GuestError[] };
  return answer.ok ? { ok: true, value: answer.value } : { ok: false, errors: answer.errors };
}

function panicError(name: string, thrown: unknown, stderr: string): GuestError {
  const said = stderr.split("\n").find((line) => /^(panic|fatal error|runtime): /u.test(line));
  const reason = isWasiExit(thrown) ? thrown.message : String(thrown);
  return {
    code: "panic",
    message: `${name} ended unexpectedly: ${said ?? reason}`,
    file: null,
    row: null,
    column: null,
    details: null,
  };
}
