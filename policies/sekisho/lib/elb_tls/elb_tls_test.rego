package sekisho.lib.elb_tls_test

import data.sekisho.lib.elb_tls

test_modern_by_the_versions_not_the_date if {
	elb_tls.modern("ELBSecurityPolicy-TLS-1-2-2017-01") == "true"
	elb_tls.modern("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06") == "true"
	elb_tls.modern("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09") == "true"
}

test_outdated_though_new if {
	elb_tls.modern("ELBSecurityPolicy-TLS13-1-0-FIPS-PQ-2025-09") == "false"
	elb_tls.modern("ELBSecurityPolicy-TLS13-1-1-2021-06") == "false"
	elb_tls.modern("ELBSecurityPolicy-2016-08") == "false"
}

test_unknown_names_and_values if {
	elb_tls.modern("ELBSecurityPolicy-TLS14-example") == "unknown"
	elb_tls.modern({"unknown": "U1"}) == "unknown"
	elb_tls.modern(null) == "unknown"
}

# What a name says after TLS13 is the oldest version.
test_names_agree_with_versions if {
	wrong := {name |
		some name, spoken in elb_tls.versions
		startswith(name, "ELBSecurityPolicy-TLS13-")
		oldest := substring(name, count("ELBSecurityPolicy-TLS13-1-"), 1)
		{"0": "TLSv1", "1": "TLSv1.1", "2": "TLSv1.2", "3": "TLSv1.3"}[oldest] != sort(spoken)[0]
	}
	wrong == set()
}

test_outdated_versions if {
	elb_tls.outdated_versions("ELBSecurityPolicy-2016-08") == "TLSv1, TLSv1.1"
	elb_tls.outdated_versions("ELBSecurityPolicy-TLS-1-1-2017-01") == "TLSv1.1"
}
