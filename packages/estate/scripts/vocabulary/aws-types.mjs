// What `sekisho new type` writes files from, shipped with @sekisho/bundle: every resource type of the AWS provider, from the
// provider's own schema (major 5) and the bindings (what is new in major 6), and beside each attribute the property of
// CloudFormation that has its name and type, from @aws-cdk/aws-service-spec.
//
// An attribute is one text, `<type> <flags> <property>`: s, n, b and [s], [n], [b] are strings, numbers, booleans and lists of
// them, j is anything else; the flags are r(equired), o(ptional), c(omputed), s(ensitive). A block that occurs once is
// {"1": attributes}, any other {"*": attributes}, with the property in "is".
import { rmSync } from "node:fs";
import { readSpecification, readType, source as specification } from "./cloudformation.mjs";
import { sorted } from "./files.mjs";
import { downloadFromNpm, say } from "./packages.mjs";
import { bindings, classesOf, provider, providerSchema, readBindings } from "./terraform.mjs";

const letters = { string: "s", number: "n", bool: "b", boolean: "b" };
// Below some levels statements hold statements and layouts hold layouts.
const maxDepth = 4;

function letterOf(type) {
  if (typeof type === "string") {
    const [, element] = /^list\((\w+)\)$/u.exec(type) ?? [];
    return letters[type] ?? (letters[element] === undefined ? "j" : `[${letters[element]}]`);
  }
  const [kind, element] = type ?? [];
  return ["list", "set"].includes(kind) && letters[element] !== undefined ? `[${letters[element]}]` : "j";
}

/** Reads a block of the provider's own schema. */
function fromSchema(block, depth) {
  const flagsOf = (own) => ["required", "optional", "computed", "sensitive"].filter((flag) => own[flag] === true);
  const attributes = Object.entries(block.attributes ?? {}).map(([name, own]) => [
    name,
    `${letterOf(own.type)} ${flagsOf(own)
      .map((flag) => flag.charAt(0))
      .join("")}`,
  ]);
  const blocks = Object.entries(block.block_types ?? {})
    .filter(([name]) => name !== "timeouts")
    .map(([name, { nesting_mode: nesting, max_items: most, block: inner }]) => [
      name,
      depth === maxDepth ? "j o" : { [nesting === "single" || most === 1 ? "1" : "*"]: fromSchema(inner, depth + 1) },
    ]);
  return Object.fromEntries([...attributes, ...blocks]);
}

/** Reads the attributes of bindings, which do not tell what is computed beside being optional. */
function fromBindings(attributes) {
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => name !== "timeouts")
      .map(([name, { type, readOnly, block, attributes: inner }]) => {
        if (inner === undefined) return [name, `${letterOf(type)} ${readOnly === true ? "c" : "o"}`];
        return [name, { [block === "single" ? "1" : "*"]: fromBindings(inner) }];
      }),
  );
}

const squash = (name) => name.replaceAll(/[_:]/gu, "").toLowerCase();

/** Adds to attributes the properties of the same name and type. */
function withProperties(attributes, members, shapes) {
  const byName = new Map(Object.entries(members).map(([member, notation]) => [squash(member), [member, notation]]));
  return Object.fromEntries(
    Object.entries(attributes).map(([name, attribute]) => {
      const [member, notation] = byName.get(squash(name)) ?? byName.get(`${squash(name)}s`) ?? [];
      if (member === undefined) return [name, attribute];
      if (typeof attribute === "string") {
        return [name, isOfType(attribute.split(" ")[0], notation, shapes) ? `${attribute} ${member}` : attribute];
      }
      const [[times, inner]] = Object.entries(attribute);
      const [, list, shape] = /^(list\()?#([^)]+)\)?$/u.exec(notation) ?? [];
      const found = shape === undefined ? undefined : shapes[shape]?.members;
      if (found === undefined || (list === undefined) !== (times === "1")) return [name, attribute];
      return [name, { is: member, [times]: withProperties(inner, found, shapes) }];
    }),
  );
}

function isOfType(letter, notation, shapes) {
  const [, list, shape] = /^(list\()?#([^)]+)\)?$/u.exec(notation) ?? [];
  const isChoice = shape !== undefined && shapes[shape]?.values !== undefined;
  const plain = isChoice ? (list === undefined ? "string" : "list(string)") : notation;
  return letter !== "j" && letterOf(plain) === letter;
}

export const awsTypesFile = {
  name: "aws-types",
  path: "../bundle/provider/aws-types.json",
  async extract({ folder }) {
    const schema = providerSchema(folder);
    if (schema === null) return null;
    const types = {};
    for (const [name, { block }] of Object.entries(schema)) types[name] = { attributes: fromSchema(block, 0) };
    const newest = bindings.at(-1);
    const packed = downloadFromNpm(newest, folder);
    for await (const { name, text } of classesOf(packed.archive)) {
      const found = fromBindings(readBindings(text, maxDepth));
      const known = types[name];
      types[name] = {
        global: !Object.hasOwn(found, "region"),
        attributes: { ...found, ...known?.attributes },
      };
    }
    rmSync(packed.archive);
    const spec = downloadFromNpm(specification, folder);
    const { definitions, resources } = await readSpecification(spec.archive);
    const names = new Map([...resources.keys()].map((name) => [squash(name), name]));
    const shapes = {};
    for (const [name, type] of Object.entries(types)) {
      const cloudformation = names.get(squash(name));
      if (cloudformation === undefined) continue;
      const read = readType(cloudformation, resources.get(cloudformation), definitions, shapes);
      type.cloudformation = cloudformation;
      if (read.returned.Arn === "string") type.arn = "Arn";
      type.attributes = withProperties(type.attributes, shapes[read.shape].members, shapes);
    }
    const source = [
      `registry.terraform.io/hashicorp/aws ${provider}`,
      `${newest.package} ${newest.version} ${packed.integrity}`,
      `${specification.package} ${specification.version} ${spec.integrity}`,
    ];
    const lines = Object.entries(sorted(types)).map(
      ([name, type]) => `    ${JSON.stringify(name)}: ${JSON.stringify(type)}`,
    );
    const matched = Object.values(types).filter(({ cloudformation }) => cloudformation !== undefined).length;
    say(`${String(lines.length)} resource types of AWS, ${String(matched)} of them with a type of CloudFormation`);
    return `{\n  "source": ${JSON.stringify(source)},\n  "types": {\n${lines.join(",\n")}\n  }\n}\n`;
  },
};
