import { absent, defineResourceType, string, to } from "../../model/resource-type.ts";
import { declaredHost } from "./declared-endpoint.ts";
import { declaredTierOfHolder } from "./declared.ts";

/** The association of an Elastic IP address as a resource of its own; a running address tells it by itself. */
export const awsEipAssociation = defineResourceType({
  type: "aws_eip_association",
  sources: { apiPartOf: "aws_eip", cloudformation: "AWS::EC2::EIPAssociation" },
  identity: {},
  attributes: {
    allocation_id: string({
      cloudformation: "AllocationId",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    instance_id: string({ cloudformation: "InstanceId", whenOmitted: { terraform: absent, cloudformation: absent } }),
    network_interface_id: string({
      cloudformation: "NetworkInterfaceId",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    tier: declaredTierOfHolder("instance_id", "network_interface_id"),
    declared_host: declaredHost({ address: "allocation_id", holders: ["instance_id", "network_interface_id"] }),
  },
  links: {
    allocation_id: to("aws_eip", "id"),
    instance_id: to("aws_instance", "id"),
    network_interface_id: to("aws_network_interface", "id"),
  },
});
