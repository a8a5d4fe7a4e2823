/**
 * Reads the catalogue of controls: which checks of other tools ask what a policy asks, and what the entries say.
 *
 * @module
 */
import { readFileSync } from "node:fs";

/** The tools whose cases are compared. */
export type Tool = "Checkov" | "Trivy" | "Regula" | "Guard" | "Hooks" | "Config";

/** One entry of the catalogue. */
export interface Control {
  /** `AWS-ENC-01` */
  readonly id: string;
  readonly policy: string;
  /** The whole entry, for citations. */
  readonly text: string;
  /** The checks that the entry names as equivalents, by tool. */
  readonly equivalents: Readonly<Record<Tool, readonly string[]>>;
}

/**
 * Rules of Regula, which the catalogue does not name, by the policy that asks the same. The folder `security_groups` holds
 * cases of its rules on the ports 22 and 3389.
 */
const rulesOfRegula: Readonly<Record<string, readonly string[]>> = {
  "log.cloudtrail_baseline": ["cloudtrail_log_validation"],
  "net.sg_no_world_ingress": ["ingress_anywhere", "security_groups"],
};

/** Hooks of AWS's community registry, which the catalogue does not name either. */
const hooks: Readonly<Record<string, readonly string[]>> = {
  "enc.rds_at_rest": ["Config_ProactiveEvaluation"],
  "log.cloudtrail_baseline": ["CloudTrail_LogValidation"],
  "net.rds_not_public": ["Config_ProactiveEvaluation"],
  "net.sg_no_world_ingress": ["EC2_SecurityGroupRestrictedSSH"],
};

/** Checks that the catalogue names elsewhere and that are the nearest there are for a policy without a case of its own. */
const nearest: Readonly<Record<string, readonly string[]>> = {
  "waf.acl_effective": ["CKV_AWS_192"],
  "waf.alb_associated": ["CKV2_AWS_76"],
};

/** Reads the entries of the catalogue. */
export function readControls(shared: string): readonly Control[] {
  const [, ...entries] = readFileSync(`${shared}/spec/controls.md`, "utf8").split(/^##### /mu);
  return entries.flatMap((text) => {
    const [, id, policy] = /^(\S+) `([^`]+)`/u.exec(text) ?? [];
    if (id === undefined || policy === undefined) return [];
    const equivalents = {
      Checkov: [...named("Checkov", text), ...(nearest[policy] ?? [])],
      Trivy: named("Trivy", text),
      Regula: rulesOfRegula[policy] ?? [],
      // Guard's rules have the names of Config's.
      Guard: named("Config rule", text),
      Config: named("Config rule", text),
      Hooks: hooks[policy] ?? [],
    };
    return [{ id, policy, text, equivalents }];
  });
}

function named(tool: string, text: string): readonly string[] {
  const [, line = ""] = /^- \*\*Equivalents:\*\* (.*)$/mu.exec(text) ?? [];
  const own = line.split(" · ").find((part) => part.startsWith(`${tool} `)) ?? "";
  return own.match(/[A-Z0-9]+(?:[_-][A-Z0-9]+)+/gu) ?? [];
}

/** Of checks that ask only a part of what the policy asks: the policy's reason for it. */
export const askedReasons: Readonly<Record<string, string>> = {
  CKV_AWS_67: "NOT_MULTI_REGION",
  CKV2_AWS_10: "NOT_IN_CLOUDWATCH_LOGS",
  "AVD-AWS-0162": "NOT_IN_CLOUDWATCH_LOGS",
  cloudtrail_log_validation: "FILES_NOT_VALIDATED",
  CLOUD_TRAIL_LOG_FILE_VALIDATION_ENABLED: "FILES_NOT_VALIDATED",
  CloudTrail_LogValidation: "FILES_NOT_VALIDATED",
};
