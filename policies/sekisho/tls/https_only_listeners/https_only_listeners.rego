# METADATA
# title: Declared endpoints listen for HTTPS or TLS only
# description: |
#   The subjects are listeners, classic load balancers and the profile's service endpoints. A listener of a declared
#   endpoint speaks HTTPS or TLS, or HTTP that does nothing but redirect to HTTPS, by its default action and by every
#   rule. TCP and UDP of an internet-facing balancer are clear text as far as can be seen; those of an internal one, and
#   gateway load balancers, are outside the question. An endpoint itself is decided by its listeners, and is unknown
#   where these are not seen.
# schemas:
#   - input: schema.sekisho.tls.https_only_listeners
# custom:
#   severity: critical
#   ja:
#     title: 宣言されたエンドポイントのリスナーは HTTPS または TLS だけである
#     description: |
#       対象はリスナー、Classic Load Balancer、プロファイルのサービスエンドポイント。
#       宣言されたエンドポイントのリスナーは HTTPS か TLS である。
#       HTTP は、既定のアクションとすべてのルールが HTTPS へのリダイレクトだけである場合に限り認める。
#       インターネット向けロードバランサーの TCP と UDP は、見える限り平文とみなす。
#       内部向けのもの、および Gateway Load Balancer は対象外とする。
#       エンドポイント自体はそのリスナーで判断し、リスナーが見えない場合は不明とする。
#   profile: []
#   reasons:
#     HTTP_SERVED:
#       en: "The HTTP listener on port {port} answers with the action {action} instead of a redirect to HTTPS."
#       ja: "ポート {port} の HTTP リスナーが、HTTPS へのリダイレクトではなくアクション {action} で応答する。"
#     RULE_SERVES_HTTP:
#       en: "A rule of the HTTP listener on port {port} answers with the action {action} instead of a redirect to HTTPS."
#       ja: "ポート {port} の HTTP リスナーのルールが、HTTPS へのリダイレクトではなくアクション {action} で応答する。"
#     REDIRECT_NOT_HTTPS:
#       en: "The HTTP listener on port {port} redirects to the protocol {protocol} with the status {status}, not to HTTPS with 301 or 302."
#       ja: "ポート {port} の HTTP リスナーのリダイレクト先がプロトコル {protocol}、ステータス {status} であり、301 または 302 による HTTPS ではない。"
#     CLEAR_TEXT:
#       en: "The listener on port {port} speaks {protocol}, which is not TLS."
#       ja: "ポート {port} のリスナーのプロトコルが {protocol} であり、TLS ではない。"
#     NOT_DECLARED:
#       en: The profile does not declare this balancer as a service endpoint.
#       ja: プロファイルがサービスエンドポイントとして宣言していないロードバランサーである。
#     INTERNAL_BALANCER:
#       en: A TCP or UDP listener of an internal balancer cannot be reached from the internet.
#       ja: 内部向けロードバランサーの TCP / UDP リスナーであり、インターネットから到達できない。
#     GATEWAY_BALANCER:
#       en: A gateway load balancer passes packets on and is no endpoint of a service.
#       ja: Gateway Load Balancer はパケットを転送するだけで、サービスのエンドポイントではない。
#     NO_LISTENERS:
#       en: The endpoint is no load balancer and has no listeners; other policies judge how it speaks TLS.
#       ja: ロードバランサーではなくリスナーを持たないエンドポイントであり、TLS は他のポリシーで判断する。
#     DECIDED_BY_LISTENERS:
#       en: The listeners of this endpoint are subjects of their own.
#       ja: このエンドポイントのリスナーを個別に判断する。
#   remediation:
#     en: |
#       Make the listener HTTPS (ALB) or TLS (NLB) with a certificate. If port 80 has to stay, let its default action
#       and each of its rules redirect to HTTPS with status HTTP_301.
#     ja: |
#       証明書を付けた HTTPS(ALB)または TLS(NLB)のリスナーにする。
#       ポート 80 を残す場合は、既定のアクションと全ルールを HTTP_301 による HTTPS へのリダイレクトにする。
#   references:
#     - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html
#     - https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html
package sekisho.tls.https_only_listeners

import data.sekisho.lib.finding
import data.sekisho.lib.redirection
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one listener, classic load balancer or service endpoint.
verdict := exempt if {
	exempt
} else := finding.unknown_because("U2", undeclared) if {
	count(undeclared) > 0
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U4", undecided) if {
	count(undecided) > 0
} else := finding.pass(basis) if {
	secure == "true"
}

# METADATA
# description: Is the verdict on a subject that lies outside the question.
exempt := finding.not_applicable("NOT_DECLARED", {path | some path, _ in endpoint}) if {
	count(endpoint) > 0
	value.any({word | some word in endpoint}) == "false"
} else := finding.not_applicable("GATEWAY_BALANCER", {[_balancers, "items", i, "load_balancer_type"] |
	some i, _ in input.aws_lb_listener.load_balancer_arn_link.items
}) if {
	_gateway == "true"
} else := finding.not_applicable("INTERNAL_BALANCER", {["protocol"]} | _internal_paths) if {
	value.in_set(protocol, _packets) == "true"
	_public == "false"
} else := finding.not_applicable("NO_LISTENERS", [["target_link"]]) if {
	some target in input.service_endpoint.target_link.items
	not target.aws_lb
	not target.aws_elb
} else := finding.not_applicable("DECIDED_BY_LISTENERS", {path | some path, _ in seen}) if {
	value.any({word | some word in seen}) == "true"
}

# METADATA
# description: Says of the balancer, by the path that tells, whether the profile declares it as a service endpoint.
endpoint[["declared_endpoint"]] := value.eq(input.aws_elb.declared_endpoint, true)

endpoint[[_balancers, "items", i, "declared_endpoint"]] := value.eq(balancer.declared_endpoint, true) if {
	some i, balancer in input.aws_lb_listener.load_balancer_arn_link.items
}

# METADATA
# description: Holds the paths of what leaves it open whether the subject is or belongs to a declared endpoint.
undeclared contains path if {
	some path, word in endpoint
	word == "unknown"
}

undeclared contains [_balancers] if {
	value.has_items(input.aws_lb_listener.load_balancer_arn_link) != "true"
}

_balancers := "load_balancer_arn_link"

_gateway := value.any_of(
	input.aws_lb_listener.load_balancer_arn_link,
	{value.eq(balancer.load_balancer_type, "gateway") |
		some balancer in input.aws_lb_listener.load_balancer_arn_link.items
	},
)

_public := value.any_of(
	input.aws_lb_listener.load_balancer_arn_link,
	{value.ne(balancer.internal, true) | some balancer in input.aws_lb_listener.load_balancer_arn_link.items},
)

_internal_paths := {[_balancers, "items", i, "internal"] |
	some i, _ in input.aws_lb_listener.load_balancer_arn_link.items
}

# METADATA
# description: |
#   Says whether the listeners of a service endpoint are seen, by the path that tells. A classic load balancer holds its
#   own; of an application or network load balancer all must be there that the documents can show.
seen[["target_link", "items", i, "aws_elb", "declared_endpoint"]] := "true" if {
	some i, target in input.service_endpoint.target_link.items
	target.aws_elb
}

seen[path] := value.all({
	value.has_items(target.aws_lb.aws_lb_listener_by_load_balancer_arn),
	value.all_of(target.aws_lb.aws_lb_listener_by_load_balancer_arn, set()),
}) if {
	some i, target in input.service_endpoint.target_link.items
	path := ["target_link", "items", i, "aws_lb", "aws_lb_listener_by_load_balancer_arn"]
}

# METADATA
# description: Is the protocol of a listener in capital letters, which Terraform does not ask for.
protocol := value.upper_case(input.aws_lb_listener.protocol)

_encrypted := {"HTTPS", "TLS"}

_packets := {"TCP", "UDP", "TCP_UDP"}

_known_protocols := (_encrypted | _packets) | {"HTTP"}

# METADATA
# description: Says whether a listener or classic load balancer meets the policy.
secure := value.any({
	value.in_set(protocol, _encrypted),
	value.all({value.eq(protocol, "HTTP"), redirection.only(input.aws_lb_listener)}),
})

secure := value.all_of(input.aws_elb.listener, {found.word | some found in classic_listeners})

# METADATA
# description: Holds the default actions of a listener and whether each redirects to HTTPS.
default_actions contains {
	"at": at,
	"type": action.type,
	"redirects": [redirect | some redirect in action.redirect.items],
	"word": redirection.to_https(action),
	"unknowns": value.unknowns(action, at),
} if {
	some i, action in input.aws_lb_listener.default_action.items
	at := ["default_action", "items", i]
}

# METADATA
# description: Holds the actions of a listener's rules in the same form.
rule_actions contains {
	"at": at,
	"type": action.type,
	"redirects": [redirect | some redirect in action.redirect.items],
	"word": redirection.to_https(action),
	"unknowns": value.unknowns(action, at),
} if {
	some i, rule in input.aws_lb_listener.aws_lb_listener_rule_by_listener_arn.items
	some j, action in rule.action.items
	at := ["aws_lb_listener_rule_by_listener_arn", "items", i, "action", "items", j]
}

# METADATA
# description: |
#   Holds the listeners of a classic load balancer and whether each is encrypted. HTTP is not, whoever can reach it; TCP
#   of an internal one is outside the question.
classic_listeners contains {
	"at": ["listener", "items", i],
	"protocol": value.shown(listener.lb_protocol),
	"port": value.shown(listener.lb_port),
	"word": value.any({
		value.in_set(value.upper_case(listener.lb_protocol), {"HTTPS", "SSL"}),
		value.all({
			value.eq(value.upper_case(listener.lb_protocol), "TCP"),
			value.eq(input.aws_elb.internal, true),
		}),
	}),
	"unknowns": value.unknowns(listener.lb_protocol, ["listener", "items", i, "lb_protocol"]),
} if {
	some i, listener in input.aws_elb.listener.items
}

# METADATA
# description: Holds the ways in which the subject breaks the policy.
violations contains finding.violation(
	"HTTP_SERVED",
	{"port": value.shown(input.aws_lb_listener.port), "action": value.shown(action.type)},
	[["protocol"], array.concat(action.at, ["type"])],
) if {
	value.eq(protocol, "HTTP") == "true"
	some action in default_actions
	_serves(action)
}

violations contains finding.violation(
	"RULE_SERVES_HTTP",
	{"port": value.shown(input.aws_lb_listener.port), "action": value.shown(action.type)},
	[["protocol"], array.concat(action.at, ["type"])],
) if {
	value.eq(protocol, "HTTP") == "true"
	some action in rule_actions
	_serves(action)
}

violations contains finding.violation(
	"REDIRECT_NOT_HTTPS",
	{
		"port": value.shown(input.aws_lb_listener.port),
		"protocol": value.shown(redirect.protocol),
		"status": value.shown(redirect.status_code),
	},
	[
		["protocol"],
		array.concat(action.at, ["redirect", "items", i, "protocol"]),
		array.concat(action.at, ["redirect", "items", i, "status_code"]),
	],
) if {
	value.eq(protocol, "HTTP") == "true"
	some action in (default_actions | rule_actions)
	action.word == "false"
	not _serves(action)
	some i, redirect in action.redirects
}

violations contains finding.violation(
	"CLEAR_TEXT",
	{"port": value.shown(input.aws_lb_listener.port), "protocol": protocol},
	{["protocol"]} | _internal_paths,
) if {
	value.in_set(protocol, _packets) == "true"
	_public == "true"
}

violations contains finding.violation(
	"CLEAR_TEXT",
	{"port": listener.port, "protocol": listener.protocol},
	[array.concat(listener.at, ["lb_protocol"])],
) if {
	some listener in classic_listeners
	listener.word == "false"
}

# It is no redirect at all, by its type or because nothing says where to.
_serves(action) if {
	action.word == "false"
	value.eq(action.type, "redirect") == "false"
}

_serves(action) if {
	action.word == "false"
	count(action.redirects) == 0
}

# A list of actions that is empty, as far as is known, says nothing.
_listed(actions) := value.all({value.has_items(actions), value.all_of(actions, set())})

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["protocol"] if {
	value.in_set(protocol, _known_protocols) != "true"
}

undecided contains [_balancers, "items", i, "load_balancer_type"] if {
	value.in_set(protocol, _known_protocols) != "true"
	some i, balancer in input.aws_lb_listener.load_balancer_arn_link.items
	value.unknown(balancer.load_balancer_type)
}

undecided contains path if {
	value.in_set(protocol, _packets) == "true"
	_public == "unknown"
	some path in _internal_paths
}

undecided contains path if {
	value.eq(protocol, "HTTP") == "true"
	some action in (default_actions | rule_actions)
	action.word == "unknown"
	some path in action.unknowns
}

undecided contains ["default_action"] if {
	value.eq(protocol, "HTTP") == "true"
	_listed(input.aws_lb_listener.default_action) != "true"
}

undecided contains ["aws_lb_listener_rule_by_listener_arn"] if {
	value.eq(protocol, "HTTP") == "true"
	value.all_of(input.aws_lb_listener.aws_lb_listener_rule_by_listener_arn, set()) == "unknown"
}

undecided contains ["aws_lb_listener_rule_by_listener_arn", "items", i, "action"] if {
	value.eq(protocol, "HTTP") == "true"
	some i, rule in input.aws_lb_listener.aws_lb_listener_rule_by_listener_arn.items
	_listed(rule.action) != "true"
}

undecided contains path if {
	some listener in classic_listeners
	listener.word == "unknown"
	some path in listener.unknowns
}

undecided contains ["internal"] if {
	some listener in classic_listeners
	listener.word == "unknown"
	value.unknown(input.aws_elb.internal)
}

undecided contains ["listener"] if value.all_of(input.aws_elb.listener, set()) == "unknown"

undecided contains path if {
	some path, word in seen
	word != "true"
}

undecided contains ["target_link"] if value.has_items(input.service_endpoint.target_link) != "true"

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if {
	some path, _ in endpoint
}

basis contains ["protocol"] if input.aws_lb_listener

basis contains array.concat(action.at, ["redirect", "items", i, "protocol"]) if {
	value.eq(protocol, "HTTP") == "true"
	some action in (default_actions | rule_actions)
	some i, _ in action.redirects
}

basis contains ["aws_lb_listener_rule_by_listener_arn"] if value.eq(protocol, "HTTP") == "true"

basis contains array.concat(listener.at, ["lb_protocol"]) if {
	some listener in classic_listeners
}
