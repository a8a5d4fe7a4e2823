// Installs moto, which answers as AWS does, into an environment of its own: node test/aws/moto/install.mjs
//
// The requirements are pinned with hashes. Where there is no Python, it says so and the tests that need moto are skipped.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const requirements = fileURLToPath(new URL("requirements.txt", import.meta.url));
const cache = fileURLToPath(new URL("../../../node_modules/.cache/sekisho", import.meta.url));

/**
 * Gives the Python that has moto, after installing it if need be, or the reason why there is none.
 *
 * @returns {{ python: string, reason: null } | { python: null, reason: string }}
 */
export function installMoto() {
  const version = spawnSync("python3", ["-c", "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])"], {
    encoding: "utf8",
  });
  if (version.error !== undefined) return { python: null, reason: "there is no python3 on PATH" };
  const [major = 0, minor = 0] = version.stdout.trim().split(".").map(Number);
  if (version.status !== 0) return { python: null, reason: "python3 lacks the modules venv and ensurepip" };
  if (major !== 3 || minor < 10)
    return { python: null, reason: `python3 is ${version.stdout.trim()}, older than 3.10` };

  const digest = createHash("sha256").update(readFileSync(requirements)).update(version.stdout).digest("hex");
  const folder = join(cache, `moto-${digest.slice(0, 16)}`);
  const python = join(folder, "bin", "python");
  if (existsSync(folder)) return { python, reason: null };
  // Made under another name first: what is there is whole, and who comes second takes it.
  const temporary = `${folder}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  try {
    run("python3", ["-m", "venv", temporary]);
    const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"];
    run(join(temporary, "bin", "python"), [...pip, "-r", requirements]);
    rename(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return { python, reason: null };
}

/**
 * @param {string} from
 * @param {string} to
 */
function rename(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    // Another process has been faster: what it has made is the same.
    if (!existsSync(to)) throw error;
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  const { status, error } = spawnSync(command, args, { stdio: ["ignore", 2, 2] });
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 3).join(" ")} ended with ${String(error ?? status)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { python, reason } = installMoto();
  console.error(python === null ? `moto: not installed, its tests are skipped: ${reason}` : `moto: ${python}`);
}
