import type { Finding, PolicyInfo } from "@sekisho/policy";
import { describe, expect, test } from "vitest";
import { finding } from "../testing/situations.ts";
import { matchWaivers, type WaiverScene } from "./match-waivers.ts";
import { defaultMaxDays, type GivenWaiver, type WaiverFile } from "./waiver.ts";

const arn = "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/app/main/1";

function waiver(parts: Partial<GivenWaiver> = {}): GivenWaiver {
  return {
    policy: "waf.on",
    address: "aws_lb.main",
    arn: null,
    violations: null,
    owner: "Platform lead",
    approver: "Security officer",
    reason: "It is replaced.",
    ticket: "EX-1",
    approvedAt: "2026-10-01T00:00:00+09:00",
    expires: "2026-12-01T00:00:00+09:00",
    origin: "waivers.yaml#/waivers/0",
    line: 3,
    column: 5,
    ...parts,
  };
}

function fileOf(...waivers: readonly GivenWaiver[]): WaiverFile {
  return { name: "waivers.yaml", digest: "sha256:w", maxDays: defaultMaxDays, waivers };
}

const policy: PolicyInfo = {
  id: "waf.on",
  title: { ja: "題", en: "Title" },
  description: { ja: "説明", en: "Description" },
  severity: "high",
  evidence: null,
  profile: [],
  reasons: {},
  remediation: { ja: "直す", en: "Repair it" },
  references: [],
  selection: { roots: { aws_lb: [] } },
};

type Thing = WaiverScene["estates"][number]["resources"][number];

const planned: Thing = { type: "aws_lb", id: "plan#aws_lb.main", address: "aws_lb.main", arn: null };
const running: Thing = { type: "aws_lb", id: arn, address: null, arn };

function fail(thing: Thing, parts: Partial<Finding> = {}): Finding {
  return finding("waf.on", "fail", { subject: { ...thing, position: null, undeclared: false }, ...parts });
}

function sceneOf(things: readonly Thing[], rest: Partial<WaiverScene> = {}): WaiverScene {
  return { estates: [{ resources: things }], policies: [policy], instant: "2026-11-01T00:00:00Z", ...rest };
}

/** The states of the waivers, and the indices of the findings that they cover. */
function outcome(
  waivers: readonly GivenWaiver[],
  scene: WaiverScene,
  findings: readonly Finding[],
  before: readonly Finding[] = [],
): { readonly states: readonly string[]; readonly waived: readonly number[] } {
  const matched = matchWaivers(fileOf(...waivers), scene);
  const apply = (one: Finding): Finding => (one.status === "fail" ? { ...one, waiver: matched.waiverOf(one) } : one);
  const found = findings.map(apply);
  return {
    states: matched.results(found, before.map(apply)).map(({ state }) => state),
    waived: found.flatMap((one, index) => (one.waiver === null ? [] : [index])),
  };
}

describe("a waiver", () => {
  test("covers what a plan and a running system say of one thing, and nothing else", () => {
    const other: Thing = { ...planned, id: "plan#aws_lb.other", address: "aws_lb.other" };
    const findings = [
      fail(planned),
      fail(running),
      fail(other),
      fail(planned, { policy: "tls.on" }),
      fail(planned, { status: "pass" }),
    ];
    expect(outcome([waiver({ arn })], sceneOf([planned, running, other]), findings)).toEqual({
      states: ["applied"],
      waived: [0, 1],
    });
  });

  test("is given to the finding as it was approved", () => {
    const { waiverOf } = matchWaivers(fileOf(waiver()), sceneOf([planned]));
    expect(waiverOf(fail(planned))).toEqual({
      owner: "Platform lead",
      approver: "Security officer",
      reason: "It is replaced.",
      ticket: "EX-1",
      approvedAt: "2026-10-01T00:00:00+09:00",
      expires: "2026-12-01T00:00:00+09:00",
      origin: "waivers.yaml#/waivers/0",
    });
  });

  test.each([
    ["2026-09-30T14:59:59.999Z", "not_yet"],
    ["2026-09-30T15:00:00Z", "applied"],
    ["2026-11-30T23:59:59.999+09:00", "applied"],
    ["2026-11-30T14:59:59.999Z", "applied"],
    ["2026-12-01T00:00:00+09:00", "expired"],
    ["2026-11-30T15:00:00Z", "expired"],
  ])("holds from its approval to its end, in every zone: %s %s", (instant, state) => {
    expect(outcome([waiver()], sceneOf([planned], { instant }), [fail(planned)])).toEqual({
      states: [state],
      waived: state === "applied" ? [0] : [],
    });
  });

  const port = (from: number, to = from): Finding["violations"][number] => ({
    reason: "PORT_OPEN",
    args: { protocol: "tcp", from_port: from, to_port: to },
    severity: "high",
    rests_on: [["ingress"]],
  });
  const ssh = { ...port(22), reason: "SENSITIVE_PORT_OPEN" };
  const alternative = { reason: "PORT_OPEN", args: { from_port: 8080, to_port: 8080 } };
  const diagnostics = { reason: "PORT_OPEN", args: { from_port: 9090 } };

  test.each<[string, GivenWaiver["violations"], readonly Finding["violations"][number][], string, boolean]>([
    ["the violation that it names", [alternative], [port(8080)], "applied", true],
    ["the ports that it names, and a login opened later", [alternative], [port(8080), ssh], "exceeded", false],
    ["a login alone", [alternative], [ssh], "exceeded", false],
    ["a range that was widened", [alternative], [port(8080, 8090)], "exceeded", false],
    ["every violation of a reason", [{ reason: "PORT_OPEN", args: {} }], [port(8080), port(1)], "applied", true],
    [
      "an argument that is text",
      [{ reason: "PORT_OPEN", args: { from_port: "8080" } }],
      [port(8080)],
      "exceeded",
      false,
    ],
    [
      "an argument that there is not",
      [{ reason: "PORT_OPEN", args: { source: "x" } }],
      [port(8080)],
      "exceeded",
      false,
    ],
    ["all that it names", [alternative, diagnostics], [port(8080), port(9090)], "applied", true],
    ["less than it names", [alternative, diagnostics], [port(8080)], "partly_unused", true],
    ["anything, where it names nothing", null, [port(8080), ssh], "applied", true],
  ])("for some violations is judged by all that there are: %s", (_, violations, found, state, isCovered) => {
    expect(outcome([waiver({ violations })], sceneOf([planned]), [fail(planned, { violations: found })])).toEqual({
      states: [state],
      waived: isCovered ? [0] : [],
    });
  });

  test("for some violations is used for one that the plan repairs", () => {
    const narrowed = waiver({ violations: [alternative, diagnostics] });
    const before = [fail(planned, { violations: [port(8080), port(9090)] })];
    const after = [fail(planned, { violations: [port(8080)] })];
    expect(outcome([narrowed], sceneOf([planned]), after, before)).toEqual({ states: ["applied"], waived: [0] });
    // What was open beside them before, and is not any more, is no reason against it.
    const more = [fail(planned, { violations: [port(8080), port(9090), ssh] })];
    expect(outcome([narrowed], sceneOf([planned]), after, more)).toEqual({ states: ["applied"], waived: [0] });
  });

  test("past its end still tells which fails it was for", () => {
    const scene = sceneOf([planned], { instant: "2027-01-01T00:00:00Z" });
    const results = matchWaivers(fileOf(waiver()), scene).results([fail(running), fail(planned)], []);
    expect(results).toEqual([{ ...waiver(), state: "expired", findings: [1] }]);
  });

  test("with a label means the one document; without it and with two documents it is too broad", () => {
    const second: Thing = { ...planned, id: "plan-2#aws_lb.main" };
    const scene = sceneOf([planned, second]);
    const findings = [fail(planned), fail(second)];
    expect(outcome([waiver()], scene, findings)).toEqual({ states: ["over_broad"], waived: [] });
    expect(outcome([waiver({ address: "plan-2#aws_lb.main" })], scene, findings)).toEqual({
      states: ["applied"],
      waived: [1],
    });
  });

  test("is not too broad where two documents tell of one ARN, or what is replaced had another", () => {
    const stated: Thing = { ...planned, id: "state#aws_lb.main", arn };
    expect(outcome([waiver()], sceneOf([{ ...planned, arn }, stated]), [fail(stated)]).states).toEqual(["applied"]);
    const replaced = { estates: [{ resources: [planned] }, { resources: [{ ...planned, arn }] }] };
    expect(outcome([waiver()], sceneOf([], replaced), [fail(planned)]).states).toEqual(["applied"]);
  });

  test.each<readonly [string, Thing, Thing]>([
    ["the address has another ARN", { ...planned, arn: `${arn}x` }, running],
    ["the ARN has another address", planned, { ...running, address: "aws_lb.other", id: "state#aws_lb.other" }],
    ["they are of two types", planned, { ...running, type: "aws_lb_listener" }],
  ])("whose address and ARN are of different things covers neither: %s", (_, byAddress, byArn) => {
    const findings = [fail(byAddress), fail(byArn)];
    expect(outcome([waiver({ arn })], sceneOf([byAddress, byArn]), findings)).toEqual({
      states: ["conflicting"],
      waived: [],
    });
  });

  test.each<readonly [string, Thing]>([
    ["has another ARN", { ...planned, arn: `${arn}x` }],
    ["has another address", { ...running, address: "aws_lb.other", id: "state#aws_lb.other" }],
  ])("covers nothing that %s than it says", (_, thing) => {
    const both = waiver({ address: "plan#aws_lb.main", arn });
    const found = { ...thing, id: thing.arn === arn ? thing.id : "plan#aws_lb.main" };
    expect(outcome([both], sceneOf([found]), [fail(found)])).toEqual({ states: ["conflicting"], waived: [] });
    const same = { ...found, address: "aws_lb.main", arn };
    expect(outcome([both], sceneOf([same]), [fail(same)])).toEqual({ states: ["applied"], waived: [0] });
  });

  test.each<readonly [string, readonly Finding[], readonly Finding[], string]>([
    ["nothing is found", [], [], "unused"],
    ["the policy passes", [fail(planned, { status: "pass" })], [], "unused"],
    ["another policy fails", [fail(planned, { policy: "tls.on" })], [], "unused"],
    ["it is unknown", [fail(planned, { status: "unknown" })], [], "standing"],
    ["there is no verdict", [fail(planned, { status: "error" })], [], "standing"],
    ["the plan repairs it", [fail(planned, { status: "pass" })], [fail(planned)], "applied"],
  ])("that covers no fail now: %s", (_, findings, before, state) => {
    expect(outcome([waiver()], sceneOf([planned]), findings, before)).toEqual({ states: [state], waived: [] });
  });

  test("of a policy that is not asked for is no problem", () => {
    expect(outcome([waiver({ policy: "tls.on" })], sceneOf([planned]), [fail(planned)])).toEqual({
      states: ["not_evaluated"],
      waived: [],
    });
  });

  test("is too long for a fail that is graver than its policy", () => {
    expect(outcome([waiver()], sceneOf([planned]), [fail(planned, { severity: "critical" })])).toEqual({
      states: ["too_long"],
      waived: [],
    });
  });

  test("that another one makes needless is unused", () => {
    const second = waiver({ address: null, arn, origin: "waivers.yaml#/waivers/1" });
    const thing: Thing = { ...planned, arn };
    expect(outcome([waiver(), second], sceneOf([thing]), [fail(thing)])).toEqual({
      states: ["applied", "unused"],
      waived: [0],
    });
  });
});
