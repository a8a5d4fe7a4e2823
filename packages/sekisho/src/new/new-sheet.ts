/** Writes a sheet that checks as it stands, with a claim of each mark, for its owner to replace row by row. */
export function newSheet(id: string): string {
  return `# A security check sheet as typed claims. Check it with: sekisho check plan.json --sheet ./${id}.yaml
schema: sekisho.sheet/v1
id: ${id}
version: "0.1.0"
title: { ja: "${id}", en: "${id}" }
# The document that the lines and spans below are of.
source: { name: ${id}.txt }
claims:
  - id: A-01
    kind: requirement
    source: { line: 1, start: 0, end: 10 }
    mark: 有
    modality: implemented
    wording: { ja: データを暗号化している。, en: Data is encrypted. }
    # The most that may be said about it, however good the evidence is.
    ceiling: { ja: 読み取った設定では、データベースの保存領域が暗号化されている。, en: "In the configuration read, database storage is encrypted." }
    evidence: [configured]
    statements: [A-01.1]
  - id: A-01.1
    kind: statement
    requirement: A-01
    source: { line: 2, start: 0, end: 10 }
    mark: 有
    modality: implemented
    wording: { ja: データベースの保存領域を暗号化している。, en: Database storage is encrypted. }
    ceiling: { ja: 読み取った設定では、保存領域が暗号化されている。, en: "In the configuration read, storage is encrypted." }
    evidence: [configured]
    # One policy, or { all_of: [...] } and { any_of: [...] } of several: see "sekisho list policies".
    decides: enc.rds_at_rest
  - id: A-02
    kind: requirement
    source: { line: 3, start: 0, end: 10 }
    mark: 無
    modality: not_implemented
    wording: { ja: IPSを運用していない。, en: No IPS is run. }
    ceiling: { ja: IPSを運用していない。, en: No IPS is run. }
    statements: []
    # Nothing decides a no; these policies say whether the thing exists all the same.
    refuted_by: [org.ips_ids_absent_consistent]
  - id: A-03
    kind: requirement
    source: { line: 4, start: 0, end: 10 }
    mark: planned
    modality: under_consideration
    wording: { ja: SOCの運用を検討している。, en: Running a SOC is under consideration. }
    ceiling: { ja: 検討の段階にある。, en: It is under consideration. }
    statements: []
    owner: security
    review_by: "2027-03-31"
`;
}
