import {
  readUserFile,
  type DeclaredAgreement,
  type DeclaredClaim,
  type Json,
  type UserFile,
  type UserFileKind,
} from "@sekisho/estate";
import { compare } from "../problem.ts";
import type { DevicesSpec, JsonObject, PlanSpec } from "./documents/index.ts";
import { validate } from "./validate-cases.generated.ts";

/** One document of a situation; `json` is one as it stands, of whatever kind. */
export type CaseDocument =
  | { readonly plan: PlanSpec }
  | { readonly config: { readonly items: readonly Json[] } }
  | { readonly devices: DevicesSpec }
  | { readonly attestations: readonly JsonObject[]; readonly owner?: JsonObject }
  | { readonly json: Json };

/** The finding that is expected for one subject, complete. */
export interface ExpectedFinding {
  readonly subject: string;
  readonly status: string;
  readonly scope?: string;
  readonly reason?: string;
  readonly rests_on?: readonly Json[];
  readonly unknown?: readonly { readonly code: string; readonly rests_on: readonly Json[] }[];
  readonly violations?: readonly {
    readonly reason: string;
    readonly severity?: string;
    readonly args?: Json;
    readonly rests_on: readonly Json[];
  }[];
}

/** One situation. */
export interface PolicyCase {
  readonly name: string;
  readonly cites?: string;
  readonly twin_of?: string;
  readonly documents: readonly CaseDocument[];
  readonly profile?: Json;
  /** The sheet that is answered; what a claim leaves out is as in most claims. */
  readonly sheet?: {
    readonly claims: readonly (Partial<DeclaredClaim> & Pick<DeclaredClaim, "id">)[];
    readonly agreements?: readonly DeclaredAgreement[];
  };
  readonly covers?: readonly string[];
  readonly now?: string;
  readonly expect: readonly ExpectedFinding[];
}

/** The situations of one policy. */
export interface PolicyCases {
  readonly policy: string;
  readonly cases: readonly PolicyCase[];
  /** The path of their file in the policy tree. */
  readonly path: string;
  readonly lineOf: UserFile["lineOf"];
  readonly problemAt: UserFile["problemAt"];
}

const kind: UserFileKind = {
  code: "POLICY_INVALID",
  what: "file of cases",
  schema: "sekisho.cases.v1.schema.json",
  validate,
};

/**
 * Reads every `cases.yaml` of a policy tree, sorted by path.
 *
 * @throws SekishoError `POLICY_INVALID` with file, line and column: YAML, schema, the id of another policy, a name twice.
 */
export function readCases(files: Readonly<Record<string, string>>): readonly PolicyCases[] {
  return Object.keys(files)
    .filter((path) => path.endsWith("/cases.yaml"))
    .sort(compare)
    .map((path) => readFile(path, files[path] ?? ""));
}

/** The id of the policy, or of the library, whose folder holds a file: `net.rds_not_public`, `lib.value`. */
export function policyOf(path: string): string {
  return path.split("/").slice(-3, -1).join(".");
}

function readFile(path: string, text: string): PolicyCases {
  const { content, lineOf, problemAt } = readUserFile({ name: path, text }, kind);
  const { policy, cases } = content as unknown as Pick<PolicyCases, "policy" | "cases">;
  const id = policyOf(path);
  if (policy !== id) throw problemAt("/policy", `it names ${policy}`, `Name the policy of its folder, ${id}`);
  const names = new Set<string>();
  for (const [index, { name }] of cases.entries()) {
    if (names.has(name))
      throw problemAt(`/cases/${String(index)}/name`, `the name ${name} stands twice`, "Choose another");
    names.add(name);
  }
  return { policy, cases, path, lineOf, problemAt };
}
