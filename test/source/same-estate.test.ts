/**
 * Source and plan of one system give one estate (architecture.md 3): the example system and the systems of the link tests
 * with their committed plans, and, where Terraform is at hand, every system of the corpus that can be planned.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildEstate, readDocuments, resourceTypes, type Estate, type Json } from "@sekisho/estate";
import { createSourceEvaluator } from "@sekisho/hcl";
import { repositoryFolder, sharedFolder, skipReason } from "@sekisho-test/support";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { differences, estateFacts } from "./estate-text.ts";
import { planOf, terraformProblem } from "./terraform.ts";

const evaluator = await createSourceEvaluator();

function filesOf(folder: string, root = folder): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "providers" && entry.name !== "node_modules") {
      Object.assign(files, filesOf(name, root));
    } else if (entry.isFile()) files[path.relative(root, name)] = readFileSync(name, "utf8");
  }
  return files;
}

function evaluate(files: Readonly<Record<string, string>>, root: string): Json {
  const answer = evaluator.evaluate({ files, root });
  if (!answer.ok) {
    throw new Error(answer.problems.map(({ file, line, what }) => `${file}:${String(line)}: ${what}`).join("\n"));
  }
  // It came out of JSON, which its type does not say.
  return answer.source as unknown as Json;
}

function estateOfSource(files: Readonly<Record<string, string>>, root = ""): Estate {
  const source = { evaluated: evaluate(files, root), isNew: true };
  return buildEstate(readDocuments([{ label: "plan", name: "source", digest: "sha256:0", source }], resourceTypes));
}

function estateOfPlan(plan: string, files: Readonly<Record<string, string>> | null = null): Estate {
  const bytes = new TextEncoder().encode(plan);
  const input = { label: "plan", name: "plan.json", digest: "sha256:0", bytes };
  const sourceOfPlan = { sourceOfPlan: () => evaluate(files ?? {}, "") };
  return buildEstate(readDocuments([files === null ? input : { ...input, ...sourceOfPlan }], resourceTypes));
}

test("the example system", () => {
  const folder = path.join(repositoryFolder, "examples/system");
  const source = estateFacts(estateOfSource(filesOf(folder)));
  const plan = estateFacts(estateOfPlan(readFileSync(path.join(folder, "plan.json"), "utf8")));
  const places = placesOf(differences(plan, source));
  // A document that is chosen by a key is not rendered from source; the plan holds what the provider rendered.
  expect(places).toEqual(
    ["access", "trail"]
      .flatMap((key) => [
        `module.audit.aws_s3_bucket.this["${key}"]: effective_policy`,
        `module.audit.aws_s3_bucket_policy.this["${key}"]: policy`,
      ])
      .sort(),
  );
  expect(Object.keys(source).length).toBeGreaterThan(20);
});

describe("the systems of the link tests", () => {
  const links = path.join(repositoryFolder, "test/conformance/links");
  const provider = { "provider.tf": readFileSync(path.join(links, "provider.tf"), "utf8") };
  // Beside a state the source describes what exists, and a plan says more than the source.
  const systems = readdirSync(path.join(links, "systems")).filter(
    (name) => !existsSync(path.join(links, "systems", name, "terraform.tfstate")),
  );

  /**
   * Where source says more: a set of which one element is unknown is unknown in a plan; and what changes a value or
   * a key is seen in source.
   */
  const saidBySourceAlone: Readonly<Record<string, readonly string[]>> = {
    blocks: ["aws_security_group.mixed: effective_ingress"],
    crossed: ["aws_cloudtrail.replaced: cloud_watch_logs_group_arn_link"],
    "for-each": [
      'aws_lb_listener.over_turned["api"]: load_balancer_arn_link',
      'aws_lb_listener.over_turned["web"]: load_balancer_arn_link',
    ],
  };

  /** Where such a list of prefix lists has a rest, because the plan does not tell that the one which source names is all. */
  const leftOpenByPlan: Readonly<Record<string, readonly string[]>> = {
    blocks: ["aws_default_security_group.main: effective_ingress"],
  };

  /** Where a plan does not tell how many elements a list of unknown ones has, even if the source beside it names one. */
  const countedBySourceAlone: Readonly<Record<string, readonly string[]>> = {
    aliases: ["aws_alb.in_list: security_groups_link", "aws_alb.in_list_of_two: security_groups_link"],
    blocks: [
      "aws_default_security_group.main: source_security_group_ids_link",
      "aws_default_security_group.main: ingress_prefix_list_ids_link",
      "aws_ecs_service.both: subnet_ids_link",
      "aws_ecs_service.single: subnet_ids_link",
      "aws_security_group.both: source_security_group_ids_link",
      "aws_security_group.crossed: source_security_group_ids_link",
      "aws_security_group.single: source_security_group_ids_link",
    ],
    conditionals: ["aws_lb.concat: security_groups_link", "aws_lb.list: security_groups_link"],
    direct: ["aws_lb.main: security_groups_link"],
    lists: [
      "by_count[0]",
      "by_count[1]",
      "constant",
      'crossed["a"]',
      'crossed["b"]',
      "element",
      "for",
      "indexed",
      "joined",
      "old_splat",
      "otherwise",
      'own["a"]',
      'own["b"]',
      "sliced",
      "splat",
      "turned",
      "values",
    ].map((name) => `aws_db_subnet_group.${name}: subnet_ids_link`),
  };

  /** The links that source tells to their end, and that truly lead elsewhere or further. */
  function untrue(source: Estate, folder: string): readonly string[] {
    const truth = parse(readFileSync(path.join(folder, "links.yaml"), "utf8")) as readonly (readonly string[])[];
    return source.resources.flatMap((resource) =>
      Object.keys(source.typeOf(resource).links).flatMap((attribute) => {
        const { code, items } = source.forward(resource, attribute);
        const rows = truth.filter(([from, name]) => from === resource.address && name === attribute);
        const said = items.map(({ address }) => address).sort();
        const real = rows.flatMap(([, , to = ""]) => (to === "none" ? [] : [to])).sort();
        const isTold = code === null && rows.length > 0;
        return isTold && said.join() !== real.join() ? [`${resource.address ?? ""}: ${attribute}`] : [];
      }),
    );
  }

  test.each(systems)("%s", (name) => {
    const folder = path.join(links, "systems", name);
    const files = { ...filesOf(folder), ...provider };
    const estate = estateOfSource(files);
    expect(untrue(estate, folder)).toEqual([]);
    const source = estateFacts(estate);
    const plan = readFileSync(path.join(folder, "plan.json"), "utf8");
    const more = saidBySourceAlone[name] ?? [];
    const places = placesOf(differences(estateFacts(estateOfPlan(plan)), source));
    expect(places.filter((place) => !isReverse(place, more))).toEqual(more);
    const both = estateOfPlan(plan, files);
    expect(both.diagnostics).toEqual([]);
    expect(placesOf(differences(estateFacts(both), source))).toEqual(
      [...more.filter((place) => !/_link$|_by_/u.test(place)), ...(leftOpenByPlan[name] ?? [])].sort(),
    );
    expect(placesOf(differences(linksOf(source), linksOf(estateFacts(both))))).toEqual(
      countedBySourceAlone[name] ?? [],
    );
  });
});

/** Tells whether a place is the other side of links that differ. */
function isReverse(place: string, links: readonly string[]): boolean {
  const attributes = links.flatMap((link) => /: (\w+)_link$/u.exec(link)?.[1] ?? []);
  return attributes.some((attribute) => place.endsWith(`_by_${attribute}`));
}

/** Where the differences are, without what is said there. */
function placesOf(lines: readonly string[]): readonly string[] {
  return lines.map((line) => line.split(": ", 2).join(": "));
}

/** What the links alone say. */
function linksOf(facts: ReturnType<typeof estateFacts>): ReturnType<typeof estateFacts> {
  return Object.fromEntries(
    Object.entries(facts).map(([address, resource]) => [
      address,
      Object.fromEntries(Object.entries(resource).filter(([name]) => /_link$|_by_/u.test(name))),
    ]),
  );
}

const isFull = process.env["SEKISHO_FULL"] === "1";
const reason = isFull ? (skipReason() ?? terraformProblem()) : "only npm run test:full plans the systems of the corpus";
if (reason !== null) console.warn(`the systems of the corpus, planned here: ${reason}`);

test.skipIf(reason !== null)("every system of the corpus that can be planned here", { timeout: 3_600_000 }, () => {
  const corpus = path.join(sharedFolder() ?? "", "corpus/hcl");
  const folders = new Set(
    readdirSync(corpus, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".tf"))
      .map((name) => path.dirname(name)),
  );
  const planned: string[] = [];
  const differing: string[] = [];
  for (const folder of [...folders].sort()) {
    const depth = folder.startsWith("terraform-compliance/") ? 2 : 1;
    const [system, inside] = [folder.split("/").slice(0, depth), folder.split("/").slice(depth)].map((parts) =>
      parts.join("/"),
    );
    const made = planOf(path.join(corpus, system ?? ""), inside ?? "");
    if (made === null) continue;
    planned.push(folder);
    const copy = made.folder.slice(0, made.folder.length - (inside ?? "").length);
    const source = estateOfSource(filesOf(copy), inside);
    differing.push(
      ...differences(estateFacts(estateOfPlan(made.plan)), estateFacts(source)).map((line) => `${folder}: ${line}`),
    );
  }
  console.log(`${String(planned.length)} of ${String(folders.size)} systems of the corpus can be planned here`);
  expect(differing).toEqual([]);
  expect(planned.length).toBeGreaterThan(50);
});
