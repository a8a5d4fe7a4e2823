import { spawnSync } from "node:child_process";
import { cpSync, existsSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { tempFolder } from "@sekisho-test/support";

const mirror = process.env["SEKISHO_TF_PLUGIN_DIR"] ?? "/opt/tf-plugins";

/** Keys that nobody has, and no call to an account. */
const provider = `provider "aws" {
  region                      = "ap-northeast-1"
  access_key                  = "made-up"
  secret_key                  = "made-up"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
  skip_region_validation      = true
}
`;

/** Says why Terraform cannot plan here; null if it can. */
export function terraformProblem(): string | null {
  if (spawnSync("terraform", ["version"]).status !== 0) return "Terraform is not on PATH";
  return existsSync(mirror) ? null : "there is no mirror of the AWS provider (SEKISHO_TF_PLUGIN_DIR)";
}

/** A system that Terraform could plan: a copy of its source, and the plan. */
export interface PlannedSystem {
  readonly folder: string;
  readonly plan: string;
}

/**
 * Copies a system and plans one of its folders with made-up credentials; null if Terraform cannot plan it (a variable without
 * value, another provider, a data source that asks an account).
 */
export function planOf(system: string, inside: string): PlannedSystem | null {
  const copy = path.join(tempFolder(), "system");
  cpSync(system, copy, { recursive: true });
  const folder = path.join(copy, inside);
  function terraform(...args: readonly string[]): string | null {
    const env = { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1", AWS_EC2_METADATA_DISABLED: "true" };
    const run = spawnSync("terraform", args, {
      cwd: folder,
      env,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      timeout: 60_000,
    });
    return run.status === 0 ? run.stdout : null;
  }
  const isReady = [`provider.sekisho.tf`, `sekisho_override.tf`].some((name) => {
    writeFileSync(path.join(folder, name), provider);
    if (terraform("init", "-input=false", "-backend=false", `-plugin-dir=${mirror}`) !== null) return true;
    rmSync(path.join(folder, name));
    return false;
  });
  if (!isReady) return null;
  if (terraform("plan", "-input=false", "-lock=false", "-refresh=false", "-out=made.tfplan") === null) return null;
  const plan = terraform("show", "-json", "made.tfplan");
  for (const left of ["made.tfplan", ".terraform.lock.hcl"]) rmSync(path.join(folder, left), { force: true });
  return plan === null ? null : { folder, plan };
}
