# METADATA
# title: A declared endpoint restricts its users by their IP addresses
# description: |
#   The subject is each of the profile's service endpoints. It passes with an artefact that restricts by source address: a
#   rule of its web ACL, the ACL's own or of a rule group of one's own, that names an IP set and blocks or challenges, or
#   that allows where the ACL blocks everything else; a listener rule with a source-ip condition that answers by itself, or
#   that is let through where the listener answers everything else by itself; or a resource policy of its REST API that
#   denies or allows by aws:SourceIp. An IP set in a rule that only counts, or what allows what is allowed anyway, restricts
#   nobody, and neither does a range of every address. Without such an artefact it is a failure only if the profile says that the restriction is one
#   of the network: what the application restricts by itself no configuration shows. Endpoints of other kinds and, because
#   a policy can be a resource of its own, APIs without an artefact are unknown.
# schemas:
#   - input: schema.sekisho.net.app_ip_restriction_present
# custom:
#   severity: info
#   ja:
#     title: 宣言されたエンドポイントが、利用者を IP アドレスで制限している
#     description: |
#       対象はプロファイルの各サービスエンドポイント。
#       送信元アドレスで制限するものがあれば合格とする。ウェブ ACL(または自前のルールグループ)の、IP セットを参照して遮断・チャレンジするルールか、他を全て遮断する ACL で許可するルール、固定レスポンスを返すか、既定のアクションが固定レスポンスであるリスナーで通過させる source-ip 条件のリスナールール、aws:SourceIp で拒否または許可する REST API のリソースポリシーのいずれかである。
#       カウントするだけのルールや、もともと許可されるものを許可するルール、全アドレスの範囲は、制限とはみなさない。
#       いずれもない場合は、制限がネットワークのものであるとプロファイルが示すときだけ違反とする。アプリケーション自身による制限は、どの設定にも現れないためである。
#       他の種類のエンドポイントは不明とし、ポリシーは別のリソースでも設定できるため、制限の見つからない API も不明とする。
#   profile: [app_ip_restriction]
#   reasons:
#     NO_IP_RESTRICTION:
#       en: Neither the web ACL nor a listener rule of the endpoint restricts by source address.
#       ja: エンドポイントのウェブ ACL にもリスナールールにも、送信元アドレスによる制限がない。
#   remediation:
#     en: Add a rule with an IP set to the web ACL of the endpoint, or declare in app_ip_restriction that the application restricts by itself.
#     ja: エンドポイントのウェブ ACL に IP セットを参照するルールを追加するか、アプリケーション自身が制限することを app_ip_restriction に宣言する。
#   references:
#     - https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-ipset-match.html
#     - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
#     - https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-resource-policies-examples.html
package sekisho.net.app_ip_restriction_present

import data.sekisho.lib.cidr
import data.sekisho.lib.finding
import data.sekisho.lib.iam
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one service endpoint.
verdict := finding.pass({artefact.at | some artefact in artefacts; artefact.word == "true"}) if {
	restricted == "true"
} else := finding.fails({violation}) if {
	restricted == "false"
	value.eq(input.profile.app_ip_restriction, "network") == "true"
} else := finding.unknown_because("U4", undecided)

_mode_path := ["profile", "app_ip_restriction"]

# METADATA
# description: Says whether the endpoint restricts by source address.
restricted := value.any_of(
	input.service_endpoint.target_link,
	{value.any({artefact.word | some artefact in artefacts; artefact.target == i} | _unread(target)) |
		some i, target in input.service_endpoint.target_link.items
	},
)

# What is not read of a target may restrict it.
_unread(target) := set() if {
	target.aws_lb
} else := set() if {
	target.aws_cloudfront_distribution
} else := {"unknown"}

# METADATA
# description: Is what an endpoint of the network without a restriction breaks.
violation := finding.violation("NO_IP_RESTRICTION", {}, {artefact.at | some artefact in artefacts} | {_mode_path})

# METADATA
# description: Holds what may restrict a target by source address, and whether it does.
artefacts contains {
	"target": i,
	"at": at,
	"unknowns": value.unknowns(associations, at),
	"word": _associated(associations),
} if {
	some i, target in input.service_endpoint.target_link.items
	associations := target.aws_lb.aws_wafv2_web_acl_association_by_resource_arn
	at := ["target_link", "items", i, "aws_lb", "aws_wafv2_web_acl_association_by_resource_arn"]
}

artefacts contains {
	"target": i,
	"at": at,
	"unknowns": value.unknowns(associations, at),
	"word": _associated(associations),
} if {
	some i, target in input.service_endpoint.target_link.items
	associations := target.aws_api_gateway_stage.aws_wafv2_web_acl_association_by_resource_arn
	at := ["target_link", "items", i, "aws_api_gateway_stage", "aws_wafv2_web_acl_association_by_resource_arn"]
}

artefacts contains {
	"target": i,
	"at": at,
	"unknowns": value.unknowns(acls, at),
	"word": _linked(acls),
} if {
	some i, target in input.service_endpoint.target_link.items
	acls := target.aws_api_gateway_stage.web_acl_arn_link
	at := ["target_link", "items", i, "aws_api_gateway_stage", "web_acl_arn_link"]
}

artefacts contains {
	"target": i,
	"at": at,
	"unknowns": value.unknowns(acls, at),
	"word": _linked(acls),
} if {
	some i, target in input.service_endpoint.target_link.items
	acls := target.aws_cloudfront_distribution.web_acl_id_link
	at := ["target_link", "items", i, "aws_cloudfront_distribution", "web_acl_id_link"]
}

artefacts contains {
	"target": i,
	"at": at,
	"unknowns": value.unknowns(listeners, at),
	"word": value.any_of(
		listeners,
		{value.any_of(rules, {_admits_by_address(rule, listener) | some rule in rules.items}) |
			some listener in listeners.items
			rules := listener.aws_lb_listener_rule_by_listener_arn
		},
	),
} if {
	some i, target in input.service_endpoint.target_link.items
	listeners := target.aws_lb.aws_lb_listener_by_load_balancer_arn
	at := ["target_link", "items", i, "aws_lb", "aws_lb_listener_by_load_balancer_arn"]
}

artefacts contains {
	"target": i,
	"at": at,
	"unknowns": value.unknowns(policy, at),
	"word": _policy_restricts(policy),
} if {
	some i, target in input.service_endpoint.target_link.items
	policy := target.aws_api_gateway_rest_api.policy
	at := ["target_link", "items", i, "aws_api_gateway_rest_api", "policy"]
}

artefacts contains {
	"target": i,
	"at": at,
	"unknowns": value.unknowns(api.policy, at),
	"word": _policy_restricts(api.policy),
} if {
	some i, target in input.service_endpoint.target_link.items
	some j, api in target.aws_api_gateway_stage.rest_api_id_link.items
	at := ["target_link", "items", i, "aws_api_gateway_stage", "rest_api_id_link", "items", j, "policy"]
}

_admits_by_address(rule, listener) := value.all({
	value.has_items(rule.source_ips),
	value.all_of(rule.source_ips, {value.negate(cidr.world(range)) | some range in rule.source_ips.items}),
	value.any({_answers_itself(rule.action), _answers_itself(listener.default_action)}),
})

_answers_itself(actions) := value.any_of(actions, {value.eq(action.type, "fixed-response") | some action in actions.items})

_associated(associations) := value.any_of(associations, {_linked(association.web_acl_arn_link) |
	some association in associations.items
})

_linked(acls) := value.any_of(acls, {_restricts(acl) | some acl in acls.items})

# A group matches nothing by itself, and a rule by itself has no rules of a group.
_restricts(acl) := value.any_of(acl.effective_rules, {word |
	some rule in acl.effective_rules.items
	word := value.any({
		_rule_restricts(rule, acl.default_action),
		value.all({
			value.ne(rule.override, "count"),
			value.any_of(rule.group_rules, {_rule_restricts(member, acl.default_action) | some member in rule.group_rules.items}),
		}),
	})
})

_rule_restricts(rule, default_action) := value.all({
	value.eq(rule.names_ip_set, true),
	value.any({
		value.in_set(rule.action, {"block", "captcha", "challenge"}),
		value.all({value.eq(rule.action, "allow"), value.eq(default_action, "block")}),
	}),
})

# What is allowed without a condition is no less allowed because it is allowed with one too.
_policy_restricts(policy) := "unknown" if {
	count(value.unknowns(policy, [])) > 0
} else := value.any({
	value.any({_by_address(statement, "Deny") | some statement in iam.statements(policy)}),
	value.all({
		value.any({_by_address(statement, "Allow") | some statement in iam.statements(policy)}),
		value.negate(value.any({_without_address(statement) | some statement in iam.statements(policy)})),
	}),
})

_by_address(statement, effect) := value.all({iam.has_effect(statement, effect), _names_address(statement)})

_without_address(statement) := value.all({iam.has_effect(statement, "Allow"), value.negate(_names_address(statement))})

_names_address(statement) := value.any({_is_address(condition) | some condition in iam.conditions(statement)})

_is_address(condition) := value.all({
	value.in_set(condition.operator, {"ipaddress", "notipaddress", "ipaddressifexists", "notipaddressifexists"}),
	value.in_set(condition.key, {"aws:sourceip", "aws:vpcsourceip"}),
	value.negate(value.any({cidr.world(range) | some range in condition.values})),
})

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains _mode_path if value.eq(input.profile.app_ip_restriction, "network") != "true"

undecided contains ["target_link"] if {
	value.any_of(input.service_endpoint.target_link, set()) == "unknown"
}

undecided contains ["target_link"] if {
	some target in input.service_endpoint.target_link.items
	count(_unread(target)) > 0
}

undecided contains path if {
	some artefact in artefacts
	artefact.word == "unknown"
	some path in artefact.unknowns
}
