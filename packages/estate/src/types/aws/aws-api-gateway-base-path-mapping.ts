import { computed, defineResourceType, string, to } from "../../model/resource-type.ts";

/** What puts a REST API behind a domain name. AWS Config does not record it. */
export const awsApiGatewayBasePathMapping = defineResourceType({
  type: "aws_api_gateway_base_path_mapping",
  sources: {
    api: "apigateway:GetBasePathMappings.items[]",
    cloudformation: "AWS::ApiGateway::BasePathMapping",
  },
  identity: {},
  attributes: {
    domain_name: string({
      api: "@domainName",
      cloudformation: "DomainName",
      whenOmitted: { terraform: computed, cloudformation: computed },
    }),
    api_id: string({
      api: "restApiId",
      cloudformation: "RestApiId",
      whenOmitted: { terraform: computed, cloudformation: computed },
    }),
  },
  links: {
    domain_name: to(["aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name"], "name"),
    api_id: to("aws_api_gateway_rest_api", "id"),
  },
});
