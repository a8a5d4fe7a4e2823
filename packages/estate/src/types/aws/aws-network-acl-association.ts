import { computed, defineResourceType, string, to } from "../../model/resource-type.ts";

/** What makes a subnet use a network ACL; a subnet has exactly one, the default one of its VPC unless something says another. */
export const awsNetworkAclAssociation = defineResourceType({
  type: "aws_network_acl_association",
  sources: { apiPartOf: "aws_network_acl", cloudformation: "AWS::EC2::SubnetNetworkAclAssociation" },
  identity: {},
  attributes: {
    subnet_id: string({ cloudformation: "SubnetId", whenOmitted: { terraform: computed } }),
    network_acl_id: string({ cloudformation: "NetworkAclId", whenOmitted: { terraform: computed } }),
  },
  links: {
    subnet_id: to("aws_subnet", "id", { atMostOne: true }),
    network_acl_id: to(["aws_network_acl", "aws_default_network_acl"], "id"),
  },
});
