// Packs every public package into a folder, as it is published: node scripts/pack.mjs FOLDER [--built]
//
// It compiles everything afresh first. `--built` is for tests, which must not pull the output from under each other: it
// takes what is there, and stops if that is older than its sources. What `tsc -b` has left behind is never packed.
// Standard output is a list of the tarballs, as JSON.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { packageProblems, staleFiles } from "./pack-checks.mjs";
import { root, script } from "./steps.mjs";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { built: { type: "boolean" } } });
if (positionals.length !== 1) stop(["Write: node scripts/pack.mjs FOLDER [--built]"]);
const output = resolve(positionals[0]);

const { catalog } = parse(readFileSync(`${root}/pnpm-workspace.yaml`, "utf8"));
const folders = readdirSync(`${root}/packages`).filter((name) => existsSync(`${root}/packages/${name}/package.json`));
const manifests = Object.fromEntries(folders.map((name) => [name, readJson(`${root}/packages/${name}/package.json`)]));
const versions = Object.fromEntries(Object.values(manifests).map(({ name, version }) => [name, version]));

if (!values.built) {
  script("OPA's compiler as WebAssembly", "packages/opa/scripts/build.mjs");
  script("HashiCorp's HCL library as WebAssembly", "packages/hcl/scripts/build.mjs");
  for (const name of folders) {
    rmSync(`${root}/packages/${name}/dist`, { recursive: true, force: true });
    rmSync(`${root}/packages/${name}/tsconfig.build.tsbuildinfo`, { force: true });
  }
  script("packages", "scripts/build.mjs");
}
stop(staleness());

const staging = mkdtempSync(join(tmpdir(), "sekisho-pack-"));
process.once("exit", () => rmSync(staging, { recursive: true, force: true }));
const staged = folders.filter((name) => manifests[name].private !== true).map((name) => stage(name));

mkdirSync(output, { recursive: true });
const places = staged.map(({ folder }) => folder);
const { status, stdout, stderr } = spawnSync(
  "npm",
  ["pack", ...places, "--json", "--ignore-scripts", "--no-update-notifier", "--pack-destination", output],
  { cwd: staging, encoding: "utf8", maxBuffer: 1 << 26 },
);
if (status !== 0) stop([`npm pack ended with ${status}: ${stderr}`]);
const packed = JSON.parse(stdout);

stop(
  packed.flatMap(({ name, files }) => {
    const { folder, manifest } = staged.find((one) => one.manifest.name === name);
    const texts = files.map(({ path }) => [
      path,
      /\.(js|d\.ts|json)$/u.test(path) ? readFileSync(join(folder, path), "utf8") : "",
    ]);
    return packageProblems(manifest, Object.fromEntries(texts)).map((problem) => `${name}: ${problem}`);
  }),
);

const list = packed.map(({ name, version, filename, size, unpackedSize, files }) => ({
  name,
  version,
  file: join(output, filename),
  size,
  unpackedSize,
  files: files.map(({ path }) => path).sort(),
}));
process.stdout.write(`${JSON.stringify(list, null, 2)}\n`);

/** Copies what is published of a package, with the manifest that its users get, the licence and the notice. */
function stage(name) {
  const from = `${root}/packages/${name}`;
  const folder = join(staging, name);
  mkdirSync(folder);
  for (const entry of [...manifests[name].files.filter((entry) => !entry.startsWith("!")), "README.md"]) {
    if (!existsSync(join(from, entry))) continue;
    mkdirSync(dirname(join(folder, entry)), { recursive: true });
    // A source map is of no use without the sources, which are not packed.
    cpSync(join(from, entry), join(folder, entry), { recursive: true, filter: (path) => !path.endsWith(".map") });
  }
  // What the build puts together in dist/bin has no one source, and is made anew each time.
  const compiled = filesBelow(join(folder, "dist")).filter((path) => !path.startsWith("bin/"));
  for (const path of staleFiles(compiled, filesBelow(`${from}/src`))) {
    rmSync(join(folder, "dist", path));
  }
  for (const path of filesBelow(join(folder, "dist")).filter((path) => /\.(js|d\.ts)$/u.test(path))) {
    const text = readFileSync(join(folder, "dist", path), "utf8");
    writeFileSync(join(folder, "dist", path), text.replace(/\n\/\/# sourceMappingURL=.*\s*$/u, "\n"));
  }
  for (const file of ["LICENSE", "NOTICE"]) cpSync(`${root}/${file}`, join(folder, file));
  const manifest = publishedManifest(manifests[name]);
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  return { folder, manifest };
}

/** The manifest without what only this repository understands: its ranges, its scripts, the export of sources. */
function publishedManifest({ scripts, devDependencies, dependencies, peerDependencies, exports, files, ...rest }) {
  void scripts;
  void devDependencies;
  const shown = Object.entries(exports).map(([path, target]) => {
    if (typeof target === "string") return [path, target];
    return [path, Object.fromEntries(Object.entries(target).filter(([condition]) => condition !== "sekisho-source"))];
  });
  return {
    ...rest,
    // npm packs a licence by itself, a notice only where it is asked to.
    files: [...files.filter((entry) => !entry.startsWith("!")), "NOTICE"],
    exports: Object.fromEntries(shown),
    ...(dependencies === undefined ? {} : { dependencies: exactVersions(dependencies) }),
    ...(peerDependencies === undefined ? {} : { peerDependencies: exactVersions(peerDependencies) }),
  };
}

/** All packages are published together, so each asks for the others in its own version. */
function exactVersions(ranges) {
  return Object.fromEntries(
    Object.entries(ranges).map(([name, range]) => [
      name,
      range.startsWith("workspace:") ? versions[name] : range === "catalog:" ? catalog[name] : range,
    ]),
  );
}

/** Finds output that is older than what it is made from. */
function staleness() {
  const { stdout } = spawnSync(
    process.execPath,
    ["node_modules/typescript/bin/tsc", "-b", "tsconfig.build.json", "--dry", "--pretty", "false"],
    { cwd: root, encoding: "utf8" },
  );
  const unbuilt = [...stdout.matchAll(/would build project '([^']+)'/gu)].map(
    ([, project]) => `${project} is not built`,
  );
  const problems = [...unbuilt, ...bundleStaleness()];
  return problems.length === 0 ? [] : [...problems, "Run: node scripts/build.mjs"];
}

/** Finds out whether the built-in bundle and the copied sources are those of the policies. */
function bundleStaleness() {
  const dist = `${root}/packages/catalog/dist`;
  if (!existsSync(`${dist}/policies.tar.gz`)) return ["packages/catalog/dist/policies.tar.gz is not built"];
  const built = statSync(`${dist}/policies.tar.gz`).mtimeMs;
  const makers = ["bundle", "estate", "opa", "policy", "wasi"].flatMap((name) =>
    filesBelow(`${root}/packages/${name}/dist`)
      .filter((path) => path.endsWith(".js"))
      .map((path) => `packages/${name}/dist/${path}`),
  );
  const newer = makers.filter((path) => statSync(`${root}/${path}`).mtimeMs > built);
  const differing = [...new Set([...filesBelow(`${root}/policies`), ...filesBelow(`${dist}/policies`)])].filter(
    (path) => textOrNull(`${root}/policies/${path}`) !== textOrNull(`${dist}/policies/${path}`),
  );
  return [
    ...newer.slice(0, 1).map((path) => `The built-in bundle is older than ${path}`),
    ...differing.map((path) => `The built-in bundle has another ${path} than policies/`),
  ];
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

function textOrNull(path) {
  return existsSync(path) ? readFileSync(path, "utf8") : null;
}

function readJson(path) {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** Ends the script if there are problems. */
function stop(problems) {
  if (problems.length === 0) return;
  process.stderr.write(`${problems.join("\n")}\n`);
  process.exit(1);
}
