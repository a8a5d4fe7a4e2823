import { computed, defineResourceType, string, to } from "../../model/resource-type.ts";

/** What puts an HTTP, WebSocket or REST API behind a domain name. AWS Config does not record it. */
export const awsApigatewayv2ApiMapping = defineResourceType({
  type: "aws_apigatewayv2_api_mapping",
  sources: {
    api: "apigatewayv2:GetApiMappings.Items[]",
    cloudformation: "AWS::ApiGatewayV2::ApiMapping",
  },
  identity: {},
  attributes: {
    domain_name: string({
      api: "@DomainName",
      cloudformation: "DomainName",
      whenOmitted: { terraform: computed },
    }),
    api_id: string({
      api: "ApiId",
      cloudformation: "ApiId",
      whenOmitted: { terraform: computed },
    }),
  },
  links: {
    domain_name: to(["aws_apigatewayv2_domain_name", "aws_api_gateway_domain_name"], "name"),
    api_id: to(["aws_apigatewayv2_api", "aws_api_gateway_rest_api"], "id"),
  },
});
