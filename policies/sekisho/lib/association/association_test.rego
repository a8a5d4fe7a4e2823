package sekisho.lib.association_test

import data.sekisho.lib.association

_list(items) := {"state": "complete", "code": null, "items": items}

_open(code, items) := {"state": "partial", "code": code, "items": items}

_linked := {"web_acl_arn_link": _list([{}])}

_acl(i, word) := {"association": i, "word": word, "rests_on": {association.path(i, 0)}}

_at := ["aws_wafv2_web_acl_association_by_resource_arn"]

test_words if {
	[association.word(status) | some status in ["pass", "fail", "unknown"]] == ["true", "false", "unknown"]
}

test_guarded if {
	association.guarded(_list([_linked]), {_acl(0, "true")}) == "true"
	association.guarded(_list([_linked, _linked]), {_acl(0, "true"), _acl(1, "false")}) == "false"
	association.guarded(_list([]), set()) == "false"
	association.guarded(_open("U5", [_linked]), {_acl(0, "true")}) == "true"
	association.guarded(_open("U1", [_linked]), {_acl(0, "true")}) == "unknown"
	association.guarded(_open("U5", []), set()) == "unknown"
	association.guarded(_list([{"web_acl_arn_link": _open("U2", [])}]), set()) == "unknown"
	association.guarded(_list([{"web_acl_arn_link": _list([])}]), set()) == "unknown"
}

test_undecided if {
	association.undecided(_list([_linked]), {_acl(0, "true")}) == set()
	association.undecided(_list([_linked]), {_acl(0, "unknown")}) == {association.path(0, 0)}
	association.undecided(_open("U1", [_linked]), {_acl(0, "true")}) == {_at}
	association.undecided(_open("U5", [_linked]), {_acl(0, "true")}) == set()
	association.undecided(_list([{"web_acl_arn_link": _open("U2", [])}]), set()) == {array.concat(_at, ["items", 0, "web_acl_arn_link"])}
}
