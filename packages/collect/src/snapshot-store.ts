import { createHash } from "node:crypto";
import { createWriteStream, existsSync, readdirSync, readFileSync } from "node:fs";
import { appendFileSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { SekishoError, type Capture, type Json } from "@sekisho/estate";
import { canonical, type Parameters } from "./parameters.ts";
import { tarEnd, tarEntry } from "./tar.ts";

/** What a snapshot is of; a snapshot is only continued with the same. */
export interface SnapshotScope {
  readonly account: string;
  readonly partition: string;
  readonly regions: readonly string[];
  /** Resource types; null for all. */
  readonly types: readonly string[] | null;
}

/** A call as it is made: what its captures have in common. */
export interface AskedCall {
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly parameters: Parameters;
}

/** One page of an answer, or the error with which the pages end. */
export type Page =
  | { readonly response: Json; readonly last: boolean; readonly capturedAt: string; readonly error: null }
  | {
      readonly response: null;
      readonly last: false;
      readonly capturedAt: string;
      readonly error: NonNullable<Capture["error"]>;
    };

/** A capture as `manifest.json` has it: its answer stands in a file. */
export type ManifestCapture = Omit<Capture, "response"> & ({ readonly file: string } | { readonly response: null });

/** A line of the journal: a call that is done. */
interface JournalLine {
  /** False if it ended with an error other than that there is no such thing: the next run asks again. */
  readonly answered: boolean;
  readonly captures: readonly {
    readonly capture: ManifestCapture;
    /** Of the file; null with an error. */
    readonly digest: string | null;
  }[];
}

interface JournalHead extends SnapshotScope {
  readonly schema: typeof journalSchema;
}

const journalSchema = "sekisho.collection/v1";
const journalName = "collection.jsonl";
const manifestName = "manifest.json";
const answersName = "answers";

/** A snapshot that is being written. Every call is in the journal once its answers are there as whole files. */
export interface SnapshotStore {
  /** How many calls an earlier run has left answered. */
  readonly kept: number;
  /** What an earlier run was to collect; null for a new snapshot. */
  readonly earlier: SnapshotScope | null;
  /** Begins, or goes on with the same scope. */
  begin: (scope: SnapshotScope) => void;
  /** The answers to a call that an earlier run has left; null if it is to be made. */
  answersTo: (call: AskedCall) => readonly Json[] | null;
  /** Writes the file of a page; it counts only once the call is done. */
  writePage: (call: AskedCall, page: number, response: Json) => string;
  /** Notes that a call is done, and whether it is answered: a call that is not is made again by the next run. */
  done: (call: AskedCall, pages: readonly (Page & { readonly file: string | null })[], isAnswered: boolean) => void;
  /** Writes the manifest, packs if an archive was asked for, and removes what was only for the run. */
  finish: () => Promise<void>;
}

/**
 * Opens a snapshot for writing: a folder, or an archive if the name ends in `.tar.gz`, which is collected in a folder
 * beside it. Null if it is to be continued and is complete already.
 *
 * @throws SekishoError `SNAPSHOT_CONFLICT` if there is something else, or a snapshot that is not to be continued;
 * `FILE_UNREADABLE`.
 */
export function openSnapshot(output: string, resume: boolean): SnapshotStore | null {
  const isArchive = output.endsWith(".tar.gz");
  const folder = isArchive ? `${output}.partial` : output;
  const journal = join(folder, journalName);
  const isCutOff = existsSync(journal);
  if (!isCutOff) {
    const isComplete = isArchive ? existsSync(output) : existsSync(join(folder, manifestName));
    if (isComplete && resume) return null;
    if (isComplete) throw conflict(output, "holds a snapshot already", "Name another place, or remove it");
    if (existsSync(folder) && (!statSync(folder).isDirectory() || readdirSync(folder).length > 0)) {
      throw conflict(folder, "is there and is no snapshot", "Name another place");
    }
  } else if (!resume) {
    throw conflict(folder, "holds a collection that was cut off", "Continue it with --resume, or remove it");
  }
  return createStore(output, folder, isArchive, isCutOff ? readJournal(journal) : null);
}

function createStore(
  output: string,
  folder: string,
  isArchive: boolean,
  left: { readonly head: JournalHead; readonly lines: readonly JournalLine[] } | null,
): SnapshotStore {
  const journal = join(folder, journalName);
  const earlierLines = new Map((left?.lines ?? []).map((line) => [keyOfLine(line), line]));
  const captures = new Map<string, readonly ManifestCapture[]>();
  let scope: SnapshotScope | null = left?.head ?? null;

  const append = (value: object): void => {
    written(journal, () => {
      appendFileSync(journal, `${JSON.stringify(value)}\n`);
    });
  };

  return {
    kept: earlierLines.size,
    earlier: scope,
    begin: (wanted) => {
      if (scope !== null) {
        assertSame(folder, scope, wanted);
        // What is appended must not join a line that was cut off.
        const lines = [{ ...left?.head }, ...earlierLines.values()].map((line) => `${JSON.stringify(line)}\n`);
        writeWhole(journal, lines.join(""));
        return;
      }
      written(folder, () => mkdirSync(folder, { recursive: true }));
      scope = wanted;
      append({ schema: journalSchema, ...wanted });
    },
    answersTo: (call) => {
      const line = earlierLines.get(keyOf(call));
      if (line?.answered !== true) return null;
      const answers = line.captures
        .filter(({ capture }) => "file" in capture)
        .map((entry) => wholeAnswer(folder, entry));
      if (answers.includes(undefined)) return null;
      captures.set(
        keyOf(call),
        line.captures.map(({ capture }) => capture),
      );
      return answers.filter((answer) => answer !== undefined);
    },
    writePage: (call, page, response) => {
      const file = fileOf(call, page);
      const path = join(folder, file);
      written(path, () => mkdirSync(dirname(path), { recursive: true }));
      writeWhole(path, `${JSON.stringify(response)}\n`);
      return file;
    },
    done: (call, pages, answered) => {
      if (scope === null) throw new SekishoError("INTERNAL", "A call is done before the collection has begun.");
      const { account, partition } = scope;
      const { service, operation, region, parameters } = call;
      const made = pages.map(({ file, capturedAt, last, error }, index): ManifestCapture => ({
        ...{ service, operation, parameters, account, region, partition, capturedAt, page: index + 1, last, error },
        ...(file === null ? { response: null } : { file }),
      }));
      captures.set(keyOf(call), made);
      append({
        answered,
        captures: made.map((capture) => ({
          capture,
          digest: "file" in capture ? digestOf(readFileSync(join(folder, capture.file))) : null,
        })),
      });
    },
    finish: async () => {
      const list = [...captures.keys()].sort().flatMap((key) => captures.get(key) ?? []);
      const manifest = manifestText(list);
      const files = list.flatMap((capture) => ("file" in capture ? [capture.file] : []));
      removeOthers(folder, new Set(files));
      if (isArchive) {
        await pack(output, folder, manifest, files);
        written(folder, () => {
          rmSync(folder, { recursive: true, force: true });
        });
      } else {
        writeWhole(join(folder, manifestName), manifest);
        written(journal, () => {
          rmSync(journal);
        });
      }
    },
  };
}

function manifestText(captures: readonly ManifestCapture[]): string {
  const lines = captures.map((capture) => `    ${JSON.stringify(capture)}`);
  return `{\n  "schema": "sekisho.snapshot/v1",\n  "captures": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

function keyOf({ service, operation, region, parameters }: AskedCall): string {
  return [service, operation, region, canonical(parameters)].join(" ");
}

function keyOfLine({ captures: [first] }: JournalLine): string {
  return first === undefined ? "" : keyOf(first.capture);
}

/** A name that is short, and the same for the same call. */
function fileOf({ service, operation, region, parameters }: AskedCall, page: number): string {
  const hash = createHash("sha256").update(canonical(parameters)).digest("hex").slice(0, 16);
  return `${answersName}/${region}/${service}/${operation}-${hash}-${String(page)}.json`;
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Reads an answer that is there as it was written; undefined if it is not. */
function wholeAnswer(folder: string, { capture, digest }: JournalLine["captures"][number]): Json | undefined {
  if (!("file" in capture)) return undefined;
  try {
    const bytes = readFileSync(join(folder, capture.file));
    return digestOf(bytes) === digest ? (JSON.parse(bytes.toString()) as Json) : undefined;
  } catch {
    return undefined;
  }
}

function readJournal(path: string): { readonly head: JournalHead; readonly lines: readonly JournalLine[] } {
  const [head, ...lines] = written(path, () => readFileSync(path, "utf8"))
    .split("\n")
    .map(parsedOrNull);
  if ((head as JournalHead | null | undefined)?.schema !== journalSchema) {
    throw conflict(dirname(path), "holds a collection of another version", "Remove it, or name another place");
  }
  // The last line may be cut off: its call is made again.
  const whole = lines.filter((line) => Array.isArray((line as JournalLine | null)?.captures));
  return { head: head as JournalHead, lines: whole as readonly JournalLine[] };
}

function parsedOrNull(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function assertSame(folder: string, earlier: SnapshotScope, wanted: SnapshotScope): void {
  const remedy = "Continue it with what it was begun with, or name another place";
  if (earlier.account !== wanted.account || earlier.partition !== wanted.partition) {
    throw conflict(
      folder,
      `is of the account ${earlier.account}, and the credentials are of ${wanted.account}`,
      remedy,
    );
  }
  if (JSON.stringify(earlier.regions) !== JSON.stringify(wanted.regions)) {
    throw conflict(folder, `is of other regions (${earlier.regions.join(", ")})`, remedy);
  }
  if (JSON.stringify(earlier.types) !== JSON.stringify(wanted.types)) {
    throw conflict(folder, `is of ${earlier.types === null ? "all" : "other"} resource types`, remedy);
  }
}

/** Removes answers that the snapshot does not name: of calls that were cut off, or of things that are gone. */
function removeOthers(folder: string, files: ReadonlySet<string>): void {
  const answers = join(folder, answersName);
  if (!existsSync(answers)) return;
  for (const entry of readdirSync(answers, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    if (!files.has(path.slice(folder.length + 1).replaceAll("\\", "/"))) rmSync(path);
  }
}

async function pack(output: string, folder: string, manifest: string, files: readonly string[]): Promise<void> {
  function* entries(): Generator<Uint8Array> {
    yield tarEntry(manifestName, Buffer.from(manifest));
    for (const file of files) yield tarEntry(file, readFileSync(join(folder, file)));
    yield tarEnd;
  }
  const temporary = join(folder, "archive.tmp");
  try {
    await pipeline(entries, createGzip(), createWriteStream(temporary));
    renameSync(temporary, output);
  } catch (cause) {
    throw unwritable(output, cause);
  }
}

/** Writes a file so that it is there as a whole or not at all. */
function writeWhole(path: string, text: string): void {
  written(path, () => {
    writeFileSync(`${path}.tmp`, text);
    renameSync(`${path}.tmp`, path);
  });
}

function written<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): SekishoError {
  const reason = (cause as { readonly code?: string }).code ?? "no";
  return new SekishoError(
    "FILE_UNREADABLE",
    `The snapshot cannot be written to ${path}: the system says ${reason}. Check the path and the space.`,
    { cause, details: { file: path } },
  );
}

function conflict(path: string, what: string, remedy: string): SekishoError {
  return new SekishoError("SNAPSHOT_CONFLICT", `${path} ${what}. ${remedy}.`, { details: { file: path } });
}
