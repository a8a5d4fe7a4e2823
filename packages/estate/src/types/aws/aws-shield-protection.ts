import { computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";

/** What puts a resource under the protection of Shield Advanced; a resource has at most one. */
export const awsShieldProtection = defineResourceType({
  type: "aws_shield_protection",
  sources: {
    config: "AWS::Shield::Protection",
    api: "shield:ListProtections.Protections[]",
    cloudformation: "AWS::Shield::Protection",
  },
  identity: { arn: { api: "ProtectionArn", cloudformation: "ProtectionArn" } },
  attributes: {
    resource_arn: string({
      config: "ResourceArn",
      api: "ResourceArn",
      cloudformation: "ResourceArn",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
  },
  links: {
    resource_arn: to(
      ["aws_lb", "aws_elb", "aws_cloudfront_distribution", "aws_globalaccelerator_accelerator", "aws_eip"],
      "arn",
      { atMostOne: true },
    ),
  },
  isGlobal: true,
});
