import { computed, defineResourceType, enumeration, string, to, unavailable } from "../../model/resource-type.ts";

/** What the GuardDuty administrator account switches on in the accounts of its organisation. */
export const awsGuarddutyOrganizationConfiguration = defineResourceType({
  type: "aws_guardduty_organization_configuration",
  sources: { api: "guardduty:DescribeOrganizationConfiguration" },
  identity: {},
  attributes: {
    auto_enable_organization_members: enumeration(["ALL", "NEW", "NONE"], {
      api: "AutoEnableOrganizationMembers",
      whenOmitted: { terraform: computed, api: unavailable },
    }),
    detector_id: string({ api: "@DetectorId", whenOmitted: { terraform: computed } }),
  },
  links: { detector_id: to("aws_guardduty_detector", "id", { atMostOne: true }) },
});
