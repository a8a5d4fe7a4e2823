# METADATA
# title: The assessment scanned the ports of each target from outside
# description: |
#   The report records a port scan from outside the system, with the range of TCP ports and a result for each target.
#   Ports found open are those that are meant to be: 443/tcp, and 80/tcp for a redirect. The subject is the register
#   of all attestations given. An attestation of the type network_vulnerability_assessment answers from the day on
#   which it is done, its report is issued and it is in force; it is valid for twelve months from performed_to, by
#   days of Tokyo, in grace for thirty days after that, which is a deviation, and expired later. Without one, or where
#   only one of a later day could answer, it is unknown (U5); what an attestation leaves out and this hangs on is
#   unknown, too (U7).
# schemas:
#   - input: schema.sekisho.att.va_port_scan
# custom:
#   severity: medium
#   ja:
#     title: 診断で、対象ごとに外部からポートスキャンをしている
#     description: |
#       報告書に、システムの外部からのポートスキャンが、TCP ポートの範囲と対象ごとの結果とともに記録されている。
#       開いているポートは、意図した 443/tcp と、リダイレクト用の 80/tcp に限る。
#       対象は、渡されたすべての証跡文書の一覧。
#       種別 network_vulnerability_assessment の証跡文書は、実施が終わり、報告書が発行され、効力が始まった日から裏付けとなる。
#       performed_to から 12 か月間(東京時間)を有効、その後 30 日間を猶予(逸脱)、それ以降を期限切れとする。
#       該当する文書がないか、判定時より後の日付のものしか裏付けにならない場合は不明(U5)。
#       判定に要る事項が書かれていない場合も不明(U7)。
#   profile: []
#   reasons:
#     EXPIRED:
#       en: "The attestation {attestation} by {issuer}, of {performed_to}, was valid until {valid_until}, and its grace is over."
#       ja: "{issuer} の証跡文書 {attestation}(実施の最終日 {performed_to})は {valid_until} で有効期間が終わり、猶予も過ぎている。"
#     IN_GRACE:
#       en: "The attestation {attestation} by {issuer}, of {performed_to}, was valid until {valid_until} and is in grace."
#       ja: "{issuer} の証跡文書 {attestation}(実施の最終日 {performed_to})は {valid_until} で有効期間が終わり、猶予期間中である。"
#     NOT_RECORDED:
#       en: "The attestation {attestation} lists the parts of the assessment without this one."
#       ja: "証跡文書 {attestation} に挙げられた診断項目に、この項目がない。"
#     NOT_FROM_OUTSIDE:
#       en: "The port scan of {attestation} was not made from outside."
#       ja: "証跡文書 {attestation} のポートスキャンは外部から行われていない。"
#     NO_TARGETS:
#       en: "The port scan of {attestation} names no target."
#       ja: "証跡文書 {attestation} のポートスキャンに対象が書かれていない。"
#     RESULT_MISSING:
#       en: "The port scan of {attestation} has no result for {target}."
#       ja: "証跡文書 {attestation} のポートスキャンに {target} の結果がない。"
#     PORT_OPEN:
#       en: "The port scan of {attestation} found {port} open on {host}."
#       ja: "証跡文書 {attestation} のポートスキャンで、{host} の {port} が開いていた。"
#   remediation:
#     en: Close the ports that are not meant to be open, and have every target scanned from outside.
#     ja: 意図しないポートを閉じ、すべての対象について外部からのスキャンを受ける。
#   references:
#     - https://csrc.nist.gov/pubs/sp/800/115/final
package sekisho.att.va_port_scan

import data.sekisho.lib.attestation
import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on the register of attestations.
verdict := attestation.verdict(
	input.attestation_register.attestations,
	["attestations"],
	judged,
	{"violations": violations, "lapses": lapses, "basis": basis, "without": ["documents"]},
)

# METADATA
# description: Holds the attestations, judged.
judged contains attestation.judge(
	item,
	at,
	input.now,
	{"meets": value.any_of(item.checks, {value.all({one.is_part, one.done}) | some one in own}), "open": open},
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	own := {one | some one in parts; one.of == at}
	open := {path | some one in own; some path in one.open} | attestation.unlisted(item.checks, array.concat(at, ["checks"]))
}

# METADATA
# description: Holds the parts of all assessments, with whether each is the one that is asked for and was done as it should be.
parts contains {
	"of": ["attestations", "items", i],
	"is_part": is_part,
	"done": value.all({outside, ranged, aimed, told, closed}),
	"open": {path | some path in value.unknowns(part, at); is_part != "false"},
} if {
	some i, item in input.attestation_register.attestations.items
	some j, part in item.checks.items
	at := ["attestations", "items", i, "checks", "items", j]
	is_part := value.eq(part.item, "port_scan")
	outside := value.eq(part.vantage, "outside")
	ranged := value.given(part.tcp_ports)
	aimed := value.has_items(part.targets)
	told := value.all_of(part.targets, {has_result(part.hosts, target) | some target in part.targets.items})
	closed := value.all_of(part.hosts, {as_meant(host.open_ports) | some host in part.hosts.items})
}

# METADATA
# description: Holds what the report does not tell or tells otherwise, and the assessment if it is out of date.
violations contains finding.violation(
	"NOT_RECORDED",
	{"attestation": value.shown(item.attestation_id)},
	[array.concat(at, ["checks"])],
) if {
	some i, item in input.attestation_register.attestations.items
	at := ["attestations", "items", i]
	at in attestation.failing(judged)
	value.any_of(item.checks, {one.is_part | some one in parts; one.of == at}) == "false"
}

violations contains finding.violation(
	"NOT_FROM_OUTSIDE",
	{"attestation": value.shown(item.attestation_id)},
	[array.concat(at, ["vantage"])],
) if {
	some i, item in input.attestation_register.attestations.items
	some j, part in item.checks.items
	at := ["attestations", "items", i, "checks", "items", j]
	["attestations", "items", i] in attestation.failing(judged)
	value.eq(part.item, "port_scan") == "true"
	value.eq(part.vantage, "outside") == "false"
}

violations contains finding.violation(
	"NO_TARGETS",
	{"attestation": value.shown(item.attestation_id)},
	[array.concat(at, ["targets"])],
) if {
	some i, item in input.attestation_register.attestations.items
	some j, part in item.checks.items
	at := ["attestations", "items", i, "checks", "items", j]
	["attestations", "items", i] in attestation.failing(judged)
	value.eq(part.item, "port_scan") == "true"
	value.has_items(part.targets) == "false"
}

violations contains finding.violation(
	"RESULT_MISSING",
	{"attestation": value.shown(item.attestation_id), "target": value.shown(target)},
	[array.concat(at, ["hosts"]), array.concat(at, ["targets"])],
) if {
	some i, item in input.attestation_register.attestations.items
	some j, part in item.checks.items
	at := ["attestations", "items", i, "checks", "items", j]
	["attestations", "items", i] in attestation.failing(judged)
	value.eq(part.item, "port_scan") == "true"
	some target in part.targets.items
	has_result(part.hosts, target) == "false"
}

violations contains finding.violation(
	"PORT_OPEN",
	{"attestation": value.shown(item.attestation_id), "host": value.shown(host.name), "port": value.shown(port)},
	[array.concat(at, ["hosts", "items", k, "open_ports"])],
) if {
	some i, item in input.attestation_register.attestations.items
	some j, part in item.checks.items
	at := ["attestations", "items", i, "checks", "items", j]
	["attestations", "items", i] in attestation.failing(judged)
	value.eq(part.item, "port_scan") == "true"
	some k, host in part.hosts.items
	some port in host.open_ports.items
	value.in_set(port, meant) == "false"
}

# METADATA
# description: Holds the ports that may be open to the world.
meant := {"443/tcp", "80/tcp"}

# METADATA
# description: Says whether all ports that were found open may be.
as_meant(ports) := value.all_of(ports, {value.in_set(port, meant) | some port in ports.items})

# METADATA
# description: Says whether a target is among the hosts with results.
has_result(hosts, target) := value.any_of(hosts, {value.same(host.name, target) | some host in hosts.items})

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis := attestation.basis(judged, ["checks"])

violations contains finding.violation("EXPIRED", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.expired(judged)
}

# METADATA
# description: Holds the attestations that answer, but are in grace.
lapses contains finding.violation("IN_GRACE", attestation.named(one), attestation.facts(one)) if {
	some one in attestation.answering(judged, "grace")
}
