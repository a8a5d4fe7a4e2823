import { absent, defineResourceType, listOf, string } from "../../model/resource-type.ts";

/** A domain of OpenSearch Service; the API lists those of Elasticsearch with it. */
export const awsOpensearchDomain = defineResourceType({
  type: "aws_opensearch_domain",
  sources: {
    config: "AWS::OpenSearch::Domain",
    api: "opensearch:DescribeDomain.DomainStatus",
    cloudformation: "AWS::OpenSearchService::Domain",
  },
  identity: {
    arn: { config: "Arn", api: "ARN", cloudformation: "Arn | DomainArn" },
    domain_name: { config: "DomainName", api: "DomainName", cloudformation: "DomainName | Ref" },
  },
  attributes: {
    /** The subnets in which it has its addresses; none where its endpoint is public. */
    vpc_subnet_ids: listOf(string(), {
      terraform: "vpc_options.subnet_ids",
      manyInBlock: true,
      config: "VPCOptions.SubnetIds",
      api: "VPCOptions.SubnetIds",
      cloudformation: "VPCOptions.SubnetIds",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
  },
});
