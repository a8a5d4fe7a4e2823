package sekisho.log.cloudtrail_baseline_test

import data.sekisho.log.cloudtrail_baseline as policy

_verdict(trails) := verdict if {
	verdict := policy.verdict with input as {
		"account": {"aws_cloudtrail_by_account": trails},
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_u1 := {"unknown": "U1"}

_u4 := {"unknown": "U4"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_trail(changes) := object.union(
	{
		"running": false,
		"is_multi_region_trail": true,
		"enable_logging": true,
		"enable_log_file_validation": true,
		"cloud_watch_logs_group_arn": "arn:aws:logs:ap-northeast-1:123456789012:log-group:trail:*",
		"cloud_watch_logs_group_arn_link": _open("U2", []),
		"has_custom_event_selectors": _u1,
		"event_selector": _list([]),
		"advanced_event_selector": _list([]),
		"latest_delivery_time": null,
		"latest_cloud_watch_logs_delivery_error": null,
	},
	changes,
)

_running(changes) := _trail(object.union(
	{
		"running": true,
		"has_custom_event_selectors": false,
		"event_selector": _open("U4", []),
		"advanced_event_selector": _open("U4", []),
		"latest_delivery_time": "2026-10-31T12:00:00Z",
	},
	changes,
))

_trails := ["aws_cloudtrail_by_account"]

_at(i, name) := array.concat(_trails, ["items", i, name])

_pass(paths) := {"status": "pass", "violations": [], "rests_on": paths}

_fail(reason, path) := {
	"status": "fail",
	"violations": [{"reason": reason, "args": {}, "rests_on": [path]}],
	"rests_on": [path],
}

_unknown(paths) := {"status": "unknown", "violations": [], "rests_on": paths, "code": "U4"}

_configured := [
	_at(0, "advanced_event_selector"),
	_at(0, "cloud_watch_logs_group_arn"),
	_at(0, "enable_log_file_validation"),
	_at(0, "enable_logging"),
	_at(0, "event_selector"),
	_at(0, "is_multi_region_trail"),
]

_selector(management, type) := {"include_management_events": management, "read_write_type": type}

_advanced(fields) := {"field_selector": _list([{"field": field, "equals": _list(equals)} | some [field, equals] in fields])}

test_pass_one_trail_meets_everything if {
	_verdict(_open("U5", [_trail({})])) == _pass(_configured)
	_verdict(_list([_trail({})])) == _pass(_configured)
}

test_pass_beside_a_deficient_trail if {
	_verdict(_open("U5", [_trail({}), _trail({"is_multi_region_trail": false})])) == _pass(_configured)
}

test_pass_log_group_of_the_same_plan if {
	verdict := _verdict(_open("U5", [_trail({
		"cloud_watch_logs_group_arn": _u1,
		"cloud_watch_logs_group_arn_link": _list([{"retention_in_days": 365}]),
	})]))
	verdict == _pass([
		_at(0, "advanced_event_selector"),
		_at(0, "cloud_watch_logs_group_arn_link"),
		_at(0, "enable_log_file_validation"),
		_at(0, "enable_logging"),
		_at(0, "event_selector"),
		_at(0, "is_multi_region_trail"),
	])
}

test_pass_selectors_that_take_all_management_events if {
	every selectors in [
		[_selector(true, "All")],
		[_selector(false, "All"), _selector(null, null)],
		[_selector(true, "ReadOnly"), _selector(true, "WriteOnly")],
	] {
		_verdict(_open("U5", [_trail({"event_selector": _list(selectors)})])) == _pass(_configured)
	}
}

test_pass_advanced_selectors_that_take_all_management_events if {
	every selectors in [
		[_advanced([["eventCategory", ["Management"]]])],
		[_advanced([["eventCategory", ["Data"]]]), _advanced([["eventCategory", ["Management"]], ["eventSource", []]])],
		[
			_advanced([["eventCategory", ["Management"]], ["readOnly", ["true"]]]),
			_advanced([["eventCategory", ["Management"]], ["readOnly", ["false"]]]),
		],
	] {
		_verdict(_open("U5", [_trail({"advanced_event_selector": _list(selectors)})])) == _pass(_configured)
	}
}

test_pass_running_trail_that_delivers if {
	_verdict(_list([_running({})])) == _pass([
		_at(0, "advanced_event_selector"),
		_at(0, "cloud_watch_logs_group_arn"),
		_at(0, "enable_log_file_validation"),
		_at(0, "enable_logging"),
		_at(0, "event_selector"),
		_at(0, "is_multi_region_trail"),
		_at(0, "latest_cloud_watch_logs_delivery_error"),
		_at(0, "latest_delivery_time"),
		["now"],
	])
}

test_fail_no_trail_in_a_complete_listing if _verdict(_list([])) == _fail("NO_TRAIL", _trails)

test_fail_single_region if {
	_verdict(_list([_trail({"is_multi_region_trail": false})])) == _fail("NOT_MULTI_REGION", _at(0, "is_multi_region_trail"))
}

test_fail_logging_stopped if {
	_verdict(_list([_trail({"enable_logging": false})])) == _fail("LOGGING_STOPPED", _at(0, "enable_logging"))
}

test_fail_files_not_validated_beside_an_unknown if {
	_verdict(_list([_trail({"enable_log_file_validation": false, "cloud_watch_logs_group_arn": _u1})])) == _fail("FILES_NOT_VALIDATED", _at(0, "enable_log_file_validation"))
}

test_fail_two_trails_deficient_in_different_ways if {
	_verdict(_list([
		_trail({"cloud_watch_logs_group_arn": null, "cloud_watch_logs_group_arn_link": _list([])}),
		_trail({"is_multi_region_trail": false}),
	])) == {
		"status": "fail",
		"violations": [
			{
				"reason": "NOT_IN_CLOUDWATCH_LOGS",
				"args": {},
				"rests_on": [_at(0, "cloud_watch_logs_group_arn")],
			},
			{
				"reason": "NOT_MULTI_REGION",
				"args": {},
				"rests_on": [_at(1, "is_multi_region_trail")],
			},
		],
		"rests_on": [_at(0, "cloud_watch_logs_group_arn"), _at(1, "is_multi_region_trail")],
	}
}

_incomplete := {
	"status": "fail",
	"violations": [{
		"reason": "MANAGEMENT_EVENTS_INCOMPLETE",
		"args": {},
		"rests_on": [_at(0, "advanced_event_selector"), _at(0, "event_selector")],
	}],
	"rests_on": [_at(0, "advanced_event_selector"), _at(0, "event_selector")],
}

test_fail_selectors_leave_management_events_out if {
	every selectors in [
		[_selector(false, "All")],
		[_selector(true, "WriteOnly")],
		[_selector(true, "ReadOnly"), _selector(false, "WriteOnly")],
	] {
		_verdict(_list([_trail({"event_selector": _list(selectors)})])) == _incomplete
	}
}

test_fail_advanced_selectors_leave_management_events_out if {
	every selectors in [
		[_advanced([["eventCategory", ["Data"]]])],
		[_advanced([["eventCategory", ["Management"]], ["readOnly", ["false"]]])],
		[_advanced([["eventCategory", ["Management"]], ["eventName", ["ConsoleLogin"]]])],
		[_advanced([["eventCategory", ["Management"]], ["eventSource", ["sts.amazonaws.com"]]])],
	] {
		_verdict(_list([_trail({"advanced_event_selector": _list(selectors)})])) == _incomplete
	}
}

test_fail_running_trail_delivers_late_and_with_an_error if {
	verdict := _verdict(_list([_running({
		"latest_delivery_time": "2026-10-30T23:59:59Z",
		"latest_cloud_watch_logs_delivery_error": "AccessDenied",
	})]))
	verdict == {
		"status": "fail",
		"violations": [
			{
				"reason": "NOT_DELIVERED",
				"args": {},
				"rests_on": [_at(0, "latest_delivery_time"), ["now"]],
			},
			{
				"reason": "DELIVERY_ERROR",
				"args": {"error": "AccessDenied"},
				"rests_on": [_at(0, "latest_cloud_watch_logs_delivery_error")],
			},
		],
		"rests_on": [_at(0, "latest_cloud_watch_logs_delivery_error"), _at(0, "latest_delivery_time"), ["now"]],
	}
}

test_unknown_no_trail_here if _verdict(_open("U5", [])) == _unknown([_trails])

test_unknown_only_a_deficient_trail_here if {
	_verdict(_open("U5", [_trail({"is_multi_region_trail": false, "enable_logging": _u1})])) == _unknown([_trails])
}

test_unknown_arguments_of_the_trail if {
	_verdict(_list([_trail({
		"is_multi_region_trail": _u1,
		"cloud_watch_logs_group_arn": _u1,
		"event_selector": _open("U1", []),
	})])) == _unknown([_at(0, "cloud_watch_logs_group_arn"), _at(0, "event_selector"), _at(0, "is_multi_region_trail")])
}

test_unknown_running_trail_as_config_records_it if {
	_verdict(_list([_running({
		"enable_logging": _u4,
		"latest_delivery_time": _u4,
		"latest_cloud_watch_logs_delivery_error": _u4,
	})])) == _unknown([
		_at(0, "enable_logging"),
		_at(0, "latest_cloud_watch_logs_delivery_error"),
		_at(0, "latest_delivery_time"),
	])
}

test_unknown_running_trail_with_custom_selectors if {
	_verdict(_list([_running({"has_custom_event_selectors": true})])) == _unknown([_at(0, "advanced_event_selector"), _at(0, "event_selector")])
}

test_unknown_delivery_time_that_is_no_instant if {
	_verdict(_list([_running({"latest_delivery_time": "yesterday"})])) == _unknown([_at(0, "latest_delivery_time")])
}

test_pass_logging_left_out if {
	_verdict(_list([_trail({"enable_logging": null})])) == _pass(_configured)
}

test_pass_running_trail_that_delivered_a_day_ago_to_the_second if {
	verdict := _verdict(_list([_running({"latest_delivery_time": "2026-10-31T00:00:00Z"})]))
	verdict.status == "pass"
}

test_fail_selectors_of_which_each_leaves_a_part_out if {
	every selectors in [
		[_selector(false, "ReadOnly"), _selector(true, "WriteOnly")],
		[_selector(true, "ReadOnly"), _selector(false, "All")],
	] {
		_verdict(_list([_trail({"event_selector": _list(selectors)})])) == _incomplete
	}
}

test_fail_advanced_selectors_of_which_each_leaves_a_part_out if {
	every selectors in [
		[
			_advanced([["eventCategory", ["Data"]], ["readOnly", ["true"]]]),
			_advanced([["eventCategory", ["Management"]], ["readOnly", ["false"]]]),
		],
		[
			_advanced([["eventCategory", ["Management"]], ["readOnly", ["true"]]]),
			_advanced([["eventCategory", ["Data"]], ["readOnly", ["false"]]]),
		],
		[_advanced([["eventCategory", ["Management"]], ["readOnly", ["true"]]])],
		[_advanced([["eventCategory", ["Management"]], ["eventName", []]])],
	] {
		_verdict(_list([_trail({"advanced_event_selector": _list(selectors)})])) == _incomplete
	}
}

test_unknown_validation_of_files if {
	_verdict(_list([_trail({"enable_log_file_validation": _u1})])) == _unknown([_at(0, "enable_log_file_validation")])
}

test_unknown_whether_a_running_trail_has_custom_selectors if {
	_verdict(_list([_running({"has_custom_event_selectors": _u4})])) == _unknown([
		_at(0, "advanced_event_selector"),
		_at(0, "event_selector"),
		_at(0, "has_custom_event_selectors"),
	])
}

test_unknown_selectors_of_a_planned_trail_do_not_rest_on_what_only_a_running_one_has if {
	_verdict(_list([_trail({"has_custom_event_selectors": _u4, "event_selector": _open("U1", [])})])) == _unknown([_at(0, "event_selector")])
}
