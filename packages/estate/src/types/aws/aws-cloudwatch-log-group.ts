import { defineResourceType, number } from "../../model/resource-type.ts";

/** A CloudWatch Logs log group; AWS Config does not record it. */
export const awsCloudwatchLogGroup = defineResourceType({
  type: "aws_cloudwatch_log_group",
  sources: { api: "logs:DescribeLogGroups.logGroups[]", cloudformation: "AWS::Logs::LogGroup" },
  identity: {
    arn: { api: "logGroupArn | arn", cloudformation: "Arn" },
    name: { api: "logGroupName", cloudformation: "LogGroupName | Ref" },
  },
  attributes: {
    retention_in_days: number({
      api: "retentionInDays",
      cloudformation: "RetentionInDays",
      whenOmitted: { terraform: 0, api: 0, cloudformation: 0 },
      note: "0 means that events never expire.",
    }),
  },
});
