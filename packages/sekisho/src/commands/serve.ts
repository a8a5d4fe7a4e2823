import { SekishoError } from "@sekisho/estate";
import type * as Server from "@sekisho/server";
import { parseCommand } from "../arguments.ts";
import { loadSheet } from "../load-sheet.ts";
import { readBytes } from "../files.ts";
import type { CommandIo } from "../io.ts";
import { loadBundle, loadProfile } from "../load.ts";
import { ownTypesAt } from "../settings/load-settings.ts";

/** Milliseconds that requests in work may still take once the server is told to stop. */
const grace = 10_000;

/** Answers checks and admission questions over HTTP until the process is told to stop. */
export async function serveCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommand("serve", argv, {
    addr: { type: "string" },
    bundle: { type: "string" },
    settings: { type: "string" },
    profile: { type: "string" },
    sheet: { type: "string" },
    "fail-on": { type: "string", multiple: true },
    "deny-unknown": { type: "boolean", default: false },
    "max-body": { type: "string" },
    timeout: { type: "string" },
    threads: { type: "string" },
    "tls-cert-file": { type: "string" },
    "tls-private-key-file": { type: "string" },
  });
  if (positionals.length > 0) {
    throw new SekishoError("USAGE", "serve takes no document: documents come with requests. See: sekisho --help.");
  }
  const { host, port } = parseAddress(values.addr ?? "127.0.0.1:8181");
  const failOn = values["fail-on"]?.join(",") ?? null;
  const bodyBytes = values["max-body"] === undefined ? null : parseSize(values["max-body"]);
  const timeout = values.timeout === undefined ? null : parseCount("--timeout", values.timeout);
  const threads = values.threads === undefined ? null : parseCount("--threads", values.threads);
  const tls = await loadCertificate(values["tls-cert-file"], values["tls-private-key-file"]);
  const { listen } = await loadServer();
  const { bundle } = await loadBundle(values.bundle, await ownTypesAt(values.settings));
  // From here on: whoever is told that the server listens may stop it.
  const stopped = io.stopped();
  const server = await listen({
    host,
    port,
    tls,
    bundle,
    sheet: values.sheet === "none" ? null : await loadSheet(values.sheet),
    profile: values.profile === undefined ? null : await loadProfile(values.profile),
    failOn,
    denyUnknown: values["deny-unknown"],
    now: () => new Date().toISOString(),
    limits: {
      ...(bodyBytes === null ? {} : { bodyBytes }),
      ...(timeout === null ? {} : { time: timeout * 1000 }),
    },
    ...(threads === null ? {} : { threads }),
  });
  await io.stdout(`sekisho: listening at ${server.url}\n`);
  await stopped;
  await server.stop(grace);
  return 0;
}

/** Loads the server. It is an optional part, because checking documents needs none of it. */
async function loadServer(): Promise<typeof Server> {
  try {
    return await import("@sekisho/server");
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new SekishoError(
      "SERVER_MISSING",
      "serve needs the package @sekisho/server, which is not installed. Install it: npm install @sekisho/server.",
      { cause },
    );
  }
}

async function loadCertificate(cert: string | undefined, key: string | undefined): Promise<Server.Certificate | null> {
  if (cert === undefined && key === undefined) return null;
  if (cert === undefined || key === undefined) {
    throw new SekishoError("USAGE", "--tls-cert-file and --tls-private-key-file belong together. Give both.");
  }
  const read = async (path: string, what: string): Promise<string> =>
    new TextDecoder().decode(await readBytes(path, what));
  return { cert: await read(cert, "certificate"), key: await read(key, "private key") };
}

/**
 * Takes HOST:PORT; without a host it is this machine alone.
 *
 * @throws SekishoError `USAGE`.
 */
export function parseAddress(text: string): { readonly host: string; readonly port: number } {
  const [, bracketed, name, digits] = /^(?:(?:\[([\da-f:.]+)\]|([\w.-]*)):)?(\d{1,5})$/iu.exec(text) ?? [];
  const port = Number(digits ?? Number.NaN);
  if (Number.isNaN(port) || port > 65_535) {
    throw new SekishoError(
      "USAGE",
      `--addr cannot be "${text}". Write it as HOST:PORT: 127.0.0.1:8181, 0.0.0.0:8181 for every network, or [::1]:8181.`,
    );
  }
  const host = bracketed ?? name ?? "";
  return { host: host === "" ? "127.0.0.1" : host, port };
}

const units: Readonly<Record<string, number>> = { "": 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/**
 * Takes a number of bytes with a unit: 65536, 512k, 64m, 1g.
 *
 * @throws SekishoError `USAGE`.
 */
export function parseSize(text: string): number {
  const [, digits, unit = ""] = /^(\d{1,12})(?:([kmg])(?:i?b)?)?$/u.exec(text.toLowerCase()) ?? [];
  const bytes = Number(digits ?? 0) * (units[unit] ?? 1);
  if (bytes > 0) return bytes;
  throw new SekishoError("USAGE", `--max-body cannot be "${text}". Write a number of bytes: 65536, 512k, 64m.`);
}

function parseCount(flag: string, text: string): number {
  if (/^[1-9]\d{0,5}$/u.test(text)) return Number(text);
  throw new SekishoError("USAGE", `${flag} cannot be "${text}". Write a whole number from 1 on.`);
}
