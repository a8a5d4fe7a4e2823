package sekisho.att.va_port_scan_test

import data.sekisho.att.va_port_scan as policy

test_x if policy.verdict.status == "pass"
