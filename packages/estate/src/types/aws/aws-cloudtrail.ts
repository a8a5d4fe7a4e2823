import {
  absent,
  boolean,
  computed,
  defineResourceType,
  list,
  listOf,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";

/** A CloudTrail trail; one that spans regions or accounts is listed where its home is. */
export const awsCloudtrail = defineResourceType({
  type: "aws_cloudtrail",
  sources: {
    config: "AWS::CloudTrail::Trail",
    api: "cloudtrail:DescribeTrails.trailList[]",
    apiRegion: (read) => {
      const home = read("HomeRegion");
      return typeof home === "string" ? home : null;
    },
    cloudformation: "AWS::CloudTrail::Trail",
  },
  identity: {
    arn: { config: "trailARN", api: "TrailARN", cloudformation: "Arn" },
    name: { config: "name", api: "Name", cloudformation: "TrailName | Ref" },
  },
  attributes: {
    is_multi_region_trail: boolean({
      config: "isMultiRegionTrail",
      api: "IsMultiRegionTrail",
      cloudformation: "IsMultiRegionTrail",
      whenOmitted: { terraform: false, config: unavailable, api: unavailable, cloudformation: false },
    }),
    is_organization_trail: boolean({
      config: "isOrganizationTrail",
      api: "IsOrganizationTrail",
      cloudformation: "IsOrganizationTrail",
      whenOmitted: { terraform: false, config: unavailable, api: unavailable, cloudformation: false },
    }),
    enable_logging: boolean({
      api: "cloudtrail:GetTrailStatus.IsLogging",
      cloudformation: "IsLogging",
      whenOmitted: { terraform: true, config: unavailable, api: unavailable },
      note: "CloudFormation requires it. The item that AWS Config records of a trail does not tell whether it is logging.",
    }),
    enable_log_file_validation: boolean({
      config: "logFileValidationEnabled",
      api: "LogFileValidationEnabled",
      cloudformation: "EnableLogFileValidation",
      whenOmitted: { terraform: false, config: unavailable, api: unavailable, cloudformation: false },
    }),
    include_global_service_events: boolean({
      config: "includeGlobalServiceEvents",
      api: "IncludeGlobalServiceEvents",
      cloudformation: "IncludeGlobalServiceEvents",
      whenOmitted: { terraform: true, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    cloud_watch_logs_group_arn: string({
      config: "cloudWatchLogsLogGroupArn",
      api: "CloudWatchLogsLogGroupArn",
      cloudformation: "CloudWatchLogsLogGroupArn",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
      note: "Written with `:*` after the ARN of the log group.",
    }),
    cloud_watch_logs_role_arn: string({
      config: "cloudWatchLogsRoleArn",
      api: "CloudWatchLogsRoleArn",
      cloudformation: "CloudWatchLogsRoleArn",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    kms_key_id: string({
      config: "kmsKeyId",
      api: "KmsKeyId",
      cloudformation: "KMSKeyId",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    home_region: string({
      config: "homeRegion",
      api: "HomeRegion",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    has_custom_event_selectors: boolean({
      terraform: null,
      config: "hasCustomEventSelectors",
      api: "HasCustomEventSelectors",
      whenOmitted: { config: unavailable, api: unavailable },
      note: "False from a running system means: all management events. A plan tells the selectors themselves.",
    }),
    event_selector: list(
      {
        include_management_events: boolean({
          api: "IncludeManagementEvents",
          cloudformation: "IncludeManagementEvents",
          whenOmitted: { terraform: true, api: true, cloudformation: true },
        }),
        read_write_type: string({
          api: "ReadWriteType",
          cloudformation: "ReadWriteType",
          whenOmitted: { terraform: "All", api: "All", cloudformation: "All" },
        }),
      },
      {
        api: "cloudtrail:GetEventSelectors.EventSelectors",
        cloudformation: "EventSelectors",
        whenOmitted: { terraform: absent, config: unavailable, api: absent, cloudformation: absent },
        note: "None, with no advanced ones either, means: all management events.",
      },
    ),
    advanced_event_selector: list(
      {
        field_selector: list(
          {
            field: string({
              api: "Field",
              cloudformation: "Field",
              whenOmitted: { terraform: absent, api: unavailable },
            }),
            equals: listOf(string(), {
              api: "Equals",
              cloudformation: "Equals",
              whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
            }),
          },
          {
            api: "FieldSelectors",
            cloudformation: "FieldSelectors",
            whenOmitted: { terraform: absent, api: unavailable, cloudformation: absent },
          },
        ),
      },
      {
        api: "cloudtrail:GetEventSelectors.AdvancedEventSelectors",
        cloudformation: "AdvancedEventSelectors",
        whenOmitted: { terraform: absent, config: unavailable, api: absent, cloudformation: absent },
      },
    ),
    latest_delivery_time: string({
      terraform: null,
      api: "cloudtrail:GetTrailStatus.LatestDeliveryTime",
      observed: true,
      whenOmitted: { api: absent },
    }),
    latest_cloud_watch_logs_delivery_error: string({
      terraform: null,
      api: "cloudtrail:GetTrailStatus.LatestCloudWatchLogsDeliveryError",
      observed: true,
      whenOmitted: { api: absent },
    }),
  },
  links: {
    cloud_watch_logs_group_arn: to("aws_cloudwatch_log_group", "arn"),
    kms_key_id: to("aws_kms_key", "arn"),
  },
});
