import type { TensionDefinition } from "@sekisho/sheet";

/** Where the sheet does not agree with itself (controls.md 7); its owner decides each, nobody else. */
export const tensions: readonly TensionDefinition[] = [
  {
    id: "N-01",
    between: "rows",
    claims: ["ING-06", "ING-06.Q1", "EGR-02", "EGR-02.2", "EGR-02.Q2"],
    about: {
      ja: "監視は、入口では有、出口では無と答えている。SOCは一方では検討の予定、他方では検討の最中である。",
      en: "Monitoring is answered with yes at the entrance and no at the exit; a SOC is to be considered in one place and under consideration in the other.",
    },
  },
  {
    id: "N-02",
    between: "rows",
    claims: ["ING-07.8", "ING-07.Q1", "INT-06.7"],
    about: {
      ja: "侵入を防ぐ対策が二度述べられるが、IPSとIDSは予定にとどまる。",
      en: "Measures against intrusion are claimed twice, while IPS and IDS are only planned.",
    },
  },
  {
    id: "N-03",
    between: "words",
    claims: ["ING-05", "ING-05.1", "ING-05.2"],
    about: {
      ja: "見出しは証明書による認証と述べ、本文はサーバ証明書を述べる。読み手はクライアント証明書を期待しうる。",
      en: "The label says authentication by certificate, the body speaks of server certificates; a reader may expect client certificates.",
    },
  },
  {
    id: "N-04",
    between: "words",
    claims: ["ING-02.3", "ING-04.2", "ING-04.6", "ING-04.8", "ING-04.9", "INT-02.4"],
    about: {
      ja: "例外を認めない言葉がある。設定はそれを否定できても、証明することはほとんどできない。",
      en: "There are words that admit no exception; configuration can refute them and hardly ever prove them.",
    },
  },
  {
    id: "N-05",
    between: "words",
    claims: ["INT-01", "INT-06"],
    about: {
      ja: "二つの見出しに印がない。CSPMは見出しの例にすぎず、本文は使っていると述べていない。",
      en: "Two headings bear no mark; CSPM is only an example in a heading, and nothing below says that it is used.",
    },
  },
  {
    id: "N-06",
    between: "words",
    claims: ["INT-02"],
    about: {
      ja: "見出しを文字どおりに読むと、ネットワークに脆弱性が有ることになる。",
      en: "Read literally, the label says that the network has vulnerabilities.",
    },
  },
  {
    id: "N-07",
    between: "rows",
    claims: ["INT-02.15", "INT-04.2", "INT-04.3"],
    about: {
      ja: "運用サーバの更新は自動とされ、他の行ではおおむね二週に一度で必須でないとされる。運用が診断の項目に挙げられてもいる。",
      en: "Updates of production servers are automatic in one row and about every two weeks, no must, in another; and an operation is listed as an item of an assessment.",
    },
  },
  {
    id: "N-08",
    between: "words",
    claims: ["INT-05", "INT-05.1"],
    about: {
      ja: "見出しはデータの暗号化、本文はDBインスタンスだけを述べる。ストレージ、バックアップ、通信、鍵には触れない。",
      en: "The label is encryption of data, the body speaks of database instances only: nothing on storage, backups, transport or keys.",
    },
  },
  {
    id: "N-09",
    between: "words",
    claims: ["EGR-03"],
    about: {
      ja: "見出しは必要に応じたDLPの有効化、本文は四項目の端末管理である。",
      en: "The label is enabling DLP as needed, the body is endpoint management in four items.",
    },
  },
  {
    id: "N-10",
    between: "rows",
    claims: ["ING-02", "INT-03", "INT-04.1"],
    about: {
      ja: "ウイルスへの対策が二度述べられ、一方は常時、他方は定期的である。フルスキャンは更新の行にある。",
      en: "Measures against viruses appear twice, always in one row and periodically in another, and the full scan stands in the row on updates.",
    },
  },
  {
    id: "N-11",
    between: "words",
    claims: [
      "ING-02.3",
      "INT-03.1",
      "INT-03.2",
      "INT-03.3",
      "INT-04.1",
      "INT-04.2",
      "INT-04.3",
      "INT-04.4",
      "INT-04.5",
      "INT-04.6",
    ],
    about: {
      ja: "サーバのことか業務用PCのことかを述べていない。更新の行はMacに触れない。",
      en: "It is not said whether servers, work PCs or both are meant; the row on updates does not mention Macs.",
    },
  },
  {
    id: "N-12",
    between: "words",
    claims: ["EGR-01", "EGR-01.2", "EGR-01.3", "EGR-01.4"],
    about: {
      ja: "GuardDutyは検知し、遮断しないのに、遮断の行にある。NACLとセキュリティグループは、未知の宛先を知りえず、許す宛先を挙げるだけである。",
      en: "GuardDuty detects and does not filter, yet stands in the row on filtering; network ACLs and security groups cannot know unknown destinations, they can only allow a list.",
    },
  },
  {
    id: "N-13",
    between: "words",
    claims: ["EGR-03.3", "EGR-03.5", "EGR-03.6", "EGR-03.7", "EGR-03.8", "EGR-03.9", "EGR-03.10"],
    about: {
      ja: "Macについて、挙げた製品だけでは状態しか分からず、操作の記録、経路の特定、フォルダの監視はできない。外部媒体は他の手段を要する。",
      en: "For Macs the product named gives status only: no log of operations, no tracing, no monitoring of folders; external media need other means.",
    },
  },
  {
    id: "N-14",
    between: "words",
    claims: ["INT-02.5", "INT-02.7", "INT-02.8"],
    about: {
      ja: "診断の文は対象を二度述べる。頻度は診断のものであり、前段のWAFのものではない。",
      en: "The sentence on the assessment names its object twice; the frequency belongs to the assessment and not to the WAF before it.",
    },
  },
  {
    id: "N-15",
    between: "rows",
    claims: [
      "ING-07.4",
      "ING-07.5",
      "ING-07.6",
      "ING-07.7",
      "ING-07.8",
      "ING-07.9",
      "INT-06.3",
      "INT-06.4",
      "INT-06.5",
      "INT-06.6",
      "INT-06.7",
      "INT-06.8",
    ],
    about: {
      ja: "同じ文が、より少ない言葉で繰り返される。結果は一つでなければならない。",
      en: "The same sentence is repeated with fewer words; it must have one result.",
    },
  },
  {
    id: "N-16",
    between: "words",
    claims: ["EGR-00", "EGR-00.1", "EGR-00.2"],
    about: {
      ja: "前提は利用者の接続を述べ、見出しは出口での対策を述べる。",
      en: "The premise speaks of users' connections, while the heading is about measures at the exit.",
    },
  },
];
