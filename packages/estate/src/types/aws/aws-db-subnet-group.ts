import { absent, computed, defineResourceType, listOf, string, to, unavailable } from "../../model/resource-type.ts";

/** The subnets in which databases are placed. */
export const awsDbSubnetGroup = defineResourceType({
  type: "aws_db_subnet_group",
  sources: { api: "rds:DescribeDBSubnetGroups.DBSubnetGroups[]", cloudformation: "AWS::RDS::DBSubnetGroup" },
  identity: {
    arn: { api: "DBSubnetGroupArn", cloudformation: "DBSubnetGroupArn" },
    name: { api: "DBSubnetGroupName", cloudformation: "DBSubnetGroupName | Ref" },
  },
  attributes: {
    name: string({
      api: "DBSubnetGroupName",
      cloudformation: "DBSubnetGroupName",
      whenOmitted: { terraform: computed, api: unavailable, cloudformation: computed },
    }),
    subnet_ids: listOf(string(), {
      api: "Subnets.SubnetIdentifier",
      cloudformation: "SubnetIds",
      whenOmitted: { terraform: absent, api: unavailable, cloudformation: absent },
    }),
  },
  links: { subnet_ids: to("aws_subnet", "id") },
});
