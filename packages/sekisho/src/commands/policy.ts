import { isDeepStrictEqual } from "node:util";
import type { DifferentSubject, PolicyFailure, PolicyTestResult } from "@sekisho/bundle";
import { builtinPoliciesFolder } from "@sekisho/catalog/files";
import { counted, SekishoError } from "@sekisho/estate";
import { oneOf, parseCommand } from "../arguments.ts";
import { loadCompiler, loadOpa } from "../compiler.ts";
import type { CommandIo } from "../io.ts";
import { ownTypesAt } from "../settings/load-settings.ts";

/** Runs the unit tests and the cases of a folder of policies; exit status 1 if any fails. */
export async function policyCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("policy", argv, {
    policy: { type: "string", multiple: true },
    format: { type: "string" },
    settings: { type: "string" },
  });
  const [action, folder = "policies", ...others] = positionals;
  if (action !== "test" || others.length > 0) {
    throw new SekishoError("USAGE", "policy does one thing: sekisho policy test [FOLDER] [--policy ID…].");
  }
  const format = oneOf("--format", values.format, ["text", "json"], "text");
  const { readPolicyTree, testPolicies } = await loadCompiler("policy test");
  const results = await testPolicies(readPolicyTree(folder), readPolicyTree(builtinPoliciesFolder), await loadOpa(), {
    own: await ownTypesAt(values.settings),
    ...(values.policy === undefined ? {} : { policies: values.policy }),
  });
  // Without tests nothing was shown, which is no success.
  if (results.length === 0) {
    throw new SekishoError("USAGE", `There are no policies in ${folder}. Begin one: sekisho new policy FAMILY.NAME.`);
  }
  await io.stdout(format === "json" ? `${JSON.stringify(results, null, 2)}\n` : text(results, folder));
  return results.some(({ failures }) => failures.length > 0) ? 1 : 0;
}

function text(results: readonly PolicyTestResult[], folder: string): string {
  const lines = results.flatMap(({ policy, unitTests, cases, failures }) => [
    `${policy}: ${counted(unitTests, "unit test")}, ${counted(cases, "case")}${failures.length === 0 ? "" : `: ${String(failures.length)} failed`}`,
    ...failures.flatMap((failure) => failureLines(failure, folder)),
  ]);
  const all = results.reduce((count, { unitTests, cases }) => count + unitTests + cases, 0);
  const failed = results.reduce((count, { failures }) => count + failures.length, 0);
  return `${[...lines, `${counted(all, "test")}: ${failed === 0 ? "all pass" : `${String(failed)} failed`}`].join("\n")}\n`;
}

function failureLines({ kind, name, file, line, subjects }: PolicyFailure, folder: string): readonly string[] {
  return [`  ${kind} ${name} fails  ${folder}/${file}:${String(line)}`, ...subjects.flatMap(subjectLines)];
}

/** The members that differ, each as JSON: what is expected above what was found. */
function subjectLines({ subject, expected, found }: DifferentSubject): readonly string[] {
  if (found === null) return [`    ${subject}: a finding is expected, and there is none`];
  if (expected === null) return [`    ${subject}: no finding is expected`, `      found     ${JSON.stringify(found)}`];
  const [wanted, given] = [new Map(Object.entries(expected)), new Map(Object.entries(found))];
  const names = [...new Set([...wanted.keys(), ...given.keys()])].filter(
    (name) => !isDeepStrictEqual(wanted.get(name), given.get(name)),
  );
  return [
    `    ${subject}`,
    ...names.flatMap((name) => [
      `      ${name}`,
      `        expected  ${shown(wanted.get(name))}`,
      `        found     ${shown(given.get(name))}`,
    ]),
  ];
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
