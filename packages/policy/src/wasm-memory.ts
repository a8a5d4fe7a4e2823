/** Kinds of imports in a WebAssembly module's binary form. */
const kinds = { function: 0, table: 1, memory: 2, global: 3 } as const;

const importSection = 2;
const dataSection = 11;
const pageSize = 64 * 1024;

/**
 * Reads how many pages of memory a module needs at its start; null if it imports none. The WebAssembly API tells that a
 * memory is imported, but not how large it has to be. The import states a minimum, which OPA 1.22.2 sometimes leaves
 * smaller than the module's own data (seen with 470 KB of policies: 2 pages stated, 3 needed), so both are looked at.
 */
export function neededMemoryPages(wasm: Uint8Array): number | null {
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
  const skip = (length: number): void => {
    at += length;
  };
  const limits = (): number => {
    const hasMaximum = (byte() & 1) === 1;
    const minimum = number();
    if (hasMaximum) number();
    return minimum;
  };
  const importedPages = (): number | null => {
    for (let left = number(); left > 0; left -= 1) {
      skip(number());
      skip(number());
      const kind = byte();
      if (kind === kinds.memory) return limits();
      if (kind === kinds.function) number();
      else if (kind === kinds.global) skip(2);
      else if (kind === kinds.table) {
        byte();
        limits();
      } else return null;
    }
    return null;
  };
  const dataEnd = (): number => {
    let end = 0;
    for (let left = number(); left > 0; left -= 1) {
      // Only segments at a constant address are of a known place; OPA writes no others.
      if (byte() !== 0 || byte() !== i32Const) return end;
      const offset = number();
      byte();
      const length = number();
      skip(length);
      end = Math.max(end, offset + length);
    }
    return end;
  };
  let stated: number | null = null;
  let occupied = 0;
  while (at < wasm.length) {
    const section = byte();
    const end = number() + at;
    if (section === importSection) stated = importedPages();
    if (section === dataSection) occupied = Math.ceil(dataEnd() / pageSize);
    at = end;
  }
  return stated === null ? null : Math.max(stated, occupied);
}

const i32Const = 0x41;
