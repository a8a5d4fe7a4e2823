import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";

import { OPA_VERSION } from "./index.ts";

const script = fileURLToPath(new URL("../scripts/build.mjs", import.meta.url));
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** Runs the build with a PATH that holds nothing but the given programs. */
function buildWith(programs: Readonly<Record<string, string>>): {
  status: number | null;
  stdout: string;
  stderr: string;
} {
  const folder = mkdtempSync(join(tmpdir(), "sekisho-build-"));
  folders.push(folder);
  for (const [name, output] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\necho '${output}'\n`);
    chmodSync(join(folder, name), 0o755);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [script], { env: { PATH: folder }, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("the build script without a fitting Go", () => {
  it("says what is missing and where to get it", () => {
    const { status, stdout, stderr } = buildWith({});
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("Go is not on PATH; Go 1.26 or newer is needed");
    expect(stderr).toContain("https://go.dev/dl/");
    expect(stderr).toContain(`opa ${OPA_VERSION}`);
  });

  it("names the Go that is too old", () => {
    const { status, stderr } = buildWith({ go: "go1.25.3" });
    expect(status).toBe(1);
    expect(stderr).toContain("Go 1.26 or newer is needed, and go1.25.3 is on PATH");
  });

  it("lets a native opa of the pinned version stand in", () => {
    const { status, stdout } = buildWith({ opa: `Version: ${OPA_VERSION}` });
    expect(status).toBe(0);
    expect(stdout).toContain("stands in");
  });

  it("does not take an opa of another version", () => {
    expect(buildWith({ opa: "Version: 1.9.0" }).status).toBe(1);
  });
});
