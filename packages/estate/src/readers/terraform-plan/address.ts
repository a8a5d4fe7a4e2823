/** What tells the instances of a `count` (number) or `for_each` (string) apart; null where there is only one. */
export type InstanceKey = number | string | null;

/** One step of a traversal: a name after a dot, or an index in brackets. */
export type Step = { readonly name: string } | { readonly index: number | string };

/** One module on the way from the root to a resource. */
export interface ModuleStep {
  readonly name: string;
  readonly key: InstanceKey;
}

/** The address of a resource, or of one of its instances. */
export interface Address {
  readonly modules: readonly ModuleStep[];
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly key: InstanceKey;
}

/** Parses a traversal such as `module.a["k"].aws_lb.main[0].arn`; null if it is none. */
export function parseTraversal(text: string): readonly Step[] | null {
  const steps: Step[] = [];
  const token = /(?:^|\.)([^.[\]"\s]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/uy;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (match === null) return null;
    const [, name, number, quoted] = match;
    if (name !== undefined) steps.push({ name });
    else if (number !== undefined) steps.push({ index: Number(number) });
    else {
      const index = unquote(quoted ?? "");
      if (index === null) return null;
      steps.push({ index });
    }
  }
  return nameOf(steps[0]) === undefined ? null : steps;
}

/** Splits a traversal that begins with a resource into its address and what follows; null if it begins otherwise. */
export function splitResource(
  steps: readonly Step[],
  modules: readonly ModuleStep[] = [],
): { readonly address: Address; readonly hasKey: boolean; readonly rest: readonly Step[] } | null {
  const [first, second] = steps;
  const isData = nameOf(first) === "data";
  const type = isData ? nameOf(second) : nameOf(first);
  const start = isData ? 2 : 1;
  const name = nameOf(steps[start]);
  if (type === undefined || name === undefined) return null;
  const index = steps[start + 1];
  const key = index !== undefined && "index" in index ? index.index : null;
  return {
    address: { modules, mode: isData ? "data" : "managed", type, name, key },
    hasKey: key !== null,
    rest: steps.slice(start + (key === null ? 1 : 2)),
  };
}

/** Parses the absolute address of a resource instance; null if it is none. */
export function parseAddress(text: string): Address | null {
  const split = splitModules(text);
  return split === null ? null : resourceAddress(split.rest, split.modules);
}

/**
 * Creates a parser of the addresses of one document. Resources of one module share its steps, so that what is found out of a
 * module can be kept; `module` is the address of the resource's module, as the document tells it.
 */
export function createAddressParser(): (text: string, module: string | undefined) => Address | null {
  const parsed = new Map<string, readonly ModuleStep[] | null>();
  return (text, module) => {
    if (module === undefined || !text.startsWith(`${module}.`)) return parseAddress(text);
    let modules = parsed.get(module);
    if (modules === undefined) {
      const split = splitModules(module);
      modules = split?.rest.length === 0 ? split.modules : null;
      parsed.set(module, modules);
    }
    const steps = modules === null ? null : parseTraversal(text.slice(module.length + 1));
    return modules === null || steps === null || nameOf(steps[0]) === "module"
      ? parseAddress(text)
      : resourceAddress(steps, modules);
  };
}

function resourceAddress(steps: readonly Step[], modules: readonly ModuleStep[]): Address | null {
  const found = splitResource(steps, modules);
  return found === null || found.rest.length > 0 ? null : found.address;
}

/** Splits a traversal into the modules with which it begins and what follows; null if it is none. */
function splitModules(
  text: string,
): { readonly modules: readonly ModuleStep[]; readonly rest: readonly Step[] } | null {
  const steps = parseTraversal(text);
  if (steps === null) return null;
  const modules: ModuleStep[] = [];
  let at = 0;
  while (nameOf(steps[at]) === "module") {
    const name = nameOf(steps[at + 1]);
    if (name === undefined) return null;
    const index = steps[at + 2];
    const key = index !== undefined && "index" in index ? index.index : null;
    modules.push({ name, key });
    at += key === null ? 2 : 3;
  }
  return { modules, rest: at === 0 ? steps : steps.slice(at) };
}

/** Writes an instance's address as Terraform prints it. */
export function formatAddress(address: Address): string {
  return `${formatResource(address)}${formatKey(address.key)}`;
}

/** Writes the address of a resource without the key of its instance. */
export function formatResource(address: Address): string {
  const resource = formatInModule(address);
  return address.modules.length === 0 ? resource : `${formatModules(address.modules)}.${resource}`;
}

/** Writes the address that a resource has within its module, without the key of its instance. */
export function formatInModule({ mode, type, name }: Address): string {
  return `${mode === "data" ? "data." : ""}${type}.${name}`;
}

/** Writes the address of a module instance; empty for the root. */
export function formatModules(modules: readonly ModuleStep[]): string {
  if (modules.length === 0) return "";
  let text = modulesWritten.get(modules);
  if (text === undefined) {
    text = modules.map((module) => `module.${module.name}${formatKey(module.key)}`).join(".");
    modulesWritten.set(modules, text);
  }
  return text;
}

/** Of the modules of many resources it is asked for often. */
const modulesWritten = new WeakMap<readonly ModuleStep[], string>();

/** Reads the name of a step; undefined for an index or where there is no step. */
export function nameOf(step: Step | undefined): string | undefined {
  return step !== undefined && "name" in step ? step.name : undefined;
}

function formatKey(key: InstanceKey): string {
  if (key === null) return "";
  if (typeof key === "number") return `[${String(key)}]`;
  return `[${JSON.stringify(key)
    .replaceAll("${", () => "$${")
    .replaceAll("%{", "%%{")}]`;
}

function unquote(quoted: string): string | null {
  try {
    const text: unknown = JSON.parse(quoted);
    return typeof text === "string" ? text.replaceAll("$${", () => "${").replaceAll("%%{", "%{") : null;
  } catch {
    return null;
  }
}

/** Drops the instance keys: the address of what is written, whichever instance it is. */
export function withoutKeys(address: Address): Address {
  return { ...address, key: null, modules: address.modules.map(({ name }) => ({ name, key: null })) };
}
