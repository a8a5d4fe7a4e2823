/**
 * What the calls are taken to be, compared with botocore's service models and AWS's managed policies, which come with
 * moto.
 */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { apiCalls } from "@sekisho/estate";
import { describe, expect, test } from "vitest";
import { installMoto } from "../../../test/aws/moto/install.mjs";
import { createClients } from "./clients.ts";
import { iamPolicy } from "./iam-policy.ts";
import { parseOperation } from "./operation.ts";
import { pagingOf } from "./paging.ts";
import { route53Resolver } from "./route53-resolver.ts";
import { services } from "./services.ts";
import { wafRegional } from "./waf-regional.ts";

const newerMembers: Readonly<Record<string, readonly string[]>> = {
  "mq:DescribeBroker": ["PendingStorageSize", "StorageSize"],
};

interface Model {
  readonly signingName: string;
  readonly targetPrefix: string | null;
  readonly input: Readonly<Record<string, string>>;
  readonly required: readonly string[];
  readonly output: Readonly<Record<string, string>>;
  readonly pages: { readonly input: string | null; readonly output: string | null };
}

interface Models {
  readonly operations: Readonly<Record<string, Model>>;
  readonly readOnly: readonly string[];
  readonly actions: readonly string[];
}

const { python, reason } = installMoto();
if (reason !== null) console.log(`Comparing with the service models is skipped: ${reason}.`);

const asked = [...Object.keys(apiCalls), "sts:GetCallerIdentity", "ec2:DescribeRegions"];

describe.skipIf(python === null)("the calls and botocore's models", () => {
  const models = python === null ? null : readModels(python);
  const clients = createClients({ userAgent: "test" });

  function modelOf(name: string): Model {
    const model = models?.operations[name];
    if (model === undefined) throw new Error(`there is no model of ${name}`);
    return model;
  }

  test.each(asked)("%s: the client has it, with the members of the model", async (name) => {
    const { service, operation } = parseOperation(name);
    const { input, output } = await clients.shapes(service, operation);
    const model = modelOf(name);
    expect(missing(model.required, input.members)).toEqual([]);
    const { parameters = {}, variants = [], each } = apiCalls[name] ?? {};
    const given = [...Object.keys(parameters), ...variants.flatMap((variant) => Object.keys(variant.parameters))];
    expect(missing(given, input.members)).toEqual([]);
    expect(missing(given, Object.keys(model.input))).toEqual([]);
    // botocore may know members that the pinned client is too old for; no type reads these.
    const newer = newerMembers[name] ?? [];
    expect(missing(Object.keys(model.output), output.members)).toEqual(newer);
    if (each === undefined) return;
    const [, listing = "", first = ""] = /^([^.]+)\.([^.[]+)/u.exec(each) ?? [];
    expect(Object.keys(modelOf(listing).output)).toContain(first);
  });

  test.each(asked)("%s: its pages follow each other as botocore's do", async (name) => {
    const { service, operation } = parseOperation(name);
    const paging = pagingOf(service, await clients.shapes(service, operation));
    const { pages, input, output } = modelOf(name);
    if (pages.input !== null) expect({ input: paging?.input, output: paging?.output }).toEqual(pages);
    // What botocore does not page by itself has no token, or one that is known here.
    else if (paging === null) expect(tokens(input).filter((token) => tokens(output).includes(token))).toEqual([]);
    else if (paging.output.includes(".")) expect(input[paging.input]).toBe("string");
    else expect([input[paging.input], output[paging.output]]).toEqual(["string", "string"]);
    for (const parameter of Object.keys(paging?.size ?? {})) expect(input[parameter]).toBe("integer");
  });

  test("are of the services that have a client, whose IAM prefix is what requests are signed for", () => {
    const used = [...new Set(asked.map((name) => parseOperation(name).service))];
    expect(used.sort()).toEqual(Object.keys(services).sort());
    for (const name of asked) {
      expect([name, services[parseOperation(name).service]?.iamPrefix]).toEqual([name, modelOf(name).signingName]);
    }
  });

  test.each([
    ["waf-regional:ListWebACLs", wafRegional],
    ["route53resolver:ListFirewallRules", route53Resolver],
  ])("%s is asked by the name that its model gives", (name, { target, signingName }) => {
    expect(modelOf(name)).toMatchObject({ targetPrefix: target, signingName });
  });

  test("need IAM actions that AWS's own policies name, and that read only", () => {
    const { actions = [], readOnly = [] } = models ?? {};
    const known = new Set(actions.map((action) => action.toLowerCase()));
    const own = iamPolicy().Statement[0].Action;
    expect(own.length).toBeGreaterThan(40);
    expect(unknownActions(own, known)).toEqual([]);
    expect(own.filter((action) => !readOnly.some((pattern) => matches(pattern, action)))).toEqual([]);
    // A name that is none, and one that writes, are noticed.
    expect(unknownActions(["s3:GetBucketEncryption"], known)).toEqual(["s3:GetBucketEncryption"]);
    expect(readOnly.some((pattern) => matches(pattern, "s3:PutBucketPolicy"))).toBe(false);
  });
});

function readModels(interpreter: string): Models {
  const script = fileURLToPath(new URL("../../../test/aws/moto/models.py", import.meta.url));
  const { status, stdout, stderr } = spawnSync(interpreter, [script, ...asked], {
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Models;
}

function missing(names: readonly string[], from: readonly string[]): readonly string[] {
  return names.filter((name) => !from.includes(name));
}

function tokens(members: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(members).filter((name) => /token|marker/iu.test(name));
}

function unknownActions(actions: readonly string[], known: ReadonlySet<string>): readonly string[] {
  return actions.filter((action) => !known.has(action.toLowerCase()));
}

function matches(pattern: string, action: string): boolean {
  const expression = pattern
    .replace(/[.+^${}()|[\]\\]/gu, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${expression}$`, "iu").test(action);
}
