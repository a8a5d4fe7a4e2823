package sekisho.lib.public_ca_test

import data.sekisho.lib.public_ca

test_public if {
	public_ca.is_public("Let's Encrypt") == "true"
	public_ca.is_public("DIGICERT INC") == "true"
	public_ca.is_public("ZeroSSL GmbH") == "true"
}

test_not_known if {
	public_ca.is_public("Example Corporation") == "unknown"
	public_ca.is_public(null) == "unknown"
	public_ca.is_public({"unknown": "U4"}) == "unknown"
	public_ca.is_named("Example Corporation") == "false"
	public_ca.is_named({"unknown": "U4"}) == "unknown"
}
