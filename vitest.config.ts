import { readdirSync, existsSync } from "node:fs";
import { defineConfig } from "vitest/config";

// Without "module": what is not ours is loaded by Node, and modules for bundlers are not for Node.
const sourceConditions = ["sekisho-source", "node", "import", "default"];

/** One project per folder below `parent` that holds tests; unit and cross-package tests resolve workspace sources. */
function projectsIn(parent: string): { extends: true; test: { name: string; root: string; include: string[] } }[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({
      extends: true as const,
      test: { name: `${parent}/${entry.name}`, root: `${parent}/${entry.name}`, include: ["**/*.test.ts"] },
    }));
}

export default defineConfig({
  resolve: { conditions: sourceConditions },
  ssr: { resolve: { conditions: sourceConditions, externalConditions: sourceConditions } },
  test: {
    testTimeout: 120_000,
    hookTimeout: 240_000,
    exclude: ["**/node_modules/**", "**/dist/**"],
    projects: [...projectsIn("packages"), ...projectsIn("test"), ...projectsIn("examples")],
  },
});
