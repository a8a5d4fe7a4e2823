import type { computed } from "../../model/resource-type.ts";
import type { Unknown } from "../../model/value.ts";
import {
  absent,
  boolean,
  list,
  listOf,
  number,
  string,
  unavailable,
  type ObjectListAttribute,
  type ScalarListAttribute,
} from "../../model/resource-type.ts";

/** What CloudFormation calls the other side of the traffic. */
type Peer = "Source" | "Destination";

/** CloudFormation has no word for it. */
const neverWritten = (): false => false;

const fieldsFor = (peer: Peer) =>
  ({
    protocol: string({
      config: "ipProtocol",
      api: "IpProtocol",
      cloudformation: "IpProtocol",
      whenOmitted: { terraform: absent, config: unavailable, api: unavailable },
    }),
    from_port: number({
      config: "fromPort",
      api: "FromPort",
      cloudformation: "FromPort",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    to_port: number({
      config: "toPort",
      api: "ToPort",
      cloudformation: "ToPort",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    cidr_blocks: listOf(string(), {
      // Old items carry strings only, new ones objects too.
      config: "ipv4Ranges.cidrIp | ipRanges",
      api: "IpRanges.CidrIp",
      cloudformation: "CidrIp",
      whenOmitted: { terraform: absent, config: unavailable, api: absent, cloudformation: absent },
    }),
    ipv6_cidr_blocks: listOf(string(), {
      config: "ipv6Ranges.cidrIpv6",
      api: "Ipv6Ranges.CidrIpv6",
      cloudformation: "CidrIpv6",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    prefix_list_ids: listOf(string(), {
      config: "prefixListIds.prefixListId",
      api: "PrefixListIds.PrefixListId",
      cloudformation: `${peer}PrefixListId`,
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    security_groups: listOf(string(), {
      config: "userIdGroupPairs.groupId",
      api: "UserIdGroupPairs.GroupId",
      cloudformation:
        peer === "Source" ? "SourceSecurityGroupId | SourceSecurityGroupName" : "DestinationSecurityGroupId",
      whenOmitted: { terraform: absent, config: absent, api: absent, cloudformation: absent },
    }),
    self: boolean({
      whenOmitted: { terraform: false, config: false, api: false, cloudformation: neverWritten },
      note: "Outside Terraform the group names itself by its id.",
    }),
  }) as const;

/** Declares the permissions of a security group in one direction, as written inline. */
export function inlinePermissions(
  peer: Peer,
  config: string,
  api: string,
  cloudformation: { readonly path: string; readonly whenOmitted: typeof absent | typeof computed },
): ObjectListAttribute<ReturnType<typeof fieldsFor>> {
  return list(fieldsFor(peer), {
    config,
    api,
    cloudformation: cloudformation.path,
    whenOmitted: {
      terraform: absent,
      config: unavailable,
      api: unavailable,
      cloudformation: cloudformation.whenOmitted,
    },
    attributeAsBlocks: true,
  });
}

/** Declares the prefix lists that the inline permissions of one direction name, as a link. */
export function inlinePrefixListIds(
  peer: Peer,
  direction: "ingress" | "egress",
  config: string,
  api: string,
  cloudformation: string,
): ScalarListAttribute<string | null | Unknown> {
  return listOf(string(), {
    terraform: `${direction}.prefix_list_ids`,
    manyInBlock: true,
    config: `${config}.prefixListIds.prefixListId`,
    api: `${api}.PrefixListIds.PrefixListId`,
    cloudformation: `${cloudformation}.${peer}PrefixListId`,
    isSparse: true,
    whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
  });
}
