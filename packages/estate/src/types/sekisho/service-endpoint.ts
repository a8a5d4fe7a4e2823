import { defineResourceType, string, to } from "../../model/resource-type.ts";
import { targetCreatedOn } from "../aws/created-time.ts";

/** One entry of the profile's `service_endpoints`: a resource that customers are meant to reach. */
export const serviceEndpoint = defineResourceType({
  type: "service_endpoint",
  identity: { target: { terraform: null } },
  attributes: {
    /** The address or ARN by which the profile names the resource. */
    target: string({ terraform: null }),
    target_created_on: targetCreatedOn(),
  },
  links: {
    target: to(
      [
        "aws_lb",
        "aws_elb",
        "aws_cloudfront_distribution",
        "aws_api_gateway_domain_name",
        "aws_api_gateway_rest_api",
        "aws_api_gateway_stage",
        "aws_apigatewayv2_api",
        "aws_apigatewayv2_domain_name",
        "aws_apprunner_service",
        "aws_transfer_server",
        "aws_appsync_graphql_api",
        "aws_cognito_user_pool",
        "aws_cognito_user_pool_domain",
        "aws_eip",
        "aws_globalaccelerator_accelerator",
        "aws_instance",
        "aws_lambda_function_url",
        "aws_network_interface",
        "aws_verifiedaccess_endpoint",
      ],
      "arn",
    ),
  },
  isGlobal: true,
});
