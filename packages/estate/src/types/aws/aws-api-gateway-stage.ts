import { absent, computed, defineResourceType, string, to, unavailable } from "../../model/resource-type.ts";
import { declaredStage } from "./declared-endpoint.ts";
import { webAclToldBy } from "./web-acl-told-by.ts";
import { createdTimeInApi } from "./created-time.ts";

/** A stage of a REST API: what is deployed under a name of its own. */
export const awsApiGatewayStage = defineResourceType({
  type: "aws_api_gateway_stage",
  sources: {
    config: "AWS::ApiGateway::Stage",
    api: "apigateway:GetStages.item[]",
    cloudformation: "AWS::ApiGateway::Stage",
  },
  identity: { arn: { api: "arn:{partition}:apigateway:{region}::/restapis/{@restApiId}/stages/{stageName}" } },
  attributes: {
    created_time: createdTimeInApi("createdDate"),
    rest_api_id: string({
      config: "relationships.AWS::ApiGateway::RestApi",
      unchecked: "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type",
      api: "@restApiId",
      cloudformation: "RestApiId",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
      note: "AWS Config gives the ARN of the API.",
    }),
    /** The ARN of the web ACL that protects a running stage; elsewhere the association alone tells it. */
    web_acl_arn: string({
      terraform: null,
      config: "webAclArn",
      api: "webAclArn",
      observed: true,
      whenOmitted: { config: absent, api: absent },
    }),
    declared_endpoint: declaredStage(),
    web_acl_told_by: webAclToldBy("web_acl_arn"),
  },
  links: {
    rest_api_id: to("aws_api_gateway_rest_api", "id"),
    web_acl_arn: to("aws_wafv2_web_acl", "arn"),
  },
});
