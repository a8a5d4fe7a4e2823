/**
 * Says what our policies say of the cases of other tools.
 *
 * @module
 */
import {
  buildEstate,
  readDocuments,
  resourceTypes,
  type DocumentInput,
  type Estate,
  type Json,
  type Resource,
} from "@sekisho/estate";
import type { SourceEvaluator } from "@sekisho/hcl";
import { evaluatePolicies, type Finding, type PolicyBundle, type PolicyEngine } from "@sekisho/policy";
import { isList, isObject, type JsonObject } from "@sekisho-test/support";
import type { ToolCase } from "./cases.ts";
import { covered, profileOf } from "./declarations.ts";

/** What we say of a resource; `none` where nothing of ours is about it, `refused` where the case is no Terraform source. */
export type OurWord = "pass" | "fail" | "unknown" | "not_applicable" | "none" | "error" | "refused";

/** What we say, and the policy's reason codes for it. */
export interface Judgement {
  readonly word: OurWord;
  /** Reasons of the violations, or of why it lies outside the question; sorted. */
  readonly reasons: readonly string[];
  /** Codes of why it is unknown; sorted. */
  readonly unknown: readonly string[];
}

/** What evaluates policies. */
export interface Judge {
  readonly evaluator: SourceEvaluator;
  readonly bundle: PolicyBundle;
  readonly engine: PolicyEngine;
}

/** The instant by which all cases are judged. */
const instant = "2026-11-01T00:00:00.000Z";

/** What a case consists of: a document in the shape of a plan, made by Terraform or by evaluating source, or one of a stack. */
export type Content = { readonly isSource: boolean; readonly json: Json } | { readonly stack: string };

/** Evaluates Terraform source; null if Terraform would refuse it. */
export function contentOfSource({ evaluator }: Judge, files: Readonly<Record<string, string>>): Content | null {
  const answer = evaluator.evaluate({ files });
  // The evaluator's answer is JSON by its nature; its interface only names what is in it.
  return answer.ok ? { isSource: true, json: answer.source as unknown as Json } : null;
}

/** Evaluates the content of a case; null if it is no Terraform source. */
export function contentOf(tools: Judge, { content }: ToolCase): Content | null {
  if ("stack" in content) return content;
  if ("plan" in content) return { isSource: false, json: JSON.parse(content.plan) as Json };
  return contentOfSource(tools, content.files);
}

/** Judges the resource at an address of a case, or the case as a whole. */
export function judge(tools: Judge, toolCase: ToolCase, content: Content | null, address: string | null): Judgement {
  if (content === null) return { word: "refused", reasons: [], unknown: [] };
  if (address === null) return heaviest(findingsOf(tools, estateOf(content, toolCase.policy), toolCase.policy));
  const others = othersNaming(toolCase, content, address);
  const findings = findingsOf(tools, estateWithout(others, toolCase, content), toolCase.policy);
  const about = heaviest(findings.filter(({ subject }) => subject.address === address));
  if (isDecisive(about)) return about;
  const nearby = judgeNearby(tools, toolCase, content, address);
  if (isDecisive(nearby)) return nearby;
  return about.word === "none" ? judgeAccount(tools, toolCase, content, address) : about;
}

function isDecisive({ word }: Judgement): boolean {
  return word !== "none" && word !== "not_applicable";
}

/** How far a resource lies from what judges it: from a route over its table and that table's association to a subnet. */
const farthest = 3;

/**
 * Judges what a resource is linked with, by as few links as there are: a rule is judged with its group, a load balancer with
 * the web ACL that an association gives it. Being in one VPC joins nothing. The case's other resources with a verdict are
 * left out.
 */
function judgeNearby(tools: Judge, toolCase: ToolCase, content: Content, address: string): Judgement {
  const estate = estateWithout(othersUnnamed(toolCase, content, address), toolCase, content);
  const findings = findingsOf(tools, estate, toolCase.policy);
  let reached = new Set([address]);
  for (let steps = 0; steps < farthest; steps += 1) {
    reached = new Set([...reached, ...estate.resources.flatMap((resource) => linked(resource, reached))]);
    const found = heaviest(findings.filter(({ subject }) => reached.has(subject.address ?? "")));
    if (isDecisive(found)) return found;
  }
  return heaviest([]);
}

/** The addresses that a link of the resource joins with those that are reached already. */
function linked({ address, type, links }: Resource, reached: ReadonlySet<string>): readonly string[] {
  if (address === null || type === "aws_vpc") return [];
  const named = Object.values(links).flatMap(({ references }) =>
    references.flatMap((reference) => (reference.by === "address" ? [reference.address] : [])),
  );
  if (reached.has(address)) return named;
  return named.some((one) => reached.has(one)) ? [address] : [];
}

/** The other resources with a verdict that name the one at the address: a tool judges a group without them. */
function othersNaming({ policy, expected }: ToolCase, content: Content, address: string): readonly string[] {
  const { resources } = estateOf(content, policy);
  return otherAddresses(expected, address).filter((other) =>
    resources.some((resource) => resource.address === other && linked(resource, new Set([address])).length > 0),
  );
}

/** The other resources with a verdict that the one at the address does not name. */
function othersUnnamed({ policy, expected }: ToolCase, content: Content, address: string): readonly string[] {
  const own = estateOf(content, policy).resources.filter((resource) => resource.address === address);
  const named = own.flatMap((resource) => linked(resource, new Set([address])));
  return otherAddresses(expected, address).filter((other) => !named.includes(other));
}

function otherAddresses(expected: ToolCase["expected"], address: string): readonly string[] {
  return expected.flatMap((other) => (other.address === null || other.address === address ? [] : [other.address]));
}

function estateWithout(addresses: readonly string[], { policy }: ToolCase, content: Content): Estate {
  return estateOf("stack" in content ? content : { ...content, json: without(content.json, addresses) }, policy);
}

/** Judges an account by one of its resources: an account with a good and a bad trail would be neither. */
function judgeAccount(tools: Judge, toolCase: ToolCase, content: Content, address: string): Judgement {
  const estate = estateWithout(otherAddresses(toolCase.expected, address), toolCase, content);
  const account = estate.resources.find((resource) => resource.address === address)?.account;
  return heaviest(findingsOf(tools, estate, toolCase.policy).filter(({ subject }) => subject.id === account));
}

function findingsOf({ bundle, engine }: Judge, estate: Estate, policy: string): readonly Finding[] {
  return evaluatePolicies({ estate, bundle, engine, instant, policies: [policy] }).findings;
}

/** Judges a whole case by all policies. */
export function judgeAll(tools: Judge, content: Content): readonly Finding[] {
  return evaluatePolicies({ estate: estateOf(content, null), bundle: tools.bundle, engine: tools.engine, instant })
    .findings;
}

/** Builds the estate of a case with what is declared for the policy's cases. Nothing of a case exists yet. */
function estateOf(content: Content, policy: string | null): Estate {
  const documents = readDocuments([inputOf(content)], resourceTypes);
  return buildEstate(documents, {
    profile: profileOf(documents, policy),
    covers: covered.map((type) => ({ type, account: null, region: null })),
  });
}

function inputOf(content: Content): DocumentInput {
  const name = { label: "case", name: "case", digest: "sha256:0" } as const;
  if ("stack" in content) {
    return { ...name, bytes: new TextEncoder().encode(content.stack), template: { isNew: true } };
  }
  return content.isSource
    ? { ...name, source: { evaluated: content.json, isNew: true } }
    : { ...name, bytes: new TextEncoder().encode(JSON.stringify(content.json)) };
}

const byWeight: readonly OurWord[] = ["error", "fail", "unknown", "pass", "not_applicable"];

/** The gravest word of several findings. */
export function wordOf(findings: readonly Finding[]): OurWord {
  return byWeight.find((candidate) => findings.some(({ status }) => status === candidate)) ?? "none";
}

/** One judgement of several findings: the gravest word. */
function heaviest(findings: readonly Finding[]): Judgement {
  const word = wordOf(findings);
  const decisive = findings.filter(({ status }) => status === word);
  return {
    word,
    reasons: distinct(
      decisive.flatMap(({ violations, reason }) => [
        ...violations.map((violation) => violation.reason),
        ...(reason === null ? [] : [reason]),
      ]),
    ),
    unknown: distinct(decisive.flatMap(({ unknown }) => unknown.map(({ code }) => code))),
  };
}

function distinct(words: readonly string[]): readonly string[] {
  return [...new Set(words)].sort();
}

/** Leaves resources out of a document in the shape of a plan. */
function without(json: Json, addresses: readonly string[]): Json {
  if (isList(json)) {
    return json
      .filter((item) => !isObject(item) || typeof item["address"] !== "string" || !addresses.includes(item["address"]))
      .map((item) => without(item, addresses));
  }
  if (!isObject(json)) return json;
  const members = Object.entries(json).map(([key, value]): [string, Json] => [key, without(value, addresses)]);
  return Object.fromEntries(members) satisfies JsonObject;
}
