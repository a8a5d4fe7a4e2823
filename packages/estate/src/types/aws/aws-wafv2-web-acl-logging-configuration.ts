import {
  absent,
  block,
  computed,
  defineResourceType,
  list,
  listOf,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";

/**
 * Where the requests that a web ACL inspects are logged, and which of them; an ACL has at most one that its owner makes.
 * AWS Config does not record it.
 */
export const awsWafv2WebAclLoggingConfiguration = defineResourceType({
  type: "aws_wafv2_web_acl_logging_configuration",
  sources: {
    api: "wafv2:ListLoggingConfigurations.LoggingConfigurations[]",
    cloudformation: "AWS::WAFv2::LoggingConfiguration",
  },
  identity: {},
  attributes: {
    resource_arn: string({
      api: "ResourceArn",
      cloudformation: "ResourceArn",
      whenOmitted: { terraform: computed, api: unavailable },
    }),
    log_destination_configs: listOf(string(), {
      api: "LogDestinationConfigs",
      cloudformation: "LogDestinationConfigs",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    logging_filter: block(
      {
        default_behavior: string({
          api: "DefaultBehavior",
          cloudformation: "DefaultBehavior",
          whenOmitted: { terraform: computed, api: unavailable },
        }),
        filter: list(
          {
            behavior: string({
              api: "Behavior",
              cloudformation: "Behavior",
              whenOmitted: { terraform: computed, api: unavailable },
            }),
            requirement: string({
              api: "Requirement",
              cloudformation: "Requirement",
              whenOmitted: { terraform: computed, api: unavailable },
            }),
            condition: list(
              {
                /** The action of which requests are meant; null for a condition on a label. */
                action: string({
                  terraform: "action_condition.action",
                  api: "ActionCondition.Action",
                  cloudformation: "ActionCondition.Action",
                  whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
                }),
              },
              {
                api: "Conditions",
                cloudformation: "Conditions",
                whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
              },
            ),
          },
          {
            api: "Filters",
            cloudformation: "Filters",
            whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
          },
        ),
      },
      {
        api: "LoggingFilter",
        cloudformation: "LoggingFilter",
        whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
      },
    ),
  },
  links: { resource_arn: to("aws_wafv2_web_acl", "arn", { atMostOne: true }) },
});
