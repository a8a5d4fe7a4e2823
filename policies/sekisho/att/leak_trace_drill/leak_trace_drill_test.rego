package sekisho.att.leak_trace_drill_test

import data.sekisho.att.leak_trace_drill as policy

test_x if policy.verdict.status == "pass"
