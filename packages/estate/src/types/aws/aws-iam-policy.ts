import { computed, defineResourceType, json, string, unavailable } from "../../model/resource-type.ts";

/** A managed IAM policy. */
export const awsIamPolicy = defineResourceType({
  type: "aws_iam_policy",
  sources: {
    config: "AWS::IAM::Policy",
    api: "iam:ListPolicies.Policies[] | iam:GetPolicy.Policy",
    cloudformation: "AWS::IAM::ManagedPolicy",
  },
  identity: { arn: { config: "arn", api: "Arn", cloudformation: "PolicyArn | Ref" } },
  attributes: {
    name: string({
      config: "policyName",
      api: "PolicyName",
      cloudformation: "ManagedPolicyName",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    /** The decoded document. AWS Config records only which versions there are. */
    policy: json({
      api: "iam:GetPolicyVersion.PolicyVersion.Document",
      cloudformation: "PolicyDocument",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
  },
  isGlobal: true,
});
