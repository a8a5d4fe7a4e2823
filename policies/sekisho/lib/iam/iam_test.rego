package sekisho.lib.iam_test

import data.sekisho.lib.iam

_u1 := {"unknown": "U1"}

test_statements_alone_in_a_list_and_unknown if {
	iam.statements({"Statement": {"Effect": "Deny"}}) == [{"Effect": "Deny"}]
	iam.statements({"Statement": [{"Effect": "Deny"}, _u1]}) == [{"Effect": "Deny"}, _u1]
	iam.statements({"Statement": _u1}) == [_u1]
	iam.statements(_u1) == [_u1]
	iam.statements({}) == []
	iam.statements(null) == []
}

test_everyone if {
	iam.is_about_everyone({"Principal": "*"}) == "true"
	iam.is_about_everyone({"Principal": {"AWS": ["arn:aws:iam::123456789012:root", "*"]}}) == "true"
	iam.is_about_everyone({"Principal": {"AWS": [_u1]}}) == "unknown"
	iam.is_about_everyone({"Principal": {"AWS": [_u1, "*"]}}) == "true"
	iam.is_about_everyone({"Principal": {"Service": "*"}}) == "false"
	iam.is_about_everyone({"NotPrincipal": "*"}) == "false"
	iam.is_about_everyone({"Principal": _u1}) == "unknown"
	iam.is_about_everyone(_u1) == "unknown"
}

test_effect if {
	iam.has_effect({"Effect": "Deny"}, "Deny") == "true"
	iam.has_effect({"Effect": "Allow"}, "Deny") == "false"
	iam.has_effect({"Effect": _u1}, "Deny") == "unknown"
}

test_actions_without_case if {
	iam.names_action({"Action": "S3:*"}, {"s3:*"}) == "true"
	iam.names_action({"Action": ["s3:GetObject", _u1]}, {"s3:*"}) == "unknown"
	iam.names_action({"NotAction": "s3:*"}, {"s3:*"}) == "false"
}

test_resources_by_their_form if {
	bucket := {"Resource": "arn:aws:s3:::example"}
	objects := {"Resource": ["arn:aws-cn:s3:::example/*"]}
	prefix := {"Resource": "arn:aws:s3:::example/uploads/*"}
	both := {"Resource": "arn:aws:s3:::example*"}
	[iam.is_about_bucket(one) | some one in [bucket, objects, prefix, both, {"Resource": "*"}, {"Resource": _u1}, {}]] == ["true", "false", "false", "true", "true", "unknown", "false"]
	[iam.is_about_all_objects(one) | some one in [bucket, objects, prefix, both, {"Resource": "*"}, {"Resource": _u1}, {}]] == ["false", "true", "false", "true", "true", "unknown", "false"]
}

test_conditions if {
	iam.conditions({"Condition": {"Bool": {"aws:SecureTransport": "False"}, "StringLike": {"aws:Referer": ["a", _u1]}}}) == {
		{"operator": "bool", "key": "aws:securetransport", "values": ["false"]},
		{"operator": "stringlike", "key": "aws:referer", "values": ["a", _u1]},
	}
	iam.conditions({"Condition": {"Bool": _u1}}) == {{"operator": "bool", "key": _u1, "values": [_u1]}}
	iam.conditions({}) == set()
	not iam.has_known_conditions({"Condition": _u1})
	not iam.has_known_conditions(_u1)
	iam.has_known_conditions({})
}
