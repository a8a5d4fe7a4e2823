package sekisho.att.va_firewall_test

import data.sekisho.att.va_firewall as policy

test_x if policy.verdict.status == "pass"
