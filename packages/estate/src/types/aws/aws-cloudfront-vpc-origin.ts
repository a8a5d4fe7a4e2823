import {
  absent,
  block,
  computed,
  defineResourceType,
  enumeration,
  listOf,
  string,
  unavailable,
} from "../../model/resource-type.ts";

/** A load balancer or instance in private subnets that CloudFront takes content from. AWS Config does not record it. */
export const awsCloudfrontVpcOrigin = defineResourceType({
  type: "aws_cloudfront_vpc_origin",
  sources: {
    api: "cloudfront:GetVpcOrigin.VpcOrigin",
    cloudformation: "AWS::CloudFront::VpcOrigin",
  },
  identity: {
    arn: { api: "Arn", cloudformation: "Arn" },
    id: { api: "Id", cloudformation: "Id | Ref" },
  },
  attributes: {
    vpc_origin_endpoint_config: block(
      {
        origin_protocol_policy: enumeration(["http-only", "match-viewer", "https-only"], {
          api: "OriginProtocolPolicy",
          cloudformation: "OriginProtocolPolicy",
          whenOmitted: { terraform: computed, api: unavailable, cloudformation: computed },
        }),
        origin_ssl_protocols: listOf(string(), {
          terraform: "origin_ssl_protocols.items",
          manyInBlock: true,
          api: "OriginSslProtocols.Items",
          cloudformation: "OriginSSLProtocols",
          whenOmitted: { terraform: computed, api: unavailable, cloudformation: computed },
        }),
      },
      {
        api: "VpcOriginEndpointConfig",
        cloudformation: "VpcOriginEndpointConfig",
        whenOmitted: { terraform: absent, api: unavailable, cloudformation: unavailable },
      },
    ),
  },
  isGlobal: true,
});
