import { absent, block, defineResourceType, json, list, string, unavailable } from "../../model/resource-type.ts";
import { actionBlock, ipSetStatements, rateBasedStatement } from "./waf-fields.ts";
import { effectiveGroupRules } from "./waf-rules.ts";

/** A rule group of one's own, run by web ACLs. */
export const awsWafv2RuleGroup = defineResourceType({
  type: "aws_wafv2_rule_group",
  sources: {
    config: "AWS::WAFv2::RuleGroup",
    api: "wafv2:GetRuleGroup.RuleGroup",
    cloudformation: "AWS::WAFv2::RuleGroup",
  },
  identity: { arn: { config: "resourceARN", api: "ARN", cloudformation: "Arn" } },
  attributes: {
    /** As written in blocks; policies read `effective_rules`. */
    rule: list(
      {
        name: string({ whenOmitted: { terraform: absent } }),
        action: actionBlock(),
        statement: block(
          { rate_based_statement: rateBasedStatement(), ...ipSetStatements },
          { whenOmitted: { terraform: absent } },
        ),
      },
      { whenOmitted: { terraform: absent, cloudformation: absent } },
    ),
    /** As written in JSON (in Terraform since provider 6); policies read `effective_rules`. */
    rules_json: json({
      config: "rules",
      api: "Rules",
      cloudformation: "Rules",
      whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
      unchecked:
        "not in the published properties of AWS::WAFv2::RuleGroup; named as GetRuleGroup has it, in the letters of Config",
    }),
    effective_rules: effectiveGroupRules(),
  },
});
