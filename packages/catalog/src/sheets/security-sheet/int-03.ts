import { type ClaimDefinition, defineClaim } from "@sekisho/sheet";

/** INT-03: virus countermeasures. */
export const int03: readonly ClaimDefinition[] = [
  // EP-12 decides INT-04.1, where the sheet states the full scan; here it is shown only.
  defineClaim({
    id: "INT-03",
    kind: "requirement",
    source: { line: 40, start: 21, end: 31 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: { ja: "ウイルス対策がある。", en: "There are virus countermeasures." },
    ceiling: {
      ja: "台帳の端末について、記載の日付に対策ソフトの稼働が確認できた。",
      en: "Protection software was seen to run on the listed devices on the date shown.",
    },
    evidence: ["observed"],
    statements: ["INT-03.1", "INT-03.2", "INT-03.3"],
    observes: ["ep.full_scan_monthly"],
    guards: ["org.cross_row_consistency"],
  }),
  defineClaim({
    id: "INT-03.1",
    kind: "statement",
    requirement: "INT-03",
    source: { line: 41, start: 0, end: 20 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: { ja: "対策ソフトを入れている。", en: "Protection software is deployed." },
    ceiling: {
      ja: "台帳の端末について、記載の日付に対策ソフトの稼働が確認できた。",
      en: "Protection software was seen to run on the listed devices on the date shown.",
    },
    evidence: ["observed"],
    decides: "ep.av_active",
  }),
  // The verb, and its qualifiers, stand in the next statement and cover both.
  defineClaim({
    id: "INT-03.2",
    kind: "statement",
    requirement: "INT-03",
    source: { line: 41, start: 20, end: 34 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: {
      ja: "パターンの更新は定期的で、人手によらない。",
      en: "Patterns are updated periodically and without manual work.",
    },
    ceiling: { ja: "測った更新の間隔を述べる。", en: "The measured interval of updates is stated." },
    evidence: ["observed"],
    decides: "ep.av_signature_current",
  }),
  defineClaim({
    id: "INT-03.3",
    kind: "statement",
    requirement: "INT-03",
    source: { line: 41, start: 34, end: 57 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: ["定期的に", "自動"],
    wording: { ja: "スキャンは定期的で、人手によらない。", en: "Scans run periodically and without manual work." },
    ceiling: { ja: "測ったスキャンの間隔を述べる。", en: "The measured interval of scans is stated." },
    evidence: ["observed"],
    decides: "ep.scan_scheduled",
  }),
];
