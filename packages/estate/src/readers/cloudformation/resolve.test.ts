import { describe, expect, test } from "vitest";
import type { Json } from "../../model/value.ts";
import { settledJson, isUnsettled } from "../vocabulary/told.ts";
import { readParameters, type TemplateSettings } from "./parameters.ts";
import { createResolver, noValue, section, type Resolver } from "./resolve.ts";
import { unsettled } from "../vocabulary/told.ts";

/** A template whose resource `Known` is certain to be there. */
function resolverOf(template: Json, settings: TemplateSettings = {}): Resolver {
  return createResolver({
    parameters: readParameters(template, settings),
    mappings: section(template, "Mappings"),
    conditions: section(template, "Conditions"),
    resource: (name, attribute) =>
      name === "Known" ? unsettled("U1", attribute === "Other" ? null : name) : undefined,
  });
}

const template: Json = {
  Parameters: {
    Text: { Type: "String", Default: "prod" },
    Port: { Type: "Number", Default: 443 },
    Names: { Type: "CommaDelimitedList", Default: "a, b,c" },
    Ids: { Type: "List<AWS::EC2::Subnet::Id>", Default: "subnet-1,subnet-2" },
    Open: { Type: "String" },
    Secret: { Type: "String", NoEcho: true, Default: "hunter2" },
    SecretToo: { Type: "String", NoEcho: "true", Default: "hunter2" },
    Dynamic: { Type: "String", Default: "{{resolve:ssm:/path}}" },
    Stored: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/path/of/it" },
  },
  Mappings: {
    Regions: {
      "ap-northeast-1": { Cidr: "10.0.0.0/16", Zones: ["a", "c"], Key: "{{resolve:ssm:/key}}", Odd: { Ref: "Text" } },
    },
  },
  Conditions: {
    IsProd: { "Fn::Equals": [{ Ref: "Text" }, "prod"] },
    IsDev: { "Fn::Not": [{ Condition: "IsProd" }] },
    IsOpen: { "Fn::Equals": [{ Ref: "Open" }, "x"] },
    Both: { "Fn::And": [{ Condition: "IsProd" }, { Condition: "IsOpen" }] },
    Neither: { "Fn::And": [{ Condition: "IsDev" }, { Condition: "IsOpen" }] },
    Either: { "Fn::Or": [{ Condition: "IsProd" }, { Condition: "IsOpen" }] },
    EitherOpen: { "Fn::Or": [{ Condition: "IsDev" }, { Condition: "IsOpen" }] },
    Number: { "Fn::Equals": [{ Ref: "Port" }, 443] },
    Boolean: { "Fn::Equals": [true, "true"] },
    List: { "Fn::Equals": [{ Ref: "Names" }, ["a", "b", "c"]] },
    Itself: { "Fn::Not": [{ Condition: "Itself" }] },
    Nothing: { Condition: "Nowhere" },
  },
};

/** What a value is: its JSON, `absent`, or the code and the address. */
function told(value: Json, settings?: TemplateSettings): unknown {
  const resolved = resolverOf(template, settings).resolve(value);
  if (resolved === noValue) return "absent";
  return isUnsettled(resolved) ? [resolved.code, resolved.address] : settledJson(resolved);
}

const ref = (name: string): Json => ({ Ref: name });
const u1 = ["U1", null];

describe("functions whose value the template tells", () => {
  test.each<[string, Json, unknown]>([
    ["a parameter's default", ref("Text"), "prod"],
    ["a number's default, which is a text", ref("Port"), "443"],
    ["a list with commas", ref("Names"), ["a", "b", "c"]],
    ["a list of ids", ref("Ids"), ["subnet-1", "subnet-2"]],
    ["nothing", ref("AWS::NoValue"), "absent"],
    ["a list without what is not there", [1, ref("AWS::NoValue"), 2], [1, 2]],
    ["an object without what is not there", { a: ref("AWS::NoValue"), b: 1 }, { b: 1 }],
    ["a text with names", { "Fn::Sub": "x-${Text}-${Port}" }, "x-prod-443"],
    ["a text with names of its own", { "Fn::Sub": ["${a}/${Text}", { a: ref("Port") }] }, "443/prod"],
    ["a text with what is meant literally", { "Fn::Sub": "${!aws:username}/${Text}" }, "${aws:username}/prod"],
    ["joined texts", { "Fn::Join": ["-", ["a", ref("Text"), 1]] }, "a-prod-1"],
    ["a joined parameter", { "Fn::Join": ["/", ref("Names")] }, "a/b/c"],
    ["one of a list", { "Fn::Select": [1, ref("Names")] }, "b"],
    ["one of a list by a text", { "Fn::Select": ["0", ["x", ref("Known")]] }, "x"],
    ["a text that is split", { "Fn::Split": [",", "a,b"] }, ["a", "b"]],
    ["a value of a mapping", { "Fn::FindInMap": ["Regions", "ap-northeast-1", "Cidr"] }, "10.0.0.0/16"],
    ["a list of a mapping", { "Fn::FindInMap": ["Regions", "ap-northeast-1", "Zones"] }, ["a", "c"]],
    ["what else holds", { "Fn::FindInMap": ["Regions", "x", "Cidr", { DefaultValue: ref("Text") }] }, "prod"],
    ["the branch that is taken", { "Fn::If": ["IsProd", 1, 2] }, 1],
    ["the branch that is not absent", { "Fn::If": ["IsDev", ref("AWS::NoValue"), 2] }, 2],
    ["the branch that is absent", { "Fn::If": ["IsProd", ref("AWS::NoValue"), 2] }, "absent"],
    ["two branches that are the same", { "Fn::If": ["IsOpen", ["x"], ["x"]] }, ["x"]],
    ["base 64", { "Fn::Base64": "é" }, "w6k="],
    ["networks of a block", { "Fn::Cidr": ["10.0.0.0/16", 2, 8] }, ["10.0.0.0/24", "10.0.1.0/24"]],
    ["networks of a block by texts", { "Fn::Cidr": ["10.1.2.3/28", "2", "2"] }, ["10.1.2.0/30", "10.1.2.4/30"]],
    ["a length", { "Fn::Length": ref("Names") }, 3],
    ["a text of JSON", { "Fn::ToJsonString": { a: ref("Text") } }, '{"a":"prod"}'],
    ["a condition of a policy, which is no function", { Condition: "IsProd" }, { Condition: "IsProd" }],
    ["an object with a function's name beside another", { Ref: "Text", a: 1 }, { Ref: "Text", a: 1 }],
  ])("%s", (_, value, expected) => {
    expect(told(value)).toEqual(expected);
  });
});

describe("functions whose value the template does not tell", () => {
  test.each<[string, Json, unknown]>([
    ["a parameter without a default", ref("Open"), u1],
    ["a parameter that is not shown", ref("Secret"), ["U6", null]],
    ["a parameter that is not shown, by a text", { "Fn::Sub": "x${SecretToo}" }, ["U6", null]],
    ["a parameter that names an entry of the parameter store", ref("Stored"), ["U2", null]],
    ["a parameter whose value lies elsewhere", ref("Dynamic"), ["U2", null]],
    [
      "a value of a mapping that lies elsewhere",
      { "Fn::FindInMap": ["Regions", "ap-northeast-1", "Key"] },
      ["U2", null],
    ],
    ["a function in a mapping", { "Fn::FindInMap": ["Regions", "ap-northeast-1", "Odd"] }, u1],
    ["a pseudo parameter", ref("AWS::Region"), u1],
    ["a name that nothing has", ref("Nothing"), u1],
    ["a resource", ref("Known"), ["U1", "Known"]],
    ["a resource in a text alone", { "Fn::Sub": "${Known}" }, ["U1", "Known"]],
    ["a resource in a text with the suffix of a log group", { "Fn::Sub": "${Known.Arn}:*" }, ["U1", "Known"]],
    ["a resource in a text with more", { "Fn::Sub": "arn:aws:s3:::${Known}/*" }, u1],
    ["an attribute", { "Fn::GetAtt": ["Known", "Arn"] }, ["U1", "Known"]],
    ["an attribute by a text", { "Fn::GetAtt": "Known.Arn" }, ["U1", "Known"]],
    ["an attribute of something else", { "Fn::GetAtt": ["Known", "Other"] }, u1],
    ["an attribute whose name is not known", { "Fn::GetAtt": ["Known", ref("Open")] }, u1],
    ["the attribute of a parameter", { "Fn::GetAtt": ["Text", "Arn"] }, u1],
    ["a branch that is not known", { "Fn::If": ["IsOpen", 1, 2] }, u1],
    ["a branch that may be absent", { "Fn::If": ["IsOpen", 1, ref("AWS::NoValue")] }, u1],
    ["a branch of a condition that nobody wrote", { "Fn::If": ["Nowhere", 1, 1.5] }, u1],
    ["a text with what is not known", { "Fn::Sub": "x-${Open}" }, u1],
    ["joined texts of which one is not known", { "Fn::Join": ["", ["a", ref("Open")]] }, u1],
    ["one of what is not known", { "Fn::Select": [0, ref("Open")] }, u1],
    ["one that is not there", { "Fn::Select": [3, ref("Names")] }, u1],
    [
      "one that stands after what may be absent",
      { "Fn::Select": [1, [{ "Fn::If": ["IsOpen", 1, ref("AWS::NoValue")] }, "x", "y"]] },
      u1,
    ],
    ["a value that no mapping has", { "Fn::FindInMap": ["Regions", "x", "Cidr"] }, u1],
    [
      "a value of a mapping by a key that is not known",
      { "Fn::FindInMap": ["Regions", ref("AWS::Region"), "Cidr"] },
      u1,
    ],
    ["zones", { "Fn::GetAZs": "" }, u1],
    ["more networks than the block has", { "Fn::Cidr": ["10.0.0.0/24", 9, 5] }, u1],
    ["networks of an IPv6 block", { "Fn::Cidr": ["2001:db8::/56", 2, 64] }, u1],
    ["a value of another stack", { "Fn::ImportValue": "x" }, ["U2", null]],
    ["a macro", { "Fn::Transform": { Name: "x" } }, ["U3", null]],
    ["what stands beside a macro", { a: 1, "Fn::Transform": { Name: "AWS::Include" } }, ["U3", null]],
    ["what a loop makes", { "Fn::ForEach::X": ["x", ["a"], {}], a: 1 }, ["U3", null]],
    ["a function that is not known", { "Fn::Magic": 1 }, u1],
    ["a secret that lies elsewhere", "{{resolve:secretsmanager:x:SecretString:y}}", ["U2", null]],
    ["a secret in the middle of a text", { "Fn::Sub": "a{{resolve:ssm:x}}${Text}" }, ["U2", null]],
  ])("%s", (_, value, expected) => {
    expect(told(value)).toEqual(expected);
  });

  test.each<[string, Json]>([
    ["Ref", 1],
    ["Fn::GetAtt", {}],
    ["Fn::GetAtt", "Known"],
    ["Fn::If", []],
    ["Fn::Sub", 1],
    ["Fn::Join", "x"],
    ["Fn::Join", [{}, []]],
    ["Fn::Select", [-1, ["a"]]],
    ["Fn::Split", ["", "ab"]],
    ["Fn::FindInMap", ["a"]],
    ["Fn::FindInMap", [{}, {}, {}]],
    ["Fn::Base64", []],
    ["Fn::Cidr", "10.0.0.0/8"],
    ["Fn::Length", "x"],
  ])("%s that is written wrongly", (name, argument) => {
    expect(told({ [name]: argument })).toEqual(u1);
  });
});

describe("what is given of a deployment", () => {
  test("a value goes before the default, of parameters and pseudo parameters", () => {
    const settings = { parameters: { Text: "dev", "AWS::Region": "ap-northeast-1", Names: "x" } };
    expect(told({ "Fn::Sub": "${Text}/${AWS::Region}" }, settings)).toBe("dev/ap-northeast-1");
    expect(told(ref("Names"), settings)).toEqual(["x"]);
    expect(told({ "Fn::If": ["IsProd", 1, 2] }, settings)).toBe(2);
  });

  test("what is not to be shown is not read even where it is given", () => {
    expect(told(ref("Secret"), { parameters: { Secret: "hunter2" } })).toEqual(["U6", null]);
  });

  test("defaults do not hold where the deployment has values that are not told", () => {
    expect(told(ref("Text"), { defaultsHold: false })).toEqual(u1);
  });
});

describe("conditions", () => {
  test.each<[string, unknown]>([
    ["IsProd", true],
    ["IsDev", false],
    ["IsOpen", { code: "U1" }],
    ["Both", { code: "U1" }],
    ["Neither", false],
    ["Either", true],
    ["EitherOpen", { code: "U1" }],
    ["Number", true],
    ["Boolean", true],
    ["List", true],
    ["Itself", { code: "U1" }],
    ["Nothing", { code: "U1" }],
    ["constructor", { code: "U1" }],
  ])("%s", (name, expected) => {
    expect(resolverOf(template).condition(name)).toEqual(expected);
  });
});

describe("texts that grow", () => {
  const nested = (name: string, wrap: (inner: Json) => Json): Json => {
    let value: Json = "aaaaaaaaaaaaaaaa";
    for (let level = 0; level < 200; level += 1) value = { [name]: wrap(value) };
    return value;
  };
  test.each<[string, Json]>([
    ["Fn::Sub", nested("Fn::Sub", (inner) => ["${a}${a}", { a: inner }])],
    ["Fn::ToJsonString", nested("Fn::ToJsonString", (inner) => [inner])],
    ["Fn::Base64", nested("Fn::Base64", (inner) => inner)],
  ])("%s in itself is not known", (_, value) => {
    expect(told(value)).toEqual(u1);
  });
});
