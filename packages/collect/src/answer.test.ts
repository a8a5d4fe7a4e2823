import { describe, expect, test } from "vitest";
import { toAnswer } from "./answer.ts";
import { createClients } from "./clients.ts";

const clients = createClients({ userAgent: "test" });

describe("an answer", () => {
  test("has instants in UTC, bytes in Base64, and nothing of the SDK", () => {
    const response = {
      $metadata: { requestId: "example" },
      At: new Date("2026-11-28T18:00:00+09:00"),
      Bytes: new Uint8Array([1, 2, 3]),
      Left: undefined,
      Nothing: null,
      List: [1, "two", true, undefined],
      Large: 12n,
      None: Number.NaN,
    };
    expect(toAnswer(response, null, () => false)).toEqual({
      At: "2026-11-28T09:00:00.000Z",
      Bytes: "AQID",
      List: [1, "two", true],
      Large: "12",
    });
  });

  test("is empty if there is nothing in it", () => {
    expect(toAnswer({ $metadata: {} }, null, () => false)).toEqual({});
  });

  test("lacks what the model calls sensitive, unless a resource type names it", async () => {
    const { output } = await clients.shapes("s3", "GetBucketEncryption");
    const response = {
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/example" } }],
      },
    };
    const rule = (kept: object): object => ({
      ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: kept }] },
    });
    expect(toAnswer(response, output, () => false)).toEqual(rule({ SSEAlgorithm: "aws:kms" }));
    expect(toAnswer(response, output, (member) => member === "KMSMasterKeyID")).toEqual(
      rule({ SSEAlgorithm: "aws:kms", KMSMasterKeyID: "alias/example" }),
    );
  });

  test("keeps the names of environment variables, and not their values", async () => {
    const { output } = await clients.shapes("ecs", "DescribeTaskDefinition");
    const response = (variable: object): object => ({
      taskDefinition: { containerDefinitions: [{ name: "web", environment: [variable] }] },
    });
    expect(toAnswer(response({ name: "TOKEN", value: "example" }), output, () => true)).toEqual(
      response({ name: "TOKEN" }),
    );
  });

  test.each<[string, object, object]>([
    ["user data", { UserData: "example", ImageId: "ami-1" }, { ImageId: "ami-1" }],
    ["variables of a function", { Environment: { Variables: { A: "b" } } }, { Environment: {} }],
    [
      "a password",
      { MasterUserPassword: "example", AllowUsersToChangePassword: true },
      { AllowUsersToChangePassword: true },
    ],
    [
      "a header that is asked for",
      { HttpHeaderConfig: { HttpHeaderName: "x", Values: ["example"] } },
      { HttpHeaderConfig: { HttpHeaderName: "x" } },
    ],
    [
      "a header that is added",
      { InsertHeaders: [{ Name: "x", Value: "example" }] },
      { InsertHeaders: [{ Name: "x" }] },
    ],
  ])("lacks %s", (_, response, expected) => {
    expect(toAnswer(response, null, () => true)).toEqual(expected);
  });
});
