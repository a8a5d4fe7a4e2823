import { open, writeFile, type FileHandle } from "node:fs/promises";
import { SekishoError } from "@sekisho/estate";
import { unwritable } from "./files.ts";

/** Where a command reads and writes. */
export interface CommandIo {
  readonly stdin: () => Promise<Uint8Array>;
  readonly stdout: (text: string) => Promise<void>;
  readonly stderr: (text: string) => void;
  /** Shows on a terminal how far a command is, in place of what it showed before; on nothing else. */
  readonly progress: (text: string) => void;
  /** Ends when the user interrupts the process; from then on the process does not end by itself. */
  readonly interrupted: () => AbortSignal;
  /** Whether standard output is a terminal that wants colour. */
  readonly color: boolean;
  /** The language that the locale asks for. */
  readonly lang: "ja" | "en";
  /** Resolves once the process is told to stop. Whoever waits for it keeps the process from ending at that. */
  readonly stopped: () => Promise<void>;
}

/** Writes bytes, or a text in pieces, to a file. */
export async function writeOutput(path: string, content: Iterable<string> | Uint8Array): Promise<void> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, "w");
    if (content instanceof Uint8Array) await file.writeFile(content);
    else for (const chunk of encodedChunks(content)) await file.writeFile(chunk);
  } catch (cause) {
    throw unwritable(path, cause);
  } finally {
    await file?.close();
  }
}

/** Writes a text to a file that is not there yet. */
export async function writeNewFile(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: "wx" });
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code !== "EEXIST") throw unwritable(path, cause);
    throw new SekishoError(
      "FILE_EXISTS",
      `The file ${path} is there already and is not overwritten. Give another name.`,
      { cause, details: { file: path } },
    );
  }
}

const chunkLength = 256 * 1024;

/** What the longest UTF-8 sequence of a UTF-16 code unit takes. */
const bytesPerUnit = 3;

/**
 * Encodes the pieces of a text in chunks that are worth a call of the system each. All chunks stand in the same memory: each
 * holds until the next one is asked for.
 */
function* encodedChunks(pieces: Iterable<string>): Generator<Uint8Array, void, undefined> {
  const chunk = Buffer.allocUnsafeSlow(chunkLength);
  let length = 0;
  for (const piece of pieces) {
    const most = piece.length * bytesPerUnit;
    if (length + most > chunkLength && length > 0) {
      yield chunk.subarray(0, length);
      length = 0;
    }
    if (most > chunkLength) yield Buffer.from(piece);
    else length += chunk.write(piece, length);
  }
  if (length > 0) yield chunk.subarray(0, length);
}

/** Joins the pieces of a text to chunks that are worth a call of the system each. */
export function* chunksOf(pieces: Iterable<string>): Generator<string, void, undefined> {
  let chunk: string[] = [];
  let length = 0;
  for (const piece of pieces) {
    chunk.push(piece);
    length += piece.length;
    if (length < chunkLength) continue;
    yield chunk.join("");
    chunk = [];
    length = 0;
  }
  if (length > 0) yield chunk.join("");
}

/** Makes visible what would steer a terminal: names in a message may come from a file or an argument. */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    character === "\n" ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
