/**
 * Projects outside the repository that use the packages as users do: packed, installed by npm, nothing else around.
 * No network is needed: what the packages depend on is packed from what the set-up has installed.
 *
 * @module
 */
import { cpSync, existsSync, readdirSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { repositoryFolder, tempFolder } from "@sekisho-test/support";
import { runOrThrow } from "./run.ts";

/** A tarball of one of our packages, as `scripts/pack.mjs` lists it. */
export interface Tarball {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly string[];
}

/** Everything that can be installed, and where it is. */
export interface Store {
  readonly tarballs: readonly Tarball[];
  readonly overrides: (direct: readonly string[]) => Overrides;
}

/** npm's field `overrides`: "." is the package itself, the other names what it depends on. */
export interface Overrides {
  readonly [name: string]: string | Overrides;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package that is none of ours: where it is, and what it depends on. */
interface Installed {
  readonly folder: string;
  readonly key: string;
  readonly dependencies: readonly Installed[];
}

/** Packs our packages and whatever they depend on. */
export async function createStore(): Promise<Store> {
  const folder = tempFolder();
  const script = join(repositoryFolder, "scripts/pack.mjs");
  const packed = await runOrThrow(process.execPath, [script, join(folder, "ours"), "--built"], folder);
  const tarballs = JSON.parse(packed) as readonly Tarball[];

  const ours = new Map(tarballs.map((tarball) => [tarball.name, tarball]));
  const foreign = new Map<string, Installed>();
  const dependencies = new Map(
    tarballs.map(({ name }) => {
      const place = packageFolder(name);
      const { dependencies = {}, peerDependencies = {} } = readManifest(place);
      const names = Object.keys({ ...dependencies, ...peerDependencies });
      return [
        name,
        {
          ours: names.filter((dependency) => ours.has(dependency)),
          foreign: names
            .filter((dependency) => !ours.has(dependency))
            .map((dependency) => findInstalled(join(place, "node_modules", dependency), foreign)),
        },
      ];
    }),
  );
  const files = await packForeign([...foreign.values()], join(folder, "theirs"));
  const names = [...foreign.values()].map(nameOf);
  const hasVersions = (name: string): boolean => names.filter((other) => other === name).length > 1;
  // What is there in one version is the same wherever it is asked for; of the others it matters by whom.
  const inOneVersion = Object.fromEntries(
    [...foreign.values()]
      .filter((one) => !hasVersions(nameOf(one)))
      .map((one) => [nameOf(one), files.get(one.key) ?? ""]),
  );
  const leadsToVersions = (one: Installed): boolean =>
    hasVersions(nameOf(one)) || one.dependencies.some(leadsToVersions);
  const overridesOfForeign = (all: readonly Installed[]): Overrides =>
    Object.fromEntries(
      all
        .filter(leadsToVersions)
        .map((one) => [nameOf(one), { ".": files.get(one.key) ?? "", ...overridesOfForeign(one.dependencies) }]),
    );

  return {
    tarballs,
    overrides: (direct) => ({
      ...inOneVersion,
      ...Object.fromEntries(
        tarballs.map(({ name, file }) => [
          name,
          {
            ...(direct.includes(name) ? {} : { ".": `file:${file}` }),
            ...overridesOfForeign(dependencies.get(name)?.foreign ?? []),
          },
        ]),
      ),
    }),
  };
}

/** Installs packages of ours into a new project, by name; npm may take nothing from anywhere but the store. */
export async function createProject(store: Store, direct: readonly string[]): Promise<string> {
  const folder = tempFolder();
  const fileOf = (name: string): string => {
    const found = store.tarballs.find((tarball) => tarball.name === name);
    if (found === undefined) throw new Error(`${name} is not packed`);
    return `file:${found.file}`;
  };
  const manifest = {
    name: "consumer",
    version: "1.0.0",
    private: true,
    dependencies: Object.fromEntries(direct.map((name) => [name, fileOf(name)])),
    overrides: store.overrides(direct),
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest, null, 2));
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--ignore-scripts"];
  await runOrThrow("npm", ["install", "--offline", "--cache", tempFolder(), ...quiet], folder);
  return folder;
}

/** Lists what is installed in a project: names with versions, sorted. */
export function installedPackages(project: string): readonly string[] {
  const lock = JSON.parse(readFileSync(join(project, "package-lock.json"), "utf8")) as {
    readonly packages: Readonly<Record<string, { readonly version: string }>>;
  };
  return Object.entries(lock.packages)
    .filter(([path]) => path !== "" && existsSync(join(project, path)))
    .map(([path, { version }]) => `${path.slice(path.lastIndexOf("node_modules/") + 13)}@${version}`)
    .sort();
}

function nameOf({ key }: Installed): string {
  return key.slice(0, key.lastIndexOf("@"));
}

function packageFolder(name: string): string {
  return join(repositoryFolder, "packages", name.replace("@sekisho/", ""));
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** Finds an installed package and, beside it, what it depends on. */
function findInstalled(link: string, known: Map<string, Installed>): Installed {
  if (!existsSync(link)) throw new Error(`${link} is not installed: run npm run setup`);
  const folder = realpathSync(link);
  const manifest = readManifest(folder);
  const key = `${manifest.name}@${manifest.version}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  // pnpm puts what a package depends on beside the package itself.
  const besides = manifest.name.includes("/") ? dirname(dirname(folder)) : dirname(folder);
  const dependencies = Object.keys(manifest.dependencies ?? {}).map((name) =>
    findInstalled(join(besides, name), known),
  );
  const found = { folder, key, dependencies };
  known.set(key, found);
  return found;
}

/** Packs installed packages again. */
async function packForeign(packages: readonly Installed[], folder: string): Promise<ReadonlyMap<string, string>> {
  const packed = packages.map(async ({ key, folder: from }) => {
    const file = join(folder, `${key.replace("/", "+")}.tgz`);
    // pnpm links equal files to one; tar would pack links, and npm leaves those out without a word. So: copies.
    const copy = join(folder, key, "package");
    cpSync(from, copy, { recursive: true, filter: (path) => path !== join(from, "node_modules") });
    await runOrThrow("tar", ["-czf", file, "-C", dirname(copy), "package"], folder);
    return [key, `file:${file}`] as const;
  });
  return new Map(await Promise.all(packed));
}

/** Adds up the sizes of the files below a folder, in bytes. */
export function folderSize(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
