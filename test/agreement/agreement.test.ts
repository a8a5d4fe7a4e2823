import type { Json } from "@sekisho/estate";
import { sharedFolder, skipReason } from "@sekisho-test/support";
import { beforeAll, describe, expect, test } from "vitest";
import { eventOf, readConfigRuleCases, readAllSources, readPlanRunnerChecks, readToolCases } from "./cases.ts";
import { askedReasons, readControls, type Control } from "./controls.ts";
import { createJudge } from "./create-judge.ts";
import { differenceReasons, explains, readDifferences, type Comparison } from "./differences.ts";
import { contentOf, contentOfSource, judge, judgeAll, type Judge } from "./judge.ts";

const shared = sharedFolder();
if (shared === null) console.warn(`the agreement with other tools: ${skipReason() ?? ""}`);

/** Policies whose cases of other tools are not gone through yet: their differences have no reasons. */
const notCompared: readonly string[] = [
  "cert.client_auth_wording_guard",
  "cert.endpoint_ca_issued",
  "cert.valid_strong_renewable",
  "ddos.shield_advanced_protected",
  "ddos.shield_standard_inherited",
  "ddos.waf_rate_rule",
  "dx.private_path_available",
  "egress.controlled_path",
  "egress.dns_firewall",
  "egress.nacl_restrictive",
  "egress.sg_destinations_allowlisted",
  "net.app_ip_restriction_present",
  "net.compute_no_public_ip",
  "net.datastores_private",
  "net.default_sg_closed",
  "net.eks_endpoint_private",
  "net.entrypoints_allowlisted",
  "net.igw_only_in_edge_vpc",
  "net.internal_ports_allowlist",
  "net.nacl_ingress_restricted",
  "net.no_igw_route_internal",
  "net.s3_not_public",
  "net.snapshots_images_not_public",
  "net.subnet_no_auto_public_ip",
  "tls.apigw_domain_policy",
  "tls.cloudfront_min_version_and_origin",
  "tls.cloudfront_viewer_https",
  "tls.lb_min_tls12",
  "tls.s3_deny_plain_http",
  "waf.apigw_stage_associated",
  "waf.cloudfront_associated",
  "waf.logging_and_metrics",
  "waf.managed_rule_baseline",
  "waf.managed_rules_auto_version",
  "waf.other_endpoints_associated",
];

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
    expect(notCompared.filter((id) => !ids.includes(id))).toEqual([]);
    controls = readControls(folder).filter(({ policy }) => ids.includes(policy) && !notCompared.includes(policy));
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
      const { check, at, why, cites } = difference;
      const control = controls.find(({ equivalents }) => Object.values(equivalents).flat().includes(check));
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
    const groups = new Map<string, Comparison[]>();
    for (const comparison of comparisons) {
      const key = `${comparison.toolCase.tool.padEnd(8)} ${comparison.toolCase.policy}`;
      groups.set(key, [...(groups.get(key) ?? []), comparison]);
    }
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
        "tool     policy                      cases  verdicts  agree  differ  undecided  reasons",
        ...[...groups].sort(byFirst).map(([key, group]) => rowOf(key, group)),
        `no case in the corpus for the policies ${silent.join(", ")}`,
        `no case in the corpus of ${String(absent.length)} of ${String(checks.length)} checks: ${absent.join(", ")}`,
        `${String(onPlans.length)} of the ${String(planChecks.length)} checks of Checkov's plan runner ask what a policy asks`,
        "declared for every case: all load balancers are service endpoints, all trails are in the case, nothing exists yet",
      ].join("\n"),
    );
    expect(comparisons.length).toBeGreaterThan(50);
  });

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
      key.padEnd(36),
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
});
