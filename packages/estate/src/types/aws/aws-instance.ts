import type { DerivationContext } from "../../model/estate.ts";
import {
  absent,
  boolean,
  computed,
  defineResourceType,
  derivedScalar,
  json,
  listOf,
  number,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import { isUnknown, type ScalarValue } from "../../model/value.ts";
import { declaredEndpoint } from "./declared-endpoint.ts";
import { declaredTierIn } from "./declared.ts";
import { asScalar } from "./nodes.ts";
import { hasElements, ofSubnets } from "./placement.ts";

/** An EC2 instance. */
export const awsInstance = defineResourceType({
  type: "aws_instance",
  sources: {
    config: "AWS::EC2::Instance",
    api: "ec2:DescribeInstances.Reservations[].Instances[]",
    // One that is terminated is listed for about an hour.
    apiWhere: (read) => read("State.Name") !== "terminated",
    cloudformation: "AWS::EC2::Instance",
  },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}:{account}:instance/{InstanceId}" },
    id: { config: "@resourceId | instanceId", api: "InstanceId", cloudformation: "InstanceId | Ref" },
  },
  attributes: {
    /** As written; policies read `has_public_ipv4`. */
    associate_public_ip_address: boolean({
      cloudformation: "NetworkInterfaces[].AssociatePublicIpAddress",
      whenOmitted: { terraform: absent, cloudformation: absent },
      note: "Left out, the subnet decides; a running instance tells only its addresses.",
    }),
    subnet_id: string({
      config: "subnetId",
      api: "SubnetId",
      cloudformation: "SubnetId | NetworkInterfaces[].SubnetId",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
    }),
    /** Interfaces that exist by themselves and are attached; they get no public address by it. */
    network_interface_ids: listOf(string(), {
      terraform: "network_interface.network_interface_id",
      cloudformation: "NetworkInterfaces.NetworkInterfaceId",
      isSparse: true,
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    public_ip: string({
      config: "publicIpAddress",
      api: "PublicIpAddress",
      cloudformation: "PublicIp",
      whenOmitted: { terraform: computed, config: absent, api: absent, cloudformation: absent },
    }),
    /** Those of further addresses and interfaces too. */
    public_ips: listOf(string(), {
      terraform: null,
      config: "networkInterfaces.privateIpAddresses.association.publicIp",
      api: "NetworkInterfaces.PrivateIpAddresses.Association.PublicIp",
      isSparse: true,
      whenOmitted: { config: absent, api: absent },
    }),
    ipv6_address_count: number({
      cloudformation: "Ipv6AddressCount | NetworkInterfaces[].Ipv6AddressCount",
      whenOmitted: { terraform: absent, cloudformation: absent },
    }),
    ipv6_addresses: listOf(string(), {
      config: "networkInterfaces.ipv6Addresses.ipv6Address",
      api: "NetworkInterfaces.Ipv6Addresses.Ipv6Address",
      cloudformation: "Ipv6Addresses.Ipv6Address | NetworkInterfaces.Ipv6Addresses.Ipv6Address",
      isSparse: true,
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    /** As written on the resource itself; policies read what the profile's selectors make of them. */
    tags: json({
      config: "@tags",
      api: "Tags",
      cloudformation: "Tags",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    /** Whether it has or gets a public IPv4 address: by its own word, or else by that of its subnet. */
    has_public_ipv4: derivedScalar(boolean(), hasPublicIpv4),
    /** Whether it has an IPv6 address or asks for one itself; one that its subnet gives is the subnet's word. */
    has_ipv6: derivedScalar(boolean(), hasIpv6),
    tier: declaredTierIn("subnet_id"),
    declared_endpoint: declaredEndpoint(),
  },
  links: { subnet_id: to("aws_subnet", "id") },
});

interface Derived {
  readonly value: ScalarValue;
  readonly origin: string;
}

function hasPublicIpv4(context: DerivationContext): Derived {
  if (context.resource.running) return showsPublicIpv4(context);
  const written = asScalar(context.value("associate_public_ip_address"));
  if (written.value !== null) return written;
  const attached = hasElements(context, "network_interface_ids");
  if (attached.value !== false) return attached.value === true ? { ...attached, value: false } : attached;
  return ofSubnets(context, "subnet_id", "gives_public_ipv4");
}

function showsPublicIpv4(context: DerivationContext): Derived {
  const shown = asScalar(context.value("public_ip"));
  if (typeof shown.value === "string" && shown.value !== "") return { value: true, origin: shown.origin };
  const further = hasElements(context, "public_ips");
  return further.value === true || !isUnknown(shown.value) ? further : shown;
}

function hasIpv6(context: DerivationContext): Derived {
  const written = hasElements(context, "ipv6_addresses");
  if (written.value === true || context.resource.running) return written;
  const count = asScalar(context.value("ipv6_address_count"));
  // The provider takes a count of 0 for none given, and then the subnet's setting holds.
  if (typeof count.value === "number" && count.value > 0) return { value: true, origin: count.origin };
  if (isUnknown(written.value)) return written;
  return isUnknown(count.value) ? count : { ...count, value: false };
}
