import { type ClaimDefinition, allOf, defineClaim } from "@sekisho/sheet";

/** INT-01: a heading without a mark, with two sentences below it. */
export const int01: readonly ClaimDefinition[] = [
  defineClaim({
    id: "INT-01",
    kind: "requirement",
    source: { line: 30, start: 0, end: 20 },
    mark: "none",
    modality: "heading",
    strength: "plain",
    qualifiers: ["など"],
    wording: {
      ja: "クラウドの設定と脆弱性の検知についての見出し。",
      en: "Heading on cloud configuration and vulnerability detection.",
    },
    ceiling: {
      ja: "有無は述べない。観測した結果を下に挙げることはできる。",
      en: "Neither yes nor no is said; observations may be listed below it.",
    },
    evidence: [],
    statements: ["INT-01.1", "INT-01.2"],
    observes: ["cspm.config_recorder", "cspm.securityhub_standards", "cspm.imdsv2"],
    guards: ["org.unmarked_heading"],
  }),
  defineClaim({
    id: "INT-01.1",
    kind: "statement",
    requirement: "INT-01",
    source: { line: 31, start: 0, end: 33 },
    mark: "none",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: { ja: "利用者のリソースのデータを保護している。", en: "Data in user resources is protected." },
    ceiling: {
      ja: "挙げた保護があると、記載の日付の文書で表明され、公開の設定は見つからなかった。",
      en: "A document of the date shown states the protections listed, and no public setting was found.",
    },
    evidence: ["configured", "attested"],
    observes: [
      "enc.rds_at_rest",
      "enc.rds_snapshots",
      "enc.rds_in_transit",
      "enc.other_databases",
      "enc.ebs",
      "enc.s3_efs",
      "enc.messaging_secrets",
    ],
    decides: allOf("net.s3_not_public", "net.snapshots_images_not_public", "att.data_protection_statement"),
    choice:
      "The sentence does not say which protection is meant. ENC-05 to -07 call themselves observation only here, and ENC-01 to -04 do not name the row: encryption is INT-05.",
  }),
  defineClaim({
    id: "INT-01.2",
    kind: "statement",
    requirement: "INT-01",
    source: { line: 31, start: 33, end: 46 },
    mark: "none",
    modality: "vague",
    strength: "plain",
    qualifiers: ["厳重な"],
    wording: { ja: "管理は「厳重」であると述べている。", en: 'It says that management is "strict".' },
    ceiling: {
      ja: "提供者の言葉として引用するにとどめる。結果は述べない。",
      en: "Quoted as the vendor's words; no result is stated.",
    },
    evidence: [],
    guards: ["org.vague_wording"],
  }),
];
