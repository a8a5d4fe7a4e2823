import { type ClaimDefinition, defineClaim } from "@sekisho/sheet";
import { ddosMeasures } from "./shared.ts";

/** ING-01: countermeasures against denial of service. */
export const ing01: readonly ClaimDefinition[] = [
  defineClaim({
    id: "ING-01",
    kind: "requirement",
    source: { line: 2, start: 0, end: 10 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: {
      ja: "サービス妨害(DDoS)への対策がある。",
      en: "There are countermeasures against denial of service (DDoS).",
    },
    ceiling: {
      ja: "公開している入口はAWSの標準の保護を受ける種類であり、読み取った設定ではWAFに流量制限がある。",
      en: "The public entry points are of kinds that AWS protects by default, and the configuration read holds WAF rate limits.",
    },
    evidence: ["inherited", "configured"],
    statements: [],
    guards: ["org.provider_inherited"],
    decides: ddosMeasures,
  }),
];
