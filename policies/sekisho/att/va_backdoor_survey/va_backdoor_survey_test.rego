package sekisho.att.va_backdoor_survey_test

import data.sekisho.att.va_backdoor_survey as policy

test_x if policy.verdict.status == "pass"
