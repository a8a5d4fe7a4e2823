import { absent, computed, defineResourceType, listOf, string, to, unavailable } from "../../model/resource-type.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
import { serverCertificates } from "./server-certificates.ts";
import { mutualTls } from "./mutual-tls.ts";

/**
 * A domain name of API Gateway, as it is made for REST APIs. AWS Config does not record it. Both versions of the API list
 * the regional ones, which are read by the second.
 */
export const awsApiGatewayDomainName = defineResourceType({
  type: "aws_api_gateway_domain_name",
  sources: {
    api: "apigateway:GetDomainNames.items[]",
    apiWhere: (read) => read("endpointConfiguration.types[]") !== "REGIONAL",
    cloudformation: "AWS::ApiGateway::DomainName",
  },
  identity: {
    arn: { api: "domainNameArn", cloudformation: "DomainNameArn" },
    name: { terraform: "domain_name", api: "domainName", cloudformation: "DomainName | Ref" },
  },
  attributes: {
    /** EDGE, REGIONAL or PRIVATE; a domain name without is reached through CloudFront (EDGE). */
    endpoint_types: listOf(string(), {
      terraform: "endpoint_configuration.types",
      manyInBlock: true,
      api: "endpointConfiguration.types",
      cloudformation: "EndpointConfiguration.Types",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    security_policy: string({
      api: "securityPolicy",
      cloudformation: "SecurityPolicy",
      whenOmitted: { terraform: computed, api: unavailable, cloudformation: computed },
    }),
    /** The certificate of a domain name that is reached through CloudFront. */
    certificate_arn: string({
      api: "certificateArn",
      cloudformation: "CertificateArn",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    regional_certificate_arn: string({
      api: "regionalCertificateArn",
      cloudformation: "RegionalCertificateArn",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    server_certificates: serverCertificates(({ forward }) => ({
      links: [forward("certificate_arn"), forward("regional_certificate_arn")],
    })),
    mutual_tls_authentication: mutualTls({ block: "mutualTlsAuthentication", uri: "truststoreUri" }),
    declared_endpoint: declaredEndpoint(),
  },
  links: {
    certificate_arn: to("aws_acm_certificate", "arn"),
    regional_certificate_arn: to("aws_acm_certificate", "arn"),
  },
});
