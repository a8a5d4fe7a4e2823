# METADATA
# title: Databases of vulnerabilities are looked at every day
# description: |
#   The subjects are the fleet and its logs of fetches from databases of vulnerabilities. There is such a log, and within the last
#   endpoints.feed_window_days no two fetches lie more than endpoints.feed_max_gap_days apart, by the days of Japan: 1 is every
#   day, 3 is every business day. The log has to begin before that window and to reach up to now; what it does not hold is
#   unknown. A query by another date than that of updates misses advisories that are revised, and advisories that are not
#   matched with the inventory of software say little of the system: both are deviations.
# schemas:
#   - input: schema.sekisho.ep.vuln_db_daily
# custom:
#   severity: medium
#   ja:
#     title: 脆弱性情報データベースを毎日確認している
#     description: |
#       対象は端末群と、脆弱性情報データベースの取得ログ。
#       取得ログがあり、直近の endpoints.feed_window_days 日間に、日本時間の日付で endpoints.feed_max_gap_days 日を超える取得の間隔がない。1 は毎日、3 は営業日ごとに当たる。
#       ログはその期間より前に始まり、現在まで続いている必要がある。ログにない期間は不明とする。
#       更新日以外の日付で問い合わせると改訂された情報を見落とし、ソフトウェアの一覧と突き合わせない情報からはシステムへの影響が分からない。いずれも逸脱とする。
#   profile: [endpoints.feed_window_days, endpoints.feed_max_gap_days]
#   reasons:
#     GAP:
#       en: "Nothing was fetched for {days} {days:day|days}; {allowed} {allowed:is|are} admitted."
#       ja: "{days} 日間、取得が行われていない。認められるのは {allowed} 日である。"
#     NOT_BY_UPDATE:
#       en: Advisories are asked for by another date than that of updates, so that revised ones are missed.
#       ja: 更新日以外の日付で問い合わせているため、改訂された情報を見落とす。
#     NOT_MATCHED:
#       en: What is fetched is not matched with the inventory of software.
#       ja: 取得した情報をソフトウェアの一覧と突き合わせていない。
#   remediation:
#     en: |
#       Fetch from the database on a schedule, by the date of updates (MyJVN: dateFirstPublished is not it, dateLastUpdated is), match
#       it with the inventory of software, and keep the log of fetches.
#     ja: |
#       データベースの取得を定期実行し、更新日で問い合わせ(MyJVN では公表日や発行日ではなく最終更新日)、ソフトウェアの一覧と突き合わせて、取得ログを残す。
#   references:
#     - https://jvndb.jvn.jp/apis/myjvn/
#     - https://nvd.nist.gov/developers/vulnerabilities
package sekisho.ep.vuln_db_daily

import data.sekisho.lib.conditions
import data.sekisho.lib.finding
import data.sekisho.lib.instant
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the fleet or one log.
verdict := of_fleet if {
	input.fleet
} else := of_feed if {
	input.vulnerability_feed
}

# METADATA
# description: Is the verdict on the fleet; a log that nobody gives may be anywhere.
of_fleet := finding.pass([["feed_logged"]]) if {
	input.fleet.feed_logged == true
} else := finding.unknown_because("U4", [["feed_logged"]])

# METADATA
# description: Is the verdict on one log.
of_feed := finding.unknown(_limits) if {
	count(_limits) > 0
} else := conditions.verdict(required)

_limits := value.unknowns(input.profile, ["profile"])

# Days are counted since 1970; in Japan a day begins nine hours before that of UTC.
_today := floor((instant.seconds(input.now) + 32400) / 86400)

_number(date) := floor(instant.seconds(concat("", [date, "T00:00:00Z"])) / 86400)

# A window that is no longer than the gap that is admitted would show no gap without any fetch in it.
_window_start := _today - max([
	input.profile.endpoints.feed_window_days,
	input.profile.endpoints.feed_max_gap_days + 1,
])

# The day up to which the log tells something, as far as that is known.
_until := min([_today, _number(input.vulnerability_feed.logged_until)]) if {
	is_string(input.vulnerability_feed.logged_until)
}

# The day from which on it is known that the log holds everything.
_from := max([_window_start, _number(input.vulnerability_feed.logged_from)]) if {
	is_string(input.vulnerability_feed.logged_from)
}

_pulled := {number |
	some date in input.vulnerability_feed.pulled_on.items
	number := _number(date)
	number >= _window_start
	number <= _today
}

# The days between which gaps are looked for: with fetches, and where the log begins and ends. Between two fetches neither of
# these makes a gap shorter.
_marks := sort((_pulled | _ends_of_log))

_ends_of_log contains day if {
	day := _from
	day <= min(_pulled | {day})
}

_ends_of_log contains day if {
	day := _until
	day >= max(_pulled | {day})
}

# METADATA
# description: |
#   Holds the gaps that are longer than is admitted: their lengths in days, and whether the log tells of all of their days.
gaps contains {"days": mark - _marks[i - 1], "told": _is_told(_marks[i - 1], mark)} if {
	some i, mark in _marks
	i > 0
	mark - _marks[i - 1] > input.profile.endpoints.feed_max_gap_days
}

_is_told(first, last) if {
	first >= _from
	last <= _until
} else := false

_told_gaps := {gap.days | some gap in gaps; gap.told}

# Whether the log tells of the whole window: it began before, or with a fetch at its beginning, and it ends now.
_begins := "true" if {
	_from == _window_start
} else := "true" if {
	min(_pulled) - _window_start <= input.profile.endpoints.feed_max_gap_days
} else := "unknown"

_ends := "true" if {
	_today - _until <= input.profile.endpoints.feed_max_gap_days
} else := "true" if {
	_today - max(_pulled) <= input.profile.endpoints.feed_max_gap_days
} else := "unknown"

# METADATA
# description: Holds what a log has to meet.
required contains {
	"word": _begins,
	"at": {["logged_from"], ["now"]},
	"open": value.unknowns(input.vulnerability_feed.logged_from, ["logged_from"]),
}

required contains {
	"word": _ends,
	"at": {["logged_until"], ["now"]},
	"open": value.unknowns(input.vulnerability_feed.logged_until, ["logged_until"]),
}

required contains {
	"word": without_gap,
	"broken": finding.violation(
		"GAP",
		{"days": max(_told_gaps | {0}), "allowed": value.shown(input.profile.endpoints.feed_max_gap_days)},
		_log,
	),
	"at": _log,
	"open": (({["pulled_on"] | value.any_of(input.vulnerability_feed.pulled_on, set()) == "unknown"} | value.unknowns(
		input.vulnerability_feed.logged_from,
		["logged_from"],
	)) | value.unknowns(input.vulnerability_feed.logged_until, ["logged_until"])),
}

_log := {["pulled_on"], ["now"], ["profile", "endpoints", "feed_max_gap_days"], ["profile", "endpoints", "feed_window_days"]}

# METADATA
# description: Says whether the log has no gap; further fetches, of which it does not tell, can close one.
without_gap := "true" if {
	count(gaps) == 0
} else := "false" if {
	count(_told_gaps) > 0
	value.any_of(input.vulnerability_feed.pulled_on, set()) == "false"
} else := "unknown"

required contains {
	"word": value.eq(input.vulnerability_feed.queried_by, "updated"),
	"grade": "deviation",
	"broken": finding.violation("NOT_BY_UPDATE", {}, [["queried_by"]]),
	"at": {["queried_by"]},
}

required contains {
	"word": value.eq(input.vulnerability_feed.matched_to_inventory, true),
	"grade": "deviation",
	"broken": finding.violation("NOT_MATCHED", {}, [["matched_to_inventory"]]),
	"at": {["matched_to_inventory"]},
}
