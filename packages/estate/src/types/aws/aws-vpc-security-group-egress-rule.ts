import { absent, computed, defineResourceType, number, string, to } from "../../model/resource-type.ts";
import { effectiveEgress, ofSingleRule } from "./effective-openings.ts";

/** A rule of a security group for outgoing traffic, in the form that has one destination. */
export const awsVpcSecurityGroupEgressRule = defineResourceType({
  type: "aws_vpc_security_group_egress_rule",
  sources: {
    api: "ec2:DescribeSecurityGroupRules.SecurityGroupRules[]",
    cloudformation: "AWS::EC2::SecurityGroupEgress",
  },
  identity: {
    arn: { api: "SecurityGroupRuleArn" },
    security_group_rule_id: { api: "SecurityGroupRuleId", cloudformation: "Id" },
  },
  attributes: {
    ip_protocol: string({
      api: "IpProtocol",
      cloudformation: "IpProtocol",
      whenOmitted: { terraform: computed },
    }),
    from_port: number({
      api: "FromPort",
      cloudformation: "FromPort",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    to_port: number({
      api: "ToPort",
      cloudformation: "ToPort",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    cidr_ipv4: string({
      api: "CidrIpv4",
      cloudformation: "CidrIp",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    cidr_ipv6: string({
      api: "CidrIpv6",
      cloudformation: "CidrIpv6",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
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
    security_group_id: string({
      api: "GroupId",
      cloudformation: "GroupId",
      whenOmitted: { terraform: computed },
    }),
    effective_egress: effectiveEgress(ofSingleRule),
  },
  links: { security_group_id: to("aws_security_group", "id") },
});
