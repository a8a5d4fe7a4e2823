import { computed, defineResourceType, string, to } from "../../model/resource-type.ts";
import { effectivePrefixes, prefixOfEntry } from "./effective-prefixes.ts";

/** An entry of a prefix list as a resource of its own; a running list tells its entries by itself. */
export const awsEc2ManagedPrefixListEntry = defineResourceType({
  type: "aws_ec2_managed_prefix_list_entry",
  sources: { apiPartOf: "aws_ec2_managed_prefix_list" },
  identity: {},
  attributes: {
    prefix_list_id: string({ whenOmitted: { terraform: computed } }),
    cidr: string({ whenOmitted: { terraform: computed } }),
    effective_entries: effectivePrefixes(prefixOfEntry),
  },
  links: { prefix_list_id: to("aws_ec2_managed_prefix_list", "id") },
});
