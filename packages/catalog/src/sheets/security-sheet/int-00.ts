import { type ClaimDefinition, defineClaim } from "@sekisho/sheet";

/** The section heading of the internal measures. */
export const int00: readonly ClaimDefinition[] = [
  defineClaim({
    id: "INT-00",
    kind: "heading",
    source: { line: 29, start: 0, end: 13 },
    mark: "none",
    modality: "heading",
    strength: "plain",
    qualifiers: [],
    wording: { ja: "内部での対策の節。", en: "Section on internal measures." },
    ceiling: { ja: "見出しであり、結果は述べない。", en: "A heading: no result is stated." },
    evidence: [],
  }),
];
