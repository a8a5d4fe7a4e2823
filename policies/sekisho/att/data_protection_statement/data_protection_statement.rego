# METADATA
# title: A statement says which protections apply to which user resources
# description: |
#   A statement says what the user's resources are, and names the protections that apply to them. How strictly they
#   are managed is no question of this policy: such a word is never a result. The subject is the register of all
#   attestations given. An attestation of the type data_protection_statement answers from the day on which it is done,
#   its report is issued and it is in force; it is valid for twelve months from performed_to, by days of Tokyo, in
#   grace for thirty days after that, which is a deviation, and expired later. Without one, or where only one of a
#   later day could answer, it is unknown (U5); what an attestation leaves out and this hangs on is unknown, too (U7).
# schemas:
#   - input: schema.sekisho.att.data_protection_statement
# custom:
#   severity: medium
#   ja:
#     title: ユーザーリソースとその保護策を述べた文書がある
#     description: |
#       ユーザーリソースが何であるかと、それに適用する保護策を挙げた文書がある。
#       管理がどれほど厳重かは判定しない。
#       そのような語を結果として述べることもない。
#       対象は、渡されたすべての証跡文書の一覧。
#       種別 data_protection_statement の証跡文書は、実施が終わり、報告書が発行され、効力が始まった日から裏付けとなる。
#       performed_to から 12 か月間(東京時間)を有効、その後 30 日間を猶予(逸脱)、それ以降を期限切れとする。
#       該当する文書がないか、判定時より後の日付のものしか裏付けにならない場合は不明(U5)。
#       判定に要る事項が書かれていない場合も不明(U7)。
#   profile: []
#   reasons:
#     EXPIRED:
#       en: "The attestation {attestation} by {issuer}, of {performed_to}, was valid until {valid_until}, and its grace is over."
#       ja: "{issuer} の証跡文書 {attestation}(実施の最終日 {performed_to})は {valid_until} で有効期間が終わり、猶予も過ぎている。"
#     IN_GRACE:
#       en: "The attestation {attestation} by {issuer}, of {performed_to}, was valid until {valid_until} and is in grace."
#       ja: "{issuer} の証跡文書 {attestation}(実施の最終日 {performed_to})は {valid_until} で有効期間が終わり、猶予期間中である。"
#     NO_PROTECTIONS:
#       en: "The statement {attestation} names no protection."
#       ja: "文書 {attestation} に保護策が挙げられていない。"
#   remediation:
#     en: Let the statement say what the user's resources are and which protections apply, and enter both.
#     ja: ユーザーリソースと保護策を文書に明記し、一覧にも書く。
#   references:
#     - https://www.ppc.go.jp/personalinfo/legal/guidelines_tsusoku/
package sekisho.att.data_protection_statement

import data.sekisho.lib.attestation
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the register of attestations.
verdict := attestation.verdict(
	input.attestation_register.attestations,
	["attestations"],
	judged,
	{"violations": violations, "lapses": lapses, "basis": basis, "without": ["documents"]},
)

# METADATA
# description: Holds the attestations, judged.
judged contains attestation.judge(
	item,
	at,
	input.now,
	{"meets": value.all({_resources(item), value.has_items(item.protections)}), "open": value.unknowns(item, at)},
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
}

# A statement that does not say what the resources are leaves it open.
_resources(item) := value.any({value.given(item.user_resources), "unknown"})

# METADATA
# description: Holds the statements that say too little, or are out of date.
violations contains finding.violation(
	"NO_PROTECTIONS",
	{"attestation": value.shown(item.attestation_id)},
	[array.concat(at, ["protections"])],
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	at in attestation.failing(judged)
	value.has_items(item.protections) == "false"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := attestation.basis(judged, ["user_resources", "protections"])

violations contains finding.violation("EXPIRED", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.expired(judged)
}

# METADATA
# description: Holds the attestations that answer, but are in grace.
lapses contains finding.violation("IN_GRACE", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.answering(judged, "grace")
}
