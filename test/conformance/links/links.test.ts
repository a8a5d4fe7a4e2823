/**
 * Links over module shapes with true links written by hand, and over the corpus' plans, whose known values say where a
 * link leads: what is read must be right wherever it is said, and every link that is missed has a reason.
 *
 * @module
 */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import {
  buildEstate,
  findResourceType,
  isSekishoError,
  readDocuments,
  resourceTypes,
  type Estate,
  type Json,
  type Resource,
} from "@sekisho/estate";
import { createSourceEvaluator } from "@sekisho/hcl";
import { isList, isObject, sharedFolder, skipReason, type JsonObject } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const folder = fileURLToPath(new URL("systems", import.meta.url));
const systems = readdirSync(folder).sort();

/** Why a true link cannot be told from a plan alone. */
const missCodes = {
  LOCAL: "a plan holds no locals",
  COMPOSED: "of a map or list that is composed of several, the plan does not tell which member is which",
  KEY_NOT_PRINTED: "the plan prints the resource and not the key that an expression computes",
  CONDITION: "the plan prints both branches and not the one that is taken",
  DYNAMIC_BLOCK: "the plan does not print what a dynamic block writes",
  WRITTEN_AS_BLOCKS:
    "the plan prints one expression for an attribute that may be written as blocks, and not what is written in each of its fields",
  COMPUTED: "the provider chooses the value, and the plan does not tell which",
  SEVERAL:
    "of a list that refers to several, the plan does not tell which are in it: one that is cut, filtered or chosen in place is printed as the whole",
  TAKEN_AS_WRITTEN:
    "a plan prints a value or key that is changed in place as it prints the unchanged one, which is what is read: the one wrong link that is accepted, and with the source beside it there is none",
} as const;
type MissCode = keyof typeof missCodes;

/** A true link: where it begins, where it leads (an address, `external` or `none`), and why it is missed, if it is. */
type TrueLink = readonly [from: string, attribute: string, to: string, miss?: MissCode];

interface System {
  readonly name: string;
  readonly estate: Estate;
  readonly links: readonly TrueLink[];
}

function estateOf(json: Json, name: string): Estate {
  const bytes = new TextEncoder().encode(JSON.stringify(json));
  return buildEstate(readDocuments([{ label: null, name, digest: "sha256:0", bytes }], resourceTypes));
}

function systemOf(name: string): System {
  const plan = JSON.parse(readFileSync(`${folder}/${name}/plan.json`, "utf8")) as Json;
  const links = parse(readFileSync(`${folder}/${name}/links.yaml`, "utf8")) as readonly TrueLink[];
  return { name, estate: estateOf(plan, `${name}.json`), links };
}

const evaluator = await createSourceEvaluator();

/** The estate of a system's plan, read with its source beside it; null for one that is there already, of which source does not tell. */
function estateWithSource(name: string): Estate | null {
  const here = `${folder}/${name}`;
  const files = Object.fromEntries(
    (readdirSync(here, { recursive: true }) as readonly string[])
      .filter((file) => file.endsWith(".tf"))
      .map((file) => [file, readFileSync(`${here}/${file}`, "utf8")]),
  );
  const provider = readFileSync(fileURLToPath(new URL("provider.tf", import.meta.url)), "utf8");
  const sourceOfPlan = (): Json => {
    const answer = evaluator.evaluate({ files: { ...files, "provider.tf": provider } });
    if (!answer.ok) throw new Error(answer.problems.map(({ what }) => what).join("\n"));
    // It came out of JSON, which its type does not say.
    return answer.source as unknown as Json;
  };
  const bytes = readFileSync(`${here}/plan.json`);
  const input = { label: null, name: `${name}.json`, digest: "sha256:0", bytes, sourceOfPlan };
  const estate = buildEstate(readDocuments([input], resourceTypes));
  return estate.diagnostics.some(({ code }) => code === "SOURCE_DIFFERS") ? null : estate;
}

function isDeclared([from, attribute]: TrueLink): boolean {
  const type = /([a-z0-9_]+)\.[^.]+$/u.exec(from.replace(/\[[^\]]*\]$/u, ""))?.[1] ?? "";
  return Object.hasOwn(findResourceType(resourceTypes, type)?.links ?? {}, attribute);
}

/** All link attributes of the resources that policies judge. */
function linkAttributes(estate: Estate): readonly (readonly [Resource, string])[] {
  return estate.resources
    .filter(({ isSubject, address }) => isSubject && address !== null)
    .flatMap((resource) =>
      Object.keys(estate.typeOf(resource).links).map((attribute) => [resource, attribute] as const),
    );
}

/** The addresses that a link leads to, and whether it says that these are all that the document holds. */
function said(estate: Estate, resource: Resource, attribute: string): { items: readonly string[]; isAll: boolean } {
  const { code, items } = estate.forward(resource, attribute);
  return { items: items.map(({ address, id }) => address ?? id).sort(), isAll: code === null || code === "U2" };
}

/** A link that is said and not true, or true and said not to be. */
type WrongLink =
  | { readonly from: string | null; readonly [detail: string]: unknown }
  | { readonly to: string; readonly [detail: string]: unknown };

/** What an estate says of links beside what is true: wrong forward links and wrong complete reverse links. */
function wrongLinks(
  estate: Estate,
  truth: (resource: Resource, attribute: string) => readonly string[] | null,
): readonly WrongLink[] {
  const wrong: WrongLink[] = [];
  const linking = new Map<string, Set<Resource>>();
  for (const [resource, attribute] of linkAttributes(estate)) {
    const targets = truth(resource, attribute);
    if (targets === null) continue;
    const { items, isAll } = said(estate, resource, attribute);
    const isWrong =
      items.some((item) => !targets.includes(item)) || (isAll && targets.some((item) => !items.includes(item)));
    if (isWrong) wrong.push({ from: resource.address, attribute, said: items, isAll, true: targets });
    for (const target of targets) {
      const key = `${target}\n${resource.type}\n${attribute}`;
      linking.set(key, (linking.get(key) ?? new Set()).add(resource));
    }
  }
  for (const [key, resources] of linking) {
    const [address = "", type = "", attribute = ""] = key.split("\n");
    const target = estate.resources.find((resource) => resource.address === address);
    if (target === undefined) continue;
    const { state, items } = estate.reverse(target, type, attribute);
    const missing = [...resources].filter((resource) => !items.includes(resource));
    if (state === "complete" && missing.length > 0) {
      wrong.push({
        to: address,
        type,
        attribute,
        saidToBeAll: items.map(({ id }) => id),
        missing: missing.map(({ id }) => id),
      });
    }
  }
  return wrong;
}

/** What is true of each link attribute. */
function truthOf(links: readonly TrueLink[]): (resource: Resource, attribute: string) => readonly string[] {
  return (resource, attribute) =>
    links
      .filter(
        ([from, name, to]) => from === resource.address && name === attribute && !["external", "none"].includes(to),
      )
      .map(([, , to]) => to);
}

function isFound(estate: Estate, [from, attribute, to]: TrueLink): boolean {
  const resource = estate.resources.find(({ address }) => address === from);
  if (resource === undefined) return false;
  const { code, items } = estate.forward(resource, attribute);
  if (to === "none") return code === null && items.length === 0;
  return to === "external" ? code === "U2" : items.some(({ address, id }) => (address ?? id) === to);
}

describe.each(systems.map((name) => [name, systemOf(name)] as const))("the links of %s", (_, { estate, links }) => {
  const declared = links.filter(isDeclared);

  test("begin at resources that are there, and misses have a reason of the list", () => {
    const addresses = new Set(estate.resources.map(({ address }) => address));
    for (const [from, , to, miss] of declared) {
      const type = /([a-z0-9_]+)\.[^.]+$/u.exec(to.replace(/\[[^\]]*\]$/u, ""))?.[1];
      const isTarget = to === "external" || to === "none" || addresses.has(to) || type === undefined;
      expect([from, addresses.has(from), isTarget]).toEqual([from, true, true]);
      expect([null, ...Object.keys(missCodes)]).toContain(miss ?? null);
    }
  });

  test("are right wherever one is said", () => {
    const truth = truthOf(links);
    const accepted = links.filter(([, , , miss]) => miss === "TAKEN_AS_WRITTEN").map(([from]) => from);
    expect(
      wrongLinks(estate, (resource, attribute) =>
        accepted.includes(resource.address ?? "") ? null : truth(resource, attribute),
      ),
    ).toEqual([]);
    const wrong = wrongLinks(estate, truth).flatMap((one) => ("from" in one ? [one.from] : []));
    expect(wrong.sort()).toEqual(accepted.sort());
  });

  test("are missed only where the truth says why, and no reason is left over", () => {
    const found = declared.filter((link) => isFound(estate, link));
    const missed = declared.filter((link) => !isFound(estate, link));
    expect({ unexplained: missed.filter(([, , , miss]) => miss === undefined) }).toEqual({ unexplained: [] });
    const explained = found.filter(([, , , miss]) => miss !== undefined);
    expect({ foundAlthoughExplained: explained }).toEqual({ foundAlthoughExplained: [] });
  });
});

test("how many of the true links are found is printed", () => {
  const rows = systems.map((name) => {
    const { links } = systemOf(name);
    const declared = links.filter(isDeclared);
    const missed = declared.filter(([, , , miss]) => miss !== undefined);
    const reasons = Object.keys(missCodes).flatMap((code) => {
      const count = missed.filter(([, , , miss]) => miss === code).length;
      return count === 0 ? [] : [`${code} ${String(count)}`];
    });
    return {
      name,
      found: declared.length - missed.length,
      all: declared.length,
      undeclared: links.length - declared.length,
      taken: missed.filter(([, , , miss]) => miss === "TAKEN_AS_WRITTEN").length,
      reasons,
    };
  });
  const sum = (of: (row: (typeof rows)[number]) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const lines = rows.map(
    ({ name, found, all, undeclared, reasons }) =>
      `  ${name}: ${String(found)} of ${String(all)}${undeclared > 0 ? `, ${String(undeclared)} not declared` : ""}${reasons.length > 0 ? ` (${reasons.join(", ")})` : ""}`,
  );
  console.log(
    `links: ${String(sum(({ found }) => found))} of ${String(sum(({ all }) => all))} true links found, none wrong ` +
      `but ${String(sum(({ taken }) => taken))} that are taken as written, ` +
      `${String(sum(({ undeclared }) => undeclared))} of types that are not declared\n${lines.join("\n")}`,
  );
  expect(sum(({ all }) => all)).toBeGreaterThan(50);
});

test("with the source beside the plan every link that is said is right, and none is missed that the plan alone tells", () => {
  const rows = systems.flatMap((name) => {
    const { links } = systemOf(name);
    const estate = estateWithSource(name);
    if (estate === null) return [];
    const declared = links.filter(isDeclared);
    const missed = declared.filter((link) => !isFound(estate, link));
    return [{ name, all: declared.length, missed, wrong: wrongLinks(estate, truthOf(links)) }];
  });
  expect(rows.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  expect(rows.flatMap(({ missed }) => missed.filter(([, , , miss]) => miss === undefined))).toEqual([]);
  const all = rows.reduce((sum, row) => sum + row.all, 0);
  const missed = rows.flatMap((row) => row.missed);
  const lines = missed.map(([from, attribute, to, miss]) => `  ${from} ${attribute} ${to}: ${miss ?? ""}`);
  console.log(
    `links with the source: ${String(all - missed.length)} of ${String(all)} true links found, none wrong; missed are\n${lines.join("\n")}`,
  );
  expect(rows.length).toBeGreaterThan(8);
});

test("with locals, as a configuration made of source has them, links lead through them, but not into what is composed", () => {
  const plan = JSON.parse(readFileSync(`${folder}/locals/plan.json`, "utf8")) as {
    configuration: { root_module: Record<string, Json> };
  };
  plan.configuration.root_module["locals"] = {
    one: { references: ["aws_kms_key.one.arn", "aws_kms_key.one"] },
    through: { references: ["local.one"] },
    by_use: {
      references: ["aws_kms_key.two.arn", "aws_kms_key.two", "aws_kms_key.one.arn", "aws_kms_key.one"],
    },
  };
  const estate = estateOf(plan, "plan.json");
  const keys = linkAttributes(estate)
    .filter(([{ type }, attribute]) => type === "aws_db_instance" && attribute === "kms_key_id")
    .map(([resource, attribute]) => [resource.address, ...said(estate, resource, attribute).items]);
  expect(keys).toEqual([
    ["aws_db_instance.map"],
    ["aws_db_instance.plain", "aws_kms_key.one"],
    ["aws_db_instance.through", "aws_kms_key.one"],
  ]);
});

/**
 * Plans of what is there already know the values of their links. With the values of links and identities hidden, the same
 * links are read by address, and must lead where the values lead.
 */
describe("plans of the corpus", () => {
  const shared = sharedFolder();
  const reason = skipReason();
  if (reason !== null) console.warn(`links over the corpus are not compared: ${reason}`);

  function plansBelow(path: string): readonly string[] {
    return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory()
        ? plansBelow(`${path}/${entry.name}`)
        : entry.name.endsWith(".json")
          ? [`${path}/${entry.name}`]
          : [],
    );
  }

  /** The attributes that say which resource is meant, of the types that links lead to. */
  const identities = new Set([
    ...["arn", "id"],
    ...resourceTypes.flatMap(({ identity }) =>
      Object.entries(identity).map(([name, { terraform }]) => terraform ?? name),
    ),
  ]);
  const linkNames = new Set(
    resourceTypes.flatMap(({ links, attributes }) =>
      Object.keys(links).map((name) => {
        const attribute = attributes[name];
        const path =
          attribute?.kind === "scalar" || attribute?.kind === "scalars" ? attribute.spec.terraform : undefined;
        return path ?? name;
      }),
    ),
  );

  /** Leaves out what stands at a path, through all blocks on its way, and marks it unknown. */
  function hiddenAt(value: Json | undefined, marks: Json | undefined, path: readonly string[]): readonly [Json, Json] {
    if (isList(value)) {
      const items = value.map((item, index) => hiddenAt(item, isList(marks) ? marks[index] : undefined, path));
      return [items.map(([item]) => item), items.map(([, mark]) => mark)];
    }
    const [name = "", ...rest] = path;
    if (marks === true || !isObject(value) || !Object.hasOwn(value, name)) return [value ?? null, marks ?? {}];
    const others = Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
    const own = isObject(marks) ? marks : {};
    if (rest.length === 0) return [others, { ...own, [name]: true }];
    const [inner, mark] = hiddenAt(value[name], own[name], rest);
    return [
      { ...others, [name]: inner },
      { ...own, [name]: mark },
    ];
  }

  const hiddenPaths = [...identities, ...linkNames].map((name) => name.split("."));

  function hidden(plan: JsonObject): Json {
    const changes = isList(plan["resource_changes"]) ? plan["resource_changes"] : [];
    const entries = changes.map((entry): Json => {
      const change = isObject(entry) ? entry["change"] : undefined;
      if (!isObject(entry) || !isObject(change) || !isObject(change["after"]) || entry["mode"] === "data") return entry;
      let [after, unknown]: readonly [Json, Json] = [change["after"], change["after_unknown"] ?? {}];
      for (const path of hiddenPaths) [after, unknown] = hiddenAt(after, unknown, path);
      return { ...entry, change: { ...change, after, after_unknown: unknown } };
    });
    return { ...plan, resource_changes: entries };
  }

  test.skipIf(shared === null)("lead by address where they lead by value", () => {
    let compared = 0;
    let settled = 0;
    const wrong: unknown[] = [];
    for (const file of [...plansBelow(`${shared ?? ""}/corpus/plans`), ...plansBelow(`${shared ?? ""}/corpus/hcl`)]) {
      let plan: unknown;
      try {
        plan = JSON.parse(readFileSync(file, "utf8"));
      } catch {
        continue;
      }
      if (!isObject(plan as Json) || !isObject((plan as JsonObject)["configuration"])) continue;
      let byValue: Estate;
      let byAddress: Estate;
      try {
        byValue = estateOf(plan as Json, "plan.json");
        byAddress = estateOf(hidden(plan as JsonObject), "plan.json");
      } catch (error) {
        if (isSekishoError(error)) continue;
        throw error;
      }
      const truth = (resource: Resource, attribute: string): readonly string[] | null => {
        const known = byValue.resources.find(({ id }) => id === resource.id);
        if (known === undefined) return null;
        const { items, isAll } = said(byValue, known, attribute);
        if (!isAll || items.length === 0) return null;
        compared += 1;
        if (said(byAddress, resource, attribute).items.length > 0) settled += 1;
        return items;
      };
      wrong.push(...wrongLinks(byAddress, truth).map((one) => ({ file: file.slice((shared ?? "").length), one })));
    }
    expect(wrong).toEqual([]);
    console.log(
      `links over the corpus: ${String(compared)} are known by value, ${String(settled)} of them are found by address, none wrong`,
    );
    expect(settled).toBeGreaterThan(0);
  });
});
