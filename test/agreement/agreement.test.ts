import type { Json } from "@sekisho/estate";
import { sharedFolder, skipReason } from "@sekisho-test/support";
import { beforeAll, describe, expect, test } from "vitest";
import { eventOf, readConfigRuleCases, readAllSources, readPlanRunnerChecks, readToolCases } from "./cases.ts";
import { askedReasons, perimeterFamilies, readControls, unasked, type Control } from "./controls.ts";
import { createJudge } from "./create-judge.ts";
import { differenceReasons, explains, readDifferences, type Comparison } from "./differences.ts";
import { declared } from "./declarations.ts";
import { contentOf, contentOfSource, judge, judgeAll, type Judge } from "./judge.ts";
import { supplements } from "./supplements.ts";
import { oftenUnknown, wordsOnPlans } from "./unknown-rate.ts";

const shared = sharedFolder();
if (shared === null) console.warn(`the agreement with other tools: ${skipReason() ?? ""}`);

function compare(tools: Judge, folder: string, controls: readonly Control[]): readonly Comparison[] {
  return readToolCases(folder, controls).flatMap((toolCase) => {
    const content = contentOf(tools, toolCase);
    return toolCase.expected.map(({ address, says }) => ({
      toolCase,
      at: address ?? toolCase.name,
      theirs: says,
      ours: judge(tools, toolCase, content, address),
    }));
  });
}

function byFirst([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

describe.skipIf(shared === null)("other tools' cases of what our policies ask", () => {
  const folder = shared ?? "";
  const differences = readDifferences();
  let tools: Judge;
  let controls: readonly Control[] = [];
  let comparisons: readonly Comparison[] = [];

  beforeAll(async () => {
    tools = await createJudge();
    const ids = tools.bundle.policies.map(({ id }) => id);
    controls = readControls(folder).filter(({ policy }) => ids.includes(policy));
    comparisons = compare(tools, folder, controls);
  });

  function describeOne({ toolCase, at, theirs, ours }: Comparison): string {
    const because = [...ours.reasons, ...ours.unknown].join(", ");
    return `${toolCase.policy} ${toolCase.check} ${toolCase.name} ${at}: theirs ${theirs}, ours ${ours.word} (${because})`;
  }

  test("every difference has its reason", () => {
    const unexplained = comparisons.filter(
      (comparison) =>
        comparison.ours.word !== comparison.theirs && !differences.some((one) => explains(one, comparison)),
    );
    expect(unexplained.map(describeOne)).toEqual([]);
  });

  test("every reason is one of the list, cites a sentence or a page, and still explains all that it names", () => {
    const unused: string[] = [];
    for (const difference of differences) {
      const { policy, check, at, why, cites } = difference;
      const control = controls.find((one) => one.policy === policy);
      expect(Object.keys(differenceReasons), check).toContain(why);
      expect(control?.text.includes(cites) === true || cites.startsWith("https://"), `${check}: ${cites}`).toBe(true);
      for (const name of at) {
        const found = comparisons.filter((comparison) => comparison.at === name && explains(difference, comparison));
        if (found.length === 0) unused.push(`${check} ${name}`);
      }
    }
    expect(unused).toEqual([]);
    const used = new Set<string>(differences.map(({ why }) => why));
    expect(Object.keys(differenceReasons).filter((reason) => !used.has(reason))).toEqual([]);
  });

  test("every policy of the perimeter is compared, or it is said what was looked for in vain", () => {
    const compared = new Set(comparisons.map(({ toolCase: { policy } }) => policy));
    const ofPerimeter = controls
      .map(({ policy }) => policy)
      .filter((policy) => perimeterFamilies.some((family) => policy.startsWith(`${family}.`)));
    expect(ofPerimeter).toHaveLength(40);
    expect(ofPerimeter.filter((policy) => !compared.has(policy)).sort()).toEqual(Object.keys(unasked).sort());
    console.log(
      ["no tool asks what these policies ask:", ...Object.entries(unasked).map((row) => `  ${row.join(": ")}`)].join(
        "\n",
      ),
    );
  });

  test("a check that asks a part of what the policy asks gets our answer to that part", () => {
    const asked = comparisons.filter(({ toolCase }) => Object.hasOwn(askedReasons, toolCase.check));
    expect(asked.length).toBeGreaterThan(0);
    for (const comparison of asked) {
      const { toolCase, theirs, ours } = comparison;
      const reason = askedReasons[toolCase.check] ?? "";
      expect(ours.reasons.includes(reason), describeOne(comparison)).toBe(theirs === "fail");
    }
    console.log(`${String(asked.length)} verdicts on a part of what a policy asks: all agree on that part`);
  });

  test("the table", () => {
    const groups = groupedBy(({ toolCase: { tool, policy } }) => `${tool.padEnd(8)} ${policy}`);
    const judged = new Set(comparisons.flatMap(({ toolCase: { policy, check } }) => [policy, check]));
    const silent = controls.map(({ policy }) => policy).filter((policy) => !judged.has(policy));
    const checks = controls.flatMap(({ equivalents }) => Object.values(equivalents).flat());
    const absent = checks.filter((check) => !judged.has(check));
    const planChecks = readPlanRunnerChecks(folder);
    const onPlans = planChecks.filter((check) =>
      controls.some(({ equivalents }) => equivalents.Checkov.includes(check)),
    );
    console.log(
      [
        `${"tool     policy".padEnd(46)} ${headings}`,
        ...[...groups].sort(byFirst).map(([key, group]) => rowOf(key, group)),
        `no case in the corpus for the policies ${silent.join(", ")}`,
        `no case in the corpus of ${String(absent.length)} of ${String(checks.length)} checks: ${absent.join(", ")}`,
        `${String(onPlans.length)} of the ${String(planChecks.length)} checks of Checkov's plan runner ask what a policy asks`,
        ...declared.map((sentence) => `declared for every case: ${sentence}`),
        ...supplements.map((sentence) => `added to the cases: ${sentence}`),
      ].join("\n"),
    );
    expect(comparisons.length).toBeGreaterThan(50);
  });

  test("the tools, and by policy what they decide and we do not", () => {
    const tools = groupedBy(({ toolCase: { tool } }) => tool);
    const policies = groupedBy(({ toolCase: { policy } }) => policy);
    const checksOf = (group: readonly Comparison[]): number =>
      new Set(group.map(({ toolCase: { check } }) => check)).size;
    console.log(
      [
        `${"tool     checks".padEnd(46)} ${headings}`,
        ...[...tools]
          .sort(byFirst)
          .map(([tool, group]) => rowOf(`${tool.padEnd(8)} ${String(checksOf(group))}`, group)),
        "decided by a tool and not by us, each with its reason:",
        ...[...policies].sort(byFirst).map(([policy, group]) => {
          const theirs = group.filter(({ theirs: word }) => word === "pass" || word === "fail");
          const open = theirs.filter(({ ours: { word } }) => word !== "pass" && word !== "fail");
          const explained = open.filter((one) => differences.some((difference) => explains(difference, one)));
          expect(explained, policy).toHaveLength(open.length);
          const share = ((100 * open.length) / theirs.length).toFixed(0);
          return `  ${policy.padEnd(40)} ${String(open.length)} of ${String(theirs.length)} (${share} %), explained ${String(explained.length)}`;
        }),
      ].join("\n"),
    );
    expect([...tools.keys()].sort()).toEqual(["Checkov", "Config", "Guard", "Hooks", "Regula", "Trivy"]);
  });

  const headings = "cases  verdicts  agree  differ  undecided  reasons";

  function groupedBy(keyOf: (comparison: Comparison) => string): ReadonlyMap<string, readonly Comparison[]> {
    const groups = new Map<string, Comparison[]>();
    for (const comparison of comparisons) {
      groups.set(keyOf(comparison), [...(groups.get(keyOf(comparison)) ?? []), comparison]);
    }
    return groups;
  }

  function rowOf(key: string, group: readonly Comparison[]): string {
    const reasons = new Map<string, number>();
    let decided = 0;
    for (const comparison of group) {
      const reason = differences.find((one) => explains(one, comparison))?.why ?? "unexplained";
      if (reason === "unexplained" && comparison.ours.word === comparison.theirs) continue;
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      if (comparison.ours.word === "pass" || comparison.ours.word === "fail") decided += 1;
    }
    const differing = [...reasons.values()].reduce((sum, count) => sum + count, 0);
    return [
      key.padEnd(46),
      String(new Set(group.map(({ toolCase }) => toolCase)).size).padStart(5),
      String(group.length).padStart(9),
      String(group.length - differing).padStart(6),
      String(decided).padStart(7),
      String(differing - decided).padStart(10),
      ` ${[...reasons].map(([reason, count]) => `${reason} ${String(count)}`).join(", ")}`,
    ].join(" ");
  }

  test("every case of AWS Config's community rules is read, and every policy gives a verdict on it", () => {
    const cases = readConfigRuleCases(folder);
    const ofRule = (rule: string): Control | undefined =>
      readControls(folder).find(({ equivalents }) => equivalents.Config.includes(rule));
    const lines = cases.map((one) => {
      const findings = judgeAll(tools, { isSource: false, json: JSON.parse(eventOf(one)) as Json });
      for (const { policy, error, subject } of findings)
        expect(error, `${one.test} ${policy} ${subject.id}`).toBeNull();
      const control = ofRule(one.rule);
      const asking = control === undefined ? "no entry asks this" : `asked by ${control.policy}`;
      const isAsked = controls.some(({ policy }) => policy === control?.policy);
      const ours = findings.flatMap(({ policy, status, subject }) =>
        subject.address === null && /^(?:account|region)$/u.test(subject.type) ? [] : [`${policy} ${status ?? "none"}`],
      );
      return `  ${one.rule} ${one.test}: theirs ${one.expected}; ${isAsked ? "compared above" : asking}${ours.length === 0 ? "" : `; ours: ${ours.join(", ")}`}`;
    });
    console.log([`${String(cases.length)} cases of AWS Config's community rules:`, ...lines].join("\n"));
    expect(cases).toHaveLength(16);
    // Two of them are about types that are read: groups, and load balancers of which only attributes are told.
    expect(lines.filter((line) => line.includes("; ours: ")).length).toBeGreaterThanOrEqual(4);
  });

  test("all their Terraform source is evaluated or refused, and every policy gives a verdict on it", () => {
    const sources = readAllSources(folder);
    const counts = new Map<string, Map<string, number>>();
    const refused: string[] = [];
    for (const [name, files] of sources) {
      const content = contentOfSource(tools, files);
      if (content === null) refused.push(name);
      for (const { policy, subject, status, error } of content === null ? [] : judgeAll(tools, content)) {
        expect(error, `${name} ${policy}`).toBeNull();
        // Most sources have no trail, and nothing more is to be said of their account.
        if (subject.address === null) continue;
        const statuses = counts.get(policy) ?? new Map<string, number>();
        counts.set(policy, statuses.set(status ?? "none", (statuses.get(status ?? "none") ?? 0) + 1));
      }
    }
    console.log(
      [
        `${String(sources.size - refused.length)} of ${String(sources.size)} sources evaluated; refused, as Terraform does:`,
        ...refused.map((one) => `  ${one}`),
        "findings on the resources of all of them:",
        ...[...counts].sort(byFirst).map(([policy, statuses]) => {
          const sum = [...statuses.values()].reduce((total, count) => total + count, 0);
          const rate = (100 * (statuses.get("unknown") ?? 0)) / sum;
          const words = [...statuses].sort(byFirst).map(([word, count]) => `${word} ${String(count)}`);
          return `  ${policy.padEnd(30)} ${words.join(", ")}; unknown ${rate.toFixed(0)} %`;
        }),
      ].join("\n"),
    );
    expect(refused.length).toBeLessThan(sources.size / 20);
  });

  test("a policy that is unknown on more than half of the plans that hold its subjects says why", () => {
    const words = wordsOnPlans(tools, folder);
    const rates = [...words].sort(byFirst).map(([policy, list]) => {
      const unknown = list.filter((word) => word === "unknown").length;
      return { policy, plans: list.length, unknown, isOften: unknown > list.length / 2 };
    });
    console.log(
      [
        "unknown on plans of the corpus that hold subjects of the policy:",
        ...rates.map(
          ({ policy, plans, unknown, isOften }) =>
            `  ${policy.padEnd(40)} ${String(unknown).padStart(3)} of ${String(plans).padStart(3)}${isOften ? `: ${oftenUnknown[policy] ?? "?"}` : ""}`,
        ),
        `without a subject in any plan: ${tools.bundle.policies
          .map(({ id }) => id)
          .filter((id) => !words.has(id))
          .join(", ")}`,
      ].join("\n"),
    );
    expect(rates.filter(({ isOften }) => isOften).map(({ policy }) => policy)).toEqual(
      Object.keys(oftenUnknown).sort(),
    );
  });
});
