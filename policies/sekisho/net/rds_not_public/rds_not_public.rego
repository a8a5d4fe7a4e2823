# METADATA
# title: Database instances have no public address
# description: |
#   An RDS or Aurora instance that is publicly accessible gets a name that resolves to an internet address. The policy
#   looks at this setting alone: an instance that has it set is a violation even where no route leads to it.
# schemas:
#   - input: schema.sekisho.net.rds_not_public
# custom:
#   severity: critical
#   ja:
#     title: データベースインスタンスに公開アドレスがない
#     description: |
#       パブリックアクセス可能な RDS / Aurora インスタンスの名前は、インターネットのアドレスに解決される。
#       このポリシーはその設定だけを見る。
#       設定が有効であれば、経路がなくても違反とする。
#   profile: []
#   reasons:
#     PUBLICLY_ACCESSIBLE:
#       en: The instance is publicly accessible.
#       ja: インスタンスがパブリックアクセス可能になっている。
#   remediation:
#     en: Set publicly_accessible to false on the instance and reach it from inside the VPC.
#     ja: インスタンスの publicly_accessible を false にし、VPC の内側から接続する。
#   references:
#     - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_VPC.WorkingWithRDSInstanceinaVPC.html
package sekisho.net.rds_not_public

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one instance.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown([["publicly_accessible"]]) if {
	private == "unknown"
} else := finding.pass([["publicly_accessible"]]) if {
	private == "true"
}

# METADATA
# description: Holds the ways in which the instance breaks the policy.
violations contains finding.violation("PUBLICLY_ACCESSIBLE", {}, [["publicly_accessible"]]) if private == "false"

# METADATA
# description: Says whether the instance is without a public address; a running instance without the flag has none.
private := value.in_set(input.aws_db_instance.publicly_accessible, {false, null})

private := value.in_set(input.aws_rds_cluster_instance.publicly_accessible, {false, null})
