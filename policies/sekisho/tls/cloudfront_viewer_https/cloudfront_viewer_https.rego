# METADATA
# title: CloudFront serves viewers by HTTPS only
# description: |
#   The default cache behaviour and every ordered one of an enabled distribution refuse requests by HTTP or redirect them
#   to HTTPS. One behaviour that allows HTTP is enough for a fail. Disabled distributions are outside the question;
#   staging ones are not, because they answer viewers.
# schemas:
#   - input: schema.sekisho.tls.cloudfront_viewer_https
# custom:
#   severity: high
#   ja:
#     title: CloudFront は閲覧者に HTTPS だけで応答する
#     description: |
#       有効なディストリビューションの既定のキャッシュビヘイビアと全ての追加ビヘイビアが、HTTP のリクエストを拒否するか HTTPS にリダイレクトする。
#       HTTP を許すビヘイビアが 1 つでもあれば不適合とする。
#       無効なディストリビューションは対象外とする。ステージング用のものは閲覧者に応答するため対象とする。
#   profile: []
#   reasons:
#     HTTP_ALLOWED:
#       en: "The cache behaviour {behaviour} answers requests that come by HTTP."
#       ja: "キャッシュビヘイビア {behaviour} が HTTP のリクエストに応答する。"
#     DISABLED:
#       en: The distribution is disabled and answers no request.
#       ja: 無効なディストリビューションであり、リクエストに応答しない。
#   remediation:
#     en: Set viewer_protocol_policy of every cache behaviour to redirect-to-https or https-only.
#     ja: 全てのキャッシュビヘイビアの viewer_protocol_policy を redirect-to-https または https-only にする。
#   references:
#     - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html
package sekisho.tls.cloudfront_viewer_https

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one distribution.
verdict := finding.not_applicable("DISABLED", [["enabled"]]) if {
	_is_enabled == "false"
} else := finding.unknown([["enabled"]]) if {
	_is_enabled == "unknown"
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U4", undecided) if {
	secure == "unknown"
} else := finding.pass({["enabled"]} | {behaviour.at | some behaviour in behaviours}) if {
	secure == "true"
}

_is_enabled := value.eq(input.aws_cloudfront_distribution.enabled, true)

# METADATA
# description: Holds the known cache behaviours and whether each keeps viewers to HTTPS.
behaviours contains {
	"at": ["default_cache_behavior", "items", i, "viewer_protocol_policy"],
	"name": "*",
	"word": value.in_set(behaviour.viewer_protocol_policy, _secure_policies),
} if {
	some i, behaviour in input.aws_cloudfront_distribution.default_cache_behavior.items
}

behaviours contains {
	"at": ["ordered_cache_behavior", "items", i, "viewer_protocol_policy"],
	"name": value.shown(behaviour.path_pattern),
	"word": value.in_set(behaviour.viewer_protocol_policy, _secure_policies),
} if {
	some i, behaviour in input.aws_cloudfront_distribution.ordered_cache_behavior.items
}

_secure_policies := {"https-only", "redirect-to-https"}

# METADATA
# description: Says whether every cache behaviour keeps viewers to HTTPS; every distribution has a default one.
secure := value.all({
	value.all_of(input.aws_cloudfront_distribution.default_cache_behavior, {"unknown" | not _has_default}),
	value.all_of(input.aws_cloudfront_distribution.ordered_cache_behavior, {behaviour.word | some behaviour in behaviours}),
})

_has_default if value.has_items(input.aws_cloudfront_distribution.default_cache_behavior) == "true"

# METADATA
# description: Holds the ways in which the distribution breaks the policy.
violations contains finding.violation("HTTP_ALLOWED", {"behaviour": behaviour.name}, [behaviour.at]) if {
	some behaviour in behaviours
	behaviour.word == "false"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["default_cache_behavior"] if not _has_default

undecided contains ["default_cache_behavior"] if {
	value.all_of(input.aws_cloudfront_distribution.default_cache_behavior, set()) == "unknown"
}

undecided contains ["ordered_cache_behavior"] if {
	value.all_of(input.aws_cloudfront_distribution.ordered_cache_behavior, set()) == "unknown"
}

undecided contains behaviour.at if {
	some behaviour in behaviours
	behaviour.word == "unknown"
}
