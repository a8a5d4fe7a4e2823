# METADATA
# title: RDS and Aurora storage is encrypted at rest
# description: |
#   A database instance, cluster or global cluster has encrypted storage. What is made from another database follows its
#   source: a replica is as its primary is, and what is restored from a snapshot or to a point in time stays unknown in
#   a plan, whatever its own argument says. Aurora Serverless v1 is always encrypted. A running database says itself
#   what it is. DocumentDB and Neptune, which AWS lists among the RDS resources, belong to enc.other_databases.
# schemas:
#   - input: schema.sekisho.enc.rds_at_rest
# custom:
#   severity: critical
#   ja:
#     title: RDS と Aurora のストレージが暗号化されている
#     description: |
#       データベースインスタンス、クラスター、グローバルクラスターのストレージが暗号化されている。
#       他のデータベースから作るものは元に従う。
#       レプリカはプライマリと同じであり、スナップショットや時点指定で復元するものは、自身の引数にかかわらずプランでは不明とする。
#       Aurora Serverless v1 は常に暗号化される。
#       稼働中のデータベースは自身の値で判断する。
#       AWS が RDS のリソースとして列挙する DocumentDB と Neptune は enc.other_databases の対象とする。
#   profile: []
#   reasons:
#     NOT_ENCRYPTED:
#       en: The storage is not encrypted at rest.
#       ja: ストレージが暗号化されていない。
#     SOURCE_NOT_ENCRYPTED:
#       en: The database copies a source whose storage is not encrypted, so its own is not either.
#       ja: 複製元のストレージが暗号化されていないため、このデータベースも暗号化されない。
#     OTHER_ENGINE:
#       en: The engine is DocumentDB or Neptune, which enc.other_databases judges.
#       ja: エンジンが DocumentDB または Neptune であり、enc.other_databases が判断する。
#   remediation:
#     en: |
#       Set storage_encrypted to true. An existing database cannot be changed in place: copy a snapshot with a KMS key,
#       restore from the copy and move to the new database.
#     ja: |
#       storage_encrypted を true にする。
#       既存のデータベースはそのまま変更できないため、スナップショットを KMS キー付きでコピーし、そこから復元したデータベースへ移行する。
#   references:
#     - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
#     - https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
package sekisho.enc.rds_at_rest

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one database.
verdict := finding.not_applicable("OTHER_ENGINE", [["engine"]]) if {
	other_engine == "true"
} else := finding.unknown([["engine"]]) if {
	other_engine == "unknown"
} else := finding.fails(violations) if {
	encrypted == "false"
} else := finding.unknown_because("U1", undecided) if {
	encrypted == "unknown"
} else := finding.pass(basis) if {
	encrypted == "true"
}

# METADATA
# description: Says whether the database is of an engine that is none of RDS; only a running one can be.
other_engine := value.all({
	value.eq(database.running, true),
	value.in_set(database.engine, {"docdb", "neptune"}),
})

# METADATA
# description: Says whether the database is encrypted, by its own arguments or by its source.
encrypted := _own_word(database) if {
	_speaks_for_itself(database) == "true"
} else := value.all({_word(source) | some source in sources}) if {
	_follows_source
	count(sources) > 0
} else := "unknown"

# A copy is as its source is, unless it is restored from a snapshot besides. Before the first apply the argument is
# unknown, but the link shows the source.
_follows_source if {
	value.eq(database.running, true) == "false"
	_is_serverless(database) == "false"
	count(sources) > 0
	_any_given(database.restored) == "false"
}

_is_copy if _follows_source

_is_copy if {
	_speaks_for_itself(database) == "false"
	_any_given(database.copied) == "true"
	_any_given(database.restored) == "false"
}

# What a source is itself made from is not followed further.
_word(store) := _own_word(store) if {
	_speaks_for_itself(store) == "true"
} else := "unknown"

_own_word(store) := value.any({word | some word in store.encrypted})

# A running database tells what it is, Serverless v1 is always encrypted, and what is made anew is as its arguments say.
_speaks_for_itself(store) := value.any({
	value.eq(store.running, true),
	_is_serverless(store),
	value.all({value.negate(_any_given(store.restored)), value.negate(_any_given(store.copied))}),
})

_is_serverless(store) := value.any({word | some "engine_mode", word in store.encrypted})

_any_given(scalars) := value.any({value.given(scalar) | some scalar in scalars})

# METADATA
# description: Holds the ways in which the database breaks the policy, if it is known not to be encrypted.
violations contains finding.violation("NOT_ENCRYPTED", {}, [["storage_encrypted"]]) if {
	_speaks_for_itself(database) == "true"
	_own_word(database) == "false"
}

violations contains finding.violation("SOURCE_NOT_ENCRYPTED", {}, [array.concat(source.at, ["storage_encrypted"])]) if {
	_follows_source
	some source in sources
	_word(source) == "false"
}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if {
	_speaks_for_itself(database) == "true"
	some path in _paths(database, "true")
}

basis contains path if {
	_speaks_for_itself(database) != "true"
	some source in sources
	some path in _paths(source, "true")
}

# METADATA
# description: |
#   Holds the paths of what keeps the question undecided: unknown arguments, the arguments by which the database is or
#   may be made from another, and a source that is not known.
undecided contains path if {
	not _is_copy
	some path in _undecided(database)
}

undecided contains [database.link] if {
	_any_given(database.copied) != "false"
	_speaks_for_itself(database) != "true"
	count(sources) == 0
}

undecided contains path if {
	_follows_source
	some source in sources
	some path in _undecided(source)
}

_undecided(store) := _paths(store, "unknown") if {
	_speaks_for_itself(store) == "true"
} else := {array.concat(store.at, [name]) |
	some scalars in [store.restored, store.copied]
	some name, scalar in scalars
	value.given(scalar) != "false"
} | {array.concat(store.at, [name]) |
	some name, "unknown" in store.encrypted
	name == "engine_mode"
}

_paths(store, word) := {array.concat(store.at, [name]) |
	some name, found in store.encrypted
	found == word
}

# METADATA
# description: |
#   Is the database in one form for all types: how its arguments say that it is encrypted, and by which arguments it is
#   restored from a snapshot or copied from a source; "link" leads to that source.
database := {
	"at": [],
	"link": "replicate_source_db_link",
	"running": db.running,
	"engine": db.engine,
	"encrypted": {"storage_encrypted": value.eq(db.storage_encrypted, true)},
	"restored": {
		"snapshot_identifier": db.snapshot_identifier,
		"restore_to_point_in_time": db.restore_to_point_in_time,
	},
	"copied": {"replicate_source_db": db.replicate_source_db},
} if {
	db := input.aws_db_instance
}

database := {
	"at": [],
	"link": "replication_source_identifier_link",
	"running": cluster.running,
	"engine": cluster.engine,
	"encrypted": {
		"storage_encrypted": value.eq(cluster.storage_encrypted, true),
		"engine_mode": value.eq(cluster.engine_mode, "serverless"),
	},
	"restored": {
		"snapshot_identifier": cluster.snapshot_identifier,
		"restore_to_point_in_time": cluster.restore_to_point_in_time,
	},
	"copied": {"replication_source_identifier": cluster.replication_source_identifier},
} if {
	cluster := input.aws_rds_cluster
}

database := {
	"at": [],
	"link": "source_db_cluster_identifier_link",
	"running": bracket.running,
	"engine": bracket.engine,
	"encrypted": {"storage_encrypted": value.eq(bracket.storage_encrypted, true)},
	"restored": {},
	"copied": {"source_db_cluster_identifier": bracket.source_db_cluster_identifier},
} if {
	bracket := input.aws_rds_global_cluster
}

# METADATA
# description: Holds the known source of the database in the same form.
sources contains {
	"at": ["replicate_source_db_link", "items", i],
	"running": db.running,
	"encrypted": {"storage_encrypted": value.eq(db.storage_encrypted, true)},
	"restored": {
		"snapshot_identifier": db.snapshot_identifier,
		"restore_to_point_in_time": db.restore_to_point_in_time,
	},
	"copied": {"replicate_source_db": db.replicate_source_db},
} if {
	some i, db in input.aws_db_instance.replicate_source_db_link.items
}

sources contains {
	"at": ["replication_source_identifier_link", "items", i, "aws_db_instance"],
	"running": db.running,
	"encrypted": {"storage_encrypted": value.eq(db.storage_encrypted, true)},
	"restored": {
		"snapshot_identifier": db.snapshot_identifier,
		"restore_to_point_in_time": db.restore_to_point_in_time,
	},
	"copied": {"replicate_source_db": db.replicate_source_db},
} if {
	some i, source in input.aws_rds_cluster.replication_source_identifier_link.items
	db := source.aws_db_instance
}

sources contains {
	"at": ["replication_source_identifier_link", "items", i, "aws_rds_cluster"],
	"running": cluster.running,
	"encrypted": {
		"storage_encrypted": value.eq(cluster.storage_encrypted, true),
		"engine_mode": value.eq(cluster.engine_mode, "serverless"),
	},
	"restored": {
		"snapshot_identifier": cluster.snapshot_identifier,
		"restore_to_point_in_time": cluster.restore_to_point_in_time,
	},
	"copied": {"replication_source_identifier": cluster.replication_source_identifier},
} if {
	some i, source in input.aws_rds_cluster.replication_source_identifier_link.items
	cluster := source.aws_rds_cluster
}

sources contains {
	"at": ["source_db_cluster_identifier_link", "items", i],
	"running": cluster.running,
	"encrypted": {
		"storage_encrypted": value.eq(cluster.storage_encrypted, true),
		"engine_mode": value.eq(cluster.engine_mode, "serverless"),
	},
	"restored": {
		"snapshot_identifier": cluster.snapshot_identifier,
		"restore_to_point_in_time": cluster.restore_to_point_in_time,
	},
	"copied": {"replication_source_identifier": cluster.replication_source_identifier},
} if {
	some i, cluster in input.aws_rds_global_cluster.source_db_cluster_identifier_link.items
}
