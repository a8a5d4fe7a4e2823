import { type ClaimDefinition, allOf, defineClaim } from "@sekisho/sheet";
import { wafDeployed } from "./shared.ts";

/** ING-03: the web application firewall. */
export const ing03: readonly ClaimDefinition[] = [
  defineClaim({
    id: "ING-03",
    kind: "requirement",
    source: { line: 4, start: 43, end: 50 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: { ja: "WAFがある。", en: "There is a WAF." },
    ceiling: {
      ja: "読み取った設定では、対象のエンドポイントにWAFが働いている。",
      en: "In the configuration read, a WAF acts on the endpoints concerned.",
    },
    evidence: ["configured"],
    statements: ["ING-03.1", "ING-03.2", "ING-03.3"],
    observes: ["waf.managed_rule_baseline", "waf.managed_rules_auto_version", "waf.logging_and_metrics"],
    choice:
      "A row has no test of its own (controls.md 1.1): what controls.md names for the row alone is shown beside it.",
  }),
  defineClaim({
    id: "ING-03.1",
    kind: "statement",
    requirement: "ING-03",
    source: { line: 5, start: 0, end: 10 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: { ja: "WAFを導入している。", en: "A WAF is deployed." },
    ceiling: {
      ja: "読み取った設定では、公開エンドポイントに、要求を止めうるWAFが関連付けられている。",
      en: "In the configuration read, a WAF that can block requests is associated with the public endpoints.",
    },
    evidence: ["configured"],
    decides: wafDeployed,
  }),
  defineClaim({
    id: "ING-03.2",
    kind: "statement",
    requirement: "ING-03",
    source: { line: 5, start: 10, end: 29 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: { ja: "GuardDutyを利用している。", en: "GuardDuty is in use." },
    ceiling: {
      ja: "宣言したリージョンでGuardDutyが有効であり、指定した保護機能が有効である。",
      en: "GuardDuty and the protection features named are enabled in the declared regions.",
    },
    evidence: ["configured"],
    decides: allOf("guardduty.detector_all_regions", "guardduty.features_baseline"),
  }),
  defineClaim({
    id: "ING-03.3",
    kind: "statement",
    requirement: "ING-03",
    source: { line: 5, start: 29, end: 61 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: {
      ja: "アプリケーション層にも不正アクセスへの対策がある。",
      en: "There are measures against unauthorised access in the application layer, too.",
    },
    ceiling: {
      ja: "対策があると、記載の日付の文書で表明されている。",
      en: "A document of the date shown states that there are such measures.",
    },
    evidence: ["attested"],
    decides: "att.app_layer_controls",
  }),
];
