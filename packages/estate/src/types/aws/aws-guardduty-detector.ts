import { boolean, computed, defineResourceType, enumeration, unavailable } from "../../model/resource-type.ts";

/** A GuardDuty detector: at most one in each region of an account. */
export const awsGuarddutyDetector = defineResourceType({
  type: "aws_guardduty_detector",
  sources: {
    config: "AWS::GuardDuty::Detector",
    api: "guardduty:GetDetector",
    cloudformation: "AWS::GuardDuty::Detector",
  },
  identity: {
    arn: { api: "arn:{partition}:guardduty:{region}:{account}:detector/{@DetectorId}" },
    id: { config: "@resourceId | Id", api: "@DetectorId", cloudformation: "Id | Ref" },
  },
  attributes: {
    enable: boolean({
      config: "Enable",
      api: "Status=ENABLED",
      cloudformation: "Enable",
      whenOmitted: { terraform: true, config: unavailable, api: unavailable },
    }),
    finding_publishing_frequency: enumeration(["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"], {
      config: "FindingPublishingFrequency",
      api: "FindingPublishingFrequency",
      cloudformation: "FindingPublishingFrequency",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
      note: "Left out, it is SIX_HOURS, but in a member account what the administrator account has chosen.",
    }),
  },
  onePer: "region",
});
