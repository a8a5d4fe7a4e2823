import { defineResourceType, enumeration, unavailable } from "../../model/resource-type.ts";

/** An account's subscription to Shield Advanced; an account has at most one. */
export const awsShieldSubscription = defineResourceType({
  type: "aws_shield_subscription",
  sources: { api: "shield:DescribeSubscription.Subscription" },
  identity: {},
  attributes: {
    auto_renew: enumeration(["ENABLED", "DISABLED"], {
      api: "AutoRenew",
      whenOmitted: { terraform: "ENABLED", api: unavailable },
    }),
  },
  onePer: "account",
  isGlobal: true,
});
