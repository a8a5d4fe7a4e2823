import { defineResourceType, enumeration, unavailable } from "../../model/resource-type.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
import { declaredWafIncapable } from "./declared.ts";
import { createdTimeInApi } from "./created-time.ts";

/** The URL of a Lambda function, which the internet reaches whether or not it asks for IAM credentials. */
export const awsLambdaFunctionUrl = defineResourceType({
  type: "aws_lambda_function_url",
  sources: { api: "lambda:ListFunctionUrlConfigs.FunctionUrlConfigs[]", cloudformation: "AWS::Lambda::Url" },
  identity: { arn: { terraform: "function_arn", api: "FunctionArn", cloudformation: "FunctionArn | Ref" } },
  attributes: {
    created_time: createdTimeInApi("CreationTime"),
    authorization_type: enumeration(["NONE", "AWS_IAM"], {
      api: "AuthType",
      cloudformation: "AuthType",
      whenOmitted: { api: unavailable },
    }),
    declared_endpoint: declaredEndpoint(),
    declared_waf_incapable: declaredWafIncapable(),
  },
});
