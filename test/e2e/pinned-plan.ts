/**
 * The plan of the example system, as it is and with managed rule groups of its web ACL kept at a version, which contradicts
 * INT-02.4 and nothing but INT-02 beside it.
 *
 * @module
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isList, isObject, repositoryFolder, type Json } from "@sekisho-test/support";

/** The web ACL in the plan. */
export const webAcl = "module.edge.aws_wafv2_web_acl.this";

/** Writes `plan.json`, `pinned.json` and `profile.yaml` into a folder. */
export function writePlans(folder: string): void {
  const system = path.join(repositoryFolder, "examples/system");
  const text = readFileSync(path.join(system, "plan.json"), "utf8");
  writeFileSync(path.join(folder, "plan.json"), text);
  writeFileSync(path.join(folder, "pinned.json"), JSON.stringify(pinned(JSON.parse(text) as Json)));
  const profile = readFileSync(path.join(system, "profile.yaml"), "utf8");
  writeFileSync(path.join(folder, "profile.yaml"), `${profile}\nwaf: { auto_version: true }\n`);
}

function pinned(value: Json): Json {
  if (isList(value)) return value.map(pinned);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const groups = key === "managed_rule_group_statement" && isList(inner) ? inner : null;
      return [
        key,
        groups?.map((group) => (isObject(group) && "name" in group ? { ...group, version: "Version_1.0" } : group)) ??
          pinned(inner),
      ];
    }),
  );
}
