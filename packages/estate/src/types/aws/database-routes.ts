import type { DerivationContext, LinkedResources } from "../../model/estate.ts";
import { heaviestCode } from "../../model/links.ts";
import { listOf, string, unavailable, type ScalarListAttribute } from "../../model/resource-type.ts";
import type { CollectionNode, ObjectNode, Unknown, UnknownCode } from "../../model/value.ts";
import { itemsOf, routesOf, through } from "./effective-routes.ts";
import { collectionNode, withoutRepeats } from "./nodes.ts";

/** Declares the attribute `subnet_ids` of an instance: those of its group, as an instance that runs tells them. */
export function ownSubnetIds(): ScalarListAttribute<string | null | Unknown> {
  return listOf(string(), {
    terraform: null,
    config: "dBSubnetGroup.subnets.subnetIdentifier",
    api: "DBSubnetGroup.Subnets.SubnetIdentifier",
    whenOmitted: { config: unavailable, api: unavailable },
    note: "Those of its group, as an instance that runs tells them; otherwise the group does.",
  });
}

/** Joins the routes of all subnets in which a database may stand, each once. */
export function routesOfDatabase(context: DerivationContext): CollectionNode {
  const subnets = subnetsOf(context);
  const lists = subnets.items.map((subnet) => routesOf(context, subnet));
  const { origin } = context.value("db_subnet_group_name");
  return collectionNode(
    [subnets.code, ...lists.map(({ code }) => code)],
    withoutRepeats(itemsOf(lists), wholly),
    origin,
  );
}

/** An instance that runs tells its subnets itself; otherwise its group does, which a member of a cluster has from that. */
function subnetsOf(context: DerivationContext): LinkedResources {
  const clusters = context.forward("cluster_identifier");
  const ways = [
    context.forward("subnet_ids"),
    through(context, context.forward("db_subnet_group_name"), "subnet_ids"),
    through(context, through(context, clusters, "db_subnet_group_name"), "subnet_ids"),
  ];
  const items = [...new Set(ways.flatMap((way) => way.items))];
  const code = openCode(ways);
  return { state: code === null ? "complete" : "partial", code, items };
}

/** One way that is known to its end is enough; of the others, those that lead anywhere say why they end. */
function openCode(ways: readonly LinkedResources[]): UnknownCode | null {
  const leading = ways.filter(({ items }) => items.length > 0);
  if (leading.some(({ code }) => code === null)) return null;
  const code = heaviestCode((leading.length > 0 ? leading : ways).map((way) => way.code));
  // What names no group stands in a network that nobody tells.
  return code === null || code === "U5" ? "U1" : code;
}

/** A table that several subnets use has each of its routes once, whatever is not known of it. */
function wholly(route: ObjectNode): string {
  return JSON.stringify(route.fields);
}
