import { absent, boolean, computed, defineResourceType, enumeration, string } from "../../model/resource-type.ts";
import { declaredApi, declaredDomainOfApi } from "./declared-endpoint.ts";
import { createdTimeInApi } from "./created-time.ts";

const notExtracted = "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type";

/** An HTTP or WebSocket API of API Gateway. WAF cannot protect it. */
export const awsApigatewayv2Api = defineResourceType({
  type: "aws_apigatewayv2_api",
  sources: {
    config: "AWS::ApiGatewayV2::Api",
    unchecked: notExtracted,
    api: "apigatewayv2:GetApis.Items[]",
    cloudformation: "AWS::ApiGatewayV2::Api",
  },
  identity: {
    arn: { api: "arn:{partition}:apigateway:{region}::/apis/{ApiId}" },
    id: { config: "apiId", unchecked: notExtracted, api: "ApiId", cloudformation: "ApiId | Ref" },
  },
  attributes: {
    created_time: createdTimeInApi("CreatedDate"),
    protocol_type: enumeration(["HTTP", "WEBSOCKET"], {
      config: "protocolType",
      unchecked: notExtracted,
      api: "ProtocolType",
      cloudformation: "ProtocolType",
      whenOmitted: { terraform: computed, cloudformation: computed },
    }),
    /** The OpenAPI description from which the API is imported. */
    body: string({ cloudformation: "Body", whenOmitted: { terraform: absent, cloudformation: absent } }),
    /** Whether the API answers only under domain names of its own. An imported description may say so too. */
    disable_execute_api_endpoint: boolean({
      config: "disableExecuteApiEndpoint",
      unchecked: notExtracted,
      api: "DisableExecuteApiEndpoint",
      cloudformation: "DisableExecuteApiEndpoint",
      whenOmitted: {
        terraform: (read) => (read("body") === null ? false : computed),
        config: false,
        api: false,
        cloudformation: (read) => (read("body") === null ? false : computed),
      },
    }),
    declared_endpoint: declaredApi(),
    declared_domain: declaredDomainOfApi(),
  },
});
