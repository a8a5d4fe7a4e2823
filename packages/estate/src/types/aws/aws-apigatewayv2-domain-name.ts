import { absent, computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
import { serverCertificates } from "./server-certificates.ts";
import { mutualTls } from "./mutual-tls.ts";

/** A regional domain name of API Gateway. AWS Config does not record it. */
export const awsApigatewayv2DomainName = defineResourceType({
  type: "aws_apigatewayv2_domain_name",
  sources: {
    api: "apigatewayv2:GetDomainNames.Items[]",
    apiWhere: (read) => read("DomainNameConfigurations[].EndpointType") === "REGIONAL",
    cloudformation: "AWS::ApiGatewayV2::DomainName",
  },
  identity: {
    arn: { api: "DomainNameArn", cloudformation: "DomainNameArn" },
    name: { terraform: "domain_name", api: "DomainName", cloudformation: "DomainName | Ref" },
  },
  attributes: {
    security_policy: string({
      terraform: "domain_name_configuration.security_policy",
      api: "DomainNameConfigurations[].SecurityPolicy",
      cloudformation: "DomainNameConfigurations[].SecurityPolicy",
      whenOmitted: { terraform: computed, api: unavailable, cloudformation: computed },
    }),
    certificate_arn: string({
      terraform: "domain_name_configuration.certificate_arn",
      api: "DomainNameConfigurations[].CertificateArn",
      cloudformation: "DomainNameConfigurations[].CertificateArn",
      whenOmitted: { terraform: computed, api: absent, cloudformation: absent },
    }),
    server_certificates: serverCertificates(({ forward }) => ({ links: [forward("certificate_arn")] })),
    mutual_tls_authentication: mutualTls({ block: "MutualTlsAuthentication", uri: "TruststoreUri" }),
    declared_endpoint: declaredEndpoint(),
  },
  links: { certificate_arn: to("aws_acm_certificate", "arn") },
});
