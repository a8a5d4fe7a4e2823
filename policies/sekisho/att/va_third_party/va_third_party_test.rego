package sekisho.att.va_third_party_test

import data.sekisho.att.va_third_party as policy

test_x if policy.verdict.status == "pass"
