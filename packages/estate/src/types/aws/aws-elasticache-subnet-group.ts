import { absent, defineResourceType, listOf, string, to, unavailable } from "../../model/resource-type.ts";

/** The subnets in which ElastiCache places its nodes. */
export const awsElasticacheSubnetGroup = defineResourceType({
  type: "aws_elasticache_subnet_group",
  sources: {
    api: "elasticache:DescribeCacheSubnetGroups.CacheSubnetGroups[]",
    cloudformation: "AWS::ElastiCache::SubnetGroup",
  },
  identity: {
    arn: { api: "ARN" },
    name: { api: "CacheSubnetGroupName", cloudformation: "CacheSubnetGroupName | Ref" },
  },
  attributes: {
    subnet_ids: listOf(string(), {
      api: "Subnets.SubnetIdentifier",
      cloudformation: "SubnetIds",
      whenOmitted: { terraform: absent, api: unavailable, cloudformation: absent },
    }),
  },
  links: { subnet_ids: to("aws_subnet", "id") },
});
