import { absent, boolean, defineResourceType, list, listOf, string, unavailable } from "../../model/resource-type.ts";

/** A CloudTrail Lake event data store: the alternative to a trail. */
export const awsCloudtrailEventDataStore = defineResourceType({
  type: "aws_cloudtrail_event_data_store",
  sources: {
    api: "cloudtrail:GetEventDataStore",
    cloudformation: "AWS::CloudTrail::EventDataStore",
  },
  identity: { arn: { api: "EventDataStoreArn", cloudformation: "EventDataStoreArn | Ref" } },
  attributes: {
    multi_region_enabled: boolean({
      api: "MultiRegionEnabled",
      cloudformation: "MultiRegionEnabled",
      whenOmitted: { terraform: true, api: unavailable, cloudformation: true },
    }),
    organization_enabled: boolean({
      api: "OrganizationEnabled",
      cloudformation: "OrganizationEnabled",
      whenOmitted: { terraform: false, api: unavailable, cloudformation: false },
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
        api: "AdvancedEventSelectors",
        cloudformation: "AdvancedEventSelectors",
        whenOmitted: { terraform: absent, api: unavailable, cloudformation: absent },
        note: "None means: all management events.",
      },
    ),
  },
});
