import { isSekishoError, SekishoError } from "@sekisho/estate";
import { timeLimit } from "./limits.ts";

/** How far a body is read. */
export interface BodyLimits {
  readonly bytes: number;
  /** Aborted when the request's time is over. */
  readonly signal: AbortSignal;
}

/**
 * Reads a request's body, unpacked if it is gzipped.
 *
 * @throws SekishoError `REQUEST_TOO_LARGE` before more than the limit is held, `REQUEST_TYPE` for another encoding,
 * `REQUEST_INVALID` for a body that breaks off, `TIME_LIMIT`.
 */
export async function readBody(request: Request, limits: BodyLimits): Promise<Uint8Array<ArrayBuffer>> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > limits.bytes) throw tooLarge(limits.bytes);
  if (request.body === null) return new Uint8Array();
  const encoding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  if (encoding !== "identity" && encoding !== "gzip") {
    throw new SekishoError("REQUEST_TYPE", "The content encoding is not read. Send the body as it is, or gzipped.");
  }
  const bytes = encoding === "gzip" ? request.body.pipeThrough(new DecompressionStream("gzip")) : request.body;
  return collect(bytes.getReader(), limits);
}

async function collect(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { bytes: limit, signal }: BodyLimits,
): Promise<Uint8Array<ArrayBuffer>> {
  const stop = (): void => {
    reader.cancel().catch(() => undefined);
  };
  signal.addEventListener("abort", stop, { once: true });
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (signal.aborted) throw timeLimit();
      if (done) break;
      length += value.length;
      if (length > limit) {
        stop();
        throw tooLarge(limit);
      }
      chunks.push(value);
    }
  } catch (error) {
    if (isSekishoError(error)) throw error;
    throw new SekishoError(
      "REQUEST_INVALID",
      "The body breaks off, or is not what its content encoding says. Send it again.",
      {
        cause: error,
      },
    );
  } finally {
    signal.removeEventListener("abort", stop);
  }
  const body = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

function tooLarge(limit: number): SekishoError {
  return new SekishoError(
    "REQUEST_TOO_LARGE",
    `The body has more than ${String(limit)} bytes. Send less, or let the server take more (--max-body).`,
  );
}

/** The media type of a request's body in lower case, without parameters; null if the request names none. */
export function mediaType(request: Request): string | null {
  return request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? null;
}
