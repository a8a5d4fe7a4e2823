# METADATA
# title: Images are scanned when they are pushed
# description: |
#   The subject is a repository of container images. It scans an image for known vulnerabilities as soon as it is pushed;
#   without the block it scans only when somebody asks for it.
# schemas:
#   - input: schema.sekisho.chobo.images_scanned_on_push
# custom:
#   severity: medium
#   ja:
#     title: イメージはプッシュ時に検査される
#     description: |
#       対象はコンテナイメージのリポジトリ。イメージがプッシュされると、既知の脆弱性を検査する。ブロックがなければ、依頼されたときにだけ検査する。
#   reasons:
#     NOT_SCANNED:
#       en: Images are not scanned when they are pushed.
#       ja: イメージがプッシュ時に検査されない。
#   remediation:
#     en: Set scan_on_push to true in image_scanning_configuration.
#     ja: image_scanning_configuration の scan_on_push を true にする。
#   references:
#     - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
package sekisho.chobo.images_scanned_on_push

import data.sekisho.lib.finding
import data.sekisho.lib.value

# METADATA
# description: Is the policy's verdict on one repository.
verdict := finding.fails(violations) if {
	count(violations) > 0
} else := finding.unknown(value.unknowns(configurations, ["image_scanning_configuration"])) if {
	scanned == "unknown"
} else := finding.pass([["image_scanning_configuration"]]) if {
	scanned == "true"
}

# METADATA
# description: Is the block in which the repository says when it scans.
configurations := input.aws_ecr_repository.image_scanning_configuration

# METADATA
# description: Says whether images are scanned when they are pushed.
scanned := value.any_of(configurations, {value.eq(configuration.scan_on_push, true) |
	some configuration in input.aws_ecr_repository.image_scanning_configuration.items
})

# METADATA
# description: Holds the ways in which the repository breaks the policy.
violations contains finding.violation("NOT_SCANNED", {}, [["image_scanning_configuration"]]) if {
	scanned == "false"
}
