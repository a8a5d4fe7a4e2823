package sekisho.att.va_findings_handled_test

import data.sekisho.att.va_findings_handled as policy

test_x if policy.verdict.status == "pass"
