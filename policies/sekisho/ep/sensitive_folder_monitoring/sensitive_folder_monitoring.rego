# METADATA
# title: Accesses to every declared folder with personal or confidential data are watched
# description: |
#   The subjects are the fleet, the folders on file servers that the profile's sensitive_folders declares, and the devices that
#   may hold declared folders of their own. A rule watches each folder, or one above it: it is active, it alerts somebody, and
#   within endpoints.folder_signal_max_age_days it has raised an alert or was tested. A folder without such a rule breaks the
#   policy; one whose rule shows no sign of life is a deviation. Without the list of folders it is unknown what is to be
#   watched. A rule on a file server counts from whatever source it is told.
# schemas:
#   - input: schema.sekisho.ep.sensitive_folder_monitoring
# custom:
#   severity: high
#   ja:
#     title: 個人データと機密の全フォルダへのアクセスが監視されている
#     description: |
#       対象は端末群、プロファイルの sensitive_folders で宣言されたファイルサーバー上のフォルダ、および宣言されたフォルダを持ちうる端末。
#       各フォルダまたはその上位のフォルダを監視するルールがあり、有効で、通知先があり、endpoints.folder_signal_max_age_days 日以内にアラートを出したか、テストされている。
#       そのようなルールのないフォルダは違反とし、動作の形跡がないルールは逸脱とする。
#       フォルダの一覧がなければ、何を監視すべきか分からないため不明とする。
#       ファイルサーバー上のルールは、どの資料にあっても数える。
#   profile: [endpoints.folder_signal_max_age_days]
#   reasons:
#     NO_RULE:
#       en: "No rule watches the folder {path}."
#       ja: "フォルダ {path} を監視するルールがない。"
#     RULE_INEFFECTIVE:
#       en: "No rule for the folder {path} is active and alerts somebody."
#       ja: "フォルダ {path} のルールに、有効で通知先のあるものがない。"
#     RULE_NOT_PROVEN:
#       en: "No rule for the folder {path} has alerted or was tested within {days} {days:day|days}."
#       ja: "フォルダ {path} のルールに、{days} 日以内にアラートを出したか、テストされたものがない。"
#     JUDGED_ON_DEVICES:
#       en: The folder lies on devices, which are subjects of their own.
#       ja: 端末上のフォルダであり、端末ごとに判断する。
#     NO_FOLDER:
#       en: No declared folder lies on a device of this kind.
#       ja: この種類の端末に宣言されたフォルダがない。
#     NOT_IN_USE:
#       en: The device is no work PC that is in use.
#       ja: 使用中の業務用 PC ではない。
#   remediation:
#     en: |
#       Add an access rule for the folder in the alarms of LANSCOPE (its server agent for file servers), name whom it alerts, and
#       test it; declare the folders in the profile.
#     ja: |
#       LANSCOPE のアラーム(ファイルサーバーではサーバーエージェント)にフォルダへのアクセスのルールを追加し、通知先を設定してテストする。
#       フォルダはプロファイルで宣言する。
#   references:
#     - https://www.lanscope.jp/endpoint-manager/
package sekisho.ep.sensitive_folder_monitoring

import data.sekisho.lib.conditions
import data.sekisho.lib.device
import data.sekisho.lib.finding
import data.sekisho.lib.instant
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the fleet, one folder or one device.
verdict := of_fleet if {
	input.fleet
} else := of_folder if {
	input.sensitive_folder
} else := of_device if {
	input.device
}

# METADATA
# description: Is the verdict on the fleet.
of_fleet := finding.pass([["sensitive_folders_declared"]]) if {
	input.fleet.sensitive_folders_declared == true
} else := finding.unknown_because("U7", [["sensitive_folders_declared"]])

# METADATA
# description: Is the verdict on one folder.
of_folder := finding.not_applicable("JUDGED_ON_DEVICES", [["place"]]) if {
	value.eq(input.sensitive_folder.place, "file_server") == "false"
} else := finding.unknown([["place"]]) if {
	value.unknown(input.sensitive_folder.place)
} else := conditions.verdict(required)

# METADATA
# description: Is the verdict on one device.
of_device := finding.not_applicable("NOT_IN_USE", [["in_scope"], ["asset_status"]]) if {
	_judged == "false"
} else := finding.not_applicable("NO_FOLDER", [["sensitive_folders"]]) if {
	value.has_items(input.device.sensitive_folders) == "false"
} else := finding.unknown(undecided) if {
	value.all({_judged, value.has_items(input.device.sensitive_folders)}) == "unknown"
} else := conditions.verdict(required)

_judged := device.judged(input.device.in_scope, input.device.asset_status)

# METADATA
# description: Holds the paths of what leaves it open whether the device is judged.
undecided contains path if some path in device.undecided(input.device.in_scope, input.device.asset_status)

undecided contains ["sensitive_folders"] if value.has_items(input.device.sensitive_folders) == "unknown"

# Whether a rule is active and alerts somebody.
_works(rule) := value.all({value.eq(rule.active, true), value.at_least(rule.alert_targets, 1)})

# Whether a rule has shown lately that it works.
_proven(rule) := value.any({instant.at_most(
	sign,
	input.profile.endpoints.folder_signal_max_age_days,
	instant.day,
	input.now,
) |
	some sign in [rule.last_alert_at, rule.last_tested_at]
})

# What leaves it open whether a folder is watched: rules that are not told, and what is not told of a rule.
_open(rules, at) := value.unknowns(rules, at)

# METADATA
# description: Holds what a folder has to meet, or all folders of a device.
required contains {
	"word": value.all_of(input.device.sensitive_folders, set()),
	"at": device.scope,
	"open": {["sensitive_folders"]},
}

required contains {
	"word": value.any_of(input.sensitive_folder.rules, {_works(rule) | some rule in input.sensitive_folder.rules.items}),
	"broken": finding.violation("NO_RULE", {"path": value.shown(input.sensitive_folder.path)}, [["rules"]]),
	"at": {["rules"]},
} if {
	value.has_items(input.sensitive_folder.rules) != "true"
}

required contains {
	"word": value.any_of(input.sensitive_folder.rules, {_works(rule) | some rule in input.sensitive_folder.rules.items}),
	"broken": finding.violation("RULE_INEFFECTIVE", {"path": value.shown(input.sensitive_folder.path)}, [["rules"]]),
	"open": _open(input.sensitive_folder.rules, ["rules"]),
} if {
	value.has_items(input.sensitive_folder.rules) == "true"
}

required contains {
	"word": value.any_of(input.sensitive_folder.rules, {value.all({_works(rule), _proven(rule)}) | some rule in input.sensitive_folder.rules.items}),
	"grade": "deviation",
	"broken": finding.violation(
		"RULE_NOT_PROVEN",
		{"path": value.shown(input.sensitive_folder.path), "days": value.shown(input.profile.endpoints.folder_signal_max_age_days)},
		[["rules"], ["now"], ["profile", "endpoints", "folder_signal_max_age_days"]],
	),
	"at": {["rules"], ["now"], ["profile", "endpoints", "folder_signal_max_age_days"]},
	"open": (_open(input.sensitive_folder.rules, ["rules"]) | value.unknowns(
		input.profile.endpoints.folder_signal_max_age_days,
		["profile", "endpoints", "folder_signal_max_age_days"],
	)),
}

required contains {
	"word": value.any_of(folder.rules, {_works(rule) | some rule in folder.rules.items}),
	"broken": finding.violation("NO_RULE", {"path": value.shown(folder.path)}, [["sensitive_folders", "items", i, "rules"]]),
	"at": {["sensitive_folders", "items", i, "rules"]},
} if {
	some i, folder in input.device.sensitive_folders.items
	value.has_items(folder.rules) != "true"
}

required contains {
	"word": value.any_of(folder.rules, {_works(rule) | some rule in folder.rules.items}),
	"broken": finding.violation("RULE_INEFFECTIVE", {"path": value.shown(folder.path)}, [["sensitive_folders", "items", i, "rules"]]),
	"open": _open(folder.rules, ["sensitive_folders", "items", i, "rules"]),
} if {
	some i, folder in input.device.sensitive_folders.items
	value.has_items(folder.rules) == "true"
}

required contains {
	"word": value.any_of(folder.rules, {value.all({_works(rule), _proven(rule)}) | some rule in folder.rules.items}),
	"grade": "deviation",
	"broken": finding.violation(
		"RULE_NOT_PROVEN",
		{"path": value.shown(folder.path), "days": value.shown(input.profile.endpoints.folder_signal_max_age_days)},
		[["sensitive_folders", "items", i, "rules"], ["now"], ["profile", "endpoints", "folder_signal_max_age_days"]],
	),
	"at": {["sensitive_folders", "items", i, "rules"], ["now"], ["profile", "endpoints", "folder_signal_max_age_days"]},
	"open": (_open(folder.rules, ["sensitive_folders", "items", i, "rules"]) | value.unknowns(
		input.profile.endpoints.folder_signal_max_age_days,
		["profile", "endpoints", "folder_signal_max_age_days"],
	)),
} if {
	some i, folder in input.device.sensitive_folders.items
}
