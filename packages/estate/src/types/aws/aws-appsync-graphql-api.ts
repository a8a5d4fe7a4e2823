import { defineResourceType, enumeration, unavailable } from "../../model/resource-type.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";

const notExtracted = "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type";

/** A GraphQL API of AppSync. */
export const awsAppsyncGraphqlApi = defineResourceType({
  type: "aws_appsync_graphql_api",
  sources: {
    config: "AWS::AppSync::GraphQLApi",
    unchecked: notExtracted,
    api: "appsync:ListGraphqlApis.graphqlApis[]",
    cloudformation: "AWS::AppSync::GraphQLApi",
  },
  identity: { arn: { config: "Arn", unchecked: notExtracted, api: "arn", cloudformation: "Arn | Ref" } },
  attributes: {
    visibility: enumeration(["GLOBAL", "PRIVATE"], {
      config: "Visibility",
      unchecked: notExtracted,
      api: "visibility",
      cloudformation: "Visibility",
      // https://docs.aws.amazon.com/appsync/latest/APIReference/API_CreateGraphqlApi.html: set to GLOBAL if no value is provided.
      whenOmitted: { terraform: "GLOBAL", config: unavailable, api: unavailable, cloudformation: "GLOBAL" },
    }),
    declared_endpoint: declaredEndpoint(),
  },
});
