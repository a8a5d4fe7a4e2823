import { createCompiler } from "@sekisho/opa";
import { describe, expect, test } from "vitest";

import { compilePolicies } from "../compile-policies.ts";
import { placesOf, smallTree, smallTypes } from "../testing/small-tree.ts";

const compiler = await createCompiler();

const selection = `{
  test_gate {
    locked
    size
    kind
    tags
    zones { items }
    rules { items { action port ranges { items { cidr } } } }
    wall: wall_id_link { items { height state } }
    leads_to_link { items { ... on test_wall { height } ... on test_gate { kind } } }
    others: test_gate_by_leads_to { items { kind locked } }
  }
}
`;

const other = {
  id: "gate.other",
  selection: "{ test_wall { height } }\n",
  rules: `import data.sekisho.lib.finding

verdict := finding.pass([["height"]]) if input.test_wall.height > 1
`,
};

const head = `import data.sekisho.gate.other
import data.sekisho.lib.finding
import data.sekisho.lib.value

verdict := finding.pass([["locked"]]) if extra

callee := verdict_of if {
	some item in input.test_gate.wall.items
	verdict_of := other.verdict with input as {"test_wall": item, "profile": input.profile, "now": input.now}
}

words contains value.eq(callee.status, "pass")

`;

/** The problems of a policy with the given last rules; rows count from their first line. */
function problemsOf(rules: string): readonly string[] {
  const withFragment = selection.replace("{ height state }", "{ ...gate_other__test_wall state }");
  const policy = { id: "gate.sample", selection: withFragment, rules: `${head}${rules}\n` };
  const checked = compilePolicies(smallTree(other, policy), compiler, smallTypes);
  const source = smallTree(other, policy)["sekisho/gate/sample/sample.rego"] ?? "";
  const first = source.split("\n").indexOf(rules.split("\n")[0] ?? "");
  return placesOf(checked).map((place) =>
    place.replace(/sample\.rego:(\d+)/u, (_, row: string) => String(Number(row) - first)),
  );
}

interface Sample {
  readonly situation: string;
  readonly refused: string;
  readonly places: readonly string[];
  readonly neighbour: string;
}

const inBody = (...lines: readonly string[]): string => `extra if {\n${lines.map((line) => `\t${line}\n`).join("")}}`;

const ownRefusals: readonly Sample[] = [
  {
    situation: "every",
    refused: inBody("every rule in input.test_gate.rules.items { rule.port == 1 }"),
    places: ["REFUSED_EVERY 2:2"],
    neighbour: inBody(
      `value.all_of(input.test_gate.rules, {value.eq(rule.port, 1) | some rule in input.test_gate.rules.items}) == "true"`,
    ),
  },
  {
    situation: "object.get",
    refused: inBody(`object.get(input.test_gate, "locked", true) == true`),
    places: ["REFUSED_OBJECT_GET 2:2"],
    neighbour: inBody("input.test_gate.locked == true"),
  },
  {
    situation: "a variable key on the input",
    refused: inBody("some name", `input.test_gate[name] == true`),
    places: ["REFUSED_VARIABLE_KEY 3:18"],
    neighbour: inBody("some i, rule in input.test_gate.rules.items", "rule.port > i"),
  },
  {
    situation: "a variable index on the input",
    refused: inBody("some i", "input.test_gate.rules.items[i].port == 1"),
    places: ["REFUSED_VARIABLE_KEY 3:30"],
    neighbour: inBody("input.test_gate.rules.items[0].port == 1"),
  },
  {
    situation: "a variable key on a part of the input under another name",
    refused: inBody("gate := input.test_gate", `some name in ["locked", "size"]`, "gate[name] == true"),
    places: ["REFUSED_VARIABLE_KEY 4:7"],
    neighbour: inBody(`names := {"a": true}`, `some name in ["a"]`, "names[name] == true"),
  },
  {
    situation: "a reference as key on the input",
    refused: inBody("input.test_gate.tags[input.test_gate.kind] == 1"),
    places: ["REFUSED_VARIABLE_KEY 2:23"],
    neighbour: inBody("some key, tag in input.test_gate.tags", "key == tag"),
  },
  {
    situation: "a count of items",
    refused: inBody("count(input.test_gate.rules.items) > 0"),
    places: ["REFUSED_ITEMS 2:2"],
    neighbour: inBody("count({rule.port | some rule in input.test_gate.rules.items}) > 0"),
  },
  {
    situation: "a count of items under another name",
    refused: inBody("rules := input.test_gate.rules.items", "count(rules) > 0"),
    places: ["REFUSED_ITEMS 3:2"],
    neighbour: inBody("rules := {rule | some rule in input.test_gate.rules.items}", "count(rules) > 0"),
  },
  {
    situation: "items compared with none",
    refused: inBody("input.test_gate.zones.items == []"),
    places: ["REFUSED_ITEMS 2:33"],
    neighbour: inBody(`value.all_of(input.test_gate.zones, set()) == "true"`),
  },
  {
    situation: "a question for .unknown",
    refused: inBody("input.test_gate.locked.unknown"),
    places: ["REFUSED_UNKNOWN 2:25"],
    neighbour: inBody("value.unknown(input.test_gate.locked)"),
  },
  {
    situation: "a question for .unknown of a variable of unknown origin",
    refused: inBody(`some gate in json.unmarshal("[]")`, "gate.unknown"),
    places: ["REFUSED_UNKNOWN 3:7"],
    neighbour: inBody(`some gate in json.unmarshal("[]")`, "gate.known"),
  },
  {
    situation: "a question for .state of a collection",
    refused: inBody(`input.test_gate.rules.state == "complete"`),
    places: ["REFUSED_STATE 2:24"],
    neighbour: inBody("some item in input.test_gate.wall.items", `item.state == "whole"`),
  },
  {
    situation: "a question for .code of a collection",
    refused: inBody(`input.test_gate.rules["code"] == "U1"`),
    places: ["REFUSED_CODE 2:24"],
    neighbour: inBody(`finding.unknown_because("U1", [["rules"]]).status == "unknown"`),
  },
  {
    situation: "a code that no unknown has",
    refused: inBody(`finding.unknown_because("U9", [["rules"]])`),
    places: ["CONSTANT_VALUE 2:26"],
    neighbour: inBody(`finding.unknown_because("U2", [["rules"]])`),
  },
  {
    situation: "a reference to a rule that the library does not have",
    refused: inBody("data.sekisho.lib.value.equals(input.test_gate.size, 1)"),
    places: ["DATA_REF_UNKNOWN 2:2", "rego_type_error 2:2"],
    neighbour: inBody(`data.sekisho.lib.value.eq(input.test_gate.size, 1) == "true"`),
  },
  {
    situation: "a reference to data that is no rule",
    refused: inBody("input.test_gate.size == data.limits.size"),
    places: ["DATA_REF_UNKNOWN 2:26"],
    neighbour: inBody("input.test_gate.size == limit") + "\n\nlimit := 3",
  },
  {
    situation: "a reference to a whole package",
    refused: inBody("data.sekisho.lib.value != 1"),
    places: ["DATA_REF_UNKNOWN 2:2"],
    neighbour: inBody("input.test_gate.size != 1"),
  },
  {
    situation: "another rule than the verdict of another policy",
    refused: inBody(
      "some item in input.test_gate.wall.items",
      `other.reasons with input as {"test_wall": item, "profile": input.profile, "now": input.now}`,
    ),
    places: ["DATA_REF_UNKNOWN 3:2", "IMPORT_REFUSED 3:2"],
    neighbour: inBody(
      "some item in input.test_gate.wall.items",
      `other.verdict.status == "pass" with input as {"test_wall": item, "profile": input.profile, "now": input.now}`,
    ),
  },
  {
    situation: "another policy's verdict without an input",
    refused: inBody(`other.verdict.status == "pass"`),
    places: ["WITH_INPUT 2:2"],
    neighbour: inBody(`callee.status == "pass"`),
  },
  {
    situation: "an input without the instant",
    refused: inBody(
      "some item in input.test_gate.wall.items",
      `other.verdict with input as {"test_wall": item, "profile": input.profile}`,
    ),
    places: ["WITH_INPUT 3:30"],
    neighbour: inBody(
      "some item in input.test_gate.wall.items",
      `other.verdict with input as {"test_wall": item, "profile": input.profile, "now": input.now}`,
    ),
  },
  {
    situation: "an input with a key too many",
    refused: inBody(
      "some item in input.test_gate.wall.items",
      `other.verdict with input as {"test_wall": item, "profile": input.profile, "now": input.now, "more": 1}`,
    ),
    places: ["WITH_INPUT 3:30"],
    neighbour: inBody(
      "some item in input.test_gate.wall.items",
      `other.verdict with input as {"now": input.now, "profile": input.profile, "test_wall": item}`,
    ),
  },
  {
    situation: "an input whose instant is another value",
    refused: inBody(
      "some item in input.test_gate.wall.items",
      `other.verdict with input as {"test_wall": item, "profile": input.profile, "now": input.profile}`,
    ),
    places: ["WITH_INPUT 3:83"],
    neighbour: inBody(
      "some item in input.test_gate.wall.items",
      `status := other.verdict.status with input as {"test_wall": item, "profile": input.profile, "now": input.now}`,
      `status == "pass"`,
    ),
  },
  {
    situation: "an input for a part of it only",
    refused: inBody(`words with input.test_gate as {}`),
    places: ["WITH_INPUT 2:8"],
    neighbour: inBody("count(words) == 1"),
  },
  {
    situation: "an input that holds less than the other policy reads",
    refused: inBody(
      "some item in input.test_gate.others.items",
      `other.verdict with input as {"test_wall": item, "profile": input.profile, "now": input.now}`,
    ),
    places: ["IMPORT_FRAGMENT 3:44"],
    neighbour:
      inBody("some wall in input.test_gate.wall.items", `helper(wall) == "pass"`) +
      `\n\nhelper(item) := v.status if {\n\tv := other.verdict with input as {"test_wall": item, "profile": input.profile, "now": input.now}\n}`,
  },
  {
    situation: "a constant of another type",
    refused: inBody(`input.test_gate.locked == "true"`),
    places: ["CONSTANT_TYPE 2:28"],
    neighbour: inBody("input.test_gate.locked == null"),
  },
  {
    situation: "a constant of another type on the left",
    refused: inBody(`"3" != input.test_gate.size`),
    places: ["CONSTANT_TYPE 2:2"],
    neighbour: inBody("3 != input.test_gate.size"),
  },
  {
    situation: "an order with a constant of another type",
    refused: inBody(`input.test_gate.size >= "3"`),
    places: ["CONSTANT_TYPE 2:26"],
    neighbour: inBody("input.test_gate.size >= 3"),
  },
  {
    situation: "a constant compared with a collection",
    refused: inBody(`input.test_gate.zones != "NORTH"`),
    places: ["CONSTANT_TYPE 2:27"],
    neighbour: inBody(`"NORTH" in input.test_gate.zones.items`),
  },
  {
    situation: "a constant that is no member of the enumeration",
    refused: inBody(`input.test_gate.kind == "Iron"`),
    places: ["CONSTANT_VALUE 2:26"],
    neighbour: inBody(`input.test_gate.kind == "IRON"`),
  },
  {
    situation: "a constant that is no member of a set's enumeration",
    refused: inBody(`input.test_gate.kind in {"IRON", "STEEL"}`),
    places: ["CONSTANT_VALUE 2:35"],
    neighbour: inBody(`input.test_gate.kind in {"IRON", "WOOD", null}`),
  },
  {
    situation: "a constant that no item can be",
    refused: inBody(`"EAST" in input.test_gate.zones.items`),
    places: ["CONSTANT_VALUE 2:2"],
    neighbour: inBody(`some zone in input.test_gate.zones.items`, `zone == "SOUTH"`),
  },
  {
    situation: "a constant that is no member, below a variable",
    refused: inBody("some i, rule in input.test_gate.rules.items", `rule.action == "REFUSE"`, "i > 0"),
    places: ["CONSTANT_VALUE 3:17"],
    neighbour: inBody("some i, rule in input.test_gate.rules.items", `rule.action == "DENY"`, "i > 0"),
  },
  {
    situation: "a constant that is no member, in a comprehension",
    refused: inBody(`{rule | some rule in input.test_gate.rules.items; rule.action == "REFUSE"} != set()`),
    places: ["CONSTANT_VALUE 2:67"],
    neighbour: inBody(`{rule | some rule in input.test_gate.rules.items; rule.action == "DENY"} != set()`),
  },
  {
    situation: "a constant that is no member, beside a helper",
    refused: inBody(`value.eq(input.test_gate.kind, "STEEL") == "true"`),
    places: ["CONSTANT_VALUE 2:33"],
    neighbour: inBody(`value.eq(input.test_gate.kind, "WOOD") == "true"`),
  },
  {
    situation: "a constant of another type in a helper's set",
    refused: inBody(`value.in_set(input.test_gate.locked, {false, "null"}) == "true"`),
    places: ["CONSTANT_TYPE 2:47"],
    neighbour: inBody(`value.in_set(input.test_gate.locked, {false, null}) == "true"`),
  },
  {
    situation: "a constant that is no member, in a partial rule's items",
    refused: `extra if {\n\tsome rule in denying\n\trule.action == "REFUSE"\n}\n\ndenying contains rule if {\n\tsome rule in input.test_gate.rules.items\n\trule.port == 1\n}`,
    places: ["CONSTANT_VALUE 3:17"],
    neighbour: `extra if {\n\tsome rule in denying\n\trule.action == "ALLOW"\n}\n\ndenying contains rule if {\n\tsome rule in input.test_gate.rules.items\n\trule.port == 1\n}`,
  },
  {
    situation: "a constant that is no member, in a function",
    refused: `extra if {\n\tsome rule in input.test_gate.rules.items\n\tdenies(rule)\n}\n\ndenies(rule) if rule.action == "REFUSE"`,
    places: ["CONSTANT_VALUE 6:32"],
    neighbour: `extra if {\n\tsome rule in input.test_gate.rules.items\n\tdenies(rule)\n}\n\ndenies(rule) if rule.action == "DENY"`,
  },
  {
    situation: "a misspelt name in a function",
    refused: `extra if {\n\tsome rule in input.test_gate.rules.items\n\tdenies(rule)\n}\n\ndenies(rule) if rule.acton == "DENY"`,
    places: ["INPUT_REF_UNKNOWN 6:22"],
    neighbour: `extra if {\n\tsome rule in input.test_gate.rules.items\n\tdenies(rule)\n}\n\ndenies(rule) if "DENY" == rule.action`,
  },
  {
    situation: "a path that leads to nothing",
    refused: inBody(`finding.pass([["locked"], ["kinds"]]).status == "pass"`),
    places: ["INPUT_REF_UNKNOWN 2:29"],
    neighbour: inBody(`finding.pass([["locked"], ["kind"]]).status == "pass"`),
  },
  {
    situation: "a path below items that leads to nothing",
    refused: inBody(
      "some i, _ in input.test_gate.rules.items",
      `finding.unknown([["rules", "items", i, "ports"]]).status == "unknown"`,
    ),
    places: ["INPUT_REF_UNKNOWN 3:41"],
    neighbour: inBody(
      "some i, _ in input.test_gate.rules.items",
      `finding.unknown([["rules", "items", i, "port"]]).status == "unknown"`,
    ),
  },
  {
    situation: "a path of the profile that leads to nothing",
    refused: inBody(`finding.unknown([["profile", "guardduty"]]).status == "unknown"`),
    places: ["INPUT_REF_UNKNOWN 2:31"],
    neighbour: inBody(`finding.unknown([["profile"], ["now"]]).status == "unknown"`),
  },
  {
    situation: "a word that no comparison gives",
    refused: inBody(`value.eq(input.test_gate.locked, true) == "yes"`),
    places: ["CONSTANT_VALUE 2:44"],
    neighbour: inBody(`value.eq(input.test_gate.locked, true) == "unknown"`),
  },
  {
    situation: "a word compared with a boolean",
    refused: `${inBody("shut == true")}\n\nshut := value.eq(input.test_gate.locked, true)`,
    places: ["rego_type_error 2:2", "CONSTANT_TYPE 2:10"],
    neighbour: `${inBody(`shut == "true"`)}\n\nshut := value.eq(input.test_gate.locked, true)`,
  },
  {
    situation: "a word that no function of the policy gives",
    refused: `${inBody(`shut(input.test_gate) != "flase"`)}\n\nshut(gate) := value.eq(gate.locked, true) if {\n\tgate.size > 1\n} else := "unknown"`,
    places: ["CONSTANT_VALUE 2:27"],
    neighbour: `${inBody(`shut(input.test_gate) != "false"`)}\n\nshut(gate) := value.eq(gate.locked, true) if {\n\tgate.size > 1\n} else := "unknown"`,
  },
  {
    situation: "a word that no object of the policy's own holds",
    refused: `${inBody("some found in founds", `found.word == "no"`)}\n\nfounds contains {"word": value.eq(rule.port, 1)} if some rule in input.test_gate.rules.items`,
    places: ["CONSTANT_VALUE 3:16"],
    neighbour: `${inBody("some found in founds", `found.word == "false"`)}\n\nfounds contains {"word": value.eq(rule.port, 1)} if some rule in input.test_gate.rules.items`,
  },
  {
    situation: "a status that no verdict has",
    refused: inBody(`callee.status == "passed"`),
    places: ["CONSTANT_VALUE 2:19"],
    neighbour: inBody(`callee.status == "pass"`, "some violation in callee.violations", `violation.reason == "LOW"`),
  },
  {
    situation: "a part that no verdict has",
    refused: inBody(`callee.outcome == "pass"`),
    places: ["rego_type_error 2:2"],
    neighbour: inBody("count(callee.rests_on) == 1"),
  },
  {
    situation: "a reason that is no constant",
    refused: inBody(`finding.not_applicable(input.test_gate.kind, [["kind"]]).status == "fail"`),
    places: ["REASON_UNDECLARED 2:25"],
    neighbour: inBody(`finding.unknown([["kind"]]).status == "fail"`),
  },
];

const opaRefusals: readonly Sample[] = [
  {
    situation: "a misspelt scalar",
    refused: inBody("input.test_gate.lokced == true"),
    places: ["rego_type_error 2:2"],
    neighbour: inBody("input.test_gate.locked == true"),
  },
  {
    situation: "an attribute that is declared but not selected",
    refused: inBody(`input.test_gate.arn == "a"`),
    places: ["rego_type_error 2:2"],
    neighbour: inBody(`input.test_gate.kind == "WOOD"`),
  },
  {
    situation: "a misspelt name in a list's element",
    refused: inBody("some rule in input.test_gate.rules.items", "rule.prot == 1"),
    places: ["rego_type_error 3:2"],
    neighbour: inBody("some rule in input.test_gate.rules.items", "rule.port == 1"),
  },
  {
    situation: "a misspelt block",
    refused: inBody("some rule in input.test_gate.rule.items", "rule.port == 1"),
    places: ["rego_type_error 2:15"],
    neighbour: inBody("some rule in input.test_gate.rules.items", "rule.port == 2"),
  },
  {
    situation: "a misspelt name behind a link",
    refused: inBody("some item in input.test_gate.wall.items", "item.hieght == 1"),
    places: ["rego_type_error 3:2"],
    neighbour: inBody("some item in input.test_gate.wall.items", "item.height == 1"),
  },
  {
    situation: "a misspelt name behind a link to several types",
    refused: inBody("some item in input.test_gate.leads_to_link.items", "item.test_wall.kind == 1"),
    places: ["rego_type_error 3:2"],
    neighbour: inBody("some item in input.test_gate.leads_to_link.items", "item.test_wall.height == 1"),
  },
  {
    situation: "a misspelt name in a nested list",
    refused: inBody(
      "some rule in input.test_gate.rules.items",
      "some range in rule.ranges.items",
      `range.cdir == "0.0.0.0/0"`,
    ),
    places: ["rego_type_error 4:2"],
    neighbour: inBody(
      "some rule in input.test_gate.rules.items",
      "some range in rule.ranges.items",
      `range.cidr == "0.0.0.0/0"`,
    ),
  },
  {
    situation: "a misspelt name behind an object of the policy's own",
    refused: `extra if {\n\tsome found in founds\n\tfound.rule.acton == "DENY"\n}\n\nfounds contains {"rule": rule} if some rule in input.test_gate.rules.items`,
    places: ["rego_type_error 3:2"],
    neighbour: `extra if {\n\tsome found in founds\n\tfound.rule.action == "DENY"\n}\n\nfounds contains {"rule": rule} if some rule in input.test_gate.rules.items`,
  },
  {
    situation: "an unused variable",
    refused: inBody("size := input.test_gate.size", "input.test_gate.locked"),
    places: ["rego_compile_error 2:2"],
    neighbour: inBody("size := input.test_gate.size", "size == 3"),
  },
  {
    situation: "sprintf",
    refused: inBody(`sprintf("%v", [input.test_gate.kind]) == "WOOD"`),
    places: ["rego_type_error 2:2"],
    neighbour: inBody(`concat("", [input.test_gate.kind]) == "WOOD"`),
  },
  {
    situation: "the clock",
    refused: inBody("time.now_ns() > 0"),
    places: ["rego_type_error 2:2"],
    neighbour: inBody(`input.now > "2026"`),
  },
];

test.each([...ownRefusals, ...opaRefusals])("refused is $situation", ({ refused, places }) => {
  expect(problemsOf(refused)).toEqual(places);
});

describe("a neighbour of what is refused passes", () => {
  test.each([...ownRefusals, ...opaRefusals])("beside $situation", ({ neighbour }) => {
    expect(problemsOf(neighbour)).toEqual([]);
  });
});
