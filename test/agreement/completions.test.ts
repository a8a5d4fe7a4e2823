/**
 * A verdict on a template whose parameters are not known holds for every value that they can have.
 *
 * @module
 */
import { buildEstate, readDocuments, readProfile, resourceTypes } from "@sekisho/estate";
import { evaluatePolicies } from "@sekisho/policy";
import { beforeAll, expect, test } from "vitest";
import { createJudge } from "./create-judge.ts";
import type { Judge } from "./judge.ts";

const values = {
  Cidr: ["0.0.0.0/0", "10.0.0.0/8"],
  Encrypted: ["true", "false"],
  Extra: ["yes", "no"],
  Blocking: ["yes", "no"],
  Protocol: ["HTTP", "HTTPS"],
  Scheme: ["internal", "internet-facing"],
} as const;

type Name = keyof typeof values;
const names = Object.keys(values) as readonly Name[];

/** Every function that a value can pass through on its way to a verdict; made up. */
const template = `
Parameters:
${names.map((name) => `  ${name}: { Type: String }`).join("\n")}
Mappings:
  Ports: { HTTP: { Port: 80 }, HTTPS: { Port: 443 } }
Conditions:
  HasExtra: !Equals [!Ref Extra, yes]
  IsBlocking: !And [!Condition HasExtra, !Equals [!Ref Blocking, "yes"]]
Resources:
  Always:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupName: always
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/8 }
        - !If [HasExtra, { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Cidr }, !Ref AWS::NoValue]
  Open:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupName: open
      SecurityGroupIngress:
        - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: 0.0.0.0/0 }
        - { IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Sub "\${Cidr}" }
  ByRule:
    Type: AWS::EC2::SecurityGroup
    Properties: { GroupName: by-rule }
  Rule:
    Type: AWS::EC2::SecurityGroupIngress
    Condition: HasExtra
    Properties: { GroupId: !Ref ByRule, IpProtocol: tcp, FromPort: 22, ToPort: 22, CidrIp: !Ref Cidr }
  Db:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: mysql, StorageEncrypted: !Ref Encrypted, PubliclyAccessible: !If [HasExtra, true, false] }
  Plain:
    Type: AWS::RDS::DBInstance
    Properties: { Engine: mysql, StorageEncrypted: !If [HasExtra, !Ref AWS::NoValue, false], PubliclyAccessible: false }
  Edge:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Scheme: !Ref Scheme, SecurityGroups: [!Ref Always] }
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Edge
      Protocol: !Select [0, [!Ref Protocol, HTTPS]]
      Port: !FindInMap [Ports, !Ref Protocol, Port]
      DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200" } }]
  Acl:
    Type: AWS::WAFv2::WebACL
    Properties:
      Scope: REGIONAL
      DefaultAction: { Allow: {} }
      Rules:
        - Name: rate
          Priority: 1
          Action: !If [IsBlocking, { Block: {} }, { Count: {} }]
          Statement: { RateBasedStatement: { Limit: 2000, AggregateKeyType: IP } }
        - !If
          - HasExtra
          - Name: common
            Priority: 2
            OverrideAction: !If [IsBlocking, { None: {} }, { Count: {} }]
            Statement: { ManagedRuleGroupStatement: { VendorName: AWS, Name: AWSManagedRulesCommonRuleSet } }
          - !Ref AWS::NoValue
  Association:
    Type: AWS::WAFv2::WebACLAssociation
    Condition: IsBlocking
    Properties: { ResourceArn: !Ref Edge, WebACLArn: !GetAtt Acl.Arn }
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
      S3BucketName: example
      IsLogging: !Ref Encrypted
      IsMultiRegionTrail: !If [HasExtra, true, !Ref AWS::NoValue]
      IncludeGlobalServiceEvents: true
  Detector:
    Type: AWS::GuardDuty::Detector
    Properties: { Enable: !Ref Encrypted, FindingPublishingFrequency: FIFTEEN_MINUTES }
`;

let tools: Judge;

beforeAll(async () => {
  tools = await createJudge();
}, 120_000);

/** The verdicts of all policies by policy and subject. */
function verdicts(parameters: Readonly<Partial<Record<Name, string>>>, isNew: boolean): ReadonlyMap<string, string> {
  const bytes = new TextEncoder().encode(template);
  const settings = { isNew, parameters: { ...parameters, "AWS::Region": "ap-northeast-1" } };
  const input = { label: "case", name: "template.yaml", digest: "sha256:0", bytes, template: settings };
  const profile = {
    regions: ["ap-northeast-1"],
    guardduty: { frequency: "FIFTEEN_MINUTES" },
    service_endpoints: [{ address: "Edge" }],
  };
  const estate = buildEstate(readDocuments([input], resourceTypes), {
    profile: readProfile({ name: "profile.yaml", digest: "sha256:0", text: JSON.stringify(profile) }),
    covers: [{ type: "aws_cloudtrail", account: null, region: null }],
  });
  const instant = "2026-11-01T00:00:00.000Z";
  const { findings } = evaluatePolicies({ estate, bundle: tools.bundle, engine: tools.engine, instant });
  return new Map(findings.map(({ policy, subject, status }) => [`${policy} ${subject.id}`, status ?? "null"]));
}

function completionsOf(open: readonly Name[]): readonly Readonly<Partial<Record<Name, string>>>[] {
  return open.reduce<readonly Readonly<Partial<Record<Name, string>>>[]>(
    (all, name) => all.flatMap((one) => values[name].map((value) => ({ ...one, [name]: value }))),
    [{}],
  );
}

test.each([
  ["nothing", []],
  ["what is conditional", ["Extra", "Blocking"]],
  ["what is not conditional", ["Cidr", "Encrypted", "Protocol", "Scheme"]],
] satisfies readonly (readonly [string, readonly Name[]])[])(
  "of parameters of which %s is known, a verdict holds for every value",
  (_, known) => {
    let [decided, compared] = [0, 0];
    for (const isNew of [true, false]) {
      for (const given of completionsOf(known)) {
        const partial = verdicts(given, isNew);
        for (const rest of completionsOf(names.filter((name) => !(known as readonly Name[]).includes(name)))) {
          const whole = verdicts({ ...given, ...rest }, isNew);
          for (const [key, status] of partial) {
            if (status === "unknown" || !whole.has(key)) continue;
            expect(whole.get(key), `${key} with ${JSON.stringify({ ...given, ...rest })}`).toBe(status);
            compared += 1;
          }
        }
        decided += [...partial.values()].filter((status) => status === "pass" || status === "fail").length;
      }
    }
    console.log(`${String(decided)} verdicts decided, compared with ${String(compared)} on completed templates`);
    expect(decided).toBeGreaterThan(0);
  },
  300_000,
);
