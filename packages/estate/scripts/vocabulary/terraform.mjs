// The Terraform vocabulary: names, types and blocks come from the bindings of each provider major (`npm pack`, some 35 MB
// each). For major 5 the installed provider, if there is one, adds which attributes are required, optional, computed and
// sensitive, and what stands below places that the bindings leave open.
//
// SEKISHO_TF_PLUGIN_DIR names a folder with the provider (a file-system mirror, as `terraform init -plugin-dir` takes
// it). Without it /opt/tf-plugins is used if it exists, and else whatever Terraform itself is configured to use.
import { execFileSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sorted } from "./files.mjs";
import { downloadFromNpm, filesOfTar, say } from "./packages.mjs";
import { resourceNames } from "../../dist/types/vocabulary.js";

export const bindings = [
  { major: "5", package: "@cdktf/provider-aws", version: "19.65.1" },
  { major: "6", package: "@cdktf/provider-aws", version: "21.22.1" },
];
export const provider = "5.100.0";

const primitives = {
  string: "string",
  number: "number",
  boolean: "boolean",
  any: "any",
  stringList: "list(string)",
  numberList: "list(number)",
  booleanList: "list(boolean)",
  stringMap: "map(string)",
  numberMap: "map(number)",
  booleanMap: "map(boolean)",
  anyMap: "map(any)",
};

/** Reads the attributes that one generated function writes out. */
function attributesIn(text) {
  const pattern =
    /(\w+): \{\s+value: (.+),\n\s+isBlock: (?:true|false),\n\s+type: "(\w+)",\n\s+storageClassType: "(\w+)",/gu;
  return [...text.matchAll(pattern)].map(([, name, value, nesting, storage]) => ({
    name,
    nesting,
    storage,
    nested: /(?<![\w.])(\w+)ToHclTerraform\b/u.exec(value)?.[1] ?? null,
  }));
}

/**
 * Reads the vocabulary of one resource type from the generated class of its bindings. With a `depth`, what lies deeper and
 * what is of a type of its own is open.
 */
export function readBindings(text, depth = Number.POSITIVE_INFINITY) {
  const functions = new Map();
  for (const [, name, body] of text.matchAll(/\nfunction (\w+)ToHclTerraform\(struct\) \{\n([\s\S]*?)\n\}\n/gu)) {
    functions.set(name, body);
  }
  const describe = (attributes, left) =>
    Object.fromEntries(
      attributes.map(({ name, nesting, storage, nested }) => {
        if (nested !== null && left === 0) return [name, { type: "any" }];
        if (nested !== null) {
          const body = functions.get(nested);
          if (body === undefined) throw new Error(`The bindings have no function for the block ${nested}`);
          return [
            name,
            { block: nesting === "struct" ? "single" : nesting, attributes: describe(attributesIn(body), left - 1) },
          ];
        }
        const type = primitives[storage] ?? (Number.isFinite(depth) ? "any" : undefined);
        if (type === undefined) throw new Error(`The bindings use an unknown type: ${storage}`);
        return [name, { type }];
      }),
    );
  const start = text.lastIndexOf("synthesizeHclAttributes() {");
  const attributes = describe(
    attributesIn(text.slice(start, text.indexOf("remove undefined attributes", start))),
    depth,
  );
  // Attributes that no configuration sets are read by a getter only.
  const main = text.slice(text.lastIndexOf("extends cdktf.TerraformResource"), start);
  const getters =
    /this\.get(String|Number|Boolean|List|NumberList|StringMap|NumberMap|BooleanMap|AnyMap)Attribute\('(\w+)'\)/gu;
  for (const [, kind, name] of main.matchAll(getters)) {
    const read = { List: "list(string)", NumberList: "list(number)" }[kind];
    attributes[name] ??= { type: read ?? primitives[kind.charAt(0).toLowerCase() + kind.slice(1)], readOnly: true };
  }
  return attributes;
}

/** Runs Terraform for the schema of the installed provider; null where it is not at hand. */
export function providerSchema(folder) {
  const mirror = process.env.SEKISHO_TF_PLUGIN_DIR ?? (existsSync("/opt/tf-plugins") ? "/opt/tf-plugins" : null);
  const source = `terraform {\n  required_providers {\n    aws = {\n      source  = "hashicorp/aws"\n      version = "${provider}"\n    }\n  }\n}\n`;
  writeFileSync(join(folder, "main.tf"), source);
  const run = (...args) =>
    execFileSync("terraform", args, {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 29,
      stdio: ["ignore", "pipe", "ignore"],
    });
  try {
    run("init", "-input=false", ...(mirror === null ? [] : [`-plugin-dir=${mirror}`]));
    const schema = JSON.parse(run("providers", "schema", "-json"));
    return Object.values(schema.provider_schemas)[0].resource_schemas;
  } catch {
    say(
      `Terraform or AWS provider ${provider} is not at hand: the flags of major 5 are taken over from the committed file`,
    );
    return null;
  }
}

/** Statements hold statements; below these nothing is declared. */
const recursive = new Set(["and_statement", "or_statement", "not_statement", "scope_down_statement"]);

function typeName(type) {
  if (typeof type === "string") return type === "bool" ? "boolean" : type === "dynamic" ? "any" : type;
  const [kind, element] = type;
  const inner = typeof element === "string" ? typeName(element) : "any";
  return `${kind === "set" ? "list" : kind}(${inner})`;
}

/** Reads a place that the bindings leave open from the provider's own schema. */
function describeBlock(block) {
  const attributes = Object.fromEntries(
    Object.entries(block.attributes ?? {}).map(([name, { type }]) => [name, { type: typeName(type ?? "dynamic") }]),
  );
  for (const [name, nested] of Object.entries(block.block_types ?? {})) {
    attributes[name] = {
      block: nested.nesting_mode,
      attributes: recursive.has(name) ? {} : describeBlock(nested.block),
    };
  }
  return attributes;
}

/** Adds the flags of the provider's schema to the attributes read from the bindings. */
function addFlags(attributes, block) {
  for (const [name, attribute] of Object.entries(attributes)) {
    const own = block.attributes?.[name];
    const nested = block.block_types?.[name];
    if (own !== undefined) {
      const flags = ["required", "optional", "computed", "sensitive"].filter((flag) => own[flag] === true);
      attribute.flags = flags.map((flag) => flag.charAt(0)).join("");
    }
    if (nested === undefined) continue;
    if (attribute.type === "any") {
      delete attribute.type;
      attribute.block = nested.nesting_mode;
      attribute.attributes = describeBlock(nested.block);
    }
    addFlags(attribute.attributes ?? {}, nested.block);
  }
}

function takeOverFlags(attributes, committed) {
  for (const [name, attribute] of Object.entries(attributes)) {
    const known = committed?.[name];
    if (known === undefined) continue;
    if (attribute.type === "any" && known.block !== undefined) Object.assign(attribute, known, { type: undefined });
    else if (known.flags !== undefined) attribute.flags = known.flags;
    takeOverFlags(attribute.attributes ?? {}, known.attributes);
  }
}

/** Gives the generated classes of the resource types in an archive of bindings. */
export async function* classesOf(archive) {
  for await (const { path, content } of filesOfTar(archive, (name) => /^package\/lib\/[^/]+\/index\.js$/u.test(name))) {
    const text = content.toString("utf8");
    for (const [, name] of text.matchAll(/\.tfResourceType = "(aws_\w+)";/gu)) {
      // Data sources are classes of the same form.
      if (!text.includes("extends cdktf.TerraformResource ") || path.includes("/lib/data-aws")) continue;
      yield { name, text };
    }
  }
}

async function extract(source, wanted, folder, committed) {
  const { archive, integrity } = downloadFromNpm(source, folder);
  const names = [];
  const types = {};
  for await (const { name, text } of classesOf(archive)) {
    names.push(name);
    if (wanted.has(name)) types[name] = readBindings(text);
  }
  rmSync(archive);
  const origin = { package: source.package, version: source.version, integrity };
  if (source.major === "5") {
    const schema = providerSchema(folder);
    origin.provider = `registry.terraform.io/hashicorp/aws ${provider}`;
    for (const [name, attributes] of Object.entries(types)) {
      if (schema === null) takeOverFlags(attributes, committed?.types[name]);
      else addFlags(attributes, schema[name].block);
    }
  }
  return { major: source.major, source: origin, names: names.sort(), types: sorted(types) };
}

function format({ major, source, names, types }) {
  const member =
    (indent) =>
    ([name, value]) =>
      `${indent}${JSON.stringify(name)}: ${JSON.stringify(value)}`;
  const lines = Object.entries(types).map(
    ([name, attributes]) =>
      `    ${JSON.stringify(name)}: {\n${Object.entries(attributes).map(member("      ")).join(",\n")}\n    }`,
  );
  return [
    "{",
    `  "major": ${JSON.stringify(major)},`,
    `  "source": ${JSON.stringify(source)},`,
    `  "types": {\n${lines.join(",\n")}\n  },`,
    `  "names": ${JSON.stringify(names)}`,
    "}\n",
  ].join("\n");
}

/** The files of the Terraform vocabulary: what each is named, and how it is extracted and written. */
export const terraformFiles = bindings.map((source) => ({
  name: `terraform-aws-${source.major}`,
  async extract({ resourceTypes, folder, committed }) {
    const names = resourceTypes.flatMap(resourceNames);
    const wanted = new Set(names.filter((name) => name.startsWith("aws_")));
    return format(await extract(source, wanted, folder, committed));
  },
}));
