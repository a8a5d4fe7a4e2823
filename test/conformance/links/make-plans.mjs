// Makes plan.json of every system again from its Terraform source, without an AWS account.
//
//   node make-plans.mjs [--check] [NAME…]
//
// --check compares fresh plans with the committed ones and exits 1 if they differ. SEKISHO_TF_PLUGIN_DIR names a mirror of
// the provider; without it /opt/tf-plugins is used. Where Terraform is not installed, the committed plans serve.

import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const systems = join(here, "systems");
const mirror = process.env.SEKISHO_TF_PLUGIN_DIR ?? "/opt/tf-plugins";
const isCheck = process.argv.includes("--check");
const named = process.argv.slice(2).filter((argument) => argument !== "--check");

/** Runs Terraform and gives its standard output. */
function terraform(work, ...args) {
  const env = { ...process.env, TF_IN_AUTOMATION: "1", CHECKPOINT_DISABLE: "1", AWS_EC2_METADATA_DISABLED: "true" };
  const run = spawnSync("terraform", args, { cwd: work, env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(`terraform ${args.join(" ")}: ${run.stderr}${run.stdout}`);
  return run.stdout;
}

/** Plans one system in a temporary folder; a state beside the source is what is there already. */
function planOf(name) {
  const work = mkdtempSync(join(tmpdir(), "sekisho-links-"));
  try {
    cpSync(join(systems, name), work, { recursive: true });
    cpSync(join(here, "provider.tf"), join(work, "provider.tf"));
    terraform(work, "init", "-input=false", "-no-color", `-plugin-dir=${mirror}`);
    terraform(work, "plan", "-input=false", "-no-color", "-lock=false", "-refresh=false", "-out=system.tfplan");
    const plan = JSON.parse(terraform(work, "show", "-json", "-no-color", "system.tfplan"));
    // The parts that differ from run to run.
    delete plan.timestamp;
    delete plan.relevant_attributes;
    return `${JSON.stringify(plan)}\n`;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What a plan says, however it is laid out; references out of one block come in an order that differs from run to run. */
function saying(text) {
  return JSON.stringify(JSON.parse(text), (key, value) =>
    key === "references" && Array.isArray(value) ? value.toSorted() : value,
  );
}

if (spawnSync("terraform", ["version"]).status !== 0 || !existsSync(mirror)) {
  process.stderr.write("make-plans: Terraform or the provider is not installed; the committed plans serve.\n");
} else {
  const names = named.length > 0 ? named : readdirSync(systems).sort();
  for (const name of names) {
    const file = join(systems, name, "plan.json");
    const text = planOf(name);
    if (!isCheck) writeFileSync(file, text);
    else if (!existsSync(file) || saying(readFileSync(file, "utf8")) !== saying(text)) {
      process.stderr.write(`make-plans: ${name}/plan.json is not what the source plans\n`);
      process.exitCode = 1;
    }
    process.stderr.write(`make-plans: ${name}\n`);
  }
}
