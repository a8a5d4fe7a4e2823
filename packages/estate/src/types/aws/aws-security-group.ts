import type { DerivationContext } from "../../model/estate.ts";
import {
  absent,
  boolean,
  computed,
  defineResourceType,
  derivedScalar,
  listOf,
  string,
  to,
  unavailable,
} from "../../model/resource-type.ts";
import { isUnknown, type ScalarValue } from "../../model/value.ts";
import { declaredTier } from "./declared.ts";
import { effectiveEgress, effectiveIngress, egressOfGroup, ingressOfGroup } from "./effective-openings.ts";
import { asScalar } from "./nodes.ts";
import { inlinePermissions, inlinePrefixListIds } from "./permission-fields.ts";
import { ec2Tags } from "./ec2-tags.ts";
import { toPrefixLists } from "./effective-prefixes.ts";

/** A VPC security group; the default one of a VPC is one that Terraform takes over under a type of its own. */
export const awsSecurityGroup = defineResourceType({
  type: "aws_security_group",
  aliases: ["aws_default_security_group"],
  sources: {
    config: "AWS::EC2::SecurityGroup",
    api: "ec2:DescribeSecurityGroups.SecurityGroups[]",
    cloudformation: "AWS::EC2::SecurityGroup",
  },
  identity: {
    arn: { api: "SecurityGroupArn | arn:{partition}:ec2:{region}:{OwnerId|account}:security-group/{GroupId}" },
    id: { config: "@resourceId | groupId", api: "GroupId", cloudformation: "GroupId | Id | Ref" },
  },
  attributes: {
    name: string({
      config: "groupName",
      api: "GroupName",
      cloudformation: "GroupName",
      whenOmitted: { terraform: absent, config: unavailable },
    }),
    vpc_id: string({
      config: "vpcId",
      api: "VpcId",
      cloudformation: "VpcId",
      whenOmitted: { terraform: computed, config: unavailable, api: unavailable, cloudformation: computed },
      note: "Left out, the group belongs to the default VPC of the region.",
    }),
    /** Whether it is the group that comes with a VPC; no other can have its name. */
    is_default: derivedScalar(boolean(), isDefault),
    /** As written inline; policies read `effective_ingress`. */
    ingress: inlinePermissions("Source", "ipPermissions", "IpPermissions", {
      path: "SecurityGroupIngress",
      whenOmitted: absent,
    }),
    /** As written inline; policies read `effective_egress`. CloudFormation lets everything out where neither the group nor a rule of its own says anything. */
    egress: inlinePermissions("Destination", "ipPermissionsEgress", "IpPermissionsEgress", {
      path: "SecurityGroupEgress",
      whenOmitted: computed,
    }),
    effective_ingress: effectiveIngress(ingressOfGroup),
    effective_egress: effectiveEgress(egressOfGroup),
    /** The groups that `ingress` names, as a link. */
    source_security_group_ids: listOf(string(), {
      terraform: "ingress.security_groups",
      manyInBlock: true,
      config: "ipPermissions.userIdGroupPairs.groupId",
      api: "IpPermissions.UserIdGroupPairs.GroupId",
      cloudformation: "SecurityGroupIngress.SourceSecurityGroupId | SecurityGroupIngress.SourceSecurityGroupName",
      isSparse: true,
      whenOmitted: { terraform: absent, config: unavailable, api: unavailable, cloudformation: absent },
    }),
    /** The prefix lists that `ingress` names, as a link. */
    ingress_prefix_list_ids: inlinePrefixListIds(
      "Source",
      "ingress",
      "ipPermissions",
      "IpPermissions",
      "SecurityGroupIngress",
    ),
    /** The prefix lists that `egress` names, as a link. */
    egress_prefix_list_ids: inlinePrefixListIds(
      "Destination",
      "egress",
      "ipPermissionsEgress",
      "IpPermissionsEgress",
      "SecurityGroupEgress",
    ),
    tags: ec2Tags(),
    tier: declaredTier(),
  },
  // AWS makes the default group together with the VPC.
  links: {
    vpc_id: to("aws_vpc", "id", { madeBy: "service" }),
    source_security_group_ids: to("aws_security_group", "id"),
    ingress_prefix_list_ids: toPrefixLists,
    egress_prefix_list_ids: toPrefixLists,
  },
});

function isDefault({ resource, value }: DerivationContext): { readonly value: ScalarValue; readonly origin: string } {
  const name = asScalar(value("name"));
  const isAdopted = /(?:^|\.)aws_default_security_group\.[^.]+$|(?:^|\/)DefaultSecurityGroup\.ec2\./u.test(
    resource.address ?? "",
  );
  if (isAdopted) return { value: true, origin: name.origin };
  // A group that Terraform creates is another one, whatever its name will be.
  if (resource.action === "create" || resource.action === "replace") return { value: false, origin: name.origin };
  return { value: isUnknown(name.value) ? name.value : name.value === "default", origin: name.origin };
}
