import { spawn, spawnSync } from "node:child_process";
import { chmodSync, cpSync, readFileSync, writeFileSync } from "node:fs";
import { request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { tempFolder } from "@sekisho-test/support";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sekisho } from "./sekisho.ts";
import { serve, type Serving } from "./serve.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
const system = `${repository}examples/system`;
const profile = `${system}/profile.yaml`;
const plan = readFileSync(`${system}/plan.json`);
const now = "2026-11-01T09:00:00+09:00";
const json = { "content-type": "application/json" };

let server: Serving;
beforeAll(async () => {
  server = await serve(["--profile", profile]);
});
afterAll(async () => {
  expect(await server.stop()).toMatchObject({ status: 0, stderr: "" });
});

describe("a plan that is posted", () => {
  test.each(["json", "text", "sheet"])("gives the bytes that sekisho check gives as %s", async (format) => {
    const query = new URLSearchParams({ name: "plan.json", now, format, lang: "ja" });
    const response = await fetch(`${server.url}/v1/check?${query.toString()}`, {
      method: "POST",
      headers: json,
      body: plan,
    });
    const command = await sekisho([
      "check",
      `${system}/plan.json`,
      "--profile",
      profile,
      "--now",
      now,
      "--format",
      format,
      "--lang",
      "ja",
    ]);
    expect(response.status).toBe(200);
    expect(response.headers.get("sekisho-exit-status")).toBe(String(command.status));
    expect(await response.text()).toBe(command.stdout);
  });

  test("many at a time give the same each", async () => {
    const answers = await Promise.all(
      Array.from({ length: 12 }, () =>
        fetch(`${server.url}/v1/check?now=${encodeURIComponent(now)}`, {
          method: "POST",
          headers: json,
          body: plan,
        }).then((response) => response.text()),
      ),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain('"schema": "sekisho.report/v1"');
  });
});

test("data.sekisho.main.verdicts is what the findings say", async () => {
  const slices = await sekisho(["slices", `${system}/plan.json`, "--profile", profile, "--now", now]);
  const report = await sekisho([
    "check",
    `${system}/plan.json`,
    "--profile",
    profile,
    "--now",
    now,
    "--format",
    "json",
  ]);
  const response = await fetch(`${server.url}/v1/data/sekisho/main/verdicts`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ input: JSON.parse(slices.stdout) as unknown }),
  });
  const { result } = (await response.json()) as {
    result: readonly { policy: string; subject: string; verdict: { status: string } }[];
  };
  const { findings } = JSON.parse(report.stdout) as {
    findings: readonly { policy: string; status: string; subject: { id: string } }[];
  };
  const rows = result.map(({ policy, subject, verdict }) => `${policy} ${subject} ${verdict.status}`);
  expect(rows.sort()).toEqual(
    findings.map(({ policy, subject, status }) => `${policy} ${subject.id} ${status}`).sort(),
  );
  expect(rows.length).toBeGreaterThan(10);
});

test("it listens on this machine alone", () => {
  expect(new URL(server.url).hostname).toBe("127.0.0.1");
});

describe("stopping", () => {
  test.each(["SIGTERM", "SIGINT"] as const)("%s lets the request in work end", async (signal) => {
    const own = await serve();
    const { hostname, port } = new URL(own.url);
    const socket = connect(Number(port), hostname);
    let answer = "";
    socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
    const closed = new Promise((resolve) => socket.on("close", resolve));
    // The request begins before the signal, and its body ends after it.
    const head = `POST /v1/check HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${String(plan.length)}\r\n\r\n`;
    socket.write(head);
    socket.write(plan.subarray(0, 100));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const stopped = own.stop(signal);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await expect(fetch(`${own.url}/health`)).rejects.toThrow();
    socket.write(plan.subarray(100));
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/u);
    expect(answer).toContain('"schema": "sekisho.report/v1"');
    expect(await stopped).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("what it is started with", () => {
  test("blocks and limits as the flags say", async () => {
    const own = await serve(["--fail-on", "none", "--max-body", "1m", "--sheet", "none", "--threads", "1"]);
    const post = (body: Uint8Array<ArrayBuffer>): Promise<Response> =>
      fetch(`${own.url}/v1/check`, { method: "POST", headers: json, body });
    const response = await post(new Uint8Array(plan));
    expect(response.headers.get("sekisho-blocks")).toBe("false");
    expect(((await response.json()) as { readonly sheet: unknown }).sheet).toBe(null);
    expect((await post(new Uint8Array(1024 * 1024 + 1))).status).toBe(413);
    expect(await own.stop()).toMatchObject({ status: 0 });
  });

  test("a request that takes longer than --timeout is given up, and the next one is answered", async () => {
    const own = await serve(["--timeout", "1", "--threads", "1"]);
    const large = new TextEncoder().encode(largePlan());
    const response = await fetch(`${own.url}/v1/check`, { method: "POST", headers: json, body: large });
    expect({ status: response.status, body: (await response.json()) as unknown }).toMatchObject({
      status: 503,
      body: { code: "TIME_LIMIT" },
    });
    const next = await fetch(`${own.url}/v1/check?sheet=none`, { method: "POST", headers: json, body: "{}" });
    expect({ status: next.status, body: (await next.json()) as unknown }).toMatchObject({
      status: 400,
      body: { code: "DOCUMENT_KIND_UNKNOWN" },
    });
    expect(await own.stop()).toMatchObject({ status: 0 });
  });

  test.each([
    [["plan.json"], "USAGE"],
    [["--addr", "nowhere"], "USAGE"],
    [["--addr", "127.0.0.1:99999"], "USAGE"],
    [["--addr", "192.0.2.1:0"], "ADDRESS_UNUSABLE"],
    [["--fail-on", "everything"], "USAGE"],
    [["--max-body", "much"], "USAGE"],
    [["--timeout", "0"], "USAGE"],
    [["--threads", "-1"], "USAGE"],
    [["--sheet", "other"], "SHEET_UNKNOWN"],
    [["--profile", "nowhere.yaml"], "FILE_UNREADABLE"],
    [["--tls-cert-file", profile], "USAGE"],
    [["--tls-cert-file", profile, "--tls-private-key-file", profile], "CERTIFICATE_INVALID"],
  ])("%j is refused with %s", async (args, code) => {
    const { status, stdout, stderr } = await sekisho(["serve", ...args]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(`[${code}]`);
  });

  test("a profile that cannot be used is said at the start", async () => {
    const file = `${tempFolder()}/profile.yaml`;
    writeFileSync(file, "nothing_known: true\n");
    const { status, stderr } = await sekisho(["serve", "--profile", file]);
    expect(status).toBe(2);
    expect(stderr).toContain("[PROFILE_INVALID]");
  });

  test("a port that is taken is refused", async () => {
    const { status, stderr } = await sekisho(["serve", "--addr", new URL(server.url).host]);
    expect(status).toBe(2);
    expect(stderr).toContain("EADDRINUSE");
    expect(stderr).toContain("[ADDRESS_UNUSABLE]");
  });
});

describe("HTTPS", () => {
  const folder = tempFolder();
  const [cert, key] = [`${folder}/cert.pem`, `${folder}/key.pem`];
  const made = spawnSync("openssl", [
    ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"],
    ...["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-out", cert, "-keyout", key],
  ]);
  if (made.status !== 0) console.warn("HTTPS is not tried: there is no openssl to make a certificate with");

  test.skipIf(made.status !== 0)("is spoken with the given certificate", async () => {
    const own = await serve(["--tls-cert-file", cert, "--tls-private-key-file", key]);
    expect(own.url).toMatch(/^https:/u);
    const body = await new Promise((resolve, reject) => {
      httpsRequest(`${own.url}/health`, { ca: readFileSync(cert), agent: false }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part: string) => (text += part));
        response.on("end", () => {
          resolve(text);
        });
      })
        .on("error", reject)
        .end();
    });
    expect(body).toBe("{}");
    expect(await own.stop()).toMatchObject({ status: 0 });
  });
});

describe("docs/server.md", () => {
  const page = readFileSync(`${repository}docs/server.md`, "utf8");
  const blocks = [...page.matchAll(/```sh\n((?:(?!```)[\s\S])*)```\n\n```text\n([\s\S]*?)```/gu)].map(
    ([, command = "", output = ""]) => ({ command, output }),
  );
  const folder = tempFolder();
  const hasCurl = spawnSync("curl", ["--version"]).status === 0;
  if (!hasCurl) console.warn("the requests of docs/server.md are not tried: there is no curl");

  beforeAll(() => {
    for (const file of ["plan.json", "profile.yaml"]) cpSync(`${system}/${file}`, `${folder}/${file}`);
    writeFileSync(
      `${folder}/sekisho`,
      `#!/bin/sh\nexec '${process.execPath}' '${repository}packages/sekisho/dist/bin/sekisho.js' "$@"\n`,
    );
    chmodSync(`${folder}/sekisho`, 0o755);
  });

  test("has requests with their answers", () => {
    expect(blocks.length).toBeGreaterThan(7);
  });

  test.skipIf(!hasCurl).each(blocks)("$command", async ({ command, output }) => {
    const text = await shell(command.replaceAll("http://127.0.0.1:8181", server.url));
    let rest = text;
    for (const [index, part] of output.split("…\n").entries()) {
      const at = rest.indexOf(part);
      expect(at, `${part}\nis not in\n${rest}`).toBeGreaterThanOrEqual(0);
      if (index === 0) expect(at).toBe(0);
      rest = rest.slice(at + part.length);
    }
  });

  function shell(command: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = spawn("sh", ["-e", "-c", command], {
        cwd: folder,
        env: { PATH: `${folder}:${process.env["PATH"] ?? ""}`, LANG: "C.UTF-8" },
      });
      let text = "";
      child.stdout.setEncoding("utf8").on("data", (part: string) => (text += part));
      child.stderr.setEncoding("utf8").on("data", (part: string) => (text += part));
      child.on("error", reject);
      child.on("close", () => {
        resolve(text.endsWith("\n") ? text : `${text}\n`);
      });
    });
  }
});

/** A plan that takes longer to check than a second, made up for this test. */
function largePlan(): string {
  const names = Array.from({ length: 60_000 }, (_, index) => `example-${String(index)}`);
  const resource = (name: string): object => ({
    address: `aws_security_group.main["${name}"]`,
    mode: "managed",
    type: "aws_security_group",
    name: "main",
    index: name,
    provider_name: "registry.terraform.io/hashicorp/aws",
  });
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: { root_module: { resources: names.map((name) => ({ ...resource(name), values: { name } })) } },
    resource_changes: names.map((name) => ({
      ...resource(name),
      change: {
        actions: ["create"],
        before: null,
        after: { name, description: name, ingress: [], egress: [] },
        after_unknown: { id: true },
        before_sensitive: false,
        after_sensitive: {},
      },
    })),
    configuration: { root_module: {} },
  });
}
