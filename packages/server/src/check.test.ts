import { gzipSync } from "node:zlib";
import { securitySheet } from "@sekisho/catalog";
import { createEngine } from "@sekisho/policy";
import { render } from "@sekisho/report";
import { check, sheetJson, type Report } from "@sekisho/sheet";
import { describe, expect, test } from "vitest";
import { builtIn, bundle, digestOf, now, plan, post, profile, said } from "./testing/built-in.ts";

const { fetch } = builtIn();

/** The report that the library gives. */
async function expected(changes: Partial<Parameters<typeof check>[0]> = {}): Promise<Report> {
  return check({
    documents: [{ label: null, name: "-", digest: digestOf(plan), bytes: plan }],
    profile,
    sheet: { definition: securitySheet, digest: digestOf(sheetJson(securitySheet)) },
    bundle,
    engine: await createEngine(bundle.wasm),
    instant: now,
    ...changes,
  });
}

interface ReportJson {
  readonly instant: string;
  readonly documents: readonly { readonly label: string; readonly name: string; readonly digest: string }[];
  readonly profile: { readonly name: string; readonly digest: string } | null;
  readonly waivers: unknown;
  readonly sheet: unknown;
  readonly comparison: { readonly with: string } | null;
  readonly policies: readonly { readonly policy: string }[];
}

async function reportOf(request: Request): Promise<ReportJson> {
  const response = await fetch(request);
  expect(response.status, await response.clone().text()).toBe(200);
  return (await response.json()) as ReportJson;
}

describe("a document is the body", () => {
  test("the answer is the report that the library gives, and says that it blocks", async () => {
    const response = await fetch(post("/v1/check", plan));
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("sekisho-blocks")).toBe("true");
    expect(response.headers.get("sekisho-exit-status")).toBe("1");
    expect(await response.text()).toBe(render(await expected(), { format: "json", lang: "en" }));
  });

  test.each([
    ["fail-on=none", "false", "0"],
    ["fail-on=fail%3E%3Dcritical", "true", "1"],
    ["fail-on=stale&fail-on=expired", "false", "0"],
    ["fail-on=stale,contradicted", "true", "1"],
  ])("%s: blocks is %s", async (query, blocks, status) => {
    const { headers } = await fetch(post(`/v1/check?${query}`, plan));
    expect(headers.get("sekisho-blocks")).toBe(blocks);
    expect(headers.get("sekisho-exit-status")).toBe(status);
  });

  test("what blocks is the server's setting unless the request has its own", async () => {
    const lenient = builtIn({ failOn: "none" });
    expect((await lenient.fetch(post("/v1/check", plan))).headers.get("sekisho-blocks")).toBe("false");
    const own = await lenient.fetch(post("/v1/check?fail-on=contradicted", plan));
    expect(own.headers.get("sekisho-blocks")).toBe("true");
  });

  test("label, name, instant, policies and no sheet are taken from the address", async () => {
    const query =
      "label=net&name=a/plan.json&now=2026-04-01T09:00:00%2B09:00&policy=enc.rds_at_rest&policy=tls.https_only_listeners&sheet=none";
    const report = await reportOf(post(`/v1/check?${query}`, plan));
    expect(report.documents).toMatchObject([{ label: "net", name: "plan.json", digest: digestOf(plan) }]);
    expect(report.instant).toBe("2026-04-01T00:00:00.000Z");
    expect(report.policies.map(({ policy }) => policy)).toEqual(["enc.rds_at_rest", "tls.https_only_listeners"]);
    expect(report.sheet).toBe(null);
  });

  test("it may be gzipped", async () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const report = await reportOf(post("/v1/check", new Uint8Array(gzipSync(plan)), headers));
    expect(report.documents[0]?.digest).toBe(digestOf(plan));
  });

  test.each([
    "application/octet-stream",
    "application/json; charset=utf-8",
    "text/plain",
    "application/vnd.example+json",
  ])("it may come as %s", async (type) => {
    const report = await reportOf(post("/v1/check", plan, { "content-type": type }));
    expect(report.documents[0]?.digest).toBe(digestOf(plan));
  });
});

test("a manifest of Kubernetes may come as YAML", async () => {
  const manifest = [
    "apiVersion: rds.aws.upbound.io/v1beta1",
    "kind: Instance",
    "metadata: { name: example }",
    "spec: { forProvider: { region: ap-northeast-1, storageEncrypted: false } }",
  ].join("\n");
  const response = await fetch(post("/v1/check", manifest, { "content-type": "application/yaml" }));
  expect(response.headers.get("sekisho-blocks")).toBe("true");
  const { documents, findings } = (await response.json()) as Report;
  expect(documents).toMatchObject([{ kind: "kubernetes" }]);
  const fails = findings.filter(({ status, subject }) => status === "fail" && subject.type.startsWith("aws_"));
  expect(fails).toMatchObject([
    { policy: "enc.rds_at_rest", subject: { address: "Instance.rds.aws.upbound.io/example" } },
  ]);
});

describe("renderings", () => {
  test.each([
    ["text/plain", "text", "text/plain; charset=utf-8"],
    ["text/markdown", "sheet", "text/markdown; charset=utf-8"],
    ["text/html;q=0.9, text/markdown;q=0.5, text/plain;q=0.4", "sheet", "text/markdown; charset=utf-8"],
    ["*/*", "json", "application/json; charset=utf-8"],
    ["application/*", "json", "application/json; charset=utf-8"],
    ["text/*", "text", "text/plain; charset=utf-8"],
  ] as const)("Accept: %s gives %s", async (accept, format, type) => {
    const response = await fetch(post("/v1/check", plan, { "content-type": "application/json", accept }));
    expect(response.headers.get("content-type")).toBe(type);
    expect(await response.text()).toBe(render(await expected(), { format, lang: "en" }));
  });

  test("?format= goes before Accept, and the language is lang's or Accept-Language's", async () => {
    const report = await expected();
    const headers = {
      "content-type": "application/json",
      accept: "application/json",
      "accept-language": "ja, en;q=0.5",
    };
    const japanese = await fetch(post("/v1/check?format=sheet", plan, headers));
    expect(await japanese.text()).toBe(render(report, { format: "sheet", lang: "ja" }));
    const english = await fetch(post("/v1/check?format=text&lang=en&quiet=true", plan, headers));
    expect(await english.text()).toBe(render(report, { format: "text", lang: "en", quiet: true }));
  });

  test("what is accepted by none is refused", async () => {
    const headers = { "content-type": "application/json", accept: "application/pdf, application/json;q=0" };
    const { status, body } = await said(await fetch(post("/v1/check", plan, headers)));
    expect({ status, body }).toMatchObject({ status: 406, body: { code: "REQUEST_NOT_ACCEPTABLE" } });
  });
});

describe("several documents are a form", () => {
  function form(parts: Readonly<Record<string, BlobPart>>): FormData {
    const data = new FormData();
    for (const [name, content] of Object.entries(parts)) data.append(name, new File([content], `${name}.json`));
    return data;
  }

  test("documents keep their order, labels and file names", async () => {
    const data = form({ document: plan });
    data.append("document.other", new File([state("db-a")], "folder/state.json"));
    const report = await reportOf(post("/v1/check", data, {}));
    expect(report.documents).toMatchObject([
      { label: "plan", name: "document.json", digest: digestOf(plan) },
      { label: "other", name: "state.json", digest: digestOf(state("db-a")) },
    ]);
  });

  test("an earlier report is compared with", async () => {
    const earlier = render(await expected(), { format: "json", lang: "en" });
    const request = post("/v1/check", form({ document: plan, baseline: earlier }), {});
    const response = await fetch(request);
    expect(((await response.clone().json()) as ReportJson).comparison).toMatchObject({ with: "baseline" });
    // What was so already does not block.
    expect(response.headers.get("sekisho-blocks")).toBe("false");
  });

  test("a profile takes the place of the server's", async () => {
    const own = "regions: [eu-west-1]\n";
    const report = await reportOf(post("/v1/check", form({ document: plan, profile: own }), {}));
    expect(report.profile).toEqual({ name: "profile.json", digest: digestOf(own) });
  });

  const waivers = (approver: string): string => `
schema: sekisho.waivers/v1
waivers:
  - policy: enc.rds_at_rest
    resource: { address: aws_db_instance.gone }
    owner: Platform lead
    approver: ${approver}
    reason: It is replaced.
    ticket: EX-1
    approved_at: ${now}
    expires: 9999-01-01T00:00:00Z
`;

  test("accepted exceptions are taken, and one that is unsound is refused", async () => {
    const short = waivers("Security officer").replace("9999-01-01T00:00:00Z", now.replace(/T.*/u, "T23:59:59Z"));
    const response = await fetch(post("/v1/check?fail-on=expired", form({ document: plan, waivers: short }), {}));
    expect(response.headers.get("sekisho-blocks")).toBe("true");
    expect(((await response.json()) as ReportJson).waivers).toMatchObject({
      name: "waivers.json",
      digest: digestOf(short),
      entries: [{ state: "unused" }],
    });
    const long = await said(
      await fetch(post("/v1/check", form({ document: plan, waivers: waivers("Platform lead") }), {})),
    );
    expect(long).toMatchObject({ status: 400, body: { code: "WAIVERS_INVALID" } });
  });

  test("a plan is no document of what runs", async () => {
    const answer = await said(await fetch(post("/v1/check", form({ runtime: plan }), {})));
    expect(answer).toMatchObject({ status: 400, body: { code: "USAGE" } });
  });

  test.each([
    ["a part that there is not", { documents: "{}" }],
    ["a label for a profile", { "profile.main": "regions: []" }],
    ["a label that is none", { "document.a b": "{}" }],
    ["no document", { profile: "regions: []" }],
  ])("%s is refused", async (_, parts) => {
    const { status, body } = await said(await fetch(post("/v1/check", form(parts), {})));
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: expect.stringMatching(/^(?:REQUEST_INVALID|USAGE)$/u) as string });
  });

  test("two profiles are refused", async () => {
    const data = form({ document: plan, profile: "regions: []" });
    data.append("profile", "regions: []");
    expect(await said(await fetch(post("/v1/check", data, {})))).toMatchObject({
      status: 400,
      body: { code: "REQUEST_INVALID" },
    });
  });

  test("a form without its boundary is refused", async () => {
    const request = post("/v1/check", "--x\r\n", { "content-type": "multipart/form-data" });
    expect(await said(await fetch(request))).toMatchObject({ status: 400, body: { code: "REQUEST_INVALID" } });
  });
});

describe("what is not understood is refused", () => {
  test.each([
    ["fail_on=none", 400, "REQUEST_INVALID"],
    ["label=a&label=b", 400, "REQUEST_INVALID"],
    ["label=1", 400, "REQUEST_INVALID"],
    ["format=pdf", 400, "REQUEST_INVALID"],
    ["lang=fr", 400, "REQUEST_INVALID"],
    ["quiet=yes", 400, "REQUEST_INVALID"],
    ["fail-on=everything", 400, "USAGE"],
    ["fail-on=", 400, "USAGE"],
    ["now=yesterday", 400, "USAGE"],
    ["now=2026-02-30T00:00:00Z", 400, "USAGE"],
    ["sheet=other", 400, "SHEET_UNKNOWN"],
    ["policy=enc.nothing", 400, "POLICY_UNKNOWN"],
  ])("?%s", async (query, status, code) => {
    expect(await said(await fetch(post(`/v1/check?${query}`, plan)))).toMatchObject({ status, body: { code } });
  });

  test.each([
    ["an empty body", "", "DOCUMENT_EMPTY"],
    ["what is no JSON", '{"password": "hunter2-example"', "DOCUMENT_NOT_JSON"],
    ["JSON of no known kind", '{"password": "hunter2-example"}', "DOCUMENT_KIND_UNKNOWN"],
    ["JSON that is nested too deeply", `${"[".repeat(600)}"hunter2-example"${"]".repeat(600)}`, "DOCUMENT_TOO_DEEP"],
    ["a plan of a wrong shape", '{"format_version":"1.2","resource_changes":"hunter2-example"}', "DOCUMENT_INVALID"],
  ])("%s, without a word of it", async (_, body, code) => {
    const response = await fetch(post("/v1/check", body));
    const text = await response.clone().text();
    expect(await said(response)).toMatchObject({ status: 400, body: { code } });
    expect(text).not.toContain("hunter2");
    expect(text).not.toMatch(/\bat .*\.ts:|node_modules/u);
  });

  test.each(["application/x-www-form-urlencoded", "text/html", "image/png", "application/zip"])(
    "a body of the type %s",
    async (type) => {
      const answer = await said(await fetch(post("/v1/check", plan, { "content-type": type })));
      expect(answer).toMatchObject({ status: 415, body: { code: "REQUEST_TYPE" } });
    },
  );

  test("another encoding, and what is not what its encoding says", async () => {
    const type = { "content-type": "application/json" };
    const brotli = await fetch(post("/v1/check", plan, { ...type, "content-encoding": "br" }));
    expect(await said(brotli)).toMatchObject({ status: 415, body: { code: "REQUEST_TYPE" } });
    const broken = await fetch(post("/v1/check", plan, { ...type, "content-encoding": "gzip" }));
    expect(await said(broken)).toMatchObject({ status: 400, body: { code: "REQUEST_INVALID" } });
  });
});

/** A state made up for these tests. */
function state(identifier: string): string {
  return JSON.stringify({
    format_version: "1.0",
    terraform_version: "1.9.0",
    values: {
      root_module: {
        resources: [
          {
            address: "aws_db_instance.main",
            mode: "managed",
            type: "aws_db_instance",
            name: "main",
            provider_name: "registry.terraform.io/hashicorp/aws",
            schema_version: 2,
            values: { identifier, storage_encrypted: true },
            sensitive_values: {},
          },
        ],
      },
    },
  });
}
