import { absent, computed, defineResourceType, listOf, string, to, unavailable } from "../../model/resource-type.ts";

/** The subnets in which databases are placed. */
export const awsDbSubnetGroup = defineResourceType({
  type: "aws_db_subnet_group",
  sources: {
    config: "AWS::RDS::DBSubnetGroup",
    unchecked: "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type",
    api: "rds:DescribeDBSubnetGroups.DBSubnetGroups[]",
    cloudformation: "AWS::RDS::DBSubnetGroup",
  },
  identity: {
    arn: { config: "dBSubnetGroupArn", api: "DBSubnetGroupArn", cloudformation: "DBSubnetGroupArn" },
    name: { config: "dBSubnetGroupName", api: "DBSubnetGroupName", cloudformation: "DBSubnetGroupName | Ref" },
  },
  attributes: {
    name: string({
      config: "dBSubnetGroupName",
      api: "DBSubnetGroupName",
      cloudformation: "DBSubnetGroupName",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    subnet_ids: listOf(string(), {
      config: "subnets.subnetIdentifier",
      api: "Subnets.SubnetIdentifier",
      cloudformation: "SubnetIds",
      whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
    }),
  },
  links: { subnet_ids: to("aws_subnet", "id") },
});
