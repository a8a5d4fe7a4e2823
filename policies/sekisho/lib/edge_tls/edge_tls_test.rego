package sekisho.lib.edge_tls_test

import data.sekisho.lib.edge_tls

test_viewer_minimum if {
	edge_tls.viewer_minimum("TLSv1.2_2018") == "true"
	edge_tls.viewer_minimum("TLSv1.3_2025") == "true"
	edge_tls.viewer_minimum("TLSv1.1_2016") == "false"
	edge_tls.viewer_minimum("TLSv1") == "false"
	edge_tls.viewer_minimum("TLSv1.4_2031") == "unknown"
	edge_tls.viewer_minimum(null) == "unknown"
	edge_tls.viewer_minimum({"unknown": "U1"}) == "unknown"
}

test_origin_protocol if {
	edge_tls.origin_protocol("TLSv1.2") == "true"
	edge_tls.origin_protocol("TLSv1.1") == "false"
	edge_tls.origin_protocol("SSLv3") == "false"
	edge_tls.origin_protocol("TLSv1.3") == "unknown"
	edge_tls.origin_protocol({"unknown": "U4"}) == "unknown"
}
