import { Hono, type Context } from "hono";
import { accepts } from "hono/accepts";
import { errorInfo, SekishoError, type ErrorCode } from "@sekisho/estate";
import { formats, languages, type Format, type Language } from "@sekisho/report";
import type { AnySheet } from "@sekisho/sheet";
import { mediaType, readBody } from "./body.ts";
import { checkDocuments, checkSettings, mediaTypes } from "./check-request.ts";
import { failure, type Failure } from "./failure.ts";
import type { Limits } from "./limits.ts";
import type { Answer, Ask, Question } from "./question.ts";

/** What the routes need. */
export interface AppOptions {
  readonly sheet: AnySheet | null;
  readonly now: () => string;
  readonly limits: Limits;
  readonly ask: Ask;
}

type Handler = (context: Context) => Promise<Response>;

/** Makes the routes. */
export function createApp({ sheet, now, limits, ask }: AppOptions): {
  readonly fetch: (request: Request) => Promise<Response>;
} {
  const app = new Hono();
  let inWork = 0;

  /** Takes the body of a request and answers it, within the limits. */
  async function within(
    request: Request,
    questionOf: (body: Uint8Array<ArrayBuffer>) => Question | Promise<Question>,
  ): Promise<Extract<Answer, { readonly ok: true }>> {
    if (inWork >= limits.requests) {
      throw new SekishoError("SERVER_BUSY", "The server has as many requests as it takes at a time. Ask again later.");
    }
    inWork += 1;
    try {
      const signal = AbortSignal.timeout(limits.time);
      const body = await readBody(request, { bytes: limits.bodyBytes, signal });
      const answer = await ask(await questionOf(body), signal);
      if (!answer.ok) throw new SekishoError(answer.code, answer.message);
      return answer;
    } finally {
      inWork -= 1;
    }
  }

  app.use(async (context, next) => {
    await next();
    context.header("Cache-Control", "no-store");
    context.header("X-Content-Type-Options", "nosniff");
  });

  // Its body is OPA's: an empty object.
  app.get("/health", (context) => context.json({}));

  app.post("/v1/check", async (context) => {
    const { raw: request } = context.req;
    const settings = checkSettings(new URL(request.url).searchParams, {
      sheet,
      now,
      accepted: () => acceptedFormat(context),
      language: () => acceptedLanguage(context),
    });
    const { body, exitStatus } = await within(request, async (bytes) => {
      const { label, name, ...rest } = settings;
      return { kind: "check", ...rest, ...(await checkDocuments(request, bytes, { label, name })) };
    });
    return context.body(body, 200, {
      "Content-Type": `${mediaTypes[settings.format]}; charset=utf-8`,
      "Sekisho-Blocks": String(exitStatus !== 0),
      "Sekisho-Exit-Status": String(exitStatus),
    });
  });

  app.post("/v1/admit/kubernetes", async (context) => {
    const { raw: request } = context.req;
    if (mediaType(request) !== "application/json") {
      throw new SekishoError("REQUEST_TYPE", "An AdmissionReview is sent as application/json.");
    }
    const { body } = await within(request, (bytes) => ({ kind: "admission", body: bytes, instant: now() }));
    return json(body);
  });

  const data: Handler = async (context) => {
    const { raw: request } = context.req;
    try {
      const url = new URL(request.url);
      const path = pathBelow(url.pathname, "/v1/data");
      // As in OPA, whatever else the content type says, the body is JSON.
      if (mediaType(request)?.includes("yaml") === true) {
        throw new SekishoError("REQUEST_TYPE", "An input in YAML is not read. Send it as JSON.");
      }
      const { body } = await within(request, (bytes) => ({ kind: "data", path, body: bytes }));
      const isPretty = url.searchParams.has("pretty") && url.searchParams.get("pretty") !== "false";
      return json(isPretty ? `${JSON.stringify(JSON.parse(body), null, 2)}\n` : body);
    } catch (error) {
      return opaError(failure(error));
    }
  };
  app.post("/v1/data", data);
  app.post("/v1/data/*", data);

  for (const [path, allowed] of [
    ["/health", "GET, HEAD"],
    ["/v1/check", "POST"],
    ["/v1/admit/kubernetes", "POST"],
    ["/v1/data", "POST"],
    ["/v1/data/*", "POST"],
  ] as const) {
    app.all(path, () =>
      errorResponse(failure(new SekishoError("REQUEST_METHOD", `The path takes ${allowed}.`)), { Allow: allowed }),
    );
  }
  app.notFound(() =>
    errorResponse(
      failure(
        new SekishoError(
          "REQUEST_PATH_UNKNOWN",
          "There is nothing at this path. Paths are: /v1/check, /v1/data/…, /v1/admit/kubernetes, /health.",
        ),
      ),
    ),
  );
  app.onError((error) => errorResponse(failure(error)));

  return { fetch: async (request) => app.fetch(request) };
}

function json(body: string, status = 200, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, { status, headers: { "Content-Type": "application/json", ...headers } });
}

function errorResponse({ code, message }: Failure, headers: Readonly<Record<string, string>> = {}): Response {
  return json(`${JSON.stringify({ code, message })}\n`, errorInfo[code].http, { ...laterHeaders(code), ...headers });
}

/** An error in the shape and with the codes of OPA's API; our own code stands in the list. */
function opaError({ code, message }: Failure): Response {
  const { http } = errorInfo[code];
  const opaCode = http >= 500 ? "internal_error" : http === 404 ? "resource_not_found" : "invalid_parameter";
  return json(JSON.stringify({ code: opaCode, message, errors: [{ code, message }] }), http, laterHeaders(code));
}

function laterHeaders(code: ErrorCode): Readonly<Record<string, string>> {
  return code === "SERVER_BUSY" ? { "Retry-After": "1" } : {};
}

function pathBelow(pathname: string, root: string): readonly string[] {
  try {
    return pathname
      .slice(root.length)
      .split("/")
      .filter((part) => part !== "")
      .map(decodeURIComponent);
  } catch (cause) {
    throw new SekishoError("REQUEST_INVALID", "The path is not well encoded.", { cause });
  }
}

function acceptedFormat(context: Context): Format | null {
  const supports = formats.map((format) => mediaTypes[format]);
  const type = accepts(context, {
    header: "Accept",
    supports,
    default: mediaTypes.json,
    match: (given) => {
      const wanted = given.filter(({ q }) => q > 0).sort((a, b) => b.q - a.q);
      for (const { type: range } of wanted) {
        // Where several will do, it is the report itself.
        if (range === "*/*" || range === "application/*") return mediaTypes.json;
        const found = supports.find(
          (candidate) => candidate === range || range === `${candidate.split("/")[0] ?? ""}/*`,
        );
        if (found !== undefined) return found;
      }
      return "";
    },
  });
  return formats.find((format) => mediaTypes[format] === type) ?? null;
}

function acceptedLanguage(context: Context): Language {
  const lang = accepts(context, { header: "Accept-Language", supports: [...languages], default: "en" });
  return languages.find((language) => language === lang) ?? "en";
}
