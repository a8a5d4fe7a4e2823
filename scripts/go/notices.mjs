// Writes the licence texts of every Go module that is linked into a reactor, and of Go itself.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const licenceName = /^(?:licen[cs]e|copying|notice|copyright|patents|authors)(?:[.-].*)?$/iu;

/** Writes the notices file; a module without a licence file stops the build. */
export function writeNotices({ goFolder, name, output, environment }) {
  const modules = new Map();
  const listed = execFileSync(
    "go",
    [
      "list",
      "-mod=readonly",
      "-deps",
      "-f",
      "{{with .Module}}{{if not (or .Main .Replace)}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}",
      ".",
    ],
    { cwd: goFolder, encoding: "utf8", env: { ...process.env, ...environment } },
  );
  for (const line of listed.split("\n").filter((text) => text !== "")) {
    const [path, version, folder] = line.split("\t");
    modules.set(path, { version, folder });
  }
  const [goRoot, goVersion] = execFileSync("go", ["env", "GOROOT", "GOVERSION"], {
    cwd: goFolder,
    encoding: "utf8",
  }).split("\n");
  modules.set("go.dev (the Go runtime and standard library)", { version: goVersion, folder: goRoot });

  const parts = [
    `Third-party software in ${name}\n\nThis file is generated from the Go modules that are linked into ${name}.\n`,
  ];
  for (const [path, { version, folder }] of [...modules].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const names = existsSync(folder)
      ? readdirSync(folder)
          .filter((file) => licenceName.test(file))
          .sort()
      : [];
    if (!names.some((file) => /^(?:licen[cs]e|copying)/iu.test(file))) {
      throw new Error(
        `${path} ${version} has no licence file in its root (${folder}); look its licence up and extend scripts/go/notices.mjs.`,
      );
    }
    for (const file of names) {
      parts.push(
        `${"=".repeat(78)}\n${path} ${version}: ${file}\n${"=".repeat(78)}\n\n${readFileSync(join(folder, file), "utf8").trimEnd()}\n`,
      );
    }
  }
  writeFileSync(output, parts.join("\n"));
}
