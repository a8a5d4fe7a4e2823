package sekisho.lib.device_test

import data.sekisho.lib.device

_u4 := {"unknown": "U4"}

test_judged if {
	device.judged(true, "active") == "true"
	device.judged(true, null) == "true"
	device.judged(true, "lost") == "false"
	device.judged(false, _u4) == "false"
	device.judged(_u4, "stock") == "false"
	device.judged(null, "active") == "false"
	device.judged(_u4, "active") == "unknown"
	device.judged(true, _u4) == "unknown"
}

test_undecided if {
	device.undecided(_u4, "active") == {["in_scope"]}
	device.undecided(true, _u4) == {["asset_status"]}
	device.undecided(true, "active") == set()
}
