import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { availableParallelism } from "node:os";
import { createAdaptorServer } from "@hono/node-server";
import { SekishoError } from "@sekisho/estate";
import { createPool } from "./pool.ts";
import { createServerWith, setupOf, type ServerOptions } from "./server.ts";

/** What a listening server is made of. */
export interface ListenOptions extends ServerOptions {
  /** The address to listen at; 127.0.0.1 unless given, so that nobody else on the network can ask. */
  readonly host?: string;
  /** The port to listen at; 0 for one that is free. */
  readonly port: number;
  /** How many threads evaluate; as many as there are processors, at most four, unless given. */
  readonly threads?: number;
}

/** A server that listens. */
export interface ListeningServer {
  /** `http://127.0.0.1:8181` */
  readonly url: string;
  /** Takes no more requests, waits for those in work, but not longer than the milliseconds given, and ends. */
  readonly stop: (grace: number) => Promise<void>;
}

/**
 * Starts a server that listens, and threads that evaluate. It opens no other connection.
 *
 * @throws SekishoError `ADDRESS_UNUSABLE`, and `BUNDLE_…` if the bundle's policies cannot be evaluated.
 */
export async function listen(options: ListenOptions): Promise<ListeningServer> {
  const pool = await createPool({
    module: new URL("./worker.js", import.meta.url),
    setup: setupOf(options),
    size: options.threads ?? Math.min(4, availableParallelism()),
  });
  const { fetch } = createServerWith(options, pool.ask);
  const server = createAdaptorServer({ fetch });
  try {
    const host = options.host ?? "127.0.0.1";
    server.listen(options.port, host);
    await once(server, "listening").catch((cause: unknown) => {
      const reason = (cause as { readonly code?: string }).code ?? "no";
      throw new SekishoError(
        "ADDRESS_UNUSABLE",
        `The server cannot listen at ${host}, port ${String(options.port)}: the system says ${reason}. Give another --addr.`,
        { cause },
      );
    });
  } catch (error) {
    await pool.close();
    throw error;
  }

  async function stop(grace: number): Promise<void> {
    const closed = once(server, "close");
    server.close();
    if ("closeIdleConnections" in server) server.closeIdleConnections();
    const timer = setTimeout(() => {
      if ("closeAllConnections" in server) server.closeAllConnections();
    }, grace);
    await closed;
    clearTimeout(timer);
    await pool.close();
  }
  return { url: urlOf(server.address() as AddressInfo), stop };
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${String(port)}`;
}
