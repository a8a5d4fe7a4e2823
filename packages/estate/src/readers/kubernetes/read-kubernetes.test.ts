import { describe, expect, test } from "vitest";
import { isSekishoError } from "../../errors.ts";
import { buildEstate } from "../../model/build-estate.ts";
import type { ReadDocument, ReadResource } from "../../model/estate.ts";
import type { Attributes } from "../../model/resource-type.ts";
import type { Json, ObjectNode, ValueNode } from "../../model/value.ts";
import { awsTypes } from "../../types/aws/index.ts";
import { readDocuments } from "../read-document.ts";

// All manifests in this file are made up; their fields are those of the operators' published schemas.

function read(given: Json | string): ReadDocument {
  const bytes = new TextEncoder().encode(typeof given === "string" ? given : JSON.stringify(given));
  const [document] = readDocuments([{ label: null, name: "example.yaml", digest: "sha256:0", bytes }], awsTypes);
  if (document === undefined) throw new Error("nothing was read");
  return document;
}

function only(given: Json | string, type?: string): ReadResource {
  const resources = read(given).resources.filter((resource) => type === undefined || resource.type === type);
  const [resource] = resources;
  if (resource === undefined || resources.length > 1) throw new Error(`${String(resources.length)} resources`);
  return resource;
}

function plain(node: ValueNode | ObjectNode | undefined): unknown {
  if (node === undefined) return undefined;
  if (node.kind === "scalar") return node.value;
  if (node.kind === "object")
    return Object.fromEntries(Object.entries(node.fields).map(([name, field]) => [name, plain(field)]));
  return node.code === null ? node.items.map(plain) : { code: node.code, items: node.items.map(plain) };
}

function value(resource: ReadResource, attribute: string): unknown {
  return plain(resource.values[attribute]);
}

function fault(given: Json | string): readonly [string, string] {
  try {
    read(given);
  } catch (error) {
    if (isSekishoError(error)) return [error.code, error.message];
    throw error;
  }
  throw new Error("nothing was thrown");
}

type More = Readonly<Record<string, Json>>;

function crossplane(kind: string, forProvider: More, more: More = {}, metadata: More = {}): Json {
  const [group = "", name = "", version = "v1beta1"] = kind.split("/");
  return {
    apiVersion: `${group}.aws.upbound.io/${version}`,
    kind: name,
    metadata: { name: "example", ...metadata },
    spec: { forProvider: { region: "ap-northeast-1", ...forProvider }, ...more },
  };
}

function ack(kind: string, spec: More, metadata: More = {}, more: More = {}): Json {
  const [group = "", name = ""] = kind.split("/");
  return {
    apiVersion: `${group}.services.k8s.aws/v1alpha1`,
    kind: name,
    metadata: { name: "example", namespace: "apps", ...metadata },
    spec,
    ...more,
  };
}

const vpc = crossplane("ec2/VPC", { cidrBlock: "10.0.0.0/16" }, {}, { name: "main" });
const deployment: Json = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "example" }, spec: {} };
const U1 = { unknown: "U1" };
const U2 = { unknown: "U2" };

describe("what manifests stand in", () => {
  const text = [
    "# made up",
    "apiVersion: apps/v1",
    "kind: Deployment",
    "metadata: {name: example}",
    "---",
    "apiVersion: rds.aws.upbound.io/v1beta1",
    "kind: Instance",
    "metadata: {name: example}",
    "spec:",
    "  forProvider:",
    "    region: ap-northeast-1",
    "    publiclyAccessible: no",
    "---",
    "",
  ].join("\n");

  test("a stream of YAML: origins count its documents, and other objects are said once", () => {
    const document = read(text);
    expect(document.document).toMatchObject({ label: "kubernetes", kind: "kubernetes", partial: null });
    expect(document.diagnostics).toEqual([
      { code: "MANIFESTS_NOT_AWS", document: "kubernetes", args: { count: 1 } },
      { code: "MANIFESTS_READ_AS_NEW", document: "kubernetes", args: {} },
    ]);
    expect(document.accounting).toEqual({ resources: 1, read: 1, unsupported: 0, unread: 0, types: {} });
    expect([document.before, document.covers, document.managed]).toEqual([null, [], 1]);
    const [resource] = document.resources;
    expect(resource).toMatchObject({
      address: "Instance.rds.aws.upbound.io/example",
      origin: "example.yaml#/1",
      running: false,
      action: "create",
      region: "ap-northeast-1",
      position: { file: "example.yaml", line: 6 },
    });
    // YAML 1.1, as Kubernetes reads it: `no` is false.
    expect(resource?.values["publicly_accessible"]).toEqual({
      kind: "scalar",
      value: false,
      origin: "/spec/forProvider/publiclyAccessible",
    });
  });

  const bucket = ack("s3/Bucket", { name: "example" });
  test.each<[string, Json, string]>([
    ["one object", bucket, "example.yaml#"],
    ["a list of objects", [deployment, bucket], "example.yaml#/1"],
    ["a List", { apiVersion: "v1", kind: "List", items: [deployment, bucket] }, "example.yaml#/items/1"],
    [
      "a list of one kind, whose items leave it out",
      {
        apiVersion: "s3.services.k8s.aws/v1alpha1",
        kind: "BucketList",
        items: [{ metadata: { name: "example", namespace: "apps" }, spec: { name: "example" } }],
      },
      "example.yaml#/items/0",
    ],
    [
      "a request for admission",
      {
        apiVersion: "admission.k8s.io/v1",
        kind: "AdmissionReview",
        request: { operation: "CREATE", object: bucket, oldObject: null },
      },
      "example.yaml#/request/object",
    ],
  ])("%s", (_, json, origin) => {
    expect(only(json)).toMatchObject({
      type: "aws_s3_bucket",
      address: "apps/Bucket.s3.services.k8s.aws/example",
      origin,
      action: "create",
    });
  });

  test("objects in JSON can stand in a stream of YAML", () => {
    const { resources } = read(`${JSON.stringify(deployment)}\n---\n${JSON.stringify(vpc)}\n`);
    expect(resources.map(({ origin }) => origin)).toEqual(["example.yaml#/1"]);
  });

  test("an object of a List in YAML has its own line", () => {
    const text =
      "apiVersion: v1\nkind: List\nitems:\n- apiVersion: v1\n  kind: Pod\n- apiVersion: s3.services.k8s.aws/v1alpha1\n  kind: Bucket\n  spec: {name: example}\n";
    expect(only(text)).toMatchObject({ origin: "example.yaml#/items/1", position: { file: "example.yaml", line: 6 } });
  });

  test("a request to change an object tells what was before", () => {
    const request = (operation: string, object: Json, oldObject: Json): Json => ({
      apiVersion: "admission.k8s.io/v1",
      kind: "AdmissionReview",
      request: { operation, namespace: "apps", object, oldObject },
    });
    const was = ack("rds/DBInstance", { storageEncrypted: true }, { uid: "1" });
    const willBe = ack("rds/DBInstance", { storageEncrypted: false }, { uid: "1" });
    const changed = read(request("UPDATE", willBe, was));
    expect(changed.resources.map((one) => [one.action, value(one, "storage_encrypted")])).toEqual([["update", false]]);
    expect(changed.before?.map((one) => value(one, "storage_encrypted"))).toEqual([true]);
    const removed = read(request("DELETE", null, was));
    expect([removed.resources, removed.before?.length, removed.managed]).toEqual([[], 1, 0]);
    expect(removed.accounting).toMatchObject({ resources: 1, read: 1 });
  });

  test("an object that the API server has taken in may exist: nothing is new", () => {
    const document = read(ack("rds/DBInstance", {}, { uid: "1" }));
    expect([document.resources[0]?.action, document.diagnostics]).toEqual(["none", []]);
  });

  test("objects that the API server is to name are told apart", () => {
    const one = {
      apiVersion: "s3.aws.upbound.io/v1beta1",
      kind: "Bucket",
      metadata: { generateName: "example-" },
      spec: { forProvider: {} },
    };
    const { resources } = read([one, one]);
    expect(resources.map(({ address }) => address)).toEqual([
      "Bucket.s3.aws.upbound.io/example-*",
      "Bucket.s3.aws.upbound.io/example-*2",
    ]);
    expect(resources.map((resource) => value(resource, "bucket"))).toEqual([U1, U1]);
  });

  test("kinds that are not read are counted by name, the community provider's among them", () => {
    const document = read([
      vpc,
      crossplane("sqs/Queue", {}),
      { apiVersion: "s3.aws.crossplane.io/v1beta1", kind: "Bucket", metadata: { name: "example" }, spec: {} },
      { apiVersion: "aws.upbound.io/v1beta1", kind: "ProviderConfig", metadata: { name: "default" }, spec: {} },
      ack("sns/Topic", {}),
    ]);
    expect(document.accounting).toEqual({
      resources: 5,
      read: 1,
      unsupported: 4,
      unread: 0,
      types: {
        "Bucket.s3.aws.crossplane.io": 1,
        "ProviderConfig.aws.upbound.io": 1,
        "Queue.sqs.aws.upbound.io": 1,
        "Topic.sns.services.k8s.aws": 1,
      },
    });
  });

  test("an object without description makes the document a part", () => {
    const document = read([vpc, { apiVersion: "kms.services.k8s.aws/v1alpha1", kind: "Key", metadata: { name: "a" } }]);
    expect([document.document.partial, document.accounting.unread]).toEqual(["U3", 1]);
    expect(document.diagnostics).toContainEqual({
      code: "RESOURCES_UNREADABLE",
      document: "kubernetes",
      args: { count: 1 },
    });
  });

  test.each<[string, Json | string, string, string]>([
    [
      "manifests of nothing that is AWS's",
      [deployment, deployment],
      "DOCUMENT_KIND_UNKNOWN",
      "2 Kubernetes objects, and none",
    ],
    ["an object given twice", [vpc, vpc], "DOCUMENT_INVALID", "example.yaml#/1 is an object that stands"],
    [
      "a list with something else",
      { apiVersion: "v1", kind: "List", items: [7] },
      "DOCUMENT_INVALID",
      "example.yaml#/items/0",
    ],
    [
      "a review without request",
      { apiVersion: "admission.k8s.io/v1", kind: "AdmissionReview" },
      "DOCUMENT_INVALID",
      "example.yaml#/request ",
    ],
    ["broken YAML", "apiVersion: v1\nkind: [", "DOCUMENT_INVALID", "example.yaml, line 2"],
    [
      "a chart that is not rendered",
      "apiVersion: v1\nkind: Secret\n{{ if .x }}\na: b\n{{ end }}\n",
      "DOCUMENT_INVALID",
      "example.yaml, line 3",
    ],
    ["YAML of something else", "a: 1\nb: 2\n", "DOCUMENT_NOT_JSON", "example.yaml, line 1"],
  ])("%s is refused", (_, json, code, message) => {
    const [found, text_] = fault(json);
    expect([found, text_.includes(message)]).toEqual([code, true]);
  });
});

describe("Crossplane", () => {
  test("arguments in camelCase are Terraform's, blocks with or without a list around them", () => {
    const rule = { applyServerSideEncryptionByDefault: [{ sseAlgorithm: "aws:kms", kmsMasterKeyId: "arn:example" }] };
    const kind = "s3/BucketServerSideEncryptionConfiguration";
    const old = only(crossplane(kind, { bucket: "example", rule: [rule] }));
    const inner = rule.applyServerSideEncryptionByDefault[0] ?? {};
    const late = only(
      crossplane(`${kind}/v1beta2`, { bucket: "example", rule: [{ applyServerSideEncryptionByDefault: inner }] }),
    );
    expect(value(old, "rule")).toEqual([
      {
        apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms", kms_master_key_id: "arn:example" }],
        bucket_key_enabled: false,
      },
    ]);
    expect(value(late, "rule")).toEqual(value(old, "rule"));
  });

  test("names with digits and acronyms are found", () => {
    const rule = only(
      crossplane("ec2/SecurityGroupIngressRule", { cidrIpv6: "::/0", ipProtocol: "tcp", fromPort: 22 }),
    );
    expect(["cidr_ipv6", "ip_protocol", "from_port"].map((name) => value(rule, name))).toEqual(["::/0", "tcp", 22]);
  });

  test("a reference leads to its object, which is found by name, kind and generation of the API", () => {
    const other = crossplane("ec2/Subnet", {}, {}, { name: "main" });
    const namespaced = {
      apiVersion: "ec2.aws.m.upbound.io/v1beta1",
      kind: "VPC",
      metadata: { name: "main", namespace: "apps" },
      spec: { forProvider: {} },
    };
    const subnet = crossplane("ec2/Subnet", { vpcIdRef: { name: "main" } });
    const found = read([other, namespaced, vpc, subnet]).resources[3];
    expect(found?.links["vpc_id"]?.references).toEqual([{ by: "address", address: "VPC.ec2.aws.upbound.io/main" }]);
    expect(found?.values["vpc_id"]).toEqual({ kind: "scalar", value: U1, origin: "/spec/forProvider/vpcIdRef" });
  });

  test("a reference that the documents do not hold is not settled", () => {
    const subnet = only(crossplane("ec2/Subnet", { vpcIdRef: { name: "elsewhere" } }));
    expect(subnet.links["vpc_id"]).toEqual({ state: "partial", code: "U1", references: [] });
  });

  test("references within a namespace stay in it, unless they say another", () => {
    const inNamespace = (kind: string, name: string, namespace: string, forProvider: More): Json => ({
      apiVersion: "ec2.aws.m.upbound.io/v1beta1",
      kind,
      metadata: { name, namespace },
      spec: { forProvider },
    });
    const { resources } = read([
      inNamespace("VPC", "main", "net", {}),
      inNamespace("Subnet", "a", "apps", { vpcIdRef: { name: "main" } }),
      inNamespace("Subnet", "b", "apps", { vpcIdRef: { name: "main", namespace: "net" } }),
    ]);
    expect(resources.slice(1).map(({ links }) => links["vpc_id"]?.references)).toEqual([
      [],
      [{ by: "address", address: "net/VPC.ec2.aws.m.upbound.io/main" }],
    ]);
  });

  test("a selector picks by labels, and one of several it does not tell", () => {
    const labelled = (name: string, app: string): Json =>
      crossplane("ec2/VPC", {}, {}, { name, labels: { app, tier: "net" } });
    const subnet = crossplane("ec2/Subnet", { vpcIdSelector: { matchLabels: { app: "one", tier: "net" } } });
    const links = (objects: readonly Json[]): unknown =>
      read([...objects, subnet]).resources.at(-1)?.links["vpc_id"]?.references;
    expect(links([labelled("a", "one"), labelled("b", "two")])).toEqual([
      { by: "address", address: "VPC.ec2.aws.upbound.io/a" },
    ]);
    expect(links([labelled("a", "one"), labelled("b", "one")])).toEqual([]);
    expect(links([labelled("a", "two")])).toEqual([]);
  });

  test("a selector can ask for what one controller owns", () => {
    const owned = (kind: string, name: string, uid: string, forProvider: More): Json =>
      crossplane(kind, forProvider, {}, { name, ownerReferences: [{ controller: true, uid }] });
    const selector = { vpcIdSelector: { matchControllerRef: true } };
    const { resources } = read([
      owned("ec2/VPC", "a", "1", {}),
      owned("ec2/VPC", "b", "2", {}),
      owned("ec2/Subnet", "c", "2", selector),
      crossplane("ec2/Subnet", selector, {}, { name: "d" }),
    ]);
    expect(resources.slice(2).map(({ links }) => links["vpc_id"]?.references)).toEqual([
      [{ by: "address", address: "VPC.ec2.aws.upbound.io/b" }],
      [],
    ]);
  });

  test("a list of references stands for the plural argument", () => {
    const group = crossplane("ec2/SecurityGroup", {}, {}, { name: "web" });
    const balancer = crossplane("elbv2/LB", { securityGroupRefs: [{ name: "web" }] });
    const found = read([group, balancer]).resources[1];
    expect(found?.links["security_groups"]?.references).toEqual([
      { by: "address", address: "SecurityGroup.ec2.aws.upbound.io/web" },
    ]);
  });

  test("a value beside its reference is known, and still names the object", () => {
    const known = crossplane(
      "ec2/VPC",
      {},
      {},
      { name: "main", annotations: { "crossplane.io/external-name": "vpc-1" } },
    );
    const subnet = crossplane("ec2/Subnet", { vpcId: "vpc-1", vpcIdRef: { name: "main" } });
    const found = read([known, subnet]).resources[1];
    expect(found === undefined ? null : value(found, "vpc_id")).toBe("vpc-1");
    expect(found?.links["vpc_id"]?.references).toEqual([{ by: "address", address: "VPC.ec2.aws.upbound.io/main" }]);
  });

  test("initProvider counts where forProvider says nothing, in any of the ways to say it", () => {
    const instance = only(
      crossplane(
        "rds/Instance",
        { engine: "postgres", kmsKeyIdRef: { name: "elsewhere" } },
        { initProvider: { engine: "mysql", storageEncrypted: true, kmsKeyId: "arn:example" } },
      ),
    );
    expect(["engine", "kms_key_id"].map((name) => value(instance, name))).toEqual(["postgres", U1]);
    expect(instance.values["storage_encrypted"]).toEqual({
      kind: "scalar",
      value: true,
      origin: "/spec/initProvider/storageEncrypted",
    });
  });

  test("what is only observed is managed elsewhere, and what is left out of it is not known", () => {
    const observed = only(crossplane("rds/Instance", {}, { managementPolicies: ["Observe"] }));
    expect([observed.isSubject, value(observed, "storage_encrypted")]).toEqual([false, U2]);
    const changed = only(crossplane("rds/Instance", {}, { managementPolicies: ["Observe", "Update"] }));
    expect([changed.isSubject, value(changed, "storage_encrypted"), changed.action]).toEqual([true, U2, "none"]);
    const made = only(crossplane("rds/Instance", {}, { managementPolicies: ["*"] }));
    expect([made.isSubject, value(made, "storage_encrypted")]).toEqual([true, false]);
  });

  test("an observed VPC of a known id is what a reference leads to", () => {
    const observed = crossplane(
      "ec2/VPC",
      {},
      { managementPolicies: ["Observe"] },
      { name: "main", annotations: { "crossplane.io/external-name": "vpc-1" } },
    );
    const found = read([observed, crossplane("ec2/Subnet", { vpcIdRef: { name: "main" } })]).resources[1];
    expect(found?.links["vpc_id"]?.references).toEqual([{ by: "address", address: "VPC.ec2.aws.upbound.io/main" }]);
  });

  test("the external name is the argument that the provider takes from it", () => {
    const annotations = { "crossplane.io/external-name": "other-name" };
    const names = [crossplane("s3/Bucket", {}), crossplane("s3/Bucket", {}, {}, { annotations })].map((one) =>
      only(one),
    );
    expect(names.map(({ identities }) => identities["bucket"])).toEqual(["example", "other-name"]);
    const placeholder = only(crossplane("s3/Bucket", {}, {}, { name: "example-${random}" }));
    expect(placeholder.identities["bucket"]).toEqual(U1);
  });

  test("account and ids are told by what the provider has written back", () => {
    const arn = "arn:aws:kms:ap-northeast-1:123456789012:key/1";
    const key = { ...(crossplane("kms/Key", {}) as object), status: { atProvider: { arn, keyId: "1" } } } as Json;
    const document = read([key, vpc, crossplane("ec2/Subnet", {}, { providerConfigRef: { name: "other" } })]);
    expect(document.accounts.map(({ key: name, id }) => [name, id])).toEqual([
      ["123456789012", "123456789012"],
      ["ProviderConfig/other", null],
    ]);
    expect(document.resources[0]?.identities).toEqual({ arn, key_id: "1" });
  });

  test("a provider configuration in a namespace is another one than the cluster's of the same name", () => {
    const bucket = (name: string, namespace: string, providerConfigRef: More): Json => ({
      apiVersion: "s3.aws.m.upbound.io/v1beta1",
      kind: "Bucket",
      metadata: { name, namespace },
      spec: { forProvider: {}, providerConfigRef },
    });
    const { accounts } = read([
      bucket("a", "one", { kind: "ProviderConfig", name: "main" }),
      bucket("b", "two", { kind: "ProviderConfig", name: "main" }),
      bucket("c", "two", { kind: "ClusterProviderConfig", name: "main" }),
      bucket("d", "two", {}),
    ]);
    expect(accounts.map(({ key }) => key)).toEqual([
      "ProviderConfig/one/main",
      "ProviderConfig/two/main",
      "ClusterProviderConfig/main",
      "ClusterProviderConfig/default",
    ]);
  });

  test("references to secrets are never read, and what is filled in later is not known", () => {
    const secret = { name: "example-secret", key: "password", namespace: "apps" };
    const instance = only(crossplane("rds/Instance", { passwordSecretRef: secret, publiclyAccessible: "${public}" }));
    expect(JSON.stringify(instance)).not.toContain("example-secret");
    expect(value(instance, "publicly_accessible")).toEqual(U1);
  });

  test("the default group of a VPC is one, by its kind", () => {
    const estate = buildEstate([read(crossplane("ec2/DefaultSecurityGroup", {}))], { types: awsTypes });
    const [group] = estate.subjects("aws_security_group");
    if (group === undefined) throw new Error("there is no group");
    expect(estate.value(group, "is_default")).toMatchObject({ value: true });
  });

  test("an object tells no major of the provider: a default that differs between them is unknown", () => {
    const differing = awsTypes.flatMap(({ type, attributes }) =>
      Object.entries(attributes as Attributes).flatMap(([name, attribute]) => {
        const stated = attribute.kind === "scalar" ? attribute.spec.whenOmitted?.terraform : undefined;
        return typeof stated === "object" && "5" in stated ? [`${type}.${name}`] : [];
      }),
    );
    expect(differing).toEqual(["aws_redshift_cluster.publicly_accessible"]);
    expect(value(only(crossplane("redshift/Cluster", {})), "publicly_accessible")).toEqual(U1);
  });
});

describe("Crossplane's kinds of the perimeter", () => {
  test.each<readonly [kind: string, forProvider: More, attribute: string, expected: unknown]>([
    ["acm/Certificate", { keyAlgorithm: "RSA_1024" }, "key_algorithm_source", "RSA_1024"],
    ["apigateway/RestAPI", { name: "example", disableExecuteApiEndpoint: true }, "disable_execute_api_endpoint", true],
    [
      "apigatewayv2/API",
      { protocolType: "HTTP", disableExecuteApiEndpoint: false },
      "disable_execute_api_endpoint",
      false,
    ],
    ["appsync/GraphQLAPI", { visibility: "PRIVATE" }, "visibility", "PRIVATE"],
    ["ecs/Service/v1beta2", { networkConfiguration: { assignPublicIp: true } }, "assign_public_ip", true],
    ["elb/LBSSLNegotiationPolicy", { loadBalancer: "example", lbPort: 443 }, "lb_port", 443],
    ["lambda/FunctionURL/v1beta2", { authorizationType: "NONE" }, "authorization_type", "NONE"],
    ["transfer/Server/v1beta2", { endpointType: "VPC" }, "endpoint_type", "VPC"],
  ])("%s says what its type reads", (kind, forProvider, attribute, expected) => {
    expect(value(only(crossplane(kind, forProvider)), attribute)).toBe(expected);
  });
});

describe("ACK's kinds of the perimeter", () => {
  test("a certificate, whose validation the controller chooses", () => {
    const resource = only(ack("acm/Certificate", { domainName: "www.example.com", keyAlgorithm: "RSA_1024" }));
    expect([value(resource, "key_algorithm_source"), value(resource, "validation_method")]).toEqual([
      "RSA_1024",
      { unknown: "U1" },
    ]);
  });

  test("a cluster of EKS, with the default of AWS where it says nothing", () => {
    const network = { publicAccessCIDRs: ["192.0.2.0/24"] };
    expect(value(only(ack("eks/Cluster", { name: "example", resourcesVPCConfig: network })), "vpc_config")).toEqual([
      { endpoint_public_access: true, public_access_cidrs: ["192.0.2.0/24"] },
    ]);
  });

  test("an endpoint, a NAT gateway and the attachment of a transit gateway name what they stand in", () => {
    const endpoint = only(
      ack("ec2/VPCEndpoint", {
        vpcID: "vpc-0aa",
        serviceName: "com.amazonaws.ap-northeast-1.s3",
        policyDocument: "{}",
      }),
    );
    expect(["vpc_id", "service_name", "policy"].map((name) => value(endpoint, name))).toEqual([
      "vpc-0aa",
      "com.amazonaws.ap-northeast-1.s3",
      {},
    ]);
    expect(value(only(ack("ec2/NATGateway", { subnetID: "subnet-0aa" })), "subnet_id")).toBe("subnet-0aa");
    const attachment = only(
      ack("ec2/TransitGatewayVPCAttachment", { transitGatewayID: "tgw-0aa", vpcID: "vpc-0aa", subnetIDs: [] }),
    );
    expect(["transit_gateway_id", "vpc_id"].map((name) => value(attachment, name))).toEqual(["tgw-0aa", "vpc-0aa"]);
  });
});

describe("ACK", () => {
  test("fields are the API's, whatever the case of their acronyms", () => {
    const instance = only(
      ack("rds/DBInstance", {
        dbInstanceIdentifier: "db",
        engine: "postgres",
        kmsKeyID: "arn:example",
        storageEncrypted: true,
      }),
    );
    expect(instance.identities["identifier"]).toBe("db");
    expect(instance.values["kms_key_id"]).toEqual({ kind: "scalar", value: "arn:example", origin: "/spec/kmsKeyID" });
    expect(value(only(ack("rds/DBInstance", { kmsKeyId: "arn:example" })), "kms_key_id")).toBe("arn:example");
  });

  test("what is left out gets AWS's default, not that of Terraform's provider", () => {
    const instance = only(ack("rds/DBInstance", { engine: "postgres" }));
    expect(["storage_encrypted", "publicly_accessible"].map((name) => value(instance, name))).toEqual([false, U1]);
    const trail = only(ack("cloudtrail/Trail", { name: "example" }));
    // The controller does not start a trail, and AWS chooses about global events.
    expect(
      ["is_multi_region_trail", "enable_logging", "include_global_service_events"].map((name) => value(trail, name)),
    ).toEqual([false, U1, U1]);
  });

  test("an instance of an Aurora cluster is one of Terraform's own type", () => {
    const member = { engine: "aurora-postgresql", dbClusterIdentifier: "main" };
    expect(only(ack("rds/DBInstance", member))).toMatchObject({
      type: "aws_rds_cluster_instance",
      links: { cluster_identifier: { references: [{ by: "value", value: "main" }] } },
    });
    expect(only(ack("rds/DBInstance", { ...member, engine: "mysql" })).type).toBe("aws_db_instance");
  });

  test.each<[string, More]>([
    ["rds/DBInstance", { engine: "postgres" }],
    ["rds/DBInstance", { engine: "aurora-postgresql", dbClusterIdentifier: "main" }],
    ["rds/DBCluster", { engine: "aurora-postgresql" }],
  ])("the subnet group of %s %j is told", (kind, spec) => {
    const { links } = only(ack(kind, { ...spec, dbSubnetGroupName: "inner" }));
    expect(links["db_subnet_group_name"]).toMatchObject({ references: [{ by: "value", value: "inner" }] });
  });

  test("a bucket becomes itself and a resource for each of its settings", () => {
    const { resources, accounting } = read(
      ack("s3/Bucket", {
        name: "example",
        encryption: {
          rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyID: "k" } }],
        },
        versioning: { status: "Enabled" },
        publicAccessBlock: { blockPublicACLs: true, restrictPublicBuckets: true },
        ownershipControls: { rules: [{ objectOwnership: "BucketOwnerEnforced" }] },
        logging: { loggingEnabled: { targetBucket: "logs", targetPrefix: "a/" } },
        policy: '{"Version":"2012-10-17","Statement":[]}',
        acl: "private",
      }),
    );
    expect(accounting).toMatchObject({ resources: 1, read: 1 });
    expect(
      resources.map(({ type, address }) => [type, address?.replace("apps/Bucket.s3.services.k8s.aws/example", "")]),
    ).toEqual([
      ["aws_s3_bucket", ""],
      ["aws_s3_bucket_server_side_encryption_configuration", ":encryption"],
      ["aws_s3_bucket_versioning", ":versioning"],
      ["aws_s3_bucket_public_access_block", ":publicAccessBlock"],
      ["aws_s3_bucket_ownership_controls", ":ownershipControls"],
      ["aws_s3_bucket_policy", ":policy"],
      ["aws_s3_bucket_logging", ":logging"],
      ["aws_s3_bucket_acl", ":acl"],
    ]);
    const estate = buildEstate(
      [read(ack("s3/Bucket", { name: "example", publicAccessBlock: { blockPublicACLs: true } }))],
      {
        types: awsTypes,
      },
    );
    const [bucket] = estate.subjects("aws_s3_bucket");
    if (bucket === undefined) throw new Error("there is no bucket");
    expect(plain(estate.value(bucket, "effective_public_access_block"))).toEqual([
      {
        block_public_acls: true,
        block_public_policy: false,
        ignore_public_acls: false,
        restrict_public_buckets: false,
      },
    ]);
    // What is not said is known to be not there: the controller owns the whole bucket.
    expect(plain(estate.value(bucket, "effective_policy"))).toEqual([]);
  });

  test("the settings of buckets of one name each belong to their own", () => {
    const bucket = (namespace: string): Json =>
      ack("s3/Bucket", { name: "${BUCKET}", versioning: { status: "Enabled" } }, { namespace });
    const { resources } = read([bucket("a"), bucket("b")]);
    expect(
      resources.filter(({ type }) => type === "aws_s3_bucket_versioning").map(({ links }) => links["bucket"]),
    ).toEqual(
      ["a", "b"].map((namespace) => ({
        state: "complete",
        code: null,
        references: [{ by: "address", address: `${namespace}/Bucket.s3.services.k8s.aws/example` }],
      })),
    );
  });

  test("grants of a request are not read as if there were none", () => {
    const acl = only(ack("s3/Bucket", { name: "example", grantRead: 'uri="example"' }), "aws_s3_bucket_acl");
    expect(value(acl, "access_control_policy")).toEqual({ code: "U1", items: [] });
  });

  test("permissions of a group, with a pair that names no group for the group itself", () => {
    const group = only(
      ack("ec2/SecurityGroup", {
        name: "web",
        ingressRules: [
          {
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            ipRanges: [{ cidrIP: "0.0.0.0/0", description: "example" }],
            ipv6Ranges: [{ cidrIPv6: "::/0" }],
            userIDGroupPairs: [{ groupID: "sg-1" }, { description: "itself" }],
          },
        ],
      }),
    );
    expect(value(group, "ingress")).toEqual([
      {
        protocol: "tcp",
        from_port: 443,
        to_port: 443,
        cidr_blocks: ["0.0.0.0/0"],
        ipv6_cidr_blocks: ["::/0"],
        prefix_list_ids: [],
        security_groups: ["sg-1"],
        self: true,
      },
    ]);
    expect(value(group, "egress")).toEqual({ code: "U1", items: [] });
  });

  test("a range that is filled in later keeps the group open", () => {
    const rule = { ipProtocol: "tcp", fromPort: 22, toPort: 22, ipRanges: [{ cidrIP: "$CIDR" }] };
    const group = only(ack("ec2/SecurityGroup", { name: "web", ingressRules: [rule] }));
    expect(value(group, "ingress")).toMatchObject([{ cidr_blocks: { code: "U1", items: [] } }]);
    const later = only(ack("ec2/SecurityGroup", { name: "web", ingressRules: "${RULES}" }));
    expect(value(later, "ingress")).toEqual({ code: "U1", items: [] });
  });

  test("references lead to objects of their kind in the same namespace, unless they say another", () => {
    const reference = (name: string, namespace?: string): Json => ({
      from: namespace === undefined ? { name } : { name, namespace },
    });
    const { resources } = read([
      ack("ec2/VPC", { cidrBlocks: ["10.0.0.0/16"] }, { name: "main" }),
      ack("kms/Key", {}, { name: "main", namespace: "net" }),
      ack("ec2/Subnet", { vpcRef: reference("main") }, { name: "a" }),
      ack("ec2/Subnet", { vpcRef: reference("main") }, { name: "b", namespace: "net" }),
      ack("ec2/Subnet", { vpcRef: reference("main", "apps") }, { name: "c", namespace: "net" }),
    ]);
    const to = [{ by: "address", address: "apps/VPC.ec2.services.k8s.aws/main" }];
    expect(resources.slice(2).map(({ links }) => links["vpc_id"]?.references)).toEqual([
      to,
      [{ by: "unknown", code: "U2" }],
      to,
    ]);
  });

  test("routes and associations of tables become resources of their own", () => {
    const { resources } = read([
      ack("ec2/InternetGateway", { vpc: "vpc-1" }, { name: "igw" }),
      ack("ec2/RouteTable", {
        vpcID: "vpc-1",
        routes: [{ destinationCIDRBlock: "0.0.0.0/0", gatewayRef: { from: { name: "igw" } } }],
      }),
      ack("ec2/Subnet", { vpcID: "vpc-1", routeTableRefs: [{ from: { name: "example" } }] }, { name: "public" }),
    ]);
    const estate = buildEstate([read([ack("ec2/InternetGateway", {}, { name: "igw" })])], { types: awsTypes });
    expect(estate.subjects("aws_internet_gateway").length).toBe(1);
    const route = resources.find(({ type }) => type === "aws_route");
    expect(route?.address).toBe("apps/RouteTable.ec2.services.k8s.aws/example:routes/0");
    expect([route?.links["route_table_id"]?.references, route?.links["gateway_id"]?.references]).toEqual([
      [{ by: "address", address: "apps/RouteTable.ec2.services.k8s.aws/example" }],
      [{ by: "address", address: "apps/InternetGateway.ec2.services.k8s.aws/igw" }],
    ]);
    const association = resources.find(({ type }) => type === "aws_route_table_association");
    expect([association?.links["subnet_id"]?.references, association?.links["route_table_id"]?.references]).toEqual([
      [{ by: "address", address: "apps/Subnet.ec2.services.k8s.aws/public" }],
      [{ by: "address", address: "apps/RouteTable.ec2.services.k8s.aws/example" }],
    ]);
  });

  test("policies within a role become resources of their own", () => {
    const { resources } = read(
      ack("iam/Role", { name: "app", policies: ["arn:example"], inlinePolicies: { "a/b": '{"Statement":[]}' } }),
    );
    expect(resources.map(({ type, address }) => [type, address])).toEqual([
      ["aws_iam_role", "apps/Role.iam.services.k8s.aws/example"],
      ["aws_iam_role_policy", "apps/Role.iam.services.k8s.aws/example:inlinePolicies/a/b"],
    ]);
    expect(resources[1]?.values["policy"]).toEqual({
      kind: "scalar",
      value: { Statement: [] },
      origin: "/spec/inlinePolicies/a~1b",
    });
  });

  test("a web ACL is read in the API's words", () => {
    const estate = buildEstate(
      [
        read(
          ack("wafv2/WebACL", {
            name: "example",
            scope: "REGIONAL",
            defaultAction: { allow: {} },
            rules: [
              {
                name: "common",
                priority: 1,
                overrideAction: { count: {} },
                statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesCommonRuleSet" } },
              },
            ],
          }),
        ),
      ],
      { types: awsTypes },
    );
    const [acl] = estate.subjects("aws_wafv2_web_acl");
    if (acl === undefined) throw new Error("there is no ACL");
    expect(plain(estate.value(acl, "default_action"))).toBe("allow");
    expect(plain(estate.value(acl, "effective_rules"))).toMatchObject([
      { name: "common", kind: "managed_group", override: "count" },
    ]);
  });

  test("attributes of a load balancer are found by their key", () => {
    const balancer = only(
      ack("elbv2/LoadBalancer", {
        name: "example",
        scheme: "internal",
        attributes: [{ key: "waf.fail_open.enabled", value: "true" }],
      }),
    );
    expect(["internal", "enable_waf_fail_open", "load_balancer_type"].map((name) => value(balancer, name))).toEqual([
      true,
      true,
      "application",
    ]);
  });

  test("account and region are told by the controller, the object or its namespace", () => {
    const arn = "arn:aws:rds:eu-west-1:123456789012:db:a";
    const metadata = { arn, ownerAccountID: "123456789012", region: "eu-west-1" };
    const namespace: Json = {
      apiVersion: "v1",
      kind: "Namespace",
      metadata: {
        name: "net",
        annotations: {
          "services.k8s.aws/owner-account-id": "210987654321",
          "services.k8s.aws/default-region": "us-east-1",
        },
      },
    };
    const { resources, accounts } = read([
      namespace,
      ack("rds/DBInstance", {}, { name: "a" }, { status: { ackResourceMetadata: metadata } }),
      ack("rds/DBInstance", {}, { name: "b", annotations: { "services.k8s.aws/region": "ap-northeast-1" } }),
      ack("rds/DBInstance", {}, { name: "c", namespace: "net" }),
      ack("rds/DBInstance", {}, { name: "d", namespace: "other" }),
    ]);
    expect(resources.map(({ accountKey, region }) => [accountKey, region])).toEqual([
      ["123456789012", "eu-west-1"],
      ["123456789012", "ap-northeast-1"],
      ["210987654321", "us-east-1"],
      ["ack", U2],
    ]);
    expect(resources[0]?.identities["arn"]).toBe(arn);
    expect(accounts.map(({ id }) => id)).toEqual(["123456789012", "210987654321", null]);
  });

  test("what is adopted has more than is written, and what is only read is managed elsewhere", () => {
    const adopted = only(ack("rds/DBInstance", {}, { annotations: { "services.k8s.aws/adoption-policy": "adopt" } }));
    expect([adopted.isSubject, value(adopted, "storage_encrypted"), adopted.action]).toEqual([true, U2, "none"]);
    const onlyRead = only(ack("rds/DBInstance", {}, { annotations: { "services.k8s.aws/read-only": "true" } }));
    expect([onlyRead.isSubject, value(onlyRead, "storage_encrypted")]).toEqual([false, U2]);
  });

  test("passwords are never read", () => {
    const secret = { name: "example-secret", key: "password", namespace: "apps" };
    expect(JSON.stringify(read(ack("rds/DBInstance", { masterUserPassword: secret })))).not.toContain("example-secret");
  });
});
