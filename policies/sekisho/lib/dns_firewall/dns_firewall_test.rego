package sekisho.lib.dns_firewall_test

import data.sekisho.lib.dns_firewall

_rule(managed, name) := {"action": "BLOCK", "is_list_managed": managed, "list_name": name}

test_on_threats if {
	dns_firewall.on_threats(_rule(true, "AWSManagedDomainsMalwareDomainList")) == "true"
	dns_firewall.on_threats(_rule(true, "AWSManagedDomainsBotnetCommandandControl")) == "true"
	dns_firewall.on_threats(_rule(true, "AWSManagedDomainsAggregateThreatList")) == "true"
	dns_firewall.on_threats(_rule(true, "AWSManagedDomainsAmazonGuardDutyThreatList")) == "true"
	dns_firewall.on_threats(_rule(true, "AWSManagedDomainsOfTomorrow")) == "unknown"
	dns_firewall.on_threats(_rule(true, {"unknown": "U1"})) == "unknown"
	dns_firewall.on_threats(_rule(false, "AWSManagedDomainsMalwareDomainList")) == "false"
	dns_firewall.on_threats(_rule(false, null)) == "false"
	dns_firewall.on_threats(_rule({"unknown": "U2"}, {"unknown": "U2"})) == "unknown"
	dns_firewall.on_threats(_rule({"unknown": "U2"}, "AWSManagedDomainsMalwareDomainList")) == "unknown"
}
