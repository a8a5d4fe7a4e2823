package sekisho.att.va_all_hosts_test

import data.sekisho.att.va_all_hosts as policy

test_x if policy.verdict.status == "pass"
