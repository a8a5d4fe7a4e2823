# METADATA
# title: Managed rule groups of AWS WAF
# description: |
#   Says how a rule group that is named in a profile reads, and whether the rules of a managed group act where single ones
#   are overridden. The rules of AWS's groups stand in https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
#   (most recent static versions, read in August 2026). The list of a group need not be whole, because what is asked is
#   whether a rule is left.
package sekisho.lib.waf

import data.sekisho.lib.value

# METADATA
# description: Holds the rules of AWS's managed groups that block or challenge unless they are overridden.
acting_rules := {
	"AWSManagedRulesCommonRuleSet": {
		"NoUserAgent_HEADER", "UserAgent_BadBots_HEADER",
		"SizeRestrictions_QUERYSTRING", "SizeRestrictions_Cookie_HEADER", "SizeRestrictions_BODY", "SizeRestrictions_URIPATH",
		"EC2MetaDataSSRF_BODY", "EC2MetaDataSSRF_COOKIE", "EC2MetaDataSSRF_URIPATH", "EC2MetaDataSSRF_QUERYARGUMENTS",
		"GenericLFI_QUERYARGUMENTS", "GenericLFI_URIPATH", "GenericLFI_BODY",
		"RestrictedExtensions_URIPATH", "RestrictedExtensions_QUERYARGUMENTS",
		"GenericRFI_QUERYARGUMENTS", "GenericRFI_BODY", "GenericRFI_URIPATH",
		"CrossSiteScripting_COOKIE", "CrossSiteScripting_QUERYARGUMENTS", "CrossSiteScripting_BODY", "CrossSiteScripting_URIPATH",
	},
	"AWSManagedRulesKnownBadInputsRuleSet": {
		"JavaDeserializationRCE_HEADER", "JavaDeserializationRCE_BODY", "JavaDeserializationRCE_URIPATH", "JavaDeserializationRCE_QUERYSTRING",
		"Host_localhost_HEADER", "PROPFIND_METHOD", "ExploitablePaths_URIPATH",
		"Log4JRCE_HEADER", "Log4JRCE_QUERYSTRING", "Log4JRCE_BODY", "Log4JRCE_URIPATH",
	},
	"AWSManagedRulesSQLiRuleSet": {
		"SQLi_QUERYARGUMENTS", "SQLiExtendedPatterns_QUERYARGUMENTS",
		"SQLi_BODY", "SQLiExtendedPatterns_BODY",
		"SQLi_COOKIE",
	},
	"AWSManagedRulesAmazonIpReputationList": {"AWSManagedIPReputationList", "AWSManagedReconnaissanceList"},
	"AWSManagedRulesAnonymousIpList": {"AnonymousIPList", "HostingProviderIPList"},
	"AWSManagedRulesAntiDDoSRuleSet": {"ChallengeAllDuringEvent", "ChallengeDDoSRequests", "DDoSRequests"},
}

# METADATA
# description: |
#   Holds the groups of AWS that have no versions: what they match is renewed by itself
#   (https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-ip-rep.html, read in August 2026).
unversioned := {"AWSManagedRulesAmazonIpReputationList", "AWSManagedRulesAnonymousIpList"}

# METADATA
# description: Reads the name of a managed group in a profile, `NAME` of AWS's or `VENDOR/NAME`.
named(group) := {"vendor": "AWS", "name": group} if {
	not contains(group, "/")
} else := {"vendor": vendor, "name": substring(group, count(vendor) + 1, -1)} if {
	vendor := split(group, "/")[0]
}

# METADATA
# description: Says whether a rule of a web ACL runs the managed group that a profile names.
runs(rule, group) := value.all({
	value.eq(rule.vendor_name, named(group).vendor),
	value.eq(rule.group_name, named(group).name),
})

# METADATA
# description: |
#   Says whether a managed group acts: not as a whole turned to count, and with a rule left that is not overridden.
acts(rule) := value.all({value.ne(rule.override, "count"), has_rule_left(rule)})

# METADATA
# description: |
#   Says whether a managed group has a rule left that is not overridden. Where single rules are overridden in a group whose
#   rules are not known, it is unknown.
has_rule_left(rule) := value.any({
	value.negate(value.has_items(rule.counted_rules)),
	_known_rule_left(rule),
})

# A group has more rules than are known here, so that none of these left says nothing.
_known_rule_left(rule) := value.any({"unknown"} | {word |
	rule.vendor_name == "AWS"
	some name in acting_rules[rule.group_name]
	word := value.negate(value.any_of(
		rule.counted_rules,
		{value.eq(counted, name) | some counted in rule.counted_rules.items},
	))
})
