# METADATA
# title: Every API of API Gateway that faces the internet is behind an effective web ACL
# description: |
#   The subjects are stages of REST APIs, and HTTP and WebSocket APIs. A stage has a WAFv2 web ACL that passes
#   waf.acl_effective; one of AWS WAF Classic is a violation of its own. Stages of private APIs are outside the question.
#   An HTTP or WebSocket API cannot have a web ACL: its default endpoint is disabled, and each domain name that it is
#   mapped to is the origin of a CloudFront distribution that passes waf.cloudfront_associated; where none is seen and
#   others may be elsewhere, it is unknown. Whether the API refuses requests that come past that distribution is not looked
#   at.
# schemas:
#   - input: schema.sekisho.waf.apigw_stage_associated
# custom:
#   severity: high
#   ja:
#     title: インターネット向けの全 API Gateway API が有効なウェブ ACL に守られている
#     description: |
#       対象は REST API のステージと、HTTP API および WebSocket API。
#       ステージには waf.acl_effective を満たす WAFv2 のウェブ ACL が関連付けられている。
#       AWS WAF Classic の ACL はそれ自体を違反とする。プライベート API のステージは対象外とする。
#       HTTP API と WebSocket API にはウェブ ACL を関連付けられないため、既定のエンドポイントが無効であり、
#       割り当てられた各ドメイン名が、waf.cloudfront_associated を満たす CloudFront ディストリビューションのオリジンであることを求める。
#       割り当てが一つも見えず、他にあるかもしれない場合は不明とする。
#       ディストリビューションを経由しないリクエストを API が拒否するかどうかは判断しない。
#   profile: []
#   reasons:
#     NO_WEB_ACL:
#       en: No web ACL is associated with the stage.
#       ja: ステージにウェブ ACL が関連付けられていない。
#     CLASSIC_WEB_ACL:
#       en: The stage is associated with a web ACL of AWS WAF Classic, which AWS is retiring.
#       ja: AWS が提供終了を進めている AWS WAF Classic のウェブ ACL に関連付けられている。
#     WEB_ACL_INEFFECTIVE:
#       en: The associated web ACL cannot block a request.
#       ja: 関連付けられたウェブ ACL がリクエストを遮断できない。
#     DIRECTLY_REACHABLE:
#       en: The API answers under its default execute-api endpoint, past any web ACL.
#       ja: API が既定の execute-api エンドポイントで応答し、ウェブ ACL を経由せずに到達できる。
#     NOT_BEHIND_DISTRIBUTION:
#       en: A domain name of the API is not the origin of a distribution with an effective web ACL.
#       ja: API のドメイン名が、有効なウェブ ACL を持つディストリビューションのオリジンになっていない。
#     PRIVATE_API:
#       en: A private API cannot be reached from the internet.
#       ja: プライベート API であり、インターネットから到達できない。
#   remediation:
#     en: |
#       Add an aws_wafv2_web_acl_association between the stage and a web ACL that blocks. Set
#       disable_execute_api_endpoint on HTTP and WebSocket APIs and put a CloudFront distribution with a web ACL in front
#       of their domain names, or use a REST API.
#     ja: |
#       遮断するウェブ ACL とステージを aws_wafv2_web_acl_association で関連付ける。
#       HTTP API と WebSocket API では disable_execute_api_endpoint を有効にし、ウェブ ACL を持つ CloudFront ディストリビューションをドメイン名の前に置く。または REST API を使う。
#   references:
#     - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-aws-waf.html
#     - https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
#     - https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-disable-default-endpoint.html
package sekisho.waf.apigw_stage_associated

import data.sekisho.lib.association
import data.sekisho.lib.finding
import data.sekisho.lib.value
import data.sekisho.waf.acl_effective
import data.sekisho.waf.cloudfront_associated

# METADATA
# description: Is the policy's verdict on one stage, HTTP API or WebSocket API.
verdict := finding.not_applicable("PRIVATE_API", _types) if {
	_is_private == "true"
} else := finding.unknown_because("U2", _types) if {
	_is_private == "unknown"
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U2", undecided) if {
	protected == "unknown"
} else := finding.pass(basis) if {
	protected == "true"
}

_types := {_rest_api} | {array.concat(_rest_api, ["items", i, "endpoint_types"]) |
	some i, _ in input.aws_api_gateway_stage.rest_api_id_link.items
}

_rest_api := ["rest_api_id_link"]

_is_private := value.any_of(
	input.aws_api_gateway_stage.rest_api_id_link,
	{value.any_of(api.endpoint_types, {value.eq(type, "PRIVATE") | some type in api.endpoint_types.items}) |
		some api in input.aws_api_gateway_stage.rest_api_id_link.items
	},
)

# METADATA
# description: Says whether the subject is behind a web ACL that blocks and cannot be passed by.
protected := stage_guarded

protected := value.all({_is_closed, value.all_of(_mappings, {domain.word | some domain in domains} | _unseen)})

# METADATA
# description: Says whether the web ACLs of a stage block, as the associations or the running stage itself tell them.
stage_guarded := association.guarded(_associations, acls) if {
	_told_by == "association"
} else := value.all_of(_own, {acl.word | some acl in own_acls} | {"unknown" | value.has_items(_own) != "true"}) if {
	_told_by == "resource"
} else := "unknown" if {
	input.aws_api_gateway_stage
}

_told_by := input.aws_api_gateway_stage.web_acl_told_by

_own := input.aws_api_gateway_stage.web_acl_arn_link

_associations := input.aws_api_gateway_stage.aws_wafv2_web_acl_association_by_resource_arn

# METADATA
# description: Holds the associated web ACLs with the verdict of waf.acl_effective on each.
acls contains {
	"association": i,
	"word": association.word(found.status),
	"rests_on": finding.below(association.path(i, j), found.rests_on),
} if {
	_told_by == "association"
	some i, associated in _associations.items
	some j, acl in associated.web_acl_arn_link.items
	found := acl_effective.verdict with input as {"aws_wafv2_web_acl": acl, "profile": input.profile, "now": input.now}
}

# METADATA
# description: Holds the web ACL that a running stage names, in the same form.
own_acls contains {
	"word": association.word(found.status),
	"rests_on": finding.below(["web_acl_arn_link", "items", i], found.rests_on),
} if {
	_told_by == "resource"
	some i, acl in _own.items
	found := acl_effective.verdict with input as {"aws_wafv2_web_acl": acl, "profile": input.profile, "now": input.now}
}

_is_closed := value.eq(input.aws_apigatewayv2_api.disable_execute_api_endpoint, true)

_mappings := input.aws_apigatewayv2_api.aws_apigatewayv2_api_mapping_by_api_id

_mapped_at := "aws_apigatewayv2_api_mapping_by_api_id"

_behind := "aws_cloudfront_distribution_by_origin_domain_names"

# METADATA
# description: Holds the domain names of an API and whether each is the origin of a distribution that is protected.
domains contains {
	"at": at,
	"word": value.any_of(
		domain.aws_apigatewayv2_domain_name.aws_cloudfront_distribution_by_origin_domain_names,
		{distribution.word | some distribution in distributions; distribution.at == at},
	),
} if {
	some i, mapping in _mappings.items
	some j, domain in mapping.domain_name_link.items
	at := [_mapped_at, "items", i, "domain_name_link", "items", j, "aws_apigatewayv2_domain_name", _behind]
}

# METADATA
# description: Holds the distributions in front of an API with the verdict of waf.cloudfront_associated on each.
distributions contains {
	"at": at,
	"word": _protects(found.status),
	"rests_on": finding.below(array.concat(at, ["items", k]), found.rests_on),
} if {
	some i, mapping in _mappings.items
	some j, domain in mapping.domain_name_link.items
	at := [_mapped_at, "items", i, "domain_name_link", "items", j, "aws_apigatewayv2_domain_name", _behind]
	some k, distribution in domain.aws_apigatewayv2_domain_name.aws_cloudfront_distribution_by_origin_domain_names.items
	found := cloudfront_associated.verdict with input as {
		"aws_cloudfront_distribution": distribution,
		"profile": input.profile,
		"now": input.now,
	}
}

# A disabled, staging or excepted distribution protects nothing.
_protects(status) := "unknown" if {
	status == "unknown"
} else := value.eq(status, "pass")

# What leads to an API from elsewhere may lead past every distribution, and so may a name that a REST API has.
_unseen := {"unknown" | value.has_items(_mappings) == "unknown"} | {"unknown" | some _ in _unnamed}

_unnamed contains [_mapped_at, "items", i, "domain_name_link"] if {
	some i, mapping in _mappings.items
	value.any_of(mapping.domain_name_link, {"true" |
		some domain in mapping.domain_name_link.items
		domain.aws_apigatewayv2_domain_name
	}) != "true"
}

# METADATA
# description: Holds the ways in which the subject breaks the policy.
violations contains finding.violation("NO_WEB_ACL", {}, [["web_acl_told_by"]]) if {
	value.any({
		value.in_set(_told_by, {"none", null}),
		value.all({value.eq(_told_by, "association"), value.negate(value.has_items(_associations))}),
	}) == "true"
}

violations contains finding.violation("CLASSIC_WEB_ACL", {}, [["web_acl_told_by"]]) if {
	value.eq(_told_by, "classic") == "true"
}

violations contains finding.violation("WEB_ACL_INEFFECTIVE", {}, acl.rests_on) if {
	some acl in (acls | own_acls)
	acl.word == "false"
}

violations contains finding.violation("DIRECTLY_REACHABLE", {}, [["disable_execute_api_endpoint"]]) if {
	_is_closed == "false"
}

violations contains finding.violation("NOT_BEHIND_DISTRIBUTION", {}, {domain.at} | _found_in_front(domain.at)) if {
	some domain in domains
	domain.word == "false"
}

_found_in_front(at) := {path |
	some distribution in distributions
	distribution.at == at
	some path in distribution.rests_on
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["web_acl_told_by"] if value.unknown(_told_by)

undecided contains path if {
	_told_by == "association"
	some path in association.undecided(_associations, acls)
}

undecided contains ["web_acl_arn_link"] if {
	_told_by == "resource"
	value.has_items(_own) != "true"
}

undecided contains path if {
	some acl in own_acls
	acl.word == "unknown"
	some path in acl.rests_on
}

undecided contains ["disable_execute_api_endpoint"] if _is_closed == "unknown"

undecided contains [_mapped_at] if value.all_of(_mappings, set()) == "unknown"

undecided contains [_mapped_at] if value.has_items(_mappings) == "unknown"

undecided contains path if some path in _unnamed

undecided contains path if {
	some domain in domains
	domain.word == "unknown"
	some path in ({domain.at} | _found_in_front(domain.at))
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if {
	input.aws_api_gateway_stage
	some path in ({["web_acl_told_by"]} | _types)
}

basis contains path if {
	some acl in (acls | own_acls)
	some path in acl.rests_on
}

basis contains path if {
	input.aws_apigatewayv2_api
	some path in {["disable_execute_api_endpoint"], [_mapped_at]}
}

basis contains path if {
	some distribution in distributions
	distribution.word == "true"
	some path in distribution.rests_on
}
