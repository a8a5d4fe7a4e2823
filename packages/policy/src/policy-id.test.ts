import { describe, expect, test } from "vitest";
import { builtinPolicyIds, isPolicyId } from "./policy-id.ts";

describe("the built-in policy ids", () => {
  test("are 109 different ones, each a family and a name", () => {
    expect(builtinPolicyIds).toHaveLength(109);
    expect(new Set(builtinPolicyIds).size).toBe(109);
    expect(builtinPolicyIds.filter((id) => !/^[a-z]+\.[a-z][a-z0-9_]*$/u.test(id))).toEqual([]);
  });

  test("fall into the families of controls.md", () => {
    const counts: Record<string, number> = {};
    for (const id of builtinPolicyIds) {
      const family = id.slice(0, id.indexOf("."));
      counts[family] = (counts[family] ?? 0) + 1;
    }
    const { ep, att, org, ...infrastructure } = counts;
    expect({ ep, att, org }).toEqual({ ep: 14, att: 14, org: 9 });
    expect(infrastructure).toEqual({
      ddos: 3,
      waf: 8,
      guardduty: 5,
      net: 15,
      tls: 6,
      cert: 3,
      log: 11,
      egress: 4,
      dx: 1,
      patch: 4,
      vuln: 2,
      enc: 7,
      cspm: 3,
    });
  });

  test("are told from other ids", () => {
    expect(isPolicyId("enc.rds_at_rest")).toBe(true);
    expect(isPolicyId("enc.rds_at_rest.verdict")).toBe(false);
    expect(isPolicyId("acme.own_policy")).toBe(false);
  });
});
