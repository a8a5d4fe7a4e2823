import * as sdk from "@open-policy-agent/opa-wasm";
import { SekishoError } from "@sekisho/estate";
import type { EngineResult, PolicyEngine } from "./engine.ts";
import { neededMemoryPages } from "./wasm-memory.ts";

// The SDK's types describe its CommonJS face. At run time that face is the default export, which the types lack, and
// of its names only `loadPolicy` is a named export. `loadPolicy` is not used: it answers a promise, so that a failed
// evaluation could not be followed by one on a fresh instance, and it lets the policy print to the console.
const { LoadedPolicy } = (sdk as unknown as { readonly default: typeof sdk }).default;

type LoadedPolicy = InstanceType<typeof LoadedPolicy>;

const pageSize = 64 * 1024;

/** How much memory an engine takes. */
export interface EngineOptions {
  /** The most memory of one instance, in bytes; an evaluation that needs more fails. 1 GiB if left out. */
  readonly maximumBytes?: number;
  /** An instance that has grown beyond this is replaced, because it never shrinks. 64 MiB if left out. */
  readonly recycleAboveBytes?: number;
}

/**
 * Creates the engine for bundles whose policies use only builtins that are native to the WebAssembly target.
 *
 * @throws SekishoError `BUNDLE_BUILTIN_UNKNOWN` if the policies call anything else, `BUNDLE_INVALID` if the bytes are
 * no policy that OPA has compiled.
 * @example
 * ```ts
 * import { createEngine, type EngineResult, type PolicyBundle } from "@sekisho/policy";
 *
 * export async function verdict(bundle: PolicyBundle, input: object): Promise<EngineResult> {
 *   const engine = await createEngine(bundle.wasm);
 *   return engine.evaluate("sekisho/enc/rds_at_rest/verdict", JSON.stringify(input));
 * }
 * ```
 */
export async function createEngine(wasm: Uint8Array<ArrayBuffer>, options: EngineOptions = {}): Promise<PolicyEngine> {
  let module: WebAssembly.Module;
  let initial: number | null;
  try {
    module = await WebAssembly.compile(wasm);
    initial = neededMemoryPages(wasm);
  } catch (thrown) {
    throw invalid("is no WebAssembly module", thrown);
  }
  if (initial === null) throw invalid("takes no memory from its host, so it is no compiled policy");
  // Each growth of a memory makes V8 collect garbage, and a policy asks for a few pages at a time. So it begins
  // with 16 MiB; pages that are never touched cost nothing.
  const recycleAbove = options.recycleAboveBytes ?? 64 * 1024 * 1024;
  const maximum = Math.floor((options.maximumBytes ?? 1024 * 1024 * 1024) / pageSize);
  const roomy = Math.min(256, Math.floor(recycleAbove / pageSize), maximum);
  const limits = { initial: Math.max(initial, roomy), maximum };

  let policy: LoadedPolicy | null;
  try {
    policy = load(module, limits);
  } catch (thrown) {
    throw thrown instanceof SekishoError ? thrown : invalid("cannot be started", thrown);
  }
  const entrypoints = Object.keys(policy.entrypoints as Readonly<Record<string, number>>).sort();
  const known = new Set(entrypoints);

  function evaluate(entrypoint: string, input: Uint8Array | string): EngineResult {
    if (!known.has(entrypoint)) return { ok: false, reason: "The bundle has no such entrypoint." };
    try {
      policy ??= load(module, limits);
      const answers: unknown = policy.evaluate(exactBuffer(input), entrypoint);
      if (policy.mem.buffer.byteLength > recycleAbove) policy = null;
      return { ok: true, value: firstResult(answers) };
    } catch (thrown) {
      // Memory and stack of an instance that was left in the middle of an evaluation are in no defined state.
      policy = null;
      return { ok: false, reason: reasonOf(thrown) };
    }
  }
  return { entrypoints, evaluate };
}

function invalid(what: string, cause?: unknown): SekishoError {
  return new SekishoError(
    "BUNDLE_INVALID",
    `The bundle's policy.wasm ${what}. Build or fetch the bundle again.`,
    cause === undefined ? {} : { cause },
  );
}

/** Starts one instance with a host that offers nothing: no builtins, no console. */
function load(module: WebAssembly.Module, limits: WebAssembly.MemoryDescriptor): LoadedPolicy {
  const memory = new WebAssembly.Memory(limits);
  const builtin = (): never => {
    throw new SekishoError("EVALUATION_FAILED", "The policy called a builtin that this host does not have.");
  };
  const instance = new WebAssembly.Instance(module, {
    env: {
      memory,
      opa_abort: (address: number): never => {
        throw new SekishoError("EVALUATION_FAILED", `The policy stopped: ${stringAt(memory, address)}.`);
      },
      opa_println: () => undefined,
      opa_builtin0: builtin,
      opa_builtin1: builtin,
      opa_builtin2: builtin,
      opa_builtin3: builtin,
      opa_builtin4: builtin,
    },
  });
  const minor = globalOf(instance, "opa_wasm_abi_minor_version");
  if (globalOf(instance, "opa_wasm_abi_version") !== 1 || minor === null || minor < 2) {
    throw invalid("has another binary interface than version 1.2 or a later 1.x");
  }
  refuseBuiltins(instance, memory);
  return new LoadedPolicy({ module, instance }, memory, minor);
}

function refuseBuiltins(instance: WebAssembly.Instance, memory: WebAssembly.Memory): void {
  const address = call(instance, "opa_json_dump", call(instance, "builtins"));
  const names = Object.keys(JSON.parse(stringAt(memory, address)) as Readonly<Record<string, number>>).sort();
  if (names.length === 0) return;
  throw new SekishoError(
    "BUNDLE_BUILTIN_UNKNOWN",
    `The bundle's policy.wasm calls builtins that this host does not have: ${names.join(", ")}. ` +
      `Write its policies without them, or build the bundle with "sekisho bundle build", which names their places.`,
    { details: { builtins: names } },
  );
}

function call(instance: WebAssembly.Instance, name: string, ...args: readonly number[]): number {
  const exported = instance.exports[name];
  if (typeof exported !== "function") throw invalid(`does not export "${name}"`);
  // All that is called here takes and gives addresses.
  return (exported as (...args: readonly number[]) => number)(...args);
}

function globalOf(instance: WebAssembly.Instance, name: string): number | null {
  const exported = instance.exports[name];
  const value: unknown = exported instanceof WebAssembly.Global ? exported.value : null;
  return typeof value === "number" ? value : null;
}

function stringAt(memory: WebAssembly.Memory, address: number): string {
  const bytes = new Uint8Array(memory.buffer);
  return new TextDecoder().decode(bytes.subarray(address, bytes.indexOf(0, address)));
}

/** The SDK takes nothing but a whole ArrayBuffer for bytes: a view on one is silently taken for an object. */
function exactBuffer(input: Uint8Array | string): ArrayBuffer {
  return new Uint8Array(typeof input === "string" ? new TextEncoder().encode(input) : input).buffer;
}

/** OPA answers a list of results, empty where the rule is undefined. */
function firstResult(answers: unknown): unknown {
  const first: unknown = Array.isArray(answers) ? answers[0] : undefined;
  return typeof first === "object" && first !== null && "result" in first ? first.result : undefined;
}

/** Names what was thrown; only messages that come from the runtime itself are repeated. */
function reasonOf(thrown: unknown): string {
  if (thrown instanceof SekishoError) return thrown.message;
  if (thrown instanceof WebAssembly.RuntimeError) return `The policy broke off: ${thrown.message}.`;
  if (thrown instanceof RangeError) return "The policy broke off: it needs more memory or stack than there is.";
  if (thrown instanceof SyntaxError) return "The policy's answer is not valid JSON.";
  return "The policy broke off for an unknown reason.";
}
