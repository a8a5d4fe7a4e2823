# METADATA
# title: Declared endpoints have a web ACL that limits the rate of requests
# description: |
#   The subjects are web ACLs and the profile's service endpoints. A web ACL in front of a declared endpoint has a
#   rate-based rule, its own or of a rule group of one's own, whose action is block, captcha or challenge and which lets
#   no more than waf.rate_limit requests through in 300 seconds, or AWS's Anti-DDoS group that is not turned to count. A
#   rule with another window is compared by its rate. What a scope-down statement limits to a part of the requests does
#   not count. A web ACL of CloudFront's scope is in front of the distributions that name it, one of a user pool of Cognito
#   in front of the pool's domains too. A declared endpoint that faces the internet and can have a web ACL of WAFv2 fails
#   without one. Whether an instance of Verified Access or what is of a type that is not read serves a declared endpoint is
#   not known. By what requests are counted is not looked at: behind a proxy the addresses are the proxy's unless they are
#   taken from a header.
# schemas:
#   - input: schema.sekisho.ddos.waf_rate_rule
# custom:
#   severity: high
#   ja:
#     title: 宣言されたエンドポイントのウェブ ACL がリクエストのレートを制限する
#     description: |
#       対象はウェブ ACL と、プロファイルのサービスエンドポイント。
#       宣言されたエンドポイントのウェブ ACL には、アクションが block、captcha、challenge のいずれかで、300 秒間に waf.rate_limit を超えるリクエストを通さないレートベースのルール(自前のルールグループ内のものを含む)、または count に変更されていない AWS の Anti-DDoS グループがある。
#       別の期間で数えるルールは、レートに換算して比べる。
#       スコープダウンステートメントで一部のリクエストに限られたものは数えない。
#       スコープが CLOUDFRONT のウェブ ACL は、それを指定するディストリビューションを保護する。Cognito ユーザープールのウェブ ACL は、プールのドメインも保護する。
#       インターネットに公開され、ウェブ ACL を関連付けられるのに WAFv2 のウェブ ACL がない宣言済みエンドポイントは違反とする。
#       Verified Access インスタンスや、読み取らない型のリソースが宣言されたエンドポイントに使われているかどうかは不明とする。
#       何を単位に数えるかは確認しない。プロキシの背後では、ヘッダーから取得しない限りプロキシのアドレスが数えられる。
#   profile: [waf.rate_limit]
#   reasons:
#     NO_WEB_ACL:
#       en: The declared endpoint has no web ACL of WAFv2.
#       ja: 宣言されたエンドポイントに WAFv2 のウェブ ACL が関連付けられていない。
#     NO_RATE_RULE:
#       en: The web ACL has neither a rate-based rule nor AWS's Anti-DDoS rule group.
#       ja: ウェブ ACL にレートベースのルールも、AWS の Anti-DDoS ルールグループもない。
#     RATE_RULE_DOES_NOT_BLOCK:
#       en: "The rate-based rule {rule} does not block; its action is {action}."
#       ja: "レートベースのルール {rule} のアクションが {action} であり、遮断しない。"
#     RATE_LIMIT_TOO_HIGH:
#       en: "The rate-based rule {rule} lets {limit} {limit:request|requests} through in {window} {window:second|seconds}; the profile allows {allowed} in 300."
#       ja: "レートベースのルール {rule} は {window} 秒間に {limit} リクエストを通す。プロファイルが許すのは 300 秒間に {allowed} である。"
#     RATE_RULE_SCOPED_DOWN:
#       en: "The scope-down statement of the rule {rule} limits it to a part of the requests."
#       ja: "ルール {rule} がスコープダウンステートメントにより一部のリクエストに限られている。"
#     GROUP_COUNTED:
#       en: "The rule {rule} turns its rule group to count."
#       ja: "ルール {rule} がルールグループを count に変更している。"
#     NOT_DECLARED:
#       en: The web ACL is not in front of an endpoint that the profile declares.
#       ja: プロファイルが宣言するエンドポイントのウェブ ACL ではない。
#     DECIDED_BY_WEB_ACL:
#       en: The web ACL of this endpoint is a subject of its own.
#       ja: このエンドポイントのウェブ ACL を個別に判断する。
#     NO_WEB_ACL_POSSIBLE:
#       en: An endpoint of this kind cannot have a web ACL.
#       ja: この種類のエンドポイントにはウェブ ACL を関連付けられない。
#     NOT_PUBLIC:
#       en: The internet does not reach the endpoint.
#       ja: インターネットから到達できないエンドポイントである。
#   remediation:
#     en: |
#       Add a rule with rate_based_statement and the action block to the web ACL, with a limit that no customer reaches
#       and without a scope-down statement, or the managed group AWSManagedRulesAntiDDoSRuleSet.
#     ja: |
#       ウェブ ACL に、アクションが block で、通常の利用では達しない上限を設定した rate_based_statement のルールをスコープダウンステートメントなしで追加する。
#       または、マネージドグループ AWSManagedRulesAntiDDoSRuleSet を追加する。
#   references:
#     - https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
#     - https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-anti-ddos.html
package sekisho.ddos.waf_rate_rule

import data.sekisho.lib.entry_point
import data.sekisho.lib.finding
import data.sekisho.lib.value
import data.sekisho.lib.waf

# METADATA
# description: Is the policy's verdict on one web ACL or service endpoint.
verdict := of_web_acl if {
	input.aws_wafv2_web_acl
} else := of_endpoint if {
	input.service_endpoint
}

# METADATA
# description: Is the verdict on one web ACL.
of_web_acl := finding.not_applicable("NOT_DECLARED", _protecting | _declaring) if {
	declared == "false"
} else := finding.unknown_because("U2", undeclared) if {
	declared == "unknown"
} else := finding.fails(violations) if {
	limited == "false"
} else := finding.unknown_because("U2", undecided) if {
	limited == "unknown"
} else := finding.pass(basis) if {
	limited == "true"
}

_associations := "aws_wafv2_web_acl_association_by_web_acl_arn"

_distributions := "aws_cloudfront_distribution_by_web_acl_id"

# METADATA
# description: |
#   Says whether the web ACL is in front of a declared endpoint: of CloudFront's scope by the distributions that name it,
#   of a region's by its associations.
declared := value.any({
	value.all({associated, value.ne(input.aws_wafv2_web_acl.scope, "CLOUDFRONT")}),
	value.all({distributed, value.ne(input.aws_wafv2_web_acl.scope, "REGIONAL")}),
})

_may_be_regional if value.eq(input.aws_wafv2_web_acl.scope, "CLOUDFRONT") != "true"

_may_be_global if value.eq(input.aws_wafv2_web_acl.scope, "REGIONAL") != "true"

_protecting contains ["scope"]

_protecting contains [_associations] if _may_be_regional

_protecting contains [_distributions] if _may_be_global

# METADATA
# description: Says whether an association leads to a declared endpoint.
associated := value.any_of(
	input.aws_wafv2_web_acl.aws_wafv2_web_acl_association_by_web_acl_arn,
	{association.word | some association in associations},
)

# METADATA
# description: Says whether a declared distribution names the web ACL.
distributed := value.any_of(
	input.aws_wafv2_web_acl.aws_cloudfront_distribution_by_web_acl_id,
	{value.eq(distribution.declared_endpoint, true) |
		some distribution in input.aws_wafv2_web_acl.aws_cloudfront_distribution_by_web_acl_id.items
	},
)

# METADATA
# description: |
#   Holds the associations of the web ACL and whether each leads to a declared endpoint; of what is of a type that does not
#   tell whether it is declared, that is not known.
associations contains {
	"at": at,
	"seen": _seen(association.resource_arn_link),
	"word": value.any_of(
		association.resource_arn_link,
		{value.eq(endpoint.declared_endpoint, true) | some item in association.resource_arn_link.items; some endpoint in item} | {"unknown" |
			_seen(association.resource_arn_link) != "true"
		},
	),
	"paths": {array.concat(at, ["items", j, type, "declared_endpoint"]) | some j, item in association.resource_arn_link.items; some type, endpoint in item; endpoint != {}},
	"unknowns": value.unknowns(association, [_associations, "items", i]),
} if {
	some i, association in input.aws_wafv2_web_acl.aws_wafv2_web_acl_association_by_web_acl_arn.items
	at := [_associations, "items", i, "resource_arn_link"]
}

# Of what is of another type than the selected ones nothing stands in the slice.
_seen(link) := value.any_of(link, {value.ne(endpoint, {}) | some item in link.items; some endpoint in item})

_declaring contains path if {
	_may_be_regional
	some association in associations
	some path in association.paths
}

_declaring contains [_distributions, "items", i, "declared_endpoint"] if {
	_may_be_global
	some i, _ in input.aws_wafv2_web_acl.aws_cloudfront_distribution_by_web_acl_id.items
}

# METADATA
# description: Holds the paths of what leaves it open whether the web ACL is in front of a declared endpoint.
undeclared contains ["scope"] if value.unknown(input.aws_wafv2_web_acl.scope)

undeclared contains path if {
	_may_be_global
	some path in value.unknowns(input.aws_wafv2_web_acl.aws_cloudfront_distribution_by_web_acl_id, [_distributions])
}

undeclared contains [_associations] if {
	_may_be_regional
	value.any_of(input.aws_wafv2_web_acl.aws_wafv2_web_acl_association_by_web_acl_arn, set()) == "unknown"
}

undeclared contains path if {
	_may_be_regional
	some association in associations
	some path in association.unknowns
}

undeclared contains association.at if {
	_may_be_regional
	some association in associations
	association.seen != "true"
}

# METADATA
# description: Says whether the web ACL limits the rate of requests.
limited := value.any_of(input.aws_wafv2_web_acl.effective_rules, {rule.word | some rule in rules})

# METADATA
# description: |
#   Holds the rules by kind: a rule by itself limits by its own statement, AWS's Anti-DDoS group if it acts, a group of
#   one's own if one of its rules does. No other managed group counts.
rules contains {
	"at": at,
	"name": value.shown(rule.name),
	"word": value.any({
		value.any({limit.word | some limit in limits; limit.at == at}),
		value.all({_is_anti_ddos[i], waf.acts(rule), value.ne(rule.scope_down, true)}),
		value.all({_is_own_group[i], value.ne(rule.override, "count"), value.any_of(
			rule.group_rules,
			{limit.word | some limit in limits; limit.group == i},
		)}),
	}),
	"anti_ddos": _is_anti_ddos[i],
	"own_group": _is_own_group[i],
	"counts": value.eq(rule.override, "count"),
	"scoped": value.eq(rule.scope_down, true),
	"acts": waf.acts(rule),
	"unknowns": value.unknowns(rule, at) - value.unknowns(rule.name, array.concat(at, ["name"])),
} if {
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
	at := ["effective_rules", "items", i]
}

_is_anti_ddos[i] := value.all({
	value.eq(rule.vendor_name, "AWS"),
	value.eq(rule.group_name, "AWSManagedRulesAntiDDoSRuleSet"),
}) if {
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
}

_is_own_group[i] := value.all({
	value.in_set(rule.kind, {"own_group", "firewall_manager_group"}),
	value.negate(value.given(rule.group_name)),
}) if {
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
}

# METADATA
# description: Holds every rule that may count requests, by itself or in a group of one's own, and whether it limits them.
limits contains {
	"rule": i,
	"at": at,
	"name": value.shown(rule.name),
	"action": value.shown(rule.action),
	"limit": value.shown(rule.rate_limit),
	"window": value.shown(rule.evaluation_window_sec),
	"blocks": _blocks(rule.action),
	"within": _within(rule.rate_limit, rule.evaluation_window_sec),
	"whole": value.ne(rule.scope_down, true),
	"word": _limits(rule),
} if {
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
	value.given(rule.rate_limit) != "false"
	at := ["effective_rules", "items", i]
}

limits contains {
	"group": i,
	"rule": i,
	"at": ["effective_rules", "items", i, "group_rules", "items", j],
	"name": value.shown(member.name),
	"action": value.shown(member.action),
	"limit": value.shown(member.rate_limit),
	"window": value.shown(member.evaluation_window_sec),
	"blocks": _blocks(member.action),
	"within": _within(member.rate_limit, member.evaluation_window_sec),
	"whole": value.ne(member.scope_down, true),
	"word": _limits(member),
} if {
	some i, rule in input.aws_wafv2_web_acl.effective_rules.items
	_is_own_group[i] != "false"
	some j, member in rule.group_rules.items
	value.given(member.rate_limit) != "false"
}

_limits(rule) := value.all({
	_blocks(rule.action),
	_within(rule.rate_limit, rule.evaluation_window_sec),
	value.ne(rule.scope_down, true),
})

_blocks(action) := value.in_set(action, {"block", "captcha", "challenge"})

# The rate is what counts: 500 in a minute are more than 2000 in five.
_within(limit, window) := "unknown" if {
	true in {value.unknown(scalar) | some scalar in [limit, window, input.profile.waf.rate_limit]}
} else := "true" if {
	limit * 300 <= input.profile.waf.rate_limit * window
} else := "false"

_limit_path := ["profile", "waf", "rate_limit"]

# METADATA
# description: Holds the ways in which the web ACL breaks the policy, if it limits nothing.
violations contains finding.violation("NO_RATE_RULE", {}, [["effective_rules"]]) if {
	limited == "false"
	count(limits) == 0
	count([rule | some rule in rules; rule.anti_ddos != "false"]) == 0
}

violations contains finding.violation(
	"RATE_RULE_DOES_NOT_BLOCK",
	{"rule": limit.name, "action": limit.action},
	[array.concat(limit.at, ["action"])],
) if {
	some limit in limits
	limit.blocks == "false"
}

violations contains finding.violation(
	"RATE_LIMIT_TOO_HIGH",
	{"rule": limit.name, "limit": limit.limit, "window": limit.window, "allowed": input.profile.waf.rate_limit},
	[array.concat(limit.at, ["rate_limit"]), array.concat(limit.at, ["evaluation_window_sec"]), _limit_path],
) if {
	some limit in limits
	limit.within == "false"
}

violations contains finding.violation(
	"RATE_RULE_SCOPED_DOWN",
	{"rule": limit.name},
	[array.concat(limit.at, ["scope_down"])],
) if {
	some limit in limits
	limit.whole == "false"
}

violations contains finding.violation(
	"RATE_RULE_SCOPED_DOWN",
	{"rule": rule.name},
	[array.concat(rule.at, ["scope_down"])],
) if {
	some rule in rules
	rule.anti_ddos != "false"
	rule.scoped == "true"
}

violations contains finding.violation("GROUP_COUNTED", {"rule": rule.name}, [array.concat(rule.at, ["override"])]) if {
	some rule in rules
	rule.anti_ddos != "false"
	rule.counts == "true"
}

violations contains finding.violation("GROUP_COUNTED", {"rule": rule.name}, [array.concat(rule.at, ["override"])]) if {
	some limit in limits
	some rule in rules
	rule.at == ["effective_rules", "items", limit.group]
	rule.counts == "true"
}

violations contains finding.violation("NO_WEB_ACL", {}, [front.at]) if {
	some front in fronts
	front.protected == "false"
}

# METADATA
# description: Holds the paths of what keeps it undecided whether the web ACL limits the rate.
undecided contains ["effective_rules"] if {
	value.any_of(input.aws_wafv2_web_acl.effective_rules, set()) == "unknown"
}

undecided contains path if {
	some rule in rules
	rule.word == "unknown"
	some path in rule.unknowns
}

undecided contains array.concat(rule.at, ["counted_rules"]) if {
	some rule in rules
	rule.word == "unknown"
	rule.anti_ddos == "true"
	rule.acts == "unknown"
}

undecided contains _limit_path if {
	value.unknown(input.profile.waf.rate_limit)
	some limit in limits
	limit.within == "unknown"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if some path in _declaring

basis contains array.concat(rule.at, [name]) if {
	some rule in rules
	rule.word == "true"
	rule.anti_ddos == "true"
	some name in ["vendor_name", "group_name", "override", "counted_rules", "scope_down"]
}

basis contains array.concat(rule.at, ["override"]) if {
	some rule in rules
	rule.word == "true"
	rule.own_group == "true"
}

basis contains path if {
	some rule in rules
	rule.word == "true"
	some limit in limits
	rule.at == ["effective_rules", "items", limit.rule]
	limit.word == "true"
	some path in [
		array.concat(limit.at, ["action"]),
		array.concat(limit.at, ["rate_limit"]),
		array.concat(limit.at, ["evaluation_window_sec"]),
		array.concat(limit.at, ["scope_down"]),
		_limit_path,
	]
}

# METADATA
# description: Is the verdict on one service endpoint.
of_endpoint := finding.fails(violations) if {
	count(violations) > 0
} else := finding.not_applicable("NO_WEB_ACL_POSSIBLE", incapable) if {
	count(incapable) > 0
} else := finding.not_applicable("NOT_PUBLIC", hidden) if {
	count(hidden) > 0
} else := finding.not_applicable("DECIDED_BY_WEB_ACL", decided) if {
	count(decided) > 0
} else := finding.unknown_because("U4", unseen)

_target := ["target_link", "items"]

# METADATA
# description: Holds the paths of what tells that the endpoint is of a kind that cannot have a web ACL.
incapable contains array.concat(_target, [i, type, "declared_endpoint"]) if {
	some i, target in input.service_endpoint.target_link.items
	some type, _ in target
	type in {"aws_elb", "aws_apigatewayv2_api", "aws_lambda_function_url", "aws_transfer_server"}
}

incapable contains path if {
	some path, word in other_balancers
	word == "true"
}

# METADATA
# description: Says of a load balancer, by the path that tells, whether it is of another kind than application.
other_balancers[array.concat(_target, [i, "aws_lb", "load_balancer_type"])] := word if {
	some i, target in input.service_endpoint.target_link.items
	word := value.ne(target.aws_lb.load_balancer_type, "application")
}

# METADATA
# description: Holds what tells of an endpoint that it does not face the internet, by its path.
private[array.concat(_target, [i, "aws_lb", "internal"])] := value.eq(target.aws_lb.internal, true) if {
	some i, target in input.service_endpoint.target_link.items
}

private[array.concat(_target, [i, "aws_apprunner_service", "is_publicly_accessible"])] := word if {
	some i, target in input.service_endpoint.target_link.items
	word := value.eq(target.aws_apprunner_service.is_publicly_accessible, false)
}

private[array.concat(_target, [i, "aws_appsync_graphql_api", "visibility"])] := word if {
	some i, target in input.service_endpoint.target_link.items
	word := value.eq(target.aws_appsync_graphql_api.visibility, "PRIVATE")
}

private[array.concat(_target, [i, "aws_api_gateway_stage", "rest_api_id_link"])] := word if {
	some i, target in input.service_endpoint.target_link.items
	stage := target.aws_api_gateway_stage
	word := value.any_of(
		stage.rest_api_id_link,
		{value.negate(entry_point.not_private(api.endpoint_types)) | some api in stage.rest_api_id_link.items},
	)
}

private[array.concat(_target, [i, "aws_cloudfront_distribution", "enabled"])] := word if {
	some i, target in input.service_endpoint.target_link.items
	word := value.eq(target.aws_cloudfront_distribution.enabled, false)
}

# METADATA
# description: Holds the paths of what tells that the endpoint does not face the internet.
hidden contains path if {
	some path, word in private
	word == "true"
}

# METADATA
# description: |
#   Holds the places at which an endpoint that can have a web ACL tells of it: whether it has one, and whether that is in
#   the documents and in front of the endpoint, so that it is judged itself.
fronts contains {
	"at": array.concat(at, [_guards]),
	"protected": value.any({
		value.has_items(guards),
		_outside(at),
	}),
	"decided": value.any_of(guards, {value.any_of(
		association.web_acl_arn_link,
		{value.ne(acl.scope, "CLOUDFRONT") | some acl in association.web_acl_arn_link.items},
	) |
		some association in guards.items
	}),
} if {
	some [at, endpoint] in _endpoints
	guards := endpoint.aws_wafv2_web_acl_association_by_resource_arn
}

fronts contains {
	"at": array.concat(at, ["web_acl_kind"]),
	"protected": value.any({
		value.eq(distribution.web_acl_kind, "cloudfront"),
		_outside(at),
	}),
	"decided": value.all({
		value.eq(distribution.web_acl_kind, "cloudfront"),
		value.any_of(
			distribution.web_acl_id_link,
			{value.ne(acl.scope, "REGIONAL") | some acl in distribution.web_acl_id_link.items},
		),
	}),
} if {
	some i, target in input.service_endpoint.target_link.items
	distribution := target.aws_cloudfront_distribution
	at := array.concat(_target, [i, "aws_cloudfront_distribution"])
}

_guards := "aws_wafv2_web_acl_association_by_resource_arn"

# Each as its path and itself; what customers reach by the domain of a user pool, the pool guards.
_endpoints contains [array.concat(_target, [i, type]), endpoint] if {
	some i, target in input.service_endpoint.target_link.items
	some type, endpoint in target
}

_endpoints contains [array.concat(_target, [i, "aws_cognito_user_pool_domain", "user_pool_id_link", "items", j]), pool] if {
	some i, target in input.service_endpoint.target_link.items
	some j, pool in target.aws_cognito_user_pool_domain.user_pool_id_link.items
}

_outside(at) := value.any({word |
	some path, word in object.union(private, other_balancers)
	array.slice(path, 0, count(at)) == at
})

# METADATA
# description: Holds the places at which the endpoint tells of a web ACL that is judged itself.
decided contains front.at if {
	some front in fronts
	front.decided == "true"
}

# METADATA
# description: Holds the paths of what leaves it open which web ACL is in front of the endpoint.
unseen contains _at_target if count(fronts) == 0

unseen contains path if {
	some i, target in input.service_endpoint.target_link.items
	some path in value.unknowns(target, array.concat(_target, [i]))
}

unseen contains front.at if {
	some front in fronts
	count(value.unknowns(input.service_endpoint.target_link, _at_target)) == 0
}

_at_target := ["target_link"]
