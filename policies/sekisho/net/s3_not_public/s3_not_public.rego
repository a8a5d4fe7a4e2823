# METADATA
# title: Buckets are not public
# description: |
#   The subjects are buckets. A bucket passes if its account blocks public access with all four settings, or if account
#   and bucket together do and the policy of the bucket is not public. A setting that neither of the two has is a
#   violation of medium severity, and of critical severity together with a public policy or ACL. So is, with medium
#   severity, a public policy that only the bucket's own block holds back. S3 has blocked public access to every new
#   bucket since April 2023: a bucket in a plan or template without a block is unknown, a running one has none. A policy
#   is public if it allows something to every principal without a condition that holds the caller to fixed values, as
#   S3 itself defines it: ranges wider than /8 in IPv4 or /32 in IPv6 are none. A service such as CloudFront with origin
#   access control is not every principal. An ACL is public if it grants something to all users or all users of AWS; it
#   does not count where ACLs are disabled. Access points are not looked at.
# schemas:
#   - input: schema.sekisho.net.s3_not_public
# custom:
#   severity: critical
#   ja:
#     title: バケットが公開されていない
#     description: |
#       対象はバケット。アカウントの四つのブロックパブリックアクセス設定がすべて有効であれば合格とする。
#       または、アカウントとバケットの設定を合わせて四つとも有効で、バケットポリシーが公開でなければ合格とする。
#       どちらでも有効でない設定は重要度「中」の違反とし、公開のポリシーや ACL があれば重要度「緊急」の違反とする。
#       バケット自身のブロックだけが止めている公開ポリシーも、重要度「中」の違反とする。
#       2023 年 4 月以降の新しいバケットでは S3 が既定でパブリックアクセスをブロックする。
#       そのため、プランやテンプレートにブロックのないバケットは不明とし、稼働中のものはブロックがないとみなす。
#       呼び出し元を固定値に限る条件なしで全プリンシパルに許可するポリシーを、S3 の定義に従って公開とみなす。IPv4 で /8、IPv6 で /32 より広い範囲は固定値ではない。
#       CloudFront のオリジンアクセスコントロールのようなサービスは全プリンシパルではない。
#       全ユーザーまたは AWS の全ユーザーに許可する ACL を公開とみなす。ACL が無効であれば問わない。
#       アクセスポイントは見ない。
#   profile: []
#   reasons:
#     PUBLIC_POLICY:
#       en: "The policy of the bucket {bucket} allows access to everyone, and public access is not wholly blocked."
#       ja: "バケット {bucket} のポリシーがすべての人にアクセスを許可しており、パブリックアクセスが完全にはブロックされていない。"
#     PUBLIC_ACL:
#       en: "The ACL of the bucket {bucket} grants access to everyone, and public access is not wholly blocked."
#       ja: "バケット {bucket} の ACL がすべての人にアクセスを許可しており、パブリックアクセスが完全にはブロックされていない。"
#     SETTING_OFF:
#       en: "Neither the account nor the bucket {bucket} has {setting}."
#       ja: "アカウントでもバケット {bucket} でも {setting} が有効でない。"
#     POLICY_HELD_BACK:
#       en: "The policy of the bucket {bucket} allows access to everyone; nothing but the bucket's own block can hold it back."
#       ja: "バケット {bucket} のポリシーがすべての人にアクセスを許可しており、それを止められるのはバケット自身のブロックだけである。"
#   remediation:
#     en: |
#       Set all four settings of aws_s3_account_public_access_block to true, or those of
#       aws_s3_bucket_public_access_block, and take statements that allow everyone and public grants away. Serve public
#       content through CloudFront with origin access control.
#     ja: |
#       aws_s3_account_public_access_block または aws_s3_bucket_public_access_block の四つの設定をすべて true にし、
#       すべての人に許可する文と公開の ACL を取り除く。
#       公開するコンテンツは、オリジンアクセスコントロールを使った CloudFront から配信する。
#   references:
#     - https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html
package sekisho.net.s3_not_public

import data.sekisho.lib.finding
import data.sekisho.lib.iam
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one bucket.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U5", undecided) if {
	count(undecided) > 0
} else := finding.pass(basis) if {
	blocked == "true"
}

# METADATA
# description: Says whether the bucket meets the policy.
blocked := value.any({account_blocks, value.all({all_settings, value.negate(public_policy)})})

_accounts := input.aws_s3_bucket.account_link

_own := input.aws_s3_bucket.effective_public_access_block

_block_words(block) := {
	"block_public_acls": value.eq(block.block_public_acls, true),
	"block_public_policy": value.eq(block.block_public_policy, true),
	"ignore_public_acls": value.eq(block.ignore_public_acls, true),
	"restrict_public_buckets": value.eq(block.restrict_public_buckets, true),
}

_settings := {"block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"}

# METADATA
# description: Says of each of the four settings whether the account has it.
account_settings[setting] := word if {
	some setting in _settings
	word := value.any_of(_accounts, {found |
		some account in _accounts.items
		blocks := account.aws_s3_account_public_access_block_by_account
		found := value.any_of(blocks, {_block_words(block)[setting] | some block in blocks.items})
	})
}

# METADATA
# description: Says of each of the four settings whether the bucket itself has it; of one that is new S3 decides.
own_settings[setting] := word if {
	some setting in _settings
	known := value.any_of(_own, {_block_words(block)[setting] | some block in _own.items})
	word := _unless_new(known)
}

_unless_new(known) := "unknown" if {
	value.has_items(_own) == "false"
	input.aws_s3_bucket.running == false
} else := known

# METADATA
# description: Says of each of the four settings whether the account or the bucket has it.
settings[setting] := value.any({account_settings[setting], own_settings[setting]}) if some setting in _settings

# METADATA
# description: Says whether the account has all four settings.
account_blocks := value.all({word | some word in account_settings})

# METADATA
# description: Says whether account and bucket together have all four settings.
all_settings := value.all({word | some word in settings})

# METADATA
# description: Says whether the policy of the bucket is public.
public_policy := value.any_of(input.aws_s3_bucket.effective_policy, {word |
	some policy in input.aws_s3_bucket.effective_policy.items
	word := value.any({_is_public(statement) | some statement in iam.statements(policy.document)})
})

_is_public(statement) := value.all({
	iam.has_effect(statement, "Allow"),
	value.any({iam.is_about_everyone(statement), value.given(iam.member(statement, "NotPrincipal"))}),
	value.negate(_is_held_to_fixed_values(statement)),
})

_is_held_to_fixed_values(statement) := "unknown" if {
	not iam.has_known_conditions(statement)
} else := value.any({_holds_to_fixed_values(condition) | some condition in iam.conditions(statement)})

# The keys by which S3 takes a policy for not public if their values are fixed.
_fixing_keys := {
	"aws:principalaccount",
	"aws:principalarn",
	"aws:principalorgid",
	"aws:principalorgpaths",
	"aws:sourceaccount",
	"aws:sourcearn",
	"aws:sourceip",
	"aws:sourceorgid",
	"aws:sourceorgpaths",
	"aws:sourceowner",
	"aws:sourcevpc",
	"aws:sourcevpce",
	"aws:userid",
	"s3:dataaccesspointaccount",
	"s3:dataaccesspointarn",
	"s3:x-amz-server-side-encryption-aws-kms-key-id",
}

_fixing_operators := {
	"arnequals",
	"arnlike",
	"foranyvalue:stringequals",
	"foranyvalue:stringlike",
	"ipaddress",
	"stringequals",
	"stringequalsignorecase",
	"stringlike",
}

_holds_to_fixed_values(condition) := value.all({
	value.in_set(condition.key, _fixing_keys),
	value.in_set(condition.operator, _fixing_operators),
	value.all({_is_fixed(one) | some one in condition.values}),
})

_is_fixed(one) := "unknown" if {
	value.unknown(one)
} else := "true" if {
	is_string(one)
	not contains(one, "*")
	not contains(one, "?")
	not contains(one, "${")
	not _is_broad(one)
} else := "false"

# S3 takes a range wider than these for no limit; no private range is.
_is_broad(range) if {
	[address, prefix] := split(range, "/")
	trim_left(address, "0123456789ABCDEFabcdef.:") == ""
	some shorter in numbers.range(0, _shortest_prefix(range) - 1)
	prefix == format_int(shorter, 10)
}

_shortest_prefix(range) := 32 if {
	contains(range, ":")
} else := 8

_public_acls := {"public-read", "public-read-write", "authenticated-read"}

_public_groups := {
	"http://acs.amazonaws.com/groups/global/AllUsers",
	"http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
}

_acls_count := value.negate(value.any_of(
	input.aws_s3_bucket.effective_ownership,
	{value.eq(rule.object_ownership, "BucketOwnerEnforced") | some rule in input.aws_s3_bucket.effective_ownership.items},
))

# METADATA
# description: Says whether the ACL of the bucket is public.
public_acl := value.all({
	_acls_count,
	value.any({
		value.in_set(input.aws_s3_bucket.effective_acl, _public_acls),
		value.any_of(
			input.aws_s3_bucket.effective_grants,
			{value.in_set(grant.uri, _public_groups) | some grant in input.aws_s3_bucket.effective_grants.items},
		),
	}),
})

_account_paths := {["account_link"]} | {["account_link", "items", i, _account_blocks] | some i, _ in _accounts.items}

_account_blocks := "aws_s3_account_public_access_block_by_account"

_own_path := ["effective_public_access_block"]

_documents := {["effective_policy", "items", i, "document"] | some i, _ in input.aws_s3_bucket.effective_policy.items}

_acl_paths := {["effective_acl"], ["effective_grants"], ["effective_ownership"]}

# METADATA
# description: Holds the ways in which the bucket breaks the policy.
violations contains finding.violation(
	"PUBLIC_POLICY",
	{"bucket": value.shown(input.aws_s3_bucket.bucket)},
	(({_own_path} | _account_paths) | _documents),
) if {
	all_settings == "false"
	public_policy == "true"
}

violations contains finding.violation(
	"PUBLIC_ACL",
	{"bucket": value.shown(input.aws_s3_bucket.bucket)},
	(({_own_path} | _account_paths) | _acl_paths),
) if {
	all_settings == "false"
	public_acl == "true"
}

violations contains finding.graded("medium", finding.violation(
	"SETTING_OFF",
	{"bucket": value.shown(input.aws_s3_bucket.bucket), "setting": setting},
	{_own_path} | _account_paths,
)) if {
	some setting, word in settings
	word == "false"
}

violations contains finding.graded("medium", finding.violation(
	"POLICY_HELD_BACK",
	{"bucket": value.shown(input.aws_s3_bucket.bucket)},
	(({_own_path} | _account_paths) | _documents),
)) if {
	account_blocks == "false"
	all_settings != "false"
	public_policy == "true"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains _own_path if {
	blocked == "unknown"
	all_settings == "unknown"
	"unknown" in {word | some word in own_settings}
}

undecided contains path if {
	blocked == "unknown"
	some path in _account_paths
	_account_is_open(path)
}

undecided contains path if {
	blocked == "unknown"
	public_policy == "unknown"
	some path in _policy_paths
}

_account_is_open(path) if {
	path == ["account_link"]
	value.any_of(_accounts, set()) == "unknown"
}

_account_is_open(path) if {
	some i, account in _accounts.items
	path == ["account_link", "items", i, _account_blocks]
	"unknown" in {word | some word in account_settings}
	count(value.unknowns(account, [])) > 0
}

_policy_paths := _documents if {
	count(_documents) > 0
} else := {["effective_policy"]}

# METADATA
# description: Holds the paths of the facts that a pass rests on.
basis contains path if {
	account_blocks == "true"
	some path in _account_paths
}

basis contains path if {
	account_blocks != "true"
	some path in (({_own_path, ["effective_policy"]} | _account_paths) | _documents)
}
