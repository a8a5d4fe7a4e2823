import { absent, defineResourceType, string, to } from "../../model/resource-type.ts";
import { toDefaultGroup } from "./default-group-id.ts";
import { effectiveIngress, ingressOfSingleRule, siblingIngress } from "./effective-openings.ts";
import { singleRuleAttributes } from "./single-rule.ts";
import { toPrefixLists } from "./effective-prefixes.ts";

/** A rule of a security group in the form that has one source. */
export const awsVpcSecurityGroupIngressRule = defineResourceType({
  type: "aws_vpc_security_group_ingress_rule",
  sources: {
    api: "ec2:DescribeSecurityGroupRules.SecurityGroupRules[]",
    apiWhere: (read) => read("IsEgress") === false,
    cloudformation: "AWS::EC2::SecurityGroupIngress",
  },
  identity: {
    arn: { api: "SecurityGroupRuleArn" },
    security_group_rule_id: { api: "SecurityGroupRuleId", cloudformation: "Id | Ref" },
  },
  attributes: {
    ...singleRuleAttributes,
    prefix_list_id: string({
      api: "PrefixListId",
      cloudformation: "SourcePrefixListId",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    referenced_security_group_id: string({
      api: "ReferencedGroupInfo.GroupId",
      cloudformation: "SourceSecurityGroupId | SourceSecurityGroupName",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    effective_ingress: effectiveIngress(ingressOfSingleRule),
    sibling_ingress: siblingIngress(),
  },
  links: {
    security_group_id: to("aws_security_group", "id"),
    default_security_group_id: toDefaultGroup,
    referenced_security_group_id: to("aws_security_group", "id"),
    prefix_list_id: toPrefixLists,
  },
});
