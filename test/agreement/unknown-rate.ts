/**
 * How often a policy answers unknown on the plans of the corpus, and why where that is often.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { isSekishoError, type Json } from "@sekisho/estate";
import { judgeAll, wordOf, type Judge, type OurWord } from "./judge.ts";

/** Why a policy answers unknown on more than half of the plans that hold its subjects. */
export const oftenUnknown: Readonly<Record<string, string>> = {
  "cert.endpoint_ca_issued":
    "One plan, whose classic load balancer names the ARN of a certificate that lies outside of it (U2): then what runs decides.",
  "egress.dns_firewall":
    "Plans with a VPC and nothing of DNS Firewall, which is often associated by another configuration or by Firewall Manager (U5).",
  "egress.nacl_restrictive":
    "Subnets without a network ACL of the plan use the default one of their VPC, which no plan shows (U5): it is decided at runtime.",
  "net.compute_no_public_ip":
    "Instances that say nothing of a public address and name no subnet, or one outside the plan: its setting decides (U1, U2).",
  "net.default_sg_closed": "VPCs whose default group the plan does not adopt (U5): it is decided at runtime.",
  "net.entrypoints_allowlisted":
    "Instances of which the plan does not settle whether they get a public address, as for net.compute_no_public_ip (U1).",
  "net.nacl_ingress_restricted":
    "Subnets without a network ACL of the plan use the default one of their VPC, which no plan shows (U5).",
  "net.s3_not_public":
    "Buckets without a block: S3 has blocked public access to new buckets since April 2023, so that absence in a plan is unknown (U5).",
};

/** The words of each policy on the plans that hold its subjects, one a plan: the gravest of its verdicts there. */
export function wordsOnPlans(tools: Judge, shared: string): ReadonlyMap<string, readonly OurWord[]> {
  const words = new Map<string, OurWord[]>();
  for (const json of plansOf(`${shared}/corpus/plans`)) {
    for (const [policy, word] of wordsOn(tools, json)) words.set(policy, [...(words.get(policy) ?? []), word]);
  }
  return words;
}

function wordsOn(tools: Judge, json: Json): readonly (readonly [string, OurWord])[] {
  const findings = readable(() => judgeAll(tools, { isSource: false, json })) ?? [];
  const about = findings.filter(({ status, subject }) => status !== "not_applicable" && subject.address !== null);
  return [...new Set(about.map(({ policy }) => policy))].map((policy) => [
    policy,
    wordOf(about.filter((finding) => finding.policy === policy)),
  ]);
}

/** Reads the plans of the corpus that are JSON; what else stands there is read elsewhere. */
function plansOf(folder: string): readonly Json[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json") && !path.endsWith("provenance.json"))
    .flatMap((path) => {
      try {
        return [JSON.parse(readFileSync(`${folder}/${path}`, "utf8")) as Json];
      } catch (error) {
        if (error instanceof SyntaxError) return [];
        throw error;
      }
    });
}

function readable<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch (error) {
    if (isSekishoError(error)) return null;
    throw error;
  }
}
