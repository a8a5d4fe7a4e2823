package sekisho.att.va_auto_update_test

import data.sekisho.att.va_auto_update as policy

test_x if policy.verdict.status == "pass"
