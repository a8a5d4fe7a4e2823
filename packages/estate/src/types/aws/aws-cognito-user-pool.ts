import { defineResourceType } from "../../model/resource-type.ts";
import { createdTimeInApi } from "./created-time.ts";
import { declaredByAny } from "./declared-endpoint.ts";

/** A user pool of Cognito, whose API and sign-in pages the internet always reaches. */
export const awsCognitoUserPool = defineResourceType({
  type: "aws_cognito_user_pool",
  sources: {
    config: "AWS::Cognito::UserPool",
    unchecked: "recordable, without a published list of fields",
    api: "cognito-idp:ListUserPools.UserPools[]",
    cloudformation: "AWS::Cognito::UserPool",
  },
  identity: {
    arn: { api: "arn:{partition}:cognito-idp:{region}:{account}:userpool/{Id}", cloudformation: "Arn" },
    id: { api: "Id", cloudformation: "UserPoolId | Ref" },
  },
  attributes: {
    created_time: createdTimeInApi("CreationDate"),
    declared_endpoint: declaredByAny("aws_cognito_user_pool_domain", "user_pool_id"),
  },
});
