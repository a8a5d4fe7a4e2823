import {
  absent,
  block,
  computed,
  json,
  list,
  number,
  string,
  type CollectionSpec,
  type ObjectListAttribute,
  type ScalarAttribute,
} from "../../model/resource-type.ts";
import type { Json } from "../../model/value.ts";

/** Declares a block that has no arguments of interest: JSON holds it, and that it is there is the fact. */
function presence(): ScalarAttribute<Json> {
  return json({ whenOmitted: { terraform: absent } });
}

/** What a WAF rule can do with a request, as blocks of which one is there. */
const actionFields = {
  allow: presence(),
  block: presence(),
  captcha: presence(),
  challenge: presence(),
  count: presence(),
} as const;

const groupActionFields = { count: presence(), none: presence() } as const;

const overrideFields = {
  name: string({ whenOmitted: { terraform: absent } }),
  action_to_use: block(actionFields, { whenOmitted: { terraform: absent } }),
} as const;

const overrides = list(overrideFields, { whenOmitted: { terraform: absent } });

const addedManagedFields = {
  name: string({ whenOmitted: { terraform: computed } }),
  vendor_name: string({ whenOmitted: { terraform: computed } }),
  version: string({ whenOmitted: { terraform: absent } }),
  rule_action_override: overrides,
} as const;

/** The statement that limits another to a part of the requests: that it is there is the fact. */
const scopeDown = block({}, { whenOmitted: { terraform: absent } });

const managedFields = { ...addedManagedFields, scope_down_statement: scopeDown } as const;

const rateFields = {
  limit: number({ whenOmitted: { terraform: computed } }),
  evaluation_window_sec: number({ whenOmitted: { terraform: 300 } }),
  aggregate_key_type: string({ whenOmitted: { terraform: "IP" } }),
  scope_down_statement: scopeDown,
} as const;

const referenceFields = {
  arn: string({ whenOmitted: { terraform: absent } }),
  rule_action_override: overrides,
} as const;

/** Declares what a WAF rule does with a request that it matches. */
export function actionBlock(): ObjectListAttribute<typeof actionFields> {
  return block(actionFields, { whenOmitted: { terraform: absent } });
}

/** Declares whether a rule group as a whole only counts. */
export function overrideActionBlock(): ObjectListAttribute<typeof groupActionFields> {
  return block(groupActionFields, { whenOmitted: { terraform: absent } });
}

/** Declares a reference to a rule group that AWS or a vendor manages. */
export function managedRuleGroup(spec: CollectionSpec = {}): ObjectListAttribute<typeof managedFields> {
  return block(managedFields, { whenOmitted: { terraform: absent }, ...spec });
}

/** Declares a reference to a managed rule group from outside a web ACL's own resource, where it cannot be scoped down. */
export function addedManagedRuleGroup(spec: CollectionSpec = {}): ObjectListAttribute<typeof addedManagedFields> {
  return block(addedManagedFields, { whenOmitted: { terraform: absent }, ...spec });
}

/** Declares a statement that matches the requests above a limit. */
export function rateBasedStatement(): ObjectListAttribute<typeof rateFields> {
  return block(rateFields, { whenOmitted: { terraform: absent } });
}

/** The statements in which a reference to an IP set can stand; of the logical ones, which nest, JSON holds what is in them. */
export const ipSetStatements = {
  ip_set_reference_statement: block(
    { arn: string({ whenOmitted: { terraform: computed } }) },
    { whenOmitted: { terraform: absent } },
  ),
  not_statement: presence(),
  and_statement: presence(),
  or_statement: presence(),
} as const;

/** Declares a reference to a rule group of one's own. */
export function ruleGroupReference(spec: CollectionSpec = {}): ObjectListAttribute<typeof referenceFields> {
  return block(referenceFields, { whenOmitted: { terraform: absent }, ...spec });
}
