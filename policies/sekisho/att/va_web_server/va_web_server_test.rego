package sekisho.att.va_web_server_test

import data.sekisho.att.va_web_server as policy

test_x if policy.verdict.status == "pass"
