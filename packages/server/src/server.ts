import type { ProfileInput } from "@sekisho/estate";
import type { PolicyBundle } from "@sekisho/policy";
import type { AnySheet } from "@sekisho/sheet";
import { createAnswerer } from "./answer.ts";
import { createApp } from "./app.ts";
import { failure } from "./failure.ts";
import { defaultLimits, type Limits } from "./limits.ts";
import type { Ask, Setup } from "./question.ts";

/** What a server answers with. */
export interface ServerOptions {
  readonly bundle: PolicyBundle;
  /** The sheet whose claims are judged; null for policies only. */
  readonly sheet: AnySheet | null;
  /** What the owner declares about the system; whatever needs it is unknown (U7) without. */
  readonly profile?: ProfileInput | null;
  /** What blocks, as `--fail-on` takes it; by default what blocks in `sekisho check`. */
  readonly failOn?: string | null;
  /** Whether an admission is refused where a policy cannot decide; false unless given, and then such things are warnings. */
  readonly denyUnknown?: boolean;
  /** The present instant in RFC 3339, by which is judged unless a request gives one. */
  readonly now: () => string;
  readonly limits?: Partial<Limits>;
}

/** A server without a socket. */
export interface Server {
  /** Answers a web-standard request; it never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/**
 * Makes the server's answers as one function over web-standard requests. It evaluates where it is called, so that one
 * evaluation holds up the next, and one that has begun is not interrupted; {@link listen} does it in threads.
 *
 * @example
 * ```ts
 * import type { PolicyBundle } from "@sekisho/policy";
 * import { createServer } from "@sekisho/server";
 * import type { AnySheet } from "@sekisho/sheet";
 *
 * export async function report(bundle: PolicyBundle, sheet: AnySheet, plan: Uint8Array<ArrayBuffer>): Promise<unknown> {
 *   const { fetch } = createServer({ bundle, sheet, now: () => new Date().toISOString() });
 *   const headers = { "content-type": "application/json" };
 *   const response = await fetch(new Request("http://localhost/v1/check", { method: "POST", headers, body: plan }));
 *   return response.json();
 * }
 * ```
 */
export function createServer(options: ServerOptions): Server {
  const answerer = createAnswerer(setupOf(options));
  // Whoever asks is told; nobody may ask.
  answerer.catch(() => undefined);
  const ask: Ask = async (question) => {
    try {
      return (await answerer)(question);
    } catch (error) {
      return failure(error);
    }
  };
  return createServerWith(options, ask);
}

/** {@link createServer} with another place where questions are answered. */
export function createServerWith(options: ServerOptions, ask: Ask): Server {
  const limits = { ...defaultLimits, ...options.limits };
  return createApp({ sheet: options.sheet, now: options.now, limits, ask });
}

/** Gives what threads are started with. */
export function setupOf({ bundle, sheet, profile, failOn, denyUnknown }: ServerOptions): Setup {
  return { bundle, sheet, profile: profile ?? null, failOn: failOn ?? null, denyUnknown: denyUnknown ?? false };
}
