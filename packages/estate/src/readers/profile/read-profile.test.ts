import { describe, expect, test } from "vitest";
import { SekishoError } from "../../errors.ts";
import { readProfile } from "./read-profile.ts";

function read(text: string): ReturnType<typeof readProfile> {
  return readProfile({ name: "profile.yaml", digest: "sha256:00", text });
}

function problemOf(text: string): { message: string; details: unknown } {
  try {
    read(text);
  } catch (error) {
    if (error instanceof SekishoError && error.code === "PROFILE_INVALID") {
      return { message: error.message, details: error.details };
    }
    throw error;
  }
  throw new Error("the profile was read");
}

describe("readProfile", () => {
  test("reads every key with its origin", () => {
    expect(
      read(`
regions: [ap-northeast-1, { name: us-east-1, accounts: ["123456789012"] }]
accounts: { plan: "123456789012" }
service_endpoints:
  - address: aws_lb.main
  - arn: arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/app/x/1
customer_data_stores: [{ address: aws_s3_bucket.uploads }]
tiers: { internal: [{ tag: { key: tier, value: internal } }] }
edge_vpcs: [{ address: aws_vpc.edge }]
bpa_exclusions: []
egress_paths: [{ address: aws_nat_gateway.main }]
static_distributions: [{ address: aws_cloudfront_distribution.files }]
waf_incapable_endpoints: []
certificate: { owners: [{ arn: "arn:aws:acm:ap-northeast-1:123456789012:certificate/example", owner: example }] }
egress_destinations: [{ cidr: 203.0.113.0/24 }]
port_matrix:
  - { source_tier: edge, target_tier: internal, protocol: tcp, port: "8080-8089" }
  - { source_tier: internal, target_tier: internal, protocol: icmp }
sensitive_folders: [{ path: /srv/example, class: confidential, place: file_server }]
endpoints: { log_kinds: [file], checkin_max_age_days: 10 }
managed_elsewhere: [aws_wafv2_web_acl_association]
guardduty: { frequency: FIFTEEN_MINUTES }
`),
    ).toEqual({
      name: "profile.yaml",
      digest: "sha256:00",
      regions: [
        { name: "ap-northeast-1", accounts: null, origin: "profile.yaml#/regions/0" },
        { name: "us-east-1", accounts: ["123456789012"], origin: "profile.yaml#/regions/1" },
      ],
      accounts: { plan: "123456789012" },
      serviceEndpoints: [
        { address: "aws_lb.main", arn: null, tag: null, origin: "profile.yaml#/service_endpoints/0" },
        {
          address: null,
          arn: "arn:aws:elasticloadbalancing:ap-northeast-1:123456789012:loadbalancer/app/x/1",
          tag: null,
          origin: "profile.yaml#/service_endpoints/1",
        },
      ],
      customerDataStores: [
        { address: "aws_s3_bucket.uploads", arn: null, tag: null, origin: "profile.yaml#/customer_data_stores/0" },
      ],
      tiers: {
        edge: [],
        internal: [
          {
            address: null,
            arn: null,
            tag: { key: "tier", value: "internal" },
            origin: "profile.yaml#/tiers/internal/0",
          },
        ],
        management: [],
      },
      edgeVpcs: [{ address: "aws_vpc.edge", arn: null, tag: null, origin: "profile.yaml#/edge_vpcs/0" }],
      egressPaths: [{ address: "aws_nat_gateway.main", arn: null, tag: null, origin: "profile.yaml#/egress_paths/0" }],
      bpaExclusions: [],
      staticDistributions: [
        {
          address: "aws_cloudfront_distribution.files",
          arn: null,
          tag: null,
          origin: "profile.yaml#/static_distributions/0",
        },
      ],
      wafIncapableEndpoints: [],
      certificateOwners: [
        {
          address: null,
          arn: "arn:aws:acm:ap-northeast-1:123456789012:certificate/example",
          tag: null,
          origin: "profile.yaml#/certificate/owners/0",
        },
      ],
      sensitiveFolders: [
        {
          path: "/srv/example",
          class: "confidential",
          place: "file_server",
          origin: "profile.yaml#/sensitive_folders/0",
        },
      ],
      managedElsewhere: ["aws_wafv2_web_acl_association"],
      plans: {},
      decisions: {},
      values: {
        "endpoints.log_kinds": { value: ["file"], origin: "profile.yaml#/endpoints/log_kinds" },
        "endpoints.checkin_max_age_days": { value: 10, origin: "profile.yaml#/endpoints/checkin_max_age_days" },
        egress_destinations: { value: [{ cidr: "203.0.113.0/24" }], origin: "profile.yaml#/egress_destinations" },
        port_matrix: {
          value: [
            { source_tier: "edge", target_tier: "internal", protocol: "tcp", port: "8080-8089" },
            { source_tier: "internal", target_tier: "internal", protocol: "icmp" },
          ],
          origin: "profile.yaml#/port_matrix",
        },
        "guardduty.frequency": { value: "FIFTEEN_MINUTES", origin: "profile.yaml#/guardduty/frequency" },
      },
    });
  });

  test("takes keys that are missing as not said", () => {
    expect(read("")).toMatchObject({ regions: null, accounts: null, serviceEndpoints: null, values: {} });
  });

  test.each([
    ["a misspelt key", "regions: []\nregion: [x]\n", 2, 1, 'the key "region"'],
    ["a misspelt nested key", "guardduty:\n  frequencies: ONE_HOUR\n", 2, 3, 'the key "frequencies"'],
    ["no group where some have to be required", "regions: []\nrequired_waf_groups: []\n", 2, 22, "required_waf_groups"],
    ["a value outside its list", "guardduty:\n  frequency: HOURLY\n", 2, 14, "FIFTEEN_MINUTES, ONE_HOUR, SIX_HOURS"],
    ["a key given twice", "regions: []\nregions: []\n", 2, 1, "given twice"],
    [
      "a port of a protocol without ports",
      "port_matrix:\n  - { source_tier: edge, target_tier: edge, protocol: icmp, port: 8 }\n",
      2,
      55,
      "/port_matrix/0",
    ],
    [
      "a protocol by its number that has a name",
      'port_matrix:\n  - { source_tier: edge, target_tier: edge, protocol: "6" }\n',
      2,
      55,
      "/port_matrix/0",
    ],
    ["broken YAML", "regions: [a\n", 2, 1, "not valid YAML"],
    ["a list at the top", "- a\n", 1, 1, "must be object"],
    ["an account that is no number", "accounts:\n  plan: me\n", 2, 9, "/accounts/plan"],
    [
      "two selectors in one entry",
      "service_endpoints:\n  - address: a\n    arn: arn:aws:b\n",
      2,
      5,
      "/service_endpoints/0",
    ],
  ])("refuses %s with its line and column", (_, text, line, column, words) => {
    const { message, details } = problemOf(text);
    expect(details).toEqual({ file: "profile.yaml", line, column });
    expect(message).toContain(words);
  });

  test("refuses aliases, which can stand for millions of nodes", () => {
    expect(problemOf("regions: &a [ap-northeast-1]\nmanaged_elsewhere: *a\n").message).toContain("aliases");
  });

  test("keeps a hostile key out of prototypes", () => {
    expect(problemOf("__proto__: { regions: [] }\n").message).toContain("__proto__");
  });
});
