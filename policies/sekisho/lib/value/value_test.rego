package sekisho.lib.value_test

import data.sekisho.lib.value

_u1 := {"unknown": "U1"}

_complete(items) := {"state": "complete", "code": null, "items": items}

_partial(code, items) := {"state": "partial", "code": code, "items": items}

test_unknown_is_the_marker_only if {
	value.unknown(_u1)
	value.unknown({"unknown": "U7"})
	not value.unknown({"unknown": "U9"})
	not value.unknown({"unknown": "U1", "other": 1})
	not value.unknown(null)
	not value.unknown(false)
	not value.unknown("U1")
	not value.unknown(["U1"])
}

test_eq_compares_known_scalars if {
	value.eq(true, true) == "true"
	value.eq(false, true) == "false"
	value.eq(null, true) == "false"
	value.eq(null, null) == "true"
	value.eq("1", 1) == "false"
	value.eq(_u1, true) == "unknown"
	value.eq(_u1, null) == "unknown"
}

test_ne_is_the_negation_of_eq if {
	value.ne(true, true) == "false"
	value.ne(null, true) == "true"
	value.ne(_u1, true) == "unknown"
}

test_same_compares_two_scalars if {
	value.same("a", "a") == "true"
	value.same("a", "b") == "false"
	value.same(_u1, "a") == "unknown"
	value.same("a", _u1) == "unknown"
	value.same(_u1, _u1) == "unknown"
}

test_shown_never_gives_an_unknown if {
	value.shown("tcp") == "tcp"
	value.shown(0) == 0
	value.shown(null) == "?"
	value.shown(_u1) == "?"
}

test_in_set_compares_with_members if {
	value.in_set("a", {"a", "b"}) == "true"
	value.in_set("c", {"a", "b"}) == "false"
	value.in_set(null, {"a"}) == "false"
	value.in_set(_u1, {"a"}) == "unknown"
	value.in_set("a", set()) == "false"
}

test_given_is_neither_null_nor_empty if {
	value.given("arn:x") == "true"
	value.given(false) == "true"
	value.given([{"restore_to_time": "x"}]) == "true"
	value.given(null) == "false"
	value.given("") == "false"
	value.given([]) == "false"
	value.given(_u1) == "unknown"
}

test_partial_because_compares_the_code if {
	value.partial_because("U2", _partial("U2", []))
	not value.partial_because("U2", _partial("U5", []))
	not value.partial_because("U2", _complete([]))
}

test_numbers_are_compared_only_with_numbers if {
	value.at_least(443, 443) == "true"
	value.at_least(442, 443) == "false"
	value.at_least(null, 0) == "false"
	value.at_least("9", 1) == "false"
	value.at_least(_u1, 0) == "unknown"
	value.at_most(443, 443) == "true"
	value.at_most(444, 443) == "false"
	value.at_most(null, 0) == "false"
	value.at_most(_u1, 0) == "unknown"
	value.between(22, 0, 65535) == "true"
	value.between(-1, 0, 65535) == "false"
	value.between(_u1, 0, 65535) == "unknown"
}

test_upper_case_leaves_what_is_no_string if {
	value.upper_case("https") == "HTTPS"
	value.upper_case(null) == null
	value.upper_case(_u1) == _u1
}

test_negate_keeps_unknown if {
	value.negate("true") == "false"
	value.negate("false") == "true"
	value.negate("unknown") == "unknown"
}

test_all_follows_kleene if {
	value.all([]) == "true"
	value.all(["true", "true"]) == "true"
	value.all(["true", "unknown"]) == "unknown"
	value.all(["unknown", "false"]) == "false"
	value.all({"true", "false"}) == "false"
}

test_any_follows_kleene if {
	value.any([]) == "false"
	value.any(["false", "false"]) == "false"
	value.any(["false", "unknown"]) == "unknown"
	value.any(["unknown", "true"]) == "true"
	value.any({"true", "false"}) == "true"
}

test_all_of_complete_collection_is_all if {
	value.all_of(_complete([]), set()) == "true"
	value.all_of(_complete([1]), {"true"}) == "true"
	value.all_of(_complete([1]), {"unknown"}) == "unknown"
	value.all_of(_complete([1, 2]), {"unknown", "false"}) == "false"
}

test_all_of_partial_collection_passes_over_u5_only if {
	value.all_of(_partial("U5", []), set()) == "true"
	value.all_of(_partial("U5", [1]), {"unknown"}) == "unknown"
	value.all_of(_partial("U1", []), set()) == "unknown"
	value.all_of(_partial("U4", [1]), {"true"}) == "unknown"
	value.all_of(_partial("U1", [1]), {"false"}) == "false"
}

test_any_of_needs_a_known_item_or_a_complete_collection if {
	value.any_of(_complete([]), set()) == "false"
	value.any_of(_complete([1]), {"false"}) == "false"
	value.any_of(_complete([1]), {"unknown"}) == "unknown"
	value.any_of(_partial("U5", []), set()) == "unknown"
	value.any_of(_partial("U5", [1]), {"false"}) == "unknown"
	value.any_of(_partial("U1", [1]), {"true"}) == "true"
}

test_has_items_is_unknown_of_an_empty_partial_collection if {
	value.has_items(_complete([])) == "false"
	value.has_items(_complete([null])) == "true"
	value.has_items(_partial("U5", [])) == "unknown"
	value.has_items(_partial("U5", [1])) == "true"
}

test_unknowns_finds_scalars_and_collections_at_any_depth if {
	part := {
		"protocol": "HTTP",
		"port": _u1,
		"default_action": _complete([
			{"type": "forward"},
			{"type": {"unknown": "U6"}, "redirect": _partial("U1", [])},
		]),
	}
	value.unknowns(part, ["link", "items", 0]) == {
		["link", "items", 0, "port"],
		["link", "items", 0, "default_action", "items", 1, "type"],
		["link", "items", 0, "default_action", "items", 1, "redirect"],
	}
}

test_unknowns_of_a_scalar_is_its_own_path if {
	value.unknowns(_u1, ["a"]) == {["a"]}
	value.unknowns(true, ["a"]) == set()
	value.unknowns(_partial("U5", [true]), ["b"]) == {["b"]}
}

test_members_of_a_list_that_the_profile_does_not_declare_are_none if {
	value.members(["a", "b"]) == {"a", "b"}
	value.members([]) == set()
	value.members({"unknown": "U7"}) == set()
}
