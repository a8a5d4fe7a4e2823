# METADATA
# title: Attestations at an instant
# description: |
#   Says where an attestation stands at an instant, and what that makes of a question that one attestation answers. It
#   counts from the day on which it is in force until another one replaces it. It is valid for twelve months from
#   performed_to, in grace for thirty days after that, and expired from then on; half-open, by days that begin in Tokyo.
package sekisho.lib.attestation

import data.sekisho.lib.finding
import data.sekisho.lib.instant
import data.sekisho.lib.value

# METADATA
# description: Says whether the day of a date has begun in Tokyo; what is no date leaves it unknown.
reached(date, now) := "unknown" if {
	value.unknown(date)
} else := "true" if {
	instant.seconds(now) >= instant.seconds(_midnight(date))
} else := "false" if {
	instant.seconds(now) < instant.seconds(_midnight(date))
} else := "unknown"

_midnight(date) := concat("", [date, "T00:00:00+09:00"])

# METADATA
# description: Says whether the day of a date is over in Tokyo; what is no date leaves it unknown.
passed(date, now) := "unknown" if {
	value.unknown(date)
} else := "true" if {
	instant.seconds(now) - instant.seconds(_midnight(date)) >= 86400
} else := "false" if {
	instant.seconds(now) - instant.seconds(_midnight(date)) < 86400
} else := "unknown"

# METADATA
# description: |
#   Judges one attestation at a path of the subject's tree. Its four standings are words: one that is "ahead" is of a later
#   day. `meets` says whether what it tells answers the question, and `open` holds the paths of what keeps that undecided.
judge(item, at, now, answer) := {
	"at": at,
	"attestation": value.shown(item.attestation_id),
	"document": value.shown(item.document_digest),
	"issuer": value.shown(item.issuer_name),
	"performed_to": value.shown(item.performed_to),
	"valid_until": value.shown(item.valid_until),
	"ahead": value.negate(begun),
	"valid": value.all({counts, value.negate(over)}),
	"grace": value.all({counts, over, value.negate(late)}),
	"expired": value.all({counts, over, late}),
	"meets": answer.meets,
	"open": (answer.open | {path |
		some name in ["in_force_from", "superseded_from", "valid_until", "grace_until"]
		some path in value.unknowns(item[name], array.concat(at, [name]))
	}),
} if {
	begun := reached(item.in_force_from, now)
	over := reached(item.valid_until, now)
	late := reached(item.grace_until, now)
	counts := value.all({begun, value.negate(_replaced(item.superseded_from, now))})
}

_replaced(date, now) := "false" if {
	date == null
} else := reached(date, now)

# METADATA
# description: |
#   Says what the judged attestations of a collection make of the question: "pass" if a valid one answers it, "deviation"
#   if only one in grace does, "fail" if there is one and none does, "unknown" where that is open, none is of the type, or
#   one of a later day may answer it.
outcome(collection, judged) := "pass" if {
	_answered(collection, judged, "valid") == "true"
} else := "unknown" if {
	_answered(collection, judged, "valid") == "unknown"
} else := "deviation" if {
	_answered(collection, judged, "grace") == "true"
} else := "unknown" if {
	_answered(collection, judged, "grace") == "unknown"
} else := "unknown" if {
	value.any({one.ahead | some one in judged}) != "false"
} else := "fail" if {
	count(decisive(judged)) > 0
} else := "unknown"

_answered(collection, judged, standing) := value.any_of(
	collection,
	{value.all({one[standing], one.meets}) | some one in judged},
)

# METADATA
# description: Holds the attestations that are valid or in grace; where there are none, those that expired last.
decisive(judged) := current if {
	current := {one | some one in judged; value.any({one.valid, one.grace}) == "true"}
	count(current) > 0
} else := {one | some one in expired; one.valid_until == max({other.valid_until | some other in expired})} if {
	expired := {one | some one in judged; one.expired == "true"}
}

# METADATA
# description: Holds the paths of what keeps the question undecided, in a collection at the given path.
open(collection, at, judged) := {path | some one in judged; some path in one.open} | unlisted(collection, at)

# METADATA
# description: |
#   Holds the paths of what there is in place of an answer, the days from which attestations count that are ahead; where
#   there are none, the given path.
lacking(path, judged) := days if {
	days := {array.concat(one.at, ["in_force_from"]) | some one in judged; one.ahead == "true"}
	count(days) > 0
} else := {path}

# METADATA
# description: Holds the path of a collection of which not everything is known.
unlisted(collection, at) := {at | collection.state == "partial"}

# METADATA
# description: |
#   Holds the paths of those decisive attestations that do not answer the question. An assessment that has expired and
#   would not answer it either is among them.
failing(judged) := {one.at | some one in decisive(judged); one.meets == "false"}

# METADATA
# description: Holds the attestations that expired last, where none is valid or in grace.
expired(judged) := {one | some one in decisive(judged); one.expired == "true"}

# METADATA
# description: Holds the attestations that answer the question and are valid, or only in grace.
answering(judged, standing) := {one | some one in judged; one[standing] == "true"; one.meets == "true"}

# METADATA
# description: Names an attestation, its document, its issuer and its days in a message.
named(one) := object.filter(one, {"attestation", "document", "issuer", "performed_to", "valid_until"})

# METADATA
# description: Holds the paths of the facts about an attestation that every verdict by it rests on.
facts(one) := {array.concat(one.at, [name]) |
	some name in ["issuer_name", "performed_to", "valid_until", "grace_until", "document_digest"]
}

# METADATA
# description: Holds the paths that a pass rests on, the facts about each valid answer and its attributes of the given names.
basis(judged, names) := {path | some one in answering(judged, "valid"); some path in facts(one)} | {path |
	some one in answering(judged, "valid")
	some name in names
	path := array.concat(one.at, [name])
}

# METADATA
# description: |
#   Is the verdict on a collection of attestations at the given path, judged: by the given violations, lapses (answers that
#   are only in grace), the paths that a pass rests on, and the path that stands for there being none.
verdict(collection, at, judged, found) := finding.fails(found.violations) if {
	outcome(collection, judged) == "fail"
	count(found.violations) > 0
} else := finding.deviates(found.lapses) if {
	outcome(collection, judged) == "deviation"
} else := finding.pass(found.basis) if {
	outcome(collection, judged) == "pass"
} else := finding.unknown(open(collection, at, judged)) if {
	count(open(collection, at, judged)) > 0
} else := finding.unknown_because("U5", lacking(found.without, judged))
