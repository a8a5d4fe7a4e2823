import { computed, defineResourceType, string, to } from "../../model/resource-type.ts";

/** What puts a web ACL in front of a resource; a resource has at most one. AWS Config does not record it. */
export const awsWafv2WebAclAssociation = defineResourceType({
  type: "aws_wafv2_web_acl_association",
  sources: {
    api: "wafv2:ListResourcesForWebACL.ResourceArns[]",
    cloudformation: "AWS::WAFv2::WebACLAssociation",
  },
  identity: {},
  attributes: {
    resource_arn: string({ api: "", cloudformation: "ResourceArn", whenOmitted: { terraform: computed } }),
    web_acl_arn: string({ api: "@WebACLArn", cloudformation: "WebACLArn", whenOmitted: { terraform: computed } }),
  },
  links: {
    resource_arn: to(
      [
        "aws_lb",
        "aws_api_gateway_stage",
        "aws_apprunner_service",
        "aws_appsync_graphql_api",
        "aws_cognito_user_pool",
        "aws_verifiedaccess_instance",
      ],
      "arn",
      { atMostOne: true },
    ),
    web_acl_arn: to("aws_wafv2_web_acl", "arn"),
  },
});
