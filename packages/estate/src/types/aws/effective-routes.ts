import type { DerivationContext, LinkedResources, Resource } from "../../model/estate.ts";
import {
  boolean,
  derivedList,
  enumeration,
  string,
  type Attributes,
  type DerivedListAttribute,
} from "../../model/resource-type.ts";
import {
  scalarNode,
  type CollectionNode,
  type ObjectNode,
  type ScalarNode,
  type ScalarValue,
  type UnknownCode,
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
import { declaredPath } from "./declared.ts";
import { prefixesNamed, prefixListsNamed, type DeclaredLists, type NamedPrefix } from "./effective-prefixes.ts";
import { withPlannedChanges } from "./running-changes.ts";

const fields = {
  destination_cidr_ipv4: string(),
  destination_cidr_ipv6: string(),
  destination_prefix_list_id: string(),
  /** The name of the prefix list, where a document tells of it. */
  destination_prefix_list_name: string(),
  /** What the route leads to; `local` within the VPC, `gateway_endpoint` to S3 or DynamoDB. */
  target: enumeration([
    "local",
    "internet_gateway",
    "vpn_gateway",
    "gateway_endpoint",
    "carrier_gateway",
    "nat_gateway",
    "egress_only_internet_gateway",
    "transit_gateway",
    "vpc_endpoint",
    "network_interface",
    "vpc_peering_connection",
    "core_network",
  ]),
  target_id: string(),
  /** Whether the profile's `egress_paths` names what the route leads to; U7 without that key, U2 where it may name it. */
  is_declared_path: boolean(),
} as const satisfies Attributes;

/**
 * Declares the attribute `effective_routes`: where traffic is led, one item a route. The local route, which every table has,
 * is there only where a document tells it. A route for a prefix list gives one item for each range in it, in the form of
 * `effective_ingress`.
 */
export function effectiveRoutes(
  derive: (context: DerivationContext) => CollectionNode,
): DerivedListAttribute<typeof fields> {
  return derivedList(fields, derive);
}

/** Joins the inline routes of a table with those of the resources that name it. */
export function routesOfTable(context: DerivationContext): CollectionNode {
  const inline = asCollection(context.value("route"));
  const gateways = context.forward("route_gateway_ids");
  const lists = prefixListsNamed(context, "route_prefix_list_ids");
  const declared = objectsOf(inline);
  const vague = declared.filter((route) => codeOf(asScalar(fieldOf(route, "destination_prefix_list_id"))) !== null);
  const isOnlyList = inline.code === null && vague.length === 1;
  const routed = declared.map((route) => {
    const target = (name: string): ScalarNode => asScalar(fieldOf(route, name));
    const kind = codeOf(target("gateway_id")) === "U1" ? linkedKind(gateways) : null;
    return routeItems({
      ipv4: asScalar(fieldOf(route, "cidr_block")),
      ipv6: asScalar(fieldOf(route, "ipv6_cidr_block")),
      prefixList: asScalar(fieldOf(route, "destination_prefix_list_id")),
      lists: { named: lists, isOnly: isOnlyList },
      target,
      linked: kind === null ? null : { attribute: "gateway_id", kind },
      isDeclared: (id) => declaredPath(context, kind === null ? undefined : onlyOf(gateways), id),
    });
  });
  const own = routed.flatMap(({ items }) => items);
  const codes = [inline.code, ...routed.flatMap((route) => route.codes)];
  if (context.resource.running) {
    const running = collectionNode(codes, own, inline.origin);
    const read = (route: Resource): CollectionNode => routesOf(context, route);
    return withPlannedChanges(context, running, ["aws_route"], "route_table_id", read, routeKey);
  }
  const routes = context.reverse("aws_route", "route_table_id");
  const resources = routes.items.map((route) => routesOf(context, route));
  const separate = itemsOf(resources);
  // A table that exists shows the routes of other resources inline too; those know more of what they lead to.
  const byKey = new Map(separate.map((route) => [routeKey(route), route]));
  const shown = own.map((route) => byKey.get(routeKey(route) ?? "") ?? route);
  codes.push(routes.code, ...resources.map(({ code }) => code));
  return collectionNode(codes, withoutRepeats([...shown, ...separate], routeKey), inline.origin);
}

/**
 * Tells what a gateway is that has no id yet, by those to which the routes of its table are linked: it is one of them, where
 * only ids that are known lead outside (`local`). Null where they are of several kinds, or may be others.
 */
function linkedKind({ code, items }: LinkedResources): string | null {
  const [kind, ...others] = new Set(items.map(({ type }) => gatewayKinds[type] ?? null));
  return (code === null || code === "U2") && others.length === 0 ? (kind ?? null) : null;
}

function onlyOf({ items }: LinkedResources): Resource | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** Reads an `aws_route`, which is one route. */
export function routeOfResource(context: DerivationContext): CollectionNode {
  const linked = linkedTarget(context);
  const { items, codes } = routeItems({
    ipv4: asScalar(context.value("destination_cidr_block")),
    ipv6: asScalar(context.value("destination_ipv6_cidr_block")),
    prefixList: asScalar(context.value("destination_prefix_list_id")),
    lists: { named: prefixListsNamed(context, "destination_prefix_list_id"), isOnly: true },
    target: (name) => asScalar(context.value(name)),
    linked,
    isDeclared: (id) => declaredPath(context, linked?.target, id),
  });
  return collectionNode(codes, items, context.value("route_table_id").origin);
}

/** What a route leads to where a link tells it, whatever its id will be. */
function linkedTarget(context: DerivationContext): (LinkedTarget & { readonly target: Resource }) | null {
  for (const attribute of ["gateway_id", ...Object.keys(targetNames)]) {
    const { code, items } = context.forward(attribute);
    const [target] = items;
    const kind = target === undefined ? undefined : (targetNames[attribute] ?? gatewayKinds[target.type]);
    if (code === null && target !== undefined && kind !== undefined) return { attribute, kind, target };
  }
  return null;
}

/** Finds the table that a subnet uses: the one associated with it, or else the main one of its VPC. */
export function routesOfSubnet(context: DerivationContext): CollectionNode {
  const { origin } = context.value("vpc_id");
  const own = tablesOf(context);
  const tables = own.items.length > 0 || own.code !== null ? own : mainTables(context);
  const lists = tables.items.map((table) => routesOf(context, table));
  // Two tables contradict each other: it is not known which of them counts.
  const codes = [tables.code, tables.items.length > 1 ? "U1" : null, ...lists.map(({ code }) => code)] as const;
  return collectionNode(codes, tables.items.length > 1 ? [] : itemsOf(lists), origin);
}

function tablesOf(context: DerivationContext): LinkedResources {
  if (context.resource.running) {
    const { added, removed, code } = context.changes("aws_route_table_association", "subnet_id");
    if (added.length > 0 || removed.length > 0 || code !== null) {
      const state = code === null ? "complete" : "partial";
      return through(context, { state, code, items: added }, "route_table_id");
    }
    return context.reverse("aws_route_table", "associated_subnet_ids");
  }
  return through(context, context.reverse("aws_route_table_association", "subnet_id"), "route_table_id");
}

/** A VPC that is created has a main table with no more than the local route, unless a resource says otherwise. */
function mainTables(context: DerivationContext): LinkedResources {
  const vpc = context.forward("vpc_id");
  const [one] = vpc.items;
  if (one === undefined || vpc.code !== null) return { state: "partial", code: vpc.code ?? "U2", items: [] };
  if (context.resource.running) return mainTableThatRuns(context, one);
  const chosen = through(context, context.reverse("aws_main_route_table_association", "vpc_id", one), "route_table_id");
  return chosen.items.length > 0 || chosen.code !== null
    ? chosen
    : context.reverse("aws_default_route_table", "default_route_table_id", one);
}

/** A running table says itself whether it is the main one of its VPC. */
function mainTableThatRuns(context: DerivationContext, vpc: Resource): LinkedResources {
  const { added, removed, code } = context.changes("aws_main_route_table_association", "vpc_id", vpc);
  if (added.length > 0) return through(context, { state: "complete", code: null, items: added }, "route_table_id");
  // Which table becomes the main one again, no document tells.
  if (removed.length > 0 || code !== null) return { state: "partial", code: code ?? "U1", items: [] };
  const tables = context.reverse("aws_route_table", "vpc_id", vpc);
  const main = tables.items.filter((table) =>
    scalarsOf(asCollection(context.valueOf(table, "main_associations"))).some(({ value }) => value === true),
  );
  // Every VPC has one: where none is seen, it is hidden.
  return main.length === 1
    ? { state: "complete", code: null, items: main }
    : { state: "partial", code: tables.code ?? "U4", items: [] };
}

/** Follows a link of what another one leads to. */
export function through(context: DerivationContext, from: LinkedResources, attribute: string): LinkedResources {
  const links = from.items.map((item) => context.forward(attribute, item));
  const code = collectionNode([from.code, ...links.map((link) => link.code)], [], "").code;
  return { state: code === null ? "complete" : "partial", code, items: links.flatMap(({ items }) => items) };
}

/** Reads the routes of another resource. */
export function routesOf(context: DerivationContext, from: Resource): CollectionNode {
  return rebase(asCollection(context.valueOf(from, "effective_routes")), from);
}

/** Puts lists of routes one after the other. */
export function itemsOf(lists: readonly CollectionNode[]): readonly ObjectNode[] {
  return lists.flatMap(objectsOf);
}

/** The attribute by whose link the target is known, whatever its id will be, and what it is. */
interface LinkedTarget {
  readonly attribute: string;
  readonly kind: string;
}

/** One route before its target is named. */
interface Route {
  readonly ipv4: ScalarNode;
  readonly ipv6: ScalarNode;
  readonly prefixList: ScalarNode;
  readonly lists: DeclaredLists;
  readonly target: (attribute: string) => ScalarNode;
  readonly linked: LinkedTarget | null;
  /** Whether the profile declares what has the id as a path. */
  readonly isDeclared: (id: ScalarValue) => { readonly value: ScalarValue; readonly origin: string };
}

const targetNames: Readonly<Record<string, string>> = {
  nat_gateway_id: "nat_gateway",
  egress_only_gateway_id: "egress_only_internet_gateway",
  transit_gateway_id: "transit_gateway",
  vpc_endpoint_id: "vpc_endpoint",
  vpc_peering_connection_id: "vpc_peering_connection",
  core_network_arn: "core_network",
  network_interface_id: "network_interface",
};

/** What the types are to which `gateway_id` is a link. */
const gatewayKinds: Readonly<Record<string, string>> = {
  aws_internet_gateway: "internet_gateway",
  aws_vpn_gateway: "vpn_gateway",
};

/** Where a route leads traffic: one item, or one for each range of the prefix list that is its destination. */
function routeItems(route: Route): {
  readonly items: readonly ObjectNode[];
  readonly codes: readonly (UnknownCode | null)[];
} {
  const [ipv4, ipv6, list] = [filled(route.ipv4), filled(route.ipv6), filled(route.prefixList)];
  const item = routeTo(route);
  const none = scalarNode(null, list.origin);
  // A route has one destination.
  if (list.value === null || ipv4.value !== null || ipv6.value !== null) {
    return { items: [item({ id: list, name: none, ipv4, ipv6 })], codes: [] };
  }
  const { prefixes, codes } = prefixesNamed([list], route.lists);
  return { items: prefixes.map(item), codes };
}

/** Gives a function that writes the route for one of its destinations. */
function routeTo(route: Route): (to: NamedPrefix) => ObjectNode {
  const gateway = route.target("gateway_id");
  const others = Object.keys(targetNames).map((name) => ({ name, node: route.target(name) }));
  const known = others.find(({ node }) => typeof node.value === "string" && node.value !== "");
  const code = codeOf(gateway) ?? others.map(({ node }) => codeOf(node)).find((one) => one !== null) ?? null;
  const led = target(route, gateway, known ?? onlyOneLeft(gateway, others), code);
  const declared = route.isDeclared(led.target_id.value);
  return ({ id, name, ipv4, ipv6 }) =>
    objectNode({
      destination_cidr_ipv4: ipv4,
      destination_cidr_ipv6: ipv6,
      destination_prefix_list_id: id,
      destination_prefix_list_name: name,
      ...led,
      is_declared_path: scalarNode(declared.value, declared.origin),
    });
}

/** A route has one target: where a single argument is known only after apply and no other is given, that one is it. */
function onlyOneLeft(
  gateway: ScalarNode,
  others: readonly { readonly name: string; readonly node: ScalarNode }[],
): { readonly name: string; readonly node: ScalarNode } | undefined {
  const left = others.filter(({ node }) => node.value !== null && node.value !== "");
  const [only] = left;
  const isGateway = gateway.value !== null && gateway.value !== "";
  return left.length === 1 && !isGateway && only !== undefined && codeOf(only.node) === "U1" ? only : undefined;
}

function target(
  route: Route,
  gateway: ScalarNode,
  known: { readonly name: string; readonly node: ScalarNode } | undefined,
  code: UnknownCode | null,
): { readonly target: ScalarNode; readonly target_id: ScalarNode } {
  if (route.linked !== null) return named(route.linked.kind, route.target(route.linked.attribute));
  const written = typeof gateway.value === "string" ? gateway.value : "";
  const kind = gatewayOf(written);
  if (kind !== null) return named(kind, gateway);
  // A route has one target: one that is known is it, whatever a gateway of no known kind may be.
  if (known !== undefined) return named(targetNames[known.name] ?? null, known.node);
  if (written !== "") return named(null, gateway);
  // No target that is declared: one of the rare others, or one that is not known yet.
  const unknown = scalarNode({ unknown: code ?? "U1" }, gateway.origin);
  return { target: unknown, target_id: unknown };
}

function named(name: string | null, node: ScalarNode): { readonly target: ScalarNode; readonly target_id: ScalarNode } {
  return { target: scalarNode(name ?? { unknown: "U1" }, node.origin), target_id: node };
}

/** The id of a gateway begins with its kind. */
function gatewayOf(id: string): string | null {
  if (id === "local") return "local";
  const kinds: readonly (readonly [string, string])[] = [
    ["igw-", "internet_gateway"],
    ["vgw-", "vpn_gateway"],
    ["vpce-", "gateway_endpoint"],
    ["cagw-", "carrier_gateway"],
  ];
  return kinds.find(([prefix]) => id.startsWith(prefix))?.[1] ?? null;
}

/** An argument that is left out among the others of a route is written as an empty string. */
function filled(node: ScalarNode): ScalarNode {
  return node.value === "" ? scalarNode(null, node.origin) : node;
}

const destinationNames = Object.keys(fields).filter((name) => name.startsWith("destination_"));

/** What the profile says of a route is no part of it. */
const names = [...destinationNames, "target", "target_id"];

function routeKey(item: ObjectNode): string | null {
  const isPrefixList = typeof asScalar(fieldOf(item, "destination_prefix_list_id")).value === "string";
  if (!isPrefixList) return knownKey(item, names);
  // The content of a prefix list whose id is equal is equal, and what is not known of it too.
  const target = knownKey(item, ["target", "target_id"]);
  const destination = destinationNames.map((name) => asScalar(fieldOf(item, name)).value);
  return target === null ? null : JSON.stringify([...destination, target]);
}
