import { describe, expect, it } from "vitest";

import { createWasi, isWasiExit } from "./wasi.ts";
import type { Wasi, WasiOptions } from "./wasi.ts";

type HostFunction = (...parameters: (number | bigint)[]) => number;

interface Host {
  readonly wasi: Wasi;
  readonly memory: DataView;
  readonly call: (name: string, ...parameters: (number | bigint)[]) => number;
}

const names = [
  "args_sizes_get",
  "environ_sizes_get",
  "environ_get",
  "clock_time_get",
  "random_get",
  "fd_write",
  "fd_read",
  "fd_fdstat_get",
  "fd_prestat_get",
  "poll_oneoff",
  "proc_exit",
  "path_open",
] as const;

/** Encodes a guest that imports every name above and exports a page of memory and an empty `_initialize`. */
function guestBytes(): Uint8Array<ArrayBuffer> {
  const text = (value: string): number[] => [value.length, ...new TextEncoder().encode(value)];
  const section = (id: number, body: readonly number[]): number[] => {
    const size = [(body.length & 0x7f) | 0x80, body.length >> 7];
    return [id, ...size, ...body];
  };
  const imports = names.flatMap((name) => [...text("wasi_snapshot_preview1"), ...text(name), 0, 0]);
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 0, 0]),
    ...section(2, [names.length, ...imports]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...text("memory"), 2, 0, ...text("_initialize"), 0, names.length]),
    ...section(10, [1, 2, 0, 0x0b]),
  ]);
}

function startHost(options?: WasiOptions): Host {
  const wasi = createWasi(options);
  const module = new WebAssembly.Module(guestBytes());
  const imports = wasi.importsFor(module);
  const instance = new WebAssembly.Instance(module, imports);
  wasi.start(instance);
  const { memory } = instance.exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("The guest has no memory.");
  return {
    wasi,
    memory: new DataView(memory.buffer),
    call: (name, ...parameters) => {
      // Every import is a function that takes numbers; the guest has no other kind.
      const host = imports["wasi_snapshot_preview1"]?.[name] as HostFunction;
      return host(...parameters);
    },
  };
}

function bytesAt({ memory }: Host, pointer: number, length: number): Uint8Array {
  return new Uint8Array(memory.buffer, pointer, length);
}

function writeOut(host: Host, descriptor: number, text: Uint8Array): number {
  bytesAt(host, 100, text.length).set(text);
  host.memory.setUint32(0, 100, true);
  host.memory.setUint32(4, text.length, true);
  return host.call("fd_write", descriptor, 0, 1, 8);
}

describe("the WASI host", () => {
  it("keeps the wall clock still and moves the monotonic one", () => {
    const host = startHost({ nowMs: 5 });
    const read = (clock: number): bigint => {
      host.call("clock_time_get", clock, 0n, 0);
      return host.memory.getBigUint64(0, true);
    };
    expect([read(0), read(0)]).toEqual([5_000_000n, 5_000_000n]);
    expect([read(1), read(1)]).toEqual([1_000n, 2_000n]);
    host.wasi.setNow(7);
    expect(read(0)).toBe(7_000_000n);
  });

  it("gives every guest the same random bytes, and not one byte over and over", () => {
    const [first, second] = [startHost(), startHost()];
    first.call("random_get", 0, 64);
    second.call("random_get", 0, 64);
    expect(bytesAt(first, 0, 64)).toEqual(bytesAt(second, 0, 64));
    expect(new Set(bytesAt(first, 0, 64)).size).toBeGreaterThan(32);
  });

  it("captures output by stream, also characters that are cut in two", () => {
    const host = startHost();
    const bytes = new TextEncoder().encode("né");
    expect(writeOut(host, 2, bytes.subarray(0, 2))).toBe(0);
    expect(writeOut(host, 2, bytes.subarray(2))).toBe(0);
    expect(writeOut(host, 1, new TextEncoder().encode("out"))).toBe(0);
    expect(host.wasi.takeOutput()).toEqual({ stdout: "out", stderr: "né" });
    expect(host.wasi.takeOutput()).toEqual({ stdout: "", stderr: "" });
  });

  it("keeps only the end of very long output", () => {
    const host = startHost({ maxOutput: 4 });
    writeOut(host, 2, new TextEncoder().encode("abcdef"));
    expect(host.wasi.takeOutput().stderr).toBe("cdef");
  });

  it("has no files: nothing to open, nothing prepared, no other descriptors", () => {
    const host = startHost();
    expect(host.call("path_open", 3)).toBe(52);
    expect(host.call("fd_prestat_get", 3, 0)).toBe(8);
    expect(writeOut(host, 3, new Uint8Array([1]))).toBe(8);
    expect(host.call("fd_fdstat_get", 3, 0)).toBe(8);
    expect(host.call("fd_read", 0, 0, 0, 8)).toBe(0);
  });

  it("passes the environment on", () => {
    const host = startHost({ environment: { A: "1", B: "22" } });
    host.call("environ_sizes_get", 0, 4);
    expect([host.memory.getUint32(0, true), host.memory.getUint32(4, true)]).toEqual([2, 9]);
    host.call("environ_get", 0, 100);
    expect([host.memory.getUint32(0, true), host.memory.getUint32(4, true)]).toEqual([100, 104]);
    expect(new TextDecoder().decode(bytesAt(host, 100, 9))).toBe("A=1\0B=22\0");
    host.call("args_sizes_get", 0, 4);
    expect([host.memory.getUint32(0, true), host.memory.getUint32(4, true)]).toEqual([0, 0]);
  });

  it("jumps over sleep, to the earliest deadline", () => {
    const host = startHost();
    const subscribe = (index: number, userdata: bigint, timeout: bigint): void => {
      const base = index * 48;
      host.memory.setBigUint64(base, userdata, true);
      host.memory.setUint8(base + 8, 0);
      host.memory.setUint32(base + 16, 1, true);
      host.memory.setBigUint64(base + 24, timeout, true);
      host.memory.setUint16(base + 40, 0, true);
    };
    subscribe(0, 11n, 9_000_000_000n);
    subscribe(1, 22n, 3_000_000_000n);
    expect(host.call("poll_oneoff", 0, 200, 2, 300)).toBe(0);
    expect(host.memory.getUint32(300, true)).toBe(1);
    expect(host.memory.getBigUint64(200, true)).toBe(22n);
    host.call("clock_time_get", 1, 0n, 400);
    expect(host.memory.getBigUint64(400, true)).toBe(3_000_001_000n);
  });

  it("leaves the guest where it ends itself", () => {
    const host = startHost();
    let thrown: unknown;
    try {
      host.call("proc_exit", 3);
    } catch (reason) {
      thrown = reason;
    }
    expect(isWasiExit(thrown)).toBe(true);
    expect(thrown).toMatchObject({ wasiExitCode: 3 });
    expect(isWasiExit(new Error("another"))).toBe(false);
  });
});
