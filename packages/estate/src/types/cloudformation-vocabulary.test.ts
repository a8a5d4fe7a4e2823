import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { block, boolean, defineResourceType, json, number, string, type Attributes } from "../model/resource-type.ts";
import { writeOnly } from "../readers/cloud-control/write-only.ts";
import { checkCloudFormation, type CloudFormationVocabulary } from "./cloudformation-vocabulary.ts";
import { resourceTypes } from "./index.ts";

const file = new URL("../../vocabulary/cloudformation.json", import.meta.url);
const vocabulary = JSON.parse(readFileSync(file, "utf8")) as CloudFormationVocabulary;

describe("CloudFormation's vocabulary", () => {
  test("knows every name and path that the resource types use", () => {
    expect(checkCloudFormation(resourceTypes, vocabulary)).toEqual([]);
  });

  test("was extracted for every type, with version and digest of the package it comes from", () => {
    const names = new Set(resourceTypes.flatMap(({ sources }) => sources.cloudformation ?? []));
    expect(Object.keys(vocabulary.types)).toEqual([...names].sort());
    expect(vocabulary.source).toMatchObject({
      package: "@aws-cdk/aws-service-spec",
      integrity: expect.stringMatching(/^sha512-/u) as string,
    });
  });

  test("knows the properties that are only written", () => {
    for (const [type, paths] of Object.entries(writeOnly)) {
      const known = vocabulary.types[type]?.properties ?? {};
      for (const path of paths) expect(Object.keys(known), `${type} ${path}`).toContain(path.split(".")[0]);
    }
  });
});

describe("checkCloudFormation refuses", () => {
  const typeOf = (attributes: Attributes, cloudformation = "AWS::S3::Bucket") =>
    defineResourceType({ type: "aws_x", sources: { cloudformation }, identity: {}, attributes });

  test.each<[string, ReturnType<typeof typeOf>, string]>([
    ["a type that does not exist", typeOf({}, "AWS::S3::Bukket"), " UNKNOWN_TYPE"],
    ["a misspelt property", typeOf({ a: string({ cloudformation: "BucketNaem" }) }), "BucketNaem UNKNOWN_PROPERTY"],
    [
      "a misspelt alternative",
      typeOf({ a: string({ cloudformation: "BucketName | Nmae" }) }),
      "BucketName | Nmae UNKNOWN_PROPERTY",
    ],
    [
      "a misspelt property in a block",
      typeOf({ a: block({ b: string({ cloudformation: "Stat" }) }, { cloudformation: "VersioningConfiguration" }) }),
      "Stat UNKNOWN_PROPERTY",
    ],
    [
      "a path through a scalar",
      typeOf({ a: string({ cloudformation: "BucketName.Name" }) }),
      "BucketName.Name UNKNOWN_PROPERTY",
    ],
    [
      "a block where a scalar stands",
      typeOf({ a: block({}, { cloudformation: "BucketName" }) }),
      "BucketName WRONG_TYPE",
    ],
    [
      "a scalar where a block stands",
      typeOf({ a: string({ cloudformation: "VersioningConfiguration" }) }),
      "VersioningConfiguration WRONG_TYPE",
    ],
    [
      "a boolean where a text stands",
      typeOf({ a: boolean({ cloudformation: "BucketName" }) }),
      "BucketName WRONG_TYPE",
    ],
    [
      "a number where a boolean stands",
      typeOf({ a: number({ cloudformation: "ObjectLockEnabled" }) }),
      "ObjectLockEnabled WRONG_TYPE",
    ],
  ])("%s", (_, type, expected) => {
    expect(checkCloudFormation([type], vocabulary).map(({ path, problem }) => `${path} ${problem}`)).toEqual([
      expected,
    ]);
  });

  test("nothing of open JSON, comparisons, references and attributes", () => {
    const type = typeOf({
      a: json({ cloudformation: "VersioningConfiguration" }),
      b: boolean({ cloudformation: "VersioningConfiguration.Status=Enabled" }),
      c: string({ cloudformation: "Ref" }),
      d: string({ cloudformation: "Arn" }),
    });
    expect(checkCloudFormation([type], vocabulary)).toEqual([]);
  });
});
