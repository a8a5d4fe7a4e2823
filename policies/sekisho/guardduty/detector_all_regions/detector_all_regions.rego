# METADATA
# title: Every region in use has an enabled GuardDuty detector
# description: |
#   The subject is a region of an account. A region that the profile declares needs a detector that is enabled and
#   publishes updated findings at least as often as the profile's guardduty.frequency asks. A region that holds
#   resources and is not declared stays unknown. AWS allows one detector in a region of an account, so one that is held
#   is the only one.
# schemas:
#   - input: schema.sekisho.guardduty.detector_all_regions
# custom:
#   severity: high
#   ja:
#     title: 使用中の全リージョンで GuardDuty の検出器が有効である
#     description: |
#       対象はアカウントの各リージョン。
#       プロファイルで宣言されたリージョンには、有効で、かつ更新結果を guardduty.frequency 以上の頻度で発行する検出器が必要である。
#       リソースがあるのに宣言されていないリージョンは不明とする。
#       検出器はアカウントのリージョンごとに一つしか作れないため、見つかった検出器が唯一のものである。
#   profile: [guardduty.frequency]
#   reasons:
#     NO_DETECTOR:
#       en: The region {region} has no GuardDuty detector.
#       ja: リージョン {region} に GuardDuty の検出器がない。
#     DETECTOR_DISABLED:
#       en: The GuardDuty detector of the region {region} is disabled.
#       ja: リージョン {region} の GuardDuty の検出器が無効になっている。
#     PUBLISHED_TOO_RARELY:
#       en: "The detector of the region {region} publishes at the frequency {actual}; the profile asks for {required}."
#       ja: "リージョン {region} の検出器の発行頻度は {actual} で、プロファイルが求める {required} を満たさない。"
#     REGION_NOT_DECLARED:
#       en: The region is not among those that the profile declares.
#       ja: プロファイルが宣言するリージョンではない。
#   remediation:
#     en: Create an aws_guardduty_detector with enable = true and a suitable finding_publishing_frequency in every region in use.
#     ja: 使用する全リージョンに aws_guardduty_detector を作成し、enable = true と適切な finding_publishing_frequency を設定する。
#   references:
#     - https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_settingup.html
#     - https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings_cloudwatch.html
package sekisho.guardduty.detector_all_regions

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one region of an account.
verdict := finding.unknown([["declared"]]) if {
	declared == "unknown"
} else := finding.not_applicable("REGION_NOT_DECLARED", [["declared"]]) if {
	declared == "false"
} else := finding.fails(violations) if {
	guarded == "false"
} else := finding.unknown(undecided) if {
	guarded == "unknown"
} else := finding.pass(basis) if {
	guarded == "true"
}

# METADATA
# description: Says whether the profile declares the region.
declared := value.eq(input.region.declared, true)

# METADATA
# description: Says whether the region has a detector that meets the policy.
guarded := value.any_of(
	input.region.aws_guardduty_detector_by_region,
	{value.all({detector.enabled, detector.frequent}) | some detector in detectors},
)

# METADATA
# description: |
#   Names the frequencies that are at least as often as the one that is asked for; where six hours are, every one is.
sufficient := {
	"FIFTEEN_MINUTES": {"FIFTEEN_MINUTES"},
	"ONE_HOUR": {"FIFTEEN_MINUTES", "ONE_HOUR"},
}

# METADATA
# description: |
#   Holds the known detectors: whether each is enabled (left out, it is) and publishes often enough. Where six hours are
#   asked for, every detector does; where the profile does not say, it is unknown of every detector.
detectors contains {
	"at": at,
	"enabled": value.in_set(detector.enable, {true, null}),
	"frequent": value.any({
		value.eq(input.profile.guardduty.frequency, "SIX_HOURS"),
		value.any({value.all({
			value.eq(input.profile.guardduty.frequency, required),
			value.in_set(detector.finding_publishing_frequency, frequencies),
		}) |
			some required, frequencies in sufficient
		}),
	}),
	"frequency": detector.finding_publishing_frequency,
	"unknowns": value.unknowns(detector, at),
} if {
	some i, detector in input.region.aws_guardduty_detector_by_region.items
	at := ["aws_guardduty_detector_by_region", "items", i]
}

# METADATA
# description: Holds the ways in which the region breaks the policy, if it has no sound detector.
violations contains finding.violation(
	"NO_DETECTOR",
	{"region": input.region.name},
	[["aws_guardduty_detector_by_region"]],
) if {
	value.has_items(input.region.aws_guardduty_detector_by_region) == "false"
}

violations contains finding.violation(
	"DETECTOR_DISABLED",
	{"region": input.region.name},
	[array.concat(detector.at, ["enable"])],
) if {
	some detector in detectors
	detector.enabled == "false"
}

violations contains finding.violation(
	"PUBLISHED_TOO_RARELY",
	{"region": input.region.name, "actual": detector.frequency, "required": input.profile.guardduty.frequency},
	[array.concat(detector.at, ["finding_publishing_frequency"]), _frequency_path],
) if {
	some detector in detectors
	detector.frequent == "false"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["aws_guardduty_detector_by_region"] if {
	value.any_of(input.region.aws_guardduty_detector_by_region, set()) == "unknown"
}

undecided contains path if {
	some detector in _open_detectors
	some path in detector.unknowns
}

undecided contains path if {
	count(_open_detectors) > 0
	some path in value.unknowns(input.profile.guardduty.frequency, _frequency_path)
}

_open_detectors contains detector if {
	some detector in detectors
	value.all({detector.enabled, detector.frequent}) == "unknown"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if {
	some detector in detectors
	value.all({detector.enabled, detector.frequent}) == "true"
	some path in [
		["declared"],
		array.concat(detector.at, ["enable"]),
		array.concat(detector.at, ["finding_publishing_frequency"]),
		_frequency_path,
	]
}

_frequency_path := ["profile", "guardduty", "frequency"]
