import type { Json, JsonObject } from "@sekisho-test/support";
import type { DifferenceReason } from "./differences.ts";

/** One system that is written twice, in Terraform and as a template; names correspond as `edge_lb` and `EdgeLb` do. */
export interface System {
  readonly name: string;
  readonly terraform: string;
  /** In YAML. */
  readonly template: string;
  /**
   * What the profile declares beside the region. `TYPE.NAME` stands for the address that the resource of that name in small
   * letters has in each of the two: `aws_lb.edgelb`.
   */
  readonly profile?: JsonObject;
  /** Attestations that are given with either, with addresses written as in the profile. */
  readonly attestations?: readonly JsonObject[];
  /** The types of which nothing exists beside what is written, trails aside. */
  readonly covers?: readonly string[];
  /** What policies say of single subjects that differs, as policy, type and name, and why. */
  readonly differences?: Readonly<Record<string, DifferenceReason>>;
  /** Beginnings of lines that both sides have: policy, type, name, status. */
  readonly expect: readonly string[];
}

/**
 * A group that names no destination is left to the default: one of CloudFormation lets everything out then, one of Terraform
 * nothing (AWS::EC2::SecurityGroup, SecurityGroupEgress; aws_security_group, egress).
 */
export function namingNoDestination(...groups: readonly string[]): Readonly<Record<string, DifferenceReason>> {
  return Object.fromEntries(
    groups.map((group) => [`egress.sg_destinations_allowlisted aws_security_group ${group}`, "OTHER_DEFAULT" as const]),
  );
}

/** Puts the address that each named resource has in the place of `TYPE.NAME`. */
export function withAddresses(json: Json, addressOf: (name: string) => string | null): Json {
  if (typeof json === "string") return addressOf(json) ?? json;
  if (json === null || typeof json !== "object") return json;
  if (Array.isArray(json)) return (json as readonly Json[]).map((item) => withAddresses(item, addressOf));
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withAddresses(value, addressOf)]));
}
