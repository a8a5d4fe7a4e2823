/** Kinds of imports in a WebAssembly module's binary form. */
const kinds = { function: 0, table: 1, memory: 2, global: 3 } as const;

const importSection = 2;

/**
 * Reads how many pages of memory a module asks its host for, from the import section; null if it imports none. The
 * WebAssembly API tells that a memory is imported, but not how large it has to be.
 */
export function importedMemoryPages(wasm: Uint8Array): number | null {
  let at = 8;
  const byte = (): number => {
    const value = wasm[at];
    if (value === undefined) throw new RangeError("The module is cut off.");
    at += 1;
    return value;
  };
  const number = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const next = byte();
      value += (next & 0x7f) * scale;
      if (next < 0x80) return value;
    }
  };
  const skipName = (): void => {
    const length = number();
    at += length;
  };
  const limits = (): number => {
    const hasMaximum = (byte() & 1) === 1;
    const minimum = number();
    if (hasMaximum) number();
    return minimum;
  };
  while (at < wasm.length) {
    const section = byte();
    const size = number();
    if (section !== importSection) {
      at += size;
      continue;
    }
    for (let left = number(); left > 0; left -= 1) {
      skipName();
      skipName();
      const kind = byte();
      if (kind === kinds.memory) return limits();
      if (kind === kinds.function) number();
      else if (kind === kinds.global) at += 2;
      else if (kind === kinds.table) {
        byte();
        limits();
      } else return null;
    }
    return null;
  }
  return null;
}
