import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = import.meta.dirname;

test("the program prints the contradicted claim with the resource that contradicts it", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["quickstart.mjs"], { cwd: folder, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const lines = stdout.split("\n");
  expect(lines[0]).toMatch(/^ING-04\.8 /u);
  expect(lines[1]).toBe("   tls.https_only_listeners module.edge.aws_lb_listener.http");
});

test("the README of the repository shows this program", () => {
  const program = readFileSync(`${folder}/quickstart.mjs`, "utf8");
  const snippet = /\/\/ #region snippet\n([\s\S]*?)\/\/ #endregion/u.exec(program)?.[1];
  expect(readFileSync(`${folder}/../../README.md`, "utf8")).toContain(snippet);
});
