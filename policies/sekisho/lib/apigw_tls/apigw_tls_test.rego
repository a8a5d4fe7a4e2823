package sekisho.lib.apigw_tls_test

import data.sekisho.lib.apigw_tls

test_modern if {
	every name in [
		"TLS_1_2",
		"SecurityPolicy_TLS13_1_3_2025_09", "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
		"SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
		"SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09", "SecurityPolicy_TLS13_1_2_PQ_2025_09",
		"SecurityPolicy_TLS13_1_2_2021_06",
		"SecurityPolicy_TLS13_2025_EDGE", "SecurityPolicy_TLS12_PFS_2025_EDGE", "SecurityPolicy_TLS12_2018_EDGE",
	] {
		apigw_tls.is_modern(name) == "true"
	}
}

test_outdated if apigw_tls.is_modern("TLS_1_0") == "false"

test_not_known if {
	every name in ["SecurityPolicy_TLS14_2030", null, {"unknown": "U1"}] {
		apigw_tls.is_modern(name) == "unknown"
	}
}
