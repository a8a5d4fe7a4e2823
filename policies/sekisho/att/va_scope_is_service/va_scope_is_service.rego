# METADATA
# title: The assessment covers the declared service endpoint
# description: |
#   The subject is each service endpoint of the profile. An entry of scope_in of a network vulnerability assessment
#   names it by the text of its selector. The assessment counts from the day on which it is done, its report is issued
#   and it is in force; it is valid for twelve months from performed_to, by days of Tokyo, in grace for thirty days
#   after that, which is a deviation, and expired later. An endpoint that no assessment names is unknown (U5); one
#   that a valid assessment left out of its scope, and none names, fails. An assessment that was done before what the
#   endpoint is came to be, by days of Tokyo, is not one of it, whatever its scope says: the endpoint is then unknown
#   (U5). When a running balancer, API, stage, service of App Runner, user pool, function URL, accelerator or endpoint of
#   Verified Access came to be is read; of distributions, domain names, servers and addresses nobody tells it: one of
#   these that was made after the assessment has to be taken out of its scope.
# schemas:
#   - input: schema.sekisho.att.va_scope_is_service
# custom:
#   severity: medium
#   ja:
#     title: 診断の範囲に、宣言されたサービスエンドポイントが含まれている
#     description: |
#       対象は、プロファイルの各サービスエンドポイント。
#       ネットワーク脆弱性診断の scope_in の項目が、プロファイルのセレクターの文字列でこれを指している。
#       診断は、実施が終わり、報告書が発行され、効力が始まった日から裏付けとなる。
#       performed_to から 12 か月間(東京時間)を有効、その後 30 日間を猶予(逸脱)、それ以降を期限切れとする。
#       どの診断にも含まれないエンドポイントは不明(U5)。
#       有効な診断が範囲外とし、ほかに含む診断がないものは違反とする。
#       エンドポイントが作られる前に終わった診断(東京時間の日付)は、範囲に書かれていても、その診断とはみなさず、不明(U5)とする。
#       作成日は、稼働中のロードバランサー、API、ステージ、App Runner のサービス、ユーザープール、関数 URL、アクセラレーター、Verified Access のエンドポイントについて読み取る。
#       ディストリビューション、ドメイン名、サーバー、アドレスの作成日はどこからも得られないため、診断後に作られたものは範囲から除く必要がある。
#   profile: []
#   reasons:
#     EXPIRED:
#       en: "The attestation {attestation} by {issuer}, of {performed_to}, was valid until {valid_until}, and its grace is over."
#       ja: "{issuer} の証跡文書 {attestation}(実施の最終日 {performed_to})は {valid_until} で有効期間が終わり、猶予も過ぎている。"
#     IN_GRACE:
#       en: "The attestation {attestation} by {issuer}, of {performed_to}, was valid until {valid_until} and is in grace."
#       ja: "{issuer} の証跡文書 {attestation}(実施の最終日 {performed_to})は {valid_until} で有効期間が終わり、猶予期間中である。"
#     OUT_OF_SCOPE:
#       en: "The assessment {attestation} leaves the declared endpoint out of its scope."
#       ja: "証跡文書 {attestation} は、宣言されたエンドポイントを範囲外としている。"
#   remediation:
#     en: Have the endpoint assessed, and name it in endpoint of the entry of scope_in.
#     ja: そのエンドポイントの診断を受け、scope_in の項目の endpoint に書く。
#   references:
#     - https://www.ipa.go.jp/security/service_list.html
package sekisho.att.va_scope_is_service

import data.sekisho.lib.attestation
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one declared endpoint.
verdict := finding.fails(exclusions) if {
	outcome == "unknown"
	count(attestation.open(input.service_endpoint.assessments, ["assessments"], judged)) == 0
	count(ahead) == 0
	count(exclusions) > 0
} else := attestation.verdict(
	input.service_endpoint.assessments,
	["assessments"],
	judged,
	{"violations": violations, "lapses": lapses, "basis": basis, "without": missing},
)

# METADATA
# description: Says what the assessments that have the endpoint in their scope come to.
outcome := attestation.outcome(input.service_endpoint.assessments, judged)

# METADATA
# description: Holds the attestations that have the endpoint in their scope, judged.
judged contains attestation.judge(
	item,
	["assessments", "items", i],
	input.now,
	{
		"meets": value.negate(drifted(item)),
		"open": value.unknowns(input.service_endpoint.target_created_on, ["target_created_on"]),
	},
) if {
	some i, item in input.service_endpoint.assessments.items
	drifted(item) != "true"
}

# METADATA
# description: Says whether what the endpoint is came to be after an assessment was done.
drifted(item) := "false" if {
	input.service_endpoint.target_created_on == null
} else := "unknown" if {
	value.unknown(input.service_endpoint.target_created_on)
} else := "unknown" if {
	value.unknown(item.performed_to)
} else := "true" if {
	item.performed_to < input.service_endpoint.target_created_on
} else := "false"

# METADATA
# description: Is the path that stands for there being no assessment of the endpoint.
missing := ["target_created_on"] if {
	some item in input.service_endpoint.assessments.items
	drifted(item) == "true"
} else := ["target"]

# METADATA
# description: Holds the attestations that have the endpoint in their scope on a later day.
ahead contains one if {
	some one in judged
	one.ahead != "false"
}

# METADATA
# description: Holds the attestations that leave the endpoint out of their scope, judged.
excluding contains attestation.judge(
	item,
	["exclusions", "items", i],
	input.now,
	{"meets": "true", "open": set()},
) if {
	some i, item in input.service_endpoint.exclusions.items
}

# METADATA
# description: Holds the valid assessments that leave the endpoint out of their scope.
exclusions contains finding.violation(
	"OUT_OF_SCOPE",
	{"attestation": one.attestation},
	{["target"]} | attestation.facts(one),
) if {
	some one in attestation.answering(excluding, "valid")
}

# METADATA
# description: Holds the assessments of the endpoint that expired last.
violations contains finding.violation("EXPIRED", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.expired(judged)
	one.meets == "true"
}

# METADATA
# description: Holds the assessments of the endpoint that are in grace.
lapses contains finding.violation("IN_GRACE", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.answering(judged, "grace")
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := attestation.basis(judged, []) | {["target_created_on"] | input.service_endpoint.target_created_on != null}
