# METADATA
# title: CloudFront speaks TLS 1.2 or later with viewers and HTTPS by TLS 1.2 with origins
# description: |
#   An enabled distribution has a certificate of its own and a minimum protocol version of TLS 1.2, and takes content from
#   every custom and VPC origin by HTTPS and TLS 1.2 alone. With CloudFront's own certificate the minimum is TLS 1.0,
#   whatever is set. An origin that is an S3 bucket has no such settings and does not count.
# schemas:
#   - input: schema.sekisho.tls.cloudfront_min_version_and_origin
# custom:
#   severity: medium
#   ja:
#     title: CloudFront は閲覧者と TLS 1.2 以上、オリジンと HTTPS(TLS 1.2)で通信する
#     description: |
#       有効なディストリビューションが独自の証明書を使い、最小プロトコルバージョンが TLS 1.2 以上であり、全てのカスタムオリジンと VPC オリジンから HTTPS かつ TLS 1.2 だけで取得する。
#       CloudFront のデフォルト証明書では、設定値にかかわらず最小バージョンが TLS 1.0 になる。
#       S3 バケットをオリジンとする場合はこの設定がないため、対象に含めない。
#   profile: []
#   reasons:
#     DEFAULT_CERTIFICATE:
#       en: The distribution uses CloudFront's own certificate, with which viewers may use TLS 1.0.
#       ja: CloudFront のデフォルト証明書を使っており、閲覧者が TLS 1.0 を使える。
#     OLD_VIEWER_TLS:
#       en: "The minimum protocol version {version} lets viewers use a TLS version before 1.2."
#       ja: "最小プロトコルバージョン {version} では、閲覧者が 1.2 より前の TLS を使える。"
#     ORIGIN_NOT_HTTPS:
#       en: "CloudFront reaches the origin {origin} with the protocol policy {policy}, not by HTTPS only."
#       ja: "オリジン {origin} のプロトコルポリシーが {policy} であり、HTTPS だけではない。"
#     OLD_ORIGIN_TLS:
#       en: "CloudFront may speak {protocol} with the origin {origin}."
#       ja: "オリジン {origin} との通信に {protocol} を使える。"
#     DISABLED:
#       en: The distribution is disabled and answers no request.
#       ja: 無効なディストリビューションであり、リクエストに応答しない。
#   remediation:
#     en: |
#       Give the distribution a certificate of ACM and the minimum_protocol_version TLSv1.2_2021 or later, and each custom
#       or VPC origin the protocol policy https-only with TLSv1.2 as the one SSL protocol.
#     ja: |
#       ACM の証明書を設定し、minimum_protocol_version を TLSv1.2_2021 以降にする。
#       カスタムオリジンと VPC オリジンは、プロトコルポリシーを https-only、SSL プロトコルを TLSv1.2 だけにする。
#   references:
#     - https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_ViewerCertificate.html
#     - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html
package sekisho.tls.cloudfront_min_version_and_origin

import data.sekisho.lib.edge_tls
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
} else := finding.pass(basis) if {
	secure == "true"
}

_is_enabled := value.eq(input.aws_cloudfront_distribution.enabled, true)

# METADATA
# description: |
#   Holds the settings of the viewers' side: whether CloudFront's own certificate is used, and what the minimum protocol
#   version admits.
certificates contains {
	"at": ["viewer_certificate", "items", i],
	"own": value.ne(certificate.cloudfront_default_certificate, true),
	"version": certificate.minimum_protocol_version,
	"modern": edge_tls.viewer_minimum(certificate.minimum_protocol_version),
} if {
	some i, certificate in input.aws_cloudfront_distribution.viewer_certificate.items
}

# METADATA
# description: Holds the settings with which CloudFront reaches each origin that is no bucket.
legs contains {
	"at": ["origin", "items", i, "custom_origin_config", "items", j],
	"origin": value.shown(origin.origin_id),
	"policy": config.origin_protocol_policy,
	"https": value.eq(config.origin_protocol_policy, "https-only"),
	"protocols": {{"index": k, "name": name, "word": edge_tls.origin_protocol(name)} |
		some k, name in config.origin_ssl_protocols.items
	},
	"listed": _is_listed(config.origin_ssl_protocols),
} if {
	some i, origin in input.aws_cloudfront_distribution.origin.items
	some j, config in origin.custom_origin_config.items
}

legs contains {
	"at": ["vpc_origin_ids_link", "items", i, "vpc_origin_endpoint_config", "items", j],
	"origin": "VPC",
	"policy": config.origin_protocol_policy,
	"https": value.eq(config.origin_protocol_policy, "https-only"),
	"protocols": {{"index": k, "name": name, "word": edge_tls.origin_protocol(name)} |
		some k, name in config.origin_ssl_protocols.items
	},
	"listed": _is_listed(config.origin_ssl_protocols),
} if {
	some i, origin in input.aws_cloudfront_distribution.vpc_origin_ids_link.items
	some j, config in origin.vpc_origin_endpoint_config.items
}

# What has to have an entry and shows none is not known.
_is_listed(collection) := value.all_of(collection, {"unknown" | value.has_items(collection) != "true"})

# METADATA
# description: Holds the collections that have to be known as a whole, by the path of each, and whether they are.
wholes[["viewer_certificate"]] := value.all({
	value.has_items(input.aws_cloudfront_distribution.viewer_certificate),
	value.all_of(input.aws_cloudfront_distribution.viewer_certificate, set()),
})

wholes[["origin"]] := _is_listed(input.aws_cloudfront_distribution.origin)

wholes[["origin", "items", i, "custom_origin_config"]] := value.all_of(origin.custom_origin_config, set()) if {
	some i, origin in input.aws_cloudfront_distribution.origin.items
}

wholes[["vpc_origin_ids_link"]] := value.all_of(input.aws_cloudfront_distribution.vpc_origin_ids_link, set())

wholes[["vpc_origin_ids_link", "items", i, "vpc_origin_endpoint_config"]] := _is_listed(origin.vpc_origin_endpoint_config) if {
	some i, origin in input.aws_cloudfront_distribution.vpc_origin_ids_link.items
}

# METADATA
# description: Says whether both sides of the distribution are kept to TLS 1.2 or later.
secure := value.all(((({word | some word in wholes} | {word |
	some certificate in certificates
	some word in {certificate.own, certificate.modern}
}) | {word |
	some leg in legs
	some word in {leg.https, leg.listed}
}) | {protocol.word |
	some leg in legs
	some protocol in leg.protocols
}))

# METADATA
# description: Holds the ways in which the distribution breaks the policy.
violations contains finding.violation("DEFAULT_CERTIFICATE", {}, [["viewer_certificate"]]) if {
	value.has_items(input.aws_cloudfront_distribution.viewer_certificate) == "false"
}

violations contains finding.violation(
	"DEFAULT_CERTIFICATE",
	{},
	[array.concat(certificate.at, ["cloudfront_default_certificate"])],
) if {
	some certificate in certificates
	certificate.own == "false"
}

violations contains finding.violation(
	"OLD_VIEWER_TLS",
	{"version": certificate.version},
	[array.concat(certificate.at, ["minimum_protocol_version"])],
) if {
	some certificate in certificates
	certificate.own != "false"
	certificate.modern == "false"
}

violations contains finding.violation(
	"ORIGIN_NOT_HTTPS",
	{"origin": leg.origin, "policy": leg.policy},
	[array.concat(leg.at, ["origin_protocol_policy"])],
) if {
	some leg in legs
	leg.https == "false"
}

violations contains finding.violation(
	"OLD_ORIGIN_TLS",
	{"origin": leg.origin, "protocol": protocol.name},
	[array.concat(leg.at, ["origin_ssl_protocols", "items", protocol.index])],
) if {
	some leg in legs
	value.eq(leg.policy, "http-only") != "true"
	some protocol in leg.protocols
	protocol.word == "false"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains path if {
	some path, word in wholes
	word == "unknown"
}

undecided contains array.concat(certificate.at, ["cloudfront_default_certificate"]) if {
	some certificate in certificates
	certificate.own == "unknown"
}

undecided contains array.concat(certificate.at, ["minimum_protocol_version"]) if {
	some certificate in certificates
	certificate.modern == "unknown"
}

undecided contains array.concat(leg.at, ["origin_protocol_policy"]) if {
	some leg in legs
	leg.https == "unknown"
}

undecided contains array.concat(leg.at, ["origin_ssl_protocols"]) if {
	some leg in legs
	leg.listed == "unknown"
}

undecided contains array.concat(leg.at, ["origin_ssl_protocols", "items", protocol.index]) if {
	some leg in legs
	some protocol in leg.protocols
	protocol.word == "unknown"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if some path in [["enabled"], ["origin"], ["vpc_origin_ids_link"]]

basis contains path if {
	some certificate in certificates
	some name in ["cloudfront_default_certificate", "minimum_protocol_version"]
	path := array.concat(certificate.at, [name])
}

basis contains path if {
	some leg in legs
	some name in ["origin_protocol_policy", "origin_ssl_protocols"]
	path := array.concat(leg.at, [name])
}
