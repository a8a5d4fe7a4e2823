import {
  absent,
  boolean,
  computed,
  defineResourceType,
  json,
  listOf,
  string,
  unavailable,
} from "../../model/resource-type.ts";
import { declaredApi, declaredByStages, declaredDomainOfApi } from "./declared-endpoint.ts";
import { createdTimeInApi } from "./created-time.ts";

const notExtracted = "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type";

/** A REST API of API Gateway. */
export const awsApiGatewayRestApi = defineResourceType({
  type: "aws_api_gateway_rest_api",
  sources: {
    config: "AWS::ApiGateway::RestApi",
    unchecked: notExtracted,
    api: "apigateway:GetRestApis.items[]",
    cloudformation: "AWS::ApiGateway::RestApi",
  },
  identity: {
    arn: { api: "arn:{partition}:apigateway:{region}::/restapis/{id}" },
    // Config names an API by its ARN, in the relationships of its stages too.
    id: { config: "@resourceId", unchecked: notExtracted, api: "id", cloudformation: "RestApiId | Ref" },
  },
  attributes: {
    created_time: createdTimeInApi("createdDate"),
    /** EDGE, REGIONAL or PRIVATE; an API without is reached through CloudFront (EDGE). */
    endpoint_types: listOf(string(), {
      terraform: "endpoint_configuration.types",
      manyInBlock: true,
      config: "endpointConfiguration.types",
      unchecked: notExtracted,
      api: "endpointConfiguration.types",
      cloudformation: "EndpointConfiguration.Types",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    /** The OpenAPI description from which the API is imported. */
    body: string({ cloudformation: "Body", whenOmitted: { terraform: absent, cloudformation: absent } }),
    /** Whether the API answers only under domain names of its own. An imported description may say so too. */
    disable_execute_api_endpoint: boolean({
      api: "disableExecuteApiEndpoint",
      cloudformation: "DisableExecuteApiEndpoint",
      whenOmitted: {
        terraform: (read) => (read("body") === null ? false : computed),
        api: false,
        cloudformation: (read) => (read("body") === null ? false : computed),
      },
    }),
    /** As written on the API itself; in Terraform a resource of its own, which is not read, can have it too. */
    policy: json({
      api: "policy",
      cloudformation: "Policy",
      whenOmitted: { terraform: computed, config: unavailable, api: absent, cloudformation: absent },
    }),
    declared_endpoint: declaredApi(),
    declared_by_stages: declaredByStages(),
    declared_domain: declaredDomainOfApi(),
  },
});
