import { SekishoError } from "@sekisho/estate";
import { verdictOrder } from "../aggregate.ts";
import { isBefore } from "../calendar.ts";
import { jsonPart, type JsonPart } from "../json-part.ts";
import type { ClaimVerdict, Report } from "../report.ts";
import { statementOf, type DigestText, type Statement } from "./statement.ts";

/** Signs for the holder of one key. */
export interface LedgerSigner {
  /** Digest of the public key, in DER. */
  readonly key: string;
  /** Gives the signature of a text's UTF-8 bytes in base64. */
  readonly sign: (text: string) => string;
}

/** Tells whether a signature in base64 is that of the key with a digest; null if the key is not at hand. */
export type VerifySignature = (key: string, text: string, signature: string) => boolean | null;

/** A ledger as it is given. */
export interface LedgerInput {
  readonly name: string;
  readonly text: string;
}

/** A ledger that was verified. */
export interface Ledger {
  readonly name: string;
  readonly statements: readonly Statement[];
  /** Digest of the last line, without its line break; null if there is none. Whoever keeps it can tell later what is missing. */
  readonly head: string | null;
  /** Digests of all lines, in order. */
  readonly lines: readonly string[];
}

/**
 * Reads a ledger and verifies it: every line is one that its key signed, byte by byte, and follows the line before. Lines that
 * are missing at the end are not seen in it; `head` is for that.
 *
 * @throws SekishoError `LEDGER_INVALID` with the line that is the first to be wrong.
 */
export function readLedger({ name, text }: LedgerInput, verify: VerifySignature, digest: DigestText): Ledger {
  const lines = text.split("\n");
  if (lines.pop() !== "") {
    throw invalid(name, lines.length + 1, "the line is cut off", "Remove it if writing it was interrupted");
  }
  const statements: Statement[] = [];
  const digests: string[] = [];
  for (const [index, line] of lines.entries()) {
    const refuse = (what: string, advice = tampered): never => {
      throw invalid(name, index + 1, what, advice);
    };
    const { statement, signature } = readLine(line, refuse);
    const isSigned = verify(statement.key, JSON.stringify(statement), signature);
    if (isSigned === null) {
      refuse(`it is signed with a key that was not given (${statement.key})`, "Give its public key as well");
    }
    if (isSigned !== true) refuse("the signature is not that of its statement");
    const before = statements.at(-1);
    if (statement.sequence !== index + 1) refuse(`it is statement ${String(statement.sequence)} of its ledger`);
    if (statement.previous !== (digests.at(-1) ?? null)) refuse("it does not follow the line before");
    if (before !== undefined && isBefore(statement.instant, before.instant)) refuse("it is older than the line before");
    statements.push(statement);
    digests.push(digest(line));
  }
  return { name, statements, head: digests.at(-1) ?? null, lines: digests };
}

const tampered = "The ledger was changed after it was written: take it from a backup";

/**
 * Writes the line, with its line break, by which a report is added to a ledger. The report has to name the ledger's head.
 *
 * @throws SekishoError `USAGE` for a report without a sheet, and one that is older than the ledger's last statement.
 */
export function ledgerLine(
  ledger: Ledger,
  entry: { readonly report: Report; readonly reportDigest: string; readonly issued: string | null },
  signer: LedgerSigner,
  digest: DigestText,
): string {
  const { report, reportDigest, issued } = entry;
  if (report.sheet === null) {
    throw new SekishoError("USAGE", "A ledger holds answers of a sheet, and none was checked. Leave --sheet none out.");
  }
  const last = ledger.statements.at(-1);
  if (last !== undefined && isBefore(report.instant, last.instant)) {
    throw new SekishoError(
      "USAGE",
      `The ledger ${ledger.name} goes on to ${last.instant}, and the check is of ${report.instant}. A ledger is written forwards: use another one for earlier instants.`,
    );
  }
  const frame = {
    sequence: ledger.statements.length + 1,
    previous: ledger.head,
    key: signer.key,
    issued,
    report: reportDigest,
  };
  const statement = statementOf(report, report.sheet, frame, digest);
  return `${JSON.stringify({ statement, signature: signer.sign(JSON.stringify(statement)) })}\n`;
}

function invalid(name: string, line: number, what: string, advice: string): SekishoError {
  return new SekishoError(
    "LEDGER_INVALID",
    `The ledger ${name} does not verify: line ${String(line)}: ${what}. ${advice}.`,
    {
      details: { file: name, line },
    },
  );
}

type Refuse = (what: string) => never;

/** Only the one way in which a line is written is a line: then no byte of it can differ unseen. */
function readLine(line: string, refuse: Refuse): { readonly statement: Statement; readonly signature: string } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return refuse("it is not JSON");
  }
  const part = jsonPart(json, "", (at, expected) => refuse(`${expected} is expected at ${at === "" ? "/" : at}`));
  const read = { statement: readStatement(part.member("statement")), signature: part.member("signature").text() };
  return JSON.stringify(read) === line ? read : refuse("it is written in another way than a ledger is");
}

const verdicts: readonly ClaimVerdict[] = [...verdictOrder, "not_claimed"];

function readStatement(part: JsonPart): Statement {
  const text = (name: string): string => part.member(name).text();
  const textOrNull = (name: string): string | null => part.member(name).orNull((value) => value.text());
  const sheet = part.member("sheet");
  const bundle = part.member("bundle");
  return {
    schema: part.member("schema").oneOf(["sekisho.ledger/v1"]),
    sequence: part.member("sequence").number(),
    previous: textOrNull("previous"),
    key: text("key"),
    instant: text("instant"),
    issued: textOrNull("issued"),
    sheet: { id: sheet.member("id").text(), digest: sheet.member("digest").text() },
    bundle: { revision: bundle.member("revision").text(), digest: bundle.member("digest").text() },
    profile: textOrNull("profile"),
    waivers: textOrNull("waivers"),
    documents: part.member("documents").items((document) => document.text()),
    report: text("report"),
    claims: part.member("claims").items((claim) => ({
      claim: claim.member("claim").text(),
      verdict: claim.member("verdict").oneOf(verdicts),
      evidence: claim.member("evidence").text(),
    })),
  };
}
