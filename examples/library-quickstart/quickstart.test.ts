import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = import.meta.dirname;

test("the program prints each contradicted claim with the resource that contradicts it", () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["quickstart.mjs"], { cwd: folder, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const lines = stdout.split("\n");
  const group = "   net.sg_no_world_ingress module.edge.aws_security_group.edge";
  expect(lines.slice(0, 10).map((line) => line.replace(/^(\S+) .*/u, "$1"))).toEqual([
    ...["ING-04.6", group, "ING-04.7", group],
    ...["ING-04.8", "   tls.https_only_listeners module.edge.aws_lb_listener.http"],
    ...["ING-07.8", group, "INT-06.7", group],
  ]);
});

test("the README of the repository shows this program", () => {
  const program = readFileSync(`${folder}/quickstart.mjs`, "utf8");
  const snippet = /\/\/ #region snippet\n([\s\S]*?)\/\/ #endregion/u.exec(program)?.[1];
  expect(readFileSync(`${folder}/../../README.md`, "utf8")).toContain(snippet);
});
