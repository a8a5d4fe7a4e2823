# METADATA
# title: Every internet-facing application load balancer has an effective web ACL
# description: |
#   An application load balancer that faces the internet is associated with a WAFv2 web ACL that passes
#   waf.acl_effective, and does not let requests through while WAF cannot be reached. An association with an ACL of AWS
#   WAF Classic is a violation of its own. Internal balancers, and network and gateway load balancers, are outside the
#   question.
# schemas:
#   - input: schema.sekisho.waf.alb_associated
# custom:
#   severity: high
#   ja:
#     title: インターネット向けの全 ALB に有効なウェブ ACL が関連付けられている
#     description: |
#       インターネット向けの Application Load Balancer に、waf.acl_effective を満たす WAFv2 のウェブ ACL が関連付けられており、WAF に到達できない間もリクエストを通さない。
#       AWS WAF Classic の ACL との関連付けはそれ自体を違反とする。
#       内部向けのロードバランサー、および Network / Gateway Load Balancer は対象外とする。
#   profile: []
#   reasons:
#     NO_WEB_ACL:
#       en: No web ACL is associated with the load balancer.
#       ja: ロードバランサーにウェブ ACL が関連付けられていない。
#     CLASSIC_WEB_ACL:
#       en: The load balancer is associated with a web ACL of AWS WAF Classic, which AWS is retiring.
#       ja: AWS が提供終了を進めている AWS WAF Classic のウェブ ACL に関連付けられている。
#     WEB_ACL_INEFFECTIVE:
#       en: The associated web ACL cannot block a request.
#       ja: 関連付けられたウェブ ACL がリクエストを遮断できない。
#     WAF_FAIL_OPEN:
#       en: The load balancer lets requests through while WAF cannot be reached.
#       ja: WAF に到達できない間、ロードバランサーがリクエストを通過させる。
#     NOT_APPLICATION:
#       en: Only application load balancers can have a web ACL.
#       ja: ウェブ ACL を関連付けられるのは Application Load Balancer だけである。
#     INTERNAL_BALANCER:
#       en: The load balancer does not face the internet.
#       ja: インターネット向けのロードバランサーではない。
#   remediation:
#     en: |
#       Add an aws_wafv2_web_acl_association between the load balancer and a web ACL that blocks, and leave
#       enable_waf_fail_open off.
#     ja: |
#       遮断するウェブ ACL とロードバランサーを aws_wafv2_web_acl_association で関連付け、enable_waf_fail_open は無効のままにする。
#   references:
#     - https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html
#     - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
package sekisho.waf.alb_associated

import data.sekisho.lib.association
import data.sekisho.lib.finding
import data.sekisho.lib.value
import data.sekisho.waf.acl_effective

# METADATA
# description: Is the policy's verdict on one load balancer.
verdict := finding.not_applicable("NOT_APPLICATION", [["load_balancer_type"]]) if {
	_is_application == "false"
} else := finding.not_applicable("INTERNAL_BALANCER", [["internal"]]) if {
	_is_public == "false"
} else := finding.unknown({path | some path, word in _scope; word == "unknown"}) if {
	value.all({word | some word in _scope}) == "unknown"
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U2", undecided) if {
	protected == "unknown"
} else := finding.pass(basis) if {
	protected == "true"
}

# Left out, a load balancer is an application load balancer and faces the internet.
_is_application := value.in_set(input.aws_lb.load_balancer_type, {"application", null})

_is_public := value.ne(input.aws_lb.internal, true)

_scope := {["load_balancer_type"]: _is_application, ["internal"]: _is_public}

_fails_closed := value.ne(input.aws_lb.enable_waf_fail_open, true)

_associations := input.aws_lb.aws_wafv2_web_acl_association_by_resource_arn

# METADATA
# description: Says whether the load balancer has a web ACL that blocks and cannot be passed by; a classic one is none.
protected := value.all({_fails_closed, _not_classic, association.guarded(_associations, acls)})

# METADATA
# description: Holds the associated web ACLs with the verdict of waf.acl_effective on each.
acls contains {
	"association": i,
	"word": association.word(found.status),
	"rests_on": finding.below(association.path(i, j), found.rests_on),
} if {
	some i, associated in _associations.items
	some j, acl in associated.web_acl_arn_link.items
	found := acl_effective.verdict with input as {"aws_wafv2_web_acl": acl, "profile": input.profile, "now": input.now}
}

_not_classic := value.all_of(
	input.aws_lb.aws_wafregional_web_acl_association_by_resource_arn,
	{"false" | some _ in input.aws_lb.aws_wafregional_web_acl_association_by_resource_arn.items},
)

# METADATA
# description: Holds the ways in which the load balancer breaks the policy.
violations contains finding.violation("WAF_FAIL_OPEN", {}, [["enable_waf_fail_open"]]) if _fails_closed == "false"

violations contains finding.violation(
	"CLASSIC_WEB_ACL",
	{},
	[["aws_wafregional_web_acl_association_by_resource_arn"]],
) if {
	_not_classic == "false"
}

violations contains finding.violation("NO_WEB_ACL", {}, [["aws_wafv2_web_acl_association_by_resource_arn"]]) if {
	value.has_items(input.aws_lb.aws_wafv2_web_acl_association_by_resource_arn) == "false"
	_not_classic != "false"
}

violations contains finding.violation("WEB_ACL_INEFFECTIVE", {}, acl.rests_on) if {
	some acl in acls
	acl.word == "false"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["enable_waf_fail_open"] if _fails_closed == "unknown"

undecided contains ["aws_wafregional_web_acl_association_by_resource_arn"] if _not_classic == "unknown"

undecided contains path if {
	association.guarded(_associations, acls) == "unknown"
	some path in association.undecided(_associations, acls)
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if some path in [["load_balancer_type"], ["internal"], ["enable_waf_fail_open"]]

basis contains path if {
	some acl in acls
	acl.word == "true"
	some path in acl.rests_on
}
