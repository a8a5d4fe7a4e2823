import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { securitySheet } from "@sekisho/catalog";
import { builtinBundleFile } from "@sekisho/catalog/files";
import { createEngine, readBundle } from "@sekisho/policy";
import { check, sheetJson, type AnySheet, type ClaimVerdict, type Report } from "@sekisho/sheet";
import { isList, isObject, type Json } from "@sekisho-test/support";
import { parse } from "yaml";

/** Everything that the verdicts of `examples/whole-sheet` depend on, by name. */
export interface Facts {
  readonly documents: Record<string, Json>;
  readonly profile: Json;
  readonly waivers: Json;
  /** RFC 3339. */
  readonly now: string;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

function digestOf(content: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}

function parsed(path: string): Json {
  return parse(readFileSync(`${root}/examples/${path}`, "utf8")) as Json;
}

/** The facts of the example as they are committed. */
export const example: Facts = {
  documents: {
    plan: JSON.parse(readFileSync(`${root}/examples/system/plan.json`, "utf8")) as Json,
    "fleet-list": parsed("whole-sheet/devices/fleet-list.json"),
    lanscope: parsed("whole-sheet/devices/lanscope.json"),
    "jamf-pro": parsed("whole-sheet/devices/jamf-pro.json"),
    "vulnerability-feed": parsed("whole-sheet/devices/vulnerability-feed.json"),
    attestations: parsed("whole-sheet/attestations.yaml"),
  },
  profile: parsed("whole-sheet/profile.yaml"),
  waivers: parsed("whole-sheet/waivers.yaml"),
  now: "2026-11-01T00:00:00Z",
};

const archive = readFileSync(builtinBundleFile);
const bundle = readBundle(archive, {
  name: "built-in policies",
  digest: digestOf(archive),
  gunzip: (bytes, maxOutputLength) => gunzipSync(bytes, { maxOutputLength }),
});
const engine = await createEngine(bundle.wasm);

/** Checks facts against a sheet, the built-in one unless another is given. */
export function checked(
  facts: Facts,
  settings: { readonly sheet?: AnySheet; readonly policies?: (policy: string) => boolean } = {},
): Report {
  const sheet = settings.sheet ?? securitySheet;
  const chosen = settings.policies;
  const profile = JSON.stringify(facts.profile);
  const waivers = JSON.stringify(facts.waivers);
  return check({
    documents: Object.entries(facts.documents).map(([label, document]) => {
      const bytes = new TextEncoder().encode(JSON.stringify(document));
      return { label, name: `${label}.json`, digest: digestOf(bytes), bytes };
    }),
    profile: { name: "profile.yaml", digest: digestOf(profile), text: profile },
    waivers: { name: "waivers.yaml", digest: digestOf(waivers), text: waivers },
    sheet: { definition: sheet, digest: digestOf(sheetJson(sheet)) },
    bundle,
    engine,
    instant: facts.now,
    ...(chosen === undefined ? {} : { policies: bundle.policies.map(({ id }) => id).filter(chosen) }),
  });
}

/** The verdict of every claim in a report, in sheet order. */
export function verdictsOf(report: Report): ReadonlyMap<string, ClaimVerdict> {
  return new Map(report.claims.map(({ claim, verdict }) => [claim, verdict]));
}

/** The claims of which the verdict is another than before, with what it has become. */
export function changes(
  before: ReadonlyMap<string, ClaimVerdict>,
  after: ReadonlyMap<string, ClaimVerdict>,
): Record<string, ClaimVerdict> {
  return Object.fromEntries([...after].filter(([claim, verdict]) => before.get(claim) !== verdict));
}

/** A JSON object that a flip may change. */
export type OpenObject = Record<string, Json>;

/** The object at a path of keys; of a list, the entry with that index, or the one of which a value is the key. */
export function at(document: Json | undefined, ...path: readonly (string | number)[]): OpenObject {
  let value = document;
  for (const key of path) {
    value = isList(value)
      ? value.find((one, index) => index === key || (isObject(one) && Object.values(one).includes(key)))
      : isObject(value)
        ? value[key]
        : undefined;
  }
  if (!isObject(value)) throw new Error(`There is no object at ${path.join(" / ")}.`);
  return value;
}
