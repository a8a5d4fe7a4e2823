import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import path from "node:path";

/** The folder that holds the whole repository. */
export const repositoryFolder: string = fileURLToPath(new URL("../..", import.meta.url));

/** Creates an empty folder that is removed when the process ends. */
export function tempFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "sekisho-test-"));
  process.once("exit", () => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

/** Finds the folder of shared documents beside the repository; null if there is none. */
export function sharedFolder(): string | null {
  const folder = path.resolve(repositoryFolder, "..", "shared");
  return existsSync(path.join(folder, "corpus")) ? folder : null;
}

/** Says why tests over the corpus do not run; null if they do. */
export function skipReason(): string | null {
  return sharedFolder() === null ? "there is no folder ../shared/corpus beside the repository" : null;
}
