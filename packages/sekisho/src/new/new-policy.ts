/** Writes the files of a policy that builds and passes its tests as it stands, by their paths in a policy tree. */
export function newPolicy(family: string, name: string): Readonly<Record<string, string>> {
  const folder = `sekisho/${family}/${name}`;
  return {
    [`${folder}/${name}.rego`]: rego(family, name),
    [`${folder}/${name}.graphql`]: graphql,
    [`${folder}/${name}_test.rego`]: tests(family, name),
    [`${folder}/cases.yaml`]: cases(family, name),
  };
}

const graphql = `{
  aws_db_instance {
    storage_encrypted
  }
}
`;

function rego(family: string, name: string): string {
  return `# METADATA
# title: Databases are encrypted
# description: The subject is a database instance. Its storage is encrypted.
# schemas:
#   - input: schema.sekisho.${family}.${name}
# custom:
#   severity: medium
#   ja:
#     title: データベースが暗号化されている
#     description: 対象はデータベースインスタンス。保存領域が暗号化されている。
#   reasons:
#     NOT_ENCRYPTED:
#       en: The storage is not encrypted.
#       ja: 保存領域が暗号化されていない。
#   remediation:
#     en: Set storage_encrypted to true.
#     ja: storage_encrypted を true にする。
#   references:
#     - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.Encryption.html
package sekisho.${family}.${name}

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one database instance.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown([["storage_encrypted"]]) if {
	encrypted == "unknown"
} else := finding.pass([["storage_encrypted"]]) if {
	encrypted == "true"
}

# METADATA
# description: Says whether the storage is encrypted.
encrypted := value.eq(input.aws_db_instance.storage_encrypted, true)

# METADATA
# description: Holds the ways in which the instance breaks the policy.
violations contains finding.violation("NOT_ENCRYPTED", {}, [["storage_encrypted"]]) if {
	encrypted == "false"
}
`;
}

function tests(family: string, name: string): string {
  return `package sekisho.${family}.${name}_test

import data.sekisho.${family}.${name} as policy

_verdict(encrypted) := verdict if {
	verdict := policy.verdict with input as {
		"aws_db_instance": {"storage_encrypted": encrypted},
		"profile": {},
		"now": "2026-11-01T00:00:00Z",
	}
}

test_pass if _verdict(true).status == "pass"

test_fail if _verdict(false).status == "fail"

test_unknown if _verdict({"unknown": "U1"}).status == "unknown"
`;
}

function cases(family: string, name: string): string {
  return `policy: ${family}.${name}
cases:
  - name: pass_encrypted
    cites: "your own rule, in one sentence"
    documents:
      - plan:
          resources:
            aws_db_instance.main: { after: { identifier: main, engine: postgres, storage_encrypted: true } }
    expect:
      - { subject: "plan#aws_db_instance.main", status: pass, scope: plan, rests_on: [[storage_encrypted]] }
`;
}
