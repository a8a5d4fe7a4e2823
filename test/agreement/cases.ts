/**
 * Reads the cases of other tools: Terraform source, a plan or a document of CloudFormation, and what the tool says of it.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Control, Tool } from "./controls.ts";
import { completeSource, completeTemplate, completeText } from "./supplements.ts";

/** What a tool says of a resource. */
export type Word = "pass" | "fail" | "unknown" | "not_applicable";

/** A case of another tool that asks what a policy asks. */
export interface ToolCase {
  readonly tool: Tool;
  readonly check: string;
  readonly policy: string;
  /** Unique among the cases of its check. */
  readonly name: string;
  /** Texts of Terraform source by path, a plan or an event of AWS Config, or a template or hook input of CloudFormation. */
  readonly content:
    { readonly files: Readonly<Record<string, string>> } | { readonly plan: string } | { readonly stack: string };
  /** What the tool says, by address; of the case as a whole where the address is null. */
  readonly expected: readonly { readonly address: string | null; readonly says: Word }[];
}

/** Reads the cases of every check that is an equivalent of one of the policies. */
export function readToolCases(shared: string, controls: readonly Control[]): readonly ToolCase[] {
  const corpus = `${shared}/corpus`;
  return controls.flatMap(({ policy, equivalents }) => [
    ...equivalents.Checkov.flatMap((check) => casesOfCheckov(corpus, check, policy)),
    ...equivalents.Trivy.flatMap((check) => casesOfTrivy(corpus, check, policy)),
    ...equivalents.Regula.flatMap((rule) => casesOfRegula(corpus, rule, policy)),
    ...equivalents.Guard.flatMap((rule) => casesOfGuard(corpus, rule, policy)),
    ...equivalents.Config.flatMap((rule) => casesOfConfigRule(corpus, rule, policy)),
    ...equivalents.Hooks.flatMap((hook) => casesOfHook(corpus, hook, policy)),
  ]);
}

/** Reads every text of Terraform source that Checkov's cases consist of, whatever they ask, by the name of the case. */
export function readAllSources(shared: string): ReadonlyMap<string, Readonly<Record<string, string>>> {
  const corpus = `${shared}/corpus`;
  return new Map([
    ...resourceCases(corpus).map(({ example, files }) => [example, textsOf(corpus, files)] as const),
    ...graphCases(corpus).map(({ example, dir }) => [example, textsBelow(corpus, dir)] as const),
    ...inlineCases(corpus).map(({ test, hcl }) => [test, { "main.tf": hcl }] as const),
    ...indexOf<TrivyCase>(corpus, "trivy-checks-index.json").flatMap(({ file }) =>
      examplesOfTrivy(corpus, file).map(({ name, text }) => [`${file} ${name}`, { "main.tf": text }] as const),
    ),
  ]);
}

/** Lists the checks whose results on plans Checkov's own tests state. */
export function readPlanRunnerChecks(shared: string): readonly string[] {
  const cases = indexOf<{ readonly checks: string }>(`${shared}/corpus`, "checkov-plan-runner-expectations.json");
  return [...new Set(cases.flatMap(({ checks }) => checks.match(/CKV2?_AWS_\d+/gu) ?? []))];
}

/** A case of the rules that the community has written for AWS Config: an event with one item, and what the rule says. */
export interface ConfigRuleCase {
  readonly rule: string;
  readonly test: string;
  readonly invokingEvent: unknown;
  readonly ruleParameters: unknown;
  readonly expected: "COMPLIANT" | "NON_COMPLIANT" | "NOT_APPLICABLE";
}

/** Reads the cases of all of those rules. */
export function readConfigRuleCases(shared: string): readonly ConfigRuleCase[] {
  return indexOf(`${shared}/corpus`, "aws-config-rules-cases.json");
}

/** The event with which AWS Config invokes the rule of a case. */
export function eventOf({ invokingEvent, ruleParameters }: ConfigRuleCase): string {
  return JSON.stringify({
    invokingEvent: JSON.stringify(invokingEvent),
    ruleParameters: JSON.stringify(ruleParameters ?? {}),
  });
}

interface ResourceCase {
  readonly check: string | null;
  readonly example: string;
  readonly passing: readonly string[] | null;
  readonly failing: readonly string[] | null;
  readonly files: readonly string[];
}

interface GraphCase {
  readonly check: string | null;
  readonly example: string;
  readonly passing: readonly string[];
  readonly failing: readonly string[];
  readonly dir: string;
}

interface InlineCase {
  readonly check: string | null;
  readonly test: string;
  readonly expected: "PASSED" | "FAILED" | "UNKNOWN";
  readonly hcl: string;
}

interface TrivyCase {
  readonly avd: readonly string[];
  readonly file: string;
}

interface GuardFile {
  readonly file: string;
  readonly rules: Readonly<Record<string, unknown>>;
}

interface HookCase {
  readonly hook: string;
  readonly file: string;
  readonly expected: "PASS" | "FAIL";
}

/** Files of Regula's own tests that no index lists, with the words of its tests where a file holds both. */
const filesOfRegula: readonly {
  readonly rule: string;
  readonly file: string;
  readonly valid?: readonly string[];
  readonly invalid?: readonly string[];
}[] = [
  ...["invalid_classic_custom_domain_name", "invalid_classic_custom_domain_name_sam"].map(ofDomainName),
  ...["valid_classic_custom_domain_name_sam", "valid_v2_custom_domain_name_sam"].map(ofDomainName),
  {
    rule: "cloudfront_distribution_https",
    file: "tf/aws/cloudfront/inputs/distribution_https_infra.tf",
    valid: ["aws_cloudfront_distribution.redirect_to_https", "aws_cloudfront_distribution.https_only"],
    invalid: ["aws_cloudfront_distribution.allow_all"],
  },
  { rule: "cloudtrail_target", file: "cfn/cloudtrail/inputs/invalid_target_public_infra.yaml" },
  { rule: "cloudtrail_target", file: "cfn/cloudtrail/inputs/invalid_target_public_write_infra.yaml" },
  ...["rdp_infra.json", "rdp_infra.tf", "ssh_infra.json"].map((name) => ({
    rule: `ingress_anywhere_${name.slice(0, 3)}`,
    file: `tf/aws/security_group/inputs/ingress_anywhere_${name}`,
    valid: ["aws_security_group.valid_sg_1", "aws_security_group.valid_sg_2"],
    invalid: ["aws_security_group.invalid_sg_1", "aws_security_group.invalid_sg_2"],
  })),
  { rule: "s3_block_public_access", file: "cfn/s3/inputs/invalid_block_public_access_infra.yaml" },
  { rule: "s3_block_public_access", file: "cfn/s3/inputs/valid_block_public_access_infra.yaml" },
  { rule: "s3_https_access", file: "cfn/s3/inputs/invalid_https_access_bucket_policy_infra.yaml" },
  { rule: "s3_https_access", file: "cfn/s3/inputs/valid_https_access_bucket_policy_infra.yaml" },
  { rule: "security_groups", file: "tf/aws/security_groups/inputs/invalidTwoSecurityGroupsOpen.tf" },
  {
    rule: "vpc_default_security_group",
    file: "cfn/vpc/inputs/default_security_group_infra.yaml",
  },
  {
    rule: "vpc_ingress_22",
    file: "cfn/vpc/inputs/ingress_22_infra.yaml",
    valid: ["ValidSecurityGroup02", "ValidSecurityGroup03", "ValidSecurityGroup04Ingress01"],
    invalid: [
      "InvalidSecurityGroup01",
      "InvalidSecurityGroup02",
      "InvalidSecurityGroup03",
      "InvalidSecurityGroup04Ingress01",
    ],
  },
  {
    rule: "vpc_nacl_ingress_3389",
    file: "cfn/vpc/inputs/nacl_ingress_3389_infra.yaml",
    valid: ["ValidVpc01Nacl", "ValidVpc02Nacl", "ValidVpc03Nacl"],
    invalid: ["InvalidVpc01Nacl", "InvalidVpc02Nacl", "InvalidVpc03Nacl"],
  },
];

function ofDomainName(name: string): { readonly rule: string; readonly file: string } {
  return { rule: "api_gateway_custom_domain_name", file: `cfn/api_gateway/inputs/${name}_infra.yaml` };
}

interface RegulaCase {
  readonly rule: string;
  readonly plan: string;
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

const wordOfCheckov = { PASSED: "pass", FAILED: "fail", UNKNOWN: "unknown" } as const;

function indexOf<Row>(corpus: string, name: string): readonly Row[] {
  const index = JSON.parse(readFileSync(`${corpus}/groundtruth/${name}`, "utf8")) as { readonly cases: readonly Row[] };
  return index.cases;
}

function resourceCases(corpus: string): readonly ResourceCase[] {
  return indexOf(corpus, "checkov-resource-expectations.json");
}

function graphCases(corpus: string): readonly GraphCase[] {
  return indexOf(corpus, "checkov-graph-expectations.json");
}

function inlineCases(corpus: string): readonly InlineCase[] {
  return indexOf(corpus, "checkov-inline-hcl-cases.json");
}

function casesOfCheckov(corpus: string, check: string, policy: string): readonly ToolCase[] {
  const common = { tool: "Checkov", check, policy } as const;
  const isOf = (row: { readonly check: string | null }): boolean => row.check === check;
  return [
    ...resourceCases(corpus)
      .filter(isOf)
      .map(({ example, passing, failing, files }) => ({
        ...common,
        name: lastOf(example),
        content: { files: completeSource(textsOf(corpus, files)) },
        expected: byAddress(passing, failing),
      })),
    ...graphCases(corpus)
      .filter(isOf)
      .map(({ example, passing, failing, dir }) => ({
        ...common,
        name: lastOf(example),
        content: { files: completeSource(textsBelow(corpus, dir)) },
        expected: byAddress(passing, failing),
      })),
    ...inlineCases(corpus)
      .filter(isOf)
      .map(({ test, expected, hcl }) => ({
        ...common,
        name: lastOf(test).replace(/^.*::/u, ""),
        content: { files: completeSource({ "main.tf": hcl }) },
        expected: [{ address: null, says: wordOfCheckov[expected] }],
      })),
  ];
}

const wordOfConfigRule = { COMPLIANT: "pass", NON_COMPLIANT: "fail", NOT_APPLICABLE: "not_applicable" } as const;

function casesOfConfigRule(corpus: string, check: string, policy: string): readonly ToolCase[] {
  return indexOf<ConfigRuleCase>(corpus, "aws-config-rules-cases.json")
    .filter(({ rule }) => rule === check)
    .map((row) => ({
      tool: "Config" as const,
      check,
      policy,
      name: row.test,
      content: { plan: eventOf(row) },
      expected: [{ address: null, says: wordOfConfigRule[row.expected] }],
    }));
}

function casesOfTrivy(corpus: string, check: string, policy: string): readonly ToolCase[] {
  return indexOf<TrivyCase>(corpus, "trivy-checks-index.json")
    .filter(({ avd }) => avd.includes(check))
    .flatMap(({ file }) => {
      const common = { tool: "Trivy" as const, check, policy };
      return [
        ...examplesOfTrivy(corpus, file).map(({ name, text, says }) => ({
          ...common,
          name,
          content: { files: completeSource({ "main.tf": text }) },
          expected: [{ address: null, says }],
        })),
        ...examplesOfTrivy(corpus, file, "cloudformation").map(({ name, text, says }) => ({
          ...common,
          name: `template ${name}`,
          content: { stack: completeText(text) },
          expected: [{ address: null, says }],
        })),
      ];
    });
}

function examplesOfTrivy(
  corpus: string,
  file: string,
  language: "terraform" | "cloudformation" = "terraform",
): readonly { readonly name: string; readonly text: string; readonly says: Word }[] {
  const { [language]: examples } = parse(readFileSync(`${corpus}/${file}`, "utf8")) as Partial<
    Record<typeof language, { readonly good?: readonly string[]; readonly bad?: readonly string[] }>
  >;
  const { good = [], bad = [] } = examples ?? {};
  return [
    ...good.map((text, index) => ({ name: `good ${String(index + 1)}`, text, says: "pass" as const })),
    ...bad.map((text, index) => ({ name: `bad ${String(index + 1)}`, text, says: "fail" as const })),
  ];
}

function casesOfRegula(corpus: string, rule: string, policy: string): readonly ToolCase[] {
  const common = { tool: "Regula", check: rule, policy } as const;
  const listed = indexOf<RegulaCase>(corpus, "regula-plan-expectations.json").filter(
    (row) => row.rule.split(" ")[0] === rule,
  );
  return [
    ...listed.flatMap(({ plan, valid, invalid }) => {
      const expected = byAddress(valid, invalid);
      // The source of a plan lies among Regula's own files under the same name.
      const source = plan
        .replace("plans/regula/rego__tests__rules__", "groundtruth/regula/")
        .replaceAll("__", "/")
        .replace(/\.json$/u, ".tf");
      const content = { plan: readFileSync(`${corpus}/${plan}`, "utf8") };
      return [
        { ...common, name: "plan", content, expected },
        ...(existsSync(`${corpus}/${source}`)
          ? [{ ...common, name: "source", content: { files: textsOf(corpus, [source]) }, expected }]
          : []),
      ];
    }),
    ...filesOfRegula
      .filter((row) => row.rule === rule)
      .map(({ file, valid, invalid }) => {
        const name = lastOf(file);
        return {
          ...common,
          name,
          content: contentOfRegula(corpus, `groundtruth/regula/${file}`),
          expected:
            valid === undefined
              ? // Other files are named by their verdict.
                [{ address: null, says: name.startsWith("valid") ? ("pass" as const) : ("fail" as const) }]
              : byAddress(valid, invalid ?? []),
        };
      }),
  ];
}

function contentOfRegula(corpus: string, file: string): ToolCase["content"] {
  if (file.endsWith(".tf")) return { files: textsOf(corpus, [file]) };
  const text = readFileSync(`${corpus}/${file}`, "utf8");
  return file.endsWith(".json") ? { plan: text } : { stack: completeText(text) };
}

/** Cases of a rule of Guard's registry that it judges: others are skipped by it, because nothing there is asked. */
function casesOfGuard(corpus: string, rule: string, policy: string): readonly ToolCase[] {
  return indexOf<GuardFile>(corpus, "guard-rules-registry-index.json")
    .filter(({ rules }) => Object.hasOwn(rules, rule))
    .flatMap(({ file }) => {
      const cases = parse(readFileSync(`${corpus}/${file}`, "utf8"), { customTags: [reference] }) as readonly {
        readonly name: string;
        readonly input: unknown;
        readonly expectations: { readonly rules: Readonly<Record<string, string>> };
      }[];
      const names = cases.map(({ name }) => name);
      return cases.flatMap(({ name, input, expectations }, index) => {
        const said = expectations.rules[rule];
        if (said !== "PASS" && said !== "FAIL") return [];
        const expected = [{ address: null, says: wordOfGuard[said] }];
        const nth = names.slice(0, index).filter((other) => other === name).length + 1;
        const own = nth === 1 ? name : `${name} (${String(nth)})`;
        return [
          {
            tool: "Guard",
            check: rule,
            policy,
            name: own,
            content: { stack: JSON.stringify(completeTemplate(input)) },
            expected,
          },
        ];
      });
    });
}

/** `!Ref X` is short for an object. */
const reference = { tag: "!Ref", resolve: (name: string): { readonly Ref: string } => ({ Ref: name }) };

const wordOfGuard = { PASS: "pass", FAIL: "fail" } as const;

function casesOfHook(corpus: string, hook: string, policy: string): readonly ToolCase[] {
  return indexOf<HookCase>(corpus, "cfn-hooks-expectations.json")
    .filter((row) => row.hook === hook)
    .map(({ file, expected }) => ({
      tool: "Hooks",
      check: hook,
      policy,
      name: lastOf(file),
      content: { stack: readFileSync(`${corpus}/${file}`, "utf8") },
      expected: [{ address: null, says: wordOfGuard[expected] }],
    }));
}

function byAddress(passing: readonly string[] | null, failing: readonly string[] | null): ToolCase["expected"] {
  return [
    ...(passing ?? []).map((address) => ({ address, says: "pass" as const })),
    ...(failing ?? []).map((address) => ({ address, says: "fail" as const })),
  ];
}

/** Reads files by their paths below the topmost one's folder. */
function textsOf(corpus: string, files: readonly string[]): Readonly<Record<string, string>> {
  const length = Math.min(...files.map((file) => file.lastIndexOf("/") + 1));
  return Object.fromEntries(files.map((file) => [file.slice(length), readFileSync(`${corpus}/${file}`, "utf8")]));
}

function textsBelow(corpus: string, folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(`${corpus}/${folder}`, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".tf"))
      .map((path) => [path, readFileSync(`${corpus}/${folder}/${path}`, "utf8")]),
  );
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
