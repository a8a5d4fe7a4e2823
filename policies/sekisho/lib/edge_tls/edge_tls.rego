# METADATA
# title: TLS settings of CloudFront and API Gateway by the versions they admit
# description: |
#   Lists the named settings by what they admit. AWS adds names; one that stands in neither list is not known, and what
#   is judged by it stays unknown. As of 2026-11-28: the values of MinimumProtocolVersion and SslProtocol are those of
#   CloudFront's API, model 2020-05-31, in botocore 1.43.11, and what they admit is told in the developer guide,
#   "Supported protocols and ciphers between viewers and CloudFront".
# related_resources:
#   - https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
#   - https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_OriginSslProtocols.html
package sekisho.lib.edge_tls

import data.sekisho.lib.value

# METADATA
# description: Says whether a minimum protocol version of CloudFront keeps viewers below TLS 1.2 out.
viewer_minimum(version) := _among(version, _viewer_modern, _viewer_older)

_viewer_modern := {"TLSv1.2_2018", "TLSv1.2_2019", "TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"}

_viewer_older := {"SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"}

# METADATA
# description: Says whether a protocol that CloudFront may speak with an origin is TLS 1.2.
origin_protocol(name) := _among(name, {"TLSv1.2"}, {"SSLv3", "TLSv1", "TLSv1.1"})

# What is neither among the names that admit nothing older than TLS 1.2 nor among the others is not known.
_among(name, modern, older) := "true" if {
	value.in_set(name, modern) == "true"
} else := "false" if {
	value.in_set(name, older) == "true"
} else := "unknown"
