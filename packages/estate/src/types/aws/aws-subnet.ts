import {
  absent,
  boolean,
  computed,
  defineResourceType,
  derivedScalar,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import type { DerivationContext } from "../../model/estate.ts";
import type { ScalarValue } from "../../model/value.ts";
import { declaredTier } from "./declared.ts";
import { aclsOfSubnet, subnetAcls } from "./effective-entries.ts";
import { effectiveRoutes, routesOfSubnet } from "./effective-routes.ts";
import { asScalar } from "./nodes.ts";
import { ec2Tags } from "./ec2-tags.ts";

/** A subnet of a VPC; a default one of a region is one that Terraform takes over. */
export const awsSubnet = defineResourceType({
  type: "aws_subnet",
  aliases: ["aws_default_subnet"],
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
    /** As written; policies read `gives_public_ipv4`. */
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
    tags: ec2Tags(),
    /** Whether what is launched in it gets a public IPv4 address unless it says otherwise; a default subnet gives one unless it says not to. */
    gives_public_ipv4: derivedScalar(boolean(), givesPublicIpv4),
    tier: declaredTier(),
    network_acls: subnetAcls(aclsOfSubnet),
    effective_routes: effectiveRoutes(routesOfSubnet),
  },
  links: { vpc_id: to("aws_vpc", "id") },
});

function givesPublicIpv4({ resource, value }: DerivationContext): {
  readonly value: ScalarValue;
  readonly origin: string;
} {
  const written = asScalar(value("map_public_ip_on_launch"));
  const isLeftOut = written.origin.startsWith("default:");
  const isDefaultSubnet = /(?:^|\.)aws_default_subnet\.[^.]+$|(?:^|\/)DefaultSubnet\.ec2\./u.test(
    resource.address ?? "",
  );
  return isLeftOut && isDefaultSubnet ? { value: true, origin: written.origin } : written;
}
