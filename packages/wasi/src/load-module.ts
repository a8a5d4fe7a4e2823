import { readFile } from "node:fs/promises";

const modules = new Map<string, Promise<WebAssembly.Module>>();

/** Compiles the WebAssembly module in a file, once a process. */
export function loadModule(path: string): Promise<WebAssembly.Module> {
  const known = modules.get(path);
  if (known !== undefined) return known;
  const loading = readFile(path).then((bytes) => WebAssembly.compile(bytes));
  modules.set(path, loading);
  loading.catch(() => modules.delete(path));
  return loading;
}
