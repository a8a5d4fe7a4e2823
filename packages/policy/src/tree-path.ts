import type { TreePath } from "./finding.ts";

/** Compares two paths element by element: indices by number and before names, a path before what lies below it. */
export function comparePaths(a: TreePath, b: TreePath): number {
  for (const [index, left] of a.entries()) {
    const right = b[index];
    if (right === undefined) return 1;
    if (left === right) continue;
    if (typeof left === "number") return typeof right === "number" ? left - right : -1;
    return typeof right === "number" ? 1 : left < right ? -1 : 1;
  }
  return a.length - b.length;
}

/** Sorts paths and leaves repeated ones out. */
export function canonicalPaths(paths: readonly TreePath[]): readonly TreePath[] {
  return paths
    .toSorted(comparePaths)
    .filter((path, index, sorted) => index === 0 || comparePaths(path, sorted[index - 1] ?? []) !== 0);
}
