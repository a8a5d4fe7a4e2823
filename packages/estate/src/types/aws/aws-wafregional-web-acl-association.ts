import { computed, defineResourceType, string, to } from "../../model/resource-type.ts";

/** What puts a web ACL of AWS WAF Classic in front of a resource; a resource has at most one. */
export const awsWafregionalWebAclAssociation = defineResourceType({
  type: "aws_wafregional_web_acl_association",
  sources: {
    api: "waf-regional:ListResourcesForWebACL.ResourceArns[]",
    cloudformation: "AWS::WAFRegional::WebACLAssociation",
  },
  identity: {},
  attributes: {
    resource_arn: string({ api: "", cloudformation: "ResourceArn", whenOmitted: { terraform: computed } }),
    web_acl_id: string({ api: "@WebACLId", cloudformation: "WebACLId", whenOmitted: { terraform: computed } }),
  },
  links: { resource_arn: to(["aws_lb", "aws_api_gateway_stage"], "arn", { atMostOne: true }) },
});
