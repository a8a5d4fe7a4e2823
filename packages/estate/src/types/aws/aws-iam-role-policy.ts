import { computed, defineResourceType, json, string, to } from "../../model/resource-type.ts";

/** A policy that is part of an IAM role. */
export const awsIamRolePolicy = defineResourceType({
  type: "aws_iam_role_policy",
  sources: { api: "iam:GetRolePolicy", cloudformation: "AWS::IAM::RolePolicy" },
  identity: {},
  attributes: {
    role: string({ api: "RoleName", cloudformation: "RoleName", whenOmitted: { terraform: computed } }),
    /** The decoded document. */
    policy: json({ api: "PolicyDocument", cloudformation: "PolicyDocument", whenOmitted: { terraform: computed } }),
  },
  links: { role: to("aws_iam_role", "name") },
  isGlobal: true,
});
