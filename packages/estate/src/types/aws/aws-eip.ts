import { absent, defineResourceType, json, string, to } from "../../model/resource-type.ts";
import { declaredHost } from "./declared-endpoint.ts";
import { declaredTierOfHolder } from "./declared.ts";

/** A template associates an interface apart, and Cloud Control tells the instance of an interface that has one. */
const onNone = (): typeof absent => absent;

/** An Elastic IP address. */
export const awsEip = defineResourceType({
  type: "aws_eip",
  sources: { config: "AWS::EC2::EIP", api: "ec2:DescribeAddresses.Addresses[]", cloudformation: "AWS::EC2::EIP" },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}:{account}:elastic-ip/{AllocationId}" },
    id: { config: "allocationId", api: "AllocationId", cloudformation: "AllocationId" },
    public_ip: { config: "publicIp", api: "PublicIp", cloudformation: "PublicIp | Ref" },
  },
  attributes: {
    instance: string({
      config: "instanceId",
      api: "InstanceId",
      cloudformation: "InstanceId",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
      note: "Left out, an association of its own may still attach the address.",
    }),
    network_interface: string({
      config: "networkInterfaceId",
      api: "NetworkInterfaceId",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: onNone },
    }),
    /** As written on the resource itself; policies read what the profile's selectors make of them. */
    tags: json({
      api: "Tags",
      cloudformation: "Tags",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    tier: declaredTierOfHolder("instance", "network_interface"),
    declared_host: declaredHost({ holders: ["instance", "network_interface"] }),
  },
  links: { instance: to("aws_instance", "id"), network_interface: to("aws_network_interface", "id") },
});
