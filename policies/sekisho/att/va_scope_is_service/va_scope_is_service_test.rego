package sekisho.att.va_scope_is_service_test

import data.sekisho.att.va_scope_is_service as policy

test_x if policy.verdict.status == "pass"
