package sekisho.att.app_layer_controls_test

import data.sekisho.att.app_layer_controls as policy

test_x if policy.verdict.status == "pass"
