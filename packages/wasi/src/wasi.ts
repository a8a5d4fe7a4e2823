/**
 * A WASI preview 1 host in plain TypeScript for Go reactors: no file system, captured output, a clock that
 * stands still and the same random bytes in every run. Not `node:wasi`, which crashes under load on Node 20 and 22.
 *
 * @module
 */
import type { WasmImports, WasmInstance, WasmModule } from "./module.ts";

/** Says what a guest sees of the world. */
export interface WasiOptions {
  /** Wall-clock time in milliseconds since the epoch; it stands still. The default is 0. */
  readonly nowMs?: number;
  /** Environment variables; none by default. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Most characters kept of standard output and of standard error; the oldest go first. The default is 65,536. */
  readonly maxOutput?: number;
}

/** Is thrown into the host when the guest ends itself. */
export interface WasiExit extends Error {
  readonly wasiExitCode: number;
}

/** Is one guest's view of the host: imports to instantiate with and what the guest wrote. */
export interface Wasi {
  /** Makes the import object for a module; calls that this host does not know answer ENOSYS. */
  readonly importsFor: (module: WasmModule) => WasmImports;
  /** Connects the instance's memory and runs the reactor's `_initialize`. */
  readonly start: (instance: WasmInstance) => void;
  /** Sets the wall clock. */
  readonly setNow: (nowMs: number) => void;
  /** Takes what was written to standard output and standard error since the last call. */
  readonly takeOutput: () => { readonly stdout: string; readonly stderr: string };
}

const namespace = "wasi_snapshot_preview1";
const errno = { success: 0, badf: 8, inval: 28, nosys: 52 } as const;
const clockId = { realtime: 0 } as const;
const filetypeCharacterDevice = 2;
const eventClock = 0;
const subscriptionSize = 48;
const eventSize = 32;
const subscriptionClockAbsolute = 1;

/**
 * Takes a function out of a guest's exports.
 *
 * @throws TypeError if the guest does not export it.
 */
export function guestFunction(
  instance: WasmInstance,
  name: string,
): (...parameters: readonly (number | bigint)[]) => unknown {
  const exported = instance.exports[name];
  if (typeof exported !== "function") throw new TypeError(`The WebAssembly module lacks the function ${name}.`);
  // An exported WebAssembly function takes numbers and returns a number, a bigint or nothing.
  return exported as (...parameters: readonly (number | bigint)[]) => unknown;
}

/** Tells whether a thrown value is a guest's exit. */
export function isWasiExit(thrown: unknown): thrown is WasiExit {
  return thrown instanceof Error && "wasiExitCode" in thrown;
}

/**
 * Creates the host for one guest instance.
 *
 * Random bytes come from a fixed sequence: the guests here use them for hash seeds only, never for keys, and equal
 * runs must give equal bytes. The monotonic clock moves by a microsecond per reading and jumps where the guest
 * sleeps, so timers fire in order and no call waits.
 */
export function createWasi(options: WasiOptions = {}): Wasi {
  const maxOutput = options.maxOutput ?? 65_536;
  const environment = Object.entries(options.environment ?? {}).map(([name, value]) => encode(`${name}=${value}\0`));
  const decoders = { 1: new TextDecoder(), 2: new TextDecoder() };
  const output = { 1: "", 2: "" };
  let memory: WebAssembly.Memory | undefined;
  let wallNs = toNanoseconds(options.nowMs ?? 0);
  let monotonicNs = 0n;
  let randomState = 0x9e3779b9;

  const view = (): DataView => new DataView(bufferOf(memory));
  const bytes = (pointer: number, length: number): Uint8Array => new Uint8Array(bufferOf(memory), pointer, length);

  function write(descriptor: 1 | 2, chunk: Uint8Array): void {
    const text = output[descriptor] + decoders[descriptor].decode(chunk, { stream: true });
    output[descriptor] = text.length > maxOutput ? text.slice(-maxOutput) : text;
  }

  function nextRandomByte(): number {
    randomState ^= randomState << 13;
    randomState ^= randomState >>> 17;
    randomState ^= randomState << 5;
    return randomState & 0xff;
  }

  function readClock(id: number): bigint {
    if (id === clockId.realtime) return wallNs;
    monotonicNs += 1_000n;
    return monotonicNs;
  }

  function poll(subscriptions: number, events: number, count: number, resultPointer: number): number {
    if (count === 0) return errno.inval;
    const data = view();
    const deadlines: { readonly userdata: bigint; readonly at: bigint }[] = [];
    for (let index = 0; index < count; index++) {
      const base = subscriptions + index * subscriptionSize;
      if (data.getUint8(base + 8) !== eventClock) continue;
      const timeout = data.getBigUint64(base + 24, true);
      const clock = data.getUint32(base + 16, true);
      const origin = clock === clockId.realtime ? wallNs : monotonicNs;
      const isAbsolute = (data.getUint16(base + 40, true) & subscriptionClockAbsolute) !== 0;
      const remaining = isAbsolute ? (timeout > origin ? timeout - origin : 0n) : timeout;
      deadlines.push({ userdata: data.getBigUint64(base, true), at: monotonicNs + remaining });
    }
    const first = deadlines.reduce<(typeof deadlines)[number] | undefined>(
      (best, candidate) => (best === undefined || candidate.at < best.at ? candidate : best),
      undefined,
    );
    // Nothing but descriptors that can never become ready.
    if (first === undefined) return errno.nosys;
    monotonicNs = first.at;
    bytes(events, eventSize).fill(0);
    data.setBigUint64(events, first.userdata, true);
    data.setUint8(events + 10, eventClock);
    data.setUint32(resultPointer, 1, true);
    return errno.success;
  }

  const functions: Readonly<Record<string, (...parameters: never[]) => number>> = {
    args_sizes_get: (countPointer: number, sizePointer: number) => writeSizes([], countPointer, sizePointer),
    args_get: () => errno.success,
    environ_sizes_get: (countPointer: number, sizePointer: number) =>
      writeSizes(environment, countPointer, sizePointer),
    environ_get: (pointers: number, buffer: number) => {
      let at = buffer;
      environment.forEach((entry, index) => {
        view().setUint32(pointers + 4 * index, at, true);
        bytes(at, entry.length).set(entry);
        at += entry.length;
      });
      return errno.success;
    },
    clock_time_get: (id: number, _precision: bigint, resultPointer: number) => {
      view().setBigUint64(resultPointer, readClock(id), true);
      return errno.success;
    },
    clock_res_get: (_id: number, resultPointer: number) => {
      view().setBigUint64(resultPointer, 1_000n, true);
      return errno.success;
    },
    random_get: (pointer: number, length: number) => {
      const target = bytes(pointer, length);
      for (let index = 0; index < length; index++) target[index] = nextRandomByte();
      return errno.success;
    },
    fd_write: (descriptor: number, vectors: number, count: number, resultPointer: number) => {
      if (descriptor !== 1 && descriptor !== 2) return errno.badf;
      let written = 0;
      for (let index = 0; index < count; index++) {
        const pointer = view().getUint32(vectors + 8 * index, true);
        const length = view().getUint32(vectors + 8 * index + 4, true);
        write(descriptor, bytes(pointer, length));
        written += length;
      }
      view().setUint32(resultPointer, written, true);
      return errno.success;
    },
    fd_read: (descriptor: number, _vectors: number, _count: number, resultPointer: number) => {
      if (descriptor !== 0) return errno.badf;
      view().setUint32(resultPointer, 0, true);
      return errno.success;
    },
    fd_fdstat_get: (descriptor: number, pointer: number) => {
      if (descriptor > 2) return errno.badf;
      bytes(pointer, 24).fill(0);
      view().setUint8(pointer, filetypeCharacterDevice);
      return errno.success;
    },
    fd_fdstat_set_flags: () => errno.success,
    fd_close: () => errno.success,
    fd_prestat_get: () => errno.badf,
    fd_prestat_dir_name: () => errno.badf,
    poll_oneoff: poll,
    sched_yield: () => errno.success,
    proc_exit: (exitCode: number): never => {
      // WebAssembly has no other way out of a running guest.
      throw Object.assign(new Error(`The guest ended with status ${exitCode.toString()}.`), { wasiExitCode: exitCode });
    },
  };

  function writeSizes(entries: readonly Uint8Array[], countPointer: number, sizePointer: number): number {
    view().setUint32(countPointer, entries.length, true);
    view().setUint32(
      sizePointer,
      entries.reduce((sum, entry) => sum + entry.length, 0),
      true,
    );
    return errno.success;
  }

  return {
    importsFor: (module) => ({
      [namespace]: Object.fromEntries(
        WebAssembly.Module.imports(module)
          .filter((wanted) => wanted.module === namespace)
          .map((wanted) => [wanted.name, functions[wanted.name] ?? ((): number => errno.nosys)]),
      ),
    }),
    start: (instance) => {
      const { memory: exported } = instance.exports;
      const initialize = guestFunction(instance, "_initialize");
      if (!(exported instanceof WebAssembly.Memory)) throw new TypeError("The module exports no memory.");
      memory = exported;
      initialize();
    },
    setNow: (nowMs) => {
      wallNs = toNanoseconds(nowMs);
    },
    takeOutput: () => {
      const taken = { stdout: output[1], stderr: output[2] };
      output[1] = "";
      output[2] = "";
      return taken;
    },
  };
}

function bufferOf(memory: WebAssembly.Memory | undefined): ArrayBuffer {
  if (memory === undefined) throw new TypeError("The guest called its host before its memory was connected.");
  return memory.buffer;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function toNanoseconds(milliseconds: number): bigint {
  return BigInt(Math.trunc(milliseconds)) * 1_000_000n;
}
