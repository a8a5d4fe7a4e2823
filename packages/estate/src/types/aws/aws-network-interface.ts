import {
  absent,
  boolean,
  computed,
  defineResourceType,
  derivedScalar,
  json,
  listOf,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import { declaredHost } from "./declared-endpoint.ts";
import { declaredTierIn } from "./declared.ts";
import { hasElements } from "./placement.ts";

/** An elastic network interface. */
export const awsNetworkInterface = defineResourceType({
  type: "aws_network_interface",
  sources: {
    config: "AWS::EC2::NetworkInterface",
    api: "ec2:DescribeNetworkInterfaces.NetworkInterfaces[]",
    cloudformation: "AWS::EC2::NetworkInterface",
  },
  identity: {
    arn: { api: "arn:{partition}:ec2:{region}:{account}:network-interface/{NetworkInterfaceId}" },
    id: { config: "@resourceId | networkInterfaceId", api: "NetworkInterfaceId", cloudformation: "Id | Ref" },
  },
  attributes: {
    subnet_id: string({
      config: "subnetId",
      api: "SubnetId",
      cloudformation: "SubnetId",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable },
    }),
    /** What it serves: `interface`, `nat_gateway`, `network_load_balancer`, … */
    interface_type: string({
      config: "interfaceType",
      api: "InterfaceType",
      cloudformation: "InterfaceType",
      whenOmitted: { terraform: "interface", config: unavailable, api: unavailable, cloudformation: "interface" },
    }),
    /** Which service made it for itself: `amazon-elb`, `amazon-rds`; null for one of the account's own. */
    requester_id: string({
      terraform: null,
      config: "requesterId",
      api: "RequesterId",
      observed: true,
      whenOmitted: { config: absent, api: absent },
    }),
    /** The public IPv4 addresses that it has; what is planned gets them by an association. */
    public_ips: listOf(string(), {
      terraform: null,
      config: "privateIpAddresses.association.publicIp",
      api: "PrivateIpAddresses.Association.PublicIp",
      isSparse: true,
      whenOmitted: { config: absent, api: absent },
    }),
    instance: string({
      terraform: "attachment.instance",
      config: "attachment.instanceId",
      api: "Attachment.InstanceId",
      whenOmitted: { terraform: absent, config: absent, api: absent },
    }),
    /** As written on the resource itself; policies read what the profile's selectors make of them. */
    tags: json({
      config: "@tags",
      api: "TagSet",
      cloudformation: "Tags",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    /** Whether it has a public IPv4 address; what is planned has none yet. */
    has_public_ipv4: derivedScalar(boolean(), (context) =>
      context.resource.running
        ? hasElements(context, "public_ips")
        : { value: false, origin: context.value("public_ips").origin },
    ),
    tier: declaredTierIn("subnet_id"),
    declared_host: declaredHost({ holders: ["instance"] }),
  },
  links: { subnet_id: to("aws_subnet", "id"), instance: to("aws_instance", "id") },
});
