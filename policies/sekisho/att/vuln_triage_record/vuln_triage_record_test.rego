package sekisho.att.vuln_triage_record_test

import data.sekisho.att.vuln_triage_record as policy

test_x if policy.verdict.status == "pass"
