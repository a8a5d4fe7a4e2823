import { planDocument } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { isSekishoError } from "../errors.ts";
import { buildEstate } from "../model/build-estate.ts";
import type { Estate, ReadDocument } from "../model/estate.ts";
import { resourceTypes } from "../types/index.ts";
import { readProfile } from "./profile/read-profile.ts";
import { readDocuments } from "./read-document.ts";

// Documents that are made to break a reader, or might as well be: each is read as far as it says something, or refused.

function read(text: string): ReadDocument {
  const bytes = new TextEncoder().encode(text);
  const [document] = readDocuments([{ label: "doc", name: "doc.json", digest: "sha256:0", bytes }], resourceTypes);
  if (document === undefined) throw new Error("no document was read");
  return document;
}

function code(given: () => unknown): string {
  try {
    given();
    return "read";
  } catch (error) {
    if (isSekishoError(error)) return error.code;
    throw error;
  }
}

function only(estate: Estate, type: string, attribute: string): unknown {
  const [resource] = estate.subjects(type);
  if (resource === undefined) throw new Error(`there is no ${type}`);
  const node = estate.value(resource, attribute);
  return node.kind === "scalar" ? node.value : node;
}

const logGroup = (days: string): string =>
  JSON.stringify(
    planDocument({ resources: { "aws_cloudwatch_log_group.a": { after: { retention_in_days: 30 } } } }),
  ).replaceAll('"retention_in_days":30', `"retention_in_days":${days}`);

describe("hostile documents", () => {
  test.each<[string, unknown]>([
    ["9007199254740991", 9007199254740991],
    ["9007199254740993", { unknown: "U1" }],
    ["1e400", { unknown: "U1" }],
    ["-1e400", { unknown: "U1" }],
  ])("the number %s of a plan is known only where it is held exactly", (days, expected) => {
    const estate = buildEstate([read(logGroup(days))]);
    expect(only(estate, "aws_cloudwatch_log_group", "retention_in_days")).toEqual(expected);
  });

  test("numbers that are not held exactly are not told by Config items", () => {
    const text = JSON.stringify([
      { resourceType: "AWS::RDS::DBInstance", resourceId: "db-1", configuration: { storageEncrypted: true } },
    ]);
    const estate = buildEstate([read(text.replaceAll("true", "1e400"))]);
    expect(only(estate, "aws_db_instance", "storage_encrypted")).toEqual({ unknown: "U4" });
  });

  test("wrappings of AWS Config that go on without end are refused, and strings of JSON in them are bounded in depth", () => {
    let wrapped = JSON.stringify({ configurationItem: { resourceType: "AWS::S3::Bucket", configuration: {} } });
    for (let level = 0; level < 12; level += 1) wrapped = JSON.stringify({ Type: "Notification", Message: wrapped });
    expect(code(() => read(wrapped))).toBe("DOCUMENT_KIND_UNKNOWN");
    const deep = `{"configurationItem":${"[".repeat(5000)}${"]".repeat(5000)}}`;
    expect(code(() => read(JSON.stringify({ invokingEvent: deep })))).toBe("DOCUMENT_INVALID");
    const row = JSON.stringify({ Results: [`{"resourceType":${"[".repeat(5000)}`], QueryInfo: { SelectFields: [] } });
    expect(code(() => read(row))).toBe("DOCUMENT_TOO_DEEP");
  });

  test("100,000 items of one resource are one resource, and what is asked of none is not parsed", () => {
    const item = (time: number): string =>
      `{"resourceType":"AWS::S3::Bucket","resourceId":"b","configuration":{"name":"b"},"configurationItemCaptureTime":${String(time)}}`;
    const items = Array.from({ length: 100_000 }, (_, index) => item(index)).join(",");
    const document = read(`{"configurationItems":[${items}]}`);
    expect(document.accounting).toMatchObject({ resources: 1, read: 1 });
    expect(document.diagnostics).toMatchObject([{ code: "CONFIG_ITEMS_SUPERSEDED", args: { count: 99_999 } }]);
    expect(document.resources[0]?.origin).toBe("doc.json#/configurationItems/99999");
  });

  test("a query that selects a field of every name there is tells only what it selects", () => {
    const SelectFields = Array.from({ length: 20_000 }, (_, index) => ({ Name: `configuration.a${String(index)}` }));
    const row = JSON.stringify({ resourceType: "AWS::S3::Bucket", resourceId: "b", configuration: { name: "b" } });
    const estate = buildEstate([read(JSON.stringify({ Results: [row], QueryInfo: { SelectFields } }))]);
    expect(only(estate, "aws_s3_bucket", "versioning")).toMatchObject({ state: "partial", code: "U4" });
  });

  test("names of an object's prototype in items of AWS Config are names like others", () => {
    const item =
      '{"resourceType":"AWS::S3::Bucket","resourceId":"b","__proto__":{"configurationItemStatus":"ResourceDeleted"},"configuration":{"__proto__":{"name":"c"}},"supplementaryConfiguration":{"__proto__":{"BucketPolicy":{}}},"relationships":[{"resourceType":"__proto__","resourceId":"x"}]}';
    const document = read(`[${item}]`);
    expect(document.resources.map(({ type }) => type)).toEqual(["aws_s3_bucket"]);
  });

  test("names of an object's prototype are names like others", () => {
    const change =
      '"change":{"actions":["create"],"before":null,"after":{"__proto__":{"internal":true},"constructor":1}}';
    const entries = ["__proto__", "constructor", "toString"].map(
      (type, index) =>
        `{"address":"${type}.a${String(index)}","mode":"managed","type":"${type}","name":"a","__proto__":{"mode":"data"},${change}}`,
    );
    const text = `{"__proto__":{"errored":true},"resource_changes":[${entries.join(",")},{"address":"aws_lb.a","mode":"managed","type":"aws_lb","name":"a",${change}}]}`;
    const document = read(text);
    expect(document.accounting).toMatchObject({ resources: 4, read: 1, unsupported: 3 });
    expect(Object.entries(document.accounting.types).map(([, count]) => count)).toEqual([1, 1, 1]);
    expect(document.document.partial).toBeNull();
    expect(only(buildEstate([document]), "aws_lb", "internal")).not.toBe(true);
  });

  test("names of an object's prototype are names like others in API output", () => {
    const capture = (operation: string, page: number, last: boolean, response: string): string =>
      `{"service":"elbv2","operation":"${operation}","parameters":{"__proto__":{"x":1}},"account":"123456789012","region":"ap-northeast-1","partition":"aws","capturedAt":"2026-11-01T00:00:00Z","page":${String(page)},"last":${String(last)},"error":null,"response":${response}}`;
    const captures = [
      capture(
        "DescribeLoadBalancers",
        1,
        false,
        '{"__proto__":["a"],"LoadBalancers":[{"__proto__":{"Type":"network"}}]}',
      ),
      capture("DescribeLoadBalancers", 2, true, '{"__proto__":["b"],"constructor":[],"LoadBalancers":[]}'),
      capture("__proto__", 1, true, "{}").replaceAll('"__proto__",', '"Proto",'),
    ];
    const document = read(`{"__proto__":{},"schema":"sekisho.snapshot/v1","captures":[${captures.join(",")}]}`);
    expect(document.accounting.types).toEqual({ "elbv2:Proto": 1 });
    expect(only(buildEstate([document]), "aws_lb", "load_balancer_type")).toEqual({ unknown: "U4" });
    // Parameters that nobody asks with narrow a listing down.
    expect(document.covers).toEqual([]);
  });

  test("20,000 load balancers, each with its listeners, are joined in a moment", () => {
    const place = {
      account: "123456789012",
      region: "ap-northeast-1",
      partition: "aws",
      capturedAt: "2026-11-01T00:00:00Z",
    };
    const call = { ...place, service: "elbv2", page: 1, last: true, error: null };
    const arns = Array.from(
      { length: 20_000 },
      (_, index) => `arn:aws:elasticloadbalancing:x:123456789012:loadbalancer/${String(index)}`,
    );
    const captures = [
      {
        ...call,
        operation: "DescribeLoadBalancers",
        parameters: {},
        response: { LoadBalancers: arns.map((LoadBalancerArn) => ({ LoadBalancerArn })) },
      },
      ...arns.map((LoadBalancerArn) => ({
        ...call,
        operation: "DescribeListeners",
        parameters: { LoadBalancerArn },
        response: { Listeners: [] },
      })),
    ];
    const start = performance.now();
    const document = read(JSON.stringify({ schema: "sekisho.snapshot/v1", captures }));
    expect(performance.now() - start).toBeLessThan(30_000);
    expect(document.covers.map(({ type }) => type)).toEqual([
      "aws_lb",
      "aws_lb_listener",
      "aws_lb_listener_certificate",
      "aws_lb_listener_rule",
    ]);
  });

  test("names of an object's prototype are names like others in manifests", () => {
    const crossplane = `{"apiVersion":"s3.aws.upbound.io/v1beta1","kind":"Bucket","metadata":{"name":"example","labels":{"__proto__":"a"},
      "annotations":{"__proto__":{"crossplane.io/external-name":"other"}}},
      "spec":{"forProvider":{"__proto__":{"bucket":"other","acl":"public-read"},"constructor":1},"initProvider":{"__proto__":{"acl":"public-read"}}}}`;
    const ack = `{"apiVersion":"s3.services.k8s.aws/v1alpha1","kind":"Bucket","metadata":{"name":"example","namespace":"a"},
      "spec":{"name":"example","__proto__":{"acl":"public-read","policy":"{}"},"inlinePolicies":{"__proto__":"{}"}}}`;
    const unsupported =
      '{"apiVersion":"s3.services.k8s.aws/v1alpha1","kind":"__proto__","metadata":{"name":"example"}}';
    const document = read(`[${crossplane},${ack},${unsupported}]`);
    expect(Object.entries(document.accounting.types)).toEqual([["__proto__.s3.services.k8s.aws", 1]]);
    expect(document.resources.map(({ type, identities }) => [type, identities["bucket"]])).toEqual([
      ["aws_s3_bucket", "example"],
      ["aws_s3_bucket", "example"],
    ]);
    expect(document.resources.map(({ values }) => values["acl"])).toMatchObject([{ value: null }, { value: null }]);
  });

  test("a reference that leads to itself, and objects that name each other, end", () => {
    const group = (name: string, other: string): string =>
      `{"apiVersion":"rds.aws.upbound.io/v1beta1","kind":"Instance","metadata":{"name":"${name}"},"spec":{"forProvider":{"replicateSourceDbRef":{"name":"${other}"}}}}`;
    const document = read(`[${group("a", "a")},${group("b", "c")},${group("c", "b")}]`);
    const estate = buildEstate([document]);
    expect(
      estate.subjects("aws_db_instance").map((one) => estate.forward(one, "replicate_source_db").items.length),
    ).toEqual([1, 1, 1]);
  });

  test("half of a surrogate pair is text", () => {
    const text = JSON.stringify(planDocument({ resources: { "aws_lb.a": { after: { load_balancer_type: "x" } } } }));
    const estate = buildEstate([read(text.replaceAll('"load_balancer_type":"x"', '"load_balancer_type":"\\ud800"'))]);
    expect(() => new TextEncoder().encode(JSON.stringify(only(estate, "aws_lb", "load_balancer_type")))).not.toThrow();
  });

  test("a list of ten million elements is skipped where nobody reads it, and refused where it should be resources", () => {
    const many = `[${"0,".repeat(9_999_999)}0]`;
    expect(read(`{"resource_changes":[],"other":${many}}`).accounting.resources).toBe(0);
    expect(code(() => read(`{"resource_changes":${many}}`))).toBe("DOCUMENT_INVALID");
  });

  test("more values than a process holds are refused before they are parsed", () => {
    expect(code(() => read(`{"resource_changes":[],"configuration":{"a":[${"[],".repeat(12_000_000)}0]}}`))).toBe(
      "DOCUMENT_TOO_LARGE",
    );
  });

  test("of members with one name the last holds, in small and in large documents", () => {
    const small = `{"errored":true,"resource_changes":[1],"resource_changes":[],"errored":false}`;
    const large = `${small.slice(0, -1)},"other":"${"x".repeat(2_000_000)}"}`;
    for (const text of [small, large]) expect(read(text).document.partial).toBeNull();
  });

  test("a profile with a key twice is refused", () => {
    const text = "regions: [ap-northeast-1]\nregions: [us-east-1]\n";
    expect(code(() => readProfile({ name: "profile.yaml", digest: "sha256:0", text }))).toBe("PROFILE_INVALID");
  });

  test("15,000 unknowns in one block are read", () => {
    const items = Array.from({ length: 15_000 }, () => ({ from_port: 443, to_port: 443, protocol: "tcp" }));
    const marks = items.map(() => ({ cidr_blocks: true, security_groups: true }));
    const plan = planDocument({
      resources: { "aws_security_group.a": { after: { ingress: items }, unknown: { ingress: marks } } },
    });
    const estate = buildEstate([read(JSON.stringify(plan))]);
    const node = only(estate, "aws_security_group", "ingress");
    expect(node).toMatchObject({ kind: "collection" });
  });

  test("a bomb of aliases in a template is refused before it is made", () => {
    const level = (index: number): string => Array.from({ length: 10 }, () => `*a${String(index)}`).join(", ");
    const lines = Array.from(
      { length: 12 },
      (_, index) => `a${String(index + 1)}: &a${String(index + 1)} [${level(index)}]`,
    );
    expect(code(() => read(["Resources: {}", "a0: &a0 [x]", ...lines].join("\n")))).toBe("DOCUMENT_TOO_LARGE");
  });

  test("a template that is nested deeply is refused, in JSON and in YAML", () => {
    const brackets = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(code(() => read(`{"Resources":{},"a":${brackets}}`))).toBe("DOCUMENT_TOO_DEEP");
    expect(code(() => read(`Resources: {}\na: ${brackets}`))).toBe("DOCUMENT_TOO_DEEP");
  });

  test("a large text that is no JSON is not taken for YAML by its middle, and refused as YAML by its beginning", () => {
    const lines = "x: y\n".repeat(3_000_000);
    expect(code(() => read(`${lines}Resources:\n`))).toBe("DOCUMENT_NOT_JSON");
    expect(code(() => read(`Resources:\n${lines}`))).toBe("DOCUMENT_TOO_LARGE");
  });

  test("conditions and mappings that name each other in a circle end", () => {
    const circle = { "Fn::FindInMap": ["M", "a", "b"] };
    const document = read(
      JSON.stringify({
        Mappings: { M: { a: { b: circle } } },
        Conditions: {
          A: { "Fn::Not": [{ Condition: "B" }] },
          B: { "Fn::And": [{ Condition: "A" }, { Condition: "B" }] },
        },
        Resources: {
          Key: { Type: "AWS::KMS::Key", Properties: { Enabled: { "Fn::If": ["A", true, false] } } },
          Trail: { Type: "AWS::CloudTrail::Trail", Properties: { IsMultiRegionTrail: circle } },
        },
      }),
    );
    const estate = buildEstate([document]);
    expect(only(estate, "aws_cloudtrail", "is_multi_region_trail")).toEqual({ unknown: "U1" });
  });

  test("a hundred thousand resources of a template are read", () => {
    const Resources = Object.fromEntries(
      Array.from({ length: 100_000 }, (_, index) => [
        `Key${String(index)}`,
        { Type: "AWS::KMS::Key", Properties: { Enabled: { Ref: `Key${String(index + 1)}` } } },
      ]),
    );
    expect(read(JSON.stringify({ Resources })).accounting.read).toBe(100_000);
  });
});
