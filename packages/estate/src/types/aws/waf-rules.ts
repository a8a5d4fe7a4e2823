import type { DerivationContext, LinkedResources, Resource } from "../../model/estate.ts";
import {
  boolean,
  derivedList,
  enumeration,
  list,
  listOf,
  number,
  string,
  type Attributes,
  type DerivedListAttribute,
} from "../../model/resource-type.ts";
import {
  completeNode,
  isUnknown,
  partialNode,
  scalarNode,
  type CollectionNode,
  type Json,
  type ObjectNode,
  type ScalarNode,
  type ScalarValue,
  type Unknown,
  type UnknownCode,
} from "../../model/value.ts";
import {
  asCollection,
  asScalar,
  codeOf,
  collectionNode,
  fieldOf,
  isJsonObject,
  member,
  objectNode,
  objectsOf,
  rebase,
} from "./nodes.ts";

const actionNames = ["block", "allow", "count", "captcha", "challenge"] as const;
const overrideNames = ["none", "count"] as const;

const statementFields = {
  /** Above how many requests in the window the rule matches; null for a rule that does not count them. */
  rate_limit: number(),
  /** Over how many seconds requests are counted; null for a rule that does not count them. */
  evaluation_window_sec: number(),
  /** By what requests are counted (`IP`, `FORWARDED_IP`, `CUSTOM_KEYS`, `CONSTANT`); null where they are not. */
  aggregate_key_type: string(),
  /** Whether a scope-down statement takes a part of the requests out, of a rule that counts them or a managed group. */
  scope_down: boolean(),
  /** Whether what a rule by itself matches hangs on an IP set; one in a scope-down statement is not looked at. */
  names_ip_set: boolean(),
} as const satisfies Attributes;

const groupRuleFields = {
  name: string(),
  /** What the rule does: by its own definition, or in a web ACL by the override there. */
  action: enumeration(actionNames),
  ...statementFields,
} as const satisfies Attributes;

const managedGroupFields = {
  /** Who manages the group (`AWS`, or a seller of the marketplace); null for anything but a managed group. */
  vendor_name: string(),
  /** The vendor's name of the group; null for anything but a managed group. */
  group_name: string(),
  /** The static version to which a managed group is pinned; null where it follows its vendor's default version. */
  version: string(),
} as const satisfies Attributes;

const fields = {
  name: string(),
  /** A rule by itself, or the kind of rule group that the rule runs. */
  kind: enumeration(["rule", "managed_group", "own_group", "firewall_manager_group"]),
  /** What a rule by itself does; null for a group. */
  action: enumeration(actionNames),
  /** `count` if the group as a whole only counts, `none` if its rules act; null for a rule by itself. */
  override: enumeration(overrideNames),
  /** The rules of the group that are overridden one by one to count or to allow, so that they do not block here. */
  counted_rules: listOf(string()),
  /**
   * The group's own rules, with the actions to which they are overridden here one by one. Complete for a rule by itself
   * (none) and for a group of one's own that is in the document; partial with U2 for every other group, because its
   * content is not in the document.
   */
  group_rules: list(groupRuleFields),
  ...managedGroupFields,
  ...statementFields,
  /** Whether CloudWatch gets metrics of the rule; null where an association, which cannot say, adds it. */
  cloudwatch_metrics_enabled: boolean(),
} as const satisfies Attributes;

/** Declares the attribute `effective_rules` of a web ACL: every rule and rule group that it runs, one item each. */
export function effectiveWebAclRules(): DerivedListAttribute<typeof fields> {
  return derivedList(fields, rulesOfWebAcl);
}

/** Declares the attribute `effective_rules` of a rule group: its rules by name and action. */
export function effectiveGroupRules(): DerivedListAttribute<typeof groupRuleFields> {
  return derivedList(groupRuleFields, rulesOfGroup);
}

function rulesOfWebAcl(context: DerivationContext): CollectionNode {
  const groups = context.forward("rule_group_arns");
  const asJson = asScalar(context.value("rule_json"));
  const blocks = asCollection(context.value("rule"));
  if (context.resource.running && !isPlanned(blocks)) return rulesOfRunningAcl(context, asJson, groups);

  const rules = objectsOf(blocks);
  const ownGroups = rules.filter((rule) => firstObject(rule, "statement", "rule_group_reference_statement") !== null);
  const items = rules.map((rule) =>
    measured(
      itemFromBlock(context, rule, groups, ownGroups.length === 1, blocks.origin),
      asScalar(fieldOf(rule, "cloudwatch_metrics_enabled")),
    ),
  );

  const decoded = decodeRules(context, asJson);
  const isOnlyInJson = ownGroups.length === 0 && decoded.rules.filter(runsOwnGroup).length === 1;
  items.push(...decoded.rules.map((rule) => itemFromJson(context, rule, asJson.origin, groups, isOnlyInJson)));

  const associations = context.reverse("aws_wafv2_web_acl_rule_group_association", "web_acl_arn");
  items.push(
    ...associations.items.map((association) => {
      const item = itemFromAssociation(context, association);
      return measured(item, scalarNode(null, asScalar(fieldOf(item, "name")).origin));
    }),
  );
  return collectionNode([blocks.code, decoded.code, associations.code], items, blocks.origin);
}

/** What runs tells its rules as JSON: in blocks they stand only where a plan that is laid over it changes them. */
function isPlanned(blocks: CollectionNode): boolean {
  return blocks.code !== "U4";
}

/** A running ACL lists what other resources have added to it like its own rules. */
function rulesOfRunningAcl(context: DerivationContext, rules: ScalarNode, groups: LinkedResources): CollectionNode {
  const { added, removed, code } = context.changes("aws_wafv2_web_acl_rule_group_association", "web_acl_arn");
  // What a plan adds or takes away is not told apart from the rules that stay.
  if (added.length > 0 || removed.length > 0 || code !== null) return collectionNode([code ?? "U1"], [], rules.origin);
  const own = decodeRules(context, rules);
  const items = own.rules.map((rule) => itemFromJson(context, rule, rules.origin, groups, false));
  const codes = [own.code];
  for (const name of ["pre_process_firewall_manager_rule_groups", "post_process_firewall_manager_rule_groups"]) {
    const node = asScalar(context.value(name));
    const managed = decodeRules(context, node);
    codes.push(managed.code);
    items.push(...managed.rules.map((rule) => itemFromJson(context, rule, node.origin, groups, false)));
  }
  return collectionNode(codes, items, rules.origin);
}

function rulesOfGroup(context: DerivationContext): CollectionNode {
  const asJson = asScalar(context.value("rules_json"));
  const decoded = decodeRules(context, asJson);
  const fromJson = decoded.rules.map((rule) =>
    objectNode({
      name: scalarNode(text(member(rule, "Name")), asJson.origin),
      action: scalarNode(jsonChoice(member(rule, "Action"), actionNames), asJson.origin),
      ...factsOfJson(member(rule, "Statement"), asJson.origin),
    }),
  );
  const blocks = asCollection(context.value("rule"));
  if (context.resource.running && !isPlanned(blocks)) return collectionNode([decoded.code], fromJson, asJson.origin);
  const items = objectsOf(blocks).map((rule) =>
    objectNode({
      name: asScalar(fieldOf(rule, "name")),
      action: choice(asCollection(fieldOf(rule, "action")), actionNames),
      ...factsOfBlock(rule, blocks.origin),
    }),
  );
  return collectionNode([blocks.code, decoded.code], [...items, ...fromJson], blocks.origin);
}

function itemFromBlock(
  context: DerivationContext,
  rule: ObjectNode,
  groups: LinkedResources,
  isOnlyOwnGroup: boolean,
  origin: string,
): ObjectNode {
  const statement = asCollection(fieldOf(rule, "statement"));
  const override = choice(asCollection(fieldOf(rule, "override_action")), overrideNames);
  const name = asScalar(fieldOf(rule, "name"));
  const managed = firstObject(rule, "statement", "managed_rule_group_statement");
  if (managed !== null) {
    return groupItem("managed_group", name, override, countedRules(managed), unknownRules(origin), managed);
  }
  const reference = firstObject(rule, "statement", "rule_group_reference_statement");
  if (reference !== null) {
    const arn = asScalar(fieldOf(reference, "arn"));
    const group = linkedGroup(arn, groups, isOnlyOwnGroup);
    const members = overridden(rulesOf(context, group, groups, arn), reference);
    return groupItem("own_group", name, override, countedRules(reference), members);
  }
  const code = firstStatementCode(statement);
  const action = choice(asCollection(fieldOf(rule, "action")), actionNames);
  // Only a rule by itself has an action, so that a statement which is not known yet changes nothing.
  if (code === null || typeof action.value === "string") {
    return ruleItem(name, action, factsOfBlock(rule, origin), origin);
  }
  return undecidedItem(name, action, override, code, statement.origin);
}

/** Says why it is not known whether a rule runs a group; null if it is known that it does not. */
function firstStatementCode(statement: CollectionNode): UnknownCode | null {
  const [body] = objectsOf(statement);
  if (body === undefined) return statement.code;
  const managed = asCollection(fieldOf(body, "managed_rule_group_statement"));
  return managed.code ?? asCollection(fieldOf(body, "rule_group_reference_statement")).code;
}

function itemFromAssociation(context: DerivationContext, association: Resource): ObjectNode {
  const read = (attribute: string): CollectionNode => asCollection(context.valueOf(association, attribute));
  const name = asScalar(context.valueOf(association, "rule_name"));
  const override = asScalar(context.valueOf(association, "override_action"));
  const [managed] = objectsOf(read("managed_rule_group"));
  const [reference] = objectsOf(read("rule_group_reference"));
  if (reference === undefined) {
    // One of the two blocks is there; as long as either may be, it is not known which, and of one alone not what it names.
    const code = managed === undefined ? (read("rule_group_reference").code ?? read("managed_rule_group").code) : null;
    const counted =
      managed === undefined
        ? collectionNode([read("managed_rule_group").code, code], [], name.origin)
        : rebase(countedRules(managed), association);
    if (code !== null) {
      const kind = scalarNode({ unknown: code }, name.origin);
      const action = scalarNode(null, name.origin);
      const rules = partialNode(code, [], name.origin);
      return rebase(
        objectNode({
          name,
          kind,
          action,
          override,
          counted_rules: counted,
          group_rules: rules,
          ...managedFacts(managed ?? null, name.origin, code),
          ...noFacts(name.origin),
        }),
        association,
      );
    }
    const item = groupItem("managed_group", name, override, counted, unknownRules(name.origin), managed ?? null);
    return rebase(item, association);
  }
  const groups = context.forward("rule_group_arn", association);
  const arn = asScalar(fieldOf(reference, "arn"));
  const rules = overridden(rulesOf(context, linkedGroup(arn, groups, true), groups, arn), reference);
  return rebase(groupItem("own_group", name, override, countedRules(reference), rules), association);
}

function itemFromJson(
  context: DerivationContext,
  rule: Json,
  origin: string,
  groups: LinkedResources,
  isOnlyOwnGroup: boolean,
): ObjectNode {
  const config = member(rule, "VisibilityConfig");
  const enabled = word(isUnknown(config) ? config : member(config, "CloudWatchMetricsEnabled"));
  return measured(
    actingItemFromJson(context, rule, origin, groups, isOnlyOwnGroup),
    scalarNode(enabled ?? { unknown: unreadable(context) }, origin),
  );
}

/** Adds whether CloudWatch gets metrics of a rule. */
function measured(item: ObjectNode, isMeasured: ScalarNode): ObjectNode {
  return objectNode({ ...item.fields, cloudwatch_metrics_enabled: isMeasured });
}

function actingItemFromJson(
  context: DerivationContext,
  rule: Json,
  origin: string,
  groups: LinkedResources,
  isOnlyOwnGroup: boolean,
): ObjectNode {
  const name = scalarNode(text(member(rule, "Name")), origin);
  const override = scalarNode(jsonChoice(member(rule, "OverrideAction"), overrideNames), origin);
  const firewallManager = member(rule, "FirewallManagerStatement");
  const statement = firewallManager ?? member(rule, "Statement");
  const managed = member(statement, "ManagedRuleGroupStatement");
  const reference = member(statement, "RuleGroupReferenceStatement");
  const open = firstUnknown([statement, managed, reference]);
  if (open !== undefined) {
    const action = scalarNode(jsonChoice(member(rule, "Action"), actionNames), origin);
    return typeof action.value === "string"
      ? ruleItem(name, action, factsOfJson(statement, origin), origin)
      : undecidedItem(name, action, override, open.unknown, origin);
  }
  if (isJsonObject(firewallManager)) {
    const group = isJsonObject(managed) ? managed : isJsonObject(reference) ? reference : null;
    const node = groupFromJson(group, origin);
    const facts = isJsonObject(managed) ? node : null;
    return groupItem("firewall_manager_group", name, override, countedRules(node), unknownRules(origin), facts);
  }
  if (isJsonObject(managed)) {
    const node = groupFromJson(managed, origin);
    return groupItem("managed_group", name, override, countedRules(node), unknownRules(origin), node);
  }
  if (isJsonObject(reference)) {
    const group = groupFromJson(reference, origin);
    const arn = scalarNode(text(member(reference, "ARN") ?? member(reference, "Arn")), origin);
    const own = rulesOf(context, linkedGroup(arn, groups, isOnlyOwnGroup), groups, arn);
    return groupItem("own_group", name, override, countedRules(group), overridden(own, group));
  }
  const action = scalarNode(jsonChoice(member(rule, "Action"), actionNames), origin);
  return ruleItem(name, action, factsOfJson(statement, origin), origin);
}

function runsOwnGroup(rule: Json): boolean {
  return isJsonObject(member(member(rule, "Statement"), "RuleGroupReferenceStatement"));
}

/** A rule of which it is not known whether it runs a group. */
function undecidedItem(
  name: ScalarNode,
  action: ScalarNode,
  override: ScalarNode,
  code: UnknownCode,
  origin: string,
): ObjectNode {
  return objectNode({
    name,
    kind: scalarNode({ unknown: code }, origin),
    action,
    override,
    counted_rules: partialNode(code, [], origin),
    group_rules: partialNode(code, [], origin),
    ...managedFacts(null, origin, code),
    ...unknownFacts(code, origin),
  });
}

/** Reads the overrides of a group that is written in JSON as its blocks have them; what is excluded only counts. */
function groupFromJson(group: Json, origin: string): ObjectNode {
  const codes: (UnknownCode | null)[] = [];
  const overrides = jsonElements(member(group, "RuleActionOverrides"), codes).map((rule) =>
    overrideNode(rule, member(rule, "ActionToUse"), origin),
  );
  const excluded = jsonElements(member(group, "ExcludedRules"), codes).map((rule) =>
    overrideNode(rule, { Count: {} }, origin),
  );
  return objectNode({
    vendor_name: scalarNode(text(member(group, "VendorName")), origin),
    name: scalarNode(text(member(group, "Name")), origin),
    version: scalarNode(text(member(group, "Version")), origin),
    scope_down_statement: presenceInJson(member(group, "ScopeDownStatement"), origin),
    rule_action_override: collectionNode(codes, [...overrides, ...excluded], origin),
  });
}

type Facts = Readonly<Record<string, ScalarNode>>;

/** A block of which nothing but its being there is asked. */
function presenceInJson(value: Json | undefined, origin: string): CollectionNode {
  if (isUnknown(value)) return partialNode(value.unknown, [], origin);
  return completeNode(isPresent(value) ? [objectNode({})] : [], origin);
}

/** Names the managed group that a rule runs, if it runs one; with a code it is not known whether it does. */
function managedFacts(group: ObjectNode | null, origin: string, code: UnknownCode | null): Facts {
  if (group === null) {
    const nothing = scalarNode(code === null ? null : { unknown: code }, origin);
    return { vendor_name: nothing, group_name: nothing, version: nothing };
  }
  return {
    vendor_name: asScalar(fieldOf(group, "vendor_name")),
    group_name: asScalar(fieldOf(group, "name")),
    version: asScalar(fieldOf(group, "version")),
  };
}

function scopeDownOf(statement: ObjectNode, origin: string): ScalarNode {
  const scope = asCollection(fieldOf(statement, "scope_down_statement"));
  if (scope.items.length > 0) return scalarNode(true, scope.origin);
  return scalarNode(scope.code === null ? false : { unknown: scope.code }, scope.code === null ? origin : scope.origin);
}

function noFacts(origin: string): Facts {
  const nothing = scalarNode(null, origin);
  return {
    rate_limit: nothing,
    evaluation_window_sec: nothing,
    aggregate_key_type: nothing,
    scope_down: scalarNode(false, origin),
    names_ip_set: scalarNode(false, origin),
  };
}

function unknownFacts(code: UnknownCode, origin: string): Facts {
  const unknown = scalarNode({ unknown: code }, origin);
  return {
    rate_limit: unknown,
    evaluation_window_sec: unknown,
    aggregate_key_type: unknown,
    scope_down: unknown,
    names_ip_set: unknown,
  };
}

/** What is asked of the statement of a rule in blocks. */
function factsOfBlock(rule: ObjectNode, origin: string): Facts {
  const statement = asCollection(fieldOf(rule, "statement"));
  const [body] = objectsOf(statement);
  if (body === undefined) return statement.code === null ? noFacts(origin) : unknownFacts(statement.code, origin);
  return { ...rateOfBlock(body, origin), names_ip_set: scalarNode(ipSetInBlock(body), statement.origin) };
}

function rateOfBlock(body: ObjectNode, origin: string): Facts {
  const rates = asCollection(fieldOf(body, "rate_based_statement"));
  const [rate] = objectsOf(rates);
  if (rate === undefined) return rates.code === null ? noFacts(origin) : unknownFacts(rates.code, origin);
  return {
    rate_limit: asScalar(fieldOf(rate, "limit")),
    evaluation_window_sec: asScalar(fieldOf(rate, "evaluation_window_sec")),
    aggregate_key_type: asScalar(fieldOf(rate, "aggregate_key_type")),
    scope_down: scopeDownOf(rate, origin),
  };
}

function ipSetInBlock(statement: ObjectNode): boolean | Unknown {
  const { items, code } = asCollection(fieldOf(statement, "ip_set_reference_statement"));
  return firstSaying([
    items.length > 0,
    code === null ? false : { unknown: code },
    ...["not_statement", "and_statement", "or_statement"].map((name) =>
      ipSetIn({ [name]: asScalar(fieldOf(statement, name)).value as Json }),
    ),
  ]);
}

const nestingNames = ["statement", "statements", "notstatement", "andstatement", "orstatement"] as const;

/** Whether a statement refers to an IP set, by itself or in a logical statement; names are read in every source's form. */
function ipSetIn(value: Json | undefined): boolean | Unknown {
  if (isUnknown(value)) return value;
  if (Array.isArray(value)) return firstSaying((value as readonly Json[]).map(ipSetIn));
  if (!isJsonObject(value)) return false;
  return firstSaying(
    Object.entries(value).map(([key, part]) => {
      const name = key.replaceAll("_", "").toLowerCase();
      if (name === "ipsetreferencestatement") return isUnknown(part) ? part : isPresent(part);
      return nestingNames.some((one) => one === name) ? ipSetIn(part) : false;
    }),
  );
}

/** True if one is, else what is not known of them, else false. */
function firstSaying(words: readonly (boolean | Unknown)[]): boolean | Unknown {
  return words.includes(true) || (firstUnknown(words) ?? false);
}

/** What is asked of the statement of a rule in JSON. */
function factsOfJson(statement: Json | undefined, origin: string): Facts {
  return { ...rateOfJson(statement, origin), names_ip_set: scalarNode(ipSetIn(statement), origin) };
}

/** How a rule in JSON counts requests; what is left out is what the API takes (300 seconds, by address). */
function rateOfJson(statement: Json | undefined, origin: string): Facts {
  const rate = member(statement, "RateBasedStatement");
  const open = firstUnknown([statement, rate]);
  if (open !== undefined) return unknownFacts(open.unknown, origin);
  if (!isJsonObject(rate)) return noFacts(origin);
  return {
    rate_limit: scalarNode(count(member(rate, "Limit"), null), origin),
    evaluation_window_sec: scalarNode(count(member(rate, "EvaluationWindowSec"), 300), origin),
    aggregate_key_type: scalarNode(text(member(rate, "AggregateKeyType")) ?? "IP", origin),
    scope_down: scopeDownOf(
      objectNode({ scope_down_statement: presenceInJson(member(rate, "ScopeDownStatement"), origin) }),
      origin,
    ),
  };
}

function overrideNode(rule: Json, action: Json | undefined, origin: string): ObjectNode {
  const alternatives = objectNode(
    Object.fromEntries(
      actionNames.map((name) => [name, scalarNode(member(action, capitalised(name)) ?? null, origin)]),
    ),
  );
  const isOpen = isUnknown(action);
  return objectNode({
    name: scalarNode(text(member(rule, "Name")), origin),
    action_to_use: isOpen ? partialNode(action.unknown, [], origin) : completeNode([alternatives], origin),
  });
}

/** The elements of a list that are known; why others are not is added to the codes. */
function jsonElements(value: Json | undefined, codes: (UnknownCode | null)[]): readonly Json[] {
  if (isUnknown(value)) codes.push(value.unknown);
  return elements(value).filter((element) => {
    if (isUnknown(element)) codes.push(element.unknown);
    return !isUnknown(element);
  });
}

function ruleItem(name: ScalarNode, action: ScalarNode, rate: Facts, origin: string): ObjectNode {
  return objectNode({
    name,
    kind: scalarNode("rule", origin),
    action,
    override: scalarNode(null, origin),
    counted_rules: completeNode([], origin),
    group_rules: completeNode([], origin),
    ...managedFacts(null, origin, null),
    ...rate,
  });
}

function groupItem(
  kind: string,
  name: ScalarNode,
  override: ScalarNode,
  counted: CollectionNode,
  rules: CollectionNode,
  managed: ObjectNode | null = null,
): ObjectNode {
  return objectNode({
    name,
    kind: scalarNode(kind, name.origin),
    action: scalarNode(null, name.origin),
    override,
    counted_rules: counted,
    group_rules: rules,
    ...managedFacts(managed, name.origin, null),
    ...noFacts(name.origin),
    scope_down: managed === null ? scalarNode(false, name.origin) : scopeDownOf(managed, name.origin),
  });
}

function unknownRules(origin: string): CollectionNode {
  return partialNode("U2", [], origin);
}

/** The actions with which a rule of a group lets a request pass on or through. */
const passingActions = ["count", "allow"] as const;

/** The rules of a group that its caller overrides so that they do not block. */
function countedRules(group: ObjectNode): CollectionNode {
  const overrides = asCollection(fieldOf(group, "rule_action_override"));
  const codes: (UnknownCode | null)[] = [overrides.code];
  const names: ScalarNode[] = [];
  for (const override of objectsOf(overrides)) {
    const action = choice(asCollection(fieldOf(override, "action_to_use")), actionNames);
    if (isUnknown(action.value)) codes.push(action.value.unknown);
    else if (passingActions.some((name) => name === action.value)) names.push(asScalar(fieldOf(override, "name")));
  }
  return collectionNode(codes, names, overrides.origin);
}

/** Gives the rules of a group the actions to which its caller overrides them; an override that is not known may mean any. */
function overridden(rules: CollectionNode, group: ObjectNode): CollectionNode {
  const overrides = asCollection(fieldOf(group, "rule_action_override"));
  const actions = objectsOf(overrides).map((override) => ({
    name: asScalar(fieldOf(override, "name")),
    action: choice(asCollection(fieldOf(override, "action_to_use")), actionNames),
  }));
  function actionOf(name: ScalarNode): ScalarNode | null {
    const named = actions.find((override) => typeof name.value === "string" && override.name.value === name.value);
    if (named !== undefined) return named.action;
    const open = actions.find((override) => isUnknown(override.name.value) || isUnknown(name.value));
    const code = overrides.code ?? (open === undefined ? null : (codeOf(open.name) ?? codeOf(name)));
    return code === null ? null : scalarNode({ unknown: code }, overrides.origin);
  }
  const items = rules.items.map((rule) => {
    const action = rule.kind === "object" ? actionOf(asScalar(fieldOf(rule, "name"))) : null;
    return rule.kind === "object" && action !== null ? objectNode({ ...rule.fields, action }) : rule;
  });
  return { ...rules, items };
}

/** Finds the group that an ARN means; before its creation only if there is but one it can be. */
function linkedGroup(arn: ScalarNode, groups: LinkedResources, isOnlyOne: boolean): Resource | null {
  if (typeof arn.value === "string") return groups.items.find((group) => group.arn === arn.value) ?? null;
  const [group] = groups.items;
  return isOnlyOne && groups.code === null && groups.items.length === 1 ? (group ?? null) : null;
}

function rulesOf(
  context: DerivationContext,
  group: Resource | null,
  groups: LinkedResources,
  arn: ScalarNode,
): CollectionNode {
  if (group === null) return partialNode(codeOf(arn) === null ? "U2" : (groups.code ?? "U1"), [], arn.origin);
  return rebase(asCollection(context.valueOf(group, "effective_rules")), group);
}

/** Says which of several alternative blocks is there: its name, null for none, or unknown. */
function choice(node: CollectionNode, names: readonly string[]): ScalarNode {
  const [alternatives] = objectsOf(node);
  if (alternatives === undefined) {
    return scalarNode(node.code === null ? null : { unknown: node.code }, node.origin);
  }
  const codes: UnknownCode[] = [];
  for (const name of names) {
    const alternative = asScalar(fieldOf(alternatives, name));
    const code = codeOf(alternative);
    if (code !== null) codes.push(code);
    else if (isPresent(alternative.value as Json)) return scalarNode(name, alternative.origin);
  }
  const [code] = codes;
  return scalarNode(code === undefined ? null : { unknown: code }, node.origin);
}

/** Says which of several alternatives a JSON object holds, in either casing. */
function jsonChoice(value: Json | undefined, names: readonly string[]): string | null | Unknown {
  if (isUnknown(value)) return value;
  const alternatives = names.map((name) => ({ name, found: member(value, capitalised(name)) }));
  const open = firstUnknown(alternatives.map(({ found }) => found));
  const present = alternatives.find(({ found }) => !isUnknown(found) && isPresent(found));
  return present?.name ?? open ?? null;
}

function firstUnknown(values: readonly unknown[]): Unknown | undefined {
  for (const value of values) if (isUnknown(value)) return value;
  return undefined;
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function isPresent(value: Json | undefined): boolean {
  return value !== undefined && value !== null && value !== false && !(Array.isArray(value) && value.length === 0);
}

/** Says what a web ACL can protect: as it is written, or as its ARN says it (`…:global/webacl/…` of CloudFront). */
export function scopeOfWebAcl(context: DerivationContext): { readonly value: ScalarValue; readonly origin: string } {
  const written = asScalar(context.value("scope_source"));
  if (written.value === "REGIONAL" || written.value === "CLOUDFRONT") return written;
  const place = /^arn:[^:]+:wafv2:[^:]*:[^:]*:(regional|global)\//u.exec(context.resource.arn ?? "")?.[1];
  if (place !== undefined) return { value: place === "global" ? "CLOUDFRONT" : "REGIONAL", origin: written.origin };
  return { value: isUnknown(written.value) ? written.value : { unknown: unreadable(context) }, origin: written.origin };
}

/** Says what a web ACL does with a request that no rule decides, in Terraform's, the API's and Config's form. */
export function defaultAction(context: DerivationContext): {
  readonly value: string | null | { readonly unknown: UnknownCode };
  readonly origin: string;
} {
  const node = asScalar(context.value("default_action_source"));
  if (isUnknown(node.value)) return { value: node.value, origin: node.origin };
  const value = node.value;
  const source = Array.isArray(value) ? (value[0] as Json | undefined) : value;
  const named = typeof source === "string" ? source.toLowerCase() : jsonChoice(source, ["block", "allow"]);
  if (named === "block" || named === "allow") return { value: named, origin: node.origin };
  if (isUnknown(named)) return { value: named, origin: node.origin };
  return { value: { unknown: unreadable(context) }, origin: node.origin };
}

/** Decodes rules that are written as JSON; what is no list of rules is not known. */
function decodeRules(
  context: DerivationContext,
  node: ScalarNode,
): { readonly rules: readonly Json[]; readonly code: UnknownCode | null } {
  if (isUnknown(node.value)) return { rules: [], code: node.value.unknown };
  if (node.value === null) return { rules: [], code: null };
  const value = typeof node.value === "string" ? parse(node.value) : (node.value as Json);
  if (!Array.isArray(value)) return { rules: [], code: unreadable(context) };
  const codes: (UnknownCode | null)[] = [];
  const rules = jsonElements(value as readonly Json[], codes);
  return { rules, code: collectionNode(codes, [], node.origin).code };
}

/** Why something is not known that is there and not understood. */
function unreadable(context: DerivationContext): UnknownCode {
  return context.resource.running ? "U4" : "U1";
}

function parse(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return null;
  }
}

function elements(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** A number, which a template may write as text; what is left out is the default. */
function count(value: Json | undefined, omitted: number | null): number | null | Unknown {
  if (typeof value === "number" || isUnknown(value)) return value;
  if (typeof value === "string" && /^\d+$/u.test(value)) return Number(value);
  return value === undefined || value === null ? omitted : { unknown: "U1" };
}

/** True or false, which a template may write as text; null for anything else. */
function word(value: Json | undefined): boolean | null | Unknown {
  if (typeof value === "boolean" || isUnknown(value)) return value;
  return value === "true" ? true : value === "false" ? false : null;
}

function text(value: Json | undefined): string | null | Unknown {
  return typeof value === "string" || isUnknown(value) ? value : null;
}

/** Takes the first element of nested blocks; null if one of them is not there. */
function firstObject(node: ObjectNode, ...path: readonly string[]): ObjectNode | null {
  let current: ObjectNode = node;
  for (const name of path) {
    const [next] = objectsOf(asCollection(fieldOf(current, name)));
    if (next === undefined) return null;
    current = next;
  }
  return current;
}
