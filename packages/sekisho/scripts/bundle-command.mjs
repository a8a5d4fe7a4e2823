// Puts the `sekisho` command with all that it always needs into one file, dist/bin/sekisho.js: a process that loads some two
// hundred modules spends more time on finding them than on checking a small plan. What is loaded on demand stays apart, and
// so does whatever is optional or has files beside it. The licences of what goes in are written beside it.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = path.join(root, "dist/bin");
const apart = ["@sekisho/bundle", "@sekisho/catalog/files", "@sekisho/collect", "@sekisho/hcl", "@sekisho/server"];

rmSync(folder, { recursive: true, force: true });
const bundle = await rolldown({
  input: { sekisho: path.join(root, "src/cli.ts") },
  platform: "node",
  external: apart,
  resolve: { conditionNames: ["sekisho-source", "import", "node", "default"] },
  checks: { circularDependency: true },
});
const { output } = await bundle.write({ dir: folder, format: "esm", entryFileNames: "[name].js" });
await bundle.close();

const homes = new Set();
for (const { moduleIds = [] } of output) {
  for (const id of moduleIds) {
    const [, home] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//u.exec(id.split(path.sep).join("/")) ?? [];
    if (home !== undefined) homes.add(home);
  }
}
const notices = [...homes].map((home) => {
  const { name, version, license } = JSON.parse(readFileSync(path.join(home, "package.json"), "utf8"));
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt", "LICENCE"]
    .map((each) => path.join(home, each))
    .find(existsSync);
  if (file === undefined)
    throw new Error(`${name} goes into the command and has no licence file. Look for its licence.`);
  return `${name} ${version} (${license})\n\n${readFileSync(file, "utf8").trim()}\n`;
});
writeFileSync(path.join(folder, "LICENSES.txt"), notices.sort().join(`\n${"-".repeat(80)}\n\n`));
