// Extracts the Terraform vocabulary of the declared resource types into packages/estate/vocabulary.
//
//   pnpm vocabulary            writes terraform-aws-5.json and terraform-aws-6.json
//   pnpm vocabulary --check    compares a fresh extraction with them and exits 1 if they differ
//
// Names, types and blocks come from the bindings of each provider major (`npm pack`, some 35 MB each). For major 5 the
// installed provider, if there is one, adds which attributes are required, optional, computed and sensitive, and what
// stands below places that the bindings leave open. Build the package first: the declared types are read from dist.
//
// SEKISHO_TF_PLUGIN_DIR names a folder with the provider (a file-system mirror, as `terraform init -plugin-dir` takes
// it). Without it /opt/tf-plugins is used if it exists, and else whatever Terraform itself is configured to use.

import { execFileSync } from "node:child_process";
import { createReadStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { createGunzip } from "node:zlib";

const root = fileURLToPath(new URL("..", import.meta.url));
const bindings = [
  { major: "5", package: "@cdktf/provider-aws", version: "19.65.1" },
  { major: "6", package: "@cdktf/provider-aws", version: "21.22.1" },
];
const provider = "5.100.0";
const isCheck = process.argv.includes("--check");

/** Prints one line for the reader, away from standard output. */
function say(line) {
  process.stderr.write(`vocabulary: ${line}\n`);
}

/** Downloads a package and gives its archive and digest. */
function download({ package: name, version }, folder) {
  const [packed] = JSON.parse(
    execFileSync("npm", ["pack", `${name}@${version}`, "--json", "--loglevel=error"], {
      cwd: folder,
      encoding: "utf8",
      shell: process.platform === "win32",
    }),
  );
  return { archive: join(folder, packed.filename), integrity: packed.integrity };
}

/** Reads the files of a compressed tar archive one by one; `wants` says of which the content is needed. */
async function* filesOf(archive, wants) {
  let buffered = Buffer.alloc(0);
  let file = null;
  for await (const chunk of createReadStream(archive).pipe(createGunzip())) {
    buffered = buffered.length === 0 ? chunk : Buffer.concat([buffered, chunk]);
    for (;;) {
      if (file === null) {
        if (buffered.length < 512) break;
        const header = buffered.subarray(0, 512);
        buffered = buffered.subarray(512);
        const text = (start, end) => header.toString("utf8", start, end).replace(/\0.*$/su, "");
        const name = text(0, 100);
        if (name === "") continue;
        const size = Number.parseInt(text(124, 136), 8);
        const prefix = text(345, 500);
        const path = prefix === "" ? name : `${prefix}/${name}`;
        file = { path, size, left: Math.ceil(size / 512) * 512, parts: wants(path) ? [] : null };
      }
      const taken = buffered.subarray(0, Math.min(file.left, buffered.length));
      file.parts?.push(taken);
      file.left -= taken.length;
      buffered = buffered.subarray(taken.length);
      if (file.left > 0) break;
      const { path, size, parts } = file;
      file = null;
      if (parts !== null) yield { path, text: Buffer.concat(parts).toString("utf8", 0, size) };
    }
  }
}

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

/** Reads the vocabulary of one resource type from the generated class of its bindings. */
function readBindings(text) {
  const functions = new Map();
  for (const [, name, body] of text.matchAll(/\nfunction (\w+)ToHclTerraform\(struct\) \{\n([\s\S]*?)\n\}\n/gu)) {
    functions.set(name, body);
  }
  const describe = (attributes) =>
    Object.fromEntries(
      attributes.map(({ name, nesting, storage, nested }) => {
        if (nested !== null) {
          const body = functions.get(nested);
          if (body === undefined) throw new Error(`The bindings have no function for the block ${nested}`);
          return [name, { block: nesting === "struct" ? "single" : nesting, attributes: describe(attributesIn(body)) }];
        }
        const type = primitives[storage];
        if (type === undefined) throw new Error(`The bindings use an unknown type: ${storage}`);
        return [name, { type }];
      }),
    );
  const start = text.lastIndexOf("synthesizeHclAttributes() {");
  const attributes = describe(attributesIn(text.slice(start, text.indexOf("remove undefined attributes", start))));
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
function providerSchema(folder) {
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

function sorted(value) {
  if (Array.isArray(value) || typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, sorted(member)]),
  );
}

async function extract(source, wanted, folder, committed) {
  const { archive, integrity } = download(source, folder);
  const names = [];
  const types = {};
  for await (const { path, text } of filesOf(archive, (name) => /^package\/lib\/[^/]+\/index\.js$/u.test(name))) {
    for (const [, name] of text.matchAll(/\.tfResourceType = "(aws_\w+)";/gu)) {
      // Data sources are classes of the same form.
      if (!text.includes("extends cdktf.TerraformResource ") || path.includes("/lib/data-aws")) continue;
      names.push(name);
      if (wanted.has(name)) types[name] = readBindings(text);
    }
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

/** Writes one line an attribute, so that a change of the vocabulary can be read in a diff. */
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

const registry = join(root, "dist", "types", "index.js");
if (!existsSync(registry)) {
  say("packages/estate/dist is missing; run `npx pnpm build` first");
  process.exit(2);
}
const { resourceTypes } = await import(pathToFileURL(registry).href);
const wanted = new Set(
  resourceTypes.flatMap((type) => [type.type, ...type.aliases]).filter((name) => name.startsWith("aws_")),
);
const folder = mkdtempSync(join(tmpdir(), "sekisho-vocabulary-"));
let differs = false;
try {
  for (const source of bindings) {
    const file = join(root, "vocabulary", `terraform-aws-${source.major}.json`);
    const committed = existsSync(file) ? readFileSync(file, "utf8") : null;
    const fresh = format(await extract(source, wanted, folder, committed === null ? null : JSON.parse(committed)));
    if (isCheck) {
      if (fresh !== committed) {
        say(`${file} differs from a fresh extraction; run \`npx pnpm vocabulary\` and commit the result`);
        differs = true;
      }
    } else {
      writeFileSync(file, fresh);
      say(`${file}: ${String(Buffer.byteLength(fresh))} bytes`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(differs ? 1 : 0);
