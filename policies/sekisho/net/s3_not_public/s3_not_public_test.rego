package sekisho.net.s3_not_public_test

import data.sekisho.net.s3_not_public as policy

_u1 := {"unknown": "U1"}

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code) := {"state": "partial", "code": code, "items": []}

_block(word) := {
	"block_public_acls": word,
	"block_public_policy": word,
	"ignore_public_acls": word,
	"restrict_public_buckets": word,
}

_account(blocks) := _list([{"aws_s3_account_public_access_block_by_account": blocks}])

_bucket := {
	"bucket": "example",
	"running": true,
	"account_link": _account(_list([])),
	"effective_public_access_block": _list([_block(true)]),
	"effective_policy": _list([]),
	"effective_ownership": _list([]),
	"effective_acl": null,
	"effective_grants": _list([]),
}

# Plain union of the first level: what is changed takes the place of the whole.
_with(changes) := object.union(object.remove(_bucket, object.keys(changes)), changes)

_verdict(changes) := verdict if {
	verdict := policy.verdict with input as {
		"aws_s3_bucket": _with(changes),
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

_status(changes) := _verdict(changes).status

_reasons(changes) := {violation.reason | some violation in _verdict(changes).violations}

_policy(statement) := {"effective_policy": _list([{"document": {"Statement": [statement]}}])}

_allow(changes) := object.union({"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}, changes)

_off := {"effective_public_access_block": _list([_block(false)])}

test_pass if {
	_verdict({}) == {
		"status": "pass",
		"violations": [],
		"rests_on": [
			["account_link"],
			["account_link", "items", 0, "aws_s3_account_public_access_block_by_account"],
			["effective_policy"],
			["effective_public_access_block"],
		],
	}
	_status(object.union(_off, {"account_link": _account(_list([_block(true)]))})) == "pass"
}

test_pass_settings_shared_by_account_and_bucket if {
	half := object.union(_block(true), {"block_public_acls": false})
	other := object.union(_block(false), {"block_public_acls": true})
	_status({"account_link": _account(_list([other])), "effective_public_access_block": _list([half])}) == "pass"
}

test_fail_every_setting_off if {
	_reasons(_off) == {"SETTING_OFF"}
	{violation.severity | some violation in _verdict(_off).violations} == {"medium"}
	count(_verdict(_off).violations) == 4
	count(_verdict({"effective_public_access_block": _list([])}).violations) == 4
}

test_unknown_new_bucket_without_block if {
	_verdict({"running": false, "effective_public_access_block": _list([])}) == {
		"status": "unknown",
		"code": "U5",
		"violations": [],
		"rests_on": [["effective_public_access_block"]],
	}
}

test_public_policies if {
	public := [
		_allow({}), _allow({"Principal": {"AWS": ["*"]}}),
		object.union(object.remove(_allow({}), {"Principal"}), {"NotPrincipal": {"AWS": "arn:aws:iam::123456789012:root"}}),
		_allow({"Condition": {"StringLike": {"aws:Referer": "https://www.example.com/*"}}}),
		_allow({"Condition": {"StringLike": {"aws:SourceArn": "arn:aws:s3:::*"}}}),
		_allow({"Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "0.0.0.0/0"]}}}),
		_allow({"Condition": {"IpAddress": {"aws:SourceIp": "128.0.0.0/7"}}}),
		_allow({"Condition": {"IpAddress": {"aws:SourceIp": "2000::/31"}}}),
		_allow({"Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}}),
		_allow({"Condition": {"StringEquals": {"aws:Referer": "https://www.example.com/"}}}),
		_allow({"Condition": {"StringLike": {"aws:SourceVpc": "vpc-?"}}}),
		_allow({"Condition": {"StringEquals": {"aws:PrincipalArn": "${aws:PrincipalTag/role}"}}}),
	]
	{_reasons(object.union(_off, _policy(statement))) | some statement in public} == {{"PUBLIC_POLICY", "SETTING_OFF"}}
	{_reasons(_policy(statement)) | some statement in public} == {{"POLICY_HELD_BACK"}}
}

test_policies_that_are_not_public if {
	closed := [
		_allow({"Effect": "Deny"}),
		_allow({"Principal": {"Service": "cloudfront.amazonaws.com"}}),
		_allow({"Principal": {"AWS": "arn:aws:iam::123456789012:root"}}),
		_allow({"Condition": {"StringEquals": {"aws:SourceVpce": "vpce-1"}, "StringLike": {"aws:Referer": "*"}}}),
		_allow({"Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "198.0.0.0/8", "2001:db8::/32", "203.0.113.7"]}}}),
	]
	{_status(_policy(statement)) | some statement in closed} == {"pass"}
}

test_keys_that_hold_a_policy_to_fixed_values if {
	keys := [
		"aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:SourceAccount",
		"aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceOwner", "aws:SourceVpc", "aws:SourceVpce",
		"aws:userid", "s3:DataAccessPointAccount", "s3:DataAccessPointArn", "s3:x-amz-server-side-encryption-aws-kms-key-id",
	]
	{_status(_policy(_allow({"Condition": {"StringEquals": {key: "fixed"}}}))) | some key in keys} == {"pass"}
}

test_operators_that_hold_a_policy_to_fixed_values if {
	operators := [
		"ArnEquals", "ArnLike", "ForAnyValue:StringEquals", "ForAnyValue:StringLike", "StringEquals",
		"StringEqualsIgnoreCase", "StringLike",
	]
	{_status(_policy(_allow({"Condition": {operator: {"aws:PrincipalOrgPaths": "fixed"}}}))) | some operator in operators} == {"pass"}
}

test_unknown_policies if {
	open := [_u1, _allow({"Effect": _u1}), _allow({"Condition": _u1}), _allow({"Condition": {"StringEquals": _u1}}), _allow({"Condition": {"StringEquals": {"aws:SourceVpc": [_u1]}}})]
	{_status(_policy(statement)) | some statement in open} == {"unknown"}
	_verdict({"effective_policy": _open("U5")}) == {
		"status": "unknown",
		"code": "U5",
		"violations": [],
		"rests_on": [["effective_policy"]],
	}
}

test_public_acls if {
	all_users := {"effective_grants": _list([{"uri": "http://acs.amazonaws.com/groups/global/AllUsers"}])}
	enforced := {"effective_ownership": _list([{"object_ownership": "BucketOwnerEnforced"}])}
	every acl in ["authenticated-read", "public-read", "public-read-write"] {
		_reasons(object.union(_off, {"effective_acl": acl})) == {"PUBLIC_ACL", "SETTING_OFF"}
	}
	authenticated := {"effective_grants": _list([{"uri": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"}])}
	_reasons(object.union(_off, authenticated)) == {"PUBLIC_ACL", "SETTING_OFF"}
	_reasons(object.union(_off, all_users)) == {"PUBLIC_ACL", "SETTING_OFF"}
	_reasons(object.union(_off, {"effective_acl": "private"})) == {"SETTING_OFF"}
	_reasons(object.union(_off, object.union(all_users, enforced))) == {"SETTING_OFF"}
	_status({"effective_acl": "public-read"}) == "pass"
}

test_unknown_account if {
	_verdict(object.union(_off, {"account_link": _account(_open("U5"))})) == {
		"status": "unknown",
		"code": "U5",
		"violations": [],
		"rests_on": [["account_link", "items", 0, "aws_s3_account_public_access_block_by_account"]],
	}
	_status(object.union(_off, {"account_link": _open("U4")})) == "unknown"
	_status(object.union(_policy(_allow({})), {"account_link": _open("U4")})) == "unknown"
	_status({"account_link": _open("U4")}) == "pass"
}

test_unknown_one_account_of_two if {
	open := {"aws_s3_account_public_access_block_by_account": _open("U4")}
	known := {"aws_s3_account_public_access_block_by_account": _list([])}
	_verdict(object.union(_off, {"account_link": _list([known, open])})).rests_on == [
		["account_link", "items", 1, "aws_s3_account_public_access_block_by_account"],
	]
}

test_fail_public_policy_beside_unknown_setting if {
	_verdict(object.union(_policy(_allow({})), {"effective_public_access_block": _list([_block(_u1)])})).violations == [{
		"reason": "POLICY_HELD_BACK",
		"severity": "medium",
		"args": {"bucket": "example"},
		"rests_on": [
			["account_link"],
			["account_link", "items", 0, "aws_s3_account_public_access_block_by_account"],
			["effective_policy", "items", 0, "document"],
			["effective_public_access_block"],
		],
	}]
}
