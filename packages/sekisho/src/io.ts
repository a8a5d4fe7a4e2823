import { writeFile } from "node:fs/promises";
import { SekishoError } from "@sekisho/estate";

/** Where a command reads and writes. */
export interface CommandIo {
  readonly stdin: () => Promise<Uint8Array>;
  readonly stdout: (text: string) => Promise<void>;
  readonly stderr: (text: string) => void;
  /** Whether standard output is a terminal that wants colour. */
  readonly color: boolean;
  /** The language that the locale asks for. */
  readonly lang: "ja" | "en";
}

/** Writes a text or bytes to a file. */
export async function writeOutput(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (cause) {
    throw new SekishoError(
      "FILE_UNREADABLE",
      `The file ${path} cannot be written: the system says ${(cause as { code?: string }).code ?? "no"}. Check the path.`,
      { cause, details: { file: path } },
    );
  }
}
