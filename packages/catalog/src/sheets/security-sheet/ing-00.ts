import { type ClaimDefinition, defineClaim } from "@sekisho/sheet";

/** The section heading of the ingress measures. */
export const ing00: readonly ClaimDefinition[] = [
  defineClaim({
    id: "ING-00",
    kind: "heading",
    source: { line: 1, start: 0, end: 17 },
    mark: "none",
    modality: "heading",
    strength: "plain",
    qualifiers: [],
    wording: { ja: "入口での対策の節。", en: "Section on measures at the point of entry." },
    ceiling: { ja: "見出しであり、結果は述べない。", en: "A heading: no result is stated." },
    evidence: [],
  }),
];
