# METADATA
# title: Certificates in use are valid, of sufficient strength and renewed in time
# description: |
#   The subjects are certificates of ACM and certificates uploaded to IAM. The key is RSA of at least 2048 bits or of an
#   elliptic curve. The certificate renews by itself (it is issued by Amazon or a private CA for ACM, which can check the
#   domain by DNS or HTTP), or the profile's certificate.owners names who renews it. A running one is issued, its renewal
#   has not failed, and it is valid for more than the profile's certificate.days_left, 30 where it does not say. Until
#   when a certificate is valid no plan or template tells, so it is not asked there. In use is a certificate that a
#   listener, a classic load balancer, a distribution or a domain name of API Gateway takes, or of which ACM says so.
#   Services that are not read take certificates too, so that one that nothing is seen to take is unknown; one of which ACM
#   says that nothing uses it is outside the question.
# schemas:
#   - input: schema.sekisho.cert.valid_strong_renewable
# custom:
#   severity: high
#   ja:
#     title: 使用中の証明書は有効かつ十分な強度であり、期限前に更新される
#     description: |
#       対象は ACM の証明書と、IAM にアップロードされた証明書。
#       鍵は 2048 ビット以上の RSA または楕円曲線である。
#       自動的に更新される(Amazon または ACM のプライベート認証局が発行し、DNS または HTTP でドメインを検証する)か、
#       更新する責任者がプロファイルの certificate.owners で宣言されている。
#       稼働中のものは発行済みで、更新に失敗しておらず、残りの有効日数がプロファイルの certificate.days_left(指定がなければ 30)を超える。
#       有効期限はプランやテンプレートからは分からないため、そこでは問わない。
#       使用中とは、リスナー、Classic Load Balancer、ディストリビューション、API Gateway のドメイン名が使うか、ACM が使用中と示す証明書である。
#       読み取らないサービスも証明書を使うため、使うものが見当たらない証明書は不明とし、ACM が未使用と示す証明書は対象外とする。
#   profile: [certificate.days_left]
#   reasons:
#     EXPIRED:
#       en: The certificate has expired.
#       ja: 証明書の有効期限が切れている。
#     NEAR_EXPIRY:
#       en: "The certificate expires in {days} {days:day|days}, which is not more than the {least} that {least:has|have} to be left."
#       ja: "証明書の残りの有効日数が {days} 日であり、必要な {least} 日を超えていない。"
#     NOT_ISSUED:
#       en: "The certificate is in use and its status is {status}, not ISSUED."
#       ja: "使用中の証明書の状態が ISSUED ではなく {status} である。"
#     RENEWAL_FAILED:
#       en: The last renewal of the certificate failed.
#       ja: 証明書の直近の更新が失敗した。
#     WEAK_KEY:
#       en: "The key of the certificate is {algorithm}, which is too weak."
#       ja: "証明書の鍵が {algorithm} であり、強度が足りない。"
#     NOT_RENEWED:
#       en: The certificate does not renew by itself, and the profile names nobody who renews it.
#       ja: 証明書が自動的に更新されず、更新する責任者もプロファイルで宣言されていない。
#     NOT_IN_USE:
#       en: Nothing uses the certificate.
#       ja: 使用されていない証明書である。
#   remediation:
#     en: |
#       Use certificates that ACM issues, validated by DNS, with RSA_2048 or an elliptic curve. Replace imported ones in
#       time, and name who does so under certificate.owners in the profile.
#     ja: |
#       ACM が発行し、DNS で検証する、RSA_2048 または楕円曲線の証明書を使う。
#       インポートした証明書は期限前に置き換え、その責任者をプロファイルの certificate.owners で宣言する。
#   references:
#     - https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html
#     - https://docs.aws.amazon.com/acm/latest/userguide/check-certificate-renewal-status.html
package sekisho.cert.valid_strong_renewable

import data.sekisho.lib.finding
import data.sekisho.lib.instant
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one certificate.
verdict := finding.not_applicable("NOT_IN_USE", [["in_use"]]) if {
	value.eq(certificate.in_use, false) == "true"
} else := finding.unknown([["in_use"]]) if {
	value.unknown(certificate.in_use)
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U4", undecided) if {
	sound == "unknown"
} else := finding.pass({["in_use"]} | {path | some path, _ in words}) if {
	sound == "true"
}

# METADATA
# description: Says whether nothing speaks against the certificate.
sound := value.all({word | some word in words})

# METADATA
# description: Says of each question, by the path that answers it, whether it is answered well.
words[["key_algorithm"]] := _is_strong(certificate.key_algorithm)

words[["not_after"]] := _lasts(certificate.not_after)

words[["status"]] := value.in_set(input.aws_acm_certificate.status, {"ISSUED", null})

words[["renewal_status"]] := value.ne(input.aws_acm_certificate.renewal_status, "FAILED")

words[["declared_owner"]] := renewed

# METADATA
# description: Is the certificate, of whichever kind.
certificate := input.aws_acm_certificate

certificate := input.aws_iam_server_certificate

_strong := {"RSA_2048", "RSA_3072", "RSA_4096", "RSA_8192", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"}

_weak := {"RSA_512", "RSA_768", "RSA_1024"}

_is_strong(algorithm) := "unknown" if {
	value.negate(value.in_set(algorithm, _strong | _weak)) != "false"
} else := value.in_set(algorithm, _strong)

# Where nothing runs, nobody says until when it is valid, and nobody is asked.
_lasts(not_after) := "true" if {
	not_after == null
} else := value.negate(value.at_most(_left(not_after), _least * 86400)) if {
	_left(not_after)
} else := "unknown"

_left(not_after) := instant.seconds(not_after) - instant.seconds(input.now)

_least := input.profile.certificate.days_left

_least_path := ["profile", "certificate", "days_left"]

# METADATA
# description: Says whether the certificate renews by itself or someone is named who renews it.
renewed := value.any({value.eq(input.aws_acm_certificate.declared_owner, true), _renews})

renewed := value.eq(input.aws_iam_server_certificate.declared_owner, true)

_renews := value.all({
	value.ne(input.aws_acm_certificate.renewal_eligibility, "INELIGIBLE"),
	value.any({
		value.eq(input.aws_acm_certificate.issuance, "private"),
		value.all({
			value.eq(input.aws_acm_certificate.issuance, "amazon_issued"),
			value.in_set(input.aws_acm_certificate.validation_method, {"DNS", "HTTP"}),
		}),
	}),
})

_renewal := {["issuance"], ["validation_method"], ["renewal_eligibility"], ["declared_owner"]} if {
	input.aws_acm_certificate
} else := {["declared_owner"]}

# METADATA
# description: Holds the ways in which the certificate breaks the policy.
violations contains finding.violation("EXPIRED", {}, [["not_after"]]) if {
	words[["not_after"]] == "false"
	_left(certificate.not_after) <= 0
}

violations contains finding.violation(
	"NEAR_EXPIRY",
	{"days": floor(_left(certificate.not_after) / 86400), "least": _least},
	[["not_after"], _least_path],
) if {
	words[["not_after"]] == "false"
	_left(certificate.not_after) > 0
}

violations contains finding.violation("NOT_ISSUED", {"status": input.aws_acm_certificate.status}, [["status"]]) if {
	words[["status"]] == "false"
}

violations contains finding.violation("RENEWAL_FAILED", {}, [["renewal_status"]]) if {
	words[["renewal_status"]] == "false"
}

violations contains finding.violation("WEAK_KEY", {"algorithm": certificate.key_algorithm}, [["key_algorithm"]]) if {
	words[["key_algorithm"]] == "false"
}

violations contains finding.violation("NOT_RENEWED", {}, _renewal) if renewed == "false"

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains path if {
	some path, word in words
	word == "unknown"
	path != ["declared_owner"]
}

undecided contains path if {
	renewed == "unknown"
	some path, scalar in {
		["declared_owner"]: certificate.declared_owner,
		["issuance"]: input.aws_acm_certificate.issuance,
		["validation_method"]: input.aws_acm_certificate.validation_method,
		["renewal_eligibility"]: input.aws_acm_certificate.renewal_eligibility,
	}
	value.unknown(scalar)
}

undecided contains ["declared_owner"] if value.unknown(input.aws_iam_server_certificate.declared_owner)
