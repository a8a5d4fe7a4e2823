/**
 * Sound unknowns (architecture.md 4): what is decided while something is unknown holds for every way of completing it.
 * Trees are drawn from the policies' selections and taken from the cases and the corpus, and the cases' own plans are masked.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import {
  buildEstate,
  isSekishoError,
  readDocuments,
  readProfile,
  resourceTypes,
  type Estate,
  type Json,
} from "@sekisho/estate";
import { createSourceEvaluator } from "@sekisho/hcl";
import { readAllSources } from "@sekisho-test/agreement";
import { sharedFolder, skipReason } from "@sekisho-test/support";
import { slicesOf } from "@sekisho/policy";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { defaultNow, jsonOf, neverFails } from "./cases.ts";
import {
  bundle,
  caseEstates,
  isFull,
  poolsOf,
  progress,
  seed,
  statusOf,
  suites,
  timeout,
} from "./soundness-policies.ts";
import {
  checkSoundness,
  drawFrom,
  isRecord,
  outside,
  type Judged,
  type SoundnessCount,
  type Tree,
} from "./soundness-trees.ts";

const treesPerPolicy = isFull ? 20_000 : 1500;
const leastCompletions = isFull ? 5000 : 200;
const masksPerPolicy = isFull ? 1000 : 200;
const settings = { seed, endOnFailure: false } as const;

const unnamed = { label: null, name: "document", digest: "sha256:0" } as const;

function documentsBelow(path: string): readonly string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? documentsBelow(`${path}/${entry.name}`)
      : entry.name.endsWith(".json")
        ? [`${path}/${entry.name}`]
        : [],
  );
}

/** The estates of the corpus' plans, and of the Terraform source that other tools are tried on. */
async function corpusEstates(): Promise<readonly Estate[]> {
  const shared = sharedFolder();
  if (shared === null) {
    console.warn(`soundness is not tried on the corpus: ${skipReason() ?? ""}`);
    return [];
  }
  const plans = [...documentsBelow(`${shared}/corpus/plans`), ...documentsBelow(`${shared}/corpus/hcl`)].map(
    (path) => ({
      ...unnamed,
      bytes: new Uint8Array(readFileSync(path)),
    }),
  );
  const evaluator = await createSourceEvaluator();
  const sources = [...readAllSources(shared).values()].flatMap((files) => {
    const answer = evaluator.evaluate({ files });
    // The evaluator's answer is JSON by its nature; its interface only names what is in it.
    return answer.ok ? [{ ...unnamed, source: { evaluated: answer.source as unknown as Json, isNew: true } }] : [];
  });
  return [...plans, ...sources].flatMap((input) => {
    try {
      return [buildEstate(readDocuments([input], resourceTypes))];
    } catch (error) {
      if (isSekishoError(error)) return [];
      throw error;
    }
  });
}

const corpus = await corpusEstates();

function distinct(trees: readonly Tree[]): readonly Tree[] {
  return [...new Map(trees.map((tree) => [JSON.stringify(tree), tree])).values()];
}

/** The inputs of a policy in the cases, and in the corpus. */
function inputsOf(policy: string): { readonly cases: readonly Tree[]; readonly corpus: readonly Tree[] } {
  const of = (estate: Estate, instant: string): readonly Tree[] =>
    slicesOf({ estate, bundle, instant, policies: [policy] }).slices.map(({ input }) => input);
  return {
    // Of equal trees one is enough: else those of other policies' cases, which hold nothing, crowd out a policy's own.
    cases: distinct(caseEstates.flatMap(({ estate, instant }) => of(estate, instant))),
    corpus: corpus.flatMap((estate) => of(estate, defaultNow)),
  };
}

/** The verdicts of policies that rest on everything that is read, so that none is reached while something is unknown. */
const restsOnAll: Readonly<Record<string, readonly string[]>> = { "ep.operating_status": ["fail"] };

const tell = progress(`soundness, seed ${String(seed)}`, (text) => {
  console.log(text);
});

describe.each(bundle.policies.map((policy) => [policy.id, policy] as const))("%s", (id, policy) => {
  const status = (input: Tree): string => statusOf(id, input);
  const judged: Judged = { id, selection: policy.selection, profile: policy.profile, status };
  const inputs = inputsOf(id);

  test("has a subject in a document", () => {
    expect(inputs.cases.length + inputs.corpus.length).toBeGreaterThan(0);
  });

  test(`a decided verdict holds however a tree is completed (seed ${String(seed)})`, { timeout }, () => {
    // Something was at stake: verdicts of both kinds were reached while something was unknown, if there is more to know
    // than one scalar; and an unknown one can become either.
    // Of two scalars of which one says whether the other is asked, both have to be known.
    const isGated = Object.values(policy.selection.roots).every(
      (selection) => selection.length <= 2 && selection.every(({ kind }) => kind === "scalar"),
    );
    const neverToFail = neverFails.includes(id);
    const possible = ["fail", "pass"].filter(
      (verdict) => !isGated && !(restsOnAll[id] ?? []).includes(verdict) && !(verdict === "fail" && neverToFail),
    );
    const missing = ({ completions, decided, toPass, toFail }: SoundnessCount): readonly string[] => [
      ...possible.filter((verdict) => !decided.has(verdict)),
      ...(isGated || completions >= leastCompletions ? [] : ["completions"]),
      ...(toPass > 0 ? [] : ["unknown to pass"]),
      ...(toFail > 0 || neverToFail ? [] : ["unknown to fail"]),
    ];
    const count = checkSoundness(judged, poolsOf(policy), [...inputs.cases, ...inputs.corpus], {
      seed,
      trees: treesPerPolicy,
      isEnough: (sofar) => missing(sofar).length === 0,
    });
    const unknown = inputs.corpus.filter((input) => status(input) === "unknown").length;
    tell(
      `  ${id}: ${String(count.completions)} completions, unknown to pass ${String(count.toPass)}, to fail ${String(count.toFail)}, ` +
        `${String(count.opened)} opened, ${String(count.fell)} fell to scope plan, constants ${String(count.constantsHit)} of ${String(count.constants)}, ` +
        `unknown on the corpus ${String(unknown)} of ${String(inputs.corpus.length)}`,
    );
    expect(missing(count)).toEqual([]);
    if (neverToFail) expect(count.toFail).toBe(0);
    if (isGated) expect([...count.decided.keys()].filter((one) => one !== "not_applicable")).toEqual([]);
  });
});

describe("documents of the cases", () => {
  interface Leaf {
    readonly resource: number;
    readonly path: readonly (string | number)[];
  }

  /**
   * Values, lists of values and whole lists of objects in `after`, and what is unknown there: the references that settle it
   * are hidden. Identities are left out, because those of new resources are random.
   */
  function leavesOf(document: Json): readonly Leaf[] {
    const changes =
      isRecord(document) && Array.isArray(document["resource_changes"]) ? document["resource_changes"] : [];
    return changes.flatMap((entry: Json, resource) => {
      const change = isRecord(entry) ? entry["change"] : undefined;
      const after = isRecord(change) ? change["after"] : undefined;
      const unknown = isRecord(change) ? change["after_unknown"] : undefined;
      const referring = walk(unknown, []).filter((path) => markedAt(unknown, path));
      return [...walk(after, []), ...listsOf(after, []), ...referring].map((path) => ({ resource, path }));
    });
  }

  /** Lists of objects, each as a whole. */
  function listsOf(
    value: Json | undefined,
    path: readonly (string | number)[],
  ): readonly (readonly (string | number)[])[] {
    const members = Array.isArray(value) ? [...value.entries()] : isRecord(value) ? Object.entries(value) : [];
    const inner = members.flatMap(([step, item]: [string | number, Json]) => listsOf(item, [...path, step]));
    return Array.isArray(value) && value.some(isRecord) ? [path, ...inner] : inner;
  }

  function markedAt(marks: Json | undefined, path: readonly (string | number)[]): boolean {
    return (
      path.reduce<Json | undefined>((value, step) => (value === undefined ? value : member(value, step)), marks) ===
      true
    );
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
    const isHiddenAbove = path.length > 1 && markedAt(change["after_unknown"], path.slice(0, 1));
    change["after_unknown"] = withMark(change["after_unknown"] ?? {}, path);
    change["after"] = without(change["after"] ?? null, path);
    const [name] = path;
    const address = entry["address"];
    const configured = typeof address === "string" ? configurationOf(plan, address) : undefined;
    if (configured === undefined || typeof name !== "string" || isHiddenAbove) return plan;
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

  /**
   * Leaves of device records. What is needed to tell devices apart stays, and so does what has a default where nobody tells
   * it, and what takes the rest of its group out.
   */
  function leavesOfDevices(document: Json): readonly Leaf[] {
    const devices = isRecord(document) && Array.isArray(document["devices"]) ? document["devices"] : [];
    const kept = [
      "device_id",
      "serial",
      "in_scope",
      "asset_status",
      "manager",
      "managed",
      "enabled",
      "passive",
      "path",
      "id",
    ];
    return devices.flatMap((record: Json, resource) =>
      walk(record, [])
        .filter((path) => path.length > 1 && !kept.includes(String(path.at(-1))))
        .map((path) => ({ resource, path })),
    );
  }

  /** Leaves out one leaf of a device record: its source does not tell it. */
  function untold(document: Json, { resource, path }: Leaf): Json {
    if (!isRecord(document) || !Array.isArray(document["devices"])) return document;
    const devices = document["devices"] as readonly Json[];
    return {
      ...document,
      devices: devices.map((record, index) => (index === resource ? without(record, path) : record)),
    };
  }

  const situations = suites.flatMap(({ policy, cases }) =>
    cases.flatMap((situation) => {
      const [document, ...others] = situation.documents;
      if (document === undefined || others.length > 0) return [];
      const json = jsonOf(document);
      const leaves = "plan" in document ? leavesOf(json) : "devices" in document ? leavesOfDevices(json) : [];
      const isPlan = "plan" in document;
      return leaves.length === 0 ? [] : [{ policy, situation, json, leaves, isPlan }];
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

  // A document that its owner writes hides nothing.
  const planned = [...new Set(situations.map(({ policy }) => policy))];

  test.each(planned)(
    `%s: hiding a value never turns a verdict into another decided one (seed ${String(seed)})`,
    (policy) => {
      const own = situations.filter((one) => one.policy === policy);
      let hidden = 0;
      fc.assert(
        fc.property(fc.gen(), (generate) => {
          const draw = drawFrom(generate);
          const { situation, json, leaves, isPlan } = draw.of(own);
          const before = statusesOf(policy, situation, json);
          let hiding = json;
          const leavesHidden = [draw.of(leaves), ...(draw.chance(30) ? [draw.of(leaves)] : [])];
          for (const leaf of leavesHidden)
            hiding = isPlan ? masked(hiding, leaf, draw.chance(30)) : untold(hiding, leaf);
          const after = statusesOf(policy, situation, hiding);
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
