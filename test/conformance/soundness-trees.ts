/**
 * The machinery of sound unknowns: trees as a policy's selection cuts them are drawn, opened (known values are hidden) and
 * completed (unknown ones get a value), and the verdicts are compared. At least half of what is drawn comes from the
 * constants of the policy, the values of the cases and their neighbours, because that is where verdicts turn.
 *
 * @module
 */
import {
  isUnknown,
  resourceTypes,
  unknownCodes,
  type Attributes,
  type Json,
  type Selection,
  type SelectionField,
  type SelectionTree,
} from "@sekisho/estate";
import fc from "fast-check";

/** One tree, or a whole input of a policy. */
export type Tree = Readonly<Record<string, Json>>;

/** What is judged: a policy of the bundle, or one that was planted. */
export interface Judged {
  readonly id: string;
  readonly selection: Selection;
  readonly profile: readonly string[];
  /** The status of an input; {@link outside} where the subject is none of the policy's, `no verdict` where there is none. */
  readonly status: (input: Tree) => string;
}

/** Stands for the status of a subject that a reason takes out of the question. */
export const outside = "out of the question";

/** The instant that trees are judged at. */
export const treeInstant = "2026-11-01T00:00:00.000Z";

interface Collection {
  readonly state: string;
  readonly code: string | null;
  readonly items: readonly Json[];
}

/** A source of choices; the numbers of one run decide them all, and smaller numbers make smaller trees. */
export interface Draw {
  readonly chance: (percent: number) => boolean;
  readonly upTo: (highest: number) => number;
  readonly of: <Item>(list: readonly Item[]) => Item;
}

/** Where a field stands: the resource type and the declared attributes among which its name is looked up. */
export interface Position {
  readonly type: string;
  readonly path: string;
  readonly attributes: Attributes;
}

/** Tells whether a value is an object. */
export function isRecord(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The place of a resource's own attributes. */
export function positionOf(type: string): Position {
  const attributes = resourceTypes.find((candidate) => candidate.type === type)?.attributes;
  if (attributes === undefined) throw new Error(`no resource type ${type}`);
  return { type, path: type, attributes };
}

/** The place of a block's or list's attributes. */
export function inside(position: Position, name: string): Position {
  const attribute = position.attributes[name];
  const attributes = attribute?.kind === "objects" || attribute?.kind === "derived" ? attribute.fields : {};
  return { ...position, path: `${position.path}.${name}`, attributes };
}

/** Visits every scalar of a tree with the place of its attribute. */
export function visit(
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

/** Makes a source of choices of a generator. */
export function drawFrom(generate: fc.GeneratorValue): Draw {
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

/** What was drawn, and what came of it. */
export interface SoundnessCount {
  /** Completions of trees whose verdict was decided while something was open. */
  readonly completions: number;
  /** Decided verdicts of open trees by status. */
  readonly decided: ReadonlyMap<string, number>;
  /** Completions that an unknown verdict took to a pass, and to a fail. */
  readonly toPass: number;
  readonly toFail: number;
  /** How many of the policy's constants were drawn, and how many it has. */
  readonly constantsHit: number;
  readonly constants: number;
  /** Trees of documents whose values were hidden. */
  readonly opened: number;
  /** Those of them whose decided verdict fell to scope `plan`, because items that decided it are elsewhere. */
  readonly fell: number;
}

/** What is drawn from: values seen by attribute path, and the constants of the policy. */
export interface Pools {
  readonly seen: ReadonlyMap<string, ReadonlySet<string>>;
  readonly constants: readonly (string | number)[];
}

/** The neighbours of a constant: ±1, the halves of an address block, the other letter case. */
export function neighboursOf(constant: string | number): readonly (string | number)[] {
  if (typeof constant === "number") return [constant - 1, constant, constant + 1];
  const found = new Set<string>([constant, constant.toUpperCase(), constant.toLowerCase()]);
  const block = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/u.exec(constant);
  if (block !== null) {
    const [a, b, c, d, size] = block.slice(1).map(Number);
    if (size !== undefined && size < 32) {
      const start = (((a ?? 0) * 256 + (b ?? 0)) * 256 + (c ?? 0)) * 256 + (d ?? 0);
      for (const half of [start, start + 2 ** (31 - size)]) {
        const parts = [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => String(Math.floor(half / unit) % 256));
        found.add(`${parts.join(".")}/${String(size + 1)}`);
      }
    }
  }
  if (/^\d+$/u.test(constant)) {
    found.add(String(Number(constant) + 1));
    found.add(String(Number(constant) - 1));
  }
  return [...found];
}

const datePattern = /^\d{4}-\d{2}-\d{2}$/u;

/** The days before and after a date. */
function daysBeside(date: string): readonly string[] {
  const day = 86_400_000;
  return [-day, day].map((step) => new Date(Date.parse(date) + step).toISOString().slice(0, 10));
}

/** How much of what is drawn is not known. */
export interface Openness {
  readonly unknown: number;
  readonly partial: number;
}

const closed: Openness = { unknown: 0, partial: 0 };

/** Draws trees from pools of values and remembers which constants were met. */
export function createTrees({ seen, constants }: Pools): {
  readonly drawTree: (draw: Draw, selection: SelectionTree, position: Position, open: Openness) => Tree;
  readonly complete: (
    draw: Draw,
    tree: Tree,
    selection: SelectionTree,
    position: Position,
    addsElsewhere: boolean,
  ) => Tree;
  readonly drawKnown: (draw: Draw, position: Position, name: string, isGiven: boolean) => Json;
  readonly hit: ReadonlySet<string>;
} {
  const hit = new Set<string>();
  const near: ReadonlyMap<string, readonly (string | number)[]> = new Map([
    ["string", constants.filter((constant) => typeof constant === "string").flatMap(neighboursOf)],
    ["number", constants.filter((constant) => typeof constant === "number").flatMap(neighboursOf)],
  ]);
  const own = new Set(constants.map((constant) => JSON.stringify(constant)));

  /** The values that matter for an attribute, and all that are drawn for it. */
  function poolsOf(
    position: Position,
    name: string,
  ): { readonly near: readonly Json[]; readonly all: readonly Json[] } {
    if (name === "running") return { near: [], all: [false, true] };
    const attribute = position.attributes[name];
    const isItem = attribute?.kind === "scalars";
    const scalar = attribute?.kind === "derivedScalar" ? attribute.scalar : isItem ? attribute.item : attribute;
    const known = [...(seen.get(`${position.path}.${name}`) ?? [])].sort().map((text) => JSON.parse(text) as Json);
    if (scalar?.kind !== "scalar") return { near: [], all: known };
    const { values } = scalar;
    const dates = known.flatMap((value) => (typeof value === "string" && datePattern.test(value) ? [value] : []));
    // A date is compared with the instant, and with no constant.
    const ofType =
      dates.length > 0
        ? dates.flatMap(daysBeside)
        : (near.get(scalar.type) ?? []).filter((value) => values === null || values.some((one) => one === value));
    const others: readonly Json[] =
      scalar.type === "boolean" ? [false, true] : (values ?? (scalar.type === "string" ? ["another"] : []));
    const all = [...known, ...others, ...(isItem ? [] : [null])];
    return {
      near: [...ofType, ...known],
      all: [...new Map(all.map((value) => [JSON.stringify(value), value])).values()],
    };
  }

  /** Draws a known value: six times in ten one that matters. */
  function drawKnown(draw: Draw, position: Position, name: string, isGiven: boolean): Json {
    const pools = poolsOf(position, name);
    const pool = pools.near.length > 0 && draw.chance(60) ? pools.near : pools.all;
    const value = draw.of(given(pool, isGiven));
    const text = JSON.stringify(value);
    if (own.has(text)) hit.add(text);
    return value;
  }

  function drawScalar(draw: Draw, position: Position, name: string, open: Openness, isGiven: boolean): Json {
    if (name !== "running" && draw.chance(open.unknown)) return { unknown: draw.of(unknownCodes) };
    return drawKnown(draw, position, name, isGiven);
  }

  function given(pool: readonly Json[], isGiven: boolean): readonly Json[] {
    const left = isGiven ? pool.filter((value) => value !== null && value !== "") : pool;
    return left.length > 0 ? left : ["given"];
  }

  function drawItem(draw: Draw, field: SelectionField, position: Position, open: Openness): Json {
    switch (field.kind) {
      case "scalar":
      case "scalars":
        return drawKnown(draw, position, field.name, true);
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
        for (const link of linksOf(selection, field.name))
          tree[link.key] = { state: "complete", code: null, items: [] };
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
  function complete(
    draw: Draw,
    tree: Tree,
    selection: SelectionTree,
    position: Position,
    addsElsewhere: boolean,
  ): Tree {
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
    leadToTheSame(whole, tree, selection, position);
    for (const field of selection) {
      if (field.kind !== "scalar") continue;
      const value = tree[field.key] ?? null;
      whole[field.key] = isUnknown(value)
        ? drawKnown(draw, position, field.name, leadsOn(whole, selection, field.name))
        : value;
      if (whole[field.key] === null || whole[field.key] === "") {
        for (const link of linksOf(selection, field.name))
          whole[link.key] = { state: "complete", code: null, items: [] };
      }
    }
    return whole;
  }

  return { drawTree, complete, drawKnown, hit };
}

/** Links of one resource that name the same one: a default ACL has one VPC, which names it. */
export const sameTargets: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  aws_default_network_acl: [["vpc_id", "default_network_acl_id"]],
};

/** Lets a link that is completed lead to what another one of the resource leads to, where both name the same. */
function leadToTheSame(
  whole: Record<string, Json>,
  tree: Tree,
  selection: SelectionTree,
  { type, path }: Position,
): void {
  if (type !== path) return;
  for (const pair of sameTargets[type] ?? []) {
    const [one, other] = pair.map((attribute) =>
      selection.find((field) => field.kind === "forward" && field.attribute === attribute),
    );
    if (one === undefined || other === undefined) continue;
    const had = (field: SelectionField): boolean => (tree[field.key] as unknown as Collection).items.length > 0;
    if (had(one) && had(other)) continue;
    const [from, to] = had(other) ? [other, one] : [one, other];
    if ((tree[to.key] as unknown as Collection).state === "partial") whole[to.key] = whole[from.key] ?? null;
  }
}

const frequencies = ["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"];

/** Values of the profile keys, from which profiles are drawn. */
export const profileValues: Readonly<Record<string, readonly Json[]>> = {
  "guardduty.frequency": frequencies,
  direct_connect: ["declared", "not_declared"],
  admin_cidrs: [["192.0.2.0/24"], ["10.0.0.0/8", "2001:db8::/32"], ["0.0.0.0/1", "128.0.0.0/1"]],
  egress_destinations: [
    [],
    [{ cidr: "192.0.2.0/24" }, { prefix_list: "pl-0example" }],
    [{ cidr: "10.0.0.0/8" }, { cidr: "0.0.0.0/0" }, { service_endpoint: "com.amazonaws.ap-northeast-1.s3" }],
    [{ cidr: "203.0.113.0/24" }, { cidr: "2001:db8::/32" }, { domain: "example.com" }],
  ],
  port_matrix: [
    [],
    [{ source_tier: "internal", target_tier: "internal", protocol: "tcp", port: 443 }],
    [
      { source_tier: "edge", target_tier: "internal", protocol: "tcp", port: "0-65535" },
      { source_tier: "internal", target_tier: "internal", protocol: "udp", port: "0-65535" },
      { source_tier: "internal", target_tier: "internal", protocol: "icmp" },
    ],
    ["edge", "internal", "management"].flatMap((source_tier) =>
      ["edge", "internal", "management"].map((target_tier) => ({
        source_tier,
        target_tier,
        protocol: "tcp",
        port: "1-65535",
      })),
    ),
  ],
  port_width_limit: [1, 1000],
  app_ip_restriction: ["network", "application"],
  inspected_egress_path: [false, "aws_networkfirewall_firewall.egress"],
  required_waf_groups: [
    ["AWSManagedRulesCommonRuleSet"],
    ["AWSManagedRulesSQLiRuleSet", "AWSManagedRulesCommonRuleSet"],
    ["Example/OWASP"],
  ],
  shield_advanced: ["declared", "not_declared"],
  "certificate.days_left": [0, 30],
  "waf.auto_version": [true, false],
  "waf.max_version_age_days": [0, 90],
  "waf.rate_limit": [100, 2000],
  "endpoints.online_max_age_hours": [24],
  "endpoints.checkin_max_age_days": [7, 14],
  "endpoints.checkin_limit_days": [30],
  "endpoints.signature_max_age_hours": [12, 24],
  "endpoints.signature_max_age_offline_hours": [72],
  "endpoints.signature_limit_days": [7],
  "endpoints.usage_max_age_days": [3, 7],
  "endpoints.log_kinds": [["file"], ["file", "web", "print"]],
  "endpoints.log_max_age_days": [1, 3],
  "endpoints.log_retention_days": [90, 365],
  "endpoints.folder_signal_max_age_days": [30, 90],
  "endpoints.full_scan_max_age_days": [14, 31],
  "endpoints.full_scan_grace_days": [4],
  "endpoints.update_interval_days": [7, 14],
  "endpoints.critical_update_limit_days": [30, 60],
  "endpoints.feed_window_days": [7, 30],
  "endpoints.feed_max_gap_days": [1, 3],
  "waf.equivalents": [
    [],
    [{ required: "AWSManagedRulesCommonRuleSet", group: "Example/OWASP" }],
    [
      { required: "AWSManagedRulesCommonRuleSet", group: "another/another" },
      { required: "AWSManagedRulesSQLiRuleSet", group: "Example/OWASP" },
    ],
  ],
};

function drawProfile(draw: Draw, { profile }: Judged, base: Json | undefined, open: Openness): Json {
  const input: Record<string, Json> = {};
  for (const key of profile) {
    const names = key.split(".");
    const before = names.reduce<Json | undefined>((part, name) => (isRecord(part) ? part[name] : undefined), base);
    const value =
      before !== undefined && !isUnknown(before)
        ? before
        : draw.chance(open.unknown)
          ? { unknown: "U7" }
          : draw.of(profileValues[key] ?? [null, true, false, "another"]);
    let place = input;
    for (const name of names.slice(0, -1)) place = (place[name] ??= {}) as Record<string, Json>;
    place[names.at(-1) ?? key] = value;
  }
  return input;
}

/**
 * Hides some of what a tree knows: scalars become unknown, collections partial, and items of theirs are left out: of whole
 * lists, blocks and links nothing may be left.
 */
function hide(draw: Draw, tree: Tree, selection: SelectionTree, position: Position): Tree {
  const open: Record<string, Json> = {};
  for (const field of selection) {
    const value = tree[field.key] ?? null;
    if (field.kind === "scalar") {
      open[field.key] = field.name !== "running" && draw.chance(15) ? { unknown: "U1" } : value;
      continue;
    }
    const { state, code, items } = value as unknown as Collection;
    const inner = items.map((item) => {
      if (field.kind === "scalars" || !isRecord(item)) return item;
      const parts = insideOf(item, field, position).map(
        ([slice, fields, place]) => [place.type, hide(draw, slice, fields, place)] as const,
      );
      return field.kind === "forward" && field.wrapped ? Object.fromEntries(parts) : (parts[0]?.[1] ?? item);
    });
    open[field.key] = draw.chance(15)
      ? { state: "partial", code: draw.of(["U1", "U4", "U5"]), items: inner.filter(() => draw.chance(50)) }
      : { state, code, items: inner };
  }
  return open;
}

/** Tells whether something may be elsewhere (U5), so that a pass has scope `plan`. */
function holdsElsewhere(tree: Json): boolean {
  if (Array.isArray(tree)) return tree.some((item: Json) => holdsElsewhere(item));
  return isRecord(tree) && (tree["code"] === "U5" || Object.values(tree).some(holdsElsewhere));
}

/**
 * How many trees are drawn, and from which seed. Where they do not say enough, more are drawn from the next seeds; of some
 * policies few trees decide anything.
 */
export interface SoundnessSettings {
  readonly seed: number;
  readonly trees: number;
  readonly isEnough: (count: SoundnessCount) => boolean;
}

const completionsPerTree = 3;
/** How many times more is drawn where the first trees did not say enough, each time a quarter of them. */
const mostRoundsMore = 40;

/**
 * Draws trees and completes them. Throws where a decided verdict changes although only what was open was completed, and
 * where hiding a value of a document's tree makes another decided verdict of it, unless it falls to scope `plan`.
 */
export function checkSoundness(
  policy: Judged,
  pools: Pools,
  documents: readonly Tree[],
  { seed, trees: numRuns, isEnough }: SoundnessSettings,
): SoundnessCount {
  const roots = Object.entries(policy.selection.roots);
  const trees = createTrees(pools);
  const decided = new Map<string, number>();
  const count = { completions: 0, toPass: 0, toFail: 0, opened: 0, fell: 0 };

  function judge(input: Tree): string {
    const status = policy.status(input);
    if (status === "no verdict") throw new Error(`no verdict: ${JSON.stringify(input)}`);
    return status;
  }

  function completeAll(draw: Draw, type: string, tree: Tree, input: Tree, status: string): void {
    const selection = policy.selection.roots[type] ?? [];
    let isOpen = false;
    for (let index = 0; index < completionsPerTree; index += 1) {
      const whole: Tree = {
        [type]: trees.complete(draw, tree, selection, positionOf(type), status === "fail"),
        profile: drawProfile(draw, policy, input["profile"], closed),
        now: input["now"] ?? treeInstant,
      };
      const then = judge(whole);
      if (then === outside) continue;
      if (status === "unknown") {
        if (then === "pass") count.toPass += 1;
        if (then === "fail") count.toFail += 1;
        continue;
      }
      if (then !== status) throw new Error(`${status} became ${then}: ${JSON.stringify({ input, whole })}`);
      if (JSON.stringify(whole) === JSON.stringify(input)) continue;
      count.completions += 1;
      isOpen = true;
    }
    if (isOpen) decided.set(status, (decided.get(status) ?? 0) + 1);
  }

  function hideAndComplete(draw: Draw): void {
    const known = draw.of(documents);
    const [type, selection] = draw.of(roots.filter(([name]) => isRecord(known[name])));
    const whole = known[type];
    if (!isRecord(whole)) return;
    const before = judge(known);
    const tree = hide(draw, whole, selection, positionOf(type));
    const input: Tree = { ...known, [type]: tree };
    const after = judge(input);
    count.opened += 1;
    if (after === outside || before === outside) return;
    // What decided may be elsewhere; what is there decides a fail all the same.
    const mayFall = after !== "fail" && holdsElsewhere(tree);
    if (after !== "unknown" && after !== before) {
      if (mayFall) count.fell += before === "unknown" ? 0 : 1;
      else throw new Error(`hidden, ${before} became ${after}: ${JSON.stringify({ known, input })}`);
    }
    completeAll(draw, type, tree, input, after);
  }

  function drawAndComplete(draw: Draw): void {
    const open: Openness = { unknown: draw.of([8, 25]), partial: draw.of([10, 40]) };
    const [type, selection] = draw.of(roots);
    const tree = trees.drawTree(draw, selection, positionOf(type), open);
    const input: Tree = { [type]: tree, profile: drawProfile(draw, policy, undefined, open), now: treeInstant };
    const status = judge(input);
    if (status !== outside) completeAll(draw, type, tree, input, status);
  }

  const counted = (): SoundnessCount => ({
    ...count,
    decided,
    constantsHit: trees.hit.size,
    constants: pools.constants.length,
  });
  for (let round = 0; round === 0 || (round <= mostRoundsMore && !isEnough(counted())); round += 1) {
    fc.assert(
      fc.property(fc.gen(), (generate) => {
        const draw = drawFrom(generate);
        if (documents.length > 0 && draw.chance(30)) hideAndComplete(draw);
        else drawAndComplete(draw);
      }),
      {
        seed: seed + round,
        numRuns: round === 0 ? numRuns : Math.ceil(numRuns / 4),
        endOnFailure: false,
        includeErrorInReport: true,
      },
    );
  }
  return counted();
}

/** Three-valued words and members of collections, which policies name and documents do not hold. */
const wordsOfPolicies = ["", "true", "false", "unknown", "complete", "partial", "items", "state", "code", "word", "at"];

/** Members of a syntax tree that hold no constants to compare with. */
const silentMembers = ["location", "annotations", "comments", "package", "imports"];

/**
 * The constants that a policy compares with: the scalars of its syntax tree without the names in references, and without
 * what is no value of a document (reason codes, names of what it selects, three-valued words).
 */
export function constantsOf(
  module: unknown,
  reasons: readonly string[],
  selection: Selection,
): readonly (string | number)[] {
  const names = new Set([...wordsOfPolicies, ...reasons, ...Object.keys(selection.roots)]);
  const addKeys = (fields: SelectionTree): void => {
    for (const field of fields) {
      names.add(field.key);
      if (field.kind === "objects" || field.kind === "reverse") addKeys(field.items);
      if (field.kind === "forward") Object.values(field.targets).forEach(addKeys);
    }
  };
  Object.values(selection.roots).forEach(addKeys);
  const found = new Map<string, string | number>();
  const open: unknown[] = [module];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (Array.isArray(next)) open.push(...(next as readonly unknown[]));
    if (!isRecord(next)) continue;
    const { type, value } = next;
    if ((type === "string" && typeof value === "string") || (type === "number" && typeof value === "number")) {
      if (!names.has(String(value))) found.set(JSON.stringify(value), value);
    } else if (type === "ref" && Array.isArray(value)) {
      open.push(...(value as readonly Json[]).filter((part) => !isRecord(part) || part["type"] !== "string"));
    } else {
      open.push(...Object.entries(next).flatMap(([key, inner]) => (silentMembers.includes(key) ? [] : [inner])));
    }
  }
  return [...found.values()];
}
