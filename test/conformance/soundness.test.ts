/**
 * Sound unknowns (architecture.md 4): what is decided while something is unknown holds for every way of completing it.
 * Trees are drawn from the policies' selections with the values of the cases, and the cases' own plans are masked.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { buildBundle, readPolicyTree } from "@sekisho/bundle";
import {
  buildEstate,
  isUnknown,
  readDocuments,
  readProfile,
  resourceTypes,
  unknownCodes,
  type Attributes,
  type Json,
  type Selection,
  type SelectionField,
  type SelectionTree,
} from "@sekisho/estate";
import { planDocument } from "@sekisho-test/support";
import { createCompiler } from "@sekisho/opa";
import {
  createEngine,
  entrypointOf,
  readBundle,
  slicesOf,
  type PolicyBundle,
  type PolicyEngine,
  type PolicyInfo,
} from "@sekisho/policy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { defaultNow, estateOf, readCases } from "./cases.ts";

/** One seed for every run, so that a failure is met again; it is printed with the failing tree. */
const seed = 20_261_101;
const treesPerPolicy = 3000;
const completionsPerTree = 3;
const masksPerPolicy = 200;

const files = readPolicyTree(fileURLToPath(new URL("../../policies", import.meta.url)));
const { archive } = await buildBundle(files, await createCompiler(), resourceTypes, {});
const bundle: PolicyBundle = readBundle(archive, { name: "built here", digest: "sha256:0" });
const engine: PolicyEngine = await createEngine(bundle.wasm);
const suites = readCases(files);

type Tree = Readonly<Record<string, Json>>;
type Input = Tree & { readonly profile?: Json };

interface Collection {
  readonly state: string;
  readonly code: string | null;
  readonly items: readonly Json[];
}

/** A source of choices; the numbers of one run decide them all, and smaller numbers make smaller trees. */
interface Draw {
  readonly chance: (percent: number) => boolean;
  readonly upTo: (highest: number) => number;
  readonly of: <Item>(list: readonly Item[]) => Item;
}

/** Where a field stands: the resource type and the declared attributes among which its name is looked up. */
interface Position {
  readonly type: string;
  readonly path: string;
  readonly attributes: Attributes;
}

/** Stands for the status of a subject that such a reason takes out of the question. */
const outside = "out of the question";

const statuses = ["pass", "fail", "unknown", "not_applicable", "deviation"];

/**
 * Reasons that take a subject out of the question by what it turns out to be, so that its verdict counts no more: a rule
 * whose group is there is judged with it, and a balancer that has a listener with a protocol is never a gateway.
 */
const outOfQuestion: readonly (Json | undefined)[] = ["JUDGED_WITH_GROUP", "GATEWAY_BALANCER"];

function statusOf(policy: string, input: Input): string {
  const result = engine.evaluate(entrypointOf(policy), JSON.stringify(input));
  const verdict = result.ok && isRecord(result.value) ? result.value : {};
  const status = verdict["status"];
  if (typeof status !== "string" || !statuses.includes(status)) return "no verdict";
  return outOfQuestion.includes(verdict["reason"]) ? outside : status;
}

function isRecord(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function positionOf(type: string): Position {
  const attributes = resourceTypes.find((candidate) => candidate.type === type)?.attributes;
  if (attributes === undefined) throw new Error(`no resource type ${type}`);
  return { type, path: type, attributes };
}

function inside(position: Position, name: string): Position {
  const attribute = position.attributes[name];
  const attributes = attribute?.kind === "objects" || attribute?.kind === "derived" ? attribute.fields : {};
  return { ...position, path: `${position.path}.${name}`, attributes };
}

/** Visits every scalar of a tree with the place of its attribute. */
function visit(
  tree: Tree,
  selection: SelectionTree,
  position: Position,
  see: (path: string, value: Json) => void,
): void {
  for (const field of selection) {
    const value = tree[field.key] ?? null;
    if (field.kind === "scalar") {
      see(`${position.path}.${field.name}`, value);
      continue;
    }
    for (const item of (value as unknown as Collection).items) {
      if (field.kind === "scalars") see(`${position.path}.${field.name}`, item);
      else if (isRecord(item)) {
        for (const [slice, fields, place] of insideOf(item, field, position)) visit(slice, fields, place, see);
      }
    }
  }
}

/** The tree of an item with its selection and place; a wrapped item holds one tree a type. */
function insideOf(
  item: Tree,
  field: Exclude<SelectionField, { readonly kind: "scalar" | "scalars" }>,
  position: Position,
): readonly (readonly [Tree, SelectionTree, Position])[] {
  if (field.kind === "objects") return [[item, field.items, inside(position, field.name)]];
  if (field.kind === "reverse") return [[item, field.items, positionOf(field.type)]];
  return Object.entries(field.targets).flatMap(([type, fields]) => {
    const slice = field.wrapped ? item[type] : item;
    return isRecord(slice) ? [[slice, fields, positionOf(type)] as const] : [];
  });
}

/** The values that the cases of all policies hold, by attribute. */
const values = new Map<string, Set<string>>();
for (const { cases } of suites) {
  for (const situation of cases) {
    const estate = estateOf(situation);
    for (const { policy, input } of slicesOf({ estate, bundle, instant: situation.now ?? defaultNow }).slices) {
      const roots = selectionOf(policy).roots;
      for (const [type, tree] of Object.entries(input)) {
        const fields = roots[type];
        if (fields === undefined || !isRecord(tree)) continue;
        visit(tree, fields, positionOf(type), (path, value) => {
          if (isUnknown(value)) return;
          let known = values.get(path);
          if (known === undefined) values.set(path, (known = new Set()));
          known.add(JSON.stringify(value));
        });
      }
    }
  }
}

function selectionOf(policy: string): Selection {
  const info = bundle.policies.find(({ id }) => id === policy);
  if (info === undefined) throw new Error(`no policy ${policy}`);
  return info.selection;
}

function poolOf(position: Position, name: string): readonly Json[] {
  if (name === "running") return [false, true];
  const attribute = position.attributes[name];
  const scalar =
    attribute?.kind === "derivedScalar" ? attribute.scalar : attribute?.kind === "scalars" ? attribute.item : attribute;
  const seen = [...(values.get(`${position.path}.${name}`) ?? [])].sort().map((text) => JSON.parse(text) as Json);
  const isItem = attribute?.kind === "scalars";
  if (scalar?.kind !== "scalar") return seen;
  const others: readonly Json[] =
    scalar.type === "boolean" ? [false, true] : (scalar.values ?? (scalar.type === "string" ? ["another"] : []));
  const pool = new Map([...seen, ...others, ...(isItem ? [] : [null])].map((value) => [JSON.stringify(value), value]));
  return [...pool.values()];
}

/** How much of what is drawn is not known. */
interface Openness {
  readonly unknown: number;
  readonly partial: number;
}

const closed: Openness = { unknown: 0, partial: 0 };

function drawScalar(draw: Draw, position: Position, name: string, open: Openness, isGiven: boolean): Json {
  if (name !== "running" && draw.chance(open.unknown)) return { unknown: draw.of(unknownCodes) };
  return draw.of(given(poolOf(position, name), isGiven));
}

function given(pool: readonly Json[], isGiven: boolean): readonly Json[] {
  const left = isGiven ? pool.filter((value) => value !== null && value !== "") : pool;
  return left.length > 0 ? left : ["given"];
}

function drawItem(draw: Draw, field: SelectionField, position: Position, open: Openness): Json {
  switch (field.kind) {
    case "scalar":
    case "scalars":
      return draw.of(given(poolOf(position, field.name), true));
    case "objects":
      return drawTree(draw, field.items, inside(position, field.name), open);
    case "reverse":
      return drawTree(draw, field.items, positionOf(field.type), open);
    case "forward": {
      const [type, fields] = draw.of(Object.entries(field.targets));
      const tree = drawTree(draw, fields, positionOf(type), open);
      return field.wrapped ? { [type]: tree } : tree;
    }
  }
}

/** The most items that a collection can have: a block or the link of a scalar has one. */
function mostOf(field: SelectionField, position: Position): number {
  if (field.kind === "objects") {
    const attribute = position.attributes[field.name];
    return attribute?.kind === "objects" && attribute.max === 1 ? 1 : 3;
  }
  return field.kind === "forward" && position.attributes[field.attribute]?.kind !== "scalars" ? 1 : 3;
}

function drawCollection(draw: Draw, field: SelectionField, position: Position, open: Openness): Json {
  const most = mostOf(field, position);
  const items = Array.from({ length: draw.upTo(most) }, () => drawItem(draw, field, position, open));
  // The one item of a block or link leaves nothing open.
  const isFull = most === 1 && items.length === 1;
  return !isFull && draw.chance(open.partial)
    ? { state: "partial", code: draw.of(unknownCodes), items }
    : { state: "complete", code: null, items };
}

/** Draws a tree as the estate can hold it: a link leads somewhere only if its argument is given. */
function drawTree(draw: Draw, selection: SelectionTree, position: Position, open: Openness): Tree {
  const tree: Record<string, Json> = {};
  for (const field of selection) {
    if (field.kind !== "scalar") tree[field.key] = drawCollection(draw, field, position, open);
  }
  for (const field of selection) {
    if (field.kind !== "scalar") continue;
    const value = drawScalar(draw, position, field.name, open, leadsOn(tree, selection, field.name));
    tree[field.key] = value;
    if (value === null || value === "") {
      for (const link of linksOf(selection, field.name)) tree[link.key] = { state: "complete", code: null, items: [] };
    }
  }
  return tree;
}

function linksOf(selection: SelectionTree, attribute: string): readonly SelectionField[] {
  return selection.filter((field) => field.kind === "forward" && field.attribute === attribute);
}

function leadsOn(tree: Tree, selection: SelectionTree, attribute: string): boolean {
  return linksOf(selection, attribute).some(({ key }) => (tree[key] as unknown as Collection).items.length > 0);
}

/**
 * Makes everything known in some way: unknown scalars get a value, partial collections further items, U5 collections only
 * where `addsElsewhere` says so.
 */
function complete(draw: Draw, tree: Tree, selection: SelectionTree, position: Position, addsElsewhere: boolean): Tree {
  const whole: Record<string, Json> = {};
  for (const field of selection) {
    if (field.kind === "scalar") continue;
    const { state, code, items } = tree[field.key] as unknown as Collection;
    const completed = items.map((item) => {
      if (field.kind === "scalars" || !isRecord(item)) return item;
      const parts = insideOf(item, field, position).map(
        ([slice, fields, place]) => [place.type, complete(draw, slice, fields, place, addsElsewhere)] as const,
      );
      return field.kind === "forward" && field.wrapped ? Object.fromEntries(parts) : (parts[0]?.[1] ?? item);
    });
    const isClosed = state === "complete" || (code === "U5" && !addsElsewhere);
    const more = isClosed ? 0 : draw.upTo(Math.min(2, mostOf(field, position) - items.length));
    const added = Array.from({ length: Math.max(more, 0) }, () => drawItem(draw, field, position, closed));
    whole[field.key] = { state: "complete", code: null, items: [...completed, ...added] };
  }
  for (const field of selection) {
    if (field.kind !== "scalar") continue;
    const value = tree[field.key] ?? null;
    whole[field.key] = isUnknown(value)
      ? draw.of(given(poolOf(position, field.name), leadsOn(whole, selection, field.name)))
      : value;
    if (whole[field.key] === null || whole[field.key] === "") {
      for (const link of linksOf(selection, field.name)) whole[link.key] = { state: "complete", code: null, items: [] };
    }
  }
  return whole;
}

const frequencies = ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"];

/** Values of the profile keys that are not drawn from cases: each has its members here. */
const profileValues: Readonly<Record<string, readonly string[]>> = { "guardduty.frequency": frequencies };

function drawProfile(draw: Draw, { profile }: PolicyInfo, base: Json | undefined, open: Openness): Json {
  const input: Record<string, Record<string, Json>> = {};
  for (const key of profile) {
    const [group = "", name = ""] = key.split(".");
    const pool = profileValues[key];
    if (pool === undefined) throw new Error(`no values for the profile key ${key}`);
    const before = isRecord(base) && isRecord(base[group]) ? base[group][name] : undefined;
    const value =
      before !== undefined && !isUnknown(before)
        ? before
        : draw.chance(open.unknown)
          ? { unknown: "U7" }
          : draw.of(pool);
    input[group] = { ...input[group], [name]: value };
  }
  return input;
}

function drawFrom(generate: fc.GeneratorValue): Draw {
  const upTo = (highest: number): number => (highest <= 0 ? 0 : generate(fc.nat, { max: highest }));
  return {
    upTo,
    chance: (percent) => percent > 0 && upTo(99) >= 100 - percent,
    of: (list) => {
      const item = list[upTo(list.length - 1)];
      if (item === undefined) throw new Error("nothing to choose from");
      return item;
    },
  };
}

const settings = { seed, endOnFailure: false } as const;

describe.each(bundle.policies.map((policy) => [policy.id, policy] as const))("%s", (id, policy) => {
  test(`a decided verdict holds however a tree is completed (seed ${String(seed)})`, () => {
    const roots = Object.entries(policy.selection.roots);
    const decided = new Map<string, number>();
    fc.assert(
      fc.property(fc.gen(), (generate) => {
        const draw = drawFrom(generate);
        const open: Openness = { unknown: draw.of([8, 25]), partial: draw.of([10, 40]) };
        const [type, selection] = draw.of(roots);
        const position = positionOf(type);
        const tree = drawTree(draw, selection, position, open);
        const input: Input = { [type]: tree, profile: drawProfile(draw, policy, undefined, open), now: defaultNow };
        const status = statusOf(id, input);
        expect({ hasVerdict: status !== "no verdict", input }).toEqual({ hasVerdict: true, input });
        if (status === "unknown" || status === outside) return;
        let isOpen = false;
        for (let count = 0; count < completionsPerTree; count += 1) {
          const whole: Input = {
            [type]: complete(draw, tree, selection, position, status === "fail"),
            profile: drawProfile(draw, policy, input.profile, closed),
            now: defaultNow,
          };
          isOpen ||= JSON.stringify(whole) !== JSON.stringify(input);
          const then = statusOf(id, whole);
          if (then !== outside) expect({ then, input, whole }).toEqual({ then: status, input, whole });
        }
        if (isOpen) decided.set(status, (decided.get(status) ?? 0) + 1);
      }),
      { ...settings, numRuns: treesPerPolicy },
    );
    // Something was at stake: verdicts of both kinds were reached while something was unknown, if there is more to know
    // than one scalar.
    const isPlain = roots.every(([, selection]) => selection.length === 1 && selection[0]?.kind === "scalar");
    expect([...decided.keys()].sort()).toEqual(isPlain ? [] : expect.arrayContaining(["fail", "pass"]));
  });
});

describe("plans of the cases", () => {
  interface Leaf {
    readonly resource: number;
    readonly path: readonly (string | number)[];
  }

  /** Values and lists of values in `after`; identities are left out, because those of new resources are random. */
  function leavesOf(document: Json): readonly Leaf[] {
    const changes =
      isRecord(document) && Array.isArray(document["resource_changes"]) ? document["resource_changes"] : [];
    return changes.flatMap((entry: Json, resource) => {
      const change = isRecord(entry) ? entry["change"] : undefined;
      const after = isRecord(change) ? change["after"] : undefined;
      return walk(after, []).map((path) => ({ resource, path }));
    });
  }

  function walk(
    value: Json | undefined,
    path: readonly (string | number)[],
  ): readonly (readonly (string | number)[])[] {
    if (Array.isArray(value) && value.some(isRecord)) {
      return value.flatMap((item: Json, index) => walk(item, [...path, index]));
    }
    if (isRecord(value)) return Object.entries(value).flatMap(([name, member]) => walk(member, [...path, name]));
    return ["arn", "id"].includes(String(path.at(-1))) || path.length === 0 ? [] : [path];
  }

  /** Hides one value of a plan as Terraform does: it is unknown until apply through a local, or sensitive. */
  function masked(document: Json, { resource, path }: Leaf, isSensitive: boolean): Json {
    const plan = structuredClone(document) as Record<string, Json>;
    const entry = (plan["resource_changes"] as unknown as Record<string, Json>[])[resource] ?? {};
    const change = entry["change"] as Record<string, Json>;
    if (isSensitive) {
      change["after_sensitive"] = withMark(change["after_sensitive"] ?? {}, path);
      return plan;
    }
    change["after_unknown"] = withMark(change["after_unknown"] ?? {}, path);
    change["after"] = without(change["after"] ?? null, path);
    const [name] = path;
    const address = entry["address"];
    const configured = typeof address === "string" ? configurationOf(plan, address) : undefined;
    if (configured === undefined || typeof name !== "string") return plan;
    const written = isRecord(configured["expressions"]) ? configured["expressions"] : {};
    const others = Object.fromEntries(Object.entries(written).filter(([attribute]) => attribute !== name));
    // What a dynamic block writes is not printed.
    configured["expressions"] = path.length === 1 ? { ...others, [name]: { references: ["local.masked"] } } : others;
    return plan;
  }

  function member(value: Json, step: string | number): Json | undefined {
    if (Array.isArray(value)) return (value as readonly Json[])[Number(step)];
    return isRecord(value) ? value[step] : undefined;
  }

  function without(value: Json, [step, ...rest]: readonly (string | number)[]): Json {
    if (Array.isArray(value)) {
      return (value as readonly Json[]).map((item, index) => (index === step ? without(item, rest) : item));
    }
    if (!isRecord(value)) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, inner]) =>
        name !== step ? [[name, inner]] : rest.length === 0 ? [] : [[name, without(inner, rest)]],
      ),
    );
  }

  function withMark(marks: Json, path: readonly (string | number)[]): Json {
    const [step, ...rest] = path;
    if (step === undefined || marks === true) return true;
    const inner = withMark(member(marks, step) ?? (typeof rest[0] === "number" ? [] : {}), rest);
    if (typeof step === "string") return { ...(isRecord(marks) ? marks : {}), [step]: inner };
    const list = Array.isArray(marks) ? [...(marks as readonly Json[])] : [];
    while (list.length < step) list.push({});
    list[step] = inner;
    return list;
  }

  function configurationOf(plan: Tree, address: string): Record<string, Json> | undefined {
    const root = member(plan["configuration"] ?? null, "root_module");
    const resources = member(root ?? null, "resources");
    const bare = address.replace(/\[[^\]]*\]$/u, "");
    return Array.isArray(resources)
      ? (resources as unknown as Record<string, Json>[]).find((resource) => resource["address"] === bare)
      : undefined;
  }

  const situations = suites.flatMap(({ policy, cases }) =>
    cases.flatMap((situation) => {
      const [document, ...others] = situation.documents;
      if (document === undefined || others.length > 0 || !("plan" in document)) return [];
      const json = planDocument(document.plan);
      const leaves = leavesOf(json);
      return leaves.length === 0 ? [] : [{ policy, situation, json, leaves }];
    }),
  );

  function statusesOf(policy: string, situation: (typeof situations)[number]["situation"], json: Json): Tree {
    const bytes = new TextEncoder().encode(JSON.stringify(json));
    const documents = readDocuments([{ label: null, name: "plan.json", digest: "sha256:0", bytes }], resourceTypes);
    const text = situation.profile === undefined ? null : stringify(situation.profile);
    const profile = text === null ? {} : { profile: readProfile({ name: "profile.yaml", digest: "sha256:0", text }) };
    const covers = (situation.covers ?? []).map((type) => ({ type, account: null, region: null }));
    const estate = buildEstate(documents, { ...profile, covers });
    const { slices } = slicesOf({ estate, bundle, instant: situation.now ?? defaultNow, policies: [policy] });
    return Object.fromEntries(slices.map(({ subject, input }) => [subject, statusOf(policy, input)]));
  }

  test.each(bundle.policies.map(({ id }) => id))(
    `%s: hiding a value never turns a verdict into another decided one (seed ${String(seed)})`,
    (policy) => {
      const own = situations.filter((one) => one.policy === policy);
      let hidden = 0;
      fc.assert(
        fc.property(fc.gen(), (generate) => {
          const draw = drawFrom(generate);
          const { situation, json, leaves } = draw.of(own);
          const before = statusesOf(policy, situation, json);
          let plan = json;
          const leavesHidden = [draw.of(leaves), ...(draw.chance(30) ? [draw.of(leaves)] : [])];
          for (const leaf of leavesHidden) plan = masked(plan, leaf, draw.chance(30));
          const after = statusesOf(policy, situation, plan);
          for (const [subject, status] of Object.entries(after)) {
            const was = before[subject] ?? "no subject";
            if (status === "unknown") hidden += 1;
            else if (![status, was].includes(outside)) {
              const where = [subject, situation.name, leavesHidden];
              expect([status, where]).toEqual([was, where]);
            }
          }
        }),
        { ...settings, numRuns: masksPerPolicy },
      );
      expect(hidden).toBeGreaterThan(0);
    },
  );
});
