import type { DerivationContext, LinkedResources, Resource } from "../../model/estate.ts";
import {
  derivedList,
  enumeration,
  number,
  string,
  type Attributes,
  type DerivedListAttribute,
} from "../../model/resource-type.ts";
import { isUnknown, scalarNode, type CollectionNode, type ObjectNode, type ValueNode } from "../../model/value.ts";
import { normaliseProtocol } from "./effective-openings.ts";
import {
  asCollection,
  asScalar,
  codeOf,
  collectionNode,
  fieldOf,
  knownKey,
  objectNode,
  objectsOf,
  rebase,
  withoutRepeats,
} from "./nodes.ts";

const entryFields = {
  /** Entries are tried in the order of their numbers, and the first that matches decides. */
  rule_number: number(),
  action: enumeration(["allow", "deny"]),
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `-1` (everything) or a protocol number as a string. */
  protocol: string(),
  /** Null where the protocol has no ports. */
  from_port: number(),
  to_port: number(),
  /** An entry has one of the two ranges; the other is null. */
  cidr_ipv4: string(),
  cidr_ipv6: string(),
} as const satisfies Attributes;

const subnetFields = {
  subnet_id: string(),
  /** The tier for which the profile declares the subnet; unknown (U7) where it does not, or says two. */
  tier: enumeration(["edge", "internal", "management"]),
} as const satisfies Attributes;

/**
 * Declares the attributes `effective_ingress` and `effective_egress` of a network ACL or one entry: what is let through or
 * not in one direction, one item an entry. What no entry matches is denied.
 */
export function effectiveEntries(
  derive: (context: DerivationContext) => CollectionNode,
): DerivedListAttribute<typeof entryFields> {
  return derivedList(entryFields, derive);
}

const aclFields = {
  network_acl_id: string(),
} as const satisfies Attributes;

/**
 * Declares the attribute `network_acls` of a subnet: the ACL that it uses, if it is in the documents. A subnet always has
 * one, so where none is found the list is partial.
 */
export function subnetAcls(
  derive: (context: DerivationContext) => CollectionNode,
): DerivedListAttribute<typeof aclFields> {
  return derivedList(aclFields, derive);
}

/** Finds the ACL that names the subnet, or that resources of their own give it, or else the default one of its VPC. */
export function aclsOfSubnet(context: DerivationContext): CollectionNode {
  const { resource } = context;
  const { origin } = context.value("vpc_id");
  const naming = aclsNaming(context, resource);
  const acls = naming.items.flatMap((one) =>
    one.type === "aws_network_acl_association" ? context.forward("network_acl_id", one).items : [one],
  );
  const found = acls.length === 0 && (naming.code === null || naming.code === "U5") ? defaultAcls(context) : acls;
  const items = found.map((acl) =>
    objectNode({ network_acl_id: scalarNode(acl.identities["id"] ?? null, acl.origin) }),
  );
  const none: CollectionNode["code"] = resource.running ? "U4" : naming.items.length > 0 ? "U2" : "U5";
  return collectionNode(items.length > 0 ? [] : [naming.code ?? none, none], items, origin);
}

function defaultAcls(context: DerivationContext): readonly Resource[] {
  return context
    .forward("vpc_id")
    .items.flatMap((vpc) => [
      ...context.reverse("aws_default_network_acl", "default_network_acl_id", vpc).items,
      ...context.reverse("aws_default_network_acl", "vpc_id", vpc).items,
    ])
    .filter((acl, index, all) => all.indexOf(acl) === index);
}

/** Declares the attribute `subnets` of a network ACL: the subnets that use it, with their tiers. */
export function aclSubnets(
  derive: (context: DerivationContext) => CollectionNode,
): DerivedListAttribute<typeof subnetFields> {
  return derivedList(subnetFields, derive);
}

type Direction = "ingress" | "egress";

/** Joins the inline entries for what comes in with those of the resources that name the ACL. */
export function ingressOfAcl(context: DerivationContext): CollectionNode {
  return ofAcl(context, "ingress");
}

/** Joins the inline entries for what goes out with those of the resources that name the ACL. */
export function egressOfAcl(context: DerivationContext): CollectionNode {
  return ofAcl(context, "egress");
}

function ofAcl(context: DerivationContext, direction: Direction): CollectionNode {
  if (context.resource.running) return ofTold(context, direction);
  const inline = asCollection(context.value(direction));
  const own = objectsOf(inline).map((entry) =>
    entryItem((name) => fieldOf(entry, name), { number: "rule_no", action: "action" }),
  );
  const sources = rulesOf(context);
  const lists = sources.flatMap(({ items }) =>
    items.map((rule) => rebase(asCollection(context.valueOf(rule, `effective_${direction}`)), rule)),
  );
  // An ACL that exists shows the entries of all resources inline, so none are left to be shown by documents elsewhere.
  const elsewhere = sources.map(({ code }) =>
    own.length > 0 && !isNew(context.resource) && code === "U5" ? null : code,
  );
  const items = [...own, ...lists.flatMap(objectsOf)];
  return collectionNode(
    [inline.code, ...elsewhere, ...lists.map(({ code }) => code)],
    withoutRepeats(items, entryKey),
    inline.origin,
  );
}

function isNew({ action }: Resource): boolean {
  return action === "create" || action === "replace";
}

/**
 * The entries that name the ACL; a VPC's default one can be named through the VPC as well, and as long as it is not known
 * which VPC that is, through any.
 */
function rulesOf(context: DerivationContext): readonly LinkedResources[] {
  const own = context.reverse("aws_network_acl_rule", "network_acl_id");
  if (context.resource.type !== "aws_default_network_acl") return [own];
  const vpcs = vpcsOfDefaultAcl(context);
  const named = vpcs.items.map((vpc) => context.reverse("aws_network_acl_rule", "default_network_acl_id", vpc));
  // An ACL that is named by an id of elsewhere is none of a VPC that is here.
  const byAcl = context.forward("default_network_acl_id");
  const naming = byAcl.code === null ? vpcs : byAcl;
  return [own, ...named, ...(vpcs.items.length === 0 && naming.code === "U1" ? [naming] : [])];
}

function ofTold(context: DerivationContext, direction: Direction): CollectionNode {
  const entries = asCollection(context.value("entries"));
  const codes = [entries.code];
  const items: ObjectNode[] = [];
  for (const entry of objectsOf(entries)) {
    const egress = asScalar(fieldOf(entry, "egress"));
    codes.push(codeOf(egress));
    if (egress.value === (direction === "egress")) {
      items.push(entryItem((name) => fieldOf(entry, name), { number: "rule_no", action: "action" }));
    }
  }
  return collectionNode(codes, items, entries.origin);
}

/** Reads an `aws_network_acl_rule`, which is one entry; one for what goes out lets nothing in. */
export function ingressOfRule(context: DerivationContext): CollectionNode {
  return ofRule(context, false);
}

/** Reads an `aws_network_acl_rule`, which is one entry; one for what comes in lets nothing out. */
export function egressOfRule(context: DerivationContext): CollectionNode {
  return ofRule(context, true);
}

function ofRule(context: DerivationContext, isEgress: boolean): CollectionNode {
  const egress = asScalar(context.value("egress"));
  const code = codeOf(egress);
  if (code !== null || egress.value !== isEgress) return collectionNode([code], [], egress.origin);
  const item = entryItem((name) => context.value(name), { number: "rule_number", action: "rule_action" });
  return collectionNode([], [item], egress.origin);
}

function entryItem(
  read: (name: string) => ValueNode,
  names: { readonly number: string; readonly action: string },
): ObjectNode {
  const protocol = normaliseProtocol(asScalar(read("protocol")));
  const port = (name: string): ReturnType<typeof asScalar> => {
    const node = asScalar(read(name));
    if (!hasPorts(protocol.value)) return scalarNode(null, node.origin);
    // The provider sends what is left out as port 0.
    return node.value === null && !isUnknown(protocol.value) ? scalarNode(0, node.origin) : node;
  };
  return objectNode({
    rule_number: asScalar(read(names.number)),
    action: asScalar(read(names.action)),
    protocol,
    from_port: port("from_port"),
    to_port: port("to_port"),
    cidr_ipv4: filled(read("cidr_block")),
    cidr_ipv6: filled(read("ipv6_cidr_block")),
  });
}

function hasPorts(protocol: unknown): boolean {
  return protocol === "tcp" || protocol === "udp" || isUnknown(protocol);
}

/** A range that is left out beside the other is written as an empty string. */
function filled(node: ValueNode): ReturnType<typeof asScalar> {
  const scalar = asScalar(node);
  return scalar.value === "" ? scalarNode(null, scalar.origin) : scalar;
}

/** The subnets that a network ACL or resources of their own name. */
export function subnetsOfAcl(context: DerivationContext): CollectionNode {
  const { origin } = context.value("subnet_ids");
  const { codes, found } = ownSubnets(context);
  return collectionNode(
    codes,
    found.map((subnet) => subnetItem(context, subnet)),
    origin,
  );
}

/** The subnets of the VPC that no other ACL is known to be used by: they are left to the default one. */
export function subnetsOfDefaultAcl(context: DerivationContext): CollectionNode {
  const { origin } = context.value("subnet_ids");
  const { codes, found } = ownSubnets(context);
  const vpcs = vpcsOfDefaultAcl(context);
  const all = new Map(found.map((subnet) => [subnet.id, subnet]));
  const open = [...codes, vpcs.code];
  for (const vpc of vpcs.items) {
    const subnets = context.reverse("aws_subnet", "vpc_id", vpc);
    open.push(subnets.code);
    for (const subnet of subnets.items) {
      const others = aclsNaming(context, subnet);
      if (others.items.length > 0) continue;
      if (others.code === null || others.code === "U5") all.set(subnet.id, subnet);
      else open.push(others.code);
    }
  }
  return collectionNode(
    open,
    [...all.values()].map((subnet) => subnetItem(context, subnet)),
    origin,
  );
}

/** What says that a subnet uses an ACL: the ACLs that list it, and associations. */
function aclsNaming(context: DerivationContext, subnet: Resource): LinkedResources {
  const links = [
    context.reverse("aws_network_acl", "subnet_ids", subnet),
    context.reverse("aws_default_network_acl", "subnet_ids", subnet),
    context.reverse("aws_network_acl_association", "subnet_id", subnet),
  ];
  const code = collectionNode(
    links.map((link) => link.code),
    [],
    "",
  ).code;
  return { state: code === null ? "complete" : "partial", code, items: links.flatMap(({ items }) => items) };
}

function ownSubnets(context: DerivationContext): {
  readonly codes: readonly CollectionNode["code"][];
  readonly found: readonly Resource[];
} {
  const listed = context.forward("subnet_ids");
  // A subnet that is listed and in no document is one all the same, of a tier that is not known.
  const codes: CollectionNode["code"][] = [listed.code];
  const found = [...listed.items];
  if (!context.resource.running) {
    const associations = context.reverse("aws_network_acl_association", "network_acl_id");
    codes.push(associations.code);
    for (const association of associations.items) {
      const subnets = context.forward("subnet_id", association);
      codes.push(subnets.code);
      found.push(...subnets.items);
    }
  }
  return { codes, found: [...new Set(found)] };
}

function vpcsOfDefaultAcl(context: DerivationContext): LinkedResources {
  const byAcl = context.forward("default_network_acl_id");
  return byAcl.items.length > 0 ? byAcl : context.forward("vpc_id");
}

function subnetItem(context: DerivationContext, subnet: Resource): ObjectNode {
  const { id = null } = subnet.identities;
  return objectNode({
    subnet_id: scalarNode(id, subnet.origin),
    tier: rebase(asScalar(context.valueOf(subnet, "tier")), subnet),
  });
}

const entryNames = Object.keys(entryFields);

/** An ACL that exists shows the entries of its rule resources inline too: a known entry is told once. */
function entryKey(item: ObjectNode): string | null {
  return knownKey(item, entryNames);
}
