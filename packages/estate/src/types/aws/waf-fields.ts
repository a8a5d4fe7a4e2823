import {
  absent,
  block,
  json,
  list,
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

const managedFields = {
  name: string({ whenOmitted: { terraform: absent } }),
  rule_action_override: overrides,
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

/** Declares a reference to a rule group of one's own. */
export function ruleGroupReference(spec: CollectionSpec = {}): ObjectListAttribute<typeof referenceFields> {
  return block(referenceFields, { whenOmitted: { terraform: absent }, ...spec });
}
