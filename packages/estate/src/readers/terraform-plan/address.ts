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
  const found = splitResource(steps.slice(at), modules);
  return found === null || found.rest.length > 0 ? null : found.address;
}

/** Writes an instance's address as Terraform prints it. */
export function formatAddress(address: Address): string {
  return `${formatResource(address)}${formatKey(address.key)}`;
}

/** Writes the address of a resource without the key of its instance. */
export function formatResource(address: Address): string {
  const resource = `${address.mode === "data" ? "data." : ""}${address.type}.${address.name}`;
  return address.modules.length === 0 ? resource : `${formatModules(address.modules)}.${resource}`;
}

/** Writes the address of a module instance; empty for the root. */
export function formatModules(modules: readonly ModuleStep[]): string {
  return modules.map((module) => `module.${module.name}${formatKey(module.key)}`).join(".");
}

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
