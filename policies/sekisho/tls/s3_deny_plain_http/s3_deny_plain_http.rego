# METADATA
# title: Buckets with customer data deny requests without TLS
# description: |
#   The subjects are buckets. The policy of a bucket that the profile declares under customer_data_stores denies every
#   action to every principal for requests without TLS, on the bucket itself and on all of its objects; one statement may
#   do so or several. A denial counts if every request without TLS meets all of its conditions: aws:SecureTransport false, in
#   any of the forms that AWS accepts, or a minimum s3:TlsVersion by an operator that ends in IfExists. Without IfExists a
#   minimum leaves the question open: a condition on a key that a request does not have is not met, and AWS does not say
#   which version a request without TLS has, if any. Other buckets are outside the question.
# schemas:
#   - input: schema.sekisho.tls.s3_deny_plain_http
# custom:
#   severity: medium
#   ja:
#     title: 顧客データのバケットは TLS を使わないリクエストを拒否する
#     description: |
#       対象はバケット。プロファイルの customer_data_stores が宣言するバケットのポリシーは、TLS を使わないリクエストについて、
#       すべてのプリンシパルのすべてのアクションを、バケット自体とそのすべてのオブジェクトに対して拒否する。
#       一つの文でも、複数の文に分けてもよい。
#       TLS を使わないすべてのリクエストが条件のすべてに合う拒否を認める。aws:SecureTransport が false であること
#       (AWS が認めるいずれの書き方でもよい)か、IfExists で終わる演算子による s3:TlsVersion の下限がこれに当たる。
#       IfExists のない下限は判断できない。リクエストにないキーの条件は満たされず、TLS を使わないリクエストの
#       バージョンがどうなるかを AWS は示していない。それ以外のバケットは対象外とする。
#   profile: []
#   reasons:
#     BUCKET_WITHOUT_TLS:
#       en: "The policy of the bucket {bucket} does not deny requests without TLS to the bucket itself."
#       ja: "バケット {bucket} のポリシーが、バケット自体への TLS を使わないリクエストを拒否していない。"
#     OBJECTS_WITHOUT_TLS:
#       en: "The policy of the bucket {bucket} does not deny requests without TLS to all of its objects."
#       ja: "バケット {bucket} のポリシーが、すべてのオブジェクトへの TLS を使わないリクエストを拒否していない。"
#     NOT_DECLARED:
#       en: The profile does not declare this bucket as a store of customer data.
#       ja: プロファイルが顧客データの保管先として宣言していないバケットである。
#   remediation:
#     en: |
#       Add a statement to the bucket's policy that denies s3:* to the principal "*" on the bucket's ARN and on the ARN
#       followed by /*, with the condition Bool aws:SecureTransport "false".
#     ja: |
#       バケットポリシーに、プリンシパル "*"、アクション s3:*、リソースはバケットの ARN とその後に /* を付けたもの、
#       条件 Bool aws:SecureTransport "false" の Deny 文を追加する。
#   references:
#     - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
#     - https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-ssl-requests-only.html
#     - https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
package sekisho.tls.s3_deny_plain_http

import data.sekisho.lib.finding
import data.sekisho.lib.iam
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one bucket.
verdict := finding.not_applicable("NOT_DECLARED", [_declared_at]) if {
	declared == "false"
} else := finding.unknown([_declared_at]) if {
	declared == "unknown"
} else := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown_because("U4", undecided) if {
	denied == "unknown"
} else := finding.pass({_declared_at} | _documents) if {
	denied == "true"
}

_declared_at := ["declared_data_store"]

# METADATA
# description: Says whether the profile declares the bucket.
declared := value.eq(input.aws_s3_bucket.declared_data_store, true)

_documents := {["effective_policy", "items", i, "document"] | some i, _ in input.aws_s3_bucket.effective_policy.items}

# METADATA
# description: Holds the statements of the bucket's policy and whether each denies whatever comes without TLS.
denials contains {
	"bucket": value.all({_denies(statement), iam.is_about_bucket(statement)}),
	"objects": value.all({_denies(statement), iam.is_about_all_objects(statement)}),
} if {
	some policy in input.aws_s3_bucket.effective_policy.items
	some statement in iam.statements(policy.document)
}

_denies(statement) := value.all({
	iam.has_effect(statement, "Deny"),
	iam.is_about_everyone(statement),
	iam.names_action(statement, {"*", "s3:*"}),
	_meets_every_clear_request(statement),
})

_meets_every_clear_request(statement) := "unknown" if {
	not iam.has_known_conditions(statement)
} else := value.all({_is_of_clear_requests(condition) | some condition in iam.conditions(statement)})

_equal := {"bool", "stringequals", "stringequalsignorecase", "stringlike"}

_unequal := {"stringnotequals", "stringnotequalsignorecase", "stringnotlike"}

_equal_operators := _equal | {concat("", [operator, "ifexists"]) | some operator in _equal}

_unequal_operators := _unequal | {concat("", [operator, "ifexists"]) | some operator in _unequal}

# What AWS answers to a request that lacks the key: IfExists meets it, the operator by itself does not.
_less_operators := {"numericlessthan": "unknown", "numericlessthanifexists": "true"}

_is_of_clear_requests(condition) := "unknown" if {
	value.unknown(condition.key)
} else := value.any({value.in_set(one, {"false", false}) | some one in condition.values}) if {
	condition.key == "aws:securetransport"
	condition.operator in _equal_operators
} else := value.all({value.in_set(one, {"true", true}) | some one in condition.values}) if {
	condition.key == "aws:securetransport"
	condition.operator in _unequal_operators
} else := value.all({_is_minimum(condition.values), _less_operators[condition.operator]}) if {
	condition.key == "s3:tlsversion"
} else := "false"

_is_minimum(versions) := value.any({value.in_set(one, {"1.1", "1.2", "1.3", 1.1, 1.2, 1.3}) | some one in versions})

# METADATA
# description: Says whether requests without TLS are denied altogether.
denied := value.all({bucket_denied, objects_denied})

# METADATA
# description: Says whether requests without TLS to the bucket itself are denied.
bucket_denied := value.any_of(_policies, {denial.bucket | some denial in denials})

# METADATA
# description: Says whether requests without TLS to the objects are denied.
objects_denied := value.any_of(_policies, {denial.objects | some denial in denials})

_policies := input.aws_s3_bucket.effective_policy

# METADATA
# description: Holds the ways in which the bucket breaks the policy.
violations contains finding.violation(
	"BUCKET_WITHOUT_TLS",
	{"bucket": value.shown(input.aws_s3_bucket.bucket)},
	{_declared_at, ["effective_policy"]} | _documents,
) if {
	bucket_denied == "false"
}

violations contains finding.violation(
	"OBJECTS_WITHOUT_TLS",
	{"bucket": value.shown(input.aws_s3_bucket.bucket)},
	{_declared_at, ["effective_policy"]} | _documents,
) if {
	objects_denied == "false"
}

# METADATA
# description: Holds the paths of what keeps the question undecided.
undecided contains ["effective_policy"] if value.any_of(_policies, set()) == "unknown"

undecided contains path if some path in _documents
