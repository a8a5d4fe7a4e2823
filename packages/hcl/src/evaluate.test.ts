import { beforeAll, describe, expect, it } from "vitest";

import { createSourceEvaluator } from "./index.ts";
import type { EvaluatedSource, SourceEvaluator, SourceProblem, SourceRequest } from "./index.ts";

let evaluator: SourceEvaluator;

beforeAll(async () => {
  evaluator = await createSourceEvaluator();
});

type Files = SourceRequest["files"];

function sourceOf(files: Files, request: Omit<SourceRequest, "files"> = {}): EvaluatedSource {
  const result = evaluator.evaluate({ files, ...request });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.source;
}

function problemsOf(files: Files): readonly SourceProblem[] {
  const result = evaluator.evaluate({ files });
  if (result.ok) throw new Error("The source is evaluated.");
  return result.problems;
}

/** Wraps arguments into one resource, `t_x.r`, and gives what a plan says of it. */
function changeOf(body: string, around = "", files: Files = {}): Record<string, unknown> {
  const source = sourceOf({ "main.tf": `${around}\nresource "t_x" "r" {\n${body}\n}\n`, ...files });
  const found = source.resource_changes.find(({ address }) => address === "t_x.r");
  if (found === undefined) throw new Error(JSON.stringify(source));
  const { after, after_unknown, after_sensitive, after_documents } = found.change;
  return {
    ...(Object.keys(after).length > 0 ? { after } : {}),
    ...(Object.keys(after_unknown).length > 0 ? { unknown: after_unknown } : {}),
    ...(Object.keys(after_sensitive as object).length > 0 ? { sensitive: after_sensitive } : {}),
    ...(after_documents === undefined ? {} : { documents: after_documents }),
  };
}

interface Configured {
  readonly address: string;
  readonly provider_config_key: string;
  readonly expressions: Readonly<Record<string, unknown>>;
}

/** Gives what the configuration lists as the references of an argument of `t_x.r`. */
function referencesOf(expression: string, around = ""): unknown {
  const source = sourceOf({ "main.tf": `${around}\nresource "t_x" "r" {\n  a = ${expression}\n}\n` });
  const { resources } = source.configuration["root_module"] as unknown as { resources: readonly Configured[] };
  return resources.find(({ address }) => address === "t_x.r")?.expressions["a"];
}

const addresses = (source: EvaluatedSource): readonly string[] => source.resource_changes.map(({ address }) => address);
const whats = (source: EvaluatedSource): readonly string[] =>
  source.problems.map(({ file, line, column, what }) => `${file}:${line}:${column} ${what}`);

describe("a value", () => {
  it.each([
    ["a constant", `a = "x"\nb = 1.5\nc = true\nd = null`, "", { after: { a: "x", b: 1.5, c: true, d: null } }],
    ["a whole number beyond 2^53 with its digits lost to JSON only", `a = 12`, "", { after: { a: 12 } }],
    [
      "an attribute that another resource writes",
      `a = t_y.o.name`,
      `resource "t_y" "o" {\n name = "n"\n}`,
      { after: { a: "n" } },
    ],
    [
      "an attribute that another resource does not write",
      `a = "x-\${t_y.o.id}"`,
      `resource "t_y" "o" {\n name = "n"\n}`,
      { unknown: { a: true } },
    ],
    [
      "an attribute that another resource writes as null, which may be computed",
      `a = t_y.o.name`,
      `resource "t_y" "o" {\n name = null\n}`,
      { unknown: { a: true } },
    ],
    [
      "the attributes of a resource as a whole",
      `a = keys(t_y.o)\nb = length(t_y.o)\nc = merge(t_y.o, {})\nd = [for k, v in t_y.o : k]\ne = t_y.o\nf = { for k, v in t_y.o : k => 1 }`,
      `resource "t_y" "o" {\n name = "n"\n}`,
      { unknown: { a: true, b: true, c: true, d: true, e: true, f: true } },
    ],
    [
      "what a provider may change: text that is a number, no text, what a set would order",
      `a = t_y.o.n\nb = t_y.o.e\nc = t_y.o.l\nd = t_y.o.s\ne = t_y.o.i\nf = t_y.o.b[*].n`,
      `resource "t_y" "o" {\n n = "80"\n e = ""\n l = ["b", "a"]\n s = ["a", "b"]\n i = 80\n b {\n n = 2\n }\n b {\n n = 1\n }\n}`,
      { after: { d: ["a", "b"], e: 80 }, unknown: { a: true, b: true, c: true, f: true } },
    ],
    [
      "an attribute under a name that is computed",
      `a = try(t_y.o[local.k], "guess")`,
      `resource "t_y" "o" {\n name = "n"\n}\nlocals {\n k = join("", ["i", "d"])\n}`,
      { unknown: { a: true } },
    ],
    [
      "a data source's argument and its result",
      `a = data.t_y.o.name\nb = data.t_y.o.json`,
      `data "t_y" "o" {\n name = "n"\n}`,
      { after: { a: "n" }, unknown: { b: true } },
    ],
    [
      "unknowns in a list keep their places",
      `a = ["x", t_y.o.id]`,
      `resource "t_y" "o" {}`,
      { after: { a: ["x", null] }, unknown: { a: [false, true] } },
    ],
    [
      "what only time and chance tell",
      `a = timestamp()\nb = uuid()\nc = bcrypt("x")\nd = plantimestamp()`,
      "",
      { unknown: { a: true, b: true, c: true, d: true } },
    ],
    ["a provider's function", `a = provider::aws::arn_parse("x").account`, "", { unknown: { a: true } }],
    ["try with a provider's function inside", `a = try(provider::aws::f("x"), "guess")`, "", { unknown: { a: true } }],
    ["a workspace that is not given", `a = terraform.workspace`, "", { unknown: { a: true } }],
    [
      "the path of the module",
      `a = path.module\nb = path.root\nc = path.cwd`,
      "",
      { after: { a: ".", b: "." }, unknown: { c: true } },
    ],
    [
      "meta-arguments left out",
      `depends_on = []\nprovider = aws.x\nlifecycle {\n prevent_destroy = true\n}\na = 1`,
      "",
      { after: { a: 1 } },
    ],
    ["self", `a = self.id`, "", { unknown: { a: true } }],
    ["a condition over an unknown", `a = t_y.o.on ? "x" : "y"`, `resource "t_y" "o" {}`, { unknown: { a: true } }],
    [
      "logic that an unknown does not change",
      `a = false && t_y.o.on`,
      `resource "t_y" "o" {}`,
      { after: { a: false } },
    ],
  ])("%s", (_what, body, around, expected) => {
    expect(changeOf(body, around)).toEqual(expected);
  });
});

describe("a block", () => {
  it("is a list of objects, and in it are blocks", () => {
    expect(changeOf(`s {\n n = 1\n t {\n m = 2\n }\n}\ns {\n n = 3\n}\ntimeouts {\n create = "5m"\n}`)).toEqual({
      after: { s: [{ n: 1, t: [{ m: 2 }] }, { n: 3 }], timeouts: { create: "5m" } },
    });
  });

  it("is made by dynamic for each element, beside those that are written", () => {
    const body = `s {\n n = 0\n}\ndynamic "s" {\n for_each = { a = 1, b = 2 }\n iterator = it\n content {\n n = it.value\n k = it.key\n }\n}`;
    expect(changeOf(body)).toEqual({ after: { s: [{ n: 0 }, { n: 1, k: "a" }, { n: 2, k: "b" }] } });
  });

  it("is unknown with its whole list where dynamic repeats something unknown", () => {
    const body = `s {\n n = 0\n}\ndynamic "s" {\n for_each = t_y.o.list\n content {\n n = s.value\n }\n}`;
    expect(changeOf(body, `resource "t_y" "o" {}`)).toEqual({ unknown: { s: true } });
  });

  it("is unknown in part where dynamic repeats something that holds an unknown", () => {
    const body = `dynamic "s" {\n for_each = [t_y.o.id, "x"]\n content {\n n = s.value\n k = s.key\n }\n}`;
    expect(changeOf(body, `resource "t_y" "o" {}`)).toEqual({
      after: { s: [{ k: 0 }, { n: "x", k: 1 }] },
      unknown: { s: [{ n: true }, false] },
    });
  });

  it("repeats no unknown set, whose members may be equal", () => {
    const body = `dynamic "s" {\n for_each = toset([t_y.o.id, "x"])\n content {\n n = s.value\n }\n}`;
    expect(changeOf(body, `resource "t_y" "o" {}`)).toEqual({ unknown: { s: true } });
  });

  it("holds a dynamic block that reads the outer iterator", () => {
    const body = `dynamic "s" {\n for_each = ["a"]\n content {\n dynamic "t" {\n for_each = ["b"]\n content {\n n = "\${s.value}\${t.value}"\n }\n }\n }\n}`;
    expect(changeOf(body)).toEqual({ after: { s: [{ t: [{ n: "ab" }] }] } });
  });

  it("is seen by others with the attributes that nobody writes", () => {
    const around = `resource "t_y" "o" {\n s {\n n = 1\n }\n}`;
    expect(changeOf(`a = t_y.o.s[0].n\nb = t_y.o.s[0].id\nc = t_y.o.s[*].n`, around)).toEqual({
      after: { a: 1, c: [1] },
      unknown: { b: true },
    });
  });
});

describe("a document in a string", () => {
  const around = `resource "t_y" "o" {\n name = "n"\n}\nvariable "secret" {\n default = "s"\n sensitive = true\n}`;

  it.each([
    ["known", `a = jsonencode({ x = [1, "y"] })`, { after: { a: '{"x":[1,"y"]}' } }],
    [
      "partly known",
      `a = jsonencode({ x = t_y.o.arn, n = t_y.o.name, l = [t_y.o.id, null] })`,
      {
        unknown: { a: true },
        documents: { a: { x: { unknown: "U1" }, n: "n", l: [{ unknown: "U1" }, null] } },
      },
    ],
    [
      "partly known, through a local and a condition, in a block",
      `s {\n a = true ? local.doc : null\n}`,
      { after: { s: [{}] }, unknown: { s: [{ a: true }] }, documents: { s: [{ a: { x: { unknown: "U1" } } }] } },
    ],
    [
      "partly known and in YAML",
      `a = yamlencode({ x = t_y.o.arn })`,
      { unknown: { a: true }, documents: { a: { x: { unknown: "U1" } } } },
    ],
    ["changed afterwards", `a = "\${local.doc} "\nb = upper(local.doc)`, { unknown: { a: true, b: true } }],
    ["one of two, nobody knows which", `a = t_y.o.on ? local.doc : jsonencode([t_y.o.id])`, { unknown: { a: true } }],
    ["decoded again", `a = jsondecode(jsonencode({ n = t_y.o.name, x = t_y.o.arn })).n`, { after: { a: "n" } }],
    [
      "of a whole resource",
      `a = jsonencode({ o = t_y.o })`,
      { unknown: { a: true }, documents: { a: { o: { unknown: "U1" } } } },
    ],
    [
      "with a sensitive part",
      `a = jsonencode({ x = var.secret, y = t_y.o.id })`,
      { unknown: { a: true }, sensitive: { a: true } },
    ],
  ])("%s", (_what, body, expected) => {
    expect(changeOf(body, `${around}\nlocals {\n doc = jsonencode({ x = t_y.o.arn })\n}`)).toEqual(expected);
  });
});

describe("a variable", () => {
  const files = (declaration: string, more: Files = {}): Files => ({
    "main.tf": `variable "v" {\n${declaration}\n}\nresource "t_x" "r" {\n a = var.v\n}\n`,
    ...more,
  });
  const changed = (source: EvaluatedSource): unknown => source.resource_changes[0]?.change;

  it.each([
    ["without value and default", `type = string`, {}, { after_unknown: { a: true } }],
    ["with a default", `default = "d"`, {}, { after: { a: "d" } }],
    ["with a default that is null", `default = null`, {}, { after: { a: null } }],
    ["converted to its type", `type = list(string)\ndefault = [1, true]`, {}, { after: { a: ["1", "true"] } }],
    [
      "with optional attributes",
      `type = object({ x = string, y = optional(number, 5), z = optional(string) })\ndefault = { x = "1" }`,
      {},
      { after: { a: { x: "1", y: 5, z: null } } },
    ],
    [
      "null where it is not nullable",
      `default = "d"\nnullable = false`,
      { "terraform.tfvars": "v = null" },
      { after: { a: "d" } },
    ],
    ["sensitive", `default = "d"\nsensitive = true`, {}, { after: { a: "d" }, after_sensitive: { a: true } }],
    ["ephemeral", `default = "d"\nephemeral = true`, {}, { after_unknown: { a: true } }],
    [
      "given in files, the last of which wins",
      `default = "d"`,
      {
        "terraform.tfvars": `v = "1"`,
        "terraform.tfvars.json": `{"v": "2"}`,
        "a.auto.tfvars": `v = "3"`,
        "b.auto.tfvars.json": `{"v": "4"}`,
        "other.tfvars": `v = "no"`,
        "below/c.auto.tfvars": `v = "no"`,
      },
      { after: { a: "4" } },
    ],
  ])("%s", (_what, declaration, more, expected) => {
    expect(changed(sourceOf(files(declaration, more as Files)))).toMatchObject(expected);
  });

  it("given by hand wins over the files, and shows among the variables", () => {
    const source = sourceOf(files(`default = "d"`, { "terraform.tfvars": `v = "1"` }), {
      variables: [
        { name: "x.tfvars", text: `v = "2"` },
        { name: "y.tfvars.json", text: `{"v": "3"}` },
      ],
      workspace: "w",
    });
    expect([changed(source), source.variables]).toMatchObject([{ after: { a: "3" } }, { v: { value: "3" } }]);
  });

  it("of another type than its value is unknown, and a problem that does not quote it", () => {
    const source = sourceOf(files(`type = number\ndefault = "secret"`));
    expect([changed(source), whats(source)]).toMatchObject([
      { after_unknown: { a: true } },
      ["main.tf:1:1 The value does not have the type of the variable"],
    ]);
  });
});

describe("sensitive values", () => {
  const around = `variable "s" {\n default = "x"\n sensitive = true\n}`;

  it("mark what is made of them, at its place", () => {
    expect(changeOf(`a = "y-\${var.s}"\nb = [1, var.s]\nt {\n c = { d = var.s }\n}`, around)).toEqual({
      after: { a: "y-x", b: [1, "x"], t: [{ c: { d: "x" } }] },
      sensitive: { a: true, b: [false, true], t: [{ c: { d: true } }] },
    });
  });

  it("are marked by a function, and the mark is taken off", () => {
    expect(changeOf(`a = sensitive("x")\nb = nonsensitive(var.s)\nc = issensitive(var.s)`, around)).toEqual({
      after: { a: "x", b: "x", c: true },
      sensitive: { a: true },
    });
  });

  it("come out of a module marked", () => {
    const files = { "m/main.tf": `output "o" {\n value = "x"\n sensitive = true\n}` };
    expect(changeOf(`a = module.m.o`, `module "m" {\n source = "./m"\n}`, files)).toEqual({
      after: { a: "x" },
      sensitive: { a: true },
    });
  });
});

describe("functions", () => {
  it.each([
    [`try(t_y.o.list[5].x, "d")`, undefined],
    [`try({}.x, "d")`, "d"],
    [`can({}.x)`, false],
    [`coalesce("", null, "c")`, "c"],
    [`coalescelist([], ["c"])`, ["c"]],
    [`one(["x"])`, "x"],
    [`one([])`, null],
    [`lookup({ a = 1 }, "b", 2)`, 2],
    [`lookup({ a = 1 }, "a")`, 1],
    [`merge({ a = 1 }, { a = 2, b = 3 })`, { a: 2, b: 3 }],
    [`flatten([[1], [[2]]])`, [1, 2]],
    [`cidrsubnet("10.0.0.0/16", 8, 3)`, "10.0.3.0/24"],
    [`cidrhost("10.0.0.0/24", 5)`, "10.0.0.5"],
    [`cidrnetmask("10.0.0.0/24")`, "255.255.255.0"],
    [`cidrsubnets("10.0.0.0/16", 8, 4)`, ["10.0.0.0/24", "10.0.16.0/20"]],
    [`regex("[a-z]+", "12ab")`, "ab"],
    [`regexall("[a-z]", "1a2b")`, ["a", "b"]],
    [`replace("a.b", ".", "-")`, "a-b"],
    [`replace("a1b2", "/[0-9]/", "")`, "ab"],
    [`format("%s-%03d", "a", 7)`, "a-007"],
    [`formatlist("%s!", ["a", "b"])`, ["a!", "b!"]],
    [`join(",", sort(["b", "a"]))`, "a,b"],
    [`toset(["b", "a", "b"])`, ["a", "b"]],
    [`tomap({ a = 1 })`, { a: 1 }],
    [`tonumber("5")`, 5],
    [`tostring(true)`, "true"],
    [`alltrue([true, "true"])`, true],
    [`anytrue([])`, false],
    [`sum([1, 2.5])`, 3.5],
    [`range(3)`, [0, 1, 2]],
    [
      `setproduct(["a"], ["b", "c"])`,
      [
        ["a", "b"],
        ["a", "c"],
      ],
    ],
    [`zipmap(["a"], [1])`, { a: 1 }],
    [`element(["a", "b"], 3)`, "b"],
    [`index(["a", "b"], "b")`, 1],
    [`length("héllo")`, 5],
    [`length({ a = 1 })`, 1],
    [`matchkeys(["x", "y"], ["a", "b"], ["b"])`, ["y"]],
    [`transpose({ a = ["x"], b = ["x"] })`, { x: ["a", "b"] }],
    [`contains(["a"], "a")`, true],
    [`startswith("abc", "ab") && endswith("abc", "bc") && strcontains("abc", "b")`, true],
    [`yamldecode("a: [1]")`, { a: [1] }],
    [`jsondecode("{\\"a\\":null}")`, { a: null }],
    [`yamlencode({ a = 1 })`, '"a": 1\n'],
    [`csvdecode("a,b\\n1,2")`, [{ a: "1", b: "2" }]],
    [`base64encode("x")`, "eA=="],
    [`base64decode("eA==")`, "x"],
    [`urlencode("a b&")`, "a+b%26"],
    [`md5("x")`, "9dd4e461268c8034f5c8564e155c67a6"],
    [`sha1("x")`, "11f6ad8ec52a2984abaafd7c3b516503785c2072"],
    [`sha256("x")`, "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"],
    [`uuidv5("dns", "www.terraform.io")`, "a5008fae-b28c-5ba5-96cd-82b4c53552d6"],
    [`timeadd("2020-01-01T00:00:00Z", "1h")`, "2020-01-01T01:00:00Z"],
    [`timecmp("2020-01-01T00:00:00Z", "2020-01-01T01:00:00Z")`, -1],
    [`formatdate("YYYY", "2020-01-01T00:00:00Z")`, "2020"],
    [`basename("a/b.txt")`, "b.txt"],
    [`core::upper("a")`, "A"],
    [`file("\${path.module}/f.txt")`, "text"],
    [`fileexists("f.txt") && !fileexists("g.txt")`, true],
    [`filebase64("f.txt")`, "dGV4dA=="],
    [`fileset(path.module, "*.txt")`, ["f.txt", "hidden.txt"]],
    [`templatefile("f.tpl", { n = ["a", "b"] })`, "a;b;"],
    [`templatestring(local.t, { n = 1 })`, "n=1"],
    [`file("hidden.txt")`, undefined],
    [`[for k, v in { a = 1 } : "\${k}\${v}" if v > 0]`, ["a1"]],
    [`[{ x = 1 }, { x = 2 }][*].x`, [1, 2]],
  ])("%s", (expression, expected) => {
    const files = { "f.txt": "text", "f.tpl": "%{ for x in n }${x};%{ endfor }", "hidden.txt": null };
    const around = `resource "t_y" "o" {}\nlocals {\n t = "n=$\${n}"\n}`;
    const answer = changeOf(`a = ${expression}`, around, files);
    expect(answer).toEqual(expected === undefined ? { unknown: { a: true } } : { after: { a: expected } });
  });

  it("say of a file that is not there what is wrong, and a fallback holds", () => {
    expect(changeOf(`a = try(file("none"), "d")`)).toEqual({ after: { a: "d" } });
    const source = sourceOf({ "main.tf": `resource "t_x" "r" {\n a = file("none")\n}\n` });
    expect(whats(source)).toEqual(["main.tf:2:6 Error in function call"]);
  });
});

describe("instances", () => {
  it("are counted", () => {
    const source = sourceOf({ "main.tf": `resource "t_x" "r" {\n count = 2\n a = count.index\n}\n` });
    expect(source.resource_changes.map(({ address, index, change }) => [address, index, change.after])).toEqual([
      ["t_x.r[0]", 0, { a: 0 }],
      ["t_x.r[1]", 1, { a: 1 }],
    ]);
  });

  it("are keyed, with keys quoted as Terraform does", () => {
    const source = sourceOf({
      "main.tf": `resource "t_x" "r" {\n for_each = { "a\\"$\${b}" = 1, c = 2 }\n a = each.value\n}\n`,
    });
    expect(source.resource_changes.map(({ address, index, change }) => [address, index, change.after])).toEqual([
      ['t_x.r["a\\"$${b}"]', 'a"${b}', { a: 1 }],
      ['t_x.r["c"]', "c", { a: 2 }],
    ]);
  });

  it("follow those of another resource", () => {
    const source = sourceOf({
      "main.tf": `resource "t_y" "o" {\n for_each = toset(["a", "b"])\n n = each.key\n}\nresource "t_x" "r" {\n for_each = t_y.o\n a = each.value.n\n b = each.value.id\n}\n`,
    });
    expect(source.resource_changes.filter(({ type }) => type === "t_x").map(({ change }) => change)).toMatchObject([
      { after: { a: "a" }, after_unknown: { b: true } },
      { after: { a: "b" }, after_unknown: { b: true } },
    ]);
  });

  it.each([
    ["an unknown count", "count = t_y.o.n"],
    ["an unknown map", "for_each = t_y.o.m"],
    ["a set with an unknown member", "for_each = toset([t_y.o.id])"],
    ["a sensitive map", "for_each = sensitive({ a = 1 })"],
    ["a single resource, whose attributes nobody lists", "for_each = t_y.o"],
    ["keys that are attributes of a resource", "for_each = { for k, v in t_y.o : k => v }"],
  ])("are not guessed from %s", (_what, argument) => {
    const source = sourceOf({ "main.tf": `resource "t_y" "o" {}\nresource "t_x" "r" {\n ${argument}\n}\n` });
    expect([addresses(source), source.unexpanded, source.problems]).toEqual([
      ["t_y.o"],
      [{ address: "t_x.r", file: "main.tf", line: 2 }],
      [],
    ]);
  });

  it.each([
    ["more than anyone has", "count = 10001", "There are more than 10000 instances"],
    ["a count that is none", `count = "x"`, "Invalid count argument"],
    ["a count that is negative", "count = -1", "Invalid count argument"],
    ["a list for for_each", "for_each = [1]", "Invalid for_each argument"],
  ])("are none, and a problem, with %s", (_what, argument, what) => {
    const source = sourceOf({ "main.tf": `resource "t_x" "r" {\n ${argument}\n}\n` });
    expect([addresses(source), source.unexpanded.length, source.problems.map((problem) => problem.what)]).toEqual([
      [],
      1,
      [what],
    ]);
  });
});

describe("modules", () => {
  const child = `variable "v" {}\nresource "t_x" "r" {\n a = var.v\n p = path.module\n}\noutput "o" {\n value = t_x.r.id\n}\noutput "w" {\n value = t_x.r.a\n}\n`;

  it("are repeated, take values and give them", () => {
    const source = sourceOf({
      "main.tf": `module "m" {\n source = "./c"\n for_each = { k = "one" }\n v = each.value\n}\nresource "t_y" "o" {\n a = module.m["k"].w\n b = module.m["k"].o\n c = [for m in module.m : m.w]\n}\n`,
      "c/main.tf": child,
    });
    expect(source.resource_changes).toMatchObject([
      { address: 'module.m["k"].t_x.r', module_address: 'module.m["k"]', change: { after: { a: "one", p: "c" } } },
      { address: "t_y.o", change: { after: { a: "one", c: ["one"] }, after_unknown: { b: true } } },
    ]);
    expect(source.positions).toEqual({
      "module.m": { file: "main.tf", line: 1, end_line: 5 },
      "module.m.t_x.r": { file: "c/main.tf", line: 2, end_line: 5 },
      "t_y.o": { file: "main.tf", line: 6, end_line: 10 },
    });
  });

  it("are found among the installed ones", () => {
    const source = sourceOf({
      "main.tf": `module "m" {\n source = "terraform-aws-modules/vpc/aws"\n v = 1\n}\n`,
      ".terraform/modules/modules.json": JSON.stringify({
        Modules: [
          { Key: "", Source: "", Dir: "." },
          { Key: "m", Source: "x", Dir: ".terraform/modules/m/sub" },
        ],
      }),
      ".terraform/modules/m/sub/main.tf": child,
    });
    expect(addresses(source)).toEqual(["module.m.t_x.r"]);
  });

  it("that are not there are named, and their outputs are unknown", () => {
    const source = sourceOf({
      "main.tf": `module "m" {\n source = "x/y/aws"\n}\nmodule "n" {\n source = "./none"\n}\nresource "t_x" "r" {\n a = module.m.o\n b = try(module.n.o.x, "guess")\n}\n`,
    });
    expect(source.missing_modules).toEqual([
      { address: "module.m", source: "x/y/aws", file: "main.tf", line: 1 },
      { address: "module.n", source: "./none", file: "main.tf", line: 4 },
    ]);
    expect(source.resource_changes[0]?.change).toMatchObject({ after: {}, after_unknown: { a: true, b: true } });
  });

  it("with unknown instances are named by what they hold", () => {
    const source = sourceOf({
      "main.tf": `resource "t_y" "o" {}\nmodule "m" {\n source = "./c"\n count = t_y.o.n\n v = 1\n}\n`,
      "c/main.tf": child,
    });
    expect(source.unexpanded).toEqual([{ address: "module.m.t_x.r", file: "c/main.tf", line: 2 }]);
  });

  it("stand outside the root's folder", () => {
    const source = sourceOf(
      { "examples/a/main.tf": `module "m" {\n source = "../.."\n v = 1\n}\n`, "main.tf": child },
      { root: "examples/a" },
    );
    expect(source.resource_changes).toMatchObject([{ address: "module.m.t_x.r", change: { after: { p: "../.." } } }]);
  });
});

describe("other files", () => {
  it("in JSON say the same", () => {
    const source = sourceOf({
      "main.tf.json": JSON.stringify({
        variable: { v: { type: "list(string)", default: ["x"] } },
        locals: { l: "${var.v[0]}" },
        resource: {
          t_x: {
            r: {
              "//": "a comment",
              count: 1,
              a: "${local.l}-y",
              b: { c: "${t_y.o.id}" },
              dynamic: { s: { for_each: "${var.v}", content: { n: "${s.value}" } } },
            },
          },
          t_y: { o: [{ name: "n" }] },
        },
      }),
    });
    expect(source.problems).toEqual([]);
    expect(source.resource_changes.map(({ address, change }) => [address, change])).toMatchObject([
      ["t_x.r[0]", { after: { a: "x-y", b: {}, s: [{ n: "x" }] }, after_unknown: { b: { c: true } } }],
      ["t_y.o", { after: { name: "n" } }],
    ]);
  });

  it("override what the others say", () => {
    const source = sourceOf({
      "main.tf": `resource "t_x" "r" {\n a = 1\n b = 2\n s {\n n = 1\n }\n s {\n n = 2\n }\n}\nlocals {\n l = 1\n}\n`,
      "x_override.tf": `resource "t_x" "r" {\n a = 3\n s {\n n = local.l\n }\n}\nlocals {\n l = 4\n}\n`,
      "override.tf.json": JSON.stringify({ resource: { t_x: { r: { c: 5 } } } }),
    });
    expect(source.resource_changes[0]?.change.after).toEqual({ a: 3, b: 2, c: 5, s: [{ n: 4 }] });
  });

  it("hold blocks that say nothing of resources", () => {
    const text = `terraform {\n required_version = ">= 1"\n backend "s3" {}\n}\nmoved {\n from = t_x.a\n to = t_x.b\n}\nremoved {\n from = t_x.c\n}\nimport {\n to = t_x.d\n id = "i"\n}\ncheck "c" {\n assert {\n condition = true\n error_message = "m"\n }\n}\nephemeral "t_e" "e" {}\nresource "t_x" "r" {\n a = ephemeral.t_e.e.value\n}\n`;
    const source = sourceOf({ "main.tf": text });
    expect([source.problems, source.resource_changes[0]?.change.after_unknown]).toEqual([[], { a: true }]);
  });
});

describe("references", () => {
  const around = `variable "on" {\n default = true\n}\nvariable "open" {}\nresource "t_y" "a" {}\nresource "t_y" "b" {}\nresource "t_z" "c" {\n count = 1\n}\nresource "t_z" "none" {\n count = 0\n}\nresource "t_z" "two" {\n count = 2\n}\nresource "t_z" "e" {\n for_each = { k = 1 }\n}\nlocals {\n l = t_y.a.id\n m = { k = t_y.a.id }\n}\nmodule "m" {\n source = "./none"\n}`;

  it.each([
    [`t_y.a.x.y`, ["t_y.a.x.y", "t_y.a.x", "t_y.a"]],
    [`t_z.c[0].id`, ["t_z.c[0].id", "t_z.c[0]", "t_z.c"]],
    [`module.m.o.p`, ["module.m.o.p", "module.m.o", "module.m"]],
    [`module.m["k"].o`, ['module.m["k"].o', 'module.m["k"]']],
    [`data.t_y.d.id`, ["data.t_y.d.id", "data.t_y.d"]],
    [`"\${local.l}"`, ["local.l"]],
    [`"\${local.l}:*"`, ["local.l"]],
    [`"arn:aws:s3:::\${local.l}"`, ["local.l"]],
    [`[for x in t_z.c : x.id]`, ["t_z.c"]],
    [`t_z.c[*].id`, ["t_z.c"]],
    [`var.on ? t_y.a.id : t_y.b.id`, ["t_y.a.id", "t_y.a"]],
    [`try(t_z.none[0].id, t_z.c[0].id)`, ["t_z.c[0].id", "t_z.c[0]", "t_z.c"]],
    [`try(t_z.c[0].id, t_y.a.id)`, ["t_z.c[0].id", "t_z.c[0]", "t_z.c"]],
    [`one(t_z.c[*].id)`, ["t_z.c[0].id", "t_z.c[0]", "t_z.c"]],
    [`element(t_z.c[*].id, 0)`, ["t_z.c[0].id", "t_z.c[0]", "t_z.c"]],
    [`(t_z.c[*].id)[0]`, ["t_z.c[0].id", "t_z.c[0]", "t_z.c"]],
    [`t_z.e[var.on ? "k" : "j"].id`, ['t_z.e["k"].id', 't_z.e["k"]', "t_z.e"]],
    [`coalesce(null, t_y.a.id)`, ["t_y.a.id", "t_y.a"]],
    [`coalesce("x", t_y.a.id)`, undefined],
    [`lookup({ k = t_y.a.id, j = t_y.b.id }, "k", "")`, ["t_y.a.id", "t_y.a"]],
    [`local.m["k"]`, ['local.m["k"]', "local.m"]],
    [`[t_y.a.id, t_y.b.id]`, ["t_y.a.id", "t_y.a", "t_y.b.id", "t_y.b"]],
    [`concat(t_z.c[*].id, values(t_z.e)[*].id)`, ["t_z.c", "t_z.e"]],
    [`{ for k, x in t_z.e : k => x.id }`, ["t_z.e"]],
    [`slice(t_z.two[*].id, 1, 2)`, ["t_z.two[1].id", "t_z.two[1]", "t_z.two"]],
    [`coalescelist([t_y.a.id], [t_y.b.id])`, ["t_y.a.id", "t_y.a"]],
    [`coalesce(t_y.a.id, t_y.b.id)`, ["t_y.a.id", "t_y.a"]],
    [`join("", t_z.c[*].id)`, ["t_z.c"]],
    [`[for k in ["k", "j"] : { a = k, b = t_y.a.id }]`, ["t_y.a.id", "t_y.a"]],
  ])("of %s", (expression, references) => {
    expect(referencesOf(expression, around)).toEqual(
      references === undefined ? { constant_value: "x" } : { references },
    );
  });

  it.each([
    [`"\${var.on}-\${local.l}"`, ["var.on", "local.l"]],
    [`"\${local.l}-logs"`, ["local.l"]],
    [`replace(t_y.a.id, "a", "b")`, ["t_y.a.id", "t_y.a"]],
    [`var.open ? t_y.a.id : t_y.b.id`, ["var.open", "t_y.a.id", "t_y.a", "t_y.b.id", "t_y.b"]],
    [`try(module.m.o.x, t_y.a.id)`, ["module.m.o.x", "module.m.o", "module.m", "t_y.a.id", "t_y.a"]],
    [`t_z.e[var.open].id`, ["t_z.e", "var.open"]],
    [`values(t_z.e)[0].id`, ["t_z.e"]],
    [`slice(t_z.two[*].id, 0, var.open)`, ["t_z.two", "var.open"]],
    [`join(",", t_z.two[*].id)`, ["t_z.two"]],
    [`[for k, x in t_z.e : x.id if k == "k"]`, ["t_z.e"]],
    [`[for k in ["k"] : t_z.e[k].id]`, ["t_z.e"]],
    [`[for k in ["k"] : t_y.a.id if k == "k"]`, ["t_y.a.id", "t_y.a"]],
    [`[for k in ["k"] : { a = "\${t_y.a.id}-x" }]`, ["t_y.a.id", "t_y.a"]],
    [`[for k in local.m : t_y.a.id]`, ["local.m", "t_y.a.id", "t_y.a"]],
    [`{ for k, x in t_z.e : "x\${k}" => x.id }`, ["t_z.e"]],
    [`[for x in t_z.e : "\${x.id}-y"]`, ["t_z.e"]],
    [`t_z.two[*].id == []`, ["t_z.two"]],
    [`merge({ x = t_y.a.id }, { y = t_y.b.id })`, ["t_y.a.id", "t_y.a", "t_y.b.id", "t_y.b"]],
  ])("of %s are marked: the value is not simply all of them", (expression, references) => {
    expect(referencesOf(expression, around)).toEqual({ references, altered: true });
  });

  it("of the key of the instance itself are none that change anything", () => {
    const source = sourceOf({
      "main.tf": `resource "t_y" "a" {\n count = 2\n}\nresource "t_x" "r" {\n count = 2\n a = t_y.a[count.index].id\n b = element(t_y.a[*].id, count.index)\n c = t_y.a[count.index + 1].id\n}\n`,
    });
    const { resources } = source.configuration["root_module"] as unknown as { resources: readonly Configured[] };
    const references = ["t_y.a", "count.index"];
    expect(resources.find(({ address }) => address === "t_x.r")?.expressions).toEqual({
      a: { references },
      b: { references },
      c: { references, altered: true },
    });
  });

  it("are those of all branches where instances choose differently", () => {
    const source = sourceOf({
      "main.tf": `resource "t_y" "a" {}\nresource "t_y" "b" {}\nresource "t_x" "r" {\n for_each = toset(["a", "b"])\n a = each.key == "a" ? t_y.a.id : t_y.b.id\n}\n`,
    });
    expect(source.configuration["root_module"]).toMatchObject({
      resources: [
        {
          address: "t_x.r",
          expressions: { a: { references: ["each.key", "t_y.a.id", "t_y.a", "t_y.b.id", "t_y.b"] } },
        },
        {},
        {},
      ],
    });
  });

  it("are not narrowed inside a for, where its own names decide", () => {
    expect(referencesOf(`[for x in [true, false] : x ? t_y.a.id : t_y.b.id]`, around)).toEqual({
      references: ["t_y.a.id", "t_y.a", "t_y.b.id", "t_y.b"],
      altered: true,
    });
  });
});

describe("the configuration", () => {
  it("names providers as a plan does", () => {
    const source = sourceOf({
      "main.tf": `terraform {\n required_providers {\n aws = {\n source = "hashicorp/aws"\n version = "~> 5.0"\n }\n }\n}\nvariable "region" {\n default = "r"\n}\nprovider "aws" {\n region = var.region\n}\nprovider "aws" {\n alias = "use1"\n region = "us-east-1"\n default_tags {\n tags = {\n a = "b"\n }\n }\n}\nresource "aws_x" "a" {\n provider = aws.use1\n}\nmodule "m" {\n source = "./m"\n providers = {\n aws = aws.use1\n aws.other = aws\n }\n}\nmodule "n" {\n source = "./n"\n}\n`,
      "m/main.tf": `terraform {\n required_providers {\n aws = {\n source = "hashicorp/aws"\n configuration_aliases = [aws.other]\n }\n }\n}\nresource "aws_x" "b" {}\nresource "aws_x" "c" {\n provider = aws.other\n}\n`,
      "n/main.tf": `resource "aws_x" "d" {}\nresource "random_id" "e" {}\n`,
    });
    const keys = (module: unknown): unknown =>
      (module as { resources: readonly Configured[] }).resources.map(({ address, provider_config_key }) => [
        address,
        provider_config_key,
      ]);
    const root = source.configuration["root_module"] as unknown as Record<string, { m: unknown; n: unknown }>;
    const calls = root["module_calls"] as unknown as { m: { module: unknown }; n: { module: unknown } };
    expect([keys(root), keys(calls.m.module), keys(calls.n.module)]).toEqual([
      [["aws_x.a", "aws.use1"]],
      [
        ["aws_x.b", "aws.use1"],
        ["aws_x.c", "aws"],
      ],
      [
        ["aws_x.d", "aws"],
        ["random_id.e", "random"],
      ],
    ]);
    expect(source.configuration["provider_config"]).toEqual({
      aws: {
        name: "aws",
        full_name: "registry.terraform.io/hashicorp/aws",
        version_constraint: "~> 5.0",
        expressions: { region: { references: ["var.region"] } },
      },
      "aws.use1": {
        name: "aws",
        alias: "use1",
        full_name: "registry.terraform.io/hashicorp/aws",
        version_constraint: "~> 5.0",
        expressions: {
          region: { constant_value: "us-east-1" },
          default_tags: [{ tags: { constant_value: { a: "b" } } }],
        },
      },
      random: { name: "random", full_name: "registry.terraform.io/hashicorp/random" },
    });
  });

  it("holds variables, locals, outputs, counts and blocks, and leaves dynamic blocks out", () => {
    const source = sourceOf({
      "main.tf": `variable "v" {\n default = 1\n sensitive = true\n description = "d"\n}\nlocals {\n a = var.v\n b = 2\n}\noutput "o" {\n value = local.a\n}\nresource "t_x" "r" {\n count = local.b\n depends_on = [t_y.o]\n s {\n n = local.a\n }\n dynamic "d" {\n for_each = []\n content {}\n }\n}\nresource "t_y" "o" {}\n`,
    });
    expect(source.configuration["root_module"]).toEqual({
      variables: { v: { default: 1, sensitive: true, description: "d" } },
      locals: { a: { references: ["var.v"] }, b: { constant_value: 2 } },
      outputs: { o: { expression: { references: ["local.a"] } } },
      resources: [
        {
          address: "t_x.r",
          mode: "managed",
          type: "t_x",
          name: "r",
          provider_config_key: "t",
          count_expression: { references: ["local.b"] },
          depends_on: ["t_y.o"],
          expressions: { s: [{ n: { references: ["local.a"] } }] },
        },
        { address: "t_y.o", mode: "managed", type: "t_y", name: "o", provider_config_key: "t" },
      ],
    });
  });
});

describe("hostile source", () => {
  it.each([
    ["broken syntax", `resource "t_x" "r" {\n a = = 1\n}\n`, ["main.tf:2:6 Invalid expression"]],
    ["a resource without name", `resource "t_x" {\n}\n`, ["main.tf:1:16 Missing name for resource"]],
    ["a type that is none", `resource "" "r" {\n}\n`, ["main.tf:1:1 Invalid resource type or name"]],
    ["a resource twice", `resource "t_x" "r" {}\nresource "t_x" "r" {}\n`, ["main.tf:2:1 Duplicate resource"]],
    [
      "brackets without end",
      `locals {\n a = ${"[".repeat(100_000)}\n}\n`,
      ["main.tf:2:205 Brackets are nested deeper than 200 levels"],
    ],
  ])("%s stops the evaluation", (_what, text, expected) => {
    expect(
      problemsOf({ "main.tf": text }).map(({ file, line, column, what }) => `${file}:${line}:${column} ${what}`),
    ).toEqual(expected);
  });

  it("JSON that is none, and JSON too deep, stop it too", () => {
    expect(problemsOf({ "main.tf.json": "{" }).length).toBeGreaterThan(0);
    expect(problemsOf({ "main.tf.json": `{"locals": ${'{"a":'.repeat(5000)}1${"}".repeat(5001)}` })).toMatchObject([
      { what: "Brackets are nested deeper than 200 levels" },
    ]);
  });

  it("no Terraform files, and paths that lead out, are problems", () => {
    expect(problemsOf({ "readme.md": "" })).toMatchObject([{ what: "The folder holds no Terraform files" }]);
    expect(problemsOf({ "../main.tf": "" })).toMatchObject([{}, { what: "The path is not relative and clean" }]);
  });

  it("an unreadable byte in a name does no harm", () => {
    expect(problemsOf({ "main.tf": 'resource "t_x\ud800" "r" {}\n' })).toHaveLength(1);
  });

  it("values in a ring are unknown, and a problem", () => {
    const source = sourceOf({
      "main.tf": `locals {\n a = local.b\n b = local.a\n}\nresource "t_x" "r" {\n a = local.a\n}\nresource "t_x" "s" {\n a = t_x.s.b\n b = 1\n}\n`,
    });
    expect(whats(source)).toEqual([
      "main.tf:2:6 The value refers to itself, directly or through others",
      "main.tf:8:1 The value refers to itself, directly or through others",
    ]);
    expect(source.resource_changes.map(({ change }) => change.after_unknown)).toEqual([{ a: true }, { a: true }]);
  });

  it("a chain that is too long is unknown, and a problem", () => {
    const locals = Array.from({ length: 2000 }, (_, index) => ` a${index} = local.a${index + 1}`);
    const source = sourceOf({
      "main.tf": `locals {\n${locals.join("\n")}\n a2000 = 1\n}\nresource "t_x" "r" {\n a = local.a0\n}\n`,
    });
    expect(source.resource_changes[0]?.change.after_unknown).toEqual({ a: true });
    expect(source.problems).toMatchObject([{ what: "Values refer to each other in a chain of more than 400" }]);
  });

  it("a module that calls itself is missing", () => {
    const source = sourceOf({
      "main.tf": `module "m" {\n source = "./a"\n}\n`,
      "a/main.tf": `module "m" {\n source = "../a"\n}\n`,
    });
    expect([source.missing_modules.map(({ address }) => address), whats(source)]).toEqual([
      ["module.m.module.m"],
      ["a/main.tf:1:1 The module calls itself"],
    ]);
  });

  it("modules that multiply are not all read", () => {
    const files: Record<string, string> = {};
    for (let level = 0; level < 20; level++) {
      const call = (name: string): string =>
        `module "${name}" {\n source = "${level === 0 ? "./" : "../"}l${level + 1}"\n}\n`;
      files[level === 0 ? "main.tf" : `l${level}/main.tf`] = call("a") + call("b") + call("c");
    }
    files["l20/main.tf"] = `resource "t_x" "r" {}\n`;
    expect(sourceOf(files).problems.length).toBeGreaterThan(0);
  });

  it("a value that doubles is unknown before it is too big", () => {
    const locals = Array.from(
      { length: 40 },
      (_, index) => ` a${index + 1} = "\${local.a${index}}\${local.a${index}}"`,
    );
    const source = sourceOf({
      "main.tf": `locals {\n a0 = "0123456789"\n${locals.join("\n")}\n}\nresource "t_x" "r" {\n a = local.a40\n}\n`,
    });
    expect([source.resource_changes[0]?.change.after_unknown, source.problems.map(({ what }) => what)]).toEqual([
      { a: true },
      ["The value is too big"],
    ]);
  });

  it.each([
    ["a product of lists", `setproduct(range(1000), range(1000))`],
    ["a width", `format("%999999999d", 1)`],
    ["a range", `range(1000000000)`],
    ["a chain of conditions", `${"true ? 1 : ".repeat(20_000)}1`],
    ["a chain of operators", `${"!".repeat(100_000)}true`],
  ])("%s ends", (_what, expression) => {
    const result = evaluator.evaluate({ files: { "main.tf": `resource "t_x" "r" {\n a = ${expression}\n}\n` } });
    if (result.ok) expect(result.source.resource_changes[0]?.change.after_unknown).toEqual({ a: true });
    else expect(result.problems).toHaveLength(1);
  });

  it("names of JavaScript's own are names", () => {
    const text = `resource "t_x" "r" {\n __proto__ = 1\n constructor = { toString = 2 }\n}\n`;
    expect(JSON.stringify(sourceOf({ "main.tf": text }).resource_changes[0]?.change.after)).toBe(
      '{"__proto__":1,"constructor":{"toString":2}}',
    );
  });

  it("no problem quotes a value", () => {
    const text = `variable "s" {\n default = "hunter2"\n}\nresource "t_x" "r" {\n a = tonumber(var.s)\n b = {}[var.s]\n c = regex("(", var.s)\n d = jsondecode(var.s)\n e = file(var.s)\n f = var.s + 1\n}\n`;
    const { problems } = sourceOf({ "main.tf": text });
    expect(problems).toHaveLength(6);
    expect(JSON.stringify(problems)).not.toContain("hunter2");
  });
});
