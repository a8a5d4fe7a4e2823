import { absent, defineResourceType, listOf, string } from "../../model/resource-type.ts";

/** A domain of Elasticsearch, as its older API has it. */
export const awsElasticsearchDomain = defineResourceType({
  type: "aws_elasticsearch_domain",
  sources: {
    config: "AWS::Elasticsearch::Domain",
    apiPartOf: "aws_opensearch_domain",
    cloudformation: "AWS::Elasticsearch::Domain",
  },
  identity: {
    arn: { config: "arn", cloudformation: "Arn" },
    domain_name: { config: "domainName", cloudformation: "DomainName | Ref" },
  },
  attributes: {
    /** The subnets in which it has its addresses; none where its endpoint is public. */
    vpc_subnet_ids: listOf(string(), {
      terraform: "vpc_options.subnet_ids",
      manyInBlock: true,
      config: "vpcoptions.subnetIds",

      cloudformation: "VPCOptions.SubnetIds",
      whenOmitted: { terraform: absent, config: absent, cloudformation: absent },
    }),
  },
});
