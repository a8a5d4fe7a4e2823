import type { DerivationContext } from "../../model/estate.ts";
import { derivedScalar, enumeration, type DerivedScalarAttribute } from "../../model/resource-type.ts";
import { isUnknown, type ScalarValue, type Unknown } from "../../model/value.ts";
import { asScalar } from "./nodes.ts";

/** What tells the web ACL of a resource: there is none, one of WAF Classic, an association, or the resource itself. */
const tellers = ["none", "classic", "association", "resource"] as const;

/**
 * Declares the attribute `web_acl_told_by`: what tells the web ACL of a resource. An association that a document holds
 * goes before what a running resource says of itself (`own` names that attribute), because it may be planned.
 */
export function webAclToldBy(own: string): DerivedScalarAttribute<(typeof tellers)[number] | null | Unknown> {
  return derivedScalar(enumeration(tellers), (context) => tellerOf(context, own));
}

function tellerOf(
  context: DerivationContext,
  own: string,
): { readonly value: (typeof tellers)[number] | Unknown; readonly origin: string } {
  const associations = context.reverse("aws_wafv2_web_acl_association", "resource_arn");
  const [association] = associations.items;
  if (association !== undefined) return { value: "association", origin: association.origin };
  const [classic] = context.reverse("aws_wafregional_web_acl_association", "resource_arn").items;
  if (classic !== undefined) return { value: "classic", origin: classic.origin };
  if (context.resource.running) {
    const changes = context.changes("aws_wafv2_web_acl_association", "resource_arn");
    if (changes.code !== null) return { value: { unknown: changes.code }, origin: context.resource.origin };
    const [removed] = changes.removed;
    if (removed !== undefined) return { value: "none", origin: removed.origin };
    const { value, origin } = asScalar(context.value(own));
    return { value: isUnknown(value) ? value : ownTeller(value), origin };
  }
  const { code } = associations;
  return { value: code === null ? "none" : { unknown: code }, origin: context.resource.origin };
}

/** The ARN of a web ACL of WAF Classic is `arn:aws:waf-regional:…`. */
function ownTeller(arn: ScalarValue): (typeof tellers)[number] {
  if (typeof arn !== "string" || arn === "") return "none";
  return arn.split(":")[2] === "waf-regional" ? "classic" : "resource";
}
