import type { DerivationContext, Resource } from "../../model/estate.ts";
import { boolean, derivedList, string, type Attributes, type DerivedListAttribute } from "../../model/resource-type.ts";
import { scalarNode, type CollectionNode, type ObjectNode, type ScalarValue } from "../../model/value.ts";
import { declaredEdgeOfId } from "./declared.ts";
import { asScalar, codeOf, collectionNode, objectNode, rebase } from "./nodes.ts";

const fields = {
  /** Unknown where the VPC is one that a plan creates. */
  vpc_id: string(),
  /** Whether the profile's `edge_vpcs` names the VPC; U7 without that key, U2 where the VPC is in no document and may be one that it names. */
  declared_edge: boolean(),
} as const satisfies Attributes;

/** Declares the attribute `attached_vpcs`: the VPCs that an internet gateway is attached to, one at most. */
export function attachedVpcs(
  derive: (context: DerivationContext) => CollectionNode,
): DerivedListAttribute<typeof fields> {
  return derivedList(fields, derive);
}

/** Joins what the gateway itself says with the attachments that name it. */
export function vpcsOfGateway(context: DerivationContext): CollectionNode {
  const own = vpcOfAttachment(context);
  // A data source does not tell what its own documents add to it.
  if (!context.resource.isSubject) return collectionNode(["U2"], [], own.origin);
  if (context.resource.running || own.items.length > 0) return own;
  const attachments = context.reverse("aws_internet_gateway_attachment", "internet_gateway_id");
  const vpcs = attachments.items.map((attachment) => rebase(attachedTo(context, attachment), attachment));
  return collectionNode(
    [own.code, attachments.code, ...vpcs.map(({ code }) => code)],
    vpcs.flatMap(({ items }) => items),
    own.origin,
  );
}

/** What an attachment, or the gateway by itself, says. */
export function vpcOfAttachment(context: DerivationContext): CollectionNode {
  return attachedTo(context, context.resource);
}

function attachedTo(context: DerivationContext, from: Resource): CollectionNode {
  const written = asScalar(context.valueOf(from, "vpc_id"));
  if (written.value === null || written.value === "") return collectionNode([], [], written.origin);
  const [vpc] = context.forward("vpc_id", from).items;
  // What is not known may be none.
  if (vpc === undefined && codeOf(written) !== null) return collectionNode([codeOf(written)], [], written.origin);
  if (vpc === undefined)
    return collectionNode([], [item(written.value, declaredEdgeOfId(context.profile, written.value))], written.origin);
  const declared = rebase(asScalar(context.valueOf(vpc, "declared_edge")), vpc);
  return collectionNode([], [item(vpc.identities["id"] ?? null, declared)], written.origin);

  function item(id: ScalarValue, declaredEdge: { readonly value: ScalarValue; readonly origin: string }): ObjectNode {
    return objectNode({
      vpc_id: scalarNode(id, written.origin),
      declared_edge: scalarNode(declaredEdge.value, declaredEdge.origin),
    });
  }
}
