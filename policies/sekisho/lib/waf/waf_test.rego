package sekisho.lib.waf_test

import data.sekisho.lib.waf

_u1 := {"unknown": "U1"}

_complete(items) := {"state": "complete", "code": null, "items": items}

_partial(items) := {"state": "partial", "code": "U1", "items": items}

_group(vendor, name, override, counted) := {
	"vendor_name": vendor,
	"group_name": name,
	"override": override,
	"counted_rules": counted,
}

_core(override, counted) := _group("AWS", "AWSManagedRulesCommonRuleSet", override, counted)

test_named_group_is_of_aws_unless_it_has_a_vendor if {
	waf.named("AWSManagedRulesSQLiRuleSet") == {"vendor": "AWS", "name": "AWSManagedRulesSQLiRuleSet"}
	waf.named("Example/Web Rules") == {"vendor": "Example", "name": "Web Rules"}
}

test_runs_compares_vendor_and_name if {
	core := _core("none", _complete([]))
	waf.runs(core, "AWSManagedRulesCommonRuleSet") == "true"
	waf.runs(core, "AWSManagedRulesSQLiRuleSet") == "false"
	waf.runs(core, "Example/AWSManagedRulesCommonRuleSet") == "false"
	waf.runs(_group(_u1, "AWSManagedRulesCommonRuleSet", "none", _complete([])), "AWSManagedRulesCommonRuleSet") == "unknown"
	waf.runs(_group(null, null, null, _complete([])), "AWSManagedRulesCommonRuleSet") == "false"
}

test_acts_unless_the_whole_group_counts if {
	waf.acts(_core("none", _complete([]))) == "true"
	waf.acts(_core("count", _complete([]))) == "false"
	waf.acts(_core(_u1, _complete([]))) == "unknown"
}

test_acts_while_a_known_rule_is_left if {
	waf.acts(_core("none", _complete(["SizeRestrictions_BODY"]))) == "true"
	waf.acts(_core("none", _partial(["SizeRestrictions_BODY"]))) == "unknown"
	waf.acts(_core("none", _complete([_u1]))) == "unknown"
	waf.acts(_core("none", _complete([name | some name in waf.acting_rules.AWSManagedRulesCommonRuleSet]))) == "unknown"
	waf.acts(_group("Example", "OWASP", "none", _complete(["a"]))) == "unknown"
	waf.acts(_group("AWS", _u1, "none", _complete(["a"]))) == "unknown"
}
