/**
 * Policies that are unsound on purpose, each in one way: the machinery that tries the real ones must catch every one. They
 * are compiled without the checks of the build, which would refuse most of them.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compileSelection } from "@sekisho/bundle";
import { resourceTypes } from "@sekisho/estate";
import { createCompiler } from "@sekisho/opa";
import { createEngine } from "@sekisho/policy";
import { describe, expect, test } from "vitest";
import { checkSoundness, constantsOf, isRecord, type Judged, type SoundnessCount } from "./soundness-trees.ts";

const folder = fileURLToPath(new URL("planted", import.meta.url));
const names = readdirSync(folder)
  .filter((name) => name.endsWith(".rego"))
  .map((name) => name.slice(0, -".rego".length))
  .sort();
const files = Object.fromEntries(
  names.map((name) => [`planted/${name}.rego`, readFileSync(`${folder}/${name}.rego`, "utf8")]),
);
const selection = compileSelection(readFileSync(`${folder}/planted.graphql`, "utf8"), resourceTypes);
const compiler = await createCompiler();
const entrypoints = names.map((name) => `planted/${name}/verdict`);
const built = compiler.build({ files, target: "wasm", entrypoints, pruneUnused: true });
if (!built.ok) throw new Error(JSON.stringify(built.errors));
const wasm = built.value.entries["policy.wasm"];
if (wasm === undefined) throw new Error("OPA built no policy.wasm");
const engine = await createEngine(wasm);

/** Tries one policy as the real ones are tried. */
function tried(name: string): SoundnessCount {
  const path = `planted/${name}.rego`;
  const parsed = compiler.parse({ files: { [path]: files[path] ?? "" } });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  const judged: Judged = {
    id: name,
    selection,
    profile: [],
    status(input) {
      const result = engine.evaluate(`planted/${name}/verdict`, JSON.stringify(input));
      const status = result.ok && isRecord(result.value) ? result.value["status"] : undefined;
      return typeof status === "string" ? status : "no verdict";
    },
  };
  const pools = { seen: new Map(), constants: constantsOf(parsed.value[path], [], selection) };
  return checkSoundness(judged, pools, [], { seed: 20_261_101, trees: 1500, isEnough: () => true });
}

describe("a planted policy", () => {
  test.each(names.filter((name) => name !== "sound"))("%s is caught", (name) => {
    expect(() => tried(name)).toThrow(/(?:pass|fail) became (?:pass|fail|unknown)/u);
  });

  test("that is sound is let through", () => {
    const { completions, toPass, toFail } = tried("sound");
    expect([completions > 200, toPass > 0, toFail > 0]).toEqual([true, true, true]);
  });

  test("stands for each of at least ten ways", () => {
    expect(names.length - 1).toBeGreaterThanOrEqual(10);
  });
});
