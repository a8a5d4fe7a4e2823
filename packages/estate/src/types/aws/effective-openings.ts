import type { DerivationContext, LinkedResources, Resource } from "../../model/estate.ts";
import {
  boolean,
  derivedList,
  enumeration,
  number,
  string,
  type Attributes,
  type DerivedListAttribute,
} from "../../model/resource-type.ts";
import {
  isUnknown,
  scalarNode,
  type CollectionNode,
  type ObjectNode,
  type ScalarNode,
  type UnknownCode,
  type ValueNode,
} from "../../model/value.ts";
import { tierNames } from "../../readers/profile/profile.ts";
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
  scalarsOf,
  withoutRepeats,
} from "./nodes.ts";
import { prefixesNamed, prefixListsNamed, type DeclaredLists, type NamedPrefix } from "./effective-prefixes.ts";
import { withPlannedChanges } from "./running-changes.ts";

const fields = {
  /** `tcp`, `udp`, `icmp`, `icmpv6`, `-1` (everything) or a protocol number as a string. */
  protocol: string(),
  /** For icmp the type; null where the protocol has no ports. */
  from_port: number(),
  /** For icmp the code. */
  to_port: number(),
  cidr_ipv4: string(),
  cidr_ipv6: string(),
  prefix_list_id: string(),
  /** The name of the prefix list, where a document tells of it. */
  prefix_list_name: string(),
  referenced_security_group_id: string(),
  /** The source is the group itself, in whichever way it is named. */
  self: boolean(),
} as const satisfies Attributes;

const ingressFields = {
  ...fields,
  /** The tier for which the profile declares the group that is the source; null where the source is no group. */
  source_tier: enumeration(tierNames),
} as const satisfies Attributes;

/**
 * Declares the attribute `effective_ingress`: what may come in, one item for every single source.
 *
 * Exactly one of `cidr_ipv4`, `cidr_ipv6`, `prefix_list_id`, `referenced_security_group_id` and `self` names the source;
 * the others are null (`self`: false). Two exceptions: a list of sources that is not known gives one item with the unknown in
 * the field of that source; and a prefix list gives one item for each range in it, which has that in `cidr_ipv4` or
 * `cidr_ipv6` besides. Of a list that is empty both are null; where a list, or the rest of one, is in no document, one item has
 * the unknown there, with U2 if nothing else keeps it from being known.
 */
export function effectiveIngress(
  derive: (context: DerivationContext) => CollectionNode,
): DerivedListAttribute<typeof ingressFields> {
  return derivedList(ingressFields, derive);
}

/** Declares the attribute `effective_egress`: what may go out, in the form of `effective_ingress`; sources are destinations. */
export function effectiveEgress(
  derive: (context: DerivationContext) => CollectionNode,
): DerivedListAttribute<typeof fields> {
  return derivedList(fields, derive);
}

/** Which way the traffic goes that a rule lets through. */
type Direction = "ingress" | "egress";

/** One declaration of what may pass, before it is split by source. */
interface Declaration {
  readonly protocol: ValueNode;
  readonly fromPort: ValueNode;
  readonly toPort: ValueNode;
  readonly ipv4: ValueNode;
  readonly ipv6: ValueNode;
  readonly prefixLists: ValueNode;
  readonly lists: DeclaredLists;
  readonly groups: ValueNode;
  readonly self: ValueNode;
  readonly peers: Peers;
  readonly origin: string;
}

/** What a declaration lets pass, one item for every single source, and why there may be more that lies elsewhere. */
interface Openings {
  readonly items: readonly ObjectNode[];
  readonly codes: readonly (UnknownCode | null)[];
}

/** The groups between which a declaration lets traffic pass. */
interface Peers {
  /** The group that it belongs to; null where it is in no document. */
  readonly own: Resource | null;
  /** The groups that it names; null where nothing is asked of them. */
  readonly named: LinkedResources | null;
  readonly tierOf: (group: Resource) => ScalarNode;
}

function peersOf(context: DerivationContext, own: Resource | null, link: string | null): Peers {
  return {
    own,
    named: link === null ? null : context.forward(link),
    tierOf: (group) => rebase(asScalar(context.valueOf(group, "tier")), group),
  };
}

/** The group of a rule; null where it is not settled or in no document. */
function groupOf(context: DerivationContext): Resource | null {
  const { items } = context.forward("security_group_id");
  return items.length === 1 ? (items[0] ?? null) : null;
}

const ruleTypes = {
  ingress: ["aws_security_group_rule", "aws_vpc_security_group_ingress_rule"],
  egress: ["aws_security_group_rule", "aws_vpc_security_group_egress_rule"],
} as const satisfies Record<Direction, readonly string[]>;

/** Joins the inline declarations of what may come into a group with those of the resources that name it. */
export function ingressOfGroup(context: DerivationContext): CollectionNode {
  return ofGroup(context, "ingress");
}

/** Joins the inline declarations of what may go out of a group with those of the resources that name it. */
export function egressOfGroup(context: DerivationContext): CollectionNode {
  return ofGroup(context, "egress");
}

function ofGroup(context: DerivationContext, direction: Direction): CollectionNode {
  const inline = asCollection(context.value(direction));
  const peers = peersOf(context, context.resource, direction === "ingress" ? "source_security_group_ids" : null);
  const declared = objectsOf(inline);
  const named = prefixListsNamed(context, `${direction}_prefix_list_ids`);
  const vague = declared.filter((item) => !isListKnown(fieldOf(item, "prefix_list_ids")));
  const isOnly = inline.code === null && vague.length === 1;
  const openings = declared.map((item) => split(ofInline(item, peers, { named, isOnly }, inline.origin)));
  const items: ObjectNode[] = openings.flatMap((opening) => opening.items);
  const codes: (UnknownCode | null)[] = [inline.code, ...openings.flatMap((opening) => opening.codes)];
  const openingsOf = (rule: Resource): CollectionNode => asCollection(context.valueOf(rule, `effective_${direction}`));
  // A running group shows all its permissions by itself, whichever resource made them.
  if (context.resource.running) {
    const own = collectionNode(codes, items, inline.origin);
    return withPlannedChanges(context, own, ruleTypes[direction], "security_group_id", openingsOf, openingKey);
  }
  const rules = rulesOf(context, direction);
  if (direction === "egress" && letsAllOut(context, inline, rules)) {
    items.push(...split(everythingOut(peers, { named, isOnly }, inline)).items);
  }
  for (const reverse of rules) {
    codes.push(reverse.code);
    for (const own of reverse.items.map(openingsOf)) {
      codes.push(own.code);
      for (const item of own.items) if (item.kind === "object") items.push(item);
    }
  }
  return collectionNode(codes, withoutRepeats(items, openingKey), inline.origin);
}

function isListKnown(node: ValueNode): boolean {
  return (node.kind === "scalar" ? codeOf(node) : node.code) === null;
}

/**
 * Tells whether CloudFormation adds the rules that let everything out: to a group that it creates and of which nothing says
 * what may leave it. One that exists may have lost them, and a rule of its own keeps them away.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html
 */
function letsAllOut(
  { resource: { action } }: DerivationContext,
  egress: CollectionNode,
  rules: readonly LinkedResources[],
): boolean {
  const isCreated = action === "create" || action === "replace";
  const isSilent = egress.code === "U1" && egress.origin === "default:cloudformation";
  return isCreated && isSilent && rules.every(({ code, items }) => code === null && items.length === 0);
}

/** The rule that is always added; whether that for IPv6 is, which AWS documents too, is left open. */
function everythingOut(peers: Peers, lists: DeclaredLists, { origin }: CollectionNode): Declaration {
  const none = scalarNode(null, origin);
  return {
    protocol: scalarNode("-1", origin),
    fromPort: none,
    toPort: none,
    ipv4: scalarNode("0.0.0.0/0", origin),
    ipv6: none,
    prefixLists: none,
    lists,
    groups: none,
    self: scalarNode(false, origin),
    peers,
    origin,
  };
}

/** The rules that name the group; a VPC's default one can be named through the VPC as well. */
function rulesOf(context: DerivationContext, direction: Direction): readonly LinkedResources[] {
  const types = ruleTypes[direction];
  const own = types.map((type) => context.reverse(type, "security_group_id"));
  if (asScalar(context.value("is_default")).value !== true) return own;
  const vpcs = context.forward("vpc_id").items;
  return [
    ...own,
    ...vpcs.flatMap((vpc) => types.map((type) => context.reverse(type, "default_security_group_id", vpc))),
  ];
}

/**
 * Declares the attribute `sibling_ingress` of a rule whose group is no resource of the documents: what the other rules of
 * that group let in. Of a group that is one it is empty, because the group has it all in its `effective_ingress`.
 */
export function siblingIngress(): DerivedListAttribute<typeof ingressFields> {
  return derivedList(ingressFields, ingressOfSiblings);
}

function ingressOfSiblings(context: DerivationContext): CollectionNode {
  const { origin } = context.value("security_group_id");
  const group = context.forward("security_group_id");
  if (group.code === null && group.items.some(({ isSubject }) => isSubject)) return collectionNode([], [], origin);
  const siblings = ruleTypes.ingress.map((type) => context.siblings(type, "security_group_id"));
  const rules = siblings.flatMap(({ items }) => items);
  const lists = rules.map((rule) => asCollection(context.valueOf(rule, "effective_ingress")));
  const codes = [...siblings, ...lists].map(({ code }) => code);
  return collectionNode(
    codes,
    lists.flatMap(({ items }) => items),
    origin,
  );
}

function ofInline(item: ObjectNode, peers: Peers, lists: DeclaredLists, origin: string): Declaration {
  return {
    protocol: fieldOf(item, "protocol"),
    fromPort: fieldOf(item, "from_port"),
    toPort: fieldOf(item, "to_port"),
    ipv4: fieldOf(item, "cidr_blocks"),
    ipv6: fieldOf(item, "ipv6_cidr_blocks"),
    prefixLists: fieldOf(item, "prefix_list_ids"),
    lists,
    groups: fieldOf(item, "security_groups"),
    self: fieldOf(item, "self"),
    peers,
    origin,
  };
}

// What a rule lets pass stands for itself wherever it is told: in the rule, in its group, beside other rules of the group.

/** Splits an `aws_security_group_rule` by source; one of type egress lets nothing in. */
export function ingressOfSecurityGroupRule(context: DerivationContext): CollectionNode {
  return ofSecurityGroupRule(context, "ingress");
}

/** Splits an `aws_security_group_rule` by destination; one of type ingress lets nothing out. */
export function egressOfSecurityGroupRule(context: DerivationContext): CollectionNode {
  return ofSecurityGroupRule(context, "egress");
}

function ofSecurityGroupRule(context: DerivationContext, direction: Direction): CollectionNode {
  const type = asScalar(context.value("type"));
  const code = codeOf(type);
  if (code !== null || type.value !== direction) return collectionNode([code], [], type.origin);
  const { items, codes } = split({
    protocol: context.value("protocol"),
    fromPort: context.value("from_port"),
    toPort: context.value("to_port"),
    ipv4: context.value("cidr_blocks"),
    ipv6: context.value("ipv6_cidr_blocks"),
    prefixLists: context.value("prefix_list_ids"),
    lists: { named: prefixListsNamed(context, "prefix_list_ids"), isOnly: true },
    groups: context.value("source_security_group_id"),
    self: context.value("self"),
    peers: peersOf(context, groupOf(context), direction === "ingress" ? "source_security_group_id" : null),
    origin: type.origin,
  });
  return rebase(collectionNode(codes, items, type.origin), context.resource);
}

/** Reads a rule resource for what comes in, which has one source by itself. */
export function ingressOfSingleRule(context: DerivationContext): CollectionNode {
  return ofSingleRule(context, "referenced_security_group_id");
}

/** Reads a rule resource for what goes out, which has one destination by itself. */
export function egressOfSingleRule(context: DerivationContext): CollectionNode {
  return ofSingleRule(context, null);
}

function ofSingleRule(context: DerivationContext, link: string | null): CollectionNode {
  const protocol = context.value("ip_protocol");
  const { items, codes } = split({
    protocol,
    fromPort: context.value("from_port"),
    toPort: context.value("to_port"),
    ipv4: context.value("cidr_ipv4"),
    ipv6: context.value("cidr_ipv6"),
    prefixLists: context.value("prefix_list_id"),
    lists: { named: prefixListsNamed(context, "prefix_list_id"), isOnly: true },
    groups: context.value("referenced_security_group_id"),
    self: scalarNode(false, protocol.origin),
    peers: peersOf(context, groupOf(context), link),
    origin: protocol.origin,
  });
  return rebase(collectionNode(codes, items, protocol.origin), context.resource);
}

type Source = "cidr_ipv4" | "cidr_ipv6" | "referenced_security_group_id" | "self";

function split(declaration: Declaration): Openings {
  const protocol = normaliseProtocol(asScalar(declaration.protocol));
  const [fromPort, toPort] = [asScalar(declaration.fromPort), asScalar(declaration.toPort)];
  const none = scalarNode(null, declaration.origin);
  const notSelf = scalarNode(false, declaration.origin);
  const { peers } = declaration;
  function item(source: Source, node: ScalarNode, tier: ScalarNode = none): ObjectNode {
    return objectNode({
      protocol,
      from_port: fromPort,
      to_port: toPort,
      cidr_ipv4: source === "cidr_ipv4" ? node : none,
      cidr_ipv6: source === "cidr_ipv6" ? node : none,
      prefix_list_id: none,
      prefix_list_name: none,
      referenced_security_group_id: source === "referenced_security_group_id" ? node : none,
      self: source === "self" ? node : notSelf,
      ...(peers.named === null ? {} : { source_tier: tier }),
    });
  }
  function listItem({ id, name, ipv4, ipv6 }: NamedPrefix): ObjectNode {
    const { fields: others } = item("cidr_ipv4", ipv4);
    return objectNode({ ...others, cidr_ipv6: ipv6, prefix_list_id: id, prefix_list_name: name });
  }
  function groupItem(node: ScalarNode): ObjectNode {
    const named = groupsNamed(peers, node);
    const isOwn = named.length > 0 && named.every((group) => group === peers.own);
    return isOwn || isIdOf(peers.own, node)
      ? item("self", scalarNode(true, node.origin), ownTier(peers, node.origin))
      : item("referenced_security_group_id", node, tierAmong(peers, named, node));
  }
  const self = asScalar(declaration.self);
  const lists = prefixesNamed(sources(declaration.prefixLists), declaration.lists);
  const items = [
    ...sources(declaration.ipv4).map((node) => item("cidr_ipv4", node)),
    ...sources(declaration.ipv6).map((node) => item("cidr_ipv6", node)),
    ...lists.prefixes.map(listItem),
    ...sources(declaration.groups).map(groupItem),
    ...(self.value === true || isUnknown(self.value) ? [item("self", self, ownTier(peers, declaration.origin))] : []),
  ];
  return { items, codes: lists.codes };
}

/** The groups that a source can mean: the one with its id, or all that are named where its id is not known. */
function groupsNamed({ named }: Peers, node: ScalarNode): readonly Resource[] {
  if (named === null) return [];
  if (!isUnknown(node.value)) return named.items.filter((group) => isIdOf(group, node));
  return named.code === null ? named.items : [];
}

function isIdOf(group: Resource | null, { value }: ScalarNode): boolean {
  return typeof value === "string" && group?.identities["id"] === value;
}

function ownTier({ own, tierOf }: Peers, origin: string): ScalarNode {
  return own === null ? scalarNode({ unknown: "U2" }, origin) : tierOf(own);
}

/** The tier that all of the groups have; unknown where they are none or of several tiers. */
function tierAmong({ tierOf, named }: Peers, groups: readonly Resource[], node: ScalarNode): ScalarNode {
  const [first, ...others] = groups.map(tierOf);
  if (first !== undefined && others.every(({ value }) => value === first.value)) return first;
  return scalarNode({ unknown: codeOf(node) ?? named?.code ?? "U2" }, node.origin);
}

/** The single sources of a list; what is not known of it is one more source. */
function sources(node: ValueNode): readonly ScalarNode[] {
  if (node.kind === "scalar") return node.value === null || node.value === "" ? [] : [node];
  const known = scalarsOf(node).filter(({ value }) => value !== null && value !== "");
  return node.code === null ? known : [...known, scalarNode({ unknown: node.code }, node.origin)];
}

const protocolNames: Readonly<Record<string, string>> = {
  all: "-1",
  "1": "icmp",
  "6": "tcp",
  "17": "udp",
  "58": "icmpv6",
};

/** Writes a protocol as the derived lists do: `tcp`, `udp`, `icmp`, `icmpv6`, `-1`, or its number. */
export function normaliseProtocol(node: ScalarNode): ScalarNode {
  if (typeof node.value !== "string" && typeof node.value !== "number") return node;
  const name = String(node.value).toLowerCase();
  return { ...node, value: Object.hasOwn(protocolNames, name) ? (protocolNames[name] ?? name) : name };
}

const names = Object.keys(fields);

/** A group that exists shows the permissions of its rule resources inline too: a known item is told once. */
function openingKey(item: ObjectNode): string | null {
  const isPrefixList = typeof asScalar(fieldOf(item, "prefix_list_id")).value === "string";
  // The content of a prefix list whose id is equal is equal, and what is not known of it too.
  return isPrefixList
    ? JSON.stringify(names.map((name) => asScalar(fieldOf(item, name)).value))
    : knownKey(item, names);
}
