import { allOf } from "@sekisho/sheet";

/**
 * Shows that a WAF is deployed: every kind of public endpoint has an ACL, and the ACLs can block. The associations are an
 * expression of their own, because an ACL that protects nothing verifies nothing: without any endpoint it is unknown.
 */
export const wafDeployed = allOf(
  allOf(
    "waf.alb_associated",
    "waf.cloudfront_associated",
    "waf.apigw_stage_associated",
    "waf.other_endpoints_associated",
  ),
  "waf.acl_effective",
);

/**
 * Shows countermeasures against denial of service; Shield Advanced counts only where the profile declares it. The rate limits are
 * an expression of their own, because they are among what is said: without any web ACL it is unknown.
 */
export const ddosMeasures = allOf(
  "ddos.shield_standard_inherited",
  "ddos.shield_advanced_protected",
  allOf("ddos.waf_rate_rule"),
);
