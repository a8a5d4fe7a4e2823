import type { ReadAccount } from "../../model/estate.ts";
import type { Json, UnknownCode } from "../../model/value.ts";
import { formatModules, type Address, type ModuleStep } from "./address.ts";
import type { Configuration, Scope } from "./configuration.ts";
import { isList, isObject, own, ownList, ownObject, ownString, pointer, type JsonObject } from "../json-access.ts";
import type { ProviderMajor } from "./values.ts";

/** Where a planned resource lies, as far as its provider configuration tells. */
export interface Placement {
  readonly accountKey: string;
  readonly region: string | { readonly unknown: UnknownCode };
}

/** The provider configurations of a plan. */
export interface Providers {
  /** Finds account and region of a resource by the provider configuration it is made with. */
  place(address: Address, providerKey: string | null): Placement;
  /** Notes an ARN of a resource: it tells the id of its account if nothing else does. */
  noteArn(accountKey: string, arn: string): void;
  /** All accounts, sorted by key; those of configurations without resources too. */
  accounts(): readonly ReadAccount[];
  /** The major that the root's version constraint settles, or null. */
  readonly major: ProviderMajor | null;
}

interface Entry {
  readonly key: string;
  /** Local name with alias, as in `aws.use1`. */
  readonly local: string;
  /** Names of the modules above it. */
  readonly modules: readonly string[];
  readonly expressions: JsonObject;
  readonly isEmpty: boolean;
  readonly versionConstraint: string | null;
}

interface AccountFacts {
  readonly key: string;
  readonly origin: string;
  readonly declared: Set<string>;
  readonly inArns: Set<string>;
}

/** Settings of the provider that say with whose credentials it works, beside the assumed roles. */
const credentialSettings = ["profile", "shared_config_files", "shared_credentials_files"] as const;
const secretSettings = ["access_key", "secret_key", "token"] as const;
const roleSettings = ["assume_role", "assume_role_with_web_identity"] as const;

const awsProvider = /(?:^|\/)hashicorp\/aws$/u;
const regionName = /^[a-z]{2,4}(?:-[a-z]+)+-\d+$/u;
const accountId = /^\d{12}$/u;

/** Creates the reader of the AWS provider configurations of a plan. */
export function createProviders(
  configuration: Json | undefined,
  documentName: string,
  expressions: Configuration,
): Providers {
  const entries = awsEntries(ownObject(configuration, "provider_config"));
  const accounts = new Map<string, AccountFacts>();
  const literalKeys: string[] = [];

  function literalOf(expression: Json | undefined, modules: readonly ModuleStep[]): Json | undefined {
    if (expression === undefined) return undefined;
    const scope: Scope = { modules, self: null, keys: [null], forEach: undefined };
    const { objects, literals, isOpen } = expressions.resolve(expression, scope);
    const [literal, ...others] = literals;
    const isSettled = objects.length === 0 && !isOpen && others.length === 0;
    return isSettled && literal?.isSensitive === false ? literal.value : undefined;
  }

  function textOf(expression: Json | undefined, modules: readonly ModuleStep[]): string {
    const value = literalOf(expression, modules);
    if (typeof value === "string") return value;
    if (isList(value)) return value.filter((item) => typeof item === "string").join(",");
    const references = ownList(expression, "references").filter((text) => typeof text === "string");
    return references.length === 0 ? "?" : references.join(",");
  }

  function rolesOf(entry: Entry, modules: readonly ModuleStep[]): readonly string[] {
    return roleSettings.flatMap((setting) => {
      const written = own(entry.expressions, setting);
      return (isList(written) ? written : [written])
        .filter(isObject)
        .map((role) => textOf(own(role, "role_arn"), modules));
    });
  }

  /** Names the credentials without any secret: given keys are numbered by their first appearance. */
  function accountKeyOf(entry: Entry, modules: readonly ModuleStep[]): string {
    const parts: string[] = [];
    for (const setting of credentialSettings) {
      const written = own(entry.expressions, setting);
      if (written !== undefined) parts.push(`${setting}=${textOf(written, modules)}`);
    }
    const secrets = secretSettings.map((setting) => own(entry.expressions, setting) ?? null);
    if (secrets.some((secret) => secret !== null)) {
      const text = JSON.stringify(secrets);
      if (!literalKeys.includes(text)) literalKeys.push(text);
      parts.push(`keys#${String(literalKeys.indexOf(text) + 1)}`);
    }
    parts.push(...rolesOf(entry, modules).map((role) => `role=${role}`));
    return parts.length === 0 ? "default" : parts.join(" ");
  }

  function accountOf(key: string, origin: string): AccountFacts {
    let facts = accounts.get(key);
    if (facts === undefined) {
      facts = { key, origin, declared: new Set(), inArns: new Set() };
      accounts.set(key, facts);
    }
    return facts;
  }

  function noteEntry(entry: Entry, modules: readonly ModuleStep[]): string {
    const key = accountKeyOf(entry, modules);
    const origin = `${documentName}#${pointer("/configuration/provider_config", entry.key)}`;
    const facts = accountOf(key, origin);
    const allowed = allowedAccounts(own(entry.expressions, "allowed_account_ids"), modules);
    if (allowed.length === 1) facts.declared.add(allowed[0] ?? "");
    // Roles are assumed one after the other: the account of the last one is worked in.
    const role = accountOfArn(rolesOf(entry, modules).at(-1) ?? "");
    if (role !== null) facts.declared.add(role);
    return key;
  }

  /** A list of one variable is printed as a reference like the variable itself. */
  function allowedAccounts(expression: Json | undefined, modules: readonly ModuleStep[]): readonly string[] {
    const value = literalOf(expression, modules);
    const list = isList(value) ? value : value === undefined ? [] : [value];
    const ids = list.filter((id): id is string => typeof id === "string" && accountId.test(id));
    return ids.length === list.length ? [...new Set(ids)] : [];
  }

  /** Finds the configuration that a resource is made with; null where the plan does not tell which. */
  function entryOf(address: Address, providerKey: string | null): Entry | null {
    if (providerKey !== null && !providerKey.includes(":")) {
      return entries.find((entry) => entry.key === providerKey) ?? implicitEntry(providerKey);
    }
    const exact = entries.find((entry) => entry.key === providerKey && !entry.isEmpty);
    if (exact !== undefined) return exact;
    // Terraform before 1.1 names the configuration by the module's own name for it, and does not print what the caller
    // passes: the modules above are asked, and the root only where it has one configuration to pass.
    const local = providerKey === null ? "aws" : providerKey.slice(providerKey.lastIndexOf(":") + 1);
    const names = address.modules.map((module) => module.name);
    for (let depth = names.length; depth > 0; depth -= 1) {
      const path = names.slice(0, depth).join(".");
      const found = entries.find(
        (entry) => entry.modules.join(".") === path && entry.local === local && !entry.isEmpty,
      );
      if (found !== undefined) return found;
    }
    const roots = entries.filter((entry) => entry.modules.length === 0);
    const [only] = roots;
    if (roots.length > 1) return null;
    return only ?? implicitEntry(local);
  }

  const placements = new Map<string, Placement>();
  return {
    major: majorOf(entries.filter((entry) => entry.modules.length === 0).map((entry) => entry.versionConstraint)),
    place(address, providerKey) {
      const cacheKey = `${providerKey ?? ""}\n${formatModules(address.modules)}`;
      let placement = placements.get(cacheKey);
      if (placement === undefined) {
        placement = findPlacement(address, providerKey);
        placements.set(cacheKey, placement);
      }
      return placement;
    },
    noteArn(accountKey, arn) {
      const id = accountOfArn(arn);
      if (id !== null) accounts.get(accountKey)?.inArns.add(id);
    },
    accounts() {
      for (const entry of entries) {
        if (entry.modules.length === 0) noteEntry(entry, []);
      }
      return [...accounts.values()]
        .map(({ key, origin, declared, inArns }) => ({
          key,
          origin,
          id: onlyOne(declared.size > 0 ? declared : inArns),
        }))
        .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
    },
  };

  function findPlacement(address: Address, providerKey: string | null): Placement {
    const entry = entryOf(address, providerKey);
    if (entry === null) {
      const keys = new Set(entries.filter((one) => one.modules.length === 0).map((one) => noteEntry(one, [])));
      const regions = new Set(entries.filter((one) => one.modules.length === 0).map((one) => regionOf(one, [])));
      const region = onlyOne(regions);
      const accountKey = onlyOne(keys) ?? `provider=${providerKey ?? "aws"}`;
      accountOf(accountKey, `${documentName}#/configuration/provider_config`);
      return { accountKey, region: region ?? { unknown: "U1" } };
    }
    const modules = address.modules.slice(0, entry.modules.length);
    return { accountKey: noteEntry(entry, modules), region: regionOf(entry, modules) ?? { unknown: "U1" } };
  }

  function regionOf(entry: Entry, modules: readonly ModuleStep[]): string | null {
    const region = literalOf(own(entry.expressions, "region"), modules);
    return isRegionName(region) ? region : null;
  }
}

/** Tells whether a value is the name of an AWS region. */
export function isRegionName(value: Json | undefined): value is string {
  return typeof value === "string" && regionName.test(value);
}

/** Tells whether a text is the id of an AWS account. */
export function isAccountId(text: string): boolean {
  return accountId.test(text);
}

/** Reads the region out of an ARN; null where it names none. */
export function regionOfArn(arn: string): string | null {
  const region = arn.startsWith("arn:") ? arn.split(":")[3] : undefined;
  return isRegionName(region) ? region : null;
}

/** Reads the account out of an ARN; null where it names none. */
export function accountOfArn(arn: string): string | null {
  const account = arn.startsWith("arn:") ? arn.split(":")[4] : undefined;
  return account !== undefined && accountId.test(account) ? account : null;
}

function onlyOne<Item>(items: ReadonlySet<Item>): Item | null {
  const [first] = items;
  return items.size === 1 && first !== undefined ? first : null;
}

function implicitEntry(local: string): Entry {
  return { key: local, local, modules: [], expressions: {}, isEmpty: true, versionConstraint: null };
}

function awsEntries(providerConfig: JsonObject | undefined): readonly Entry[] {
  return Object.entries(providerConfig ?? {}).flatMap(([key, entry]) => {
    const fullName = ownString(entry, "full_name");
    const isAws = fullName === undefined ? ownString(entry, "name") === "aws" : awsProvider.test(fullName);
    if (!isAws) return [];
    const expressions = ownObject(entry, "expressions") ?? {};
    const modules = (ownString(entry, "module_address") ?? "").split(".").filter((part) => part !== "");
    return [
      {
        key,
        local: key.slice(key.lastIndexOf(":") + 1),
        // Terraform 0.12 leaves out the word `module`; a module call of that name is too rare to matter.
        modules: modules.filter((part) => part !== "module"),
        expressions,
        isEmpty: Object.keys(expressions).length === 0,
        versionConstraint: ownString(entry, "version_constraint") ?? null,
      },
    ];
  });
}

function majorOf(constraints: readonly (string | null)[]): ProviderMajor | null {
  let lowest = 0;
  let highest = Number.POSITIVE_INFINITY;
  for (const clause of constraints.flatMap((constraint) => constraint?.split(",") ?? [])) {
    const match = /^\s*(=|~>|>=|<=|>|<|)\s*v?(\d+)(\.\d+)*(?:-\S+)?\s*$/u.exec(clause);
    if (match === null) continue;
    const operator = match[1] ?? "";
    const major = Number(match[2]);
    const isWhole = !/\d+\..*[1-9]/u.test(clause);
    const hasMinor = /\d+\.\d+/u.test(clause);
    if (operator === "" || operator === "=" || (operator === "~>" && hasMinor)) {
      lowest = Math.max(lowest, major);
      highest = Math.min(highest, major);
    } else if (operator === "~>" || operator === ">=" || operator === ">") lowest = Math.max(lowest, major);
    else highest = Math.min(highest, operator === "<" && isWhole ? major - 1 : major);
  }
  return lowest >= 6 && highest >= lowest ? "6" : highest <= 5 && highest >= lowest ? "5" : null;
}
