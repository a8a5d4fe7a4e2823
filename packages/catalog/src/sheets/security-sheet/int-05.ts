import { type ClaimDefinition, allOf, defineClaim } from "@sekisho/sheet";

/** INT-05: encryption of data. */
export const int05: readonly ClaimDefinition[] = [
  defineClaim({
    id: "INT-05",
    kind: "requirement",
    source: { line: 45, start: 63, end: 74 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: { ja: "データを暗号化している。", en: "Data is encrypted." },
    ceiling: { ja: "データベースの暗号化についてのみ述べる。", en: "Only the encryption of databases is spoken of." },
    evidence: ["configured"],
    statements: ["INT-05.1"],
    observes: ["enc.rds_in_transit"],
    choice: "The label is wider than its body (controls.md 7, N-08). ENC-03 is advisory, outside the literal claim.",
  }),
  defineClaim({
    id: "INT-05.1",
    kind: "statement",
    requirement: "INT-05",
    source: { line: 46, start: 0, end: 19 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: { ja: "データベースを暗号化している。", en: "The databases are encrypted." },
    ceiling: {
      ja: "読み取った設定では、データベースの保存領域とスナップショットが暗号化されている。",
      en: "In the configuration read, the storage and snapshots of the databases are encrypted.",
    },
    evidence: ["configured"],
    decides: allOf("enc.rds_at_rest", "enc.rds_snapshots", "enc.other_databases"),
  }),
];
