# METADATA
# title: Managed domain lists
# description: |
#   The lists of Route 53 Resolver DNS Firewall that AWS manages and that hold domains of threats. As of 2026-11-28, from
#   https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-managed-domain-lists.html. AWS adds
#   lists, of threats and of kinds of content: a managed list that is not here is unknown.
package sekisho.lib.dns_firewall

import data.sekisho.lib.value

# METADATA
# description: Holds the names of the managed lists that hold domains of malware or botnets.
threat_lists := {
	"AWSManagedDomainsAggregateThreatList",
	"AWSManagedDomainsAmazonGuardDutyThreatList",
	"AWSManagedDomainsBotnetCommandandControl",
	"AWSManagedDomainsMalwareDomainList",
}

# METADATA
# description: Says whether a rule of a rule group matches the domains of a managed list of threats.
on_threats(rule) := "false" if {
	value.eq(rule.is_list_managed, true) == "false"
} else := value.eq(rule.is_list_managed, true) if {
	value.in_set(rule.list_name, threat_lists) == "true"
} else := "unknown"
