/** What became of a call that was not answered as asked. */
export type CallFailure =
  /** AWS answered with an error: that is the answer. */
  | { readonly kind: "answered"; readonly code: string; readonly message: string }
  /** Nothing answered, so nothing is known of the call. */
  | { readonly kind: "unreachable"; readonly code: string; readonly message: string }
  /** No further call would be answered: the credentials are used up or missing. */
  | { readonly kind: "credentials"; readonly code: string; readonly message: string };

const credentialCodes =
  /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired|CredentialsProviderError|TokenProviderError)$/u;

/** Says what became of a call from what the SDK has thrown. */
export function failureOf(error: unknown): CallFailure {
  const { name, code, Code, message, $metadata, $response } = (error ?? {}) as {
    readonly name?: unknown;
    readonly code?: unknown;
    readonly Code?: unknown;
    readonly message?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: unknown };
    readonly $response?: { readonly statusCode?: unknown };
  };
  const isAnswered = typeof ($metadata?.httpStatusCode ?? $response?.statusCode) === "number";
  // The code on the wire; `name` may be the name of the shape instead. A system error has its code below `code`.
  const found = [Code, isAnswered ? undefined : code, name].find((one) => typeof one === "string" && one !== "");
  const said = { code: typeof found === "string" ? found : "Unknown", message: withoutPrivateParts(message) };
  if (credentialCodes.test(said.code)) return { kind: "credentials", ...said };
  if (isAnswered) {
    // The text of such an error quotes the answer.
    return name === "SyntaxError"
      ? { kind: "answered", code: "NotUnderstood", message: "" }
      : { kind: "answered", ...said };
  }
  // There is no such host: the service is not offered in the region.
  return { kind: said.code === "ENOTFOUND" ? "answered" : "unreachable", ...said };
}

const longest = 400;

/** Takes out of an error's text what nobody else should read, and what differs each time. */
export function withoutPrivateParts(message: unknown): string {
  if (typeof message !== "string") return "";
  const text = message
    .replace(/\s*\(?\b(extended )?(request|host) ?id\b[^\w]*[\w+/=-]+\)?,?/giu, "")
    .replace(/(encoded authorization failure message:?) *\S+/giu, "$1 …")
    .replace(/\b(A[A-Z]{3})[A-Z0-9]{12,}\b/gu, "$1…")
    .replace(/\s+/gu, " ")
    .trim();
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
