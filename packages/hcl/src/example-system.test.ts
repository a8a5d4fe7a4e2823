import { readdirSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { repositoryFolder } from "@sekisho-test/support";
import { beforeAll, describe, expect, it } from "vitest";

import { createSourceEvaluator } from "./index.ts";
import type { EvaluatedSource, SourceEvaluator } from "./index.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

interface PlanResource {
  readonly address: string;
  readonly change: { readonly after: Json };
}

interface Plan {
  readonly resource_changes: readonly PlanResource[];
  readonly prior_state: { readonly values: { readonly root_module: PlanModule } };
  readonly configuration: Json;
  readonly variables: Json;
}

interface PlanModule {
  readonly resources?: readonly { readonly address: string; readonly values: Json }[];
  readonly child_modules?: readonly PlanModule[];
}

const folder = `${repositoryFolder}/examples/system`;
const plan = JSON.parse(readFileSync(`${folder}/plan.json`, "utf8")) as Plan;
let source: EvaluatedSource;

beforeAll(async () => {
  const evaluator: SourceEvaluator = await createSourceEvaluator();
  const files = Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith(".tf"))
      .map((entry) => `${entry.parentPath}/${entry.name}`)
      .map((path) => [relative(folder, path), readFileSync(path, "utf8")]),
  );
  const result = evaluator.evaluate({ files });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  source = result.source;
});

/** Gives what a plan says of each address: changes, and data sources that it has already read. */
function planned(): ReadonlyMap<string, Json> {
  const found = new Map<string, Json>();
  const walk = (module: PlanModule): void => {
    for (const { address, values } of module.resources ?? []) found.set(address, values);
    for (const child of module.child_modules ?? []) walk(child);
  };
  walk(plan.prior_state.values.root_module);
  for (const { address, change } of plan.resource_changes) found.set(address, change.after);
  return found;
}

/** Lists where a value that the source writes is another one in the plan. Members of sets have no order there. */
function differences(written: Json, inPlan: Json | undefined, path: string): readonly string[] {
  if (written === null) return [];
  if (isList(written)) {
    // A set that holds an unknown is unknown as a whole.
    if (inPlan === undefined && written.every((item) => item === null)) return [];
    if (!isList(inPlan) || inPlan.length !== written.length) return [path];
    const inOrder = written.flatMap((item, index) => differences(item, inPlan[index], `${path}[${index}]`));
    const isSet = written.every((item) => inPlan.some((other) => differences(item, other, "").length === 0));
    return isSet ? [] : inOrder;
  }
  if (typeof written === "object") {
    const other = inPlan as { readonly [key: string]: Json } | undefined;
    return Object.entries(written).flatMap(([name, value]) => differences(value, other?.[name], `${path}.${name}`));
  }
  const isSameDocument =
    typeof written === "string" &&
    typeof inPlan === "string" &&
    written.startsWith("{") &&
    JSON.stringify(JSON.parse(written)) === JSON.stringify(JSON.parse(inPlan));
  return isSameDocument || (typeof inPlan !== "object" && String(written) === String(inPlan)) ? [] : [path];
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

describe("the example system's source", () => {
  it("has no problem, and one resource whose instances only an apply can tell", () => {
    expect([source.problems, source.missing_modules]).toEqual([[], []]);
    expect(source.unexpanded.map(({ address }) => address)).toEqual(["module.edge.aws_route53_record.validation"]);
  });

  it("has the addresses of its plan", () => {
    const expected = [...planned().keys()]
      .filter((address) => !address.includes("aws_route53_record.validation"))
      .sort();
    expect(source.resource_changes.map(({ address }) => address).sort()).toEqual(expected);
  });

  it("has the plan's values wherever it writes them", () => {
    const values = planned();
    const found = source.resource_changes.flatMap(({ address, change }) =>
      differences(change.after, values.get(address), address),
    );
    expect(found).toEqual([]);
  });

  it("has the plan's variables and providers", () => {
    expect(source.variables).toEqual(plan.variables);
    const { provider_config } = plan.configuration as { readonly provider_config: Json };
    expect(source.configuration["provider_config"]).toEqual(provider_config);
  });

  it("has the plan's configuration, but for references that only the source can narrow and blocks that it tells", () => {
    const found: string[] = [];
    const compare = (written: unknown, inPlan: unknown, path: string): void => {
      if (typeof inPlan === "object" && inPlan !== null && typeof written === "object" && written !== null) {
        for (const [name, value] of Object.entries(inPlan)) {
          const key = Array.isArray(inPlan) && isResource(value) ? indexOf(written, value.address) : name;
          if (name !== "schema_version") compare((written as Record<string, unknown>)[key], value, `${path}.${name}`);
        }
      } else if (written !== inPlan) found.push(path);
    };
    compare(source.configuration, plan.configuration, "");
    const readable = found.map((path) =>
      path.replace(/^\.root_module\.module_calls\.|\.\d+$/gu, "").replace(/\.\d+\./gu, "."),
    );
    expect([...new Set(readable)].sort()).toMatchInlineSnapshot(`
      [
        "app.expressions.target_group_arn.references",
        "audit.module.outputs.trail_arn.expression.references",
        "audit.module.resources.count_expression.references",
        "network.module.resources.expressions.ingress.references",
        "network.module.resources.expressions.route.references",
        "network.module.resources.expressions.subnet_id.references",
      ]
    `);
  });
});

function isResource(value: unknown): value is { readonly address: string } {
  return typeof value === "object" && value !== null && "address" in value;
}

function indexOf(list: object, address: string): string {
  return String((list as readonly { readonly address: string }[]).findIndex((one) => one.address === address));
}
