# METADATA
# title: A signed statement with tests covers the controls of the application layer
# description: |
#   A statement that is signed and names the version it is about covers the allow list of addresses per tenant, the
#   throttling of logins, the control of sessions and the audit log, each with the digest of the report of its test.
#   It ends with the next major release, without grace, if that comes before the twelve months are over. The subject
#   is the register of all attestations given. An attestation of the type application_controls answers from the day on
#   which it is done, its report is issued and it is in force; it is valid for twelve months from performed_to, by
#   days of Tokyo, in grace for thirty days after that, which is a deviation, and expired later. Without one, or where
#   only one of a later day could answer, it is unknown (U5); what an attestation leaves out and this hangs on is
#   unknown, too (U7).
# schemas:
#   - input: schema.sekisho.att.app_layer_controls
# custom:
#   severity: medium
#   ja:
#     title: アプリケーション層の対策を、署名と試験結果のある文書が裏付けている
#     description: |
#       署名があり対象の版を示した文書が、テナントごとの接続元 IP アドレスの制限、ログイン試行の制限、セッションの管理、監査ログの四つを、それぞれの試験報告書のダイジェストとともに述べている。
#       12 か月より先に次のメジャーリリースが出た場合は、その日に猶予なく失効する。
#       対象は、渡されたすべての証跡文書の一覧。
#       種別 application_controls の証跡文書は、実施が終わり、報告書が発行され、効力が始まった日から裏付けとなる。
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
#     CONTROL_MISSING:
#       en: "The statement {attestation} does not cover {control}."
#       ja: "文書 {attestation} は {control} を対象としていない。"
#   remediation:
#     en: Have the statement cover the four controls with their tests, sign it for each major version, and enter it.
#     ja: 四つの対策とその試験を文書に含め、メジャーバージョンごとに署名して一覧に加える。
#   references:
#     - https://owasp.org/www-project-application-security-verification-standard/
package sekisho.att.app_layer_controls

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
	{
		"meets": value.all({
			value.given(item.document_version),
			value.given(item.signed_by),
			value.all({tested(item.controls, control) | some control in required}),
		}),
		"open": value.unknowns(item, at),
	},
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
}

# METADATA
# description: Holds the controls that a statement has to cover.
required := {"ip_allow_list", "login_throttling", "session_control", "audit_log"}

# METADATA
# description: Says whether the controls of a statement hold the given one with its test.
tested(controls, name) := value.any_of(
	controls,
	{value.all({value.eq(one.control, name), value.given(one.evidence_digest)}) | some one in controls.items},
)

# METADATA
# description: Holds the controls that the statement does not cover, and the statement if it is out of date.
violations contains finding.violation(
	"CONTROL_MISSING",
	{"attestation": value.shown(item.attestation_id), "control": control},
	[array.concat(at, ["controls"])],
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	at in attestation.failing(judged)
	some control in required
	tested(item.controls, control) == "false"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := attestation.basis(judged, ["document_version", "signed_by", "controls"])

violations contains finding.violation("EXPIRED", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.expired(judged)
}

# METADATA
# description: Holds the attestations that answer, but are in grace.
lapses contains finding.violation("IN_GRACE", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.answering(judged, "grace")
}
