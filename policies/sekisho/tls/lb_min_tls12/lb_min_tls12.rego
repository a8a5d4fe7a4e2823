# METADATA
# title: Load balancers negotiate TLS 1.2 or later only
# description: |
#   The subjects are listeners and classic load balancers, whether or not the profile declares them as service endpoints.
#   An HTTPS or TLS listener has a security policy without TLS 1.0 and 1.1, which is looked up by its name in dated data
#   and not guessed from its age; a name that the data does not know is unknown. Without a policy a listener that is made
#   through the API gets ELBSecurityPolicy-2016-08, which has both: a violation of low severity, because the setting is
#   not written down. A listener of a classic load balancer is judged by the negotiation policy of its port, of which
#   only Terraform has the content; a policy of its own has to turn SSL 3.0, TLS 1.0 and
#   1.1 off expressly. Listeners that do not
#   end TLS are outside the question.
# schemas:
#   - input: schema.sekisho.tls.lb_min_tls12
# custom:
#   severity: high
#   ja:
#     title: ロードバランサーは TLS 1.2 以降だけをネゴシエートする
#     description: |
#       対象はリスナーと Classic Load Balancer。プロファイルがサービスエンドポイントとして宣言しているかどうかは問わない。
#       HTTPS または TLS のリスナーのセキュリティポリシーに TLS 1.0 と 1.1 が含まれないことを求める。
#       ポリシーは名前で日付付きのデータを引き、新旧から推測しない。データにない名前は不明とする。
#       ポリシーを指定せずに API で作成したリスナーは、両方を含む ELBSecurityPolicy-2016-08 になる。
#       設定が書かれていないため、重要度の低い違反とする。
#       Classic Load Balancer のリスナーは、そのポートのネゴシエーションポリシーで判断する。
#       その内容がわかるのは Terraform だけである。カスタムポリシーは SSL 3.0、TLS 1.0、TLS 1.1 を明示的に無効にする必要がある。
#       TLS を終端しないリスナーは対象外とする。
#   profile: []
#   reasons:
#     OUTDATED_POLICY:
#       en: "The security policy {policy} of port {port} negotiates {versions}."
#       ja: "ポート {port} のセキュリティポリシー {policy} が {versions} をネゴシエートする。"
#     POLICY_UNSET:
#       en: "The listener on port {port} names no security policy; AWS takes {policy}, which negotiates {versions}."
#       ja: "ポート {port} のリスナーにセキュリティポリシーの指定がない。AWS は {versions} をネゴシエートする {policy} を使う。"
#     OUTDATED_PROTOCOL:
#       en: "The negotiation policy of port {port} turns {protocol} on."
#       ja: "ポート {port} のネゴシエーションポリシーが {protocol} を有効にしている。"
#     NO_TLS:
#       en: No listener ends TLS here.
#       ja: TLS を終端するリスナーではない。
#   remediation:
#     en: |
#       Give the listener a security policy that begins at TLS 1.2, for instance
#       ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09, after looking in the access log for clients that still need less.
#     ja: |
#       アクセスログで古いバージョンを必要とするクライアントの有無を確認したうえで、リスナーに TLS 1.2 以降の
#       セキュリティポリシー(例: ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09)を設定する。
#   references:
#     - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
#     - https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html
package sekisho.tls.lb_min_tls12

import data.sekisho.lib.elb_tls
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one listener or classic load balancer.
verdict := exempt if {
	exempt
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U4", undecided) if {
	count(undecided) > 0
} else := finding.pass(basis) if {
	modern == "true"
}

# METADATA
# description: Is the verdict on a subject that does not end TLS.
exempt := finding.not_applicable("NO_TLS", [["protocol"]]) if {
	_ends_tls == "false"
} else := finding.not_applicable("NO_TLS", {["listener"]} | {["listener", "items", i, "lb_protocol"] |
	some i, _ in input.aws_elb.listener.items
}) if {
	value.all_of(input.aws_elb.listener, {value.negate(found.ends_tls) | some found in classic_listeners}) == "true"
}

_ends_tls := value.in_set(value.upper_case(input.aws_lb_listener.protocol), {"HTTPS", "TLS"})

_given := value.given(input.aws_lb_listener.ssl_policy)

# METADATA
# description: Says whether the subject negotiates TLS 1.2 and later only.
modern := value.all({_ends_tls, _given, elb_tls.modern(input.aws_lb_listener.ssl_policy)})

modern := value.all_of(input.aws_elb.listener, {found.word | some found in classic_listeners})

# METADATA
# description: |
#   Holds the negotiation policies of a classic load balancer, with what each sets in a recognised way: the name of a
#   predefined policy, or an old version that is turned on.
negotiations contains {
	"index": j,
	"port": policy.lb_port,
	"settled": count(value.unknowns(policy.attribute, [])) == 0,
	"references": {setting.value |
		some setting in policy.attribute.items
		value.eq(setting.name, "Reference-Security-Policy") == "true"
	},
	"on": {setting.name |
		some setting in policy.attribute.items
		value.in_set(setting.name, _old_protocols) == "true"
		value.eq(value.upper_case(setting.value), "TRUE") == "true"
	},
	"off": {setting.name |
		some setting in policy.attribute.items
		value.in_set(setting.name, _old_protocols) == "true"
		value.eq(value.upper_case(setting.value), "FALSE") == "true"
	},
} if {
	some j, policy in input.aws_elb.aws_lb_ssl_negotiation_policy_by_load_balancer.items
}

_old_protocols := {"Protocol-SSLv2", "Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1"}

# What has to be turned off expressly; SSL 2.0 cannot be turned on any more.
_default_protocols := {"Protocol-SSLv3", "Protocol-TLSv1", "Protocol-TLSv1.1"}

_negotiation_word(policy) := "false" if {
	count(policy.on) > 0
} else := "false" if {
	some name in policy.references
	elb_tls.modern(name) == "false"
} else := "unknown" if {
	not policy.settled
} else := value.all({elb_tls.modern(name) | some name in policy.references}) if {
	count(policy.references) > 0
} else := "true" if {
	count(_default_protocols - policy.off) == 0
} else := "unknown"

# METADATA
# description: Holds the listeners of a classic load balancer and whether each negotiates TLS 1.2 and later only.
classic_listeners contains {
	"at": ["listener", "items", i],
	"port": listener.lb_port,
	"ends_tls": _classic_ends_tls(listener),
	"word": value.any({value.negate(_classic_ends_tls(listener)), _port_word(listener.lb_port)}),
	"unknowns": value.unknowns(listener, ["listener", "items", i]),
} if {
	some i, listener in input.aws_elb.listener.items
}

_classic_ends_tls(listener) := value.in_set(value.upper_case(listener.lb_protocol), {"HTTPS", "SSL"})

# A port has one negotiation policy: the one that names it decides. An old one is a violation, whatever this says.
_port_word(port) := "true" if {
	_words_of(port) == {"true"}
} else := "unknown"

_words_of(port) := {_negotiation_word(policy) |
	some policy in negotiations
	value.same(policy.port, port) == "true"
}

# METADATA
# description: Holds the ways in which the subject breaks the policy.
violations contains finding.violation(
	"OUTDATED_POLICY",
	{"port": value.shown(input.aws_lb_listener.port), "policy": input.aws_lb_listener.ssl_policy, "versions": elb_tls.outdated_versions(input.aws_lb_listener.ssl_policy)},
	[["protocol"], ["ssl_policy"]],
) if {
	_ends_tls == "true"
	elb_tls.modern(input.aws_lb_listener.ssl_policy) == "false"
}

violations contains finding.graded("low", finding.violation(
	"POLICY_UNSET",
	{"port": value.shown(input.aws_lb_listener.port), "policy": elb_tls.default_policy, "versions": elb_tls.outdated_versions(elb_tls.default_policy)},
	[["protocol"], ["ssl_policy"]],
)) if {
	_ends_tls == "true"
	_given == "false"
}

violations contains finding.violation(
	"OUTDATED_PROTOCOL",
	{"port": value.shown(listener.port), "protocol": trim_prefix(protocol, "Protocol-")},
	_classic_paths(listener, policy),
) if {
	some listener in classic_listeners
	listener.ends_tls == "true"
	some policy in negotiations
	value.same(policy.port, listener.port) == "true"
	some protocol in policy.on
}

violations contains finding.violation(
	"OUTDATED_POLICY",
	{"port": value.shown(listener.port), "policy": name, "versions": elb_tls.outdated_versions(name)},
	_classic_paths(listener, policy),
) if {
	some listener in classic_listeners
	listener.ends_tls == "true"
	some policy in negotiations
	value.same(policy.port, listener.port) == "true"
	some name in policy.references
	elb_tls.modern(name) == "false"
}

_policies := "aws_lb_ssl_negotiation_policy_by_load_balancer"

_classic_paths(listener, policy) := [
	array.concat(listener.at, ["lb_protocol"]),
	array.concat(listener.at, ["lb_port"]),
	[_policies, "items", policy.index, "lb_port"],
	[_policies, "items", policy.index, "attribute"],
]

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["protocol"] if _ends_tls == "unknown"

undecided contains ["ssl_policy"] if {
	_given != "false"
	elb_tls.modern(input.aws_lb_listener.ssl_policy) == "unknown"
}

undecided contains ["listener"] if value.all_of(input.aws_elb.listener, set()) == "unknown"

undecided contains path if {
	some listener in classic_listeners
	listener.word == "unknown"
	some path in listener.unknowns
}

undecided contains [_policies] if {
	some listener in classic_listeners
	listener.word == "unknown"
	_words_of(listener.port) == set()
}

undecided contains [_policies, "items", policy.index, "attribute"] if {
	some listener in classic_listeners
	listener.word == "unknown"
	some policy in negotiations
	value.same(policy.port, listener.port) != "false"
	_negotiation_word(policy) == "unknown"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if {
	input.aws_lb_listener
	some path in [["protocol"], ["ssl_policy"]]
}

basis contains ["listener"] if input.aws_elb

basis contains path if {
	some listener in classic_listeners
	listener.ends_tls == "true"
	some policy in negotiations
	value.same(policy.port, listener.port) == "true"
	some path in _classic_paths(listener, policy)
}
