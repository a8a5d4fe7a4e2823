/**
 * The tool shows what tests do not notice; and a sample of the policies' mutants, with `npm run test:full` all of them.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { readPolicyTree } from "@sekisho/bundle";
import { createCompiler } from "@sekisho/opa";
import { describe, expect, test } from "vitest";
import { leastRatio, mutatePolicy, printResult, ratioOf, type MutationResult } from "./mutate-policy.ts";
import { testedPolicies } from "./tested-policy.ts";

const compiler = await createCompiler();
const tree = readPolicyTree(fileURLToPath(new URL("../../policies", import.meta.url)));

describe("a planted policy", () => {
  const library = Object.fromEntries(Object.entries(tree).filter(([path]) => path.startsWith("sekisho/lib/")));
  const rego = `# METADATA
# title: Planted
# description: A small policy to plant faults in.
# schemas:
#   - input: schema.sekisho.example.planted
# custom:
#   severity: low
#   ja:
#     title: 例
#     description: 例のポリシー。
#   profile: []
#   reasons:
#     PUBLIC:
#       en: It is public.
#       ja: 公開されている。
#   remediation:
#     en: Close it.
#     ja: 閉じる。
#   references:
#     - https://example.com/planted
package sekisho.example.planted

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict.
verdict := finding.fails({finding.violation("PUBLIC", {}, [["publicly_accessible"]])}) if {
	private == "false"
} else := finding.unknown([["publicly_accessible"]]) if {
	private == "unknown"
} else := finding.pass([["publicly_accessible"]]) if {
	private == "true"
}

private := value.ne(input.aws_db_instance.publicly_accessible, true)
`;
  const plan = (value: string): string =>
    `documents: [{ plan: { resources: { aws_db_instance.main: { ${value} } } } }]`;
  const cases = {
    pass: `
  - name: pass
    cites: "example"
    ${plan("after: { engine: postgres, publicly_accessible: false }")}
    expect: [{ subject: "plan#aws_db_instance.main", status: pass, scope: plan, rests_on: [[publicly_accessible]] }]`,
    fail: `
  - name: fail
    cites: "example"
    ${plan("after: { engine: postgres, publicly_accessible: true }")}
    expect:
      - subject: "plan#aws_db_instance.main"
        status: fail
        violations: [{ reason: PUBLIC, rests_on: [[publicly_accessible]] }]`,
    unknown: `
  - name: unknown
    cites: "example"
    ${plan("after: { engine: postgres }, references: { publicly_accessible: [terraform_data.flag.output] }")}
    expect:
      - subject: "plan#aws_db_instance.main"
        status: unknown
        unknown: [{ code: U1, rests_on: [[publicly_accessible]] }]`,
  };
  const testFile = `package sekisho.example.planted_test

import data.sekisho.example.planted as policy

test_names_what_it_rests_on if {
	verdict := policy.verdict with input as {"aws_db_instance": {"publicly_accessible": false}}
	verdict.rests_on == [["publicly_accessible"]]
}
`;

  function mutate(names: readonly (keyof typeof cases)[], more: Readonly<Record<string, string>> = {}): MutationResult {
    const folder = "sekisho/example/planted";
    const files = {
      ...library,
      [`${folder}/planted.rego`]: rego,
      [`${folder}/planted.graphql`]: "{\n  aws_db_instance {\n    publicly_accessible\n  }\n}\n",
      [`${folder}/planted_test.rego`]: testFile,
      [`${folder}/cases.yaml`]: `policy: example.planted\ncases:${names.map((name) => cases[name]).join("\n")}\n`,
      ...Object.fromEntries(Object.entries(more).map(([name, text]) => [`${folder}/${name}`, text])),
    };
    return mutatePolicy(testedPolicies(files, compiler).take("example.planted"), compiler);
  }

  const shown = (result: MutationResult): readonly string[] =>
    result.survivors.map(
      ({ file, change, source }) =>
        `${file.split("/").at(-1) ?? ""}:${change.row}:${change.column} ${change.operator} ${change.change} | ${source}`,
    );

  test("whose cases are complete has no survivor", () => {
    const result = mutate(["pass", "fail", "unknown"]);
    expect({ ...result, mutants: 0, killed: 0 }).toEqual({
      policy: "example.planted",
      mutants: 0,
      killed: 0,
      listed: 0,
      refused: 0,
      survivors: [],
      stale: [],
    });
    expect(result.mutants).toBe(result.killed);
    expect(result.mutants).toBeGreaterThan(15);
  });

  test("without its case of a fail shows the mutants that only this case kills", () => {
    const result = mutate(["pass", "unknown"]);
    const verdict = 'finding.fails({finding.violation("PUBLIC", {}, [["publicly_accessible"]])})';
    const line = `verdict := ${verdict} if {`;
    const violation = 'finding.violation("PUBLIC", {}, [["publicly_accessible"]])';
    expect(shown(result)).toEqual([
      `planted.rego:28:1 remove-branch verdict := ${verdict} removed | ${line}`,
      `planted.rego:28:27 remove-member ${violation} removed from {${violation}} | ${line}`,
      `planted.rego:28:45 change-constant "PUBLIC" → "PUBLIC~" | ${line}`,
      `planted.rego:28:61 change-constant "publicly_accessible" → "publicly_accessible~" | ${line}`,
      'planted.rego:29:13 change-constant "false" → "false~" | private == "false"',
    ]);
    expect(ratioOf(result)).toBeLessThan(leastRatio);
    expect(printResult(result, 0)).toContain(
      '  policies/sekisho/example/planted/planted.rego:29:13: change-constant in verdict: "false" → "false~"\n' +
        '    private == "false"',
    );
  });

  const row = (within: string, source: string, change: string): string =>
    `  - { within: ${within}, source: '${source}', change: '${change}', reason: an example }\n`;
  const list = (rows: string): Readonly<Record<string, string>> => ({
    "mutants.yaml": `policy: example.planted\nequivalent:\n${rows}`,
  });

  test("does not count a survivor that is listed", () => {
    const listed = list(row("verdict", 'private == "false"', '"false" → "false~"'));
    const [without, result] = [mutate(["pass", "unknown"]), mutate(["pass", "unknown"], listed)];
    expect(result.listed).toBe(1);
    expect(result.survivors.length).toBe(without.survivors.length - 1);
    expect(result.stale).toEqual([]);
  });

  test("refuses a listed survivor that is killed now, and one that is gone", () => {
    const rows = row("verdict", 'private == "false"', '"false" → "false~"') + row("verdict", "elsewhere", "1 → 2");
    const { stale } = mutate(["pass", "fail", "unknown"], list(rows));
    expect(stale.map(({ row: { change }, why }) => `${change}: ${why}`)).toEqual([
      '"false" → "false~": killed',
      "1 → 2: gone",
    ]);
  });

  test("refuses a row without a reason", () => {
    const rows = "  - { within: verdict, source: a, change: b }\n";
    expect(() => mutate(["pass", "fail", "unknown"], list(rows))).toThrow('equivalent[0]: "reason" is missing.');
  });

  test("tells nothing while its own tests fail", () => {
    const broken = { "planted_test.rego": testFile.replace('[["publicly_accessible"]]', "[]") };
    expect(() => mutate(["pass"], broken)).toThrow("its own tests fail");
  });
});

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws some of the numbers below `count`. */
function draw(count: number, some: number, random: () => number): ReadonlySet<number> {
  const drawn = new Set<number>();
  while (drawn.size < Math.min(count, some)) drawn.add(Math.floor(random() * count));
  return drawn;
}

const isFull = process.env["SEKISHO_FULL"] === "1";
const seed = 20_261_101;
const sampled = { policies: 6, mutants: 12 };

describe(isFull ? "every mutant of every policy" : `a sample of the mutants (seed ${String(seed)})`, () => {
  const { ids, take } = testedPolicies(tree, compiler);
  const drawn = draw(ids.length, sampled.policies, randomFrom(seed));
  const chosen = isFull ? ids : ids.filter((_, index) => drawn.has(index));

  test.each(chosen)("%s", { timeout: 1_800_000 }, (id) => {
    const started = performance.now();
    const result = isFull
      ? mutatePolicy(take(id), compiler)
      : mutatePolicy(take(id), compiler, (count) => draw(count, sampled.mutants, randomFrom(seed)));
    console.log(printResult(result, (performance.now() - started) / 1000));
    expect(result.stale).toEqual([]);
    // Of a sample as small as this a policy may well leave one more than its share.
    const allowed = Math.ceil((1 - leastRatio) * (result.mutants - result.listed)) + (isFull ? 0 : 1);
    expect(result.survivors.length).toBeLessThanOrEqual(allowed);
    if (isFull) expect(ratioOf(result)).toBeGreaterThanOrEqual(leastRatio);
  });
});
