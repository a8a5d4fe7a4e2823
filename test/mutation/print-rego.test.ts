import { fileURLToPath } from "node:url";
import { readPolicyTree } from "@sekisho/bundle";
import { createCompiler, type AstModule } from "@sekisho/opa";
import { describe, expect, test } from "vitest";
import { printModule } from "./print-rego.ts";

const compiler = await createCompiler();
const tree = readPolicyTree(fileURLToPath(new URL("../../policies", import.meta.url)));

const allForms = `package example.forms

import data.example.other as another

a[key] := found if {
	some key, found in input.a
	not found == 1
}

b contains x if some x in [1, "two", null, true, -3.5]

c[i] contains x if {
	some i
	x := input.a[i]
}

d(a, _) := a if {
	every k, v in a { k > v }
} else := 3 if {
	a
} else := -1

default e := false

e if input["a-b"].not_a_keyword["not"] with input as {"b": $"x{1 + 2}y\\{z", "c": {}} with data.k as set()

f = {x | x = 1; x <= 2}

g := [i, x | 2 * (3 + 4) != i] if another.a["k"]

g := {i: {"true": 1}[x] | i, x in input.pairs; (i in {1, 2}) == true; f(1)[0]; data.example[i].b}

h if {
	f & {1} == {2} | {3, 4 % 2}
	(1, 2) in input.pairs
	some "constant", _ in input.pairs
}
`
  .replace("[i, x | 2 *", "[[i, x] | some i, x in [1]; 2 *")
  .replace("(1, 2) in", "1, 2 in");

/** A tree without what depends on how the text is laid out; wildcards are numbered as they are parsed. */
function bare(module: AstModule | undefined): unknown {
  if (module === undefined) throw new Error("it was not parsed");
  const { imports, package: home, rules } = module;
  return JSON.parse(
    JSON.stringify({ imports, home, rules }, (key, value: unknown) =>
      ["location", "annotations", "alias_location"].includes(key)
        ? undefined
        : typeof value === "string" && /^\$\d+$/u.test(value)
          ? "$"
          : value,
    ),
  );
}

function parse(text: string): AstModule | undefined {
  const parsed = compiler.parse({ files: { "a.rego": text } });
  if (!parsed.ok) throw new Error(`${JSON.stringify(parsed.errors)}\n${text}`);
  return parsed.value["a.rego"];
}

describe("what is printed is parsed to the same tree", () => {
  const texts = [
    ["every form of the language", allForms] as const,
    ...Object.entries(tree).filter(([path]) => path.endsWith(".rego")),
  ];

  test.each(texts)("%s", (_, text) => {
    const module = parse(text);
    expect(module).toBeDefined();
    if (module !== undefined) expect(bare(parse(printModule(module)))).toEqual(bare(module));
  });
});
