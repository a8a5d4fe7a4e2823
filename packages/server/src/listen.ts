import { createPrivateKey, X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { Server as HttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { availableParallelism } from "node:os";
import { createSecureContext } from "node:tls";
import { createAdaptorServer } from "@hono/node-server";
import { SekishoError } from "@sekisho/estate";
import { createPool } from "./pool.ts";
import { createServerWith, setupOf, type Server, type ServerOptions } from "./server.ts";

/** A certificate with its private key, both in PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** What a listening server is made of. */
export interface ListenOptions extends ServerOptions {
  /** The address to listen at; 127.0.0.1 unless given, so that nobody else on the network can ask. */
  readonly host?: string;
  /** The port to listen at; 0 for one that is free. */
  readonly port: number;
  /** The certificate to listen with HTTPS; HTTP unless given. */
  readonly tls?: Certificate | null;
  /** How many threads evaluate; as many as there are processors, at most four, unless given. */
  readonly threads?: number;
}

/** A server that listens. */
export interface ListeningServer {
  /** `http://127.0.0.1:8181` */
  readonly url: string;
  /** Takes no more connections, waits for the requests in work, but not longer than the milliseconds given, and ends. */
  readonly stop: (grace: number) => Promise<void>;
}

/**
 * Starts a server that listens, and threads that evaluate. It opens no other connection.
 *
 * @throws SekishoError `ADDRESS_UNUSABLE`, `CERTIFICATE_INVALID`, and `BUNDLE_…` if the policies cannot be evaluated.
 */
export async function listen(options: ListenOptions): Promise<ListeningServer> {
  const tls = options.tls ?? null;
  if (tls !== null) assertCertificate(tls);
  const pool = await createPool({
    module: new URL("./worker.js", import.meta.url),
    setup: setupOf(options),
    size: options.threads ?? Math.min(4, availableParallelism()),
  });
  const server = nodeServer(createServerWith(options, pool.ask), tls);
  const host = options.host ?? "127.0.0.1";
  try {
    server.listen(options.port, host);
    await once(server, "listening");
  } catch (cause) {
    await pool.close();
    const reason = (cause as { readonly code?: string }).code ?? "no";
    throw new SekishoError(
      "ADDRESS_UNUSABLE",
      `The server cannot listen at ${host}, port ${String(options.port)}: the system says ${reason}. Give another --addr.`,
      { cause },
    );
  }

  async function stop(grace: number): Promise<void> {
    const closed = once(server, "close");
    server.close();
    // A connection that a client keeps open is idle once its answer is written, and closed then.
    const idle = setInterval(() => {
      server.closeIdleConnections();
    }, 50);
    const last = setTimeout(() => {
      server.closeAllConnections();
    }, grace);
    await closed;
    clearInterval(idle);
    clearTimeout(last);
    await pool.close();
  }
  // A server that listens at an address and a port has both.
  const { address, family, port } = server.address() as AddressInfo;
  const shown = family === "IPv6" ? `[${address}]` : address;
  return { url: `${tls === null ? "http" : "https"}://${shown}:${String(port)}`, stop };
}

function nodeServer({ fetch }: Server, tls: Certificate | null): HttpServer {
  const made =
    tls === null
      ? createAdaptorServer({ fetch })
      : createAdaptorServer({ fetch, createServer: createHttpsServer, serverOptions: { ...tls } });
  // The adapter makes what it is told to make: none of these is a server of HTTP/2.
  return made as HttpServer;
}

function assertCertificate(tls: Certificate): void {
  try {
    // Without a certificate in it, a file would make a server that no client can talk to.
    new X509Certificate(tls.cert);
    createPrivateKey(tls.key);
    createSecureContext({ ...tls });
  } catch (cause) {
    throw new SekishoError(
      "CERTIFICATE_INVALID",
      "The certificate or its private key cannot be used. Give both in PEM, the key without a passphrase, and of one pair.",
      { cause },
    );
  }
}
