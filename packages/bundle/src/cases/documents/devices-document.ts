import type { Json } from "./json.ts";

/** What a test says of a document of made-up devices. */
export interface DevicesSpec {
  /** Who tells it; LANSCOPE unless given. */
  readonly source?: string;
  readonly collected_at?: string;
  readonly lists?: readonly string[];
  readonly devices?: readonly Json[];
  readonly vulnerability_feeds?: readonly Json[];
}

/** Builds a document of devices, collected an hour before the instant at which cases are judged unless it says when. */
export function devicesDocument({ source = "lanscope", collected_at: collectedAt, ...rest }: DevicesSpec): Json {
  return {
    schema: "sekisho.devices/v1",
    collected_at: collectedAt ?? "2026-11-01T08:00:00+09:00",
    source: { name: source },
    ...rest,
  };
}
