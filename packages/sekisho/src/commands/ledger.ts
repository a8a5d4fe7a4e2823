import { counted, SekishoError } from "@sekisho/estate";
import { parseCommand, verifyKeys } from "../arguments.ts";
import type { CommandIo } from "../io.ts";
import { loadVerifier } from "../ledger/keys.ts";
import { loadLedger } from "../ledger/ledger-file.ts";

/**
 * Verifies a ledger and tells its head, which later shows whether lines are missing at its end.
 *
 * @throws SekishoError `LEDGER_INVALID`.
 */
export async function ledgerCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("ledger", argv, {
    "verify-key": { type: "string", multiple: true },
    head: { type: "string" },
  });
  const [action, path, ...others] = positionals;
  if (action !== "verify" || path === undefined || others.length > 0) {
    throw new SekishoError("USAGE", "ledger does one thing: sekisho ledger verify FILE --verify-key FILE.");
  }
  const { name, statements, head, lines } = await loadLedger(path, await loadVerifier(verifyKeys(values)));
  if (values.head !== undefined && !lines.includes(values.head)) {
    throw new SekishoError(
      "LEDGER_INVALID",
      `The ledger ${name} verifies, but does not hold the line ${values.head}: lines are missing at its end, or it is another ledger. Take it from a backup.`,
      { details: { file: path } },
    );
  }
  const span =
    statements.length === 0 ? "" : `, ${statements[0]?.instant ?? ""} to ${statements.at(-1)?.instant ?? ""}`;
  await io.stdout(`${name}: verified, ${counted(statements.length, "statement")}${span}\nhead ${head ?? "none"}\n`);
  return 0;
}
