import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  block,
  boolean,
  defineResourceType,
  enumeration,
  json,
  list,
  listOf,
  number,
  string,
  type Attributes,
  type Identity,
  type ResourceType,
} from "../model/resource-type.ts";
import { writeOnly } from "../readers/cloud-control/write-only.ts";
import type { ApiCall } from "./api-call.ts";
import { apiCalls } from "./aws/api-calls.ts";
import { describeDeclared } from "./declared-paths.ts";
import { resourceTypes } from "./index.ts";
import { checkCalls } from "./vocabulary-calls.ts";
import { checkPaths, readOtherwise } from "./vocabulary-paths.ts";
import {
  placeOf,
  walk,
  type ApiVocabulary,
  type CloudFormationVocabulary,
  type ConfigVocabulary,
  type PathVocabulary,
} from "./vocabulary-places.ts";

function committed(name: PathVocabulary): unknown {
  return JSON.parse(readFileSync(new URL(`../../vocabulary/${name}.json`, import.meta.url), "utf8"));
}

const config = committed("config") as ConfigVocabulary;
const api = committed("api") as ApiVocabulary;
const cloudformation = committed("cloudformation") as CloudFormationVocabulary;
const vocabularies = { config, api, cloudformation };
const declared = describeDeclared(resourceTypes, apiCalls);

const loadBalancer = {
  config: "AWS::ElasticLoadBalancingV2::LoadBalancer",
  api: "elbv2:DescribeLoadBalancers.LoadBalancers[]",
  cloudformation: "AWS::ElasticLoadBalancingV2::LoadBalancer",
};
const bucket = { config: "AWS::S3::Bucket", api: "s3:ListBuckets.Buckets[]", cloudformation: "AWS::S3::Bucket" };

function typeWith(
  attributes: Attributes,
  sources: ResourceType["sources"] = loadBalancer,
  identity: Readonly<Record<string, Identity>> = {},
): ResourceType {
  return defineResourceType({ type: "aws_example", sources, identity, attributes });
}

/** What a vocabulary says of a type: place, problem, and what it has instead. */
function problemsOf(name: PathVocabulary, type: ResourceType): readonly (readonly [string, string, string])[] {
  const { problems } = checkPaths([type], vocabularies[name], {});
  return problems.map(({ place, problem, expected }) => [place, problem, expected] as const);
}

describe("the extracted vocabulary", () => {
  test.each([
    ["config", config, 150],
    ["api", api, 200],
    ["cloudformation", cloudformation, 200],
  ] as const)("of %s has every path that the resource types declare", (name, vocabulary, least) => {
    const { problems, checked } = checkPaths(resourceTypes, vocabulary);
    expect(problems).toEqual([]);
    expect(vocabulary.vocabulary).toBe(name);
    expect(checked).toBeGreaterThan(least);
  });

  test("has every word of the API calls", () => {
    const { problems, checked } = checkCalls(apiCalls, api);
    expect(problems).toEqual([]);
    expect(checked).toBeGreaterThan(150);
  });

  test("was extracted for what is declared, and for nothing else", () => {
    expect(Object.keys(config.types)).toEqual(declared.config);
    expect(Object.keys(config.related)).toEqual(declared.related);
    expect(Object.keys(cloudformation.types)).toEqual(declared.cloudformation);
    expect(Object.keys(api.operations)).toEqual(declared.operations);
  });

  test("bears the version and digest of what it comes from", () => {
    const integrity: unknown = expect.stringMatching(/^sha(?:256|512)-[\w+/]+=*$/u);
    const version: unknown = expect.stringMatching(/^\d+\.\d+\.\d+$/u);
    expect(api.source).toEqual({ package: "botocore", version, integrity });
    expect(cloudformation.source).toEqual({ package: "@aws-cdk/aws-service-spec", version, integrity });
    const commit: unknown = expect.stringMatching(/^[0-9a-f]{40}$/u);
    expect(config.source).toEqual({ repository: "awslabs/aws-config-resource-schema", commit, integrity });
  });

  test("has every property of CloudFormation that is only written", () => {
    const unknown = Object.entries(writeOnly).flatMap(([name, paths]) => {
      const properties = placeOf(`#${cloudformation.types[name]?.shape ?? ""}`, cloudformation.shapes);
      return paths.filter((path) => "problem" in walk(path, properties)).map((path) => `${name} ${path}`);
    });
    expect(unknown).toEqual([]);
  });

  test("is read otherwise only where the table says so", () => {
    const places = Object.keys(vocabularies).flatMap((name) =>
      checkPaths(resourceTypes, vocabularies[name as PathVocabulary], {}).problems.map(
        ({ type, place, vocabulary }) => `${type}.${place} in ${vocabulary}`,
      ),
    );
    const table = Object.entries(readOtherwise).flatMap(([place, names]) => names.map((name) => `${place} in ${name}`));
    expect([...new Set(places)].sort()).toEqual(table.sort());
  });
});

describe("a letter too many", () => {
  const names = ["config", "api", "cloudformation"] as const;

  /** Every way to misspell one path of a type: the place, and the type with that path. */
  function misspellings(type: ResourceType, name: PathVocabulary): readonly (readonly [string, ResourceType])[] {
    const identities = Object.entries(type.identity).flatMap(([identity, paths]) => {
      const path = paths[name];
      if (path === undefined) return [];
      const wrong = { ...type.identity, [identity]: { ...paths, [name]: misspelt(path) } };
      return [[`identity.${identity}`, { ...type, identity: wrong }] as const];
    });
    const attributes = inAttributes(type.attributes, name);
    return [...identities, ...attributes.map(([place, wrong]) => [place, { ...type, attributes: wrong }] as const)];
  }

  function inAttributes(attributes: Attributes, name: PathVocabulary): readonly (readonly [string, Attributes])[] {
    return Object.entries(attributes).flatMap(([declared, attribute]) => {
      if (attribute.kind === "derived" || attribute.kind === "derivedScalar") return [];
      const found: (readonly [string, Attributes])[] = [];
      const path = attribute.spec[name];
      // What is marked has no schema, and the empty path stays where it is.
      if (path === undefined || (name === "config" && attribute.spec.unchecked !== undefined)) return found;
      if (path !== "") {
        const spec = { ...attribute.spec, [name]: misspelt(path) };
        found.push([declared, { ...attributes, [declared]: { ...attribute, spec } as typeof attribute }]);
      }
      if (attribute.kind === "objects") {
        for (const [below, fields] of inAttributes(attribute.fields, name)) {
          found.push([`${declared}.${below}`, { ...attributes, [declared]: { ...attribute, fields } }]);
        }
      }
      return found;
    });
  }

  /** Adds a letter to the last name of the first alternative, or to its key; in a composed ARN to the last name in braces. */
  function misspelt(path: string): string {
    const [first = "", ...others] = path.split(" | ");
    const wrong = first.replace(first.startsWith("arn:") ? /\}$/u : /(?:\]|(?:\[\])?(?:=.*)?)$/u, "x$&");
    return [wrong, ...others].join(" | ");
  }

  test.each(names)("in any path of %s is found", (name) => {
    const vocabulary = vocabularies[name];
    const unnoticed: string[] = [];
    let tried = 0;
    for (const type of resourceTypes) {
      if (type.sources[name] === undefined || (name === "config" && type.sources.unchecked !== undefined)) continue;
      for (const [place, wrong] of misspellings(type, name)) {
        tried += 1;
        if (checkPaths([wrong], vocabulary).problems.length === 0) unnoticed.push(`${type.type}.${place}`);
      }
    }
    expect(unnoticed).toEqual([]);
    expect(tried).toBeGreaterThan(100);
  });
});

describe("checkPaths refuses", () => {
  test.each<[PathVocabulary, string, string]>([
    ["config", "vpcIdd", "vpcId"],
    ["config", "Scheme", "scheme"],
    ["config", "state.kode", "code"],
    ["config", "supplementaryConfiguration.LoadBalancerAttributes", "no supplementaryConfiguration"],
    ["config", "scheme.name", ""],
    ["config", "dNSName | dnsName", "dNSName"],
    ["config", "@resourceIdd", "resourceId"],
    ["api", "VpcIdd", "VpcId"],
    ["api", "State.code", "Code"],
    ["api", "AvailabilityZones[].SubnetID", "SubnetId"],
    ["api", "elbv2:DescribeLoadBalancerAttributes.Atributes[waf.fail_open.enabled]", "Attributes"],
    ["cloudformation", "Shceme", "Scheme"],
    ["cloudformation", "MinimumLoadBalancerCapacity.Units", "CapacityUnits"],
  ])("in %s the misspelt path %s", (name, path, expected) => {
    expect(problemsOf(name, typeWith({ value: string({ [name]: path }) }))).toEqual([
      ["value", "UNKNOWN_PATH", expected],
    ]);
  });

  test("a misspelt path inside a list of objects, and one of an identity", () => {
    const fields = { zone: string({ api: "Zone", cloudformation: "SubnetID" }) };
    const type = typeWith(
      { zones: list(fields, { api: "AvailabilityZones", cloudformation: "SubnetMappings" }) },
      loadBalancer,
      { arn: { api: "LoadBalancerARN", cloudformation: "Arn", config: "arn" } },
    );
    expect(problemsOf("api", type)).toEqual([
      ["identity.arn", "UNKNOWN_PATH", "LoadBalancerArn"],
      ["zones.zone", "UNKNOWN_PATH", "ZoneName"],
    ]);
    expect(problemsOf("cloudformation", type)).toEqual([
      ["identity.arn", "UNKNOWN_PATH", "Name"],
      ["zones.zone", "UNKNOWN_PATH", "SubnetId"],
    ]);
    expect(problemsOf("config", type)).toEqual([["identity.arn", "UNKNOWN_PATH", "state"]]);
  });

  test("in config a relationship with a type that there is not, or that was not extracted", () => {
    const type = typeWith({
      vpc_id: string({ config: "vpcId | relationships.AWS::EC2::VPC" }),
      subnets: listOf(string(), { config: "relationships.AWS::EC2::Subnett" }),
      groups: listOf(string(), { config: "relationships.AWS::EC2::SecurityGroup" }),
    });
    const related = { "AWS::EC2::VPC": true, "AWS::EC2::Subnett": false };
    const { problems } = checkPaths([type], { ...config, related });
    expect(problems.map(({ place, problem }) => [place, problem])).toEqual([
      ["subnets", "UNKNOWN_PATH"],
      ["groups", "NOT_EXTRACTED"],
    ]);
    expect(describeDeclared([type], {}).related).toEqual([
      "AWS::EC2::SecurityGroup",
      "AWS::EC2::Subnett",
      "AWS::EC2::VPC",
    ]);
  });

  test("another type of what CloudFormation only returns", () => {
    const type = typeWith(
      {
        right: listOf(string(), { cloudformation: "SecurityGroups" }),
        address: number({ cloudformation: "Endpoint.Port" }),
      },
      { cloudformation: "AWS::RDS::DBCluster" },
      { arn: { cloudformation: "DBClusterArn" }, name: { cloudformation: "Endpoint.Adress" } },
    );
    expect(problemsOf("cloudformation", type)).toEqual([
      ["identity.name", "UNKNOWN_PATH", "Engine"],
      ["right", "UNKNOWN_PATH", "VpcSecurityGroupIds"],
      ["address", "WRONG_TYPE", "string"],
    ]);
  });

  test("an operation that there is not, as the source and in a path", () => {
    const type = typeWith({ value: string({ api: "elbv2:DescribeTags.TagDescriptions" }) });
    const operations = { ...api.operations, "elbv2:DescribeTags": null, "elbv2:DescribeBalancers": null };
    const source = typeWith({}, { api: "elbv2:DescribeBalancers.LoadBalancers[]" });
    const { problems } = checkPaths([type, source], { ...api, operations });
    expect(problems.map(({ place, problem }) => [place, problem])).toEqual([
      ["value", "UNKNOWN_OPERATION"],
      ["sources", "UNKNOWN_OPERATION"],
    ]);
  });

  test("a type that there is not", () => {
    const types = { ...cloudformation.types, "AWS::S3::Bukket": null };
    const type = typeWith({}, { cloudformation: "AWS::S3::Bukket" });
    const { problems } = checkPaths([type], { ...cloudformation, types });
    expect(problems.map(({ place, problem }) => [place, problem])).toEqual([["sources", "UNKNOWN_TYPE"]]);
  });

  test.each<[PathVocabulary, ResourceType["sources"]]>([
    ["config", { config: "AWS::EC2::Example" }],
    ["api", { api: "ec2:DescribeExamples.Examples[]" }],
    ["cloudformation", { cloudformation: "AWS::EC2::Example" }],
  ])("in %s what was added and not extracted", (name, sources) => {
    expect(problemsOf(name, typeWith({}, sources)).map(([place, problem]) => [place, problem])).toEqual([
      ["sources", "NOT_EXTRACTED"],
    ]);
  });

  test("a source whose list is not marked, and one that is marked and no list", () => {
    const open = typeWith({}, { api: "elbv2:DescribeLoadBalancers.LoadBalancers" });
    expect(problemsOf("api", open).map(([, problem]) => problem)).toEqual(["LIST_NOT_MARKED"]);
    const marked = typeWith({}, { api: "wafv2:GetWebACL.WebACL[]" });
    expect(problemsOf("api", marked).map(([, problem]) => problem)).toEqual(["NOT_A_LIST"]);
  });

  test("a parameter that the call does not take", () => {
    const type = typeWith({ name: string({ api: "@Bukket" }) }, { api: "s3:GetBucketPolicy" });
    expect(problemsOf("api", type)).toEqual([["name", "UNKNOWN_PARAMETER", "Bucket"]]);
    const right = typeWith({ name: string({ api: "@Bucket" }) }, { api: "s3:GetBucketPolicy" });
    expect(problemsOf("api", right)).toEqual([]);
  });

  test("a key that is not documented, and a key where no entries with keys stand", () => {
    const attributes = "elbv2:DescribeLoadBalancerAttributes.Attributes";
    const type = typeWith({
      fail_open: boolean({
        api: `${attributes}[waf.failopen.enabled]`,
        cloudformation: "LoadBalancerAttributes[waf.fail_open]",
      }),
      keyed: string({ api: "AvailabilityZones[a]", cloudformation: "Subnets[a]" }),
    });
    const expected = [
      ["fail_open", "UNKNOWN_KEY", "waf.fail_open.enabled"],
      ["keyed", "UNKNOWN_KEY", expect.anything() as string],
    ];
    expect(problemsOf("api", type)).toEqual(expected);
    expect(problemsOf("cloudformation", type).slice(0, 1)).toEqual(expected.slice(0, 1));
    expect(problemsOf("cloudformation", type).map(([, problem]) => problem)).toEqual(["UNKNOWN_KEY", "UNKNOWN_KEY"]);
  });

  test.each<[PathVocabulary, string, Attributes[string], string]>([
    ["config", "a boolean where a string stands", boolean({ config: "scheme" }), "string"],
    ["config", "a string where an object stands", string({ config: "state" }), "object"],
    ["config", "a block where a string stands", block({}, { config: "scheme" }), "string"],
    ["config", "a list of numbers where strings stand", listOf(number(), { config: "securityGroups" }), "string"],
    ["api", "a boolean where a string stands", boolean({ api: "Scheme" }), "string"],
    ["api", "a number where a string stands", number({ api: "Type" }), "string"],
    ["api", "a string where a list stands", string({ api: "SecurityGroups" }), "list(string)"],
    ["api", "a list where a string stands", listOf(string(), { api: "Scheme" }), "string"],
    ["api", "a block where a string stands", block({}, { api: "VpcId" }), "string"],
    ["api", "a list of objects where one stands", list({}, { api: "State" }), "object"],
    ["api", "a string that is compared and no boolean", string({ api: "Scheme=internal" }), "string"],
    [
      "cloudformation",
      "a string where a boolean stands",
      string({ cloudformation: "EnableCapacityReservationProvisionStabilize" }),
      "boolean",
    ],
    [
      "cloudformation",
      "a list of booleans where strings stand",
      listOf(boolean(), { cloudformation: "Subnets" }),
      "list(string)",
    ],
    ["cloudformation", "a boolean compared with a list", boolean({ cloudformation: "Subnets=a" }), "list(string)"],
  ])("in %s %s", (name, _, attribute, expected) => {
    expect(problemsOf(name, typeWith({ value: attribute }))).toEqual([["value", "WRONG_TYPE", expected]]);
  });

  test("an unmarked list of which a scalar takes the first element", () => {
    expect(problemsOf("api", typeWith({ zone: string({ api: "AvailabilityZones.ZoneName" }) }))).toEqual([
      ["zone", "LIST_NOT_MARKED", "list(string)"],
    ]);
    expect(problemsOf("api", typeWith({ zone: string({ api: "AvailabilityZones[].ZoneName" }) }))).toEqual([]);
    expect(problemsOf("api", typeWith({ state: string({ api: "State[].Code" }) }))).toEqual([
      ["state", "NOT_A_LIST", expect.any(String)],
    ]);
  });

  test("a value that the enumeration does not have, declared and compared", () => {
    const type = typeWith({
      kind: enumeration(["application", "nettwork"], { api: "Type" }),
      internal: boolean({ api: "Scheme=intern" }),
    });
    expect(problemsOf("api", type)).toEqual([
      ["kind", "UNKNOWN_VALUE", "network"],
      ["internal", "UNKNOWN_VALUE", "internal"],
    ]);
    const versioning = block(
      { enabled: boolean({ cloudformation: "Status=On" }) },
      { cloudformation: "VersioningConfiguration" },
    );
    expect(problemsOf("cloudformation", typeWith({ versioning }, bucket))).toEqual([
      ["versioning.enabled", "UNKNOWN_VALUE", "Enabled"],
    ]);
  });

  test("paths that no reader reaches: without a source, and below a block without a path", () => {
    const inner = { status: string({ api: "Code" }) };
    expect(problemsOf("api", typeWith({ state: block(inner) }))).toEqual([
      ["state.status", "UNREACHABLE", "a path of state"],
    ]);
    expect(problemsOf("api", typeWith({ state: string({ api: "Scheme" }) }, {}))).toEqual([
      ["state", "UNREACHABLE", "sources.api"],
    ]);
  });

  test("what is not in the published properties of Config and not marked, and a mark that is needless", () => {
    const unchecked = "seen in recorded items";
    const path = "supplementaryConfiguration.BucketPolicy.policyText";
    expect(problemsOf("config", typeWith({ policy: json({ config: path }) }, bucket))).toEqual([
      ["policy", "UNKNOWN_PATH", expect.any(String)],
    ]);
    const marked = checkPaths([typeWith({ policy: json({ config: path, unchecked }) }, bucket)], config);
    expect(marked).toEqual({ problems: [], checked: 0, unchecked: ["aws_example.policy"] });
    const needless = typeWith({ name: string({ config: "name", unchecked }), acl: string({ unchecked }) }, bucket);
    expect(problemsOf("config", needless).map(([place, problem]) => [place, problem])).toEqual([
      ["name", "NEEDLESS_UNCHECKED"],
      ["acl", "NEEDLESS_UNCHECKED"],
    ]);
  });

  test("a mark of Config does not excuse a path in another vocabulary, nor a wrong type", () => {
    const unchecked = "seen in recorded items";
    const type = typeWith(
      { policy: string({ config: "name.first", api: "Naam", cloudformation: "Tags", unchecked }) },
      bucket,
    );
    expect(problemsOf("config", type)).toEqual([]);
    expect(problemsOf("api", type)).toEqual([["policy", "UNKNOWN_PATH", "Name"]]);
    expect(problemsOf("cloudformation", type)).toEqual([["policy", "WRONG_TYPE", "list(object)"]]);
    const wrong = typeWith({ name: boolean({ config: "name", unchecked }) }, bucket);
    expect(problemsOf("config", wrong).map(([, problem]) => problem)).toEqual(["WRONG_TYPE", "NEEDLESS_UNCHECKED"]);
  });

  test("a type of which Config publishes nothing, unless each path is marked", () => {
    const vocabulary = { ...config, types: { ...config.types, "AWS::Example::Thing": null } };
    const sources = { config: "AWS::Example::Thing" };
    const type = typeWith(
      { name: string({ config: "name" }), size: number({ config: "size", unchecked: "seen" }) },
      sources,
    );
    const { problems, unchecked } = checkPaths([type], vocabulary);
    expect(problems.map(({ place, problem }) => [place, problem])).toEqual([["name", "UNKNOWN_PATH"]]);
    expect(unchecked).toEqual(["aws_example.size"]);
    const whole = typeWith({ name: string({ config: "name" }), size: number() }, { ...sources, unchecked: "seen" });
    expect(checkPaths([whole], vocabulary)).toEqual({ problems: [], checked: 0, unchecked: ["aws_example.name"] });
    const needless = typeWith({ name: string({ config: "name" }) }, { ...bucket, unchecked: "seen" });
    expect(problemsOf("config", needless).map(([place, problem]) => [place, problem])).toEqual([
      ["sources", "NEEDLESS_UNCHECKED"],
    ]);
  });

  test("a misspelt member of an item or a template, and a needless mark of it", () => {
    const misspelt = typeWith(
      {},
      {
        ...bucket,
        configMember: "supplementaryConfiguration.BucketLogging",
        cloudformationMember: "LogingConfiguration",
      },
    );
    expect(problemsOf("config", misspelt)).toEqual([
      ["sources.configMember", "UNKNOWN_PATH", "BucketLoggingConfiguration"],
    ]);
    expect(problemsOf("cloudformation", misspelt)).toEqual([
      ["sources.cloudformationMember", "UNKNOWN_PATH", "LoggingConfiguration"],
    ]);
    const needless = typeWith(
      {},
      {
        ...bucket,
        configMember: "supplementaryConfiguration.BucketLoggingConfiguration",
        unchecked: "seen in recorded items",
      },
    );
    expect(problemsOf("config", needless).map(([, problem]) => problem)).toEqual(["NEEDLESS_UNCHECKED"]);
  });

  test("a composed ARN in which a path is misspelt or leads to no scalar", () => {
    const arn = (rest: string): ResourceType =>
      typeWith(
        {},
        { api: "s3:GetBucketPolicy" },
        { arn: { api: `Policy | arn:{partition}:s3:{region}:{account}:${rest}` } },
      );
    expect(problemsOf("api", arn("{Policy|account}/{@Bucket}"))).toEqual([]);
    expect(problemsOf("api", arn("{Polisy}/{@Bucket}"))).toEqual([["identity.arn", "UNKNOWN_PATH", "Policy"]]);
    expect(problemsOf("api", arn("{@Bukket}"))).toEqual([["identity.arn", "UNKNOWN_PARAMETER", "Bucket"]]);
    const list = typeWith({}, loadBalancer, { arn: { api: "arn:{partition}:{SecurityGroups}" } });
    expect(problemsOf("api", list)).toEqual([["identity.arn", "WRONG_TYPE", "list(string)"]]);
  });

  test("a misspelt path that a function of the sources reads", () => {
    const type = typeWith(
      {},
      {
        ...loadBalancer,
        apiWhere: (read) => read("Type") !== "gateway" && read("Tipe") !== "network",
        apiRegion: (read) => (read("VpcIdd") === undefined ? null : "eu-west-1"),
      },
    );
    expect(problemsOf("api", type)).toEqual([
      ["sources.apiWhere", "UNKNOWN_PATH", "Type"],
      ["sources.apiRegion", "UNKNOWN_PATH", "VpcId"],
    ]);
  });

  test("a path that none of several sources has, and a misspelt second source", () => {
    const sources = { api: "iam:ListPolicies.Policies[] | iam:GetPolicyVersion.PolicyVersion" };
    const type = typeWith(
      { name: string({ api: "PolicyName" }), document: json({ api: "Document" }), text: string({ api: "Text" }) },
      sources,
    );
    expect(problemsOf("api", type)).toEqual([["text", "UNKNOWN_PATH", "Tags"]]);
    const misspelt = typeWith({}, { api: "iam:ListPolicies.Policies[] | iam:GetPolicyVersion.Version" });
    expect(problemsOf("api", misspelt)).toEqual([["sources", "UNKNOWN_PATH", "PolicyVersion"]]);
  });

  test("a path in what several places of an answer are", () => {
    const domain = { domain: { api: "" } };
    const pool = "cognito-idp:DescribeUserPool.UserPool";
    const scalars = typeWith({}, { api: `${pool}.Domain | ${pool}.CustomDomain` }, domain);
    expect(problemsOf("api", scalars)).toEqual([]);
    const objects = typeWith({}, { api: `${pool} | ${pool}.LambdaConfig` }, domain);
    expect(problemsOf("api", objects)).toEqual([["identity.domain", "WRONG_TYPE", "object"]]);
  });

  test("what Ref does not stand for", () => {
    const identity = (path: string): ResourceType => typeWith({}, loadBalancer, { name: { cloudformation: path } });
    expect(problemsOf("cloudformation", identity("LoadBalancerArn | Ref"))).toEqual([]);
    expect(problemsOf("cloudformation", identity("Ref"))).toEqual([]);
    expect(problemsOf("cloudformation", identity("Name | Ref"))).toEqual([
      ["identity.name", "WRONG_REFERENCE", "LoadBalancerArn"],
    ]);
    const joined = typeWith({}, { cloudformation: "AWS::WAFv2::WebACL" }, { id: { cloudformation: "Id | Ref" } });
    expect(problemsOf("cloudformation", joined)).toEqual([["identity.id", "WRONG_REFERENCE", "Id|Name|Scope"]]);
  });

  test("an entry of what is read otherwise that is needless", () => {
    const type = typeWith({ scheme: string({ api: "Scheme" }) });
    const { problems } = checkPaths([type], api, { "aws_example.scheme": ["api"] });
    expect(problems.map(({ place, problem }) => [place, problem])).toEqual([["scheme", "WRONG_TYPE"]]);
  });
});

describe("checkCalls refuses", () => {
  const each = "elbv2:DescribeLoadBalancers.LoadBalancers[]";

  test.each<[string, string, ApiCall, readonly string[]]>([
    [
      "a listing whose path is misspelt",
      "elbv2:DescribeListeners",
      { each: "elbv2:DescribeLoadBalancers.Balancers[]" },
      ["each UNKNOWN_PATH LoadBalancers"],
    ],
    [
      "a listing that is not marked as a list",
      "elbv2:DescribeListeners",
      { each: "elbv2:DescribeLoadBalancers.LoadBalancers" },
      ["each LIST_NOT_MARKED elbv2:DescribeLoadBalancers.LoadBalancers[]"],
    ],
    [
      "a parameter of another name",
      "elbv2:DescribeListeners",
      { each, parameters: { LoadBalancerARN: "LoadBalancerArn" } },
      ["parameters.LoadBalancerARN UNKNOWN_PARAMETER LoadBalancerArn"],
    ],
    [
      "a parameter taken from a misspelt member",
      "elbv2:DescribeListeners",
      { each, parameters: { LoadBalancerArn: "LoadBalancerARN" } },
      ["parameters.LoadBalancerArn UNKNOWN_PATH LoadBalancerArn"],
    ],
    [
      "a parameter of another type",
      "elbv2:DescribeListeners",
      { each, parameters: { LoadBalancerArn: "SecurityGroups" } },
      ["parameters.LoadBalancerArn WRONG_TYPE string"],
    ],
    [
      "a parameter of the listing call that it does not take",
      "elbv2:DescribeListeners",
      { each, parameters: { LoadBalancerArn: "@Nammes" } },
      ["parameters.LoadBalancerArn UNKNOWN_PARAMETER Names"],
    ],
    [
      "a parameter without a listing",
      "elbv2:DescribeListeners",
      { parameters: { LoadBalancerArn: "LoadBalancerArn" } },
      ["parameters.LoadBalancerArn UNREACHABLE each"],
    ],
    [
      "a parameter that is required and missing",
      "elbv2:DescribeLoadBalancerAttributes",
      { each },
      ["parameters MISSING_PARAMETER LoadBalancerArn"],
    ],
    [
      "a literal that is no value of the parameter",
      "wafv2:ListWebACLs",
      { variants: [{ parameters: { Scope: "REGION" } }] },
      ["variants.0.Scope UNKNOWN_VALUE REGIONAL"],
    ],
    [
      "a literal of another type",
      "wafv2:ListWebACLs",
      { variants: [{ parameters: { Scope: "REGIONAL", Limit: "10" } }] },
      ["variants.0.Limit WRONG_TYPE number"],
    ],
    [
      "a required literal that one variant lacks",
      "wafv2:ListWebACLs",
      { variants: [{ parameters: { Scope: "REGIONAL" } }, { parameters: {} }] },
      ["parameters MISSING_PARAMETER Scope"],
    ],
    [
      "a condition on a value that there is not",
      "wafv2:ListResourcesForWebACL",
      { each: "wafv2:ListWebACLs.WebACLs[]", parameters: { WebACLArn: "ARN" }, only: { "@Scope": "GLOBAL" } },
      ["only.@Scope UNKNOWN_VALUE REGIONAL"],
    ],
    [
      "an account parameter of another name",
      "s3control:GetPublicAccessBlock",
      { accountParameter: "Account" },
      ["accountParameter UNKNOWN_PARAMETER AccountId", "parameters MISSING_PARAMETER AccountId"],
    ],
    [
      "an error that the operation does not declare",
      "iam:GetRole",
      { each: "iam:ListRoles.Roles[]", parameters: { RoleName: "RoleName" }, absent: ["NoSuchEntityException"] },
      ["absent UNKNOWN_ERROR NoSuchEntity"],
    ],
    [
      "an operation that was not extracted",
      "elbv2:DescribeBalancers",
      {},
      ["operation NOT_EXTRACTED a fresh extraction: run npm run vocabulary"],
    ],
  ])("%s", (_, name, call, expected) => {
    const { problems } = checkCalls({ [name]: call }, api);
    expect(problems.map(({ place, problem, expected: other }) => `${place} ${problem} ${other}`)).toEqual(expected);
  });

  test("an operation that there is not", () => {
    const operations = { ...api.operations, "elbv2:DescribeBalancers": null };
    const { problems } = checkCalls({ "elbv2:DescribeBalancers": {} }, { ...api, operations });
    expect(problems.map(({ problem }) => problem)).toEqual(["UNKNOWN_OPERATION"]);
  });
});
