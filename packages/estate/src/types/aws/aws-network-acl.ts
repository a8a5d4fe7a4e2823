import {
  absent,
  boolean,
  computed,
  defineResourceType,
  listOf,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import { aclSubnets, effectiveEntries, egressOfAcl, ingressOfAcl, subnetsOfAcl } from "./effective-entries.ts";
import { inlineEntries, toldEntries } from "./network-acl-fields.ts";

/** A network ACL of a VPC; a running one may be the default one. */
export const awsNetworkAcl = defineResourceType({
  type: "aws_network_acl",
  sources: {
    config: "AWS::EC2::NetworkAcl",
    api: "ec2:DescribeNetworkAcls.NetworkAcls[]",
    cloudformation: "AWS::EC2::NetworkAcl",
  },
  identity: {
    arn: {},
    id: { config: "networkAclId", api: "NetworkAclId", cloudformation: "Id | Ref" },
  },
  attributes: {
    vpc_id: string({
      config: "vpcId",
      api: "VpcId",
      cloudformation: "VpcId",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    /** Whether it is the one that comes with a VPC; Terraform takes that over under a type of its own. */
    is_default: boolean({
      terraform: null,
      config: "isDefault",
      api: "IsDefault",
      whenOmitted: { config: unavailable, api: unavailable, cloudformation: false },
    }),
    ingress: inlineEntries(),
    egress: inlineEntries(),
    /** Both directions together, as a running ACL tells them. */
    entries: toldEntries(),
    /** A running ACL tells its subnets, in a plan or template resources of their own can say them too. */
    subnet_ids: listOf(string(), {
      config: "associations.subnetId",
      api: "Associations.SubnetId",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    effective_ingress: effectiveEntries(ingressOfAcl),
    effective_egress: effectiveEntries(egressOfAcl),
    subnets: aclSubnets(subnetsOfAcl),
  },
  links: { vpc_id: to("aws_vpc", "id"), subnet_ids: to("aws_subnet", "id", { atMostOne: true }) },
});
