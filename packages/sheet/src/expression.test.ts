import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateExpression, type ExpressionState, type Outcomes, type PolicyOutcome } from "./aggregate.ts";
import { allOf, anyOf, policiesOf, type Expression } from "./expression.ts";
import { outcome } from "./testing/situations.ts";

type Statuses = Readonly<Record<string, PolicyOutcome["status"]>>;

function outcomesOf(statuses: Statuses): Outcomes {
  return (policy) => outcome(statuses[policy] ?? "missing", { expired: statuses[policy] === "fail" });
}

const stateOf = (expression: Expression<string>, statuses: Statuses): ExpressionState =>
  evaluateExpression(expression, outcomesOf(statuses)).state;

describe("evaluateExpression", () => {
  // [situation, statuses in order of a.1, a.2, …, state of allOf, state of anyOf]
  const table: readonly [readonly PolicyOutcome["status"][], ExpressionState, ExpressionState][] = [
    [["pass", "pass"], "pass", "pass"],
    [["pass", "excepted"], "excepted", "pass"],
    [["excepted", "deviation"], "deviation", "excepted"],
    [["deviation", "unknown"], "unknown", "deviation"],
    [["deviation", "missing"], "unknown", "deviation"],
    [["deviation", "error"], "unknown", "deviation"],
    [["unknown", "fail"], "fail", "unknown"],
    [["pass", "fail"], "fail", "pass"],
    [["fail", "fail"], "fail", "fail"],
    [["pass", "vacuous"], "pass", "pass"],
    [["fail", "not_applicable"], "fail", "fail"],
    [["vacuous", "not_applicable"], "unknown", "unknown"],
    [["vacuous"], "unknown", "unknown"],
    [["pass"], "pass", "pass"],
  ];
  test.each(table)("%j is %s for all and %s for any", (statuses, all, any) => {
    const names = statuses.map((_, index) => `a.p${index}`) as [string, ...string[]];
    const byName = Object.fromEntries(statuses.map((status, index) => [`a.p${index}`, status]));
    expect([stateOf(allOf(...names), byName), stateOf(anyOf(...names), byName)]).toEqual([all, any]);
  });

  test("unknown: a nested expression of neutral policies only stays unknown beside a pass", () => {
    const expression = allOf(allOf("waf.one", "waf.two"), "waf.acl");
    const statuses: Statuses = { "waf.one": "vacuous", "waf.two": "not_applicable", "waf.acl": "pass" };
    expect(evaluateExpression(expression, outcomesOf(statuses))).toEqual({
      state: "unknown",
      unknown: ["U5"],
      attested: false,
      expired: false,
    });
  });

  test.each(["att.statement", "ep.antivirus"])("unknown: %s without a document of its own is no answer", (policy) => {
    const statuses: Statuses = { "net.private": "pass", [policy]: "vacuous" };
    expect(evaluateExpression(allOf("net.private", policy), outcomesOf(statuses))).toMatchObject({
      state: "unknown",
      unknown: ["U5"],
    });
    expect(stateOf(anyOf("net.private", policy), statuses)).toBe("pass");
    expect(stateOf(allOf("net.private", policy), { ...statuses, [policy]: "not_applicable" })).toBe("pass");
  });

  test("unknown: the codes are those of the unknown members that decide, sorted and once each", () => {
    const statuses: Statuses = { "a.b": "missing", "a.c": "error", "a.d": "unknown", "a.e": "unknown" };
    expect(evaluateExpression(allOf("a.b", "a.c", "a.d", "a.e"), outcomesOf(statuses)).unknown).toEqual([
      "ERROR",
      "NOT_BUNDLED",
      "U1",
    ]);
    expect(evaluateExpression(anyOf(allOf("a.b", "a.f"), "a.d"), outcomesOf({ ...statuses, "a.f": "fail" }))).toEqual({
      state: "unknown",
      unknown: ["U1"],
      attested: false,
      expired: false,
    });
  });

  describe("documents beside policies", () => {
    test.each(["att.statement", "org.statement"])("fail: %s never outvotes another policy's fail", (document) => {
      const statuses: Statuses = { "net.limit": "fail", [document]: "pass" };
      expect(stateOf(anyOf("net.limit", document), statuses)).toBe("fail");
      expect(stateOf(anyOf("net.limit", allOf(document, "org.other")), { ...statuses, "org.other": "pass" })).toBe(
        "fail",
      );
      expect(stateOf(anyOf(allOf("net.limit"), anyOf(document)), statuses)).toBe("fail");
    });
    test("fail: an attestation that is unknown cannot help either", () => {
      expect(stateOf(anyOf("net.limit", "att.statement"), { "net.limit": "fail", "att.statement": "unknown" })).toBe(
        "fail",
      );
    });
    test("pass: another policy still can", () => {
      const statuses: Statuses = { "net.limit": "fail", "net.other": "pass", "att.statement": "fail" };
      expect(stateOf(anyOf("net.limit", "net.other", "att.statement"), statuses)).toBe("pass");
    });
    test("unknown: another policy that is unknown still may, the attestation does not settle it", () => {
      const statuses: Statuses = { "net.limit": "fail", "net.other": "unknown", "att.statement": "pass" };
      expect(stateOf(anyOf("net.limit", anyOf("net.other", "att.statement")), statuses)).toBe("unknown");
    });
    test("pass: an attestation decides where the other policy is unknown or waived", () => {
      for (const other of ["unknown", "missing", "vacuous", "excepted"] as const) {
        expect(
          evaluateExpression(
            anyOf("net.limit", "att.statement"),
            outcomesOf({ "net.limit": other, "att.statement": "pass" }),
          ),
        ).toEqual({ state: "pass", unknown: [], attested: true, expired: false });
      }
    });
    test("pass: attested only if every pass is an attestation's", () => {
      const statuses: Statuses = { "net.limit": "pass", "att.statement": "pass", "org.statement": "pass" };
      const attested = (expression: Expression<string>): boolean =>
        evaluateExpression(expression, outcomesOf(statuses)).attested;
      expect(attested(allOf("net.limit", "att.statement"))).toBe(false);
      expect(attested(anyOf("net.limit", "att.statement"))).toBe(false);
      expect(attested(allOf("att.statement"))).toBe(true);
      expect(attested("att.statement")).toBe(true);
      expect(attested("org.statement")).toBe(false);
    });
    test("fail: expired only if every fail that decides is an attestation past its date", () => {
      const statuses: Statuses = { "att.one": "fail", "att.two": "fail", "net.limit": "fail", "net.gap": "unknown" };
      const expired = (expression: Expression<string>): boolean =>
        evaluateExpression(expression, outcomesOf(statuses)).expired;
      expect(expired(allOf("att.one", "att.two", "net.gap"))).toBe(true);
      expect(expired(allOf("att.one", "net.limit"))).toBe(false);
    });
  });
});

const policies = ["net.a", "net.b", "net.c", "waf.d", "att.e", "org.f"];
const substantial = policies.slice(0, 4);
const statuses: readonly PolicyOutcome["status"][] = [
  "pass",
  "fail",
  "unknown",
  "missing",
  "error",
  "excepted",
  "deviation",
  "not_applicable",
  "vacuous",
];

function expressions(names: readonly string[]): fc.Arbitrary<Expression<string>> {
  const { tree } = fc.letrec<{ tree: Expression<string>; leaf: string; node: Expression<string> }>((tie) => ({
    tree: fc.oneof({ maxDepth: 3, withCrossShrink: true }, tie("leaf"), tie("node")),
    leaf: fc.constantFrom(...names),
    node: fc
      .tuple(fc.constantFrom("allOf" as const, "anyOf" as const), fc.array(tie("tree"), { minLength: 1, maxLength: 4 }))
      .map(([kind, of]) => ({ kind, of: of as [Expression<string>, ...Expression<string>[]] })),
  }));
  return tree;
}

const situations = fc.record(Object.fromEntries(policies.map((policy) => [policy, fc.constantFrom(...statuses)])));
const worstFirst: readonly ExpressionState[] = ["fail", "unknown", "deviation", "excepted", "pass"];

function reversed(expression: Expression<string>): Expression<string> {
  if (typeof expression === "string") return expression;
  const [last, ...others] = expression.of.map(reversed).reverse();
  return last === undefined ? expression : { kind: expression.kind, of: [last, ...others] };
}

describe("laws of expressions", () => {
  test("the order of members does not matter", () => {
    fc.assert(
      fc.property(expressions(policies), situations, (expression, situation) => {
        const outcomes = outcomesOf(situation);
        expect(evaluateExpression(reversed(expression), outcomes)).toEqual(evaluateExpression(expression, outcomes));
      }),
    );
  });

  test("a member that stands twice counts once", () => {
    fc.assert(
      fc.property(expressions(policies), situations, (expression, situation) => {
        const outcomes = outcomesOf(situation);
        const once = evaluateExpression(allOf(expression), outcomes);
        expect(evaluateExpression(allOf(expression, expression), outcomes)).toEqual(once);
        expect(evaluateExpression(anyOf(expression, expression), outcomes)).toEqual(
          evaluateExpression(anyOf(expression), outcomes),
        );
      }),
    );
  });

  test("a fail never makes anything better", () => {
    fc.assert(
      fc.property(expressions(policies), situations, fc.constantFrom(...policies), (expression, situation, policy) => {
        const before = stateOf(expression, situation);
        const after = stateOf(expression, { ...situation, [policy]: "fail" });
        expect(worstFirst.indexOf(after)).toBeLessThanOrEqual(worstFirst.indexOf(before));
      }),
    );
  });

  test("a fail that is added as a member never makes anything better", () => {
    fc.assert(
      fc.property(expressions(substantial.slice(1)), situations, (expression, situation) => {
        const withFail = { ...situation, "net.a": "fail" as const };
        const before = stateOf(expression, withFail);
        expect(stateOf(allOf(expression, "net.a"), withFail)).toBe("fail");
        expect(worstFirst.indexOf(stateOf(anyOf(expression, "net.a"), withFail))).toBeLessThanOrEqual(
          worstFirst.indexOf(before),
        );
      }),
    );
  });

  test("without any pass, nothing passes", () => {
    fc.assert(
      fc.property(expressions(policies), situations, (expression, situation) => {
        const withoutPass = Object.fromEntries(
          Object.entries(situation).map(([policy, status]) => [policy, status === "pass" ? "unknown" : status]),
        );
        expect(stateOf(expression, withoutPass)).not.toBe("pass");
      }),
    );
  });

  test("neutral members beside others do not count", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(allOf, anyOf),
        fc.subarray(policies.slice(1), { minLength: 1 }),
        situations,
        fc.constantFrom("vacuous" as const, "not_applicable" as const),
        (join, members, situation, neutral) => {
          const outcomes = outcomesOf({ ...situation, "net.a": neutral });
          const names = members as [string, ...string[]];
          expect(evaluateExpression(join(...names, "net.a"), outcomes)).toEqual(
            evaluateExpression(join(...names), outcomes),
          );
        },
      ),
    );
  });

  test("without documents, a pass or fail beside unknown policies holds whatever these turn out to be", () => {
    fc.assert(
      fc.property(expressions(substantial), situations, situations, (expression, situation, completion) => {
        const state = stateOf(expression, situation);
        fc.pre(state === "pass" || state === "fail");
        const open = ["unknown", "missing", "error"];
        const completed = Object.fromEntries(
          Object.entries(situation).map(([policy, status]) => [
            policy,
            open.includes(status) ? (completion[policy] ?? status) : status,
          ]),
        );
        expect(stateOf(expression, completed)).toBe(state);
      }),
    );
  });

  test("an unknown result names a reason, and no other result does", () => {
    fc.assert(
      fc.property(expressions(policies), situations, (expression, situation) => {
        const { state, unknown } = evaluateExpression(expression, outcomesOf(situation));
        expect(unknown.length > 0).toBe(state === "unknown");
        expect(unknown).toEqual([...new Set(unknown)].sort());
      }),
    );
  });

  test("policiesOf names each policy of the expression once, sorted", () => {
    expect(policiesOf(anyOf("b.b", allOf("a.a", "b.b"), "a.a"))).toEqual(["a.a", "b.b"]);
  });
});
