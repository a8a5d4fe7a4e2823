import { absent, computed, defineResourceType, json, listOf, string, unavailable } from "../../model/resource-type.ts";

/** An IAM role. */
export const awsIamRole = defineResourceType({
  type: "aws_iam_role",
  sources: {
    config: "AWS::IAM::Role",
    api: "iam:ListRoles.Roles[] | iam:GetRole.Role",
    cloudformation: "AWS::IAM::Role",
  },
  identity: {
    arn: { config: "arn", api: "Arn", cloudformation: "Arn" },
    name: { config: "roleName", api: "RoleName", cloudformation: "RoleName | Ref" },
  },
  attributes: {
    name: string({
      config: "roleName",
      api: "RoleName",
      cloudformation: "RoleName",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    /** Who may take the role on, as a decoded document. */
    assume_role_policy: json({
      config: "assumeRolePolicyDocument",
      api: "AssumeRolePolicyDocument",
      cloudformation: "AssumeRolePolicyDocument",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
      unchecked: "not in the published properties of AWS::IAM::Role; seen in recorded items",
    }),
    managed_policy_arns: listOf(string(), {
      config: "attachedManagedPolicies.policyArn",
      api: "iam:ListAttachedRolePolicies.AttachedPolicies.PolicyArn",
      cloudformation: "ManagedPolicyArns",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: absent },
      note: "In Terraform usually said by resources of their own.",
    }),
  },
  isGlobal: true,
});
