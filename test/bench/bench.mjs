// `npm run bench`: how long and with how much memory whole processes check plans and a snapshot of AWS Config, as ratios to
// parsing the same file. Times on a shared machine differ from run to run, so each round runs all of them in turn and only
// ratios of medians are printed.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { measure } from "./measure.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, "../..");
const cli = path.join(root, "packages/sekisho/dist/bin/sekisho.js");
const small = path.join(root, "examples/system/plan.json");
const isSmoke = process.argv.includes("--smoke");
const rounds = isSmoke ? 1 : 5;

/** Plans to make: how, and the ratios that must hold (wall and memory). */
const plans = [
  { name: "15,000 resources", args: ["15000"], limits: { wall: 4, memory: 1.5 } },
  { name: "15,000, all different", args: ["15000", "--vary"], limits: { wall: 4, memory: 1.5 } },
  { name: "15,000 and hubs of 5,000", args: ["15000", "--hubs", "5000"], limits: { wall: 4, memory: 1.5 } },
  { name: "60,000 resources", args: ["60000"], limits: { wall: 2, memory: 0.7 } },
];

const node = process.execPath;
const parse = (file) => ({
  command: [node, "-e", 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))', file],
});
/** A check that blocks has found something; it is measured all the same. */
const check = (file, output) => ({
  command: [node, cli, "check", file, "--format", `json=${output}`],
  allowed: [0, 1],
});

const folder = mkdtempSync(path.join(tmpdir(), "sekisho-bench-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
const output = path.join(folder, "report.json");

const { bare, checked } = await measure(
  { bare: { command: [node, "-e", "0"] }, checked: check(small, output) },
  rounds,
);
row("plan", "command", "wall", "CPU", "memory");
row("-", "-", "-", "-", "-");
ratios("example system", "sekisho check, against node -e 0", checked, bare);
process.stdout.write(
  `\nexample system: ${checked.wall.toFixed(2)} s beside ${bare.wall.toFixed(2)} s of bare Node (limit 0.4 s beside 0.11 s)\n`,
);

const configSnapshot = path.join(folder, "config-snapshot.json");
const items = isSmoke ? 100 : 15_000;
const made = spawnSync(node, [path.join(here, "config-snapshot.mjs"), String(items), configSnapshot]);
if (made.status !== 0) throw new Error(`the snapshot of AWS Config was not made: ${made.stderr.toString()}`);
const ofConfig = await measure({ parsed: parse(configSnapshot), checked: check(configSnapshot, output) }, rounds);
ratios(
  `AWS Config snapshot of ${items.toLocaleString("en")} items`,
  "sekisho check",
  ofConfig.checked,
  ofConfig.parsed,
  isSmoke ? undefined : { wall: 4, memory: 1.5 },
);
rmSync(configSnapshot);

const maker = process.env.SEKISHO_SHARED ?? path.join(root, "../shared");
const script = path.join(maker, "tools/bigplan.py");
if (isSmoke) process.exit();
if (!existsSync(script)) {
  process.stdout.write(`no large plans: ${script} is not there\n`);
  process.exit();
}

const opa = [path.join(root, "packages/opa/dist-native/opa"), "opa"].find(runs);
const conftest = runs("conftest") ? "conftest" : undefined;
const rules = path.join(folder, "rules.rego");
writeFileSync(rules, oneLineRules(40));

for (const { name, args, limits } of plans) {
  const [count, ...options] = args;
  const file = path.join(folder, "plan.json");
  spawnSync("python3", [script, path.join(maker, "corpus/plans"), count, file, ...options], { stdio: "ignore" });
  const isFirst = name === plans[0].name;
  const { parsed, ...others } = await measure(
    {
      parsed: parse(file),
      "sekisho check": check(file, output),
      ...(count === "15000"
        ? { "without memory of equal trees": { command: [node, path.join(here, "without-memory.mjs"), file, output] } }
        : {}),
      ...(isFirst && opa !== undefined
        ? { "opa eval, 40 rules": { command: [opa, "eval", "-d", rules, "-i", file, "data.main"] } }
        : {}),
      ...(isFirst && conftest !== undefined
        ? { "conftest, 40 rules": { command: [conftest, "test", "-p", rules, file], allowed: [0, 1] } }
        : {}),
    },
    rounds,
  );
  for (const [command, figures] of Object.entries(others)) {
    const wall = command === "sekisho check" ? limits.wall : command.startsWith("without") ? 6 : null;
    ratios(name, command, figures, parsed, { wall, memory: command === "sekisho check" ? limits.memory : null });
  }
}

function ratios(plan, command, figures, base, limits = { wall: null, memory: null }) {
  const ratio = (key) => {
    if (figures[key] === null) return "";
    const value = figures[key] / base[key];
    const limit = limits[key] ?? null;
    return `${value.toFixed(2)}${limit === null ? "" : value <= limit ? ` (≤ ${limit})` : ` (over ${limit})`}`;
  };
  row(plan, command, ratio("wall"), ratio("cpu"), ratio("memory"));
}

function row(...cells) {
  process.stdout.write(`| ${cells.join(" | ")} |\n`);
}

function runs(program) {
  return (
    spawnSync(program, ["version"], { stdio: "ignore" }).status === 0 || spawnSync(program, ["--version"]).status === 0
  );
}

/** Rules as a small policy in plain Rego has them: one attribute of one type each. */
function oneLineRules(count) {
  const types = ["aws_s3_bucket", "aws_db_instance", "aws_lb", "aws_security_group", "aws_kms_key"];
  const rule = (_, index) =>
    `deny contains msg if { some r in input.resource_changes; r.type == "${types[index % types.length]}"; ` +
    `not r.change.after.attribute_${index}; msg := sprintf("%s: ${index}", [r.address]) }`;
  return ["package main", "import rego.v1", ...Array.from({ length: count }, rule), ""].join("\n");
}
