import { absent, boolean, computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";
import { effectiveRoutes, routesOfSubnet } from "./effective-routes.ts";

/** A subnet of a VPC. */
export const awsSubnet = defineResourceType({
  type: "aws_subnet",
  sources: {
    config: "AWS::EC2::Subnet",
    api: "ec2:DescribeSubnets.Subnets[]",
    cloudformation: "AWS::EC2::Subnet",
  },
  identity: {
    arn: { config: "subnetArn", api: "SubnetArn" },
    id: { config: "@resourceId | subnetId", api: "SubnetId", cloudformation: "SubnetId | Ref" },
  },
  attributes: {
    vpc_id: string({
      config: "vpcId | relationships.AWS::EC2::VPC",
      api: "VpcId",
      cloudformation: "VpcId",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    cidr_block: string({
      config: "cidrBlock",
      api: "CidrBlock",
      cloudformation: "CidrBlock",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    map_public_ip_on_launch: boolean({
      config: "mapPublicIpOnLaunch",
      api: "MapPublicIpOnLaunch",
      cloudformation: "MapPublicIpOnLaunch",
      whenOmitted: { terraform: false, config: unavailable, api: unavailable, cloudformation: false },
    }),
    assign_ipv6_address_on_creation: boolean({
      config: "assignIpv6AddressOnCreation",
      api: "AssignIpv6AddressOnCreation",
      cloudformation: "AssignIpv6AddressOnCreation",
      whenOmitted: { terraform: false, config: unavailable, api: unavailable, cloudformation: false },
    }),
    effective_routes: effectiveRoutes(routesOfSubnet),
  },
  links: { vpc_id: to("aws_vpc", "id") },
});
