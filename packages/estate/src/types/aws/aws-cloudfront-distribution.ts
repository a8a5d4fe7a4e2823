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
import type { DerivationContext } from "../../model/estate.ts";
import { isUnknown } from "../../model/value.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
import { declaredStatic } from "./declared.ts";
import { asCollection, asScalar, fieldOf, objectsOf } from "./nodes.ts";
import { serverCertificates, type ServerCertificateSource } from "./server-certificates.ts";
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
    viewer_acm_certificate_arn: string({
      terraform: "viewer_certificate.acm_certificate_arn",
      config: "distributionConfig.viewerCertificate.acmCertificateArn",
      api: "ViewerCertificate.ACMCertificateArn",
      cloudformation: "DistributionConfig.ViewerCertificate.AcmCertificateArn",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    viewer_iam_certificate_id: string({
      terraform: "viewer_certificate.iam_certificate_id",
      config: "distributionConfig.viewerCertificate.iamCertificateId",
      api: "ViewerCertificate.IAMCertificateId",
      cloudformation: "DistributionConfig.ViewerCertificate.IamCertificateId",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    server_certificates: serverCertificates(viewerCertificates),
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
    viewer_acm_certificate_arn: to("aws_acm_certificate", "arn"),
    viewer_iam_certificate_id: to("aws_iam_server_certificate", "id"),
    web_acl_id: to("aws_wafv2_web_acl", "arn"),
    // A distribution may name a domain name before that exists.
    origin_domain_names: to("aws_apigatewayv2_domain_name", "name", { madeBy: "service" }),
    vpc_origin_ids: to("aws_cloudfront_vpc_origin", "id"),
  },
  isGlobal: true,
});

/** A distribution that names no certificate shows CloudFront's own. */
function viewerCertificates({ value, forward }: DerivationContext): ServerCertificateSource {
  const named = [
    asScalar(value("viewer_acm_certificate_arn")).value,
    asScalar(value("viewer_iam_certificate_id")).value,
  ];
  const links = [forward("viewer_acm_certificate_arn"), forward("viewer_iam_certificate_id")];
  const block = asCollection(value("viewer_certificate"));
  const [fields] = objectsOf(block);
  const ownWord = fields === undefined ? false : asScalar(fieldOf(fields, "cloudfront_default_certificate")).value;
  if (ownWord === true) return { links: [], isDefault: true };
  if (isUnknown(ownWord)) return { links, isDefault: ownWord.unknown };
  if (block.code !== null) return { links, isDefault: block.code };
  return { links, isDefault: named.every((name) => name === null) };
}
