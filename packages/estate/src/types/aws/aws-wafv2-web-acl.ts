import {
  absent,
  boolean,
  computed,
  defineResourceType,
  derivedScalar,
  enumeration,
  json,
  list,
  listOf,
  block,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import {
  actionBlock,
  ipSetStatements,
  managedRuleGroup,
  overrideActionBlock,
  rateBasedStatement,
  ruleGroupReference,
} from "./waf-fields.ts";
import { defaultAction, effectiveWebAclRules, scopeOfWebAcl } from "./waf-rules.ts";

const asInApi =
  "not in the published properties of AWS::WAFv2::WebACL; named as GetWebACL has it, in the letters of Config";

/** A web ACL of AWS WAF. */
export const awsWafv2WebAcl = defineResourceType({
  type: "aws_wafv2_web_acl",
  sources: {
    config: "AWS::WAFv2::WebACL",
    api: "wafv2:GetWebACL.WebACL",
    cloudformation: "AWS::WAFv2::WebACL",
  },
  identity: { arn: { config: "resourceARN", api: "ARN", cloudformation: "Arn" } },
  attributes: {
    /** As written; policies read `scope`. */
    scope_source: string({
      terraform: "scope",
      cloudformation: "Scope",
      whenOmitted: { terraform: computed },
    }),
    /** What it can protect: distributions of CloudFront, or regional resources. A running ACL's ARN tells it. */
    scope: derivedScalar(enumeration(["REGIONAL", "CLOUDFRONT"]), scopeOfWebAcl),
    /** As written; policies read `default_action`. */
    default_action_source: json({
      terraform: "default_action",
      config: "defaultAction",
      api: "DefaultAction",
      cloudformation: "DefaultAction",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    default_action: derivedScalar(enumeration(["allow", "block"]), defaultAction),
    /** As written in blocks; policies read `effective_rules`. */
    rule: list(
      {
        name: string({ whenOmitted: { terraform: absent } }),
        action: actionBlock(),
        override_action: overrideActionBlock(),
        statement: block(
          {
            managed_rule_group_statement: managedRuleGroup(),
            rule_group_reference_statement: ruleGroupReference(),
            rate_based_statement: rateBasedStatement(),
            ...ipSetStatements,
          },
          { whenOmitted: { terraform: absent } },
        ),
        cloudwatch_metrics_enabled: boolean({
          terraform: "visibility_config.cloudwatch_metrics_enabled",
          whenOmitted: { terraform: computed },
        }),
      },
      { whenOmitted: { terraform: absent, cloudformation: absent } },
    ),
    /** As written in JSON, in the casing of its source; policies read `effective_rules`. */
    rule_json: json({
      config: "rules",
      api: "Rules",
      cloudformation: "Rules",
      whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
      unchecked: asInApi,
    }),
    pre_process_firewall_manager_rule_groups: json({
      terraform: null,
      config: "preProcessFirewallManagerRuleGroups",
      api: "PreProcessFirewallManagerRuleGroups",
      whenOmitted: { config: unavailable, api: absent },
      unchecked: asInApi,
    }),
    post_process_firewall_manager_rule_groups: json({
      terraform: null,
      config: "postProcessFirewallManagerRuleGroups",
      api: "PostProcessFirewallManagerRuleGroups",
      whenOmitted: { config: unavailable, api: absent },
      unchecked: asInApi,
    }),
    /** Whether CloudWatch gets metrics of the ACL as a whole. */
    cloudwatch_metrics_enabled: boolean({
      terraform: "visibility_config.cloudwatch_metrics_enabled",
      config: "visibilityConfig.cloudWatchMetricsEnabled",
      api: "VisibilityConfig.CloudWatchMetricsEnabled",
      cloudformation: "VisibilityConfig.CloudWatchMetricsEnabled",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    /** The rule groups of one's own that the rules run. */
    rule_group_arns: listOf(string(), {
      terraform: "rule.statement.rule_group_reference_statement.arn",
      api: "Rules.Statement.RuleGroupReferenceStatement.ARN",
      cloudformation: "Rules.Statement.RuleGroupReferenceStatement.Arn",
      isSparse: true,
      whenOmitted: { terraform: absent, api: unavailable, cloudformation: absent },
    }),
    effective_rules: effectiveWebAclRules(),
  },
  links: { rule_group_arns: to("aws_wafv2_rule_group", "arn") },
});
