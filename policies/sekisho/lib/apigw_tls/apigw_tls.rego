# METADATA
# title: Security policies of API Gateway
# description: |
#   Says whether a security policy of a domain name of API Gateway admits only TLS 1.2 and later. The names are those of
#   the service's model (botocore 1.43.11, SecurityPolicy), read in November 2026; their protocols stand in
#   https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html.
package sekisho.lib.apigw_tls

import data.sekisho.lib.value

_modern := {
	"TLS_1_2",
	"SecurityPolicy_TLS13_1_3_2025_09", "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
	"SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
	"SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_PQ_2025_09",
	"SecurityPolicy_TLS13_1_2_2021_06",
	"SecurityPolicy_TLS13_2025_EDGE", "SecurityPolicy_TLS12_PFS_2025_EDGE", "SecurityPolicy_TLS12_2018_EDGE",
}

# METADATA
# description: Says whether a security policy admits only TLS 1.2 and later; of one that is not named here it is not known.
is_modern(name) := "true" if {
	value.in_set(name, _modern) == "true"
} else := "false" if {
	value.eq(name, "TLS_1_0") == "true"
} else := "unknown"
