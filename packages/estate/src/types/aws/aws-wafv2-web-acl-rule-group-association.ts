import { absent, computed, defineResourceType, enumeration, string, to } from "../../model/resource-type.ts";
import { addedManagedRuleGroup, ruleGroupReference } from "./waf-fields.ts";

/** What adds a rule group to a web ACL from outside the ACL's own resource; since provider 6. */
export const awsWafv2WebAclRuleGroupAssociation = defineResourceType({
  type: "aws_wafv2_web_acl_rule_group_association",
  sources: { apiPartOf: "aws_wafv2_web_acl" },
  identity: {},
  attributes: {
    rule_name: string({ whenOmitted: { terraform: computed } }),
    web_acl_arn: string({ whenOmitted: { terraform: computed } }),
    override_action: enumeration(["none", "count"], { whenOmitted: { terraform: "none" } }),
    managed_rule_group: addedManagedRuleGroup(),
    rule_group_reference: ruleGroupReference(),
    rule_group_arn: string({
      terraform: "rule_group_reference.arn",
      whenOmitted: { terraform: absent },
    }),
  },
  links: {
    web_acl_arn: to("aws_wafv2_web_acl", "arn"),
    rule_group_arn: to("aws_wafv2_rule_group", "arn"),
  },
});
