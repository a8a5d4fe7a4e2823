package sekisho.att.data_protection_statement_test

import data.sekisho.att.data_protection_statement as policy

test_x if policy.verdict.status == "pass"
