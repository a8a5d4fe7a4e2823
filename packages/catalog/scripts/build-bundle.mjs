// Compiles policies/ into the bundle that the catalogue ships, and copies the sources beside it.
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { buildBundle, readPolicyTree } from "@sekisho/bundle";
import { resourceTypes } from "@sekisho/estate";
import { createCompiler } from "@sekisho/opa";

const sources = fileURLToPath(new URL("../../../policies", import.meta.url));
const dist = fileURLToPath(new URL("../dist", import.meta.url));

try {
  const { archive, metadata, revision } = await buildBundle(
    readPolicyTree(sources),
    await createCompiler(),
    resourceTypes,
  );
  mkdirSync(dist, { recursive: true });
  writeFileSync(`${dist}/policies.tar.gz`, archive);
  rmSync(`${dist}/policies`, { recursive: true, force: true });
  cpSync(sources, `${dist}/policies`, { recursive: true });
  process.stderr.write(
    `built-in bundle: ${metadata.policies.length} policies, revision ${revision.slice(0, 12)}, ${archive.length} bytes\n`,
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
