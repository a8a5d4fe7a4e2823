import { boolean, defineResourceType, unavailable } from "../../model/resource-type.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
import { createdTimeInApi } from "./created-time.ts";

const notExtracted = "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type";

/** A service of App Runner, which has a public URL unless its ingress is private. */
export const awsApprunnerService = defineResourceType({
  type: "aws_apprunner_service",
  sources: {
    config: "AWS::AppRunner::Service",
    unchecked: notExtracted,
    api: "apprunner:DescribeService.Service",
    cloudformation: "AWS::AppRunner::Service",
  },
  identity: {
    arn: { config: "ServiceArn", unchecked: notExtracted, api: "ServiceArn", cloudformation: "ServiceArn | Ref" },
  },
  attributes: {
    created_time: createdTimeInApi("CreatedAt"),
    is_publicly_accessible: boolean({
      terraform: "network_configuration.ingress_configuration.is_publicly_accessible",
      config: "NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible",
      unchecked: notExtracted,
      api: "NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible",
      cloudformation: "NetworkConfiguration.IngressConfiguration.IsPubliclyAccessible",
      // https://docs.aws.amazon.com/apprunner/latest/api/API_IngressConfiguration.html
      whenOmitted: { terraform: true, config: unavailable, api: unavailable, cloudformation: true },
    }),
    declared_endpoint: declaredEndpoint(),
  },
});
