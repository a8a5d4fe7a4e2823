/**
 * A server with the built-in policies and sheet, for tests.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { securitySheet } from "@sekisho/catalog";
import { builtinBundleFile } from "@sekisho/catalog/files";
import { readBundle } from "@sekisho/policy";
import { createServer, type Server, type ServerOptions } from "../server.ts";

const system = fileURLToPath(new URL("../../../../examples/system", import.meta.url));

/** The example system's plan. */
export const plan = bytesOf(`${system}/plan.json`);

/** The example system's profile. */
export const profile = profileOf(`${system}/profile.yaml`);

/** `sha256:<hex>` of bytes or of a text. */
export function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

const archive = bytesOf(builtinBundleFile);

/** The built-in policies. */
export const bundle = readBundle(archive, {
  name: "built-in policies",
  digest: digestOf(archive),
  gunzip: (bytes, maxOutputLength) => gunzipSync(bytes, { maxOutputLength }),
});

/** The instant by which the tests judge. */
export const now = "2026-11-01T00:00:00.000Z";

/** Makes a server with the built-in policies and the example system's profile. */
export function builtIn(options: Partial<ServerOptions> = {}): Server {
  return createServer({ bundle, sheet: securitySheet, profile, now: () => now, ...options });
}

/** Makes a request with a body. */
export function post(path: string, body: BodyInit, headers: Readonly<Record<string, string>> = json): Request {
  // A stream is sent while it is made.
  const duplex = body instanceof ReadableStream ? { duplex: "half" } : {};
  return new Request(`http://localhost${path}`, { method: "POST", body, headers, ...duplex });
}

const json = { "content-type": "application/json" };

/** What an answer says. */
export async function said(response: Response): Promise<{ readonly status: number; readonly body: unknown }> {
  expectJson(response);
  return { status: response.status, body: await response.json() };
}

function expectJson(response: Response): void {
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("application/json")) throw new Error(`The answer is ${type}, not JSON.`);
}

function bytesOf(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(path));
}

function profileOf(path: string): { readonly name: string; readonly digest: string; readonly text: string } {
  const text = readFileSync(path, "utf8");
  return { name: "profile.yaml", digest: digestOf(text), text };
}
