package sekisho.lib.prefix_list_test

import data.sekisho.lib.prefix_list

_u2 := {"unknown": "U2"}

_s3 := "com.amazonaws.ap-northeast-1.s3"

test_only_lists_of_aws_have_such_names if {
	prefix_list.of_aws(_s3) == "true"
	prefix_list.of_aws("partner") == "false"
	prefix_list.of_aws("not.com.amazonaws.s3") == "false"
	prefix_list.of_aws(null) == "false"
	prefix_list.of_aws(_u2) == "unknown"
}

test_a_list_is_declared_by_its_id_its_name_or_its_service if {
	prefix_list.declared({"id": "pl-0aa", "name": _u2}, [{"prefix_list": "pl-0aa"}]) == "true"
	prefix_list.declared({"id": _u2, "name": "partner"}, [{"prefix_list": "partner"}]) == "true"
	prefix_list.declared({"id": "pl-0aa", "name": _s3}, [{"service_endpoint": _s3}]) == "true"
	prefix_list.declared({"id": "pl-0aa", "name": "partner"}, [{"prefix_list": "pl-0bb"}, {"cidr": "10.0.0.0/8"}]) == "false"
	prefix_list.declared({"id": "pl-0aa", "name": "pl-0bb"}, [{"prefix_list": "pl-0bb"}]) == "false"
}

test_what_is_not_known_of_a_list_may_be_what_declares_it if {
	prefix_list.declared({"id": "pl-0aa", "name": _u2}, [{"prefix_list": "partner"}]) == "unknown"
	prefix_list.declared({"id": _u2, "name": "partner"}, [{"prefix_list": "pl-0aa"}]) == "unknown"
	prefix_list.declared({"id": "pl-0aa", "name": _u2}, [{"prefix_list": "pl-0bb"}]) == "false"
	prefix_list.declared({"id": _u2, "name": _u2}, []) == "false"
	prefix_list.declared({"id": "pl-0aa", "name": "partner"}, {"unknown": "U7"}) == "unknown"
}

test_unknowns_without_a_name_that_decides_nothing if {
	item := {"a_cidr_ipv4": _u2, "a_cidr_ipv6": null, "a_prefix_list_name": _u2}
	prefix_list.unknowns(item, "a_", ["items", 0]) == {["items", 0, "a_cidr_ipv4"]}
	known := object.union(item, {"a_cidr_ipv4": "192.0.2.0/24"})
	prefix_list.unknowns(known, "a_", ["items", 0]) == {["items", 0, "a_prefix_list_name"]}
}
