import { absent, defineResourceType, string, to } from "../../model/resource-type.ts";
import { toDefaultGroup } from "./default-group-id.ts";
import { effectiveEgress, egressOfSingleRule } from "./effective-openings.ts";
import { singleRuleAttributes } from "./single-rule.ts";
import { toPrefixLists } from "./effective-prefixes.ts";

/** A rule of a security group for outgoing traffic, in the form that has one destination. */
export const awsVpcSecurityGroupEgressRule = defineResourceType({
  type: "aws_vpc_security_group_egress_rule",
  sources: {
    api: "ec2:DescribeSecurityGroupRules.SecurityGroupRules[]",
    apiWhere: (read) => read("IsEgress") === true,
    cloudformation: "AWS::EC2::SecurityGroupEgress",
  },
  identity: {
    arn: { api: "SecurityGroupRuleArn" },
    security_group_rule_id: { api: "SecurityGroupRuleId", cloudformation: "Id | Ref" },
  },
  attributes: {
    ...singleRuleAttributes,
    prefix_list_id: string({
      api: "PrefixListId",
      cloudformation: "DestinationPrefixListId",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    referenced_security_group_id: string({
      api: "ReferencedGroupInfo.GroupId",
      cloudformation: "DestinationSecurityGroupId",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    effective_egress: effectiveEgress(egressOfSingleRule),
  },
  links: {
    security_group_id: to("aws_security_group", "id"),
    default_security_group_id: toDefaultGroup,
    prefix_list_id: toPrefixLists,
  },
});
