import { open, readFile, rm } from "node:fs/promises";
import { basename } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { renderJson } from "@sekisho/report";
import { SekishoError } from "@sekisho/estate";
import { ledgerLine, readLedger, type Ledger, type Report, type VerifySignature } from "@sekisho/sheet";
import { digestOf, digestOfPieces, readBytes, unwritable } from "../files.ts";
import type { LedgerKey } from "./keys.ts";

/** Where a report is recorded. */
export interface LedgerTarget {
  readonly path: string;
  readonly key: LedgerKey;
  /** To whom or as what the answered sheet is handed out; null if it is not. */
  readonly issued: string | null;
}

/**
 * Reads a ledger and verifies it.
 *
 * @throws SekishoError `FILE_UNREADABLE`, `LEDGER_INVALID`.
 */
export async function loadLedger(path: string, verify: VerifySignature): Promise<Ledger> {
  return ledgerOf(path, await readBytes(path, "ledger"), verify);
}

/**
 * Adds a report to a ledger, which is made if there is none, and gives the report as it was added: with the ledger's head.
 * Of several processes one writes at a time.
 *
 * @throws SekishoError `LEDGER_INVALID`, `LEDGER_BUSY`, `USAGE`, `FILE_UNREADABLE`.
 */
export async function recordReport(report: Report, { path, key, issued }: LedgerTarget): Promise<Report> {
  return withLock(path, async () => {
    const ledger = ledgerOf(path, await readOrNothing(path), verifyOwn(key));
    const recorded: Report = { ...report, ledger: { name: ledger.name, digest: ledger.head } };
    const reportDigest = digestOfPieces(renderJson(recorded));
    await append(path, ledgerLine(ledger, { report: recorded, reportDigest, issued }, key, digestOf));
    return recorded;
  });
}

/** Lines of other keys are taken as they are: they have to follow each other, and whoever has the keys can verify them. */
function verifyOwn({ verify }: LedgerKey): VerifySignature {
  return (key, text, signature) => verify(key, text, signature) ?? true;
}

function ledgerOf(path: string, bytes: Uint8Array, verify: VerifySignature): Ledger {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new SekishoError(
      "LEDGER_INVALID",
      `The ledger ${basename(path)} does not verify: it is not UTF-8. Take it from a backup.`,
      { cause, details: { file: path } },
    );
  }
  return readLedger({ name: basename(path), text }, verify, digestOf);
}

async function readOrNothing(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as { code?: string }).code === "ENOENT") return new Uint8Array();
    return readBytes(path, "ledger");
  }
}

async function append(path: string, line: string): Promise<void> {
  try {
    const file = await open(path, "a");
    try {
      await file.writeFile(line);
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

const attempts = 100;
const pauseMilliseconds = 100;

/** A file beside the ledger, which only one process can make, is the lock: it works on every file system. */
async function withLock<Result>(path: string, run: () => Promise<Result>): Promise<Result> {
  const lock = `${path}.lock`;
  await take(lock);
  try {
    return await run();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    try {
      const file = await open(lock, "wx");
      await file.writeFile(`${String(process.pid)}\n`);
      await file.close();
      return;
    } catch (cause) {
      if ((cause as { code?: string }).code !== "EEXIST") throw unwritable(lock, cause);
      await wait(pauseMilliseconds);
    }
  }
  throw new SekishoError(
    "LEDGER_BUSY",
    `Another process holds ${lock}. Try again; if no check runs any more, one was interrupted: remove the file.`,
    { details: { file: lock } },
  );
}
