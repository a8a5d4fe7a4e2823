import { readFile } from "node:fs/promises";
import type { WasmModule } from "./module.ts";

const modules = new Map<string, Promise<WasmModule>>();

/** Compiles the WebAssembly module in a file, once a process. */
export function loadModule(path: string): Promise<WasmModule> {
  const known = modules.get(path);
  if (known !== undefined) return known;
  const loading = readFile(path).then((bytes) => WebAssembly.compile(bytes));
  modules.set(path, loading);
  loading.catch(() => modules.delete(path));
  return loading;
}
