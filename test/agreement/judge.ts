/**
 * Says what our policies say of the cases of other tools.
 *
 * @module
 */
import {
  buildEstate,
  emptyProfile,
  readDocuments,
  resourceTypes,
  type DocumentInput,
  type Estate,
  type Json,
  type ReadDocument,
  type Resource,
} from "@sekisho/estate";
import type { SourceEvaluator } from "@sekisho/hcl";
import { evaluatePolicies, type Finding, type PolicyBundle, type PolicyEngine } from "@sekisho/policy";
import { isList, isObject, type JsonObject } from "@sekisho-test/support";
import type { ToolCase } from "./cases.ts";

/** What we say of a resource; `none` where nothing of ours is about it. */
export type OurWord = "pass" | "fail" | "unknown" | "not_applicable" | "none" | "error";

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

/** Evaluates the content of a case. */
export function contentOf(tools: Judge, { check, name, content }: ToolCase): Content {
  if ("stack" in content) return content;
  if ("plan" in content) return { isSource: false, json: JSON.parse(content.plan) as Json };
  const evaluated = contentOfSource(tools, content.files);
  if (evaluated === null) throw new Error(`${check} ${name} is refused: it is no Terraform source.`);
  return evaluated;
}

/** Judges the resource at an address of a case, or the case as a whole. */
export function judge(tools: Judge, toolCase: ToolCase, content: Content, address: string | null): Judgement {
  const estate = estateOf(content);
  const findings = findingsOf(tools, estate, toolCase.policy);
  if (address === null) return heaviest(findings);
  const about = findings.filter(({ subject }) => subject.address === address);
  if (about.length > 0) return heaviest(about);
  const naming = new Set(estate.resources.filter((resource) => names(resource, address)).map(({ id }) => id));
  const nearby = findings.filter(({ subject }) => naming.has(subject.id));
  return nearby.length > 0 ? heaviest(nearby) : judgeAccount(tools, toolCase, content, address);
}

/**
 * Judges an account by one of its resources. The case's other resources with a verdict are left out: a tool judges each
 * by itself, and an account with a good and a bad trail would be neither.
 */
function judgeAccount(tools: Judge, toolCase: ToolCase, content: Content, address: string): Judgement {
  if ("stack" in content) throw new Error(`${toolCase.check} ${toolCase.name} is judged as a whole.`);
  const others = toolCase.expected.flatMap((other) => (other.address === address ? [] : [other.address]));
  const estate = estateOf({ ...content, json: without(content.json, others) });
  const account = estate.resources.find((resource) => resource.address === address)?.account;
  return heaviest(findingsOf(tools, estate, toolCase.policy).filter(({ subject }) => subject.id === account));
}

function names({ links }: Resource, address: string): boolean {
  return Object.values(links).some(({ references }) =>
    references.some((reference) => reference.by === "address" && reference.address === address),
  );
}

function findingsOf({ bundle, engine }: Judge, estate: Estate, policy: string): readonly Finding[] {
  return evaluatePolicies({ estate, bundle, engine, instant, policies: [policy] }).findings;
}

/** Judges a whole case by all policies. */
export function judgeAll(tools: Judge, content: Content): readonly Finding[] {
  return evaluatePolicies({ estate: estateOf(content), bundle: tools.bundle, engine: tools.engine, instant }).findings;
}

/**
 * Builds the estate of a case with the same declarations for all: every load balancer is an endpoint of the service, and
 * the case holds every trail that there is. Nothing of a case exists yet.
 */
function estateOf(content: Content): Estate {
  const documents = readDocuments([inputOf(content)], resourceTypes);
  return buildEstate(documents, {
    profile: { ...emptyProfile, name: "profile.yaml", serviceEndpoints: balancersIn(documents) },
    covers: [{ type: "aws_cloudtrail", account: null, region: null }],
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

function balancersIn(documents: readonly ReadDocument[]): NonNullable<(typeof emptyProfile)["serviceEndpoints"]> {
  return documents
    .flatMap(({ resources }) => resources)
    .filter(({ type, isSubject }) => isSubject && (type === "aws_lb" || type === "aws_elb"))
    .map(({ address }, index) => ({
      address,
      arn: null,
      tag: null,
      origin: `profile.yaml#/service_endpoints/${String(index)}`,
    }));
}

const byWeight: readonly OurWord[] = ["error", "fail", "unknown", "pass", "not_applicable"];

/** One judgement of several findings: the gravest word. */
function heaviest(findings: readonly Finding[]): Judgement {
  const word = byWeight.find((candidate) => findings.some(({ status }) => status === candidate)) ?? "none";
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
function without(json: Json, addresses: readonly (string | null)[]): Json {
  if (isList(json)) {
    return json
      .filter((item) => !isObject(item) || typeof item["address"] !== "string" || !addresses.includes(item["address"]))
      .map((item) => without(item, addresses));
  }
  if (!isObject(json)) return json;
  const members = Object.entries(json).map(([key, value]): [string, Json] => [key, without(value, addresses)]);
  return Object.fromEntries(members) satisfies JsonObject;
}
