package sekisho.lib.claims_test

import data.sekisho.lib.claims

_complete := {"state": "complete", "code": null, "items": []}

_partial := {"state": "partial", "code": "U3", "items": []}

_judged(asked, kept) := {{"at": ["claims", "items", 0], "asked": asked, "kept": kept, "unknowns": {["claims", "items", 0, "mark"]}}}

test_kept_where_nothing_is_asked if {
	claims.asked(_complete, _judged("false", "false")) == "false"
	claims.kept(_complete, _judged("false", "false")) == "true"
	claims.undecided(_complete, _judged("false", "false"), ["claims"]) == set()
}

test_asked_and_kept_or_not if {
	claims.asked(_complete, _judged("true", "true")) == "true"
	claims.kept(_complete, _judged("true", "true")) == "true"
	claims.kept(_complete, _judged("true", "false")) == "false"
}

test_unknown_words_name_their_paths if {
	claims.kept(_complete, _judged("true", "unknown")) == "unknown"
	claims.undecided(_complete, _judged("true", "unknown"), ["claims"]) == {["claims", "items", 0, "mark"]}
	claims.undecided(_complete, _judged("unknown", "true"), ["claims"]) == {["claims", "items", 0, "mark"]}
}

test_a_part_of_a_sheet_is_undecided if {
	claims.kept(_partial, set()) == "unknown"
	claims.undecided(_partial, set(), ["claims"]) == {["claims"]}
}

test_mentions if {
	claims.mentions("DLP features", "DLP") == "true"
	claims.mentions("other", "DLP") == "false"
	claims.mentions(null, "DLP") == "false"
	claims.mentions({"unknown": "U1"}, "DLP") == "unknown"
}
