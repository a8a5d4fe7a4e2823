import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { sharedFolder, skipReason } from "@sekisho-test/support";
import { expect, test } from "vitest";
import { sekisho } from "./sekisho.ts";

const shared = sharedFolder();
if (shared === null) console.warn(`the corpus of plans: ${skipReason()}`);

interface Row {
  readonly document: string;
  readonly status: number | null;
  readonly resources: number;
  readonly statuses: Readonly<Record<string, number>>;
  readonly milliseconds: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function checkOne(folder: string, path: string): Promise<Row> {
  const started = performance.now();
  const { status, stdout, stderr } = await sekisho(["check", path, "--format", "json"]);
  const milliseconds = Math.round(performance.now() - started);
  const report =
    stdout === ""
      ? { findings: [], accounting: { resources: 0 } }
      : (JSON.parse(stdout) as { findings: { status: string }[]; accounting: { resources: number } });
  const statuses: Record<string, number> = {};
  for (const finding of report.findings) statuses[finding.status] = (statuses[finding.status] ?? 0) + 1;
  return {
    document: relative(folder, path),
    status,
    resources: report.accounting.resources,
    statuses,
    milliseconds,
    stdout,
    stderr,
  };
}

test.skipIf(shared === null)(
  "every plan of the corpus is read, or refused with a clear message",
  { timeout: 600_000 },
  async () => {
    const folder = `${shared ?? ""}/corpus/plans`;
    const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".json") && path !== "provenance.json")
      .map((path) => `${folder}/${path}`)
      .sort();
    expect(paths.length).toBeGreaterThan(100);

    const rows: Row[] = [];
    let next = 0;
    async function work(): Promise<void> {
      for (let path = paths[next++]; path !== undefined; path = paths[next++]) rows.push(await checkOne(folder, path));
    }
    await Promise.all([work(), work()]);
    rows.sort((a, b) => (a.document < b.document ? -1 : 1));

    const table = rows.map(({ document, status, resources, statuses, milliseconds }) =>
      [
        String(status),
        String(resources).padStart(5),
        `${String(milliseconds).padStart(5)} ms`,
        document,
        Object.entries(statuses)
          .map(([name, count]) => `${name} ${String(count)}`)
          .join(", "),
      ].join("  "),
    );
    console.log(["exit  resources  time  document  findings", ...table].join("\n"));

    for (const row of rows) {
      expect([0, 1, 2], `${row.document}: ${row.stderr}`).toContain(row.status);
      expect(row.stderr, row.document).not.toMatch(/\n\s+at |INTERNAL/u);
      if (row.status === 2) {
        expect(row.stdout, row.document).toBe("");
        expect(row.stderr, row.document).toMatch(/^sekisho: .*\. .*\[[A-Z_]+\]\n$/su);
      }
    }
    const read = rows.filter(({ status }) => status !== 2).length;
    console.log(`${String(read)} of ${String(rows.length)} documents read, ${String(rows.length - read)} refused`);
    expect(read).toBeGreaterThan(rows.length / 2);
  },
);

interface RegulaCase {
  readonly rule: string;
  readonly plan: string;
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

/** Our verdict of a case of Regula, and why it differs where it does. */
interface Compared {
  readonly ours: string;
  readonly why?: string;
}

const notAtTheEdge =
  "the group is used by no declared endpoint: AWS-NET-06 allows 443 and 80 only on groups attached to those";
const perAccount =
  "AWS-LOG-01 asks for one trail of the account that meets all conditions; neither does, and one elsewhere may (U5)";

/** What was worked out by hand from controls.md 2.6, by the rule's name and the address. */
const expectedOfRegula: Readonly<Record<string, Readonly<Record<string, Compared>>>> = {
  ingress_anywhere: {
    "plan#aws_security_group.invalid_allow_all": { ours: "fail" },
    "plan#aws_security_group.invalid_include_443": { ours: "fail" },
    "plan#aws_security_group.invalid_include_80": { ours: "fail" },
    "plan#aws_security_group.valid_exact_443": { ours: "fail", why: notAtTheEdge },
    "plan#aws_security_group.valid_exact_80": { ours: "fail", why: notAtTheEdge },
  },
  cloudtrail_log_validation: {
    "plan#account[default]": { ours: "unknown", why: perAccount },
  },
};

const policyOfRegula: Readonly<Record<string, string>> = {
  ingress_anywhere: "net.sg_no_world_ingress",
  cloudtrail_log_validation: "log.cloudtrail_baseline",
};

test.skipIf(shared === null)(
  "the verdicts of Regula's cases are compared, every difference with its reason",
  async () => {
    const file = `${shared ?? ""}/corpus/groundtruth/regula-plan-expectations.json`;
    const { cases } = JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly RegulaCase[] };
    const rows: string[] = [];
    for (const [rule, expected] of Object.entries(expectedOfRegula)) {
      const found = cases.find((candidate) => candidate.rule.split(" ")[0] === rule);
      expect(found, rule).toBeDefined();
      const policy = policyOfRegula[rule] ?? "";
      const { stdout } = await sekisho([
        "check",
        `${shared ?? ""}/corpus/${found?.plan ?? ""}`,
        "--policy",
        policy,
        "--format",
        "json",
      ]);
      const report = JSON.parse(stdout) as {
        findings: { subject: { id: string; address: string | null }; status: string }[];
      };
      expect(Object.fromEntries(report.findings.map(({ subject, status }) => [subject.id, status]))).toEqual(
        Object.fromEntries(Object.entries(expected).map(([id, { ours }]) => [id, ours])),
      );
      for (const { subject, status } of report.findings) {
        const theirs =
          found?.valid.includes(subject.address ?? "") === true
            ? "valid"
            : found?.invalid.includes(subject.address ?? "") === true
              ? "invalid"
              : "none";
        const agrees = (theirs === "valid" && status === "pass") || (theirs === "invalid" && status === "fail");
        const why = expected[subject.id]?.why;
        expect(agrees ? why : (why ?? "no reason given")).toBe(agrees ? undefined : why);
        rows.push(
          [
            rule,
            subject.id,
            `Regula: ${theirs}`,
            `${policy}: ${status}`,
            agrees ? "agree" : `differ: ${why ?? ""}`,
          ].join("  "),
        );
      }
    }
    console.log(rows.join("\n"));
  },
);
