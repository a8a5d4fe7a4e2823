# METADATA
# title: Every other public endpoint is behind an effective web ACL, or declared as one that cannot have any
# description: |
#   The subjects are the public endpoints beside distributions, application load balancers and API Gateway. GraphQL APIs
#   of AppSync, services of App Runner, user pools of Cognito and instances of Verified Access are associated with a web
#   ACL that passes waf.acl_effective. Network and classic load balancers, URLs of Lambda functions and servers of Transfer
#   Family cannot have one: the profile's waf_incapable_endpoints names each of them that the internet reaches, whoever IAM
#   or a security group lets in.
# schemas:
#   - input: schema.sekisho.waf.other_endpoints_associated
# custom:
#   severity: medium
#   ja:
#     title: その他の公開エンドポイントがすべて有効なウェブ ACL に守られているか、関連付け不可として宣言されている
#     description: |
#       対象は、ディストリビューション、Application Load Balancer、API Gateway 以外の公開エンドポイント。
#       AppSync の GraphQL API、App Runner のサービス、Cognito のユーザープール、Verified Access のインスタンスには、waf.acl_effective を満たすウェブ ACL が関連付けられている。
#       Network / Classic Load Balancer、Lambda 関数の URL、Transfer Family のサーバーにはウェブ ACL を関連付けられない。
#       インターネットから到達できるものは、プロファイルの waf_incapable_endpoints に載っていなければならない。
#       IAM やセキュリティグループが誰を通すかは問わない。
#   profile: []
#   reasons:
#     NO_WEB_ACL:
#       en: No web ACL is associated with the endpoint.
#       ja: エンドポイントにウェブ ACL が関連付けられていない。
#     WEB_ACL_INEFFECTIVE:
#       en: The associated web ACL cannot block a request.
#       ja: 関連付けられたウェブ ACL がリクエストを遮断できない。
#     CANNOT_HAVE_WEB_ACL:
#       en: The internet reaches an endpoint that cannot have a web ACL and that the profile does not declare.
#       ja: ウェブ ACL を関連付けられないエンドポイントがインターネットに公開されているが、プロファイルで宣言されていない。
#     NOT_PUBLIC:
#       en: The internet does not reach it.
#       ja: インターネットから到達できない。
#     APPLICATION_BALANCER:
#       en: waf.alb_associated asks for the web ACL of an application load balancer.
#       ja: Application Load Balancer のウェブ ACL は waf.alb_associated が確認する。
#   remediation:
#     en: |
#       Add an aws_wafv2_web_acl_association between the endpoint and a web ACL that blocks. Put what cannot have one behind
#       a CloudFront distribution or an application load balancer, or declare it in waf_incapable_endpoints.
#     ja: |
#       遮断するウェブ ACL とエンドポイントを aws_wafv2_web_acl_association で関連付ける。
#       関連付けられないものは CloudFront ディストリビューションか Application Load Balancer の背後に置く。または waf_incapable_endpoints に宣言する。
#   references:
#     - https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html
#     - https://docs.aws.amazon.com/transfer/latest/userguide/create-server-in-vpc.html
package sekisho.waf.other_endpoints_associated

import data.sekisho.lib.association
import data.sekisho.lib.entry_point
import data.sekisho.lib.finding
import data.sekisho.lib.value
import data.sekisho.waf.acl_effective

# METADATA
# description: Is the policy's verdict on one endpoint.
verdict := finding.not_applicable("APPLICATION_BALANCER", [["load_balancer_type"]]) if {
	_is_application_balancer == "true"
} else := finding.not_applicable("NOT_PUBLIC", endpoint.at) if {
	endpoint.public == "false"
} else := finding.unknown(_open_scope) if {
	count(_open_scope) > 0
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U2", undecided) if {
	count(undecided) > 0
} else := finding.pass(basis) if {
	endpoint.allowed == "true"
}

_is_application_balancer := value.in_set(input.aws_lb.load_balancer_type, {"application", null})

# METADATA
# description: |
#   Is the subject as an endpoint, whatever its type: whether the internet reaches it, by which facts, and whether it is
#   protected or declared. What the internet always reaches says no word on that.
endpoint := {
	"public": value.ne(input.aws_appsync_graphql_api.visibility, "PRIVATE"),
	"at": {["visibility"]},
	"allowed": association.guarded(associations, acls),
}

endpoint := {
	"public": value.ne(input.aws_apprunner_service.is_publicly_accessible, false),
	"at": {["is_publicly_accessible"]},
	"allowed": association.guarded(associations, acls),
}

endpoint := {"allowed": association.guarded(associations, acls)} if input.aws_cognito_user_pool

endpoint := {"allowed": association.guarded(associations, acls)} if input.aws_verifiedaccess_instance

endpoint := {
	"public": entry_point.balancer_faces_internet(input.aws_lb),
	"at": {["internal"], ["load_balancer_type"]},
	"allowed": value.eq(input.aws_lb.declared_waf_incapable, true),
}

endpoint := {
	"public": value.eq(input.aws_elb.internal, false),
	"at": {["internal"]},
	"allowed": value.eq(input.aws_elb.declared_waf_incapable, true),
}

endpoint := {
	"at": set(),
	"allowed": value.eq(input.aws_lambda_function_url.declared_waf_incapable, true),
}

endpoint := {
	"public": entry_point.transfer_faces_internet(input.aws_transfer_server),
	"at": {["address_allocation_ids"], ["endpoint_type"]},
	"allowed": value.eq(input.aws_transfer_server.declared_waf_incapable, true),
}

_associated := "aws_wafv2_web_acl_association_by_resource_arn"

# METADATA
# description: Holds the associations of an endpoint that can have a web ACL.
associations := input.aws_appsync_graphql_api.aws_wafv2_web_acl_association_by_resource_arn

associations := input.aws_apprunner_service.aws_wafv2_web_acl_association_by_resource_arn

associations := input.aws_cognito_user_pool.aws_wafv2_web_acl_association_by_resource_arn

associations := input.aws_verifiedaccess_instance.aws_wafv2_web_acl_association_by_resource_arn

# METADATA
# description: Holds the associated web ACLs with the verdict of waf.acl_effective on each.
acls contains {
	"association": i,
	"word": association.word(found.status),
	"rests_on": finding.below(association.path(i, j), found.rests_on),
} if {
	some i, associated in associations.items
	some j, acl in associated.web_acl_arn_link.items
	found := acl_effective.verdict with input as {"aws_wafv2_web_acl": acl, "profile": input.profile, "now": input.now}
}

# METADATA
# description: Holds the ways in which the endpoint breaks the policy.
violations contains finding.violation("NO_WEB_ACL", {}, [[_associated]]) if value.has_items(associations) == "false"

violations contains finding.violation("WEB_ACL_INEFFECTIVE", {}, acl.rests_on) if {
	some acl in acls
	acl.word == "false"
}

violations contains finding.violation("CANNOT_HAVE_WEB_ACL", {}, endpoint.at | {_declared}) if {
	not associations
	endpoint.allowed == "false"
}

_declared := ["declared_waf_incapable"]

_open_scope := {path |
	endpoint.public == "unknown"
	some path in endpoint.at
}

# METADATA
# description: Holds the paths of what keeps it undecided whether the endpoint is protected or declared.
undecided contains path if {
	endpoint.allowed == "unknown"
	some path in association.undecided(associations, acls)
}

undecided contains _declared if {
	not associations
	endpoint.allowed == "unknown"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if some path in endpoint.at

basis contains path if {
	some acl in acls
	acl.word == "true"
	some path in acl.rests_on
}

basis contains _declared if not associations
