/** How many runs a property has and with which seed; the note goes into the test's name, so that a failure can be met again. */
export interface FuzzRun {
  readonly parameters: { readonly numRuns: number; readonly seed: number };
  readonly note: string;
}

/**
 * Says how long to fuzz: `runs` times with one seed, or as `SEKISHO_FUZZ_RUNS` and `SEKISHO_FUZZ_SEED` say, which
 * `npm run test:full` sets.
 */
export function fuzzRun(runs = 200): FuzzRun {
  const numRuns = Number(process.env["SEKISHO_FUZZ_RUNS"] ?? runs);
  const seed = Number(process.env["SEKISHO_FUZZ_SEED"] ?? 20_261_101);
  return { parameters: { numRuns, seed }, note: `${String(numRuns)} runs, seed ${String(seed)}` };
}
