import { describe, expect, test } from "vitest";
import { builtIn, bundle, post, said } from "./testing/built-in.ts";

// All objects in this file are made up; their fields are those of the operators' published schemas.

type Fields = Readonly<Record<string, unknown>>;

/** A database of ACK. What it does not say of its encryption is AWS's default: none. */
function database(spec: Fields, metadata: Fields = {}): Fields {
  return {
    apiVersion: "rds.services.k8s.aws/v1alpha1",
    kind: "DBInstance",
    metadata: { name: "example", namespace: "apps", ...metadata },
    spec: { dbInstanceIdentifier: "example", dbInstanceClass: "db.t3.micro", engine: "postgres", ...spec },
  };
}

const good = database({ storageEncrypted: true, publiclyAccessible: false });
/** A replica is encrypted as its source is. */
const open = database({ sourceDBInstanceIdentifier: "another", publiclyAccessible: false });
const bad = database({ storageEncrypted: false, publiclyAccessible: false });

/** A cluster of EKS, which shows by itself whether it meets its policies. */
const cluster = {
  apiVersion: "eks.services.k8s.aws/v1alpha1",
  kind: "Cluster",
  metadata: { name: "example", namespace: "apps" },
  spec: { name: "example", resourcesVPCConfig: { endpointPublicAccess: false } },
};

interface Response {
  readonly uid: string;
  readonly allowed: boolean;
  readonly status?: { readonly code: number; readonly reason: string; readonly message: string };
  readonly warnings?: readonly string[];
}

function review(operation: string, object: unknown, more: Fields = {}): Fields {
  const request = { uid: "4c5e-example", operation, namespace: "apps", object, ...more };
  return { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", request };
}

async function admit(body: Fields, server = builtIn()): Promise<Response> {
  const answer = await said(await server.fetch(post("/v1/admit/kubernetes", JSON.stringify(body))));
  expect(answer).toMatchObject({
    status: 200,
    body: { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview", response: { uid: "4c5e-example" } },
  });
  return (answer.body as { readonly response: Response }).response;
}

const uid = "4c5e-example";
const notEncrypted = "enc.rds_at_rest: The storage is not encrypted at rest.";
/** A database does not show in which subnets it will stand, and what routes these have. */
const whereabouts =
  "undecided: net.rds_not_public: the value is settled only when the plan is applied (U1): effective_routes = 0 items, only a part known (U1)";
const encryption =
  "enc.rds_at_rest: the other side of a link lies outside the given documents (U2): replicate_source_db = 0 items, only a part known (U2)";

function forbidden(message: string): NonNullable<Response["status"]> {
  return { code: 403, reason: "Forbidden", message: `sekisho: ${message}` };
}

describe("a new object", () => {
  test("that meets its policies is allowed", async () => {
    expect(await admit(review("CREATE", cluster))).toEqual({ uid, allowed: true });
  });

  test("that does not is refused with its policies and their reasons", async () => {
    expect(await admit(review("CREATE", bad))).toEqual({
      uid,
      allowed: false,
      status: forbidden(notEncrypted),
      warnings: [`sekisho: ${whereabouts}`],
    });
  });

  test("that leaves out what AWS has a default for is judged by the default", async () => {
    expect(await admit(review("CREATE", database({})))).toEqual({
      uid,
      allowed: false,
      status: forbidden(notEncrypted),
      warnings: [`sekisho: ${whereabouts}, and 1 more`],
    });
  });

  test("of Crossplane is judged like one of ACK", async () => {
    const instance = (forProvider: Fields): Fields => ({
      apiVersion: "rds.aws.upbound.io/v1beta1",
      kind: "Instance",
      metadata: { name: "example" },
      spec: { forProvider: { region: "ap-northeast-1", publiclyAccessible: false, ...forProvider } },
    });
    const warnings = [`sekisho: ${whereabouts}`];
    expect(await admit(review("CREATE", instance({ storageEncrypted: true })))).toEqual({
      uid,
      allowed: true,
      warnings,
    });
    expect(await admit(review("CREATE", instance({ storageEncrypted: false })))).toEqual({
      uid,
      allowed: false,
      status: forbidden(notEncrypted),
      warnings,
    });
  });

  test("that cannot be decided is allowed with a warning", async () => {
    expect(await admit(review("CREATE", good))).toEqual({ uid, allowed: true, warnings: [`sekisho: ${whereabouts}`] });
  });

  test("that cannot be decided is refused by a server that is told to", async () => {
    const strict = builtIn({ denyUnknown: true });
    expect(await admit(review("CREATE", good), strict)).toEqual({
      uid,
      allowed: false,
      status: forbidden(whereabouts),
    });
    expect(await admit(review("CREATE", bad), strict)).toEqual({
      uid,
      allowed: false,
      status: forbidden(`${notEncrypted}; ${whereabouts}`),
    });
    expect(await admit(review("CREATE", cluster), strict)).toEqual({ uid, allowed: true });
  });

  test("that is at fault is allowed with a warning where nothing blocks", async () => {
    expect(await admit(review("CREATE", bad), builtIn({ failOn: "none" }))).toEqual({
      uid,
      allowed: true,
      warnings: [`sekisho: does not block: ${notEncrypted}`, `sekisho: ${whereabouts}`],
    });
  });

  test("is judged without the sheet's claims where there is no sheet", async () => {
    const response = await admit(review("CREATE", bad), builtIn({ sheet: null, profile: null }));
    expect(response).toEqual({
      uid,
      allowed: false,
      status: forbidden(notEncrypted),
      warnings: [`sekisho: ${whereabouts}`],
    });
  });

  test("that calls itself one that is being deleted is judged all the same", async () => {
    const leaving = { ...bad, metadata: { name: "example", deletionTimestamp: "2026-11-01T00:00:00Z" } };
    expect(await admit(review("CREATE", leaving))).toMatchObject({ allowed: false, status: { code: 403 } });
    expect(await admit(review("UPDATE", leaving, { oldObject: good }))).toMatchObject({ allowed: false });
  });
});

describe("a change", () => {
  test("that makes something false is refused", async () => {
    expect(await admit(review("UPDATE", bad, { oldObject: good }))).toEqual({
      uid,
      allowed: false,
      status: forbidden(notEncrypted),
      warnings: [`sekisho: ${whereabouts}`],
    });
  });

  test("after which something can no longer be shown is refused", async () => {
    expect(await admit(review("UPDATE", open, { oldObject: good }))).toEqual({
      uid,
      allowed: false,
      status: forbidden(`can no longer be shown: ${encryption}`),
      warnings: [`sekisho: ${whereabouts}`],
    });
  });

  test("of an object that is at fault already is allowed, and the fault is a warning", async () => {
    const labelled = { ...bad, metadata: { name: "example", namespace: "apps", labels: { team: "example" } } };
    expect(await admit(review("UPDATE", labelled, { oldObject: bad }))).toEqual({
      uid,
      allowed: true,
      warnings: [`sekisho: already so: ${notEncrypted}`, `sekisho: ${whereabouts}`],
    });
  });

  test("of an object that is at fault already is refused where every fault blocks", async () => {
    const server = builtIn({ failOn: "fail>=high" });
    expect(await admit(review("UPDATE", bad, { oldObject: bad }), server)).toEqual({
      uid,
      allowed: false,
      status: forbidden(`already so: ${notEncrypted}`),
      warnings: [`sekisho: ${whereabouts}`],
    });
  });

  test("that mends a fault is allowed", async () => {
    expect(await admit(review("UPDATE", good, { oldObject: bad }))).toEqual({
      uid,
      allowed: true,
      warnings: [`sekisho: ${whereabouts}`],
    });
  });

  test("of what could not be decided before either is allowed, also by a strict server", async () => {
    const strict = builtIn({ denyUnknown: true });
    expect(await admit(review("UPDATE", open, { oldObject: open }), strict)).toEqual({
      uid,
      allowed: true,
      warnings: [`sekisho: undecided: ${encryption}`, `sekisho: ${whereabouts}`],
    });
  });

  test("without what was before is judged as a new object", async () => {
    expect(await admit(review("UPDATE", bad))).toMatchObject({ allowed: false, status: { code: 403 } });
  });

  test("of an object that is being deleted is allowed: it must be able to lose its finalizers", async () => {
    const leaving = database({ storageEncrypted: true }, { deletionTimestamp: "2026-11-01T00:00:00Z" });
    expect(await admit(review("UPDATE", bad, { oldObject: leaving }))).toEqual({ uid, allowed: true });
  });
});

describe("what says nothing about a resource's settings is allowed", () => {
  test.each<[string, Fields]>([
    ["a deletion", review("DELETE", null, { oldObject: bad })],
    ["a connection", review("CONNECT", { kind: "PodExecOptions", apiVersion: "v1" })],
    ["a status", review("UPDATE", bad, { oldObject: good, subResource: "status" })],
  ])("%s", async (_, body) => {
    expect(await admit(body)).toEqual({ uid, allowed: true });
  });

  test("an object that is no resource of AWS, with a warning", async () => {
    const pod = { apiVersion: "v1", kind: "Pod", metadata: { name: "example" }, spec: {} };
    expect(await admit(review("CREATE", pod))).toEqual({
      uid,
      allowed: true,
      warnings: ["sekisho: not checked: Pod of v1 is no resource of AWS. Narrow the webhook's rules."],
    });
  });

  test.each([
    ["dynamodb.services.k8s.aws/v1alpha1", "Table", "Table.dynamodb.services.k8s.aws"],
    ["kms.services.k8s.aws/v1alpha1", "Key", "aws_kms_key"],
  ])("an object of %s that no policy reads, with a warning", async (apiVersion, kind, type) => {
    const object = { apiVersion, kind, metadata: { name: "example" }, spec: {} };
    expect(await admit(review("CREATE", object))).toEqual({
      uid,
      allowed: true,
      warnings: [`sekisho: not checked: no policy reads ${type}`],
    });
  });
});

describe("an object that cannot be checked is refused, and it is said to be an error", () => {
  test.each<[string, Fields, RegExp]>([
    ["no object", review("CREATE", null), /REQUEST_INVALID/u],
    [
      "an object without a kind",
      review("CREATE", { apiVersion: "rds.services.k8s.aws/v1alpha1" }),
      /DOCUMENT_INVALID/u,
    ],
    ["another operation", review("PATCH", good), /DOCUMENT_INVALID/u],
    ["an object without a spec", review("CREATE", { ...good, spec: "hunter2-example" }), /does not say what/u],
  ])("%s", async (_, body, what) => {
    const response = await admit(body);
    expect(response).toMatchObject({ allowed: false, status: { code: 500, reason: "InternalError" } });
    expect(response.status?.message).toContain("which is an error and not a violation");
    expect(response.status?.message).toMatch(what);
    expect(JSON.stringify(response)).not.toContain("hunter2");
  });

  test("policies that cannot be evaluated", async () => {
    const [first] = bundle.policies;
    if (first === undefined) throw new Error("There are no policies.");
    // Its manifest names a policy that its policy.wasm does not hold.
    const broken = builtIn({ bundle: { ...bundle, policies: [...bundle.policies, { ...first, id: "enc.nothing" }] } });
    const response = await admit(review("CREATE", good), broken);
    expect(response).toMatchObject({ allowed: false, status: { code: 500, reason: "InternalError" } });
    expect(response.status?.message).toContain("BUNDLE_INVALID");
  });
});

describe("what is no review is an HTTP error, and then the webhook's failurePolicy decides", () => {
  const { fetch } = builtIn();

  test.each<[string, unknown]>([
    ["an object", good],
    ["a review of an older version", { ...review("CREATE", good), apiVersion: "admission.k8s.io/v1beta1" }],
    ["a review without a request", { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview" }],
    ["a request without a uid", review("CREATE", good, { uid: undefined })],
    ["a list", [review("CREATE", good)]],
  ])("%s", async (_, body) => {
    const answer = await said(await fetch(post("/v1/admit/kubernetes", JSON.stringify(body))));
    expect(answer).toMatchObject({ status: 400, body: { code: "REQUEST_INVALID" } });
  });

  test("another content type", async () => {
    const request = post("/v1/admit/kubernetes", JSON.stringify(review("CREATE", good)), {
      "content-type": "text/plain",
    });
    expect(await said(await fetch(request))).toMatchObject({ status: 415, body: { code: "REQUEST_TYPE" } });
  });
});

test("a warning that Kubernetes would cut is cut", async () => {
  const rule = (index: number): Fields => ({
    ipProtocol: "tcp",
    fromPort: 1000 + index,
    toPort: 1000 + index,
    ipRanges: [{ cidrIP: "0.0.0.0/0" }],
  });
  const group = {
    apiVersion: "ec2.services.k8s.aws/v1alpha1",
    kind: "SecurityGroup",
    metadata: { name: "example" },
    spec: {
      name: "example",
      description: "example",
      ingressRules: Array.from({ length: 50 }, (_, index) => rule(index)),
    },
  };
  const refused = await admit(review("CREATE", group));
  expect(refused.allowed).toBe(false);
  expect(refused.status?.message).toContain("1049");
  const allowed = await admit(review("CREATE", group), builtIn({ failOn: "none" }));
  expect(allowed.warnings?.every((line) => line.length <= 256)).toBe(true);
  expect(allowed.warnings?.some((line) => line.endsWith("…"))).toBe(true);
});
