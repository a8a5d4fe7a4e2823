// Fetches pinned packages with the registries' own clients and reads the files of their archives.
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createGunzip, inflateRawSync } from "node:zlib";

/** Prints one line for the reader, away from standard output. */
export function say(line) {
  process.stderr.write(`vocabulary: ${line}\n`);
}

/** Fetches an npm package and gives its archive and digest. */
export function downloadFromNpm({ package: name, version }, folder) {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", `${name}@${version}`, "--json", "--loglevel=error"], {
      cwd: folder,
      encoding: "utf8",
      shell: process.platform === "win32",
    }),
  );
  return { archive: join(folder, packed.filename), integrity: packed.integrity };
}

/** Fetches the wheel of a Python package and gives its archive and digest. */
export function downloadFromPyPI({ package: name, version }, folder) {
  const wanted = ["download", `${name}==${version}`, "--no-deps", "--only-binary=:all:", "--quiet", "--dest", folder];
  const clients = [["python3", "-m", "pip"], ["python", "-m", "pip"], ["pip"]];
  for (const [command, ...args] of clients) {
    const { error, status } = spawnSync(command, [...args, "--version"], { stdio: "ignore" });
    if (error !== undefined || status !== 0) continue;
    execFileSync(command, [...args, ...wanted], { stdio: ["ignore", "ignore", "inherit"] });
    const file = readdirSync(folder).find((entry) => entry.startsWith(`${name}-`) && entry.endsWith(".whl"));
    if (file === undefined) throw new Error(`pip left no wheel of ${name} ${version}`);
    const archive = join(folder, file);
    return { archive, integrity: `sha256-${createHash("sha256").update(readFileSync(archive)).digest("base64")}` };
  }
  throw new Error(`The wheel of ${name} ${version} is needed, and there is no pip: install Python 3 with pip.`);
}

/** Reads the files of a compressed tar archive one by one; `wants` says of which the content is needed. */
export async function* filesOfTar(archive, wants) {
  let buffered = Buffer.alloc(0);
  let file = null;
  for await (const chunk of createReadStream(archive).pipe(createGunzip())) {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    for (;;) {
      if (file === null) {
        if (buffered.length < 512) break;
        const header = buffered.subarray(0, 512);
        buffered = buffered.subarray(512);
        const text = (start, end) => header.toString("utf8", start, end).replace(/\0.*$/su, "");
        const name = text(0, 100);
        if (name === "") continue;
        const size = Number.parseInt(text(124, 136), 8);
        const prefix = text(345, 500);
        const path = prefix === "" ? name : `${prefix}/${name}`;
        file = { path, size, left: Math.ceil(size / 512) * 512, parts: wants(path) ? [] : null };
      }
      const taken = buffered.subarray(0, Math.min(file.left, buffered.length));
      file.parts?.push(taken);
      file.left -= taken.length;
      buffered = buffered.subarray(taken.length);
      if (file.left > 0) break;
      const { path, size, parts } = file;
      file = null;
      if (parts !== null) yield { path, content: Buffer.concat(parts).subarray(0, size) };
    }
  }
}

const endOfDirectory = 0x06054b50;

/** Gives the names of the files in a zip archive (a wheel is one) and a function that reads one of them. */
export function openZip(archive) {
  const bytes = readFileSync(archive);
  let end = bytes.length - 22;
  while (end >= 0 && bytes.readUInt32LE(end) !== endOfDirectory) end -= 1;
  if (end < 0) throw new Error(`${archive} is no zip archive`);
  const entries = new Map();
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset));
    entries.set(bytes.toString("utf8", at + 46, at + 46 + nameLength), {
      method: bytes.readUInt16LE(at + 10),
      size: bytes.readUInt32LE(at + 20),
      header: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return {
    names: [...entries.keys()],
    read(name) {
      const { method, size, header } = entries.get(name);
      const start = header + 30 + bytes.readUInt16LE(header + 26) + bytes.readUInt16LE(header + 28);
      const content = bytes.subarray(start, start + size);
      return method === 0 ? content : inflateRawSync(content);
    },
  };
}
