import { absent, computed, defineResourceType, listOf, string, unavailable } from "../../model/resource-type.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
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
      api: "endpointConfiguration.types",
      cloudformation: "EndpointConfiguration.Types",
      whenOmitted: { terraform: absent, api: absent, cloudformation: absent },
    }),
    security_policy: string({
      api: "securityPolicy",
      cloudformation: "SecurityPolicy",
      whenOmitted: { terraform: computed, api: unavailable, cloudformation: computed },
    }),
    mutual_tls_authentication: mutualTls({ block: "mutualTlsAuthentication", uri: "truststoreUri" }),
    declared_endpoint: declaredEndpoint(),
  },
});
