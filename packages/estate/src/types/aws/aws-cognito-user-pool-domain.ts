import { isUnknown } from "../../model/value.ts";
import { boolean, defineResourceType, derivedScalar, string, to, unavailable } from "../../model/resource-type.ts";
import { declaredWith } from "./declared-endpoint.ts";

/**
 * The domain of a user pool of Cognito, on which the internet reaches its sign-in pages and its OAuth endpoints: a prefix of
 * AWS's own domain, or a custom one; a pool can have both. AWS Config does not record it.
 */
export const awsCognitoUserPoolDomain = defineResourceType({
  type: "aws_cognito_user_pool_domain",
  sources: {
    api: "cognito-idp:DescribeUserPool.UserPool.Domain | cognito-idp:DescribeUserPool.UserPool.CustomDomain",
    cloudformation: "AWS::Cognito::UserPoolDomain",
  },
  identity: { domain: { api: "", cloudformation: "Domain" } },
  attributes: {
    user_pool_id: string({ api: "@UserPoolId", cloudformation: "UserPoolId", whenOmitted: { api: unavailable } }),
    declared_endpoint: declaredWith("user_pool_id"),
    /** Whether it is a name of one's own, which has a certificate of one's own; a prefix of AWS's domain has no dot. */
    is_custom: derivedScalar(boolean(), ({ resource: { identities, origin } }) => {
      const { domain = null } = identities;
      return { value: isUnknown(domain) ? domain : typeof domain === "string" && domain.includes("."), origin };
    }),
  },
  links: { user_pool_id: to("aws_cognito_user_pool", "id") },
});
