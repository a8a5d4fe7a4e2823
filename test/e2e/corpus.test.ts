import { readdirSync } from "node:fs";
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
