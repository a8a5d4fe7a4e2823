import { absent, boolean, defineResourceType, list, listOf, string, unavailable } from "../../model/resource-type.ts";

/** A CloudTrail Lake event data store: the alternative to a trail. */
export const awsCloudtrailEventDataStore = defineResourceType({
  type: "aws_cloudtrail_event_data_store",
  sources: {
    config: "AWS::CloudTrail::EventDataStore",
    unchecked: "recorded without published properties; the names are CloudFormation's",
    api: "cloudtrail:GetEventDataStore",
    cloudformation: "AWS::CloudTrail::EventDataStore",
  },
  identity: {
    arn: { config: "EventDataStoreArn", api: "EventDataStoreArn", cloudformation: "EventDataStoreArn | Ref" },
  },
  attributes: {
    multi_region_enabled: boolean({
      config: "MultiRegionEnabled",
      api: "MultiRegionEnabled",
      cloudformation: "MultiRegionEnabled",
      whenOmitted: { terraform: true, config: unavailable, api: unavailable, cloudformation: true },
    }),
    organization_enabled: boolean({
      config: "OrganizationEnabled",
      api: "OrganizationEnabled",
      cloudformation: "OrganizationEnabled",
      whenOmitted: { terraform: false, config: unavailable, api: unavailable, cloudformation: false },
    }),
    suspend: string({
      whenOmitted: { terraform: absent },
      note: "A string in Terraform: `true` stops ingestion. The API tells the status instead.",
    }),
    advanced_event_selector: list(
      {
        field_selector: list(
          {
            field: string({
              config: "Field",
              api: "Field",
              cloudformation: "Field",
              whenOmitted: { terraform: absent, config: unavailable, api: unavailable },
            }),
            equals: listOf(string(), {
              config: "Equals",
              api: "Equals",
              cloudformation: "Equals",
              whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
            }),
          },
          {
            config: "FieldSelectors",
            api: "FieldSelectors",
            cloudformation: "FieldSelectors",
            whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
          },
        ),
      },
      {
        config: "AdvancedEventSelectors",
        api: "AdvancedEventSelectors",
        cloudformation: "AdvancedEventSelectors",
        whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
        note: "None means: all management events.",
      },
    ),
  },
});
