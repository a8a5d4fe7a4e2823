import type { DerivationContext, LinkedResources, Resource } from "../../model/estate.ts";
import { derivedList, string, type Attributes, type DerivedListAttribute } from "../../model/resource-type.ts";
import {
  scalarNode,
  type CollectionNode,
  type ObjectNode,
  type ScalarNode,
  type UnknownCode,
} from "../../model/value.ts";
import { asScalar, codeOf, collectionNode, objectNode, rebase } from "./nodes.ts";

const fields = {
  /** Unknown where the VPC is one that a plan creates. */
  vpc_id: string(),
} as const satisfies Attributes;

/**
 * Declares the attribute `reached_vpcs`: the VPCs that a virtual interface of Direct Connect is joined to by way of a VPN
 * gateway, or of a Direct Connect gateway with a VPN gateway or transit gateway behind it.
 */
export function reachedVpcs(
  derive: (context: DerivationContext) => CollectionNode,
): DerivedListAttribute<typeof fields> {
  return derivedList(fields, derive);
}

/** What is found on the way to VPCs, and why there may be more. */
interface Reached {
  readonly codes: readonly (UnknownCode | null)[];
  readonly items: readonly ObjectNode[];
}

/** Follows the gateways that a virtual interface names. */
export function vpcsOfInterface(context: DerivationContext): CollectionNode {
  const through = context.forward("dx_gateway_id");
  const associations = through.items.map((gateway) =>
    context.reverse("aws_dx_gateway_association", "dx_gateway_id", gateway),
  );
  const found = [
    behind(context, context.forward("vpn_gateway_id")),
    ...associations.flatMap(({ items }) => items).map((association) => behindAssociation(context, association)),
  ];
  const codes = [through.code, ...associations.map(({ code }) => code), ...found.flatMap((one) => one.codes)];
  return collectionNode(
    codes,
    found.flatMap(({ items }) => items),
    context.value("dx_gateway_id").origin,
  );
}

function behindAssociation(context: DerivationContext, association: Resource): Reached {
  const state = asScalar(context.valueOf(association, "association_state"));
  if (!isJoined(state, ["associated", "updating"])) return { codes: [codeOf(state)], items: [] };
  return behind(context, context.forward("associated_gateway_id", association));
}

function behind(context: DerivationContext, gateways: LinkedResources): Reached {
  const found = gateways.items.map((gateway) =>
    gateway.type === "aws_vpn_gateway" ? vpcsOfVpnGateway(context, gateway) : vpcsOfTransitGateway(context, gateway),
  );
  return {
    codes: [gateways.code, ...found.flatMap(({ codes }) => codes)],
    items: found.flatMap(({ items }) => items),
  };
}

function vpcsOfVpnGateway(context: DerivationContext, gateway: Resource): Reached {
  const own = vpcOf(context, gateway);
  // A data source does not tell what its own documents add to it.
  if (!gateway.isSubject) return { codes: [...own.codes, "U2"], items: own.items };
  if (gateway.running || own.items.length > 0) return own;
  return joined(context, context.reverse("aws_vpn_gateway_attachment", "vpn_gateway_id", gateway), own);
}

function vpcsOfTransitGateway(context: DerivationContext, gateway: Resource): Reached {
  const attachments = context.reverse("aws_ec2_transit_gateway_vpc_attachment", "transit_gateway_id", gateway);
  const states = attachments.items.map((attachment) => asScalar(context.valueOf(attachment, "state")));
  const items = attachments.items.filter((_, index) => isJoined(states[index], ["available", "modifying"]));
  return joined(context, { ...attachments, items }, { codes: states.map(codeOf), items: [] });
}

/** A plan does not say in which state something will be. */
function isJoined(state: ScalarNode | undefined, states: readonly string[]): boolean {
  return state?.value === null || (typeof state?.value === "string" && states.includes(state.value));
}

function joined(context: DerivationContext, attachments: LinkedResources, own: Reached): Reached {
  const found = attachments.items.map((attachment) => vpcOf(context, attachment));
  return {
    codes: [...own.codes, attachments.code, ...found.flatMap(({ codes }) => codes)],
    items: [...own.items, ...found.flatMap(({ items }) => items)],
  };
}

/** The one VPC that a gateway or attachment names; what is not known may be none. */
function vpcOf(context: DerivationContext, from: Resource): Reached {
  const written = asScalar(context.valueOf(from, "vpc_id"));
  const [vpc] = context.forward("vpc_id", from).items;
  if (vpc === undefined && codeOf(written) !== null) return { codes: [codeOf(written)], items: [] };
  if (vpc === undefined && (written.value === null || written.value === "")) return { codes: [], items: [] };
  const id = scalarNode(vpc === undefined ? written.value : (vpc.identities["id"] ?? null), written.origin);
  return { codes: [], items: [objectNode({ vpc_id: rebase(id, from) })] };
}
