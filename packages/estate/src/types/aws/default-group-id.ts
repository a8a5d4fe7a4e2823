import { computed, string, to, type Link, type ScalarAttribute } from "../../model/resource-type.ts";
import type { Unknown } from "../../model/value.ts";

/**
 * Declares the attribute `default_security_group_id` of a rule: the same id as `security_group_id`, for the link to the VPC
 * that says it of its default group, which no resource of the documents need be.
 */
export function defaultGroupId(
  paths: { readonly api?: string; readonly cloudformation?: string } = {},
): ScalarAttribute<string | null | Unknown> {
  return string({ terraform: "security_group_id", ...paths, whenOmitted: { terraform: computed } });
}

/** The link of that attribute. */
export const toDefaultGroup: Link = to("aws_vpc", "default_security_group_id");
