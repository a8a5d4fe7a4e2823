// What the Go builds share: which Go there is, whether a build is still fresh, and one line of what is done.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

import { writeNotices } from "./notices.mjs";

/** The Go package that every reactor contains. */
const reactorFolder = fileURLToPath(new URL("../../packages/wasi/go", import.meta.url));

/** Tells which Go is on PATH: `{version}` or `{problem}` in words. */
export function findGo(packageFolder) {
  const goFolder = join(packageFolder, "go");
  const [wantedMajor, wantedMinor] = /^go (\d+)\.(\d+)/mu
    .exec(readFileSync(join(goFolder, "go.mod"), "utf8"))
    .slice(1, 3)
    .map(Number);
  const wanted = `${wantedMajor}.${wantedMinor}`;
  const { stdout, error } = spawnSync("go", ["env", "GOVERSION"], {
    cwd: goFolder,
    encoding: "utf8",
    env: { ...process.env, GOTOOLCHAIN: "local" },
  });
  if (error !== undefined) return { problem: `Go is not on PATH; Go ${wanted} or newer is needed` };
  const found = /go(\d+)\.(\d+)/u.exec(stdout);
  if (found === null)
    return { problem: `Go ${wanted} or newer is needed, and the one on PATH does not say its version` };
  const [major, minor] = [Number(found[1]), Number(found[2])];
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    return { problem: `Go ${wanted} or newer is needed, and ${stdout.trim()} is on PATH` };
  }
  return { version: stdout.trim() };
}

/** Builds a package's reactor (`dist-wasm/NAME.wasm`) and the notices of what it contains, when their sources changed. */
export function buildReactor({ title, packageFolder, name, goVersion }) {
  const environment = { GOOS: "wasip1", GOARCH: "wasm", CGO_ENABLED: "0" };
  return buildIfChanged({
    title,
    packageFolder,
    output: join(packageFolder, "dist-wasm", `${name}.wasm`),
    goVersion,
    arguments: ["-mod=readonly", "-buildmode=c-shared", "-buildvcs=false", "-trimpath", "-ldflags=-s -w"],
    environment,
    sources: [...goSources(join(packageFolder, "go")), ...goSources(reactorFolder)],
    after: {
      packages: ["."],
      built: () => {
        const notices = join(packageFolder, "dist-wasm", "THIRD_PARTY_NOTICES");
        writeNotices({ goFolder: join(packageFolder, "go"), name: `${name}.wasm`, output: notices, environment });
      },
    },
  });
}

/** Builds `output` unless the digest beside it says that nothing changed; returns whether it was built. */
export function buildIfChanged({
  title,
  packageFolder,
  output,
  goVersion,
  arguments: buildArguments,
  environment,
  sources,
  after,
}) {
  const hash = createHash("sha256").update(JSON.stringify([goVersion, buildArguments, environment]));
  for (const path of sources) hash.update(`\0${basename(path)}\0`).update(readFileSync(path));
  const digest = hash.digest("hex");
  const digestPath = `${output}.sha256`;
  const shown = relative(packageFolder, output);
  if (existsSync(output) && existsSync(digestPath) && readFileSync(digestPath, "utf8").trim() === digest) {
    console.log(`${title}: ${shown} is up to date`);
    return false;
  }
  console.log(`${title}: building ${shown} with ${goVersion} (some minutes the first time, seconds later)`);
  const started = process.hrtime.bigint();
  mkdirSync(dirname(output), { recursive: true });
  rmSync(digestPath, { force: true });
  // A build that is broken off must not leave half a binary under the real name.
  const partial = `${output}.partial`;
  const { status } = spawnSync("go", ["build", ...buildArguments, "-o", partial, ...after.packages], {
    cwd: join(packageFolder, "go"),
    stdio: "inherit",
    env: { ...process.env, GOTOOLCHAIN: "local", GOWORK: "off", ...environment },
  });
  if (status !== 0) {
    console.error(
      `${title}: go build failed (see above). If modules could not be downloaded, check GOPROXY and the network.`,
    );
    process.exit(1);
  }
  after.built?.();
  renameSync(partial, output);
  writeFileSync(digestPath, `${digest}\n`);
  const seconds = Number((process.hrtime.bigint() - started) / 1_000_000n) / 1000;
  console.log(`${title}: built in ${seconds.toFixed(1)} s, ${(statSync(output).size / 1e6).toFixed(1)} MB`);
  return true;
}

/** Lists the files in a folder that decide what is built of it. */
export function goSources(folder, withCode = true) {
  return readdirSync(folder)
    .filter((name) => name === "go.mod" || name === "go.sum" || (withCode && /(?<!_test)\.go$/u.test(name)))
    .sort()
    .map((name) => join(folder, name));
}
