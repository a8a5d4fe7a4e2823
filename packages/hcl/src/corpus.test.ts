import { readdirSync, readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { sharedFolder, skipReason } from "@sekisho-test/support";
import { beforeAll, describe, expect, it } from "vitest";

import { createSourceEvaluator } from "./index.ts";
import type { SourceEvaluator, SourceRequest } from "./index.ts";

const shared = sharedFolder();
if (shared === null) console.warn(`the corpus of Terraform source: ${skipReason()}`);

let evaluator: SourceEvaluator;

beforeAll(async () => {
  evaluator = await createSourceEvaluator();
});

/** Reads the texts below a folder that Terraform could read. */
function textsBelow(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(tf|tfvars|json|tpl)$/u.test(entry.name))
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .map((path) => [relative(folder, path), readFileSync(path, "utf8")]),
  );
}

describe.skipIf(shared === null)("the corpus of Terraform source", () => {
  const folder = `${shared ?? ""}/corpus/hcl`;
  const systems = (): readonly string[] => [
    ...["nozaq-secure-baseline", "paired-site-to-site-vpn", "tfmod-alb"],
    ...readdirSync(`${folder}/terraform-compliance`).map((name) => `terraform-compliance/${name}`),
  ];

  it("is evaluated, but for one file that Terraform refuses as well", () => {
    const refused: string[] = [];
    const problems: Record<string, number> = {};
    let [roots, resources, unexpanded, missing, unknown] = [0, 0, 0, 0, 0];
    for (const system of systems()) {
      const files: SourceRequest["files"] = textsBelow(`${folder}/${system}`);
      const tops = new Set(
        Object.keys(files)
          .filter((path) => path.endsWith(".tf"))
          .map((path) => dirname(path)),
      );
      for (const root of tops) {
        const result = evaluator.evaluate({ files, root: root === "." ? "" : root });
        if (!result.ok) {
          refused.push(`${system}/${root}: ${result.problems.map(({ what }) => what).join(", ")}`);
          continue;
        }
        roots += 1;
        resources += result.source.resource_changes.length;
        unexpanded += result.source.unexpanded.length;
        missing += result.source.missing_modules.length;
        for (const { change } of result.source.resource_changes) {
          unknown += JSON.stringify(change.after_unknown).split("true").length - 1;
        }
        for (const { what } of result.source.problems) problems[what] = (problems[what] ?? 0) + 1;
      }
    }
    console.table({ roots, resources, unexpanded, missing, "unknown places": unknown });
    console.table(problems);
    expect(refused).toEqual(["terraform-compliance/test_issue-307/.: Invalid resource type or name"]);
    expect(roots).toBeGreaterThan(100);
  });
});
