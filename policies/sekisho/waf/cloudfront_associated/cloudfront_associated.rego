# METADATA
# title: Every enabled CloudFront distribution has an effective web ACL
# description: |
#   An enabled distribution names a WAFv2 web ACL of the scope CLOUDFRONT that passes waf.acl_effective. A web ACL of AWS
#   WAF Classic, and one of the scope REGIONAL, are violations of their own. Distributions that are disabled, that serve
#   as staging of another one, or that the profile's static_distributions names because they only serve static public
#   files, are outside the question; without that key nothing is excepted.
# schemas:
#   - input: schema.sekisho.waf.cloudfront_associated
# custom:
#   severity: high
#   ja:
#     title: 有効な全 CloudFront ディストリビューションに有効なウェブ ACL が関連付けられている
#     description: |
#       有効なディストリビューションに、スコープが CLOUDFRONT で waf.acl_effective を満たす WAFv2 のウェブ ACL が設定されている。
#       AWS WAF Classic のウェブ ACL、およびスコープが REGIONAL のものは、それ自体を違反とする。
#       無効なもの、ステージング用のもの、および静的な公開ファイルだけを配信するとプロファイルの static_distributions で宣言されたものは対象外とする。このキーがなければ例外はない。
#   profile: []
#   reasons:
#     NO_WEB_ACL:
#       en: The distribution has no web ACL.
#       ja: ディストリビューションにウェブ ACL が設定されていない。
#     CLASSIC_WEB_ACL:
#       en: The distribution has a web ACL of AWS WAF Classic, which AWS is retiring.
#       ja: AWS が提供終了を進めている AWS WAF Classic のウェブ ACL が設定されている。
#     REGIONAL_WEB_ACL:
#       en: The distribution names a web ACL of the scope REGIONAL, which CloudFront cannot use.
#       ja: CloudFront では使えない、スコープが REGIONAL のウェブ ACL が設定されている。
#     WEB_ACL_INEFFECTIVE:
#       en: The web ACL of the distribution cannot block a request.
#       ja: 設定されたウェブ ACL がリクエストを遮断できない。
#     DISABLED:
#       en: The distribution is disabled and answers no request.
#       ja: 無効なディストリビューションであり、リクエストに応答しない。
#     STAGING:
#       en: The distribution is a staging one, which serves a trial of another distribution's configuration.
#       ja: 他のディストリビューションの設定を試すためのステージング用ディストリビューションである。
#     STATIC:
#       en: The profile declares that the distribution only serves static public files and may do without a web ACL.
#       ja: 静的な公開ファイルだけを配信し、ウェブ ACL を要しないものとしてプロファイルで宣言されている。
#   remediation:
#     en: |
#       Set web_acl_id to the ARN of an aws_wafv2_web_acl of the scope CLOUDFRONT (created in us-east-1) that blocks.
#     ja: |
#       遮断するウェブ ACL(us-east-1 に作成した、スコープが CLOUDFRONT の aws_wafv2_web_acl)の ARN を web_acl_id に設定する。
#   references:
#     - https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html
#     - https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html
package sekisho.waf.cloudfront_associated

import data.sekisho.lib.finding
import data.sekisho.lib.value
import data.sekisho.waf.acl_effective

# METADATA
# description: Is the policy's verdict on one distribution.
verdict := finding.not_applicable("DISABLED", [["enabled"]]) if {
	_is_enabled == "false"
} else := finding.not_applicable("STAGING", [["staging"]]) if {
	_is_live == "false"
} else := finding.not_applicable("STATIC", [["declared_static"]]) if {
	_is_dynamic == "false"
} else := finding.unknown({path | some path, word in _scope; word == "unknown"}) if {
	value.all({word | some word in _scope}) == "unknown"
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U2", undecided) if {
	protected == "unknown"
} else := finding.pass(basis) if {
	protected == "true"
}

_is_enabled := value.eq(input.aws_cloudfront_distribution.enabled, true)

_is_live := value.ne(input.aws_cloudfront_distribution.staging, true)

_is_dynamic := value.ne(input.aws_cloudfront_distribution.declared_static, true)

_scope := {["enabled"]: _is_enabled, ["staging"]: _is_live, ["declared_static"]: _is_dynamic}

_names_one := value.eq(input.aws_cloudfront_distribution.web_acl_kind, "cloudfront")

# METADATA
# description: Says whether the distribution has a web ACL of CloudFront's scope that blocks.
protected := value.all({
	_names_one,
	value.all_of(input.aws_cloudfront_distribution.web_acl_id_link, {acl.word | some acl in acls} | {"unknown" | not _is_found}),
})

# A web ACL that is named and not found blocks or does not: that is not known.
_is_found if value.has_items(input.aws_cloudfront_distribution.web_acl_id_link) == "true"

# METADATA
# description: Holds the web ACLs that are known with the verdict of waf.acl_effective on each.
acls contains {
	"word": {"pass": "true", "fail": "false", "unknown": "unknown"}[found.status],
	"rests_on": finding.below(["web_acl_id_link", "items", i], found.rests_on),
} if {
	some i, acl in input.aws_cloudfront_distribution.web_acl_id_link.items
	found := acl_effective.verdict with input as {"aws_wafv2_web_acl": acl, "profile": input.profile, "now": input.now}
}

# METADATA
# description: Holds the ways in which the distribution breaks the policy.
violations contains finding.violation("NO_WEB_ACL", {}, [["web_acl_kind"]]) if {
	value.in_set(input.aws_cloudfront_distribution.web_acl_kind, {"none", null}) == "true"
}

violations contains finding.violation("CLASSIC_WEB_ACL", {}, [["web_acl_kind"]]) if {
	value.eq(input.aws_cloudfront_distribution.web_acl_kind, "classic") == "true"
}

violations contains finding.violation("REGIONAL_WEB_ACL", {}, [["web_acl_kind"]]) if {
	value.eq(input.aws_cloudfront_distribution.web_acl_kind, "regional") == "true"
}

violations contains finding.violation("WEB_ACL_INEFFECTIVE", {}, acl.rests_on) if {
	some acl in acls
	acl.word == "false"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["web_acl_kind"] if _names_one == "unknown"

undecided contains ["web_acl_id_link"] if {
	_names_one != "unknown"
	not _is_found
}

undecided contains ["web_acl_id_link"] if {
	value.all_of(input.aws_cloudfront_distribution.web_acl_id_link, set()) == "unknown"
}

undecided contains path if {
	some acl in acls
	acl.word == "unknown"
	some path in acl.rests_on
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if some path in [["declared_static"], ["enabled"], ["staging"], ["web_acl_kind"]]

basis contains path if {
	some acl in acls
	acl.word == "true"
	some path in acl.rests_on
}
