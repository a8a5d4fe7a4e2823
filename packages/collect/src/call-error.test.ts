import { describe, expect, test } from "vitest";
import { failureOf, withoutPrivateParts } from "./call-error.ts";

function thrown(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

const answered = { $metadata: { httpStatusCode: 400 } };

describe("a call that fails", () => {
  test.each<[string, unknown, object]>([
    [
      "is answered with the code on the wire, not the name of its shape",
      thrown("CertificateNotFoundException", "no", { ...answered, Code: "CertificateNotFound" }),
      { kind: "answered", code: "CertificateNotFound", message: "no" },
    ],
    [
      "is answered with the name where there is no other code",
      thrown("AccessDeniedException", "no", answered),
      { kind: "answered", code: "AccessDeniedException", message: "no" },
    ],
    [
      "reaches nothing",
      thrown("Error", "connect ECONNREFUSED 127.0.0.1:1", { code: "ECONNREFUSED" }),
      { kind: "unreachable", code: "ECONNREFUSED", message: "connect ECONNREFUSED 127.0.0.1:1" },
    ],
    ["waits too long", thrown("TimeoutError", "", {}), { kind: "unreachable", code: "TimeoutError", message: "" }],
    [
      "is of a service that the region does not have",
      thrown("Error", "getaddrinfo ENOTFOUND x", { code: "ENOTFOUND" }),
      { kind: "answered", code: "ENOTFOUND", message: "getaddrinfo ENOTFOUND x" },
    ],
    [
      "has credentials that have run out",
      thrown("ExpiredTokenException", "expired", answered),
      { kind: "credentials", code: "ExpiredTokenException", message: "expired" },
    ],
    [
      "has no credentials",
      thrown("CredentialsProviderError", "none"),
      { kind: "credentials", code: "CredentialsProviderError", message: "none" },
    ],
    [
      "is answered with something else than the protocol has, which is not quoted",
      thrown("SyntaxError", 'Unexpected token "secret"', { $response: { statusCode: 404 } }),
      { kind: "answered", code: "NotUnderstood", message: "" },
    ],
    ["throws what is no error", undefined, { kind: "unreachable", code: "Unknown", message: "" }],
  ])("%s", (_, error, expected) => {
    expect(failureOf(error)).toEqual(expected);
  });
});

describe("the message of an error", () => {
  test.each([
    ["Rate exceeded (Request ID: 0a1b-2c)", "Rate exceeded"],
    ["Failed; RequestId: 0a1b2c Extended Request ID: a/b+c==", "Failed;"],
    ["No. Encoded authorization failure message: AbC-123_x", "No. Encoded authorization failure message: …"],
    ["The key AKIAABCDEFGHIJKLMNOP does not exist", "The key AKIA… does not exist"],
    ["two\n lines ", "two lines"],
    ["x".repeat(500), `${"x".repeat(400)}…`],
  ])("%s", (message, expected) => {
    expect(withoutPrivateParts(message)).toBe(expected);
  });
});
