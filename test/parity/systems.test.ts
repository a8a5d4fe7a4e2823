/**
 * The same system in Terraform and in CloudFormation gets the same verdict from every policy.
 *
 * @module
 */
import { createJudge } from "@sekisho-test/agreement/create-judge";
import { contentOfSource, type Judge } from "@sekisho-test/agreement/judge";
import { attestationsDocument, judgesAws } from "@sekisho-test/support";
import { buildEstate, readDocuments, readProfile, resourceTypes, type DocumentInput, type Json } from "@sekisho/estate";
import { evaluatePolicies } from "@sekisho/policy";
import { beforeAll, describe, expect, test } from "vitest";
import { differenceReasons } from "./differences.ts";
import { withAddresses, type System } from "./system.ts";
import { systems } from "./systems.ts";

let tools: Judge;

beforeAll(async () => {
  tools = await createJudge();
}, 120_000);

const name = { label: "case", digest: "sha256:0" } as const;

function inputOfTerraform(text: string): DocumentInput {
  const content = contentOfSource(tools, { "main.tf": `provider "aws" {\n  region = "ap-northeast-1"\n}\n${text}` });
  if (content === null || !("json" in content)) throw new Error("Terraform refuses the source");
  return { ...name, name: "main.tf", source: { evaluated: content.json, isNew: true } };
}

function inputOfTemplate(template: Json | string): DocumentInput {
  const text = typeof template === "string" ? template : JSON.stringify(template);
  return {
    ...name,
    name: "template.yaml",
    bytes: new TextEncoder().encode(text),
    template: { isNew: true, parameters: { "AWS::Region": "ap-northeast-1" } },
  };
}

/** The verdicts of all policies, one line each, subjects by type and name. */
function verdicts(system: System, input: DocumentInput): readonly string[] {
  const alone = readDocuments([input], resourceTypes);
  const addresses = new Map(
    alone.flatMap(({ resources }) =>
      resources.flatMap(({ type, address }) =>
        address === null ? [] : [[`${type}.${nameOf(address)}`, address] as const],
      ),
    ),
  );
  const addressOf = (name: string): string | null => {
    const [, type = "", own = ""] = /^(aws_\w+)\.(\w+)$/u.exec(name) ?? [];
    return addresses.get(`${type}.${nameOf(own)}`) ?? null;
  };
  const declared = {
    regions: ["ap-northeast-1"],
    guardduty: { frequency: "FIFTEEN_MINUTES" },
    service_endpoints: [],
    ...system.profile,
  };
  const profile = readProfile({
    name: "profile.yaml",
    digest: "sha256:0",
    text: JSON.stringify(withAddresses(declared, addressOf)),
  });
  const documents = readDocuments([input, ...attestationsOf(system, addressOf)], resourceTypes);
  const covered = ["aws_cloudtrail", ...(system.covers ?? [])];
  const estate = buildEstate(documents, {
    profile,
    covers: covered.map((type) => ({ type, account: null, region: null })),
  });
  const instant = "2026-11-01T00:00:00.000Z";
  const { findings } = evaluatePolicies({ estate, bundle: tools.bundle, engine: tools.engine, instant });
  return findings
    .map(({ policy, subject, status, scope, violations, unknown, reason, error }) => {
      const reasons = [...violations.map((one) => one.reason), ...(reason === null ? [] : [reason])].sort();
      const codes = [...new Set(unknown.map(({ code }) => code))].sort();
      const words = [status ?? "null", scope ?? "", reasons.join(), codes.join(), error === null ? "" : "error"];
      return `${policy} ${subject.type} ${nameOf(subject.address ?? entryOf(subject.id))}: ${words.join(" ").trimEnd()}`;
    })
    .sort();
}

function attestationsOf(
  { attestations }: System,
  addressOf: (name: string) => string | null,
): readonly DocumentInput[] {
  if (attestations === undefined) return [];
  const document = withAddresses(attestationsDocument(attestations), addressOf);
  const bytes = new TextEncoder().encode(JSON.stringify(document));
  return [{ ...name, label: "attestations", name: "attestations.json", bytes }];
}

/** The number of an entry of the profile; nothing of what there is one of. */
function entryOf(id: string): string {
  return /\[(\d+)\]$/u.exec(id)?.[1] ?? "";
}

/** `aws_lb.edge_lb` and `EdgeLb` are the same. */
function nameOf(address: string): string {
  return address.replace(/^.*\./u, "").replaceAll("_", "").toLowerCase();
}

/** Verdicts that no system can give in both, with the reason. */
const notWritten: readonly string[] = [
  // It never fails: what it passes with are facts, which the wording of an answer is compared with.
  "cert.client_auth_wording_guard fail",
  // The lists that AWS manages are told by their ids alone; whose list an id is, only what runs and data sources tell.
  "egress.dns_firewall pass",
  // No template can take the default group of a VPC over.
  "net.default_sg_closed pass",
];

describe("systems written twice", () => {
  test.each(systems.map((system) => [system.name, system] as const))("%s", (_, system) => {
    const ours = verdicts(system, inputOfTemplate(system.template));
    const theirs = verdicts(system, inputOfTerraform(system.terraform));
    for (const [subject, why] of Object.entries(system.differences ?? {})) {
      const of = (lines: readonly string[]): readonly string[] =>
        lines.filter((line) => line.startsWith(`${subject}: `));
      expect(of(ours)).not.toEqual(of(theirs));
      expect(Object.keys(differenceReasons)).toContain(why);
    }
    const stated = Object.keys(system.differences ?? {});
    const alike = (line: string): boolean => !stated.some((subject) => line.startsWith(`${subject}: `));
    expect(ours.filter(alike)).toEqual(theirs.filter(alike));
    for (const expected of system.expect)
      expect(
        ours.some((line) => line.startsWith(expected)),
        `${expected}\n${ours.join("\n")}`,
      ).toBe(true);
  });

  test("every policy on AWS is asked, and passes and fails somewhere", () => {
    const lines = systems.flatMap((system) => system.expect);
    const onAws = tools.bundle.policies.filter(({ selection }) => judgesAws(Object.keys(selection.roots)));
    const missing = onAws.flatMap(({ id }) =>
      ["pass", "fail"].flatMap((status) =>
        lines.some((line) => line.startsWith(`${id} `) && line.includes(`: ${status}`)) ? [] : [`${id} ${status}`],
      ),
    );
    expect(missing).toEqual(notWritten);
  });
});
