/** What one evaluation gives; `value` is undefined if the rule has no value for this input. */
export type EngineResult =
  | { readonly ok: true; readonly value: unknown }
  /** Why it failed: in English, without a value of the input. */
  | { readonly ok: false; readonly reason: string };

/** Evaluates the entrypoints of one `policy.wasm`. A failed evaluation says nothing about the next one. */
export interface PolicyEngine {
  /** Slash paths such as `sekisho/enc/rds_at_rest/verdict`, sorted. */
  readonly entrypoints: readonly string[];
  /** Evaluates one entrypoint; `input` is a JSON object as text or as UTF-8 bytes. Never throws. */
  readonly evaluate: (entrypoint: string, input: Uint8Array | string) => EngineResult;
  /** False to evaluate equal inputs each time anew, as measurements do. */
  readonly remembers?: boolean;
}
