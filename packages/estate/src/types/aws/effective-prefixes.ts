import type { DerivationContext, LinkedResources, Resource } from "../../model/estate.ts";
import {
  derivedList,
  string,
  to,
  type Attributes,
  type DerivedListAttribute,
  type Link,
} from "../../model/resource-type.ts";
import {
  isUnknown,
  scalarNode,
  type CollectionNode,
  type ObjectNode,
  type ScalarNode,
  type ScalarValue,
  type UnknownCode,
  type ValueNode,
} from "../../model/value.ts";
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
import { withPlannedChanges } from "./running-changes.ts";

const fields = {
  /** An entry has one of the two ranges; the other is null. */
  cidr_ipv4: string(),
  cidr_ipv6: string(),
} as const satisfies Attributes;

/** Declares the attribute `effective_entries` of a prefix list or of one entry: the address ranges in it. */
export function effectivePrefixes(
  derive: (context: DerivationContext) => CollectionNode,
): DerivedListAttribute<typeof fields> {
  return derivedList(fields, derive);
}

/** Joins the inline entries of a list with those of the resources that name it. */
export function prefixesOfList(context: DerivationContext): CollectionNode {
  const family = asScalar(context.value("address_family"));
  if (isOfOlderDataSource(context.resource)) {
    const ranges = asCollection(context.value("cidr_blocks"));
    const told = scalarsOf(ranges).map((cidr) => entryItem(cidr, family));
    return collectionNode([ranges.code], told, ranges.origin);
  }
  const inline = asCollection(context.value("entry"));
  const own = objectsOf(inline).map((entry) => entryItem(asScalar(fieldOf(entry, "cidr")), family));
  const read = (entry: Resource): CollectionNode =>
    rebase(asCollection(context.valueOf(entry, "effective_entries")), entry);
  // A running list shows all its entries by itself, whichever resource made them.
  if (context.resource.running) {
    const running = collectionNode([inline.code], own, inline.origin);
    return withPlannedChanges(context, running, [entryType], "prefix_list_id", read);
  }
  const { code, items } = context.reverse(entryType, "prefix_list_id");
  const separate = items.flatMap((entry) => objectsOf(read(entry)));
  return collectionNode([inline.code, code], withoutRepeats([...own, ...separate], entryKey), inline.origin);
}

/** The data source of lists that AWS keeps tells their ranges alone. */
function isOfOlderDataSource({ address }: Resource): boolean {
  return address !== null && /(?:^|\.)data\.aws_prefix_list\.[^.]+$/u.test(address);
}

const entryType = "aws_ec2_managed_prefix_list_entry";

/** Reads an `aws_ec2_managed_prefix_list_entry`, which is one entry. */
export function prefixOfEntry(context: DerivationContext): CollectionNode {
  const cidr = asScalar(context.value("cidr"));
  const [list] = context.forward("prefix_list_id").items;
  const family = list === undefined ? null : asScalar(context.valueOf(list, "address_family"));
  return collectionNode([], [entryItem(cidr, family)], cidr.origin);
}

/** A range is of the family that it is written in; one that is not known is of the list's. */
function entryItem(cidr: ScalarNode, family: ScalarNode | null): ObjectNode {
  const isIpv6 = typeof cidr.value === "string" ? cidr.value.includes(":") : family?.value === "IPv6";
  const none = scalarNode(null, cidr.origin);
  return objectNode({ cidr_ipv4: isIpv6 ? none : cidr, cidr_ipv6: isIpv6 ? cidr : none });
}

/** A list that exists shows the entries of its entry resources inline too: a known one is told once. */
function entryKey(item: ObjectNode): string | null {
  return knownKey(item, Object.keys(fields));
}

/** What a rule, a group or a route names by a prefix list: a list, or the gateway endpoint whose service has it. */
export const toPrefixLists: Link = to(["aws_ec2_managed_prefix_list", "aws_vpc_endpoint"], "id");

/** The prefix lists that a rule, a group or a route names, as a link. */
export interface NamedPrefixLists {
  readonly links: LinkedResources;
  readonly read: (list: Resource, attribute: string) => ValueNode;
}

/** Follows the link of a resource to prefix lists. */
export function prefixListsNamed(context: DerivationContext, attribute: string): NamedPrefixLists {
  return {
    links: context.forward(attribute),
    read: (list, name) => rebase(context.valueOf(list, name), list),
  };
}

/** The prefix lists that one place can name. */
export interface DeclaredLists {
  readonly named: NamedPrefixLists;
  /** Whether no other place of the same resource names some that are not known. */
  readonly isOnly: boolean;
}

/** What a prefix list stands for in one place that names it. */
export interface NamedPrefix {
  /** The id as it is named. */
  readonly id: ScalarNode;
  readonly name: ScalarNode;
  /** One of the two, null both in the one item of a list that is empty; the part that is not known is one item more. */
  readonly ipv4: ScalarNode;
  readonly ipv6: ScalarNode;
}

/** The ranges of the prefix lists that are named in one place, and why there may be more of them that lie elsewhere. */
export interface NamedPrefixes {
  readonly prefixes: readonly NamedPrefix[];
  readonly codes: readonly (UnknownCode | null)[];
}

/**
 * Finds what the lists hold that one place names: all lists that are named by reference, if no other place does; or else
 * they are only if all of those are one.
 */
export function prefixesNamed(
  nodes: readonly ScalarNode[],
  { named: { links, read }, isOnly }: DeclaredLists,
): NamedPrefixes {
  const found = nodes.map((node): NamedPrefixes => {
    if (!isUnknown(node.value)) {
      const list = links.items.find((item) => idOf(item) === node.value);
      return list === undefined ? { prefixes: [untold(node)], codes: [] } : toldBy(list, node, read);
    }
    const lists = links.items.filter((item) => typeof idOf(item) !== "string");
    const isSettled = isOnly || (links.code === null && lists.length === 1);
    const told = isSettled ? lists.map((list) => toldBy(list, node, read)) : [];
    const isAll = links.code === null && told.length > 0;
    return {
      prefixes: [...told.flatMap(({ prefixes }) => prefixes), ...(isAll ? [] : [untold(node)])],
      codes: told.flatMap(({ codes }) => codes),
    };
  });
  return { prefixes: found.flatMap(({ prefixes }) => prefixes), codes: found.flatMap(({ codes }) => codes) };
}

/** The id of a list, or of the one that an endpoint has. */
function idOf({ type, identities }: Resource): ScalarValue | undefined {
  return identities[type === endpointType ? "prefix_list_id" : "id"];
}

const endpointType = "aws_vpc_endpoint";

/** The content of a list of which no document tells. */
function untold(id: ScalarNode, name?: ScalarNode): NamedPrefix {
  const unknown = scalarNode({ unknown: codeOf(id) ?? "U2" }, id.origin);
  return { id, name: name ?? unknown, ipv4: unknown, ipv6: scalarNode(null, id.origin) };
}

function toldBy(list: Resource, id: ScalarNode, read: NamedPrefixLists["read"]): NamedPrefixes {
  // AWS names the list of a service like the service.
  if (list.type === endpointType) return { prefixes: [untold(id, asScalar(read(list, "service_name")))], codes: [] };
  const entries = asCollection(read(list, "effective_entries"));
  const name = asScalar(read(list, "name"));
  const prefixes = objectsOf(entries).map((entry): NamedPrefix => ({
    id,
    name,
    ipv4: asScalar(fieldOf(entry, "cidr_ipv4")),
    ipv6: asScalar(fieldOf(entry, "cidr_ipv6")),
  }));
  const none = scalarNode(null, entries.origin);
  // What other stacks may add to a list leaves the whole open, as it does with rules.
  if (entries.code === null || entries.code === "U5") {
    return { prefixes: prefixes.length > 0 ? prefixes : [{ id, name, ipv4: none, ipv6: none }], codes: [entries.code] };
  }
  const rest = scalarNode({ unknown: entries.code }, entries.origin);
  const isIpv6 = asScalar(read(list, "address_family")).value === "IPv6";
  return {
    prefixes: [...prefixes, { id, name, ipv4: isIpv6 ? none : rest, ipv6: isIpv6 ? rest : none }],
    codes: [],
  };
}
