import { SekishoError } from "@sekisho/estate";
import { entrypointOf } from "@sekisho/policy";
import type { Ready } from "./answer.ts";
import { isObject, member, parseBody } from "./json-body.ts";
import type { Answer, DataQuestion } from "./question.ts";

/** What OPA adds where a request has no input. */
const noInput = { code: "api_usage_warning", message: "'input' key missing from the request" };

/**
 * Answers a question of OPA's Data API about a policy's verdict, or about `data.sekisho.main.verdicts` for the output of
 * `sekisho slices`. What OPA would answer and this server cannot, because the policies are compiled for their verdicts
 * alone, is refused and never said to be undefined.
 *
 * @throws SekishoError `REQUEST_INVALID`, `REQUEST_PATH_UNKNOWN`, `EVALUATION_FAILED`.
 */
export function answerData(ready: Ready, { path, body }: DataQuestion): Answer {
  const request = body.length === 0 ? {} : parseBody(body);
  if (!isObject(request)) {
    throw new SekishoError("REQUEST_INVALID", 'The body is no JSON object. Send {"input": …}.');
  }
  // As in OPA, an input of null counts as none.
  const input = member(request, "input") ?? undefined;
  const result = valueAt(ready, path, input);
  return {
    ok: true,
    body: JSON.stringify({
      ...(result === undefined ? {} : { result }),
      ...(input === undefined ? { warning: noInput } : {}),
    }),
    exitStatus: null,
  };
}

function valueAt(ready: Ready, path: readonly string[], input: unknown): unknown {
  const [root, family, name, rule, ...below] = path;
  if (root !== undefined && root !== "sekisho") return undefined;
  if (root !== undefined && family === "main" && name === "verdicts") {
    return rule === undefined ? verdictsOf(ready, input) : inside(verdictsOf(ready, input), [rule, ...below]);
  }
  if (root !== undefined && family !== undefined && name !== undefined && family !== "lib") {
    const id = `${family}.${name}`;
    if (family === "main" || !ready.bundle.policies.some((policy) => policy.id === id)) return undefined;
    if (rule === "verdict") return inside(evaluate(ready, id, input), below);
  }
  throw new SekishoError(
    "REQUEST_PATH_UNKNOWN",
    "This server evaluates sekisho/<family>/<name>/verdict and sekisho/main/verdicts. What else the bundle's packages hold, an OPA that loads the bundle tells.",
  );
}

function evaluate({ engine }: Ready, policy: string, input: unknown): unknown {
  const answer = engine.evaluate(entrypointOf(policy), JSON.stringify(input ?? {}));
  if (answer.ok) return answer.value;
  throw new SekishoError("EVALUATION_FAILED", `The policy ${policy} could not be evaluated: ${answer.reason}`);
}

interface Row {
  readonly policy: string;
  readonly subject: unknown;
  readonly verdict: unknown;
}

/** Evaluates `data.sekisho.main.verdicts`: a set, so equal rows are one, in the order in which OPA writes a set. */
function verdictsOf(ready: Ready, input: unknown): readonly Row[] {
  const slices = member(input, "slices");
  const rows = new Map<string, Row>();
  for (const slice of typeof slices === "object" && slices !== null ? Object.values(slices) : []) {
    const policy = member(slice, "policy");
    const [subject, given] = [member(slice, "subject"), member(slice, "input")];
    if (typeof policy !== "string" || subject === undefined || given === undefined) continue;
    if (!ready.bundle.policies.some(({ id }) => id === policy)) continue;
    const verdict = evaluate(ready, policy, given);
    if (verdict === undefined) continue;
    rows.set(JSON.stringify([policy, subject, verdict]), { policy, subject, verdict });
  }
  return [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** Goes down into a value, as the rest of a path does. */
function inside(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (Array.isArray(found) && !/^(?:0|[1-9]\d*)$/u.test(key)) return undefined;
    found = member(found, key);
  }
  return found;
}
