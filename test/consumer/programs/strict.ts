// A user's program: compiled against the packed types in strict mode without skipLibCheck, then run.
import {
  check,
  defineClaim,
  defineSheet,
  exitStatus,
  parseFailOn,
  render,
  type ClaimResult,
  type Report,
} from "sekisho";

const listeners = defineClaim({
  id: "OWN-01",
  kind: "requirement",
  source: { line: 1, start: 0, end: 10 },
  mark: "有",
  modality: "implemented",
  strength: "plain",
  qualifiers: [],
  wording: { ja: "通信はHTTPSだけで受ける。", en: "Requests are taken over HTTPS only." },
  ceiling: { ja: "設定のとおり。", en: "As configured." },
  evidence: ["configured"],
  statements: [],
  decides: "tls.https_only_listeners",
});

export const misspelt = defineClaim({
  ...listeners,
  // @ts-expect-error: there is no such policy, and the packed types know it
  decides: "tls.https_only_listenres",
});

const ownSheet = defineSheet({
  id: "own",
  version: "1",
  title: { ja: "自社のシート", en: "Own sheet" },
  source: { name: "own.md" },
  claims: [listeners],
});

/** What the program has to say. */
export interface Said {
  readonly own: readonly (readonly [string, ClaimResult["verdict"]])[];
  readonly status: number;
  readonly builtIn: string;
}

/** Checks a plan against the program's own sheet and against the built-in one. */
export async function main(plan: string, profile: string, now: string): Promise<Said> {
  const own: Report = await check({ documents: [plan], profile, sheet: ownSheet, now });
  const builtIn: Report = await check({ documents: [plan], profile, now });
  return {
    own: own.claims.map(({ claim, verdict }) => [claim, verdict] as const),
    status: exitStatus(own, parseFailOn("contradicted")),
    builtIn: render(builtIn, { format: "json", lang: "en" }),
  };
}
