import { absent, defineResourceType, listOf, string, to, unavailable } from "../../model/resource-type.ts";

/** The subnets in which MemoryDB places its nodes. */
export const awsMemorydbSubnetGroup = defineResourceType({
  type: "aws_memorydb_subnet_group",
  sources: { api: "memorydb:DescribeSubnetGroups.SubnetGroups[]", cloudformation: "AWS::MemoryDB::SubnetGroup" },
  identity: {
    arn: { api: "ARN", cloudformation: "ARN" },
    name: { api: "Name", cloudformation: "SubnetGroupName | Ref" },
  },
  attributes: {
    subnet_ids: listOf(string(), {
      api: "Subnets.Identifier",
      cloudformation: "SubnetIds",
      whenOmitted: { terraform: absent, api: unavailable, cloudformation: absent },
    }),
  },
  links: { subnet_ids: to("aws_subnet", "id") },
});
