// What both Go builds share: which Go there is, whether a build is still fresh, and one line of what is done.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

export const packageFolder = fileURLToPath(new URL("..", import.meta.url));
export const goFolder = join(packageFolder, "go");
export const goVersionWanted = /^go (\d+)\.(\d+)/mu
  .exec(readFileSync(join(goFolder, "go.mod"), "utf8"))
  ?.slice(1, 3)
  .map(Number);
export const opaVersion = /github\.com\/open-policy-agent\/opa v(\S+)/u.exec(
  readFileSync(join(goFolder, "go.mod"), "utf8"),
)?.[1];

/** Tells which Go is on PATH: `{version}` or `{problem}` in words. */
export function findGo() {
  const { stdout, error } = spawnSync("go", ["env", "GOVERSION"], {
    cwd: goFolder,
    encoding: "utf8",
    env: { ...process.env, GOTOOLCHAIN: "local" },
  });
  const wanted = goVersionWanted.join(".");
  if (error !== undefined) return { problem: `Go is not on PATH; Go ${wanted} or newer is needed` };
  const found = /go(\d+)\.(\d+)/u.exec(stdout);
  if (found === null)
    return { problem: `Go ${wanted} or newer is needed, and the one on PATH does not say its version` };
  const [major, minor] = [Number(found[1]), Number(found[2])];
  const [wantedMajor, wantedMinor] = goVersionWanted;
  if (major < wantedMajor || (major === wantedMajor && minor < wantedMinor)) {
    return { problem: `Go ${wanted} or newer is needed, and ${stdout.trim()} is on PATH` };
  }
  return { version: stdout.trim() };
}

/** Finds an `opa` on PATH of exactly the pinned version. */
export function findNativeOpa() {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, "opa");
    if (folder === "" || !existsSync(path) || !statSync(path).isFile()) continue;
    const { stdout } = spawnSync(path, ["version"], { encoding: "utf8" });
    if (new RegExp(`^Version: ${opaVersion.replaceAll(".", "\\.")}$`, "mu").test(stdout ?? "")) return path;
  }
  return undefined;
}

/** Builds `output` unless the digest beside it says that nothing changed; returns whether it was built. */
export function buildIfChanged({ title, output, goVersion, arguments: buildArguments, environment, sources, after }) {
  const hash = createHash("sha256").update(JSON.stringify([goVersion, buildArguments, environment]));
  for (const name of sources) hash.update(`\0${name}\0`).update(readFileSync(join(goFolder, name)));
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
    cwd: goFolder,
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

/** Lists the files that decide what is built. */
export function goSources(withCode) {
  return readdirSync(goFolder)
    .filter((name) => name === "go.mod" || name === "go.sum" || (withCode && name.endsWith(".go")))
    .sort();
}
