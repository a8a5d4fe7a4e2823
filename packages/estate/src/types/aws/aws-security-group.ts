import {
  absent,
  boolean,
  defineResourceType,
  list,
  listOf,
  number,
  string,
  unavailable,
} from "../../model/resource-type.ts";
import { effectiveIngress, ingressOfGroup } from "./effective-ingress.ts";

/** A VPC security group. */
export const awsSecurityGroup = defineResourceType({
  type: "aws_security_group",
  sources: {
    config: "AWS::EC2::SecurityGroup",
    api: "ec2:DescribeSecurityGroups.SecurityGroups[]",
    cloudformation: "AWS::EC2::SecurityGroup",
  },
  identity: {
    arn: { api: "SecurityGroupArn" },
    id: { config: "groupId", api: "GroupId", cloudformation: "GroupId" },
  },
  attributes: {
    name: string({
      config: "groupName",
      api: "GroupName",
      cloudformation: "GroupName",
      whenOmitted: { terraform: absent, config: unavailable },
    }),
    /** As written inline; policies read `effective_ingress`. */
    ingress: list(
      {
        protocol: string({
          config: "ipProtocol",
          api: "IpProtocol",
          cloudformation: "IpProtocol",
          whenOmitted: { terraform: absent, config: unavailable, api: unavailable },
        }),
        from_port: number({
          config: "fromPort",
          api: "FromPort",
          cloudformation: "FromPort",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
        }),
        to_port: number({
          config: "toPort",
          api: "ToPort",
          cloudformation: "ToPort",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
        }),
        cidr_blocks: listOf(string(), {
          // Old items carry strings only, new ones objects too.
          config: "ipv4Ranges.cidrIp | ipRanges",
          api: "IpRanges.CidrIp",
          cloudformation: "CidrIp",
          whenOmitted: { terraform: absent, config: unavailable, api: absent, cloudformation: absent },
        }),
        ipv6_cidr_blocks: listOf(string(), {
          config: "ipv6Ranges.cidrIpv6",
          api: "Ipv6Ranges.CidrIpv6",
          cloudformation: "CidrIpv6",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
        }),
        prefix_list_ids: listOf(string(), {
          config: "prefixListIds.prefixListId",
          api: "PrefixListIds.PrefixListId",
          cloudformation: "SourcePrefixListId",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
        }),
        security_groups: listOf(string(), {
          config: "userIdGroupPairs.groupId",
          api: "UserIdGroupPairs.GroupId",
          cloudformation: "SourceSecurityGroupId",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
        }),
        self: boolean({
          whenOmitted: { terraform: false, config: false, api: false, cloudformation: false },
          note: "Outside Terraform the group names itself by its id.",
        }),
      },
      {
        config: "ipPermissions",
        api: "IpPermissions",
        cloudformation: "SecurityGroupIngress",
        whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
        attributeAsBlocks: true,
      },
    ),
    effective_ingress: effectiveIngress(ingressOfGroup),
  },
});
