import { absent, defineResourceType, enumeration, string, to, unavailable } from "../../model/resource-type.ts";
import { ec2Tags } from "./ec2-tags.ts";

/** A NAT gateway: a public one leads to the internet, a private one to other private networks. */
export const awsNatGateway = defineResourceType({
  type: "aws_nat_gateway",
  sources: {
    config: "AWS::EC2::NatGateway",
    api: "ec2:DescribeNatGateways.NatGateways[]",
    cloudformation: "AWS::EC2::NatGateway",
  },
  identity: {
    arn: { terraform: null, api: "arn:{partition}:ec2:{region}:{account}:natgateway/{NatGatewayId}" },
    id: { config: "@resourceId | natGatewayId", api: "NatGatewayId", cloudformation: "NatGatewayId | Ref" },
  },
  attributes: {
    connectivity_type: enumeration(["public", "private"], {
      config: "connectivityType",
      api: "ConnectivityType",
      cloudformation: "ConnectivityType",
      whenOmitted: { terraform: "public", config: unavailable, api: unavailable, cloudformation: "public" },
    }),
    /** Null for a regional one, which lies in no subnet. */
    subnet_id: string({
      config: "subnetId",
      api: "SubnetId",
      cloudformation: "SubnetId",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    tags: ec2Tags(),
  },
  links: { subnet_id: to("aws_subnet", "id") },
});
