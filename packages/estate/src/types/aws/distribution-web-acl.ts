import type { DerivationContext } from "../../model/estate.ts";
import { isUnknown, type ScalarValue } from "../../model/value.ts";
import { asScalar } from "./nodes.ts";

/** What a distribution can have as its web ACL: none, one of WAF Classic, or one of WAFv2 of either scope. */
export const webAclKinds = ["none", "classic", "cloudfront", "regional"] as const;

/**
 * Tells what kind of web ACL a distribution has: by the ARN or id that it names, or, while that is not known yet, by the
 * scope of the one web ACL that it refers to.
 */
export function distributionWebAcl(context: DerivationContext): {
  readonly value: ScalarValue;
  readonly origin: string;
} {
  const { value, origin } = asScalar(context.value("web_acl_id"));
  if (!isUnknown(value)) return { value: typeof value === "string" ? kindOf(value) : "none", origin };
  const acls = context.forward("web_acl_id");
  const [acl] = acls.items;
  if (acl === undefined || acls.items.length > 1 || acls.state === "partial") return { value, origin };
  const scope = asScalar(context.valueOf(acl, "scope"));
  if (isUnknown(scope.value)) return { value: scope.value, origin };
  return { value: scope.value === "CLOUDFRONT" ? "cloudfront" : "regional", origin };
}

/** https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html, WebACLId. */
function kindOf(id: string): (typeof webAclKinds)[number] {
  if (id === "") return "none";
  // arn:aws:wafv2:us-east-1:123456789012:global/webacl/NAME/ID
  const [scheme, , service, , , resource = ""] = id.split(":");
  if (scheme !== "arn" || service !== "wafv2") return "classic";
  return resource.startsWith("global/") ? "cloudfront" : "regional";
}
