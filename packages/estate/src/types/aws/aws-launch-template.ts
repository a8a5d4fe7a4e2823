import type { DerivationContext } from "../../model/estate.ts";
import { heaviestCode } from "../../model/links.ts";
import {
  absent,
  boolean,
  defineResourceType,
  derivedScalar,
  json,
  list,
  listOf,
  number,
  string,
  to,
} from "../../model/resource-type.ts";
import type { ObjectNode, ScalarValue, Unknown } from "../../model/value.ts";
import { declaredTierIn } from "./declared.ts";
import { asCollection, asScalar, codeOf, fieldOf, objectsOf } from "./nodes.ts";

/** What EC2 instances are launched by; the API is asked for the latest version, which is what Terraform manages. */
export const awsLaunchTemplate = defineResourceType({
  type: "aws_launch_template",
  sources: {
    config: "AWS::EC2::LaunchTemplate",
    api: "ec2:DescribeLaunchTemplateVersions.LaunchTemplateVersions[]",
    cloudformation: "AWS::EC2::LaunchTemplate",
  },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}:{account}:launch-template/{LaunchTemplateId}" },
    id: { config: "@resourceId", api: "LaunchTemplateId", cloudformation: "LaunchTemplateId | Ref" },
  },
  attributes: {
    network_interfaces: list(
      {
        associate_public_ip_address: boolean({
          config: "AssociatePublicIpAddress",
          api: "AssociatePublicIpAddress",
          cloudformation: "AssociatePublicIpAddress",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
          note: "Left out, the subnet of the launch decides.",
        }),
        network_interface_id: string({
          config: "NetworkInterfaceId",
          api: "NetworkInterfaceId",
          cloudformation: "NetworkInterfaceId",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
        }),
        ipv6_address_count: number({
          config: "Ipv6AddressCount",
          api: "Ipv6AddressCount",
          cloudformation: "Ipv6AddressCount",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
        }),
        ipv6_addresses: listOf(string(), {
          config: "Ipv6Addresses.Ipv6Address",
          api: "Ipv6Addresses.Ipv6Address",
          cloudformation: "Ipv6Addresses.Ipv6Address",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
        }),
        ipv6_prefix_count: number({
          config: "Ipv6PrefixCount",
          api: "Ipv6PrefixCount",
          cloudformation: "Ipv6PrefixCount",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
        }),
        ipv6_prefixes: listOf(string(), {
          config: "Ipv6Prefixes.Ipv6Prefix",
          api: "Ipv6Prefixes.Ipv6Prefix",
          cloudformation: "Ipv6Prefixes.Ipv6Prefix",
          whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
        }),
      },
      {
        config: "LaunchTemplateData.NetworkInterfaces",
        api: "LaunchTemplateData.NetworkInterfaces",
        cloudformation: "LaunchTemplateData.NetworkInterfaces",
        whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
      },
    ),
    subnet_ids: listOf(string(), {
      terraform: "network_interfaces.subnet_id",
      config: "LaunchTemplateData.NetworkInterfaces.SubnetId",
      api: "LaunchTemplateData.NetworkInterfaces.SubnetId",
      cloudformation: "LaunchTemplateData.NetworkInterfaces.SubnetId",
      isSparse: true,
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    /** As written on the resource itself; policies read what the profile's selectors make of them. */
    tags: json({
      cloudformation: "TagSpecifications[].Tags",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    /** Whether an interface asks for an IPv6 address; one that the subnet of the launch gives is the subnet's word. */
    asks_for_ipv6: derivedScalar(boolean(), asksForIpv6),
    tier: declaredTierIn("subnet_ids"),
  },
  links: { subnet_ids: to("aws_subnet", "id") },
});

function asksForIpv6({ value }: DerivationContext): { readonly value: ScalarValue; readonly origin: string } {
  const interfaces = asCollection(value("network_interfaces"));
  const words = objectsOf(interfaces).map(asksItself);
  const { origin } = interfaces;
  if (words.includes(true)) return { value: true, origin };
  const code = heaviestCode([
    interfaces.code,
    ...words.map((word) => (typeof word === "object" ? word.unknown : null)),
  ]);
  return { value: code === null ? false : { unknown: code }, origin };
}

/** A count of 0 is none. A prefix is a range of addresses that the interface has. */
function asksItself(one: ObjectNode): boolean | Unknown {
  const lists = ["ipv6_addresses", "ipv6_prefixes"].map((name) => asCollection(fieldOf(one, name)));
  const counts = ["ipv6_address_count", "ipv6_prefix_count"].map((name) => asScalar(fieldOf(one, name)));
  if (lists.some(({ items }) => items.length > 0)) return true;
  if (counts.some(({ value }) => typeof value === "number" && value > 0)) return true;
  const code = heaviestCode([...lists.map((list) => list.code), ...counts.map(codeOf)]);
  return code === null ? false : { unknown: code };
}
