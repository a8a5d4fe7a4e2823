import {
  absent,
  computed,
  defineResourceType,
  list,
  listOf,
  number,
  string,
  unavailable,
} from "../../model/resource-type.ts";
import { effectivePrefixes, prefixesOfList } from "./effective-prefixes.ts";

const unpublished = "published in awslabs/aws-config-resource-schema, of which the extraction does not hold this type";

/** A list of address ranges that rules and routes name; those that AWS keeps for its own services are such lists too. */
export const awsEc2ManagedPrefixList = defineResourceType({
  type: "aws_ec2_managed_prefix_list",
  // A data source alone, of the lists that AWS keeps for services with a gateway endpoint.
  aliases: ["aws_prefix_list"],
  sources: {
    config: "AWS::EC2::PrefixList",
    unchecked: unpublished,
    api: "ec2:DescribeManagedPrefixLists.PrefixLists[]",
    apiOfAws: true,
    cloudformation: "AWS::EC2::PrefixList",
  },
  identity: {
    arn: { config: "Arn", unchecked: unpublished, api: "PrefixListArn", cloudformation: "Arn" },
    id: {
      config: "@resourceId | PrefixListId",
      unchecked: unpublished,
      api: "PrefixListId",
      cloudformation: "PrefixListId | Ref",
    },
  },
  attributes: {
    name: string({
      config: "PrefixListName",
      unchecked: unpublished,
      api: "PrefixListName",
      cloudformation: "PrefixListName",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
      note: "A name that begins with `com.amazonaws` is that of a list of AWS: no other may.",
    }),
    address_family: string({
      config: "AddressFamily",
      unchecked: unpublished,
      api: "AddressFamily",
      cloudformation: "AddressFamily",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    max_entries: number({
      config: "MaxEntries",
      unchecked: unpublished,
      api: "MaxEntries",
      cloudformation: "MaxEntries",
      whenOmitted: { terraform: computed, config: absent, api: absent, cloudformation: computed },
      note: "The lists of AWS have none.",
    }),
    /** As written inline; policies read `effective_entries`. */
    entry: list(
      {
        cidr: string({
          config: "Cidr",
          unchecked: unpublished,
          api: "Cidr",
          cloudformation: "Cidr",
          whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
        }),
      },
      {
        dataSource: "entries",
        config: "Entries",
        unchecked: unpublished,
        api: "ec2:GetManagedPrefixListEntries.Entries",
        cloudformation: "Entries",
        whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
        attributeAsBlocks: true,
      },
    ),
    /** The ranges, as the data source `aws_prefix_list` tells them; policies read `effective_entries`. */
    cidr_blocks: listOf(string(), { terraform: null, dataSource: "cidr_blocks" }),
    effective_entries: effectivePrefixes(prefixesOfList),
  },
});
