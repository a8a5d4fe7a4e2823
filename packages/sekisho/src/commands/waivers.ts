import { counted, SekishoError } from "@sekisho/estate";
import { lintWaivers, waiversError } from "@sekisho/sheet";
import { parseCommand } from "../arguments.ts";
import { toInstant } from "../check.ts";
import type { CommandIo } from "../io.ts";
import { loadBundle, loadWaivers } from "../load.ts";

/**
 * Lists everything that is wrong with a file of waivers by itself; what only documents show is found by `check`.
 *
 * @throws SekishoError `WAIVERS_INVALID` if anything is.
 */
export async function waiversCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("waivers", argv, {
    bundle: { type: "string" },
    now: { type: "string" },
  });
  const [action, path, ...others] = positionals;
  if (action !== "lint" || path === undefined || others.length > 0) {
    throw new SekishoError("USAGE", "waivers does one thing: sekisho waivers lint FILE.");
  }
  const instant = toInstant(values.now ?? new Date().toISOString());
  const file = await loadWaivers(path);
  const { bundle } = await loadBundle(values.bundle);
  const { waivers, problems } = lintWaivers(file, bundle.policies, instant);
  if (problems.length > 0) throw waiversError(file, problems);
  await io.stdout(`${file.name}: ${counted(waivers, "waiver")}, no problems\n`);
  return 0;
}
