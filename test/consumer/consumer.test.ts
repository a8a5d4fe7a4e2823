import { readFileSync, mkdirSync, cpSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { repositoryFolder } from "@sekisho-test/support";
import { beforeAll, describe, expect, test } from "vitest";
import { createProject, createStore, folderSize, installedPackages, type Store } from "./project.ts";
import { valueNames } from "./public-names.ts";
import { run, runOrThrow } from "./run.ts";

const plan = join(repositoryFolder, "examples/system/plan.json");
const profile = join(repositoryFolder, "examples/system/profile.yaml");
const now = "2026-11-01T09:00:00+09:00";
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");

const checking = [
  "@open-policy-agent/opa-wasm",
  "@rgrove/parse-xml",
  "@sekisho/catalog",
  "@sekisho/estate",
  "@sekisho/form",
  "@sekisho/policy",
  "@sekisho/report",
  "@sekisho/sheet",
  "csv-parse",
  "fflate",
  "nanotar",
  "sekisho",
  "sprintf-js",
  "write-excel-file",
  "yaml",
  "yaml",
];
const optional = [
  "@hono/node-server",
  "@sekisho/bundle",
  "@sekisho/collect",
  "@sekisho/hcl",
  "@sekisho/opa",
  "@sekisho/server",
  "@sekisho/wasi",
  "ajv",
  "fast-deep-equal",
  "fast-uri",
  "graphql",
  "hono",
  "json-schema-traverse",
  "require-from-string",
];

/** The AWS SDK and what it is made of. */
const sdk = /^(@(aws-sdk|smithy|aws|aws-crypto)\/|bowser$|tslib$)/u;

let store: Store;
/** A project that installs `sekisho` alone. */
let checker: string;
/** A project that installs what compiles policies, asks AWS and evaluates Terraform source, too. */
let author: string;

beforeAll(async () => {
  store = await createStore();
  [checker, author] = await Promise.all([
    createProject(store, ["sekisho"]),
    createProject(store, ["sekisho", "@sekisho/bundle", "@sekisho/collect", "@sekisho/hcl", "@sekisho/server"]),
  ]);
  const rows = store.tarballs.map(({ name, size, unpackedSize, files }) => ({
    name,
    "packed KB": kilobytes(size),
    "unpacked KB": kilobytes(unpackedSize),
    files: files.length,
  }));
  console.table(rows);
  for (const [what, project] of [
    ["sekisho", checker],
    ["sekisho @sekisho/bundle @sekisho/collect @sekisho/hcl @sekisho/server", author],
  ] as const) {
    const { length } = installedPackages(project);
    const size = kilobytes(folderSize(join(project, "node_modules")));
    console.log(`npm install ${what}: ${String(length)} packages, ${String(size)} KB`);
  }
});

/** Runs the installed command. */
function sekisho(project: string, ...args: readonly string[]): ReturnType<typeof run> {
  return run(join(project, "node_modules/.bin/sekisho"), args, project);
}

/** Runs a module in a project and gives what it prints, read as JSON. */
async function evaluate(project: string, name: string, text: string, args: readonly string[] = []): Promise<unknown> {
  writeFileSync(join(project, name), text);
  const { status, stdout, stderr } = await run(process.execPath, [name, ...args], project);
  // Nothing on standard error: Node warns there of what it does not like about a package.
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return JSON.parse(stdout);
}

describe("installing", () => {
  test("sekisho brings what it declares, and nothing else", () => {
    expect(installedPackages(checker).map(nameOf)).toEqual(checking);
  });

  test("the optional parts bring the compilers, what reads selections and metadata, HTTP and the AWS SDK", () => {
    const names = installedPackages(author).map(nameOf);
    expect(names.filter((name) => !sdk.test(name))).toEqual([...checking, ...optional].sort());
    const manifest = readFileSync(join(author, "node_modules/@sekisho/collect/package.json"), "utf8");
    const { dependencies } = JSON.parse(manifest) as { readonly dependencies: Readonly<Record<string, string>> };
    const isClient = (name: string): boolean => name.startsWith("@aws-sdk/client-");
    expect(names.filter(isClient).sort()).toEqual(Object.keys(dependencies).filter(isClient).sort());
  });
});

describe("a strict TypeScript project", () => {
  let said: { readonly own: unknown; readonly status: unknown; readonly builtIn: string };

  beforeAll(async () => {
    writeFileSync(
      join(checker, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          module: "nodenext",
          target: "es2023",
          lib: ["es2023"],
          types: [],
          strict: true,
          exactOptionalPropertyTypes: true,
          noUncheckedIndexedAccess: true,
          verbatimModuleSyntax: true,
          skipLibCheck: false,
          rootDir: "src",
          outDir: "out",
        },
        include: ["src"],
      }),
    );
    mkdirSync(join(checker, "src"));
    // By its extension it is a module, whatever the manifest says.
    cpSync(join(import.meta.dirname, "programs/strict.ts"), join(checker, "src/strict.mts"));
    const common = `
      import sekisho = require("sekisho");
      const formats: readonly string[] = sekisho.formats;
      export = { formats };`;
    writeFileSync(join(checker, "src/common.cts"), common);
    await runOrThrow(process.execPath, [tsc, "-p", "."], checker);
    const main =
      'import { main } from "./out/strict.mjs";\nconsole.log(JSON.stringify(await main(...process.argv.slice(2))));';
    said = (await evaluate(checker, "main.mjs", main, [plan, profile, now])) as typeof said;
  });

  test("checks a plan against its own sheet", () => {
    expect({ own: said.own, status: said.status }).toEqual({ own: [["OWN-01", "contradicted"]], status: 1 });
  });

  test("gets the same report as the installed command prints", async () => {
    const command = await sekisho(checker, "check", plan, "--profile", profile, "--now", now, "--format", "json");
    expect(command).toEqual({ status: 1, stdout: said.builtIn, stderr: "" });
  });

  test("imports the same from CommonJS", async () => {
    const program = 'console.log(JSON.stringify(require("./out/common.cjs").formats));';
    expect(await evaluate(checker, "common.cjs", program)).toEqual(["text", "json", "sheet"]);
  });
});

test("a CommonJS program checks a plan with require", async () => {
  const program = `
    const { check, render } = require("sekisho");
    const [plan, profile, now] = process.argv.slice(2);
    check({ documents: [plan], profile, now }).then((report) => {
      console.log(JSON.stringify(render(report, { format: "sheet", lang: "en" })));
    });`;
  const rendered = await evaluate(checker, "check.cjs", program, [plan, profile, now]);
  const command = await sekisho(checker, "check", plan, "--profile", profile, "--now", now, "--format", "sheet");
  expect(command).toEqual({ status: 1, stdout: rendered, stderr: "" });
});

describe("public names", () => {
  const codeEntries = (): readonly string[] =>
    entryPoints()
      .filter(({ target }) => !target.endsWith(".json"))
      .map(({ specifier }) => specifier);

  test("each that the types promise is there at run time, in imports by name", async () => {
    const names = valueNames(author, codeEntries());
    const imports = Object.entries(names).map(
      ([specifier, list], index) =>
        `import { ${list.map((name) => `${name} as ${name}_${String(index)}`).join(", ")} } from "${specifier}";`,
    );
    const values = Object.entries(names).map(
      ([specifier, list], index) =>
        `${JSON.stringify(specifier)}: Object.entries({ ${list.map((name) => `${name}: ${name}_${String(index)}`).join(", ")} })`,
    );
    const program = `${imports.join("\n")}
      const defined = { ${values.join(",\n")} };
      console.log(JSON.stringify(Object.fromEntries(Object.entries(defined).map(([specifier, list]) =>
        [specifier, list.filter(([, value]) => value !== undefined).map(([name]) => name)]))));`;
    const defined = await evaluate(author, "names.mjs", program);
    expect(defined).toEqual(names);
    for (const [specifier, list] of Object.entries(names)) expect(list, specifier).not.toEqual([]);
    expect(names["sekisho"]).toEqual(expect.arrayContaining(["check", "defineClaim", "render"]));
  });

  test("none is there that the types do not know, from modules or from CommonJS", async () => {
    const names = valueNames(author, codeEntries());
    const list = JSON.stringify(codeEntries());
    const namesOf = "(namespace) => Object.keys(namespace).sort()";
    const imported = await evaluate(
      author,
      "namespaces.mjs",
      `const all = {};
       for (const specifier of ${list}) all[specifier] = (${namesOf})(await import(specifier));
       console.log(JSON.stringify(all));`,
    );
    const required = await evaluate(
      author,
      "namespaces.cjs",
      `console.log(JSON.stringify(Object.fromEntries(${list}.map((specifier) =>
         [specifier, (${namesOf})(require(specifier))]))));`,
    );
    expect({ imported, required }).toEqual({ imported: names, required: names });
  });

  // These speak of AbortSignal, Request and Response, which the language's own library does not declare.
  const beyondLanguage = ["@sekisho/collect", "@sekisho/server"];

  test.each([
    ["node16", "node16", ["es2023"]],
    ["nodenext", "nodenext", ["es2023"]],
    ["esnext", "bundler", ["es2023"]],
    ["nodenext", "nodenext", ["es2023", "dom"]],
    ["esnext", "bundler", ["es2023", "dom"]],
  ])("resolve with all their types for module %s, resolution %s and libraries %j", async (module, resolution, lib) => {
    const specifiers = codeEntries().filter((name) => lib.includes("dom") || !beyondLanguage.includes(name));
    const folder = join(author, `types-${resolution}-${String(lib.length)}`);
    mkdirSync(folder);
    const options = { module, moduleResolution: resolution, target: "es2023", lib, types: [], strict: true };
    const compilerOptions = { ...options, skipLibCheck: false, noEmit: true };
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["all.mts"] }));
    const exports = specifiers.map((specifier, index) => `export * as entry${String(index)} from "${specifier}";\n`);
    writeFileSync(join(folder, "all.mts"), exports.join(""));
    const { status, stdout } = await run(process.execPath, [tsc, "-p", "."], folder);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
  });

  test("the schemas are the published ones", async () => {
    const schemas = entryPoints().filter(({ target }) => target.endsWith(".json"));
    const found = await evaluate(
      author,
      "schemas.mjs",
      `import { createRequire } from "node:module";
       const require = createRequire(import.meta.url);
       const schemas = ${JSON.stringify(schemas.map(({ specifier }) => specifier))};
       console.log(JSON.stringify(Object.fromEntries(schemas.map((name) => [name, require(name).$id]))));`,
    );
    expect(found).toEqual({
      "@sekisho/bundle/cases.schema.json": "https://sekisho.dev/schemas/cases.v1.json",
      "@sekisho/estate/attestations.schema.json": "https://sekisho.dev/schemas/attestations.v1.json",
      "@sekisho/estate/device-sources.schema.json": "https://sekisho.dev/schemas/device-sources.v1.json",
      "@sekisho/estate/devices.schema.json": "https://sekisho.dev/schemas/devices.v1.json",
      "@sekisho/estate/profile.schema.json": "https://sekisho.dev/schemas/profile.v1.json",
      "@sekisho/estate/resource-type.schema.json": "https://sekisho.dev/schemas/resource-type.v1.json",
      "@sekisho/report/report.schema.json": "https://sekisho.dev/schemas/report.v1.json",
      "@sekisho/sheet/sheet.schema.json": "https://sekisho.dev/schemas/sheet.v1.json",
      "@sekisho/sheet/waivers.schema.json": "https://sekisho.dev/schemas/waivers.v1.json",
      "sekisho/settings.schema.json": "https://sekisho.dev/schemas/settings.v1.json",
    });
  });

  /** Every entry point that an installed package of ours declares. */
  function entryPoints(): readonly { readonly specifier: string; readonly target: string }[] {
    return store.tarballs.flatMap(({ name }) => {
      const text = readFileSync(join(author, "node_modules", name, "package.json"), "utf8");
      const { exports } = JSON.parse(text) as { readonly exports: Readonly<Record<string, unknown>> };
      return Object.entries(exports).map(([path, target]) => ({
        specifier: `${name}${path.slice(1)}`,
        target: typeof target === "string" ? target : "",
      }));
    });
  }
});

describe("the optional compiler", () => {
  const selection = "{ aws_lb { internal } }";

  test.each([
    ["query", ["query", selection, plan]],
    ["bundle build", ["bundle", "build", "--output", "policies.tar.gz"]],
  ])("sekisho %s says what to install where it is missing", async (command, args) => {
    expect(await sekisho(checker, ...args)).toEqual({
      status: 2,
      stdout: "",
      stderr: `sekisho: ${command} needs the package @sekisho/bundle, which is not installed. Install it: npm install @sekisho/bundle. [USAGE]\n`,
    });
  });

  test("sekisho query answers where it is installed", async () => {
    const { status, stdout, stderr } = await sekisho(author, "query", selection, plan);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      aws_lb: [{ id: "plan#module.edge.aws_lb.this", tree: { internal: false } }],
    });
  });

  test("sekisho bundle build makes the built-in bundle again, byte for byte", async () => {
    const { status, stdout } = await sekisho(author, "bundle", "build", "--output", "policies.tar.gz");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    const shipped = readFileSync(join(author, "node_modules/@sekisho/catalog/dist/policies.tar.gz"));
    expect(readFileSync(join(author, "policies.tar.gz")).equals(shipped)).toBe(true);
  });
});

describe("the optional collector", () => {
  test("sekisho collect says what to install where it is missing", async () => {
    expect(await sekisho(checker, "collect", "aws", "--print-iam-policy")).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "sekisho: collect needs the package @sekisho/collect, which is not installed. Install it: npm install @sekisho/collect. [USAGE]\n",
    });
  });

  test("sekisho collect knows what it asks where it is installed", async () => {
    const { status, stdout, stderr } = await sekisho(author, "collect", "aws", "--print-iam-policy");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toContain('"elasticloadbalancing:DescribeListeners"');
  });
});

describe("the optional evaluator of Terraform source", () => {
  function withSource(project: string): string {
    mkdirSync(join(project, "infra"), { recursive: true });
    writeFileSync(join(project, "infra/main.tf"), 'resource "aws_lb" "main" {\n  name = "main"\n}\n');
    return "infra";
  }

  test("sekisho check says what to install where it is missing", async () => {
    expect(await sekisho(checker, "check", withSource(checker))).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "sekisho: Terraform source needs the package @sekisho/hcl, which is not there. Install it: npm install @sekisho/hcl. [EVALUATOR_MISSING]\n",
    });
  });

  test("sekisho document reads source where it is installed", async () => {
    const { status, stdout, stderr } = await sekisho(author, "document", withSource(author));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const { resources } = JSON.parse(stdout) as { readonly resources: readonly { readonly id: string }[] };
    expect(resources.map(({ id }) => id)).toContain("source#aws_lb.main");
  });
});

describe("the optional server", () => {
  test("sekisho serve says what to install where it is missing", async () => {
    expect(await sekisho(checker, "serve", "--addr", "127.0.0.1:0")).toEqual({
      status: 2,
      stdout: "",
      stderr:
        "sekisho: serve needs the package @sekisho/server, which is not installed. Install it: npm install @sekisho/server. [SERVER_MISSING]\n",
    });
  });

  test("sekisho serve answers what sekisho check prints where it is installed", async () => {
    const program = `
      import { spawn } from "node:child_process";
      import { readFileSync } from "node:fs";
      const [plan, now] = process.argv.slice(2);
      const server = spawn("node_modules/.bin/sekisho", ["serve", "--addr", "127.0.0.1:0"]);
      server.stdout.once("data", async (line) => {
        const query = new URLSearchParams({ name: "plan.json", now });
        const headers = { "content-type": "application/json" };
        const answer = await fetch(\`\${String(line).trim().split(" ").at(-1)}/v1/check?\${query}\`,
          { method: "POST", headers, body: readFileSync(plan) });
        console.log(JSON.stringify(await answer.text()));
        server.kill();
      });`;
    const answer = await evaluate(author, "serve.mjs", program, [plan, now]);
    const command = await sekisho(author, "check", plan, "--now", now, "--format", "json");
    expect(answer).toBe(command.stdout);
  });
});

function nameOf(nameAndVersion: string): string {
  return nameAndVersion.slice(0, nameAndVersion.lastIndexOf("@"));
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 1000);
}
