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
  type ScalarValue,
} from "../../model/value.ts";
import { asCollection, asScalar, codeOf, collectionNode, fieldOf, objectNode, objectsOf, rebase } from "./nodes.ts";
import { withPlannedChanges } from "./running-changes.ts";

/** What a rule of DNS Firewall does with a query that it matches. */
export const firewallActions = ["ALLOW", "ALERT", "BLOCK"] as const;

const fields = {
  action: enumeration(firewallActions),
  /** Whether the rule matches the domains of a list that AWS manages; false for one that names no list. */
  is_list_managed: boolean(),
  /** The name of that list; null for a rule that names no list. */
  list_name: string(),
  /** Whether the rule matches every domain: one's own list of `*`. */
  matches_all: boolean(),
  /** Of the rules of a group the one with the lowest number comes first, and the first that matches decides. */
  priority: number(),
} as const satisfies Attributes;

/** Declares the attribute `effective_rules`: what rules of DNS Firewall do with queries for which domains. */
export function effectiveFirewallRules(
  derive: (context: DerivationContext) => CollectionNode,
): DerivedListAttribute<typeof fields> {
  return derivedList(fields, derive);
}

/** Joins the rules that a group says itself with those of the resources that name it. */
export function firewallRulesOfGroup(context: DerivationContext): CollectionNode {
  const told = asCollection(context.value("firewall_rules"));
  const domainLists = context.forward("domain_list_ids");
  const own = objectsOf(told).map((rule) => {
    const id = asScalar(fieldOf(rule, "firewall_domain_list_id"));
    const [action, priority] = [asScalar(fieldOf(rule, "action")), asScalar(fieldOf(rule, "priority"))];
    return ruleItem(context, { action, priority }, listOfId(context, domainLists, id));
  });
  if (context.resource.running) {
    const running = collectionNode([told.code], own, told.origin);
    return withPlannedChanges(context, running, [ruleType], groupLink, (rule) => rulesOf(context, rule));
  }
  // Only a plan does not tell the rules with the group.
  if (told.code !== "U5") return collectionNode([told.code], own, told.origin);
  const named = context.reverse(ruleType, groupLink);
  const lists = named.items.map((rule) => rulesOf(context, rule));
  return collectionNode([named.code, ...lists.map(({ code }) => code)], lists.flatMap(objectsOf), told.origin);
}

const ruleType = "aws_route53_resolver_firewall_rule";
const groupLink = "firewall_rule_group_id";

function rulesOf(context: DerivationContext, rule: Resource): CollectionNode {
  return rebase(asCollection(context.valueOf(rule, "effective_rules")), rule);
}

/** Reads an `aws_route53_resolver_firewall_rule`, which is one rule. */
export function firewallRuleOfResource(context: DerivationContext): CollectionNode {
  const action = asScalar(context.value("action"));
  const id = asScalar(context.value("firewall_domain_list_id"));
  const [found] = context.forward("firewall_domain_list_id").items;
  const priority = asScalar(context.value("priority"));
  const item = ruleItem(context, { action, priority }, { id, found, isOwn: false });
  return collectionNode([], [item], action.origin);
}

/** A list that a rule names, as far as it is known. */
interface NamedList {
  readonly id: ScalarNode;
  readonly found: Resource | undefined;
  /** Whatever list it is, it is one's own. */
  readonly isOwn: boolean;
}

/** Where ids are not known yet, a list is one's own if all that the group names are. */
function listOfId(context: DerivationContext, lists: LinkedResources, id: ScalarNode): NamedList {
  const found = lists.items.find(({ identities }) => typeof id.value === "string" && identities["id"] === id.value);
  const areAllOwn = lists.code === null && lists.items.every((list) => managedOwner(context, list).value === null);
  return { id, found, isOwn: areAllOwn && lists.items.length > 0 };
}

/** What a rule says itself. */
interface OwnFields {
  readonly action: ScalarNode;
  readonly priority: ScalarNode;
}

function ruleItem(context: DerivationContext, own: OwnFields, { id, found, isOwn }: NamedList): ObjectNode {
  const { value: owner, origin } = found === undefined ? id : managedOwner(context, found);
  if (found !== undefined)
    return objectNode({
      ...own,
      is_list_managed: scalarNode(isUnknown(owner) ? owner : owner !== null && owner !== "", origin),
      list_name: rebase(asScalar(context.valueOf(found, "name")), found),
      matches_all: matchesAll(context, found, owner),
    });
  const isNone = id.value === null || id.value === "";
  const unknown = { unknown: codeOf(id) ?? "U2" } as const;
  return objectNode({
    ...own,
    is_list_managed: scalarNode(isNone || isOwn ? false : unknown, origin),
    list_name: scalarNode(isNone ? null : unknown, origin),
    matches_all: scalarNode(isNone ? false : unknown, origin),
  });
}

/** No list that AWS manages holds every domain. */
function matchesAll(context: DerivationContext, list: Resource, owner: ScalarValue): ScalarNode {
  const { code, items, origin } = rebase(asCollection(context.valueOf(list, "domains")), list);
  if (typeof owner === "string" && owner !== "") return scalarNode(false, origin);
  const isAll = items.some((item) => item.kind === "scalar" && item.value === "*");
  return scalarNode(isAll || code === null ? isAll : { unknown: code }, origin);
}

function managedOwner(context: DerivationContext, list: Resource): ScalarNode {
  return rebase(asScalar(context.valueOf(list, "managed_owner_name")), list);
}
