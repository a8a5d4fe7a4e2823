import { isMap, LineCounter, parseDocument, type Document } from "../yaml-document.ts";
import { SekishoError } from "../../errors.ts";
import type { Json } from "../../model/value.ts";
import {
  profileKeys,
  tierNames,
  type Profile,
  type ProfileFolder,
  type ProfileSelector,
  type TierName,
} from "./profile.ts";
import { describeProblem, worstProblem, type SchemaProblem } from "../schema-problem.ts";
import { validate } from "./validate-profile.generated.ts";

/** A profile as it is given. */
export interface ProfileInput {
  readonly name: string;
  /** `sha256:<hex>` of its bytes. */
  readonly digest: string;
  readonly text: string;
}

/** What the schema admits. */
interface ProfileFile {
  readonly regions?: readonly (string | { readonly name: string; readonly accounts?: readonly string[] })[];
  readonly accounts?: Readonly<Record<string, string>>;
  readonly service_endpoints?: readonly WrittenSelector[];
  readonly customer_data_stores?: readonly WrittenSelector[];
  readonly tiers?: Readonly<Partial<Record<TierName, readonly WrittenSelector[]>>>;
  readonly edge_vpcs?: readonly WrittenSelector[];
  readonly bpa_exclusions?: readonly WrittenSelector[];
  readonly static_distributions?: readonly WrittenSelector[];
  readonly sensitive_folders?: readonly Omit<ProfileFolder, "origin">[];
  readonly managed_elsewhere?: readonly string[];
  readonly plans?: Readonly<Record<string, { readonly owner: string; readonly review_by: string }>>;
  readonly decisions?: Readonly<
    Record<string, { readonly decision: string; readonly decided_by: string; readonly decided_on: string }>
  >;
}

interface WrittenSelector {
  readonly address?: string;
  readonly arn?: string;
  readonly tag?: { readonly key: string; readonly value: string };
}

// The generated code is plain JavaScript without types; this is the shape that ajv documents for a standalone validator.
const check = validate as unknown as { (value: unknown): boolean; errors?: readonly SchemaProblem[] | null };

/**
 * Reads a profile from YAML (or JSON, which is YAML).
 *
 * @throws SekishoError `PROFILE_INVALID` with file, line and column of the first problem: broken YAML, a key given twice, a
 * key or value that the schema (`schema/sekisho.profile.v1.schema.json`) does not admit.
 */
export function readProfile(file: ProfileInput): Profile {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines, uniqueKeys: true });
  const [broken] = document.errors;
  if (broken !== undefined) {
    const { line, col } = lines.linePos(broken.pos[0]);
    const what = broken.code === "DUPLICATE_KEY" ? "a key is given twice" : "it is not valid YAML";
    throw invalid(file.name, line, col, what, "Correct it");
  }
  const content = plainContent(document, file.name);
  if (!check(content)) {
    const problem = worstProblem(check.errors ?? []);
    const { line, col } = lines.linePos(positionOf(document, problem));
    throw invalid(file.name, line, col, describeProblem(problem, "profile"), adviceFor(problem));
  }
  return toProfile(content as ProfileFile, file);
}

/** A profile has no use for aliases; a few lines of them can stand for millions of nodes. */
function plainContent(document: Document, name: string): unknown {
  try {
    return (document.toJS({ maxAliasCount: 0 }) as unknown) ?? {};
  } catch (cause) {
    throw new SekishoError("PROFILE_INVALID", `The profile ${name} uses YAML aliases. Write the values out.`, {
      cause,
      details: { file: name },
    });
  }
}

function toProfile(content: ProfileFile, file: { readonly name: string; readonly digest: string }): Profile {
  const at = (pointer: string): string => `${file.name}#${pointer}`;
  const values: Record<string, { value: Json; origin: string }> = {};
  function selectors(
    written: readonly WrittenSelector[] | undefined,
    pointer: string,
  ): readonly ProfileSelector[] | null {
    return (
      written?.map((selector, index) => ({
        address: selector.address ?? null,
        arn: selector.arn ?? null,
        tag: selector.tag ?? null,
        origin: at(`${pointer}/${String(index)}`),
      })) ?? null
    );
  }
  for (const key of Object.keys(profileKeys)) {
    const names = key.split(".");
    const value = names.reduce<Json | undefined>(
      (place, name) => (isRecord(place) && Object.hasOwn(place, name) ? place[name] : undefined),
      content as Json,
    );
    if (value !== undefined) values[key] = { value, origin: at(`/${names.join("/")}`) };
  }
  return {
    name: file.name,
    digest: file.digest,
    regions:
      content.regions?.map((region, index) => ({
        name: typeof region === "string" ? region : region.name,
        accounts: typeof region === "string" ? null : (region.accounts ?? null),
        origin: at(`/regions/${String(index)}`),
      })) ?? null,
    accounts: content.accounts ?? null,
    serviceEndpoints: selectors(content.service_endpoints, "/service_endpoints"),
    customerDataStores: selectors(content.customer_data_stores, "/customer_data_stores"),
    tiers:
      content.tiers === undefined
        ? null
        : Object.fromEntries(tierNames.map((tier) => [tier, selectors(content.tiers?.[tier], `/tiers/${tier}`) ?? []])),
    edgeVpcs: selectors(content.edge_vpcs, "/edge_vpcs"),
    bpaExclusions: selectors(content.bpa_exclusions, "/bpa_exclusions"),
    staticDistributions: selectors(content.static_distributions, "/static_distributions"),
    sensitiveFolders:
      content.sensitive_folders?.map((folder, index) => ({
        ...folder,
        origin: at(`/sensitive_folders/${String(index)}`),
      })) ?? null,
    managedElsewhere: content.managed_elsewhere ?? [],
    plans: mapValues(content.plans ?? {}, ({ owner, review_by }) => ({ owner, reviewBy: review_by })),
    decisions: mapValues(content.decisions ?? {}, ({ decision, decided_by, decided_on }) => ({
      decision,
      decidedBy: decided_by,
      decidedOn: decided_on,
    })),
    values,
  };
}

function mapValues<Value, Result>(
  record: Readonly<Record<string, Value>>,
  map: (value: Value) => Result,
): Readonly<Record<string, Result>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}

function positionOf(document: Document, problem: SchemaProblem): number {
  const path = problem.instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d+$/u.test(part) ? Number(part) : part));
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  const key = problem.params.additionalProperty;
  if (key !== undefined && isMap(node)) {
    const pair = node.items.find((item) => String((item.key as { value?: unknown } | null)?.value) === key);
    const range = (pair?.key as { range?: readonly number[] } | undefined)?.range;
    if (range?.[0] !== undefined) return range[0];
  }
  return (node as { range?: readonly number[] } | null)?.range?.[0] ?? 0;
}

function adviceFor(problem: SchemaProblem): string {
  const allowed = problem.params.allowedValues;
  return allowed === undefined
    ? "See schema/sekisho.profile.v1.schema.json for the keys of a profile"
    : `Use one of ${allowed.join(", ")}`;
}

function invalid(name: string, line: number, column: number, what: string, advice: string): SekishoError {
  return new SekishoError(
    "PROFILE_INVALID",
    `The profile ${name} cannot be used: line ${String(line)}, column ${String(column)}: ${what}. ${advice}.`,
    { details: { file: name, line, column } },
  );
}

function isRecord(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
