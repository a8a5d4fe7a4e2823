import {
  boolean,
  defineResourceType,
  enumeration,
  json,
  list,
  listOf,
  number,
  resourceTypes,
  string,
  to,
  type ResourceType,
} from "@sekisho/estate";

import type { Checked } from "../problem.ts";

const gate = defineResourceType({
  type: "test_gate",
  identity: { arn: {} },
  attributes: {
    arn: string(),
    locked: boolean(),
    size: number(),
    kind: enumeration(["WOOD", "IRON"]),
    tags: json(),
    zones: listOf(enumeration(["NORTH", "SOUTH"])),
    rules: list({ action: enumeration(["ALLOW", "DENY"]), port: number(), ranges: list({ cidr: string() }) }),
    wall_id: string(),
    leads_to: string(),
  },
  links: { wall_id: to("test_wall", "id"), leads_to: to(["test_wall", "test_gate"], "arn") },
});

const wall = defineResourceType({
  type: "test_wall",
  identity: { id: {}, arn: {} },
  attributes: { height: number(), state: string() },
});

/** Two small resource types of the tests' own beside accounts and regions. */
export const smallTypes: readonly ResourceType[] = [
  gate,
  wall,
  ...resourceTypes.filter(({ type }) => type === "account" || type === "region"),
];

/** The part of the library that the tests' policies use. */
export const smallLibrary: Readonly<Record<string, string>> = {
  "sekisho/lib/finding/finding.rego": `package sekisho.lib.finding

# METADATA
# description: Builds a pass.
pass(paths) := {"status": "pass", "violations": [], "rests_on": paths}

fails(violations) := {"status": "fail", "violations": violations, "rests_on": []}

unknown(paths) := {"status": "unknown", "violations": [], "rests_on": paths}

unknown_because(code, paths) := object.union(unknown(paths), {"code": code})

not_applicable(reason, paths) := {"status": "not_applicable", "violations": [], "rests_on": paths, "reason": reason}

violation(reason, args, paths) := {"reason": reason, "args": args, "rests_on": paths}
`,
  "sekisho/lib/value/value.rego": `package sekisho.lib.value

unknown(scalar) if {
	is_object(scalar)
	is_string(scalar.unknown)
}

eq(scalar, constant) := "unknown" if {
	unknown(scalar)
} else := "true" if {
	scalar == constant
} else := "false"

in_set(scalar, constants) := "unknown" if {
	unknown(scalar)
} else := "true" if {
	scalar in constants
} else := "false"

all_of(collection, words) := "false" if {
	"false" in words
} else := "true" if {
	collection.state == "complete"
	not "unknown" in words
} else := "unknown"
`,
};

/** What of a policy's METADATA a test sets. */
export interface SmallPolicy {
  readonly id: string;
  readonly selection: string;
  /** The rules below the imports. */
  readonly rules: string;
  /** YAML of `custom.reasons`, without the key. */
  readonly reasons?: string;
  readonly profile?: string;
}

/** Writes the METADATA comment of a policy. */
export function smallMetadata({
  id,
  reasons = "{}",
  profile = "[]",
}: Omit<SmallPolicy, "selection" | "rules">): string {
  return `# METADATA
# title: Gates are locked
# description: A gate is locked.
# schemas:
#   - input: schema.sekisho.${id}
# custom:
#   severity: high
#   ja:
#     title: 門が施錠されている
#     description: 門は施錠されている。
#   profile: ${profile}
#   reasons: ${reasons}
#   remediation:
#     en: Lock it.
#     ja: 施錠する。
#   references: ["https://example.com/"]
`;
}

/** Writes the four files of a policy. */
export function policyFiles(policy: SmallPolicy): Readonly<Record<string, string>> {
  const { id, selection, rules } = policy;
  const name = id.slice(id.indexOf(".") + 1);
  const folder = `sekisho/${id.replace(".", "/")}`;
  return {
    [`${folder}/${name}.rego`]: `${smallMetadata(policy)}package sekisho.${id}

${rules}`,
    [`${folder}/${name}.graphql`]: selection,
    [`${folder}/${name}_test.rego`]: `package sekisho.${id}_test\n\ntest_nothing if sprintf("%d", [1]) == "1"\n`,
    [`${folder}/cases.yaml`]: "[]\n",
  };
}

const lockedRules = `import data.sekisho.lib.finding
import data.sekisho.lib.value

locked := value.eq(input.test_gate.locked, true)

verdict := finding.fails([finding.violation("OPEN", {"kind": input.test_gate.kind}, [["locked"]])]) if locked == "false"

else := finding.unknown([["locked"]]) if locked == "unknown"

else := finding.pass([["locked"]]) if locked == "true"
`;

/** A policy that is as it should be. */
export const lockedPolicy: SmallPolicy = {
  id: "gate.locked",
  selection: "{ test_gate { locked kind } }\n",
  rules: lockedRules,
  reasons: "{OPEN: {en: 'The {kind} is open.', ja: '{kind} が開いている。'}}",
};

/** A whole tree of the given policies with the library. */
export function smallTree(...policies: readonly SmallPolicy[]): Readonly<Record<string, string>> {
  return Object.assign({}, smallLibrary, ...policies.map(policyFiles)) as Readonly<Record<string, string>>;
}

/** Shortens problems to `CODE file:row:column`, files by their last part. */
export function placesOf(checked: Checked<unknown>): readonly string[] {
  return checked.ok
    ? []
    : checked.problems.map(({ code, file, row, column }) =>
        [
          code,
          [file?.split("/").at(-1), row, column].filter((part) => part !== null && part !== undefined).join(":"),
        ].join(" "),
      );
}
