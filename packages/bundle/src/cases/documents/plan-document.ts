import { isList, isObject, type Json, type JsonObject } from "./json.ts";

/** An expression as `configuration` prints it, or the list of what it refers to. */
export type ExpressionSpec = readonly string[] | JsonObject;

/** One resource instance of a small plan; see {@link PlanSpec}. */
export interface ResourceSpec {
  readonly after?: JsonObject;
  /** `after_unknown`; a true mark removes the value itself. */
  readonly unknown?: JsonObject;
  readonly sensitive?: JsonObject | true;
  /**
   * What the expressions of attributes refer to, prefixes left out: `{kms_key_id: [aws_kms_key.db.arn]}`. A dotted path
   * leads into blocks: `default_action.0.target_group_arn`. The attribute is unknown unless `after` has a value.
   */
  readonly references?: Readonly<Record<string, readonly string[]>>;
  /** Raw expressions laid over the others; null leaves one out, as a dynamic block does. */
  readonly expressions?: JsonObject;
  readonly actions?: readonly string[];
  readonly provider?: string;
  readonly before?: JsonObject | null;
  readonly for_each?: ExpressionSpec;
  readonly count?: ExpressionSpec | number;
}

/** One module call of a small plan. */
export interface ModuleSpec {
  readonly expressions?: Readonly<Record<string, ExpressionSpec>>;
  readonly outputs?: Readonly<Record<string, ExpressionSpec>>;
  readonly variables?: Readonly<Record<string, JsonObject>>;
  readonly for_each?: ExpressionSpec;
  readonly count?: ExpressionSpec | number;
}

/** One provider configuration of a small plan. */
export interface ProviderSpec {
  readonly region?: string | null;
  readonly account?: string;
  readonly profile?: string;
  readonly role?: string;
  readonly expressions?: JsonObject;
}

/** A small Terraform plan in the notation that tests and policies' cases share; every key can be written in YAML. */
export interface PlanSpec {
  readonly terraform_version?: string;
  /** 5 unless given; 6 gives regional resources a `region`; null writes no version constraint. */
  readonly provider_major?: 5 | 6 | null;
  /** Region of the provider `aws`, ap-northeast-1 unless given; null leaves it out. */
  readonly region?: string | null;
  readonly account?: string;
  readonly providers?: Readonly<Record<string, ProviderSpec>>;
  readonly errored?: boolean;
  readonly complete?: boolean;
  readonly variables?: JsonObject;
  /** By full address, with modules and keys. */
  readonly resources?: Readonly<Record<string, ResourceSpec>>;
  /** By full address; without anything unknown a data source counts as read before and stands in the prior state only. */
  readonly data?: Readonly<Record<string, ResourceSpec>>;
  /** By path of calls: `edge`, `edge.inner`. */
  readonly modules?: Readonly<Record<string, ModuleSpec>>;
  readonly outputs?: Readonly<Record<string, ExpressionSpec>>;
}

const planKeys: readonly string[] = [
  "terraform_version",
  "provider_major",
  "region",
  "account",
  "providers",
  "errored",
  "complete",
  "variables",
  "resources",
  "data",
  "modules",
  "outputs",
] satisfies readonly (keyof PlanSpec)[];
const resourceKeys: readonly string[] = [
  "after",
  "unknown",
  "sensitive",
  "references",
  "expressions",
  "actions",
  "provider",
  "before",
  "for_each",
  "count",
] satisfies readonly (keyof ResourceSpec)[];
const moduleKeys: readonly string[] = [
  "expressions",
  "outputs",
  "variables",
  "for_each",
  "count",
] satisfies readonly (keyof ModuleSpec)[];

const defaultRegion = "ap-northeast-1";
const awsProvider = "registry.terraform.io/hashicorp/aws";

/** Attributes that hold objects and may be written as blocks; their expression is printed as one. */
const attributesAsBlocks: Readonly<Record<string, readonly string[]>> = {
  aws_security_group: ["ingress", "egress"],
  aws_default_security_group: ["ingress", "egress"],
  aws_network_acl: ["ingress", "egress"],
  aws_default_network_acl: ["ingress", "egress"],
  aws_route_table: ["route"],
};

/** Types of resources that lie in no region, which version 6 of the provider gives none. */
const globalTypes = /^aws_(?:iam|cloudfront|route53|shield|organizations|globalaccelerator|waf|account)_(?!resolver)/u;

/** Builds a plan as Terraform 1.11 prints it. */
export function planDocument(spec: PlanSpec): Json {
  expectKeys("plan", spec, planKeys);
  const version = spec.terraform_version ?? "1.11.4";
  const resources = Object.entries(spec.resources ?? {}).map(([address, one]) =>
    readInstance(address, one, spec, "create"),
  );
  const data = Object.entries(spec.data ?? {}).map(([address, one]) => readInstance(address, one, spec, "read"));
  const changed = [...resources, ...data.filter((instance) => instance.hasUnknown)];
  const prior = [
    ...data.filter((instance) => !instance.hasUnknown),
    ...resources
      .filter((instance) => instance.before !== null)
      .map((instance) => ({ ...instance, after: instance.before })),
  ];
  const hasOutcome = Number(version.split(".")[0]) > 1 || Number(version.split(".")[1]) >= 8;
  const outcome = {
    applyable: spec.errored !== true,
    complete: spec.complete ?? spec.errored !== true,
    errored: spec.errored === true,
  };
  return {
    format_version: "1.2",
    terraform_version: version,
    ...(spec.variables === undefined
      ? {}
      : { variables: Object.fromEntries(Object.entries(spec.variables).map(([name, value]) => [name, { value }])) }),
    planned_values: { root_module: valuesTree(changed.filter((instance) => instance.after !== null)) },
    ...(changed.length === 0 ? {} : { resource_changes: changed.map(changeOf) }),
    ...(prior.length === 0
      ? {}
      : {
          prior_state: {
            format_version: "1.0",
            terraform_version: version,
            values: { root_module: valuesTree(prior) },
          },
        }),
    configuration: configurationOf(spec, [...resources, ...data]),
    ...relevantAttributes([...resources, ...data]),
    timestamp: "2026-04-01T00:00:00Z",
    ...(hasOutcome ? outcome : spec.errored === true ? { errored: true } : {}),
  };
}

interface Instance {
  readonly address: string;
  readonly modulePath: string;
  /** Names of the module calls, without keys. */
  readonly calls: readonly string[];
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly index: string | number | null;
  readonly spec: ResourceSpec;
  readonly actions: readonly string[];
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  readonly unknown: JsonObject;
  readonly hasUnknown: boolean;
}

function readInstance(address: string, spec: ResourceSpec, plan: PlanSpec, action: "create" | "read"): Instance {
  expectKeys(address, spec, resourceKeys);
  const match =
    /^((?:module\.[^.[]+(?:\[[^\]]*\])?\.)*)(data\.)?([^.]+)\.([^.[]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?$/u.exec(address);
  const [, modulePath = "", data, type = "", name = "", key] = match ?? [];
  if (match === null) throw new Error(`"${address}" is no address of a resource instance`);
  const actions = spec.actions ?? [action];
  const marks = structuredClone<MutableObject>(spec.unknown ?? {});
  const after = structuredClone<MutableObject>(spec.after ?? {});
  for (const path of Object.keys(spec.references ?? {})) {
    if (valueAt(after, path) === undefined) setAt(marks, path, true, after);
  }
  if (actions.includes("create") && after["id"] === undefined) marks["id"] ??= true;
  removeUnknown(after, marks);
  if (plan.provider_major === 6 && type.startsWith("aws_") && !globalTypes.test(type) && data === undefined) {
    const region = spec.provider === undefined ? plan.region : plan.providers?.[spec.provider]?.region;
    after["region"] ??= region === null ? null : (region ?? defaultRegion);
  }
  const isRemoved = !actions.includes("create") && (actions.includes("delete") || actions.includes("forget"));
  return {
    address,
    modulePath: modulePath.replace(/\.$/u, ""),
    calls: [...modulePath.matchAll(/module\.([^.[]+)/gu)].map(([, call]) => call ?? ""),
    mode: data === undefined ? "managed" : "data",
    type,
    name,
    index: key === undefined ? null : (JSON.parse(key.slice(1, -1)) as string | number),
    spec,
    actions,
    before:
      spec.before !== undefined
        ? spec.before
        : actions.some((one) => one === "create" || one === "read") && actions.length === 1
          ? null
          : after,
    after: isRemoved ? null : after,
    unknown: isRemoved ? {} : marks,
    hasUnknown: Object.keys(marks).length > 0,
  };
}

function changeOf(instance: Instance): JsonObject {
  const { spec, before, after } = instance;
  return {
    address: instance.address,
    ...(instance.modulePath === "" ? {} : { module_address: instance.modulePath }),
    mode: instance.mode,
    type: instance.type,
    name: instance.name,
    ...(instance.index === null ? {} : { index: instance.index }),
    provider_name: awsProvider,
    change: {
      actions: instance.actions,
      before,
      after,
      after_unknown: after === null ? {} : marksOf(after, instance.unknown),
      before_sensitive: before === null ? false : marksOf(before, spec.sensitive ?? {}),
      after_sensitive: after === null ? false : marksOf(after, spec.sensitive ?? {}),
    },
  };
}

function valuesTree(instances: readonly Instance[]): JsonObject {
  const build = (path: string): JsonObject => {
    const own = instances.filter((instance) => instance.modulePath === path);
    const children = new Set(
      instances.map((instance) => childOf(path, instance.modulePath)).filter((child) => child !== null),
    );
    return {
      ...(own.length === 0 ? {} : { resources: own.map(valuesOf) }),
      ...(children.size === 0
        ? {}
        : { child_modules: [...children].sort().map((child) => ({ ...build(child), address: child })) }),
    };
  };
  return build("");
}

function childOf(parent: string, path: string): string | null {
  if (path === parent || (parent !== "" && !path.startsWith(`${parent}.`))) return null;
  const rest = parent === "" ? path : path.slice(parent.length + 1);
  const [step] = /^module\.[^.[]+(?:\[[^\]]*\])?/u.exec(rest) ?? [];
  return step === undefined ? null : parent === "" ? step : `${parent}.${step}`;
}

function valuesOf(instance: Instance): JsonObject {
  return {
    address: instance.address,
    mode: instance.mode,
    type: instance.type,
    name: instance.name,
    ...(instance.index === null ? {} : { index: instance.index }),
    provider_name: awsProvider,
    schema_version: 0,
    values: instance.after ?? {},
    sensitive_values: marksOf(instance.after ?? {}, instance.spec.sensitive ?? {}),
  };
}

function configurationOf(spec: PlanSpec, instances: readonly Instance[]): JsonObject {
  const paths = new Set(Object.keys(spec.modules ?? {}));
  for (const { calls } of instances)
    for (let depth = 1; depth <= calls.length; depth += 1) paths.add(calls.slice(0, depth).join("."));
  const moduleOf = (path: string): JsonObject => {
    const own = new Map<string, Instance>();
    for (const instance of instances) {
      if (instance.calls.join(".") !== path) continue;
      const base = `${instance.mode === "data" ? "data." : ""}${instance.type}.${instance.name}`;
      // All instances share one expression: what any of them states is laid together.
      const other = own.get(base);
      own.set(base, other === undefined ? instance : { ...instance, spec: { ...other.spec, ...instance.spec } });
    }
    const children = [...paths].filter((child) => child !== path && parentOf(child) === path).sort();
    const module = spec.modules?.[path];
    const variables = path === "" ? rootVariables(spec) : { ...declaredVariables(module), ...module?.variables };
    const outputs = path === "" ? spec.outputs : module?.outputs;
    return {
      ...(outputs === undefined
        ? {}
        : {
            outputs: Object.fromEntries(
              Object.entries(outputs).map(([name, one]) => [name, { expression: expressionOf(one) }]),
            ),
          }),
      ...(own.size === 0 ? {} : { resources: [...own].map(([base, instance]) => configuredResource(base, instance)) }),
      ...(children.length === 0
        ? {}
        : {
            module_calls: Object.fromEntries(children.map((child) => [child.split(".").at(-1) ?? "", callOf(child)])),
          }),
      ...(Object.keys(variables).length === 0 ? {} : { variables }),
    };
  };
  const callOf = (path: string): JsonObject => {
    const module = spec.modules?.[path] ?? {};
    expectKeys(`modules.${path}`, module, moduleKeys);
    return {
      source: `./modules/${path.split(".").at(-1) ?? ""}`,
      ...(module.expressions === undefined
        ? {}
        : {
            expressions: Object.fromEntries(
              Object.entries(module.expressions).map(([name, one]) => [name, expressionOf(one)]),
            ),
          }),
      ...repetition(module),
      module: moduleOf(path),
    };
  };
  return {
    provider_config: Object.fromEntries(
      Object.entries({
        aws: { ...spec.providers?.["aws"], ...rootProvider(spec) },
        ...withoutRoot(spec.providers ?? {}),
      }).map(([key, provider]) => [key, providerOf(key, provider, spec)]),
    ),
    root_module: moduleOf(""),
  };
}

function rootProvider(spec: PlanSpec): ProviderSpec {
  return {
    ...(spec.region === undefined && spec.providers?.["aws"]?.region !== undefined
      ? {}
      : { region: spec.region === undefined ? defaultRegion : spec.region }),
    ...(spec.account === undefined ? {} : { account: spec.account }),
  };
}

function withoutRoot(providers: Readonly<Record<string, ProviderSpec>>): Readonly<Record<string, ProviderSpec>> {
  return Object.fromEntries(Object.entries(providers).filter(([key]) => key !== "aws"));
}

function providerOf(key: string, provider: ProviderSpec, spec: PlanSpec): JsonObject {
  const [name = "aws", alias] = key.split(".");
  const constant = (value: Json): JsonObject => ({ constant_value: value });
  const expressions: JsonObject = {
    ...(provider.account === undefined ? {} : { allowed_account_ids: constant([provider.account]) }),
    ...(provider.role === undefined ? {} : { assume_role: [{ role_arn: constant(provider.role) }] }),
    ...(provider.profile === undefined ? {} : { profile: constant(provider.profile) }),
    ...(typeof provider.region === "string" ? { region: constant(provider.region) } : {}),
    ...provider.expressions,
  };
  return {
    name,
    full_name: awsProvider,
    ...(alias === undefined ? {} : { alias }),
    ...(spec.provider_major === null ? {} : { version_constraint: `~> ${String(spec.provider_major ?? 5)}.0` }),
    ...(Object.keys(expressions).length === 0 ? {} : { expressions }),
  };
}

function configuredResource(base: string, instance: Instance): JsonObject {
  const { spec, type } = instance;
  const expressions: MutableObject = {};
  for (const [name, value] of Object.entries(spec.after ?? {})) {
    if (value === null || name === "region") continue;
    expressions[name] =
      attributesAsBlocks[type]?.includes(name) === true ? { constant_value: value } : constantsOf(value);
  }
  for (const [path, references] of Object.entries(spec.references ?? {})) {
    const [first = ""] = path.split(".");
    const isFlat = attributesAsBlocks[type]?.includes(first) === true;
    setAt(expressions, isFlat ? first : path, expressionOf(references), {});
  }
  for (const [name, expression] of Object.entries(spec.expressions ?? {})) {
    if (expression === null) Reflect.deleteProperty(expressions, name);
    else expressions[name] = expression;
  }
  return {
    address: base,
    mode: instance.mode,
    type,
    name: instance.name,
    provider_config_key: spec.provider ?? "aws",
    ...(Object.keys(expressions).length === 0 ? {} : { expressions }),
    schema_version: 0,
    ...repetition({
      ...(typeof instance.index === "number"
        ? { count: 1 }
        : typeof instance.index === "string"
          ? { for_each: {} }
          : {}),
      ...(spec.for_each === undefined ? {} : { for_each: spec.for_each }),
      ...(spec.count === undefined ? {} : { count: spec.count }),
    }),
  };
}

function repetition(spec: Pick<ModuleSpec, "for_each" | "count">): JsonObject {
  return {
    ...(spec.count === undefined
      ? {}
      : {
          count_expression: typeof spec.count === "number" ? { constant_value: spec.count } : expressionOf(spec.count),
        }),
    ...(spec.for_each === undefined ? {} : { for_each_expression: expressionOf(spec.for_each) }),
  };
}

function relevantAttributes(instances: readonly Instance[]): JsonObject {
  const relevant = instances.flatMap(({ calls, spec }) =>
    Object.values(spec.references ?? {})
      .flat()
      .flatMap((reference) => {
        const match = /^((?:data\.)?[a-z0-9]+_[^.[]+\.[^.[]+(?:\[[^\]]*\])?)\.([^.[]+)/u.exec(reference);
        if (match === null) return [];
        return [
          {
            resource: [...calls.map((call) => `module.${call}`), match[1] ?? ""].join("."),
            attribute: [match[2] ?? ""],
          },
        ];
      }),
  );
  return relevant.length === 0 ? {} : { relevant_attributes: relevant };
}

function constantsOf(value: Json): Json {
  if (isList(value) && value.length > 0 && value.every(isObject)) {
    return value.map((block) =>
      Object.fromEntries(
        Object.entries(block).flatMap(([name, one]) =>
          one === null || (isList(one) && one.length === 0) ? [] : [[name, constantsOf(one)]],
        ),
      ),
    );
  }
  return { constant_value: value };
}

function expressionOf(expression: ExpressionSpec): JsonObject {
  return isList(expression) ? { references: expression.flatMap(withPrefixes) } : expression;
}

/** Lists a reference and its prefixes as Terraform prints them: `aws_lb.a["x"].arn`, `aws_lb.a["x"]`, `aws_lb.a`. */
export function withPrefixes(reference: string): readonly string[] {
  const steps = reference.match(/(?:^|\.)[^.[\]"]+|\[(?:\d+|"(?:[^"\\]|\\.)*")\]/gu) ?? [];
  const head = steps[0] ?? "";
  const isKey = (step: string | undefined): boolean => step?.startsWith("[") === true;
  const base = head === "data" ? 3 : 2;
  const text = (length: number): string => steps.slice(0, length).join("");
  if (head === "module") {
    const call = isKey(steps[2]) ? 3 : 2;
    const prefixes: string[] = [];
    for (let length = steps.length; length > call; length -= 1) prefixes.push(text(length));
    prefixes.push(text(call));
    if (steps.length === call && call === 3) prefixes.push(text(2));
    return prefixes;
  }
  const isResource = !["var", "local", "each", "count", "path", "terraform", "self"].includes(head);
  const subject = isResource && isKey(steps[base]) ? base + 1 : base;
  const prefixes: string[] = [];
  for (let length = steps.length; length > subject; length -= 1) prefixes.push(text(length));
  prefixes.push(text(subject));
  if (subject > base) prefixes.push(text(base));
  return prefixes;
}

function rootVariables(spec: PlanSpec): JsonObject {
  return Object.fromEntries(Object.keys(spec.variables ?? {}).map((name) => [name, {}]));
}

function declaredVariables(module: ModuleSpec | undefined): JsonObject {
  return Object.fromEntries(Object.keys(module?.expressions ?? {}).map((name) => [name, {}]));
}

function parentOf(path: string): string {
  return path.split(".").slice(0, -1).join(".");
}

interface MutableObject {
  [key: string]: Json;
}

/** Marks as Terraform prints them beside a value: true where marked, the structure of lists and objects otherwise. */
function marksOf(value: Json, marks: Json): Json {
  if (marks === true) return true;
  if (isList(value)) return value.map((item, index) => marksOf(item, isList(marks) ? (marks[index] ?? false) : false));
  if (!isObject(value)) return marks === null ? false : isObject(marks) || isList(marks) ? marks : false;
  const given = isObject(marks) ? marks : {};
  const result: MutableObject = { ...given };
  for (const [name, member] of Object.entries(value)) {
    const mark = marksOf(member, given[name] ?? false);
    if (mark !== false) result[name] = mark;
  }
  return result;
}

function removeUnknown(value: MutableObject, marks: JsonObject): void {
  for (const [name, mark] of Object.entries(marks)) {
    const member = value[name];
    if (mark === true) Reflect.deleteProperty(value, name);
    else if (isList(mark) && isList(member)) {
      mark.forEach((inner, index) => {
        const element = member[index];
        if (isObject(inner) && isObject(element)) removeUnknown(element, inner);
      });
    } else if (isObject(mark) && isObject(member)) removeUnknown(member, mark);
  }
}

function valueAt(value: Json, path: string): Json | undefined {
  let found: Json | undefined = value;
  for (const step of path.split(".")) {
    found = isList(found) ? found[Number(step)] : isObject(found) ? found[step] : undefined;
  }
  return found;
}

/** Sets a value below an object; lists on the way get as many elements as `model` has there. */
function setAt(target: MutableObject, path: string, value: Json, model: Json): void {
  const [first = "", second, ...others] = path.split(".");
  if (second === undefined) {
    target[first] = value;
    return;
  }
  const modelList = isObject(model) ? model[first] : undefined;
  const current = target[first];
  const length = Math.max(
    isList(modelList) ? modelList.length : 0,
    isList(current) ? current.length : 0,
    Number(second) + 1,
  );
  const list = Array.from({ length }, (_, index) => (isList(current) ? (current[index] ?? {}) : {})) as MutableObject[];
  target[first] = list;
  const element = list[Number(second)];
  if (element !== undefined)
    setAt(element, others.join("."), value, isList(modelList) ? (modelList[Number(second)] ?? {}) : {});
}

function expectKeys(where: string, value: object, allowed: readonly string[]): void {
  const wrong = Object.keys(value).filter((key) => !allowed.includes(key));
  if (wrong.length > 0)
    throw new Error(`${where} has the unknown keys ${wrong.join(", ")}; known are ${allowed.join(", ")}`);
}
