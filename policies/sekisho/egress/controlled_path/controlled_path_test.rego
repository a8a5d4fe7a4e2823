package sekisho.egress.controlled_path_test

import data.sekisho.egress.controlled_path as policy

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_verdict(subject, profile) := verdict if {
	verdict := policy.verdict with input as object.union(subject, {"profile": profile, "now": "2026-11-01T00:00:00Z"})
}

_subnet(tier, routes) := {"aws_subnet": {"tier": tier, "effective_routes": routes}}

_route(target, v4, v6, declared) := {
	"target": target,
	"destination_cidr_ipv4": v4,
	"destination_cidr_ipv6": v6,
	"destination_prefix_list_id": null,
	"destination_prefix_list_name": null,
	"is_declared_path": declared,
}

_place := ["effective_routes", "items", 0]

_of_subnet(routes) := _verdict(_subnet("internal", routes), {"egress_destinations": []})

test_subnets if {
	_of_subnet(_list([])).status == "pass"
	_of_subnet(_list([_route("nat_gateway", "0.0.0.0/0", null, true)])) == {"status": "pass", "violations": [], "rests_on": [["effective_routes"], ["tier"]]}
	_of_subnet(_list([_route("vpn_gateway", "10.9.0.0/16", null, false)])).status == "pass"
	_of_subnet(_list([_route("internet_gateway", "203.0.113.0/24", null, false)])).status == "pass"
	_of_subnet(_list([_route({"unknown": "U1"}, "0.0.0.0/0", null, true)])).rests_on == [array.concat(_place, ["target"])]
	_of_subnet(_list([_route("nat_gateway", null, "::/0", false)])).violations == [{
		"reason": "PATH_NOT_DECLARED",
		"args": {"destination": "::/0", "target": "nat_gateway"},
		"rests_on": [_place, ["tier"]],
	}]
	_of_subnet(_open("U1", [_route("internet_gateway", "0.0.0.0/0", null, true)])).violations == [{
		"reason": "DEFAULT_ROUTE_TO_INTERNET_GATEWAY",
		"args": {"destination": "0.0.0.0/0"},
		"rests_on": [_place, ["tier"]],
	}]
	_of_subnet(_open("U2", [])).rests_on == [["effective_routes"]]
	_of_subnet(_list([_route("nat_gateway", "0.0.0.0/0", null, {"unknown": "U7"})])).rests_on == [array.concat(_place, ["is_declared_path"])]
	_verdict(_subnet("edge", _list([])), {"egress_destinations": []}).reason == "NOT_INTERNAL"
	_verdict(_subnet({"unknown": "U7"}, _list([])), {"egress_destinations": []}).rests_on == [["tier"]]
}

test_what_is_as_wide_as_a_default_route_is_one if {
	every range in ["0.0.0.0/1", "128.0.0.0/1", "64.0.0.0/7"] {
		_of_subnet(_list([_route("nat_gateway", range, null, false)])).violations[0].reason == "PATH_NOT_DECLARED"
		_of_subnet(_list([_route("internet_gateway", range, null, true)])).violations[0].args == {"destination": range}
	}
	_of_subnet(_list([_route("nat_gateway", null, "2000::/3", false)])).violations[0].args.destination == "2000::/3"
	_of_subnet(_list([_route("nat_gateway", "16.0.0.0/8", null, false)])).status == "pass"
}

_of_prefix_list(target, declared) := _of_subnet(_list([object.union(
	_route(target, {"unknown": "U2"}, null, declared),
	{"destination_prefix_list_id": "pl-0aa", "destination_prefix_list_name": {"unknown": "U2"}},
)]))

test_a_prefix_list_may_be_a_default_route if {
	_of_prefix_list("gateway_endpoint", false).status == "pass"
	_of_prefix_list("nat_gateway", true).status == "pass"
	_of_prefix_list("nat_gateway", false) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [array.concat(_place, ["destination_cidr_ipv4"])],
		"code": "U2",
	}
	_of_prefix_list("internet_gateway", true).status == "unknown"
}

_vpc(subnets, endpoints) := {"aws_vpc": {"aws_subnet_by_vpc_id": subnets, "aws_vpc_endpoint_by_vpc_id": endpoints}}

_internal := _list([{"tier": "internal"}])

_s3 := {"egress_destinations": [{"service_endpoint": "s3"}, {"cidr": "192.0.2.0/24"}]}

_endpoint(name, document) := {"service_name": name, "effective_policy": _list([{"document": document}])}

_name := "com.amazonaws.ap-northeast-1.s3"

_of_endpoints(endpoints) := _verdict(_vpc(_internal, endpoints), _s3)

_statement(changes) := {"Statement": [object.union({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}, changes)]}

_at(field) := ["aws_vpc_endpoint_by_vpc_id", "items", 0, field]

test_endpoints if {
	narrow := _statement({"Resource": "arn:aws:s3:::example/*"})
	_of_endpoints(_open("U5", [_endpoint(_name, narrow)])) == {
		"status": "pass",
		"violations": [],
		"rests_on": [["aws_vpc_endpoint_by_vpc_id"], ["profile", "egress_destinations"]],
	}
	_of_endpoints(_list([])).violations == [{
		"reason": "ENDPOINT_MISSING",
		"args": {"service": "s3"},
		"rests_on": [["aws_vpc_endpoint_by_vpc_id"], ["profile", "egress_destinations"]],
	}]
	_of_endpoints(_list([_endpoint("com.amazonaws.ap-northeast-1.s3express", narrow)])).violations[0].reason == "ENDPOINT_MISSING"
	_of_endpoints(_list([_endpoint("cn.com.amazonaws.cn-north-1.s3", narrow)])).status == "pass"
	_of_endpoints(_list([_endpoint(_name, null)])).violations == [{
		"reason": "ENDPOINT_ALLOWS_EVERYTHING",
		"args": {"service": "s3"},
		"rests_on": [_at("effective_policy"), _at("service_name"), ["profile", "egress_destinations"]],
	}]
	_of_endpoints(_open("U5", [])).rests_on == [["aws_vpc_endpoint_by_vpc_id"]]
	_of_endpoints(_open("U1", [_endpoint(_name, narrow)])) == {
		"status": "unknown",
		"violations": [],
		"rests_on": [["aws_vpc_endpoint_by_vpc_id"]],
		"code": "U2",
	}
	_of_endpoints(_list([_endpoint({"unknown": "U1"}, narrow)])).rests_on == [_at("service_name")]
	_of_endpoints(_list([{"service_name": _name, "effective_policy": _open("U4", [])}])).rests_on == [_at("effective_policy")]
}

_status_with(changes) := _of_endpoints(_list([_endpoint(_name, _statement(changes))])).status

test_documents if {
	_status_with({}) == "fail"
	_status_with({"Action": ["s3:*"]}) == "fail"
	_status_with({"Principal": {"AWS": "*"}}) == "fail"
	_status_with({"Action": null, "NotAction": "s3:DeleteBucket"}) == "fail"
	_status_with({"Resource": null, "NotResource": "arn:aws:s3:::secret/*"}) == "fail"
	every resource in ["arn:aws:s3:::*", "arn:aws:s3:::*/*", "arn:aws-cn:s3:::*", "arn:aws-us-gov:s3:::*", "arn:*:s3:::*"] {
		_status_with({"Resource": ["arn:aws:s3:::example", resource]}) == "fail"
	}
	every key in ["aws:SecureTransport", "s3:TlsVersion", "aws:SourceVpc", "aws:SourceVpce"] {
		_status_with({"Condition": {"StringEquals": {key: "x"}}}) == "fail"
	}
	_status_with({"Condition": {"Bool": {"aws:SecureTransport": "true"}, "StringEquals": {"aws:PrincipalOrgID": "o-example"}}}) == "pass"
	_status_with({"Effect": "Deny"}) == "pass"
	_status_with({"Action": "s3:GetObject"}) == "pass"
	_status_with({"Principal": {"AWS": "123456789012"}}) == "pass"
	_status_with({"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-example"}}}) == "pass"
	_status_with({"Action": {"unknown": "U1"}}) == "unknown"
	_status_with({"Condition": {"unknown": "U1"}}) == "unknown"
}

_beside(denial) := _of_endpoints(_list([_endpoint(_name, {"Statement": [
	{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"},
	object.union({"Principal": "*", "Action": "*", "Resource": "*"}, denial),
]})])).status

test_a_denial_beside if {
	others := {"StringNotEquals": {"aws:PrincipalOrgID": "o-example"}}
	_beside({"Effect": "Deny", "Condition": others}) == "unknown"
	_beside({"Effect": {"unknown": "U1"}, "Condition": others}) == "unknown"
	_beside({"Effect": "Allow", "Condition": others}) == "fail"
	_beside({"Effect": "Deny", "Action": "s3:DeleteBucket"}) == "fail"
	narrow := {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}
	denial := {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*", "Condition": others}
	_of_endpoints(_list([_endpoint(_name, {"Statement": [narrow, denial]})])).status == "pass"
	_beside({"Effect": "Deny", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}) == "fail"
}

test_vpcs if {
	_verdict(_vpc(_list([{"tier": "edge"}]), _list([])), _s3).reason == "NO_INTERNAL_SUBNET"
	_verdict(_vpc(_open("U5", []), _list([])), _s3).rests_on == [["aws_subnet_by_vpc_id"]]
	_verdict(_vpc(_list([{"tier": {"unknown": "U7"}}]), _list([])), _s3).rests_on == [["aws_subnet_by_vpc_id", "items", 0, "tier"]]
	_verdict(_vpc(_internal, _list([])), {"egress_destinations": {"unknown": "U7"}}).rests_on == [["profile", "egress_destinations"]]
	_verdict(_vpc(_internal, _list([])), {"egress_destinations": [{"cidr": "192.0.2.0/24"}]}).reason == "NO_SERVICE_DECLARED"
}

test_endpoints_for_other_services_do_not_matter if {
	s3 := _endpoint(_name, _statement({"Action": "s3:GetObject"}))
	_of_endpoints(_list([s3, _endpoint("com.amazonaws.ap-northeast-1.ec2", null)])).status == "pass"
	vague := [{"service_name": name, "effective_policy": _open("U4", [])} | some name in [_name, "com.amazonaws.ap-northeast-1.ec2"]]
	_of_endpoints(_list(vague)).rests_on == [_at("effective_policy")]
	_of_endpoints(_list([_endpoint(_name, {"Statement": [{"unknown": "U1"}]})])).status == "unknown"
}

test_service_whose_name_has_two_parts if {
	images := _endpoint("com.amazonaws.ap-northeast-1.ecr.dkr", _statement({"Action": "ecr:GetDownloadUrlForLayer"}))
	profile := {"egress_destinations": [{"service_endpoint": "ecr.dkr"}]}
	_verdict(_vpc(_internal, _list([images])), profile).status == "pass"
}

test_service_that_is_declared_by_its_whole_name if {
	profile := {"egress_destinations": [{"service_endpoint": _name}]}
	_verdict(_vpc(_internal, _list([_endpoint(_name, _statement({"Action": "s3:GetObject"}))])), profile).status == "pass"
}
