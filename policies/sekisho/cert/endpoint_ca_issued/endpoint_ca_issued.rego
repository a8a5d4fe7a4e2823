# METADATA
# title: The certificates of declared endpoints are issued by a public certificate authority
# description: |
#   The subjects are listeners, classic load balancers, CloudFront distributions, domain names of API Gateway and the
#   profile's service endpoints. Every certificate that a declared endpoint shows is issued by Amazon for ACM, or is
#   imported and bears the name of a public CA as its issuer. Certificates that are self-signed or of a private CA, and
#   the one that CloudFront has for all distributions, are violations. Whether an issuer that bears the name of a public
#   CA is that CA is not looked at. Endpoints that are not reached from the internet are outside the question. An endpoint
#   itself is decided by what shows its certificates, and is unknown where that is not seen: behind an accelerator, on a
#   host of one's own, on an endpoint of Verified Access, and under a domain name of one's own that Cognito answers under.
# schemas:
#   - input: schema.sekisho.cert.endpoint_ca_issued
# custom:
#   severity: high
#   ja:
#     title: 宣言されたエンドポイントの証明書は公的な認証局が発行したものである
#     description: |
#       対象はリスナー、Classic Load Balancer、CloudFront ディストリビューション、API Gateway のドメイン名、プロファイルのサービスエンドポイント。
#       宣言されたエンドポイントが提示するすべての証明書が、ACM で Amazon が発行したもの、または発行者名が公的な認証局であるインポート証明書である。
#       自己署名、プライベート認証局、CloudFront の既定の証明書は違反とする。
#       発行者名が公的な認証局のものであっても、その認証局自身が発行したかどうかは検証しない。
#       インターネットから到達できないエンドポイントは対象外とする。
#       エンドポイント自体は証明書を提示するもので判断し、アクセラレーターの背後や自前のホスト、Verified Access のエンドポイント、Cognito の独自ドメインのように、それが見えない場合は不明とする。
#   profile: []
#   reasons:
#     SELF_SIGNED:
#       en: The endpoint shows a certificate whose issuer is its holder.
#       ja: 発行者が所有者自身である(自己署名の)証明書を提示する。
#     PRIVATE_CA:
#       en: The endpoint shows a certificate of a private certificate authority.
#       ja: プライベート認証局が発行した証明書を提示する。
#     DEFAULT_CERTIFICATE:
#       en: The distribution shows the certificate that CloudFront has for all distributions, not one of its own.
#       ja: 独自の証明書ではなく、CloudFront の既定の証明書を提示する。
#     NOT_DECLARED:
#       en: The profile does not declare this as a service endpoint.
#       ja: プロファイルがサービスエンドポイントとして宣言していない。
#     INTERNAL_ENDPOINT:
#       en: The endpoint is not reached from the internet, where a private certificate authority may do.
#       ja: インターネットから到達できないエンドポイントであり、プライベート認証局の証明書でもよい。
#     NO_TLS:
#       en: What does not speak TLS shows no certificate; whether it should is the question of tls.https_only_listeners.
#       ja: TLS を使わず証明書を提示しない。TLS を使うべきかどうかは tls.https_only_listeners で判断する。
#     AWS_CERTIFICATE:
#       en: The endpoint answers under a host name of AWS, with AWS's certificate.
#       ja: AWS のホスト名のエンドポイントであり、AWS の証明書を提示する。
#     DECIDED_BY_SERVERS:
#       en: What shows the certificates of this endpoint is a subject of its own.
#       ja: このエンドポイントの証明書を提示するものを個別に判断する。
#   remediation:
#     en: |
#       Request a public certificate from ACM (aws_acm_certificate with validation_method DNS) and name it on the
#       listener, distribution or domain name, or import one of a public certificate authority.
#     ja: |
#       ACM にパブリック証明書(validation_method が DNS の aws_acm_certificate)を要求し、リスナー、ディストリビューション、ドメイン名に設定する。
#       または公的な認証局の証明書をインポートする。
#   references:
#     - https://docs.aws.amazon.com/acm/latest/userguide/acm-certificate-characteristics.html
#     - https://docs.aws.amazon.com/acm/latest/userguide/import-certificate.html
package sekisho.cert.endpoint_ca_issued

import data.sekisho.lib.finding
import data.sekisho.lib.public_ca
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one listener, load balancer, distribution, domain name or service endpoint.
verdict := exempt if {
	exempt
} else := finding.unknown_because("U2", unplaced) if {
	count(unplaced) > 0
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U4", undecided) if {
	issued == "unknown"
} else := finding.pass(basis) if {
	issued == "true"
}

# METADATA
# description: Is the verdict on a subject that lies outside the question.
exempt := finding.not_applicable("NOT_DECLARED", {path | some path, _ in declared}) if {
	value.all({word | some word in declared}) == "false"
} else := finding.not_applicable("INTERNAL_ENDPOINT", {path | some path, word in inside; word == "true"}) if {
	value.any({word | some word in inside}) == "true"
} else := finding.not_applicable("NO_TLS", {path | some path, _ in encrypted}) if {
	speaks_tls == "false"
} else := finding.not_applicable("AWS_CERTIFICATE", [["target_link"]]) if {
	some target in input.service_endpoint.target_link.items
	some type, _ in target
	not type in (_servers | _others)
	_is_custom(target) == "false"
} else := finding.not_applicable("DECIDED_BY_SERVERS", {path | some path, word in seen; word == "true"}) if {
	value.any({word | some word in seen}) == "true"
}

_balancers := "load_balancer_arn_link"

# METADATA
# description: Says by the path that tells whether the profile declares the subject, or its balancer, as an endpoint.
declared[["declared_endpoint"]] := value.eq(input.aws_elb.declared_endpoint, true)

declared[["declared_endpoint"]] := value.eq(input.aws_cloudfront_distribution.declared_endpoint, true)

declared[["declared_endpoint"]] := value.eq(input.aws_api_gateway_domain_name.declared_endpoint, true)

declared[["declared_endpoint"]] := value.eq(input.aws_apigatewayv2_domain_name.declared_endpoint, true)

declared[[_balancers, "items", i, "declared_endpoint"]] := value.eq(balancer.declared_endpoint, true) if {
	some i, balancer in input.aws_lb_listener.load_balancer_arn_link.items
}

# METADATA
# description: Says by the path that tells whether the subject is reached from inside only.
inside[["internal"]] := value.eq(input.aws_elb.internal, true)

inside[["endpoint_types"]] := value.any_of(
	input.aws_api_gateway_domain_name.endpoint_types,
	{value.eq(type, "PRIVATE") | some type in input.aws_api_gateway_domain_name.endpoint_types.items},
)

inside[[_balancers, "items", i, "internal"]] := value.eq(balancer.internal, true) if {
	some i, balancer in input.aws_lb_listener.load_balancer_arn_link.items
}

# METADATA
# description: Says by the path that tells whether the subject speaks TLS; a distribution or domain name always does.
encrypted[["protocol"]] := value.in_set(value.upper_case(input.aws_lb_listener.protocol), {"HTTPS", "TLS"})

encrypted[["listener", "items", i, "lb_protocol"]] := value.in_set(value.upper_case(listener.lb_protocol), {"HTTPS", "SSL"}) if {
	some i, listener in input.aws_elb.listener.items
}

encrypted[["listener"]] := "false" if value.has_items(input.aws_elb.listener) == "false"

# METADATA
# description: Says whether the subject speaks TLS at all.
speaks_tls := value.any({word | some word in encrypted}) if input.aws_lb_listener

speaks_tls := value.any_of(input.aws_elb.listener, {word | some word in encrypted}) if input.aws_elb

# METADATA
# description: Says by the path that tells whether what shows the certificates of a service endpoint is seen.
seen[["target_link", "items", i, "aws_lb", _own]] := value.all({
	value.has_items(target.aws_lb.aws_lb_listener_by_load_balancer_arn),
	value.all_of(target.aws_lb.aws_lb_listener_by_load_balancer_arn, set()),
}) if {
	some i, target in input.service_endpoint.target_link.items
}

seen[["target_link", "items", i, type, "declared_endpoint"]] := "true" if {
	some i, target in input.service_endpoint.target_link.items
	some type, _ in target
	type in _servers
	type != "aws_lb"
}

_servers := {
	"aws_lb", "aws_elb", "aws_cloudfront_distribution", "aws_api_gateway_domain_name", "aws_apigatewayv2_domain_name",
}

# The certificate of a host of one's own, of Verified Access, and of what an accelerator passes connections on to, is not seen.
_others := {
	"aws_instance", "aws_eip", "aws_network_interface", "aws_globalaccelerator_accelerator", "aws_verifiedaccess_endpoint",
}

# A domain name of one's own that Cognito answers under has a certificate of one's own, which is not seen either.
_is_custom(target) := value.eq(target.aws_cognito_user_pool_domain.is_custom, true) if {
	target.aws_cognito_user_pool_domain
} else := value.any_of(
	target.aws_cognito_user_pool.aws_cognito_user_pool_domain_by_user_pool_id,
	{value.eq(domain.is_custom, true) | some domain in target.aws_cognito_user_pool.aws_cognito_user_pool_domain_by_user_pool_id.items},
) if {
	target.aws_cognito_user_pool
} else := "false"

_own := "aws_lb_listener_by_load_balancer_arn"

# METADATA
# description: Holds the paths of what leaves it open whether the subject is in question.
unplaced contains path if {
	some words in [declared, inside]
	some path, word in words
	word == "unknown"
}

unplaced contains path if {
	speaks_tls == "unknown"
	some path, word in encrypted
	word == "unknown"
}

unplaced contains ["listener"] if {
	speaks_tls == "unknown"
	value.any_of(input.aws_elb.listener, set()) == "unknown"
}

unplaced contains [_balancers] if value.has_items(input.aws_lb_listener.load_balancer_arn_link) != "true"

unplaced contains path if {
	some path, word in seen
	word != "true"
}

unplaced contains ["target_link"] if value.has_items(input.service_endpoint.target_link) != "true"

unplaced contains ["target_link"] if {
	some target in input.service_endpoint.target_link.items
	some type, _ in target
	type in _others
}

unplaced contains ["target_link"] if {
	some target in input.service_endpoint.target_link.items
	_is_custom(target) != "false"
}

# METADATA
# description: Is the collection of the certificates that the subject shows.
certificates := input.aws_lb_listener.server_certificates

certificates := input.aws_elb.server_certificates

certificates := input.aws_cloudfront_distribution.server_certificates

certificates := input.aws_api_gateway_domain_name.server_certificates

certificates := input.aws_apigatewayv2_domain_name.server_certificates

# METADATA
# description: Says whether every certificate that the subject shows is issued by a public CA.
issued := value.all_of(certificates, {_is_public(certificate) | some certificate in certificates.items} | {"unknown" |
	value.has_items(certificates) != "true"
})

_is_public(certificate) := "unknown" if {
	certificate.issuance == null
} else := value.any({
	value.eq(certificate.issuance, "amazon_issued"),
	value.all({value.eq(certificate.issuance, "imported"), public_ca.is_public(certificate.issuer_name)}),
})

# A public CA may be the holder of a certificate that it issues.
_is_self_signed(certificate) := value.all({
	value.eq(certificate.issuance, "imported"),
	value.eq(certificate.issued_by_holder, true),
	value.negate(public_ca.is_named(certificate.issuer_name)),
})

# METADATA
# description: Holds the ways in which the subject breaks the policy.
violations contains finding.violation("SELF_SIGNED", {}, [_of(i, "issuance"), _of(i, "issued_by_holder")]) if {
	some i, certificate in certificates.items
	_is_self_signed(certificate) == "true"
}

violations contains finding.violation("PRIVATE_CA", {}, [_of(i, "issuance")]) if {
	some i, certificate in certificates.items
	value.eq(certificate.issuance, "private") == "true"
}

violations contains finding.violation("DEFAULT_CERTIFICATE", {}, [_of(i, "issuance")]) if {
	some i, certificate in certificates.items
	value.eq(certificate.issuance, "default") == "true"
}

_of(i, name) := ["server_certificates", "items", i, name]

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["server_certificates"] if {
	value.all({value.has_items(certificates), value.all_of(certificates, set())}) != "true"
}

undecided contains path if {
	some i, certificate in certificates.items
	_is_public(certificate) == "unknown"
	some path in value.unknowns(certificate, ["server_certificates", "items", i])
}

undecided contains _of(i, "issuance") if {
	some i, certificate in certificates.items
	certificate.issuance == null
}

undecided contains _of(i, "issuer_name") if {
	some i, certificate in certificates.items
	value.eq(certificate.issuance, "imported") != "false"
	public_ca.is_public(certificate.issuer_name) == "unknown"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if some path, _ in declared

basis contains path if some path, _ in inside

basis contains _of(i, "issuance") if some i, _ in certificates.items

basis contains _of(i, "issuer_name") if {
	some i, certificate in certificates.items
	value.eq(certificate.issuance, "imported") == "true"
}
