import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { repositoryFolder } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { resourceTypes } from "../../types/index.ts";
import { readDocuments } from "../read-document.ts";

const file = path.join(repositoryFolder, "examples", "system", "plan.json");

describe.skipIf(!existsSync(file))(
  "the plan of the example system (skipped where examples/system/plan.json is absent)",
  () => {
    const [document] = readDocuments(
      [{ label: "plan", name: "plan.json", digest: "sha256:0", bytes: readFileSync(file) }],
      resourceTypes,
    );
    if (document === undefined) throw new Error("no document was read");
    const named = (address: string, attribute: string): unknown =>
      document.resources.find((resource) => resource.address === address)?.links[attribute];
    const only = (address: string): unknown => ({
      state: "complete",
      code: null,
      references: [{ by: "address", address }],
    });

    test("links lead through modules, their variables and outputs, and keys", () => {
      expect(named("module.edge.aws_wafv2_web_acl_association.this", "resource_arn")).toEqual(
        only("module.edge.aws_lb.this"),
      );
      expect(named("module.edge.aws_wafv2_web_acl_association.this", "web_acl_arn")).toEqual(
        only("module.edge.aws_wafv2_web_acl.this"),
      );
      expect(named("module.database.aws_db_instance.this", "kms_key_id")).toEqual(
        only("module.database.aws_kms_key.this"),
      );
      expect(named('module.app["web"].aws_vpc_security_group_ingress_rule.from_edge', "security_group_id")).toEqual(
        only('module.app["web"].aws_security_group.app'),
      );
      expect(named("module.audit.aws_cloudtrail.this[0]", "cloud_watch_logs_group_arn")).toEqual(
        only("module.audit.aws_cloudwatch_log_group.trail[0]"),
      );
    });

    test("one account in two regions, told by variables", () => {
      expect(document.accounts.map(({ key, id }) => [key, id])).toEqual([["default", "123456789012"]]);
      const regions = new Set(document.resources.map(({ region }) => region));
      // What is global lies in none.
      expect([...regions].sort()).toEqual(["ap-northeast-1", null, "us-east-1"]);
    });

    test("no password of the plan is kept", () => {
      const plan = JSON.parse(readFileSync(file, "utf8")) as { variables: { db_password: { value: string } } };
      expect(plan.variables.db_password.value).not.toBe("");
      expect(JSON.stringify(document)).not.toContain(plan.variables.db_password.value);
    });
  },
);
