import { type ClaimDefinition, allOf, defineClaim } from "@sekisho/sheet";

/** ING-05: certificates. */
export const ing05: readonly ClaimDefinition[] = [
  defineClaim({
    id: "ING-05",
    kind: "requirement",
    source: { line: 11, start: 28, end: 37 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: { ja: "証明書を使った認証がある。", en: "There is authentication by certificates." },
    ceiling: {
      ja: "サーバーの証明書についてのみ述べる。クライアント証明書による認証とは述べない。",
      en: "Only server certificates are spoken of; authentication by client certificates is not claimed.",
    },
    evidence: ["configured", "observed"],
    statements: ["ING-05.1", "ING-05.2"],
    guards: ["cert.client_auth_wording_guard"],
    choice: "The label is wider than its body (controls.md 7, N-03): the ceiling keeps to the body.",
  }),
  defineClaim({
    id: "ING-05.1",
    kind: "statement",
    requirement: "ING-05",
    source: { line: 12, start: 0, end: 17 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: {
      ja: "公開の認証局が発行した証明書である。",
      en: "The certificates are issued by a certification authority.",
    },
    ceiling: {
      ja: "読み取った証明書は、公開の認証局が発行したものである。",
      en: "The certificates read were issued by a public certification authority.",
    },
    evidence: ["configured", "observed"],
    decides: "cert.endpoint_ca_issued",
  }),
  defineClaim({
    id: "ING-05.2",
    kind: "statement",
    requirement: "ING-05",
    source: { line: 12, start: 17, end: 32 },
    mark: "有",
    modality: "implemented",
    strength: "plain",
    qualifiers: [],
    wording: { ja: "サーバーの証明書を使っている。", en: "Server certificates are in use." },
    ceiling: {
      ja: "読み取った範囲では、有効なサーバー証明書が使われている。",
      en: "As far as was read, valid server certificates are in use.",
    },
    evidence: ["configured", "observed"],
    guards: ["cert.client_auth_wording_guard"],
    decides: allOf("cert.endpoint_ca_issued", "cert.valid_strong_renewable"),
  }),
];
