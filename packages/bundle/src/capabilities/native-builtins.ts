import type { Capabilities, CapabilityBuiltin, Compiler, JsonValue, OpaResult } from "@sekisho/opa";

/**
 * Builtins that `@open-policy-agent/opa-wasm` brings itself. Another host may give other answers, so policies do without
 * them, and without `json.is_valid` too, although OPA compiles that one in.
 */
export const sdkBuiltins: readonly string[] = [
  "json.is_valid",
  "regex.split",
  "sprintf",
  "yaml.is_valid",
  "yaml.marshal",
  "yaml.unmarshal",
];

/** The two operators that are part of the language and no calls. */
const languageBuiltins: readonly string[] = ["assign", "eq"];

/**
 * Asks OPA itself which builtins its WASM target holds: compiles one call of each, and takes those that are calls in the
 * compiled plan and that the module does not want from its host.
 *
 * @returns The capabilities of the compiler with these builtins only.
 */
export async function nativeCapabilities(compiler: Compiler): Promise<Capabilities> {
  const all = valueOf(compiler.capabilities());
  // Deprecated builtins and those with a purpose of their own (`internal.test_case`) do not compile as a call.
  const callable = all.builtins.filter(
    (builtin) => compiler.check({ files: { "calls.rego": callsOf([builtin]) }, strict: false }).ok,
  );
  const request = { files: { "calls.rego": callsOf(callable) }, entrypoints: ["calls/all"] };
  const called = calledIn(valueOf(compiler.build({ ...request, target: "plan" })).entries["plan.json"]);
  const wasm = valueOf(compiler.build({ ...request, target: "wasm" })).entries["policy.wasm"];
  if (wasm === undefined) throw new Error("OPA's bundle has no policy.wasm.");
  const fromHost = await wantedFromHost(wasm);
  const isNative = (name: string): boolean =>
    languageBuiltins.includes(name) || (called.has(name) && !fromHost.has(name) && !sdkBuiltins.includes(name));
  return { ...all, builtins: all.builtins.filter(({ name }) => isNative(name)) };
}

function valueOf<Value>(result: OpaResult<Value>): Value {
  if (!result.ok) throw new Error(`OPA refuses to say which builtins are native: ${JSON.stringify(result.errors)}`);
  return result.value;
}

/** The builtins that a plan calls (docs: ir, `static.builtin_funcs`); what the compiler inlines or erases is not there. */
function calledIn(plan: Uint8Array | undefined): ReadonlySet<string> {
  const parsed = JSON.parse(new TextDecoder().decode(plan)) as {
    readonly static: { readonly builtin_funcs: readonly { readonly name: string }[] };
  };
  return new Set(parsed.static.builtin_funcs.map(({ name }) => name));
}

/** Reads from a compiled policy which builtins it wants from its host. */
export async function wantedFromHost(wasm: Uint8Array<ArrayBuffer>): Promise<ReadonlySet<string>> {
  return new Set(Object.keys(await askModule(wasm, "builtins")));
}

/** Reads from a compiled policy which entrypoints it has. */
export async function entrypointsOf(wasm: Uint8Array<ArrayBuffer>): Promise<readonly string[]> {
  return Object.keys(await askModule(wasm, "entrypoints")).sort();
}

/** Calls one of the module's functions that give a JSON object (docs: wasm, "Exports"). */
async function askModule(
  wasm: Uint8Array<ArrayBuffer>,
  name: "builtins" | "entrypoints",
): Promise<Readonly<Record<string, unknown>>> {
  const memory = new WebAssembly.Memory({ initial: 64 });
  const refuse = (): never => {
    throw new Error("A compiled policy called its host while it only listed what it has.");
  };
  const host = { opa_abort: refuse, opa_println: refuse, opa_builtin0: refuse, opa_builtin1: refuse };
  const { instance } = await WebAssembly.instantiate(wasm, {
    env: { memory, ...host, opa_builtin2: refuse, opa_builtin3: refuse, opa_builtin4: refuse },
  });
  const call = (exported: string, ...args: readonly number[]): number => {
    const found = instance.exports[exported];
    if (typeof found !== "function") throw new Error(`A compiled policy has no function ${exported}.`);
    return Number((found as (...values: readonly number[]) => unknown)(...args));
  };
  const start = call("opa_json_dump", call(name));
  const bytes = new Uint8Array(memory.buffer);
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(start, bytes.indexOf(0, start))));
  if (typeof value !== "object" || value === null) throw new Error(`A compiled policy lists no ${name}.`);
  return Object.fromEntries(Object.entries(value));
}

function callsOf(builtins: readonly CapabilityBuiltin[]): string {
  const calls = builtins.map(({ name, infix, decl }, index) => {
    const args = Array.from({ length: arity(decl) }, (_, place) => `input.a${place}`);
    const call =
      memberCall(name, args) ?? (infix === undefined ? `${name}(${args.join(", ")})` : args.join(` ${infix} `));
    return `all contains ${index} if {\n\tx := ${call}\n\tx == input.x\n}\n`;
  });
  return `package calls\n\n${calls.join("\n")}`;
}

/** The operators that have no name which can be called. */
function memberCall(name: string, [first = "", second = "", third = ""]: readonly string[]): string | null {
  if (name === "internal.member_2") return `(${first} in ${second})`;
  if (name === "internal.member_3") return `(${first}, ${second} in ${third})`;
  return null;
}

function arity(decl: JsonValue): number {
  if (typeof decl !== "object" || decl === null || Array.isArray(decl) || !("args" in decl)) return 0;
  return Array.isArray(decl.args) ? decl.args.length : 0;
}
