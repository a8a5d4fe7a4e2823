import {
  absent,
  block,
  boolean,
  computed,
  defineResourceType,
  derivedScalar,
  enumeration,
  json,
  list,
  listOf,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
import { declaredStatic } from "./declared.ts";
import { distributionWebAcl, webAclKinds } from "./distribution-web-acl.ts";

const notPublished =
  "not in the published properties of AWS::CloudFront::Distribution; named as the API has it, in the letters of Config";

const viewerProtocolPolicies = ["allow-all", "https-only", "redirect-to-https"] as const;

/** What a cache behaviour does with requests of viewers that come by HTTP. */
const behaviourFields = {
  viewer_protocol_policy: enumeration(viewerProtocolPolicies, {
    config: "viewerProtocolPolicy",
    api: "ViewerProtocolPolicy",
    cloudformation: "ViewerProtocolPolicy",
    whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
  }),
} as const;

/** A CloudFront distribution. */
export const awsCloudfrontDistribution = defineResourceType({
  type: "aws_cloudfront_distribution",
  sources: {
    config: "AWS::CloudFront::Distribution",
    api: "cloudfront:ListDistributions.DistributionList.Items[]",
    cloudformation: "AWS::CloudFront::Distribution",
  },
  identity: {
    arn: { config: "arn", api: "ARN" },
    id: { config: "id", api: "Id", cloudformation: "Id | Ref" },
    domain_name: { config: "domainName", api: "DomainName", cloudformation: "DomainName" },
  },
  attributes: {
    enabled: boolean({
      config: "distributionConfig.enabled",
      api: "Enabled",
      cloudformation: "DistributionConfig.Enabled",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    staging: boolean({
      config: "distributionConfig.staging",
      api: "Staging",
      cloudformation: "DistributionConfig.Staging",
      whenOmitted: { terraform: false, config: false, api: false, cloudformation: false },
      note: "A staging distribution takes a part of the requests of another one, to try a change.",
    }),
    web_acl_id: string({
      config: "distributionConfig.webACLId",
      api: "WebACLId",
      cloudformation: "DistributionConfig.WebACLId",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
      note: "The ARN of a web ACL of WAFv2, or the bare id of one of WAF Classic.",
    }),
    web_acl_kind: derivedScalar(enumeration(webAclKinds), distributionWebAcl),
    default_cache_behavior: block(behaviourFields, {
      config: "distributionConfig.defaultCacheBehavior",
      api: "DefaultCacheBehavior",
      cloudformation: "DistributionConfig.DefaultCacheBehavior",
      whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: unavailable },
    }),
    ordered_cache_behavior: list(
      {
        path_pattern: string({
          config: "pathPattern",
          api: "PathPattern",
          cloudformation: "PathPattern",
          whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
        }),
        ...behaviourFields,
      },
      {
        config: "distributionConfig.cacheBehaviors.items",
        api: "CacheBehaviors.Items",
        cloudformation: "DistributionConfig.CacheBehaviors",
        whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
      },
    ),
    viewer_certificate: block(
      {
        cloudfront_default_certificate: boolean({
          config: "cloudFrontDefaultCertificate",
          api: "CloudFrontDefaultCertificate",
          cloudformation: "CloudFrontDefaultCertificate",
          whenOmitted: { terraform: false, config: false, api: false, cloudformation: false },
        }),
        minimum_protocol_version: string({
          config: "minimumProtocolVersion",
          api: "MinimumProtocolVersion",
          cloudformation: "MinimumProtocolVersion",
          whenOmitted: { terraform: "TLSv1", config: unavailable, api: unavailable, cloudformation: computed },
          note: "With CloudFront's own certificate it is TLSv1, whatever is set.",
        }),
      },
      {
        config: "distributionConfig.viewerCertificate",
        api: "ViewerCertificate",
        cloudformation: "DistributionConfig.ViewerCertificate",
        whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
        note: "Without it CloudFront's own certificate is used.",
      },
    ),
    origin: list(
      {
        origin_id: string({
          config: "id",
          api: "Id",
          cloudformation: "Id",
          whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
        }),
        custom_origin_config: block(
          {
            origin_protocol_policy: enumeration(["http-only", "match-viewer", "https-only"], {
              config: "originProtocolPolicy",
              api: "OriginProtocolPolicy",
              cloudformation: "OriginProtocolPolicy",
              whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
            }),
            origin_ssl_protocols: listOf(string(), {
              config: "originSslProtocols.items",
              api: "OriginSslProtocols.Items",
              cloudformation: "OriginSSLProtocols",
              whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: computed },
            }),
          },
          {
            config: "customOriginConfig",
            api: "CustomOriginConfig",
            cloudformation: "CustomOriginConfig",
            whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
            note: "An origin that is a bucket, reached by S3's own interface, has none.",
          },
        ),
      },
      {
        config: "distributionConfig.origins.items",
        api: "Origins.Items",
        cloudformation: "DistributionConfig.Origins",
        whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: unavailable },
      },
    ),
    /** The host names of the origins that the distribution takes content from. */
    origin_domain_names: listOf(string(), {
      terraform: "origin.domain_name",
      config: "distributionConfig.origins.items.domainName",
      api: "Origins.Items.DomainName",
      cloudformation: "DistributionConfig.Origins.DomainName",
      whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: unavailable },
    }),
    /** The VPC origins that the distribution takes content from. */
    vpc_origin_ids: listOf(string(), {
      terraform: "origin.vpc_origin_config.vpc_origin_id",
      config: "distributionConfig.origins.items.vpcOriginConfig.vpcOriginId",
      api: "Origins.Items.VpcOriginConfig.VpcOriginId",
      cloudformation: "DistributionConfig.Origins.VpcOriginConfig.VpcOriginId",
      isSparse: true,
      whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: unavailable },
      unchecked: notPublished,
    }),
    tags: json({
      config: "@tags",
      cloudformation: "Tags",
      whenOmitted: { terraform: absent, config: absent, cloudformation: absent },
    }),
    declared_static: declaredStatic(),
    declared_endpoint: declaredEndpoint(),
  },
  links: {
    web_acl_id: to("aws_wafv2_web_acl", "arn"),
    // A distribution may name a domain name before that exists.
    origin_domain_names: to("aws_apigatewayv2_domain_name", "name", { madeBy: "service" }),
    vpc_origin_ids: to("aws_cloudfront_vpc_origin", "id"),
  },
  isGlobal: true,
});
